import { remembered } from '../../../lib/remembered';
import { err, ok, type Result } from '../../../lib/result';
import { DAY, HOUR, MINUTE, SECOND, type Ms } from '../../../lib/time';
import { isTimeZone } from '../../../lib/zones';
import { parseCron, type Cron } from './cron';
import type { MuteSchedule } from './types';

/** AWS takes from a minute to 15 days. */
const LONGEST: Ms = 15 * DAY;

/** What an expression says: one wall (a local time as if it were UTC), or many. */
export type Times = { readonly kind: 'at'; readonly wall: Ms } | { readonly kind: 'cron'; readonly cron: Cron };

/** The schedule of a rule from the words of AWS, or which of them is not understood. Without a zone it is UTC. */
export function parseSchedule(words: {
  readonly expression: string | null;
  readonly duration: string | null;
  readonly timeZone: string | null;
}): Result<MuteSchedule, string> {
  const { expression, duration: text } = words;
  if (expression === null) return err('no expression');
  if (text === null) return err('no duration');
  const times = parseTimes(expression);
  if (!times.ok) return times;
  const duration = durationOf(text);
  if (duration === null) return err(`duration "${text}"`);
  if (duration < MINUTE || duration > LONGEST) return err(`duration ${text}, not within PT1M and P15D`);
  const timeZone = words.timeZone ?? 'UTC';
  return isTimeZone(timeZone) ? ok({ expression, duration, timeZone }) : err(`time zone "${timeZone}"`);
}

/** A parsed schedule has been understood before: where its text is from elsewhere (a file), it says nothing. */
export const timesOf = remembered(({ expression }: MuteSchedule): Times | null => {
  const times = parseTimes(expression);
  return times.ok ? times.value : null;
});

function parseTimes(expression: string): Result<Times, string> {
  const [, form, inner = ''] = /^\s*(at|cron)\s*\((.*)\)\s*$/is.exec(expression) ?? [];
  if (form?.toLowerCase() === 'cron') {
    const cron = parseCron(inner);
    return cron.ok ? ok({ kind: 'cron', cron: cron.value }) : cron;
  }
  const wall = form === undefined ? null : wallOf(inner.trim());
  return wall === null ? err(`expression "${expression}"`) : ok({ kind: 'at', wall });
}

/** `2026-12-24T20:00`, with seconds where somebody wrote them; no day that no calendar has. */
function wallOf(text: string): Ms | null {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?$/.test(text)) return null;
  const wall = Date.parse(`${text.length === 16 ? `${text}:00` : text}.000Z`);
  return Number.isNaN(wall) || !new Date(wall).toISOString().startsWith(text) ? null : wall;
}

/** ISO 8601 in weeks, days, hours, minutes and seconds: what lasts as long on every day. */
function durationOf(text: string): Ms | null {
  const parts = /^P(?=.)(?:(\d+)W)?(?:(\d+)D)?(?:T(?=.)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/i.exec(text.trim());
  if (parts === null) return null;
  const units = [7 * DAY, DAY, HOUR, MINUTE, SECOND];
  return units.reduce((sum, unit, index) => sum + unit * Number(parts[index + 1] ?? 0), 0);
}
