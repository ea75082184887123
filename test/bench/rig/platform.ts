import { describeProblem } from '../../../shared/domain/yaml/read-yaml';
import { parseWorkspace } from '../../../shared/domain/workspace/parse';
import type { Workspace } from '../../../shared/domain/workspace/types';
import { HOUR, MINUTE, SECOND, floorTo, iso, type Ms } from '../../../shared/lib/time';
import { createRandom } from '../random';

/** Metrics of one account and region that are asked with these statistics: each is one signal. */
export interface MetricGroup {
  readonly metrics: number;
  readonly statistics: readonly string[];
  /** Seconds. */
  readonly period: number;
}

/** One account and region with what is watched there. */
export interface PlaceShape {
  readonly account: string;
  readonly region: string;
  readonly groups: readonly MetricGroup[];
  readonly alarms: number;
}

export interface PlatformShape {
  readonly places: readonly PlaceShape[];
  /** Events of AWS Health that every account sees as its own, each with so many resources. */
  readonly events: number;
  readonly entities: number;
}

/** A platform as both sides know it: the simulator's scenario, and the workspace that watches it. */
export interface Platform {
  readonly scenario: unknown;
  readonly workspace: Workspace;
  /** Text of a credentials file with the profile of every account. */
  readonly credentials: string;
}

export interface PlatformOptions {
  readonly seed: number;
  readonly now: Ms;
  /** Latency of every request, in milliseconds. */
  readonly latency: { readonly min: number; readonly max: number } | null;
}

const NAMESPACE = 'Bench/Platform';
export const profileOf = (account: string): string => `bench-${account}`;

/** Seventeen accounts and regions: three accounts in five regions, and two more. */
const SEVENTEEN: readonly Pick<PlaceShape, 'account' | 'region'>[] = [
  ...['production', 'staging', 'development'].flatMap((account) =>
    ['us-east-1', 'us-west-2', 'ca-central-1', 'sa-east-1', 'ap-south-1'].map((region) => ({ account, region })),
  ),
  { account: 'delivery', region: 'us-east-1' },
  { account: 'delivery', region: 'ap-south-2' },
];

/** The platform of figures (a) and (c): 17 accounts and regions with 40 signals each. */
export const sweepShape: PlatformShape = {
  places: SEVENTEEN.map((place) => ({
    ...place,
    groups: [{ metrics: 40, statistics: ['Average'], period: 60 }],
    alarms: 25,
  })),
  events: 0,
  entities: 0,
};

export function buildPlatform(shape: PlatformShape, options: PlatformOptions): Platform {
  const accounts = [...new Set(shape.places.map(({ account }) => account))];
  const numberOf = (account: string): string => String(100_000_000_001 + accounts.indexOf(account));
  const keyOf = (account: string): string => `AKIABENCH${String(accounts.indexOf(account)).padStart(11, '0')}`;
  return {
    scenario: {
      clock: 'real',
      seed: options.seed,
      world: 'empty',
      accounts: Object.fromEntries(accounts.map((account) => [keyOf(account), { awsAccountId: numberOf(account) }])),
      ...(options.latency === null ? {} : { faults: [{ kind: 'slow', latencyMs: options.latency }] }),
      metrics: shape.places.flatMap((place, index) => metricsOf(place, numberOf(place.account), index, options)),
      alarms: shape.places.map((place) => alarmsOf(place, numberOf(place.account), options.now)),
      health: accounts.map((account) => healthOf(shape, numberOf(account), options.now)),
    },
    workspace: workspaceOf(shape, accounts),
    credentials: accounts
      .map((account) =>
        [`[${profileOf(account)}]`, `aws_access_key_id = ${keyOf(account)}`, 'aws_secret_access_key = bench', ''].join(
          '\n',
        ),
      )
      .join('\n'),
  };
}

interface NamedMetric {
  readonly name: string;
  readonly period: number;
  readonly statistics: readonly string[];
}

const namesOf = ({ groups }: PlaceShape): readonly NamedMetric[] =>
  groups.flatMap(({ metrics, statistics, period }, group) =>
    Array.from({ length: metrics }, (_, index) => ({ name: `Metric${group}x${index}`, period, statistics })),
  );

const dimensionsOf = ({ account, region }: PlaceShape) => ({ Cluster: `${account}-${region}`, Tier: 'web' });

