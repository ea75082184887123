import type { Ms } from '../../lib/time';

/** The three things polled of AWS. `Health` stands for events, details and entities of one account. */
export const APIS = ['DescribeAlarms', 'GetMetricData', 'Health'] as const;
export type Api = (typeof APIS)[number];

/** Region of the AWS Health source of an account (P1). */
export const GLOBAL = 'global';

/** One thing polled: (account, region or `global`, api). */
export interface SourceKey {
  readonly account: string;
  readonly region: string;
  readonly api: Api;
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
  /** Names of events, alarms or results in the last good answer that could not be understood (P10). */
  readonly notUnderstood: readonly string[];
}
