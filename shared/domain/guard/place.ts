import { rememberedWith } from '../../lib/remembered';
import { DAY, type Ms } from '../../lib/time';
import { fullNumber } from '../change/number';
import { isOver, isPlanned, isUnderWay, spanOf } from '../change/rules';
import type { Change, Window } from '../change/types';
import type { Spanned } from './intervals';
import type { GuardDatum, GuardFacts } from './types';
import { rangeTold, yearOf } from './words';

/** Longer than this nothing is judged: such a window is a mistake, and is said to be one. */
export const LONGEST_WINDOW: Ms = 366 * DAY;
const LAST_INSTANT: Ms = Date.UTC(2200, 0, 1);

/** Whether a calendar holds it and it has a length. */
export const isReal = ({ start, end }: Window): boolean => start >= 0 && start < end && end <= LAST_INSTANT;

/** When a change takes its place. One that is under way takes it until somebody says that it is over, also beyond its window. */
export function placeOf(change: Change, now: Ms): Window | null {
  if (!isUnderWay(change.state)) {
    const span = isOver(change.state) ? spanOf(change, now) : change.window;
    return span !== null && isReal(span) ? span : null;
  }
  const span = spanOf(change, now) ?? { start: now, end: now };
  const under = { start: span.start, end: Math.max(span.end, now + 1) };
  return isReal(under) ? under : { start: now, end: now + 1 };
}

/** Its time in words: the same as long as neither the change nor the year becomes another, however often it is judged anew. */
const told = rememberedWith((_: Change, start: Ms, end: Ms, year: string) => rangeTold({ start, end }, year));
export const whenOf = (change: Change, { start, end }: Window, now: Ms): ((zone: string) => string) =>
  told(change, start, end, yearOf(now));

/** Another change with the time it takes: what overlaps and neighbours are found among. */
export interface Placed extends Spanned {
  readonly change: Change;
  readonly datum: GuardDatum;
  /** Its time on the wall clock of a zone. */
  readonly when: (zone: string) => string;
}

/** What is planned for real, and has a time. */
export function placedOf({ changes, now }: GuardFacts): readonly Placed[] {
  const placed: Placed[] = [];
  for (const change of changes) {
    const place = isPlanned(change.state) ? placeOf(change, now) : null;
    if (place === null) continue;
    const datum = { source: fullNumber(change.number), at: change.changedAt };
    placed.push({ start: place.start, end: place.end, change, datum, when: whenOf(change, place, now) });
  }
  return placed;
}
