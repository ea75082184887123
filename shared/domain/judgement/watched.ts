import { median } from '../../lib/numbers';
import { HOUR, SECOND, floorTo, type Ms } from '../../lib/time';
import type { Watched } from '../change/types';
import { newestComplete } from '../signals/fold';
import { isBeyond, limitsAt } from '../signals/limits';
import { sameHourLookup } from '../signals/same-hour';
import type { Point, SignalData } from '../signals/types';
import type { Signal } from '../workspace/types';
import { LEAST_WITH_BREACH, judge } from './judge';
import { BEFORE, type JudgedSpan } from './spans';
import type { JudgedSignal, Judgement } from './types';
import { weekBefore } from './week-before';

/** Everything that is known of one watched signal. */
export interface WatchedFacts {
  readonly watched: Watched;
  readonly signal: Signal;
  /** Of its site. */
  readonly zone: string;
  /** Buckets of the time before the change and since, as far as they are known. */
  readonly data: SignalData;
  /** Buckets of the same times a week earlier, ascending. */
  readonly weekBefore: readonly Point[];
  /** Why these are not known; null where they are. */
  readonly gap: string | null;
  /** Null: the change has not begun. */
  readonly span: JudgedSpan | null;
  /** AWS's clock at the last good answer: no bucket that completed later was asked for. */
  readonly awsNow: Ms;
}

/** Judges one watched signal of a change (product.md 4). Pure. */
export function judgeWatched(facts: WatchedFacts): JudgedSignal {
  const { watched, signal, data, span, zone, awsNow } = facts;
  const limitAt = appliedAt(signal, data, zone);
  const { before, after, shown } = bucketsOf(facts);
  const last = shown.at(-1);
  const latest = limitAt(last?.[0] ?? awsNow);
  const judgement = judge({
    worse: signal.worse,
    periodSeconds: signal.periodSeconds,
    before,
    after,
    usual: weekBefore(facts.weekBefore, zone),
    isBeyond: ([at, value]) => {
      const { warning, critical } = limitAt(at);
      const limit = warning ?? critical;
      return limit !== null && isBeyond(value, limit, signal.worse);
    },
    breach: { m: signal.m, n: signal.n },
    tolerance: watched.tolerance,
  });
  const problem = data.problem === null || data.problem.kind === 'partial' ? null : data.problem.text;
  return {
    site: watched.site,
    signal: watched.signal,
    name: signal.name,
    unit: signal.unit,
    worse: signal.worse,
    tolerance: watched.tolerance,
    ...latest,
    judgement: saying(judgement, span === null ? 'the change has not begun' : problem, facts.gap),
    beforeMedian: median(before.map(([, value]) => value)),
    afterMedian: median(after.map(([, value]) => value)),
    points: shown,
    periodSeconds: signal.periodSeconds,
    dataAt: last?.[0] ?? null,
  };
}

/** A watched signal that the workspace does not have any more: nothing can be said, and that is said. */
export function judgeGone({ site, signal, tolerance }: Watched, text: string): JudgedSignal {
  const none = { n: 0, effective: null };
  return {
    site,
    signal,
    name: signal,
    unit: '',
    worse: 'higher',
    tolerance,
    warning: null,
    critical: null,
    judgement: {
      verdict: 'not-enough-data',
      text,
      before: none,
      after: none,
      effect: null,
      interval: null,
      p: null,
      breached: false,
      method: 'plain',
    },
    beforeMedian: null,
    afterMedian: null,
    points: [],
    periodSeconds: 60,
    dataAt: null,
  };
}

/** The limits that apply at a bucket (S11); null where there is none, or none is known. */
function appliedAt(signal: Signal, data: SignalData, zone: string) {
  const sameHour = sameHourLookup(data.hours, zone);
  const known = (limit: number | 'none' | 'unknown'): number | null => (typeof limit === 'number' ? limit : null);
  return (at: Ms): Pick<JudgedSignal, 'warning' | 'critical'> => {
    const { warning, critical } = limitsAt(signal, at, sameHour);
    return { warning: known(warning), critical: known(critical) };
  };
}

/** S3: complete buckets only, and none in which the change began. */
function bucketsOf({ signal, data, span, awsNow }: WatchedFacts): {
  readonly before: readonly Point[];
  readonly after: readonly Point[];
  readonly shown: readonly Point[];
} {
  const period = signal.periodSeconds * SECOND;
  const asked = data.covered === null ? awsNow : floorTo(data.covered[1] - 1, period);
  const newest = Math.min(newestComplete(signal, awsNow), asked);
  const complete = data.points.filter(([at]) => at <= newest);
  const start = span?.start ?? newest + period;
  const end = span?.end ?? start;
  const within = (from: Ms): readonly Point[] => complete.filter(([at]) => at >= from && at + period <= end);
  const baked = span?.bake == null ? [] : within(span.bake);
  return {
    before: complete.filter(([at]) => at >= start - BEFORE && at + period <= start),
    after: baked.length >= LEAST_WITH_BREACH ? baked : within(start),
    shown: complete.filter(([at]) => at >= start - HOUR && at < end),
  };
}

/** With what keeps it from saying more. */
function saying(judgement: Judgement, obstacle: string | null, gap: string | null): Judgement {
  if (obstacle !== null && judgement.verdict === 'not-enough-data') return { ...judgement, text: obstacle };
  const isPlain = judgement.method === 'plain' && gap !== null && judgement.after.n >= LEAST_WITH_BREACH;
  return isPlain ? { ...judgement, text: `${judgement.text}; the week before: ${gap}` } : judgement;
}
