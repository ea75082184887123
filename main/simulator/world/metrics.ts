import type { Ms } from '../../../shared/lib/time';
import { keyOf, wander } from './noise';
import type { Site } from './sites';
import type { SiteModel } from './site-model';
import type { Dimension, MetricId } from './types';

/**
 * How the numbers of a metric come about:
 * `flow` one sample a minute that adds up (orders, requests); `sparse` the same, but AWS has no point where it is zero;
 * `gauge` one sample a minute that does not; `latency` many samples a minute, of which the p95 is known.
 */
export type MetricKind = 'flow' | 'sparse' | 'gauge' | 'latency';

export interface WorldMetric {
  readonly id: MetricId;
  readonly site: Site;
  readonly kind: MetricKind;
  readonly silent: (at: Ms) => boolean;
  /** Value of the minute that starts at `at`. */
  readonly value: (at: Ms) => number;
  /** Samples in that minute, for SampleCount and Sum of a latency. */
  readonly samples: (at: Ms) => number;
}

/** Services of the retailer beside checkout; each has a few metrics on which quiet alarms stand. */
const SERVICES: readonly string[] = [
  'catalog',
  'payments',
  'cart',
  'search',
  'pricing',
  'login',
  'images',
  'email',
  'recommendations',
  'inventory',
  'shipping',
  'returns',
  'loyalty',
  'gateway',
  'ledger',
  'reviews',
  'wishlist',
  'stores',
  'tax',
];

/** A metric that never comes near the threshold of its alarm. */
export interface QuietMetric {
  readonly suffix: string;
  readonly namespace: string;
  readonly name: string;
  readonly statistic: string;
  readonly threshold: number;
  readonly level: number;
  readonly dimensions: (site: Site, service: string) => readonly Dimension[];
}

const ecs = (site: Site, service: string): readonly Dimension[] => [
  { name: 'ClusterName', value: site.prefix },
  { name: 'ServiceName', value: service },
];

const QUIET_METRICS: readonly QuietMetric[] = [
  {
    suffix: 'cpu-high',
    namespace: 'AWS/ECS',
    name: 'CPUUtilization',
    statistic: 'Average',
    threshold: 85,
    level: 46,
    dimensions: ecs,
  },
  {
    suffix: 'memory-high',
    namespace: 'AWS/ECS',
    name: 'MemoryUtilization',
    statistic: 'Average',
    threshold: 90,
    level: 61,
    dimensions: ecs,
  },
  {
    suffix: 'queue-age',
    namespace: 'AWS/SQS',
    name: 'ApproximateAgeOfOldestMessage',
    statistic: 'Maximum',
    threshold: 300,
    level: 9,
    dimensions: (site, service) => [{ name: 'QueueName', value: `${site.prefix}-${service}` }],
  },
  {
    suffix: 'dead-letters',
    namespace: 'AWS/SQS',
    name: 'ApproximateNumberOfMessagesVisible',
    statistic: 'Maximum',
    threshold: 1,
    level: 0,
    dimensions: (site, service) => [{ name: 'QueueName', value: `${site.prefix}-${service}-dlq` }],
  },
  {
    suffix: 'connections-high',
    namespace: 'AWS/RDS',
    name: 'DatabaseConnections',
    statistic: 'Average',
    threshold: 800,
    level: 240,
    dimensions: (site, service) => [{ name: 'DBClusterIdentifier', value: `${site.prefix}-${service}` }],
  },
  {
    suffix: 'cache-evictions',
    namespace: 'AWS/ElastiCache',
    name: 'Evictions',
    statistic: 'Sum',
    threshold: 1000,
    level: 40,
    dimensions: (site, service) => [{ name: 'CacheClusterId', value: `${site.prefix}-${service}` }],
  },
];

const single = (namespace: string, name: string, dimension: string, value: string): MetricId => ({
  namespace,
  name,
  dimensions: [{ name: dimension, value }],
});

/** Production runs on instances, the lower environments on Fargate: an EC2 issue of AWS is none of theirs. */
const cpuOf = (site: Site): MetricId =>
  site.tier === 'production'
    ? single('AWS/EC2', 'CPUUtilization', 'AutoScalingGroupName', `${site.prefix}-checkout`)
    : { namespace: 'AWS/ECS', name: 'CPUUtilization', dimensions: ecs(site, 'checkout') };

/** Names of the metrics that signals and alarms of a site stand on. */
export const metricIds = (site: Site) =>
  ({
    orders: single('Retail/Checkout', 'OrdersPlaced', 'Country', site.country.code),
    ordersVsForecast: single('Retail/Checkout', 'OrdersVsForecast', 'Country', site.country.code),
    responseTime: single('AWS/ApplicationELB', 'TargetResponseTime', 'LoadBalancer', site.loadBalancer),
    requests: single('AWS/ApplicationELB', 'RequestCount', 'LoadBalancer', site.loadBalancer),
    targetErrors: single('AWS/ApplicationELB', 'HTTPCode_Target_5XX_Count', 'LoadBalancer', site.loadBalancer),
    balancerErrors: single('AWS/ApplicationELB', 'HTTPCode_ELB_5XX_Count', 'LoadBalancer', site.loadBalancer),
    cpu: cpuOf(site),
    pending: single('AWS/AutoScaling', 'GroupPendingInstances', 'AutoScalingGroupName', `${site.prefix}-checkout`),
  }) as const;

const ONE = (): number => 1;

/** Every metric of a site: those of its signals, then the quiet ones. */
export function siteMetrics(model: SiteModel, seed: number): readonly WorldMetric[] {
  const { site } = model;
  const ids = metricIds(site);
  const make = (
    id: MetricId,
    kind: MetricKind,
    value: (at: Ms) => number,
    samples: (at: Ms) => number = ONE,
  ): WorldMetric => ({ id, site, kind, silent: model.silent, value, samples });

  const own: WorldMetric[] = [
    make(ids.responseTime, 'latency', model.p95, model.requests),
    make(ids.requests, 'flow', model.requests),
    make(ids.targetErrors, 'sparse', model.targetErrors),
    make(ids.balancerErrors, 'sparse', model.balancerErrors),
    make(ids.cpu, 'gauge', model.cpu),
    make(ids.pending, 'gauge', model.pendingInstances),
  ];
  // Order numbers carry the country alone, so only production reports them.
  if (site.tier === 'production') {
    own.unshift(make(ids.orders, 'flow', model.orders), make(ids.ordersVsForecast, 'gauge', model.ordersVsForecast));
  }
  const quiet = quietAlarms(site).map(({ service, metric }) => {
    const id = { namespace: metric.namespace, name: metric.name, dimensions: metric.dimensions(site, service) };
    const key = keyOf(seed, `${site.id}/${service}/${metric.suffix}`);
    return make(id, 'gauge', (at) => metric.level * (1 + 0.15 * wander(key, Math.floor(at / 60_000))));
  });
  return [...own, ...quiet];
}

/** Service and metric of each quiet alarm of a site, as many as the site has. */
export function quietAlarms(site: Site): readonly { readonly service: string; readonly metric: QuietMetric }[] {
  return SERVICES.flatMap((service) => QUIET_METRICS.map((metric) => ({ service, metric }))).slice(0, site.quietAlarms);
}
