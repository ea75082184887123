import { ceilTo, floorTo, SECOND, type Ms } from '../../../shared/lib/time';
import type { SeriesRequest } from '../world/types';
import { createZone } from '../world/zone';
import type { ScriptedMetric } from './schema';

/** Settle time of Meridian's buckets: a bucket is complete when max(period, this) has passed since its end. */
const SETTLE: Ms = 120 * SECOND;

/** The sample at a bucket of the script's own period; NaN for none. */
export type Sampler = (at: Ms, now: Ms) => number;

/** Builds the sampler of a scripted series. */
export function createSampler(series: ScriptedMetric['series'], periodMs: Ms): Sampler {
  if ('constant' in series) return () => series.constant;
  if ('daily' in series) {
    const { base, amplitude, zone } = series.daily;
    const { minuteOfWeek } = createZone(zone);
    // Highest at eight in the evening, lowest at eight in the morning.
    return (at) => base + amplitude * Math.cos((2 * Math.PI * ((minuteOfWeek(at) % 1440) / 60 - 20)) / 24);
  }
  const { values, endingAt } = series;
  const lastBucket = (now: Ms): Ms => {
    if (endingAt === 'complete') return floorTo(now - Math.max(periodMs, SETTLE), periodMs) - periodMs;
    return floorTo(typeof endingAt === 'number' ? now - endingAt * SECOND : Date.parse(endingAt), periodMs);
  };
  return (at, now) => values[values.length - 1 - (lastBucket(now) - at) / periodMs] ?? NaN;
}

/** Answers a range from samples as CloudWatch does: those that fall into a bucket are aggregated by the statistic. */
export function readScripted(metric: ScriptedMetric, sample: Sampler, request: SeriesRequest): Float64Array {
  const own = metric.period * SECOND;
  const size = Math.max(0, Math.ceil((request.to - request.from) / request.periodMs));
  const values = new Float64Array(size).fill(NaN);
  const bucket: number[] = [];
  for (let i = 0; i < size; i += 1) {
    const start = request.from + i * request.periodMs;
    const end = start + request.periodMs;
    bucket.length = 0;
    for (let at = ceilTo(start, own); at < end && at <= request.now; at += own) {
      const value = sample(at, request.now);
      if (!Number.isNaN(value)) bucket.push(value);
    }
    if (bucket.length > 0) values[i] = aggregate(bucket, request.statistic, metric.statistic !== undefined);
  }
  return values;
}

/** `prepared`: the samples already are values of the statistic, so percentiles of a longer bucket are their mean. */
function aggregate(samples: readonly number[], statistic: string, prepared: boolean): number {
  const sum = samples.reduce((total, value) => total + value, 0);
  switch (statistic) {
    case 'Sum':
      return sum;
    case 'SampleCount':
      return prepared ? sum : samples.length;
    case 'Minimum':
      return Math.min(...samples);
    case 'Maximum':
      return Math.max(...samples);
    default: {
      const percentile = /^p(\d+(?:\.\d+)?)$/.exec(statistic)?.[1];
      if (prepared || percentile === undefined) return sum / samples.length;
      return quantile(samples, Number(percentile) / 100);
    }
  }
}

function quantile(samples: readonly number[], share: number): number {
  const sorted = [...samples].sort((a, b) => a - b);
  const place = (sorted.length - 1) * Math.min(1, Math.max(0, share));
  const low = sorted[Math.floor(place)] ?? NaN;
  const high = sorted[Math.ceil(place)] ?? NaN;
  return low + (high - low) * (place - Math.floor(place));
}
