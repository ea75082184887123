import type { Ms } from '../../lib/time';

/** One bucket that AWS answered: its start and its value, a finite number (mergeAnswer keeps no other). */
export type Point = readonly [start: Ms, value: number];

/** Median of one signal within one local hour, the memory of S11. */
export interface HourMedian {
  /** Start of the local hour. */
  readonly start: Ms;
  readonly median: number;
  readonly count: number;
}

/** Why a signal has no (whole) answer although its source answered. */
export interface SignalProblem {
  readonly kind: 'misconfigured' | 'partial' | 'denied';
  readonly text: string;
}

/** Everything known of one signal: plain values, gathered before anything is computed. */
export interface SignalData {
  /** Ascending, one per bucket. */
  readonly points: readonly Point[];
  /** The range [from, to) AWS was asked for and answered: a bucket inside it without a point is missing. Null before the first answer. */
  readonly covered: readonly [from: Ms, to: Ms] | null;
  /** Starts of buckets whose denominator had no data (S5); empty where no denominator is named. */
  readonly noDenominator: ReadonlySet<Ms>;
  readonly problem: SignalProblem | null;
  /** S11, ascending; empty until fetched. */
  readonly hours: readonly HourMedian[];
  /** S5: whether any point was seen in the last 14 days; null when not asked. */
  readonly seenIn14Days: boolean | null;
}

/** Points of one signal for a chart: what was measured, the usual range of the hour, and the limits that applied. */
export interface SignalHistory {
  readonly site: string;
  readonly signal: string;
  readonly periodSeconds: number;
  readonly from: Ms;
  readonly to: Ms;
  /** Complete buckets, ascending; a gap is a gap. */
  readonly points: readonly Point[];
  readonly incomplete: Point | null;
  /** Same-hour medians (S11) at hour starts, with lowest and highest of the 14 days; empty when not kept. */
  readonly usual: readonly { readonly at: Ms; readonly low: number; readonly median: number; readonly high: number }[];
  /** Limits by bucket start; constant ones appear once. */
  readonly limits: readonly { readonly at: Ms; readonly warning: number | null; readonly critical: number | null }[];
}
