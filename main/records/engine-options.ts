import type { Clock } from '../../shared/lib/clock';
import type { Ms } from '../../shared/lib/time';
import type { Sha256 } from '../../shared/records/content-hash';
import type { ReplicaId } from '../../shared/records/ids';
import type { Projectors } from '../../shared/records/projection';
import type { RecordLog, ReplicaIdentity } from './record-log-port';

export interface EngineOptions {
  readonly log: RecordLog;
  readonly identity: ReplicaIdentity;
  readonly clock: Clock;
  /** What is to be added to the local clock to get the true time, as measured; null where nothing was. */
  readonly clockOffset: () => Ms | null;
  readonly newId: () => string;
  readonly sha256: Sha256;
  readonly projectors: Projectors;
  /** Ids this folder used before: what they wrote is written again as this replica (R41). */
  readonly retired?: readonly ReplicaId[];
  /** What opening the store had to say. */
  readonly report?: readonly string[];
}

/** What is typed within it is saved together: one write to the disk. */
export const SAVE_WITHIN: Ms = 1;
/** Projections follow a change within 250 ms (R12), the time to make them included. */
export const PROJECT_WITHIN: Ms = 120;
/** After a failure the next tries are this far apart, doubling from the first to the last. */
export const RETRY: { readonly first: Ms; readonly last: Ms } = { first: 1_000, last: 15_000 };
/** An entry grows by what is typed on until it is this old or this large. */
export const GROW: { readonly for: Ms; readonly bytes: number } = { for: 10_000, bytes: 2_048 };
/** A log longer than this is folded when its record has been left alone for a while. */
export const FOLD: { readonly rows: number; readonly bytes: number; readonly after: Ms } = {
  rows: 48,
  bytes: 128 << 10,
  after: 20_000,
};
/** Documents kept in memory beside those with unsaved words. */
export const KEPT_OPEN = 24;
