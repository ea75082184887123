import { DAY, HOUR, MINUTE, SECOND, ceilTo, floorTo, type Ms } from '../../../shared/lib/time';

/** The asked range [start, end), aligned to every period of the call (P3). */
export interface Range {
  readonly start: Ms;
  readonly end: Ms;
}

/** P3: how many buckets of the longest period a usual sweep asks. */
const USUAL_BUCKETS = 30;
/** P3: what is asked at start and hourly, and what daily. */
export const START_REACH: Ms = 3 * HOUR;
export const DAILY_REACH: Ms = DAY;

/**
 * How far back points of a period exist, with room for the alignment; beyond it CloudWatch answers with nothing and says
 * nothing (user guide: below 60 s 3 hours, 60 s 15 days, 300 s 63 days, 3600 s 455 days).
 */
export function retentionOf(periodSeconds: number): Ms {
  if (periodSeconds < 60) return 3 * HOUR - 5 * MINUTE;
  if (periodSeconds % 300 !== 0) return 15 * DAY - HOUR;
  return periodSeconds % 3_600 === 0 ? 455 * DAY : 63 * DAY - HOUR;
}

/** Smallest step that every period divides; null when they have none of at most a day in common. */
export function commonStep(periods: readonly number[]): Ms | null {
  let step = 1;
  for (const period of periods) {
    step = (step * period) / gcd(step, period);
    if (step > 86_400) return null;
  }
  return step * SECOND;
}

const gcd = (a: number, b: number): number => (b === 0 ? a : gcd(b, a % b));

/**
 * P3: the range of one call: 30 buckets of its longest period, or `reach` where that is longer, ending with the bucket that
 * now lies in. Null where the periods cannot share a call.
 */
export function rangeFor(periods: readonly number[], reach: Ms, now: Ms): Range | null {
  const step = commonStep(periods);
  if (step === null) return null;
  const longest = Math.max(...periods) * SECOND;
  const kept = Math.min(...periods.map(retentionOf));
  const end = ceilTo(now, step);
  const start = end - ceilTo(Math.max(USUAL_BUCKETS * longest, reach), step);
  if (now - start <= kept) return { start, end };
  // One period alone is asked as far back as it is kept; a mixed call would lose the shorter one.
  return new Set(periods).size === 1 ? { start: floorTo(now - kept, step) + step, end } : null;
}
