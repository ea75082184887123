import { err, ok, type Result } from '../../../lib/result';
import { HOUR, MINUTE, type Ms } from '../../../lib/time';

/** The five fields of a cron expression, each as the numbers it names, ascending. */
export interface Cron {
  readonly minutes: readonly number[];
  readonly hours: readonly number[];
  readonly days: ReadonlySet<number>;
  readonly months: ReadonlySet<number>;
  /** 0 is Sunday. */
  readonly weekdays: ReadonlySet<number>;
  /** Where both are named, a day that is one of either counts: so cron has it since ever. */
  readonly either: boolean;
}

interface Field {
  readonly name: string;
  readonly first: number;
  readonly last: number;
  /** Words for the numbers from `first` on. */
  readonly words: readonly string[];
}

const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
const WEEKDAYS = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];
const MINUTES: Field = { name: 'minutes', first: 0, last: 59, words: [] };
const HOURS: Field = { name: 'hours', first: 0, last: 23, words: [] };
const DAYS: Field = { name: 'day of month', first: 1, last: 31, words: [] };
const MONTH: Field = { name: 'month', first: 1, last: 12, words: MONTHS };
/** 7 is Sunday too. */
const WEEKDAY: Field = { name: 'day of week', first: 0, last: 7, words: WEEKDAYS };

/**
 * `Minutes Hours Day-of-month Month Day-of-week` as AWS writes it: `*`, lists, ranges, names. Steps are understood too, and `?` as
 * in its other schedules. The error names the field.
 */
export function parseCron(text: string): Result<Cron, string> {
  const fields = text.trim().split(/\s+/);
  const [minute = '', hour = '', day = '', month = '', weekday = ''] = fields;
  if (fields.length !== 5 || text.trim() === '') return err(`cron with ${fields.length} fields instead of 5`);
  const minutes = numbersOf(MINUTES, minute);
  if (!minutes.ok) return minutes;
  const hours = numbersOf(HOURS, hour);
  if (!hours.ok) return hours;
  const days = numbersOf(DAYS, day);
  if (!days.ok) return days;
  const months = numbersOf(MONTH, month);
  if (!months.ok) return months;
  const weekdays = numbersOf(WEEKDAY, weekday);
  if (!weekdays.ok) return weekdays;
  return ok({
    minutes: minutes.value,
    hours: hours.value,
    days: new Set(days.value),
    months: new Set(months.value),
    weekdays: new Set(weekdays.value.map((one) => one % 7)),
    either: !isEvery(day) && !isEvery(weekday),
  });
}

const isEvery = (text: string): boolean => text.startsWith('*') || text === '?';

function numbersOf(field: Field, text: string): Result<readonly number[], string> {
  const found = new Set<number>();
  const bad = (part: string): Result<never, string> => err(`${field.name} "${part}" of its cron`);
  for (const part of text.split(',')) {
    const [range = '', step, ...more] = part.split('/');
    const every = step === undefined ? 1 : wholeOf(step);
    const ends = rangeOf(field, range, step !== undefined);
    if (every === null || every < 1 || ends === null || more.length > 0) return bad(part);
    for (let one = ends[0]; one <= ends[1]; one += every) found.add(one);
  }
  return ok([...found].sort((a, b) => a - b));
}

/** `*`, `5`, `1-5`, `FRI-SUN`; with a step a single number begins a range. */
function rangeOf(field: Field, text: string, open: boolean): readonly [from: number, to: number] | null {
  if (text === '*' || text === '?') return [field.first, field.last];
  const [first = '', last, ...more] = text.split('-');
  const from = numberOf(field, first);
  const to = last === undefined ? (open ? field.last : from) : numberOf(field, last);
  if (from === null || to === null || more.length > 0) return null;
  // A week that goes on over Sunday.
  const end = field === WEEKDAY && to === 0 && from > 0 ? 7 : to;
  return from <= end ? [from, end] : null;
}

function numberOf({ first, last, words }: Field, text: string): number | null {
  const word = words.indexOf(text.toUpperCase());
  if (word >= 0) return first + word;
  const number = wholeOf(text);
  return number !== null && number >= first && number <= last ? number : null;
}

const wholeOf = (text: string): number | null => (/^\d{1,4}$/.test(text) ? Number(text) : null);

/** The walls at which it fires on the day that begins at the wall `day`, ascending; a wall is a local time as if it were UTC. */
export function wallsOf(cron: Cron, day: Ms): readonly Ms[] {
  const date = new Date(day);
  if (!cron.months.has(date.getUTCMonth() + 1)) return [];
  const isDay = cron.days.has(date.getUTCDate());
  const isWeekday = cron.weekdays.has(date.getUTCDay());
  if (cron.either ? !isDay && !isWeekday : !isDay || !isWeekday) return [];
  return cron.hours.flatMap((hour) => cron.minutes.map((minute) => day + hour * HOUR + minute * MINUTE));
}
