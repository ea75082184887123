import { MINUTE, SECOND, type Ms } from '../../lib/time';
import { utcText } from '../../lib/words';
import type { Condition, SourceState } from './types';

/** S2: `live` up to 2 promised intervals after the last good answer, `late` up to 3, then not seen. */
export const LIVE_INTERVALS = 2;
export const LATE_INTERVALS = 3;
/** S2: how long what was known to be worse is held after blindness. */
export const HOLD: Ms = 15 * MINUTE;

/**
 * Data condition of a source at an instant (local clock). A failed try does not blind a source whose last good answer is
 * still young; once that is older than 3 promised intervals, the kind of the failure is the condition, else `stale`. An
 * answer dated as far ahead (the clock was set back) is no younger: its true age is not known.
 */
export function conditionOf(source: SourceState, now: Ms): Condition {
  if (source.lastGoodAt === null) return source.failure === null ? 'never' : source.failure.kind;
  const intervals = Math.abs(now - source.lastGoodAt) / (source.intervalSeconds * SECOND);
  if (intervals <= LIVE_INTERVALS) return 'live';
  if (intervals <= LATE_INTERVALS) return 'late';
  return source.failure === null ? 'stale' : source.failure.kind;
}

/** S2: a source is seen while it is live or late. */
export const isSeen = (condition: Condition): boolean => condition === 'live' || condition === 'late';

/** When a source without further answers stops being seen; null when it never was. */
export const blindFrom = (source: SourceState): Ms | null =>
  source.lastGoodAt === null ? null : source.lastGoodAt + LATE_INTERVALS * source.intervalSeconds * SECOND;

/** Why the condition is what it is; null when all is well. */
export function conditionReason(source: SourceState, now: Ms): string | null {
  const parts: string[] = [];
  const condition = conditionOf(source, now);
  if (source.failure !== null) parts.push(source.failure.reason);
  else if (condition === 'stale' || condition === 'late')
    parts.push(`no answer since ${utcText(source.lastGoodAt ?? now, now)}`);
  else if (condition === 'never') parts.push('not asked yet');
  if (source.notUnderstood.length > 0) parts.push(`not understood: ${source.notUnderstood.join(', ')}`);
  return parts.length === 0 ? null : parts.join('; ');
}
