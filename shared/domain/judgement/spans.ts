import { DAY, HOUR, type Ms } from '../../lib/time';
import type { Change } from '../change/types';

/** What a change is compared over, in instants of AWS's clock. */
export interface JudgedSpan {
  /** When it began: what lies before is compared with what comes after. */
  readonly start: Ms;
  /** When its bake began; null while it has not. */
  readonly bake: Ms | null;
  /** Nothing from here on belongs to it. */
  readonly end: Ms;
}

/** How much of the time before is compared. */
export const BEFORE: Ms = DAY;
/** Of a change that is done, as much as the day before can be held against (a quarter of it), also where its bake was short. */
const DONE_FOR: Ms = 6 * HOUR;
/** Longer than this the traffic of another day, and other changes, are in it. */
const MOST_AFTER: Ms = DAY;

/** A change that was rolled back or aborted ends there. Null while it has not begun. */
export function judgedSpan({ state, times }: Pick<Change, 'state' | 'times'>): JudgedSpan | null {
  const { startedAt: start, bakingAt: bake, endedAt } = times;
  if (start === null) return null;
  const from = bake ?? start;
  const undone = state === 'rolled-back' || state === 'aborted';
  const end = endedAt === null ? Infinity : undone ? endedAt : Math.max(endedAt, from + DONE_FOR);
  return { start, bake, end: Math.min(end, from + MOST_AFTER) };
}
