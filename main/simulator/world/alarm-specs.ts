import { MINUTE, type Ms } from '../../../shared/lib/time';
import type { Json } from '../protocol/json';
import { metricIds } from './metrics';
import { uuid } from './noise';
import type { SiteModel } from './site-model';
import type { MetricId } from './types';

/** An alarm whose state follows from a metric of the world. */
export interface MetricAlarmSpec {
  readonly kind: 'metric';
  readonly name: string;
  readonly description: string;
  /** Value of the minute that starts at `at`; NaN for none. */
  readonly read: (at: Ms) => number;
  readonly comparison: 'GreaterThanThreshold' | 'LessThanThreshold';
  readonly threshold: number;
  readonly periods: number;
  readonly breaching: number;
  readonly severity: 'page' | 'ticket' | 'none';
  /** The part of the wire object that says what is measured. */
  readonly measure: Json;
}

/** ALARM while all its children are. */
export interface CompositeAlarmSpec {
  readonly kind: 'composite';
  readonly name: string;
  readonly description: string;
  readonly children: readonly string[];
}

export type AlarmSpec = MetricAlarmSpec | CompositeAlarmSpec;

const wireDimensions = (id: MetricId): readonly Json[] =>
  id.dimensions.map(({ name, value }) => ({ Name: name, Value: value }));

export const plainMeasure = (id: MetricId, statistic: string): Json => ({
  MetricName: id.name,
  Namespace: id.namespace,
  ...(statistic.startsWith('p') ? { ExtendedStatistic: statistic } : { Statistic: statistic }),
  Dimensions: wireDimensions(id),
  Period: 60,
});

const input = (id: string, metric: MetricId): Json => ({
  Id: id,
  MetricStat: {
    Metric: { Namespace: metric.namespace, MetricName: metric.name, Dimensions: wireDimensions(metric) },
    Period: 60,
    Stat: 'Sum',
  },
  ReturnData: false,
});

/** The alarms of a site that can fire; the quiet ones are added elsewhere. */
export function siteAlarmSpecs(model: SiteModel, seed: number): readonly AlarmSpec[] {
  const { site } = model;
  const ids = metricIds(site);
  const heard =
    (read: (at: Ms) => number) =>
    (at: Ms): number =>
      model.silent(at) ? NaN : read(at);

  const p95High: MetricAlarmSpec = {
    kind: 'metric',
    name: `${site.prefix}-checkout-p95-high`,
    description: `Checkout latency p95 of ${site.name} is above 0.8 s`,
    read: heard(model.p95),
    comparison: 'GreaterThanThreshold',
    threshold: 0.8,
    periods: 5,
    breaching: 3,
    severity: 'page',
    measure: plainMeasure(ids.responseTime, 'p95'),
  };
  const errorRate: MetricAlarmSpec = {
    kind: 'metric',
    name: `${site.prefix}-checkout-5xx-rate`,
    description: `More than 1 % of the requests of ${site.name} fail`,
    read: heard((at) => (100 * (model.targetErrors(at) + model.balancerErrors(at))) / model.requests(at)),
    comparison: 'GreaterThanThreshold',
    threshold: 1,
    periods: 5,
    breaching: 3,
    severity: 'page',
    // An alarm on metric math carries neither MetricName nor Namespace.
    measure: {
      Metrics: [
        { Id: 'rate', Expression: '100 * (FILL(e, 0) + FILL(elb, 0)) / r', Label: 'Error rate', ReturnData: true },
        input('e', ids.targetErrors),
        input('elb', ids.balancerErrors),
        input('r', ids.requests),
      ],
    },
  };
  const cpuHigh: MetricAlarmSpec = {
    kind: 'metric',
    name: `${site.prefix}-checkout-cpu-high`,
    description: `Checkout nodes of ${site.name} are above 80 % CPU`,
    read: heard(model.cpu),
    comparison: 'GreaterThanThreshold',
    threshold: 80,
    periods: 5,
    breaching: 5,
    severity: 'ticket',
    measure: plainMeasure(ids.cpu, 'Average'),
  };
  if (site.tier === 'development') return [p95High, cpuHigh];
  if (site.tier === 'pre-production') return [p95High, errorRate, cpuHigh];

  return [
    p95High,
    errorRate,
    cpuHigh,
    {
      kind: 'metric',
      name: `${site.prefix}-orders-below-forecast`,
      description: `Orders of ${site.name} are below 75 % of the forecast`,
      read: heard(model.ordersVsForecast),
      comparison: 'LessThanThreshold',
      threshold: 75,
      periods: 5,
      breaching: 3,
      severity: 'page',
      measure: plainMeasure(ids.ordersVsForecast, 'Average'),
    },
    {
      kind: 'metric',
      name: `${site.prefix}-asg-checkout-launch`,
      description: `Checkout instances of ${site.name} wait for capacity`,
      read: heard(model.pendingInstances),
      comparison: 'GreaterThanThreshold',
      threshold: 0,
      periods: 10,
      breaching: 10,
      severity: 'ticket',
      measure: plainMeasure(ids.pending, 'Maximum'),
    },
    {
      // Auto scaling makes this pair itself; the low one is in ALARM whenever there is room to shrink, which is normal.
      kind: 'metric',
      name: `TargetTracking-${site.prefix}-checkout-AlarmLow-${uuid(seed, `${site.id}/tracking`)}`,
      description: `DO NOT EDIT OR DELETE. For TargetTrackingScaling policy of ${site.prefix}-checkout`,
      read: heard(model.cpu),
      comparison: 'LessThanThreshold',
      threshold: 76.5,
      periods: 15,
      breaching: 15,
      severity: 'none',
      measure: plainMeasure(ids.cpu, 'Average'),
    },
    {
      kind: 'composite',
      name: `${site.prefix}-checkout-page`,
      description: `Checkout of ${site.name} is slow and fails: page the team on shift`,
      children: [p95High.name, errorRate.name],
    },
    ...(site.id === 'us-prod' ? [neverMeasured(site.prefix)] : []),
  ];
}

