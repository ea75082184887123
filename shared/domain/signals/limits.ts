import type { Ms } from '../../lib/time';
import type { Limit, Signal } from '../workspace/types';

/** A limit at one bucket: a number, none that counts there (S11: below the floor), or not known for want of history. */
export type AppliedLimit = number | 'none' | 'unknown';

export function appliedLimit(limit: Limit | null, floor: number, sameHour: () => number | null): AppliedLimit {
  if (limit === null) return 'none';
  if (limit.kind === 'absolute') return limit.value;
  const median = sameHour();
  if (median === null || !Number.isFinite(median)) return 'unknown';
  return median > floor ? (median * limit.percent) / 100 : 'none';
}

/** Whether a value is beyond a limit; the limit itself is still inside. */
export const isBeyond = (value: number, limit: number, worse: Signal['worse']): boolean =>
  worse === 'higher' ? value > limit : value < limit;

/** Whether the signal needs same-hour history: for a relative limit, or to tell orders lost. */
export const needsHistory = (signal: Signal): boolean =>
  signal.warning?.kind === 'same-hour' || signal.critical?.kind === 'same-hour' || signal.impact !== null;

/** Both limits of a signal at a bucket. */
export function limitsAt(
  signal: Signal,
  at: Ms,
  sameHour: (at: Ms) => number | null,
): { readonly warning: AppliedLimit; readonly critical: AppliedLimit } {
  const median = (): number | null => sameHour(at);
  return {
    warning: appliedLimit(signal.warning, signal.floor, median),
    critical: appliedLimit(signal.critical, signal.floor, median),
  };
}