/** Every metric has its own samples, at fixed instants: who asks later gets the same numbers for the same minutes. */
function metricsOf(place: PlaceShape, account: string, index: number, { seed, now }: PlatformOptions) {
  const random = createRandom(seed * 1_000 + index);
  return namesOf(place).map(({ name, period }) => {
    const end = floorTo(now + HOUR, period * SECOND);
    const samples = Math.ceil((6 * HOUR) / (period * SECOND));
    return {
      account,
      region: place.region,
      namespace: NAMESPACE,
      name,
      dimensions: dimensionsOf(place),
      period,
      series: { values: Array.from({ length: samples }, () => 20 + 60 * random()), endingAt: iso(end) },
    };
  });
}

function alarmsOf(place: PlaceShape, account: string, now: Ms) {
  const { region } = place;
  return {
    region,
    account,
    MetricAlarms: Array.from({ length: place.alarms }, (_, index) => {
      const name = `bench-${place.account}-${String(index).padStart(3, '0')}`;
      return {
        AlarmName: name,
        AlarmArn: `arn:aws:cloudwatch:${region}:${account}:alarm:${name}`,
        AlarmDescription: 'Response time of one service is above what was agreed',
        StateValue: 'OK',
        StateReason: 'Threshold Crossed: no datapoints were greater than the threshold (1.0).',
        StateUpdatedTimestamp: Math.round((now - HOUR) / SECOND),
        StateTransitionedTimestamp: Math.round((now - HOUR) / SECOND),
        ActionsEnabled: true,
        MetricName: 'TargetResponseTime',
        Namespace: 'AWS/ApplicationELB',
        Statistic: 'Average',
        Dimensions: [{ Name: 'LoadBalancer', Value: `app/bench/${index}` }],
        Period: 60,
        EvaluationPeriods: 5,
        Threshold: 1,
        ComparisonOperator: 'GreaterThanThreshold',
      };
    }),
  };
}

function healthOf({ events, entities }: PlatformShape, account: string, now: Ms) {
  const arnOf = (index: number): string => `arn:aws:health:us-east-1::event/EC2/BENCH_ISSUE/${account}_${index}`;
  const listed = Array.from({ length: events }, (_, index) => ({
    arn: arnOf(index),
    service: 'EC2',
    eventTypeCode: 'AWS_EC2_OPERATIONAL_ISSUE',
    eventTypeCategory: 'issue',
    region: 'us-east-1',
    startTime: Math.round((now - 30 * MINUTE) / SECOND),
    lastUpdatedTime: Math.round((now - 10 * MINUTE) / SECOND),
    statusCode: 'open',
    eventScopeCode: 'ACCOUNT_SPECIFIC',
  }));
  return {
    account,
    plan: true,
    events: listed,
    details: listed.map((event) => ({ event, eventDescription: { latestDescription: 'An issue of the bench.' } })),
    entities: listed.flatMap(({ arn }) =>
      Array.from({ length: entities }, (_, index) => ({
        entityArn: `${arn}/entity/${index}`,
        eventArn: arn,
        entityValue: `i-${index}`,
        awsAccountId: account,
        statusCode: 'IMPAIRED',
      })),
    ),
  };
}

function workspaceOf(shape: PlatformShape, accounts: readonly string[]): Workspace {
  const file = {
    version: 1,
    workspace: { id: 'bench', name: 'Bench' },
    accounts: accounts.map((account) => ({ id: account, name: account, profile: profileOf(account) })),
    sites: shape.places.map((place) => ({
      id: `${place.account}-${place.region}`,
      name: `${place.account} in ${place.region}`,
      country: 'US',
      tier: 'production',
      account: place.account,
      region: place.region,
      timeZone: 'America/New_York',
      signals: namesOf(place).flatMap(({ name, period, statistics }) =>
        statistics.map((statistic) => ({
          id: `${name}-${statistic}`,
          name: `${name} ${statistic}`,
          unit: 'percent',
          worse: 'higher',
          metric: { namespace: NAMESPACE, name, dimensions: dimensionsOf(place), statistic, period },
          warning: 90,
          critical: 95,
        })),
      ),
    })),
  };
  const parsed = parseWorkspace(JSON.stringify(file));
  if (!parsed.ok) throw new Error(parsed.error.map((problem) => describeProblem('bench', problem)).join('\n'));
  return parsed.value;
}
