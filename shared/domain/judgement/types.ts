import type { Ms } from '../../lib/time';
import type { Point } from '../signals/types';

/** What a change did to a signal, or that it cannot be told; `not-enough-data` is never a pass (product.md 4). */
export const JUDGEMENT_VERDICTS = ['worse', 'better', 'same', 'not-enough-data'] as const;
export type JudgementVerdict = (typeof JUDGEMENT_VERDICTS)[number];

/** One watched signal before and after a change. Plain values: gathered before anything is computed. */
export interface JudgementInput {
  /** Which direction is worse. */
  readonly worse: 'higher' | 'lower';
  readonly periodSeconds: number;
  /** Complete buckets before the change began, ascending; a day of them is best. */
  readonly before: readonly Point[];
  /** Complete buckets since the change was done, ascending. */
  readonly after: readonly Point[];
  /** What the same weekday and hour of the week before said (`weekBefore`); null where that is not known. */
  readonly usual: (at: Ms) => number | null;
  /** Whether a bucket lies beyond a limit of the signal; M of N such buckets are a breach. */
  readonly isBeyond: (point: Point) => boolean;
  readonly breach: { readonly m: number; readonly n: number };
  /** How large an effect may be without counting, as a share: 0.05 is 5 %. Above 0. */
  readonly tolerance: number;
}

/** With everything a person needs to believe it or not. */
export interface Judgement {
  readonly verdict: JudgementVerdict;
  /** Why, in one sentence. */
  readonly text: string;
  readonly before: Sample;
  readonly after: Sample;
  /** How much higher (above 0) or lower the signal is than before, as a share; null while it cannot be told. */
  readonly effect: number | null;
  /** Where the effect lies with 95 % confidence, as shares. */
  readonly interval: readonly [low: number, high: number] | null;
  /** Chance of a difference at least as large, in the direction it has, with nothing changed (one-sided). */
  readonly p: number | null;
  /** A limit was breached after the change by the signal's own rule (M of N). */
  readonly breached: boolean;
  /** `week-ratio`: every bucket divided by the same hour of the week before. `plain`: that hour is not known, so the daily curve is still in it. */
  readonly method: 'week-ratio' | 'plain';
}

export interface Sample {
  /** Buckets that were compared. */
  readonly n: number;
  /** As many independent buckets would tell as much; null while it cannot be told. */
  readonly effective: number | null;
}

/** One watched signal as it is compared now, with the buckets that were compared. */
export interface JudgedSignal {
  readonly site: string;
  readonly signal: string;
  readonly name: string;
  readonly unit: string;
  readonly worse: 'higher' | 'lower';
  readonly tolerance: number;
  readonly warning: number | null;
  readonly critical: number | null;
  readonly judgement: Judgement;
  /** Medians of what was compared, in the unit of the signal; null where nothing was. */
  readonly beforeMedian: number | null;
  readonly afterMedian: number | null;
  /** For drawing: the buckets from an hour before the change on. */
  readonly points: readonly Point[];
  readonly periodSeconds: number;
  /** Start of the newest complete bucket; null when there is none. */
  readonly dataAt: Ms | null;
}
