import { newestComplete } from '../../shared/domain/signals/fold';
import { EMPTY_SIGNAL } from '../../shared/domain/signals/merge';
import { hourMedians } from '../../shared/domain/signals/same-hour';
import type { HourMedian, Point, SignalData } from '../../shared/domain/signals/types';
import type { Limit, Metric, Signal } from '../../shared/domain/workspace/types';
import { DAY, HOUR, SECOND, ceilTo } from '../../shared/lib/time';
import { fromWall, localHourStart, toWall } from '../../shared/lib/zones';
import { NOW } from './instants';

export const absolute = (value: number): Limit => ({ kind: 'absolute', value });
export const ofSameHour = (percent: number): Limit => ({ kind: 'same-hour', percent });

export const aMetric = (over: Partial<Metric> = {}): Metric => ({
  namespace: 'AWS/ApplicationELB',
  name: 'TargetResponseTime',
  dimensions: { LoadBalancer: 'app/retail-br/0123456789abcdef' },
  statistic: 'p95',
  periodSeconds: 60,
  unit: null,
  ...over,
});

/** Latency: above 800 is a warning, above 2000 critical, 3 of 5 buckets of a minute, 5 calm ones to recover. */
export const aSignal = (over: Partial<Signal> = {}): Signal => {
  const periodSeconds = over.periodSeconds ?? 60;
  return {
    id: 'p95',
    name: 'Checkout latency p95',
    unit: 'ms',
    worse: 'higher',
    question: { kind: 'metric', metric: aMetric({ periodSeconds }), scale: 1 },
    account: 'prod',
    region: 'sa-east-1',
    periodSeconds,
    settleSeconds: Math.max(periodSeconds, 120),
    warning: absolute(800),
    critical: absolute(2_000),
    floor: 0,
    m: 3,
    n: 5,
    recover: 5,
    missing: 'unknown',
    impact: null,
    ...over,
  };
};

/** Orders: under 75 % of the same hour is a warning, under 55 % critical. */
export const anOrdersSignal = (over: Partial<Signal> = {}): Signal =>
  aSignal({
    id: 'orders',
    name: 'Orders',
    unit: 'per minute',
    worse: 'lower',
    question: {
      kind: 'metric',
      metric: aMetric({
        namespace: 'Retail/Checkout',
        name: 'OrdersPlaced',
        dimensions: { Country: 'BR' },
        statistic: 'Sum',
      }),
      scale: 1,
    },
    warning: ofSameHour(75),
    critical: ofSameHour(55),
    floor: 50,
    impact: 'orders',
    ...over,
  });

export const someData = (over: Partial<SignalData> = {}): SignalData => ({ ...EMPTY_SIGNAL, ...over });

/** What the marks of `buckets` are worth to `aSignal`: beyond critical, beyond warning only, calm. */
const VALUES: Readonly<Record<string, number>> = { C: 3_000, W: 1_000, '.': 100 };

/**
 * Data of a signal as of `now`, drawn one mark a bucket, oldest first: `C` beyond critical, `W` beyond warning, `.` calm,
 * `-` missing, `/` missing because its denominator is. The last mark before `|` (or the end) is the newest complete bucket;
 * marks behind it are not complete yet.
 */
export function buckets(signal: Signal, marks: string, now = NOW): SignalData {
  const complete = marks.includes('|') ? marks.indexOf('|') : marks.length;
  return drawn(
    signal,
    Array.from(marks.replace('|', ''), (mark) => VALUES[mark] ?? null),
    complete,
    now,
    (index) => marks.replace('|', '')[index] === '/',
  );
}

/** The same with values; null is a missing bucket. All are complete. */
export const bucketsOf = (signal: Signal, values: readonly (number | null)[], now = NOW): SignalData =>
  drawn(signal, values, values.length, now, () => false);

function drawn(
  signal: Signal,
  values: readonly (number | null)[],
  complete: number,
  now: number,
  withoutDenominator: (index: number) => boolean,
): SignalData {
  const period = signal.periodSeconds * SECOND;
  const newest = newestComplete(signal, now);
  const startOf = (index: number): number => newest + (index - complete + 1) * period;
  const points = values.flatMap((value, index): readonly Point[] => (value === null ? [] : [[startOf(index), value]]));
  return someData({
    points,
    covered: [startOf(0), Math.max(ceilTo(now, period), startOf(values.length))],
    noDenominator: new Set(values.flatMap((_value, index) => (withoutDenominator(index) ? [startOf(index)] : []))),
    seenIn14Days: points.length > 0 ? true : null,
  });
}

/** Start of the bucket so many periods before the newest complete one. */
export const bucketAt = (signal: Signal, back: number, now = NOW): number =>
  newestComplete(signal, now) - back * signal.periodSeconds * SECOND;

/** Two weeks of hours in which the metric always had this value. */
export function steadyHours(zone: string, value: number, now = NOW, days = 14): readonly HourMedian[] {
  const points: Point[] = [];
  for (let at = localHourStart(zone, now) - days * DAY; at < now; at += HOUR) points.push([at, value]);
  return hourMedians(points, zone);
}

/** An hour of memory at a wall-clock time of a zone, written as if it were UTC. */
export const hourAt = (zone: string, wall: string, value: number): HourMedian => {
  const start = fromWall(zone, Date.parse(`${wall}Z`));
  if (toWall(zone, start) !== Date.parse(`${wall}Z`)) throw new Error(`${zone} skips ${wall}`);
  return { start, median: value, count: 60 };
};
