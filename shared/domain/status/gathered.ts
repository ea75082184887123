import type { Ms } from '../../lib/time';
import type { MuteRule } from '../alarms/mutes/types';
import type { Alarm } from '../alarms/types';
import type { HealthEvent } from '../health/types';
import type { SignalData } from '../signals/types';
import type { SourceId, SourceState } from '../sources/types';
import type { DeclaredMaintenance } from './types';

/** Key of a signal over all sites. */
export const signalKey = (site: string, signal: string): string => `${site}/${signal}`;
/** Key of the alarms of one account and region. */
export const alarmsKey = (account: string, region: string): string => `${account}/${region}`;

/** Everything one computation reads: plain values, gathered before anything is decided. */
export interface Gathered {
  readonly sources: ReadonlyMap<SourceId, SourceState>;
  readonly signals: ReadonlyMap<string, SignalData>;
  readonly alarms: ReadonlyMap<string, readonly Alarm[]>;
  /** By the source that tells them. Left out: nobody asks. */
  readonly mutes?: ReadonlyMap<SourceId, readonly MuteRule[]>;
  /** By account. */
  readonly events: ReadonlyMap<string, readonly HealthEvent[]>;
  /** By attention key: when it was acknowledged. */
  readonly acknowledged: ReadonlyMap<string, Ms>;
  /** By site: changes that declare impact on it (S8). Left out: records are not read yet, or not here. */
  readonly declared?: ReadonlyMap<string, readonly DeclaredMaintenance[]>;
  /** Since when this workspace is looked at: what never answered is unknown since then (S10). Left out: since now. */
  readonly since?: Ms;
}
