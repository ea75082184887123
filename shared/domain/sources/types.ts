import type { Ms } from '../../lib/time';

/** What is polled of AWS for the status of sites. `Health` stands for events, details and entities of one account. */
const STATUS_APIS = ['DescribeAlarms', 'GetMetricData', 'Health'] as const;
export type StatusApi = (typeof STATUS_APIS)[number];
/** What is polled of changes from outside, each with all its operations. No status stands on them. */
export const OUTSIDE_APIS = ['CodePipeline', 'CodeDeploy', 'CloudFormation'] as const;
export type OutsideApi = (typeof OUTSIDE_APIS)[number];

/** Tells which alarms are muted, and until when. */
export const MUTES_API = 'ListAlarmMuteRules';

export const APIS = [...STATUS_APIS, MUTES_API, ...OUTSIDE_APIS] as const;
export type Api = (typeof APIS)[number];

const STATUS: ReadonlySet<string> = new Set(STATUS_APIS);
/** S2: others no site requires: where one of those cannot be read, that is said of it and makes nothing else look worse. */
export const isStatusApi = (api: string): api is StatusApi => STATUS.has(api);

const OUTSIDE: ReadonlySet<string> = new Set(OUTSIDE_APIS);
export const isOutsideApi = (api: string): api is OutsideApi => OUTSIDE.has(api);

/** Region of the AWS Health source of an account (P1). */
export const GLOBAL = 'global';

/** One thing polled: (account, region or `global`, api). */
export interface SourceKey {
  readonly account: string;
  readonly region: string;
  readonly api: Api;
}
/** One that a status may stand on. */
export interface StatusSourceKey extends SourceKey {
  readonly api: StatusApi;
}
export type SourceId = string;
export const sourceId = (key: SourceKey): SourceId => `${key.account}/${key.region}/${key.api}`;

/** Data condition of a source (product.md 1). */
export type Condition =
  'live' | 'late' | 'stale' | 'throttled' | 'denied' | 'signed-out' | 'offline' | 'error' | 'never';
/** Data condition of a signal or alarm pattern: those of its source, or one of its own. */
export type SignalCondition = Condition | 'misconfigured' | 'partial';

/** Why a try failed (P6): the closed list every caller has to handle. */
export type FailureKind = 'throttled' | 'denied' | 'signed-out' | 'offline' | 'error';

export interface Failure {
  readonly kind: FailureKind;
  /** A sentence for a person: what was refused or broken and, where one knows, what to do. */
  readonly reason: string;
  readonly at: Ms;
}

/** What is remembered of a source between sweeps; its condition is computed from it and the clock. */
export interface SourceState extends SourceKey {
  /** Promised interval in seconds at this moment. */
  readonly intervalSeconds: number;
  /** Time of the last good answer, by the local clock; null before the first. */
  readonly lastGoodAt: Ms | null;
  /** The same instant by AWS's clock: judged buckets are complete relative to it (S3). */
  readonly lastGoodAwsAt: Ms | null;
  /** Failure of the last try; null when the last try was good or none was made. */
  readonly failure: Failure | null;
  readonly nextTryAt: Ms | null;
  /** Names of events, alarms or results in the last good answer that could not be understood or had (P10). */
  readonly notUnderstood: readonly string[];
}