/** A new alarm on a metric that nobody publishes yet: INSUFFICIENT_DATA. */
const neverMeasured = (prefix: string): MetricAlarmSpec => ({
  kind: 'metric',
  name: `${prefix}-refund-backlog-age`,
  description: 'Refunds wait longer than an hour',
  read: () => NaN,
  comparison: 'GreaterThanThreshold',
  threshold: 3600,
  periods: 3,
  breaching: 3,
  severity: 'ticket',
  measure: plainMeasure({ namespace: 'Retail/Refunds', name: 'BacklogAge', dimensions: [] }, 'Maximum'),
});

export type State = 'OK' | 'ALARM' | 'INSUFFICIENT_DATA';

/** Minutes an evaluation looks back for the last change of state; the story loops within three hours. */
export const HISTORY = 720;

/** CloudWatch evaluates a minute about half a minute after it ended. */
const EVALUATION_DELAY: Ms = 30_000;

/** Start of the newest minute that has been evaluated. */
export const newestEvaluated = (now: Ms): Ms => Math.floor((now - EVALUATION_DELAY) / MINUTE) * MINUTE - MINUTE;

/** When the state that follows from the minute at `at` is set. */
export const evaluatedAt = (at: Ms): Ms => at + MINUTE + EVALUATION_DELAY;

/** States after each of the last minutes, newest first. */
export function metricStates(spec: MetricAlarmSpec, newest: Ms): readonly State[] {
  const span = HISTORY + spec.periods;
  const values = Array.from({ length: span }, (_, i) => spec.read(newest - i * MINUTE));
  const breaches = (value: number): boolean =>
    spec.comparison === 'GreaterThanThreshold' ? value > spec.threshold : value < spec.threshold;
  return Array.from({ length: HISTORY }, (_, i): State => {
    let present = 0;
    let breached = 0;
    for (const value of values.slice(i, i + spec.periods)) {
      if (Number.isNaN(value)) continue;
      present += 1;
      if (breaches(value)) breached += 1;
    }
    if (present === 0) return 'INSUFFICIENT_DATA';
    return breached >= spec.breaching ? 'ALARM' : 'OK';
  });
}
