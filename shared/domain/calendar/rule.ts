const FREQUENCIES = ['YEARLY', 'MONTHLY', 'WEEKLY', 'DAILY', 'HOURLY', 'MINUTELY', 'SECONDLY'] as const;
export type Frequency = (typeof FREQUENCIES)[number];

const WEEKDAYS = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA'] as const;

/** A day of the week, 0 is Sunday; the `ordinal`th of its month or year, negative from the end, 0 every one. */
export interface RuleDay {
  readonly ordinal: number;
  readonly weekday: number;
}

/** A recurrence rule (RFC 5545, 3.3.10). A list that is empty restricts nothing. */
export interface Rule {
  readonly freq: Frequency;
  readonly interval: number;
  readonly count: number | null;
  /** As written: a DATE or DATE-TIME. */
  readonly until: string | null;
  /** First day of the week, 0 is Sunday. */
  readonly weekStart: number;
  readonly months: readonly number[];
  readonly weekNumbers: readonly number[];
  readonly yearDays: readonly number[];
  readonly monthDays: readonly number[];
  readonly days: readonly RuleDay[];
  readonly hours: readonly number[];
  readonly minutes: readonly number[];
  readonly seconds: readonly number[];
  readonly positions: readonly number[];
}

const LISTS = {
  BYMONTH: { name: 'months', from: 1, to: 12, negative: false },
  BYWEEKNO: { name: 'weekNumbers', from: 1, to: 53, negative: true },
  BYYEARDAY: { name: 'yearDays', from: 1, to: 366, negative: true },
  BYMONTHDAY: { name: 'monthDays', from: 1, to: 31, negative: true },
  BYHOUR: { name: 'hours', from: 0, to: 23, negative: false },
  BYMINUTE: { name: 'minutes', from: 0, to: 59, negative: false },
  BYSECOND: { name: 'seconds', from: 0, to: 60, negative: false },
  BYSETPOS: { name: 'positions', from: 1, to: 366, negative: true },
} as const;

type Failure = { readonly cause: string };
type Parts = ReadonlyMap<string, string>;

/** Reads the value of an RRULE. A part that is not understood is a failure: without it the times would be others. */
export function readRule(text: string): Rule | Failure {
  const parts = new Map<string, string>();
  for (const part of text.split(';')) {
    if (part.trim() === '') continue;
    const [name = '', value = '', ...rest] = part.trim().toUpperCase().split('=');
    if (value === '' || rest.length > 0) return { cause: `"${part}" is no part of a rule: expected NAME=VALUE` };
    if (parts.has(name)) return { cause: `${name} is there twice` };
    parts.set(name, value);
  }
  const freq = FREQUENCIES.find((one) => one === parts.get('FREQ'));
  if (freq === undefined)
    return { cause: `FREQ=${parts.get('FREQ') ?? ''}: expected one of ${FREQUENCIES.join(', ')}` };
  for (const name of parts.keys()) {
    if (!(name in LISTS) && !['FREQ', 'INTERVAL', 'COUNT', 'UNTIL', 'WKST', 'BYDAY'].includes(name))
      return { cause: `${name} is not understood` };
  }
  return withLists(freq, parts);
}

function withLists(freq: Frequency, parts: Parts): Rule | Failure {
  const lists = { ...EMPTY };
  for (const [part, { name, from, to, negative }] of Object.entries(LISTS)) {
    const value = parts.get(part);
    if (value === undefined) continue;
    const numbers = numbersOf(value, from, to, negative);
    if (numbers === null) return { cause: `${part}=${value}: expected numbers from ${from} to ${to}` };
    lists[name] = numbers;
  }
  const days = daysOf(parts.get('BYDAY'));
  if (days === null) return { cause: `BYDAY=${parts.get('BYDAY') ?? ''}: expected days such as MO, 1SU or -1FR` };
  const interval = positive(parts.get('INTERVAL') ?? '1');
  if (interval === null) return { cause: `INTERVAL=${parts.get('INTERVAL') ?? ''}: expected a number from 1` };
  const count = parts.get('COUNT');
  if (count !== undefined && positive(count) === null) return { cause: `COUNT=${count}: expected a number from 1` };
  const weekStart = WEEKDAYS.findIndex((one) => one === (parts.get('WKST') ?? 'MO'));
  if (weekStart === -1) return { cause: `WKST=${parts.get('WKST') ?? ''}: expected one of ${WEEKDAYS.join(', ')}` };
  return {
    freq,
    interval,
    count: count === undefined ? null : positive(count),
    until: parts.get('UNTIL') ?? null,
    weekStart,
    days,
    ...lists,
  };
}

const EMPTY: Record<(typeof LISTS)[keyof typeof LISTS]['name'], readonly number[]> = {
  months: [],
  weekNumbers: [],
  yearDays: [],
  monthDays: [],
  hours: [],
  minutes: [],
  seconds: [],
  positions: [],
};

/** In order and each once: `BYHOUR=9,9` repeats nothing. */
function numbersOf(value: string, from: number, to: number, negative: boolean): readonly number[] | null {
  const numbers = value.split(',').map((one) => (/^[+-]?\d{1,3}$/.test(one) ? Number(one) : NaN));
  const fit = numbers.every((one) => (one >= from && one <= to) || (negative && -one >= from && -one <= to));
  return fit ? [...new Set(numbers)].sort((a, b) => a - b) : null;
}

function daysOf(value: string | undefined): readonly RuleDay[] | null {
  const days: RuleDay[] = [];
  for (const one of value?.split(',') ?? []) {
    const [, ordinal = '0', name] = /^([+-]?[1-9]\d?)?([A-Z]{2})$/.exec(one) ?? [];
    const weekday = WEEKDAYS.findIndex((day) => day === name);
    if (weekday === -1) return null;
    days.push({ ordinal: Number(ordinal), weekday });
  }
  return days;
}

const positive = (text: string): number | null => (/^0*[1-9]\d{0,8}$/.test(text) ? Number(text) : null);
