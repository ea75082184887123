import { MINUTE, SECOND, type Ms } from '../../../shared/lib/time';
import type { WorldMetric } from './metrics';
import type { SeriesRequest } from './types';

/** How long the numbers of a minute keep coming in after it ended: why a bucket is not complete when it ends. */
const ARRIVAL: Ms = 45 * SECOND;

/** Spread of response times: a log-normal whose p95 is known, with the logistic curve in place of the normal one. */
const SPREAD = 0.62;
const normal = (q: number): number => Math.log(q / (1 - q)) / 1.702;

/** What part of the p95 another statistic of a latency is; NaN for a statistic that is none of its own. */
function latencyFactor(statistic: string): number {
  switch (statistic) {
    case 'Average':
      return 0.45;
    case 'Minimum':
      return 0.04;
    case 'Maximum':
      return 3.4;
    default: {
      const percentile = /^p(\d+(?:\.\d+)?)$/.exec(statistic)?.[1];
      if (percentile === undefined) return NaN;
      const q = Math.min(0.9999, Math.max(0.0001, Number(percentile) / 100));
      return Math.exp((normal(q) - normal(0.95)) * SPREAD);
    }
  }
}

type Fold = 'sum' | 'mean' | 'least' | 'most';

/** How the minutes of a bucket become one number. */
function foldOf(statistic: string): Fold {
  switch (statistic) {
    case 'Sum':
    case 'SampleCount':
      return 'sum';
    case 'Minimum':
      return 'least';
    case 'Maximum':
      return 'most';
    default:
      return 'mean';
  }
}

/** The value of one minute under a statistic, before buckets are folded. */
function minuteReader(metric: WorldMetric, statistic: string): (at: Ms) => number {
  if (metric.kind === 'latency') {
    if (statistic === 'SampleCount') return metric.samples;
    if (statistic === 'Sum') return (at) => metric.value(at) * latencyFactor('Average') * metric.samples(at);
    const factor = latencyFactor(statistic);
    return (at) => metric.value(at) * factor;
  }
  if (statistic === 'SampleCount') return metric.samples;
  return metric.value;
}

const round = (value: number): number => Math.round(value * 1e5) / 1e5;

/**
 * Answers a range. Minutes of the newest two buckets are only partly in yet: sums grow for 45 s after their minute, the
 * rest appears 20 s into it.
 */
export function readSeries(metric: WorldMetric, request: SeriesRequest): Float64Array {
  const { from, to, periodMs, now, statistic } = request;
  const size = Math.max(0, Math.ceil((to - from) / periodMs));
  const values = new Float64Array(size).fill(NaN);
  // Standard resolution: nothing finer than a minute exists.
  if (periodMs % MINUTE !== 0) return values;
  const read = minuteReader(metric, statistic);
  const fold = foldOf(statistic);
  const sparse = metric.kind === 'sparse';
  const minutes = periodMs / MINUTE;

  for (let i = 0; i < size; i += 1) {
    const start = from + i * periodMs;
    if (start > now) break;
    let folded = NaN;
    let count = 0;
    for (let m = 0; m < minutes; m += 1) {
      const at = start + m * MINUTE;
      const age = now - at;
      if (age < 20 * SECOND || metric.silent(at)) continue;
      let value = read(at);
      if (fold === 'sum' && age < MINUTE + ARRIVAL) value = Math.floor((value * age) / (MINUTE + ARRIVAL));
      if (sparse && value === 0) continue;
      if (count === 0) folded = value;
      else if (fold === 'least') folded = Math.min(folded, value);
      else if (fold === 'most') folded = Math.max(folded, value);
      else folded += value;
      count += 1;
    }
    if (count > 0) values[i] = round(fold === 'mean' ? folded / count : folded);
  }
  return values;
}
