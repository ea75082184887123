import type { Result } from '../../shared/lib/result';
import type { Ms } from '../../shared/lib/time';
import type { MuteRule } from '../../shared/domain/alarms/mutes/types';
import type { Alarm } from '../../shared/domain/alarms/types';
import type { HealthEvent } from '../../shared/domain/health/types';
import type { HourMedian, Point, SignalProblem } from '../../shared/domain/signals/types';
import type { OutsideRun } from '../../shared/domain/outside/types';
import type { SourceId, SourceState } from '../../shared/domain/sources/types';

/**
 * The last known state (P9): what the next start shows, aged, before any network answer. Everything hangs on a workspace, so
 * that another workspace's state is never shown. Calls are synchronous and short (milliseconds); failures are values, and the
 * app goes on without storing.
 *
 * Kept: points as far back as `covered` says (a day; what is covered and has no point is missing), signals until 15 days after
 * their last answer, spend counters 62 days, acknowledgements 60 days, a workspace nobody opened for 60 days not at all. Times
 * are those the caller gives.
 */
export interface LastKnownStore {
  /**
   * Everything known, for the engine to go on from; empty where nothing is. What cannot be read costs only itself.
   * Marks the workspace as used.
   */
  load(workspace: WorkspaceKey, now: Ms): Result<LastKnown, StoreProblem>;
  /** What one sweep changed, in one transaction: all of it or nothing. */
  saveSweep(workspace: WorkspaceKey, now: Ms, sweep: SweepRecord): Result<void, StoreProblem>;
  /** `at` null takes an acknowledgement back. */
  saveAcknowledgement(workspace: WorkspaceKey, key: string, at: Ms | null): Result<void, StoreProblem>;
  /** Totals of a UTC day and api so far; a later call for the same day and api replaces the earlier. */
  saveSpend(workspace: WorkspaceKey, counters: readonly SpendCounter[]): Result<void, StoreProblem>;
  /** Forgets signals and sources the workspace file no longer names. */
  keepOnly(
    workspace: WorkspaceKey,
    names: { readonly sources: readonly SourceId[]; readonly signals: readonly SignalKey[] },
  ): Result<void, StoreProblem>;
  /** Drops what is older than is kept, of every workspace. Cheap; hourly is enough. */
  prune(now: Ms): Result<void, StoreProblem>;
  /** Why the last call could not store or read, for a visible word; null when all is well. */
  problem(): StoreProblem | null;
  close(): void;
}

/** Names one workspace on this machine, e.g. its id and the real path of its file; `demo` for the demo. */
export type WorkspaceKey = string;
/** Names one signal within a workspace: `site/signal`. */
export type SignalKey = string;

export interface LastKnown {
  readonly sources: readonly SourceState[];
  /** As last answered, by the source that answered. */
  readonly alarms: ReadonlyMap<SourceId, readonly Alarm[]>;
  readonly events: ReadonlyMap<SourceId, readonly HealthEvent[]>;
  readonly mutes: ReadonlyMap<SourceId, readonly MuteRule[]>;
  readonly outside: ReadonlyMap<SourceId, readonly OutsideRun[]>;
  readonly signals: ReadonlyMap<SignalKey, StoredSignal>;
  /** Attention key to the time of its acknowledgement. */
  readonly acknowledgements: ReadonlyMap<string, Ms>;
  /** Ascending by day. */
  readonly spend: readonly SpendCounter[];
}

/** As `SignalData`, in values that a store can keep. */
export interface StoredSignal {
  readonly points: readonly Point[];
  readonly covered: readonly [from: Ms, to: Ms] | null;
  readonly noDenominator: readonly Ms[];
  readonly problem: SignalProblem | null;
  readonly hours: readonly HourMedian[];
  readonly seenIn14Days: boolean | null;
}

export interface SweepRecord {
  readonly source: SourceState;
  /** The whole list of the source; absent when this sweep did not ask or got no answer. */
  readonly alarms?: readonly Alarm[];
  readonly events?: readonly HealthEvent[];
  readonly mutes?: readonly MuteRule[];
  readonly outside?: readonly OutsideRun[];
  readonly signals?: readonly SignalRecord[];
}

/** What a sweep changed of one signal. */
export interface SignalRecord {
  readonly key: SignalKey;
  /** Points within [from, to) replace whatever was kept there: a point that is no longer answered is gone. */
  readonly from: Ms;
  readonly to: Ms;
  readonly points: readonly Point[];
  readonly covered: readonly [from: Ms, to: Ms] | null;
  readonly noDenominator: readonly Ms[];
  readonly problem: SignalProblem | null;
  /** All of them; absent when they did not change. */
  readonly hours?: readonly HourMedian[];
  readonly seenIn14Days: boolean | null;
}

export interface SpendCounter {
  /** UTC day, `2026-11-23`. */
  readonly day: string;
  readonly api: string;
  readonly requests: number;
  /** What AWS bills by: metrics for GetMetricData. */
  readonly billedUnits: number;
}

export interface StoreProblem {
  readonly kind:
    | 'full' // no room on the disk, or the file reached its bound
    | 'read-only' // the folder or the file may not be written
    | 'busy' // another process holds the file
    | 'newer' // a newer Meridian wrote the file; it is left alone
    | 'damaged' // it was moved aside and a fresh one begun
    | 'unavailable'; // anything else that keeps the file from opening
  /** A sentence for a person; names the file. */
  readonly message: string;
}
