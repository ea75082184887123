import type { HandoverItem, IfThen } from '../../domain/handover/types';
import type { HandoverNames } from './options';
import type { OutTimes } from './times';

/** What to look for: `p95 over 0.8 for 5 min, Brazil production`, and what people wrote of it. */
export function ifText({ text, watch }: IfThen, names: HandoverNames): string {
  if (watch === null) return text;
  const watched = `${watch.signal} ${watch.is} ${watch.limit} for ${watch.minutes} min, ${names.site(watch.site)}`;
  return text.trim() === '' ? watched : `${text} (${watched})`;
}

/** `until 12:30`, `09:30 to 11:30`; empty where it holds through the shift. */
export function ifThenTime({ from, until }: IfThen, times: OutTimes): string {
  if (from === null) return until === null ? '' : `until ${times.local(until)}`;
  return until === null ? `from ${times.local(from)}` : `${times.local(from)} to ${times.local(until)}`;
}

/** `Ananya Iyer, due 09:30 (04:00 UTC)`; what is missing is said (H3). */
export function ownerText({ owner, due }: HandoverItem, names: HandoverNames, times: OutTimes): string {
  const who = owner === null ? 'no owner' : names.person(owner);
  return `${who}, ${due === null ? 'no due time' : `due ${times.short(due)}`}`;
}

/** `08:00 (02:30 UTC) to 10:00 (04:30 UTC)` of what has a time of its own; empty of what has none. */
export function spanText({ begins, ends }: Pick<HandoverItem, 'begins' | 'ends'>, times: OutTimes): string {
  if (begins === null) return ends === null ? '' : `to ${times.short(ends)}`;
  return ends === null ? times.short(begins) : `${times.short(begins)} to ${times.short(ends)}`;
}

/** Carried through so many shifts it goes to the lead (H9). */
const CARRIED_TOO_OFTEN = 3;
export const carriedText = (carried: number): string =>
  carried === 0
    ? ''
    : `carried ${carried} ${carried === 1 ? 'time' : 'times'}${carried >= CARRIED_TOO_OFTEN ? ': to the lead' : ''}`;

/** `contact Dana, US L3 (Vikram Nair)` */
export const thenText = ({ action, who }: IfThen, names: HandoverNames): string =>
  `${action.replace(/[.\s]+$/u, '')}${who === null ? '' : ` (${names.person(who)})`}`;
