import type { Ms } from '../../../shared/lib/time';
import type { Json } from '../protocol/json';

export interface Dimension {
  readonly name: string;
  readonly value: string;
}

export interface MetricId {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: readonly Dimension[];
}

/** Asks for the buckets `from + i * period` before `to`; `from` is aligned to the period. */
export interface SeriesRequest extends MetricId {
  readonly account: string;
  readonly region: string;
  /** A statistic as AWS writes it: Sum, Average, p95 ... */
  readonly statistic: string;
  readonly periodMs: Ms;
  readonly from: Ms;
  readonly to: Ms;
  readonly now: Ms;
}

export interface SeriesAnswer {
  /** One number per bucket, NaN where there is no point. */
  readonly values: Float64Array;
  /** Order of the points whatever the caller asked; scripted worlds only. */
  readonly order?: 'asc' | 'desc';
  /** Over how many pages the points are spread; scripted worlds only. */
  readonly pages?: number;
  readonly status?: 'PartialData' | 'InternalError' | 'Forbidden';
}

export type AlarmType = 'CompositeAlarm' | 'MetricAlarm' | 'LogAlarm';

export interface AlarmEntry {
  readonly type: AlarmType;
  /** As it goes over the wire; scripted ones may be anything. */
  readonly wire: unknown;
}

export interface AlarmBook {
  readonly entries: readonly AlarmEntry[];
  /** The most entries a page holds, whatever the caller asks. */
  readonly pageSize: number | null;
}

export interface MuteBook {
  /** As GetAlarmMuteRule answers them; scripted ones may be anything. */
  readonly rules: readonly unknown[];
  /** The most entries a page holds, whatever the caller asks. */
  readonly pageSize: number | null;
}

/** What AWS Health knows of one account. Everything is in wire form; scripted entries may be anything. */
export interface HealthBook {
  /** False: the account has no support plan, and every call is refused. */
  readonly plan: boolean;
  /** Whether the account may ask for the whole organization. */
  readonly organization: boolean;
  readonly events: readonly unknown[];
  /** Items of `successfulSet`, by event ARN. */
  readonly details: ReadonlyMap<string, Json>;
  readonly entities: readonly unknown[];
  /** Items of `failedSet`, by event ARN. */
  readonly failed: ReadonlyMap<string, Json>;
  readonly pageSize: number | null;
  /** Each page begins with the last item of the page before, as when an event is updated while one pages. */
  readonly repeatOnPages: boolean;
}

/** One pipeline in wire form; scripted entries may be anything. */
export interface PipelineEntry {
  readonly name: string;
  /** As ListPipelines lists it. */
  readonly summary: unknown;
  /** As ListPipelineExecutions lists them, the newest first. */
  readonly executions: readonly unknown[];
  /** The answer of GetPipelineState. */
  readonly state: Json;
}

/** What CodePipeline, CodeDeploy and CloudFormation know of one account and region, in wire form. */
export interface DeliveryBook {
  readonly pipelines: readonly PipelineEntry[];
  readonly deployments: readonly unknown[];
  readonly stacks: readonly unknown[];
  /** The most entries a page holds, whatever the caller asks. */
  readonly pageSize: number | null;
}

/** Everything AWS would answer from, as a function of time. */
export interface World {
  /** Null when no such metric exists. */
  readonly series: (request: SeriesRequest) => SeriesAnswer | null;
  readonly metrics: (account: string, region: string) => readonly MetricId[];
  readonly alarms: (account: string, region: string, now: Ms) => AlarmBook;
  readonly mutes: (account: string, region: string, now: Ms) => MuteBook;
  readonly health: (account: string, now: Ms) => HealthBook;
  readonly delivery: (account: string, region: string, now: Ms) => DeliveryBook;
  /** For the organization view: every account there is. */
  readonly accounts: readonly string[];
  /** The true state, for `/_sim/truth`. */
  readonly truth: (now: Ms) => Json;
}

/** One text per metric, whatever the order of its dimensions. */
export const metricKey = (metric: MetricId): string =>
  [metric.namespace, metric.name, ...metric.dimensions.map(({ name, value }) => `${name}=${value}`).sort()].join('\n');
