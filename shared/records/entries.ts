import type { Act } from './acts';
import type { PersonId, RecordId, ReplicaId } from './ids';

/**
 * What is known of one record, by replica: updates 1 to the first number and acts 1 to the second are here, without a gap.
 * Numbers are per record and replica, so that a record that is not passed on leaves no gap in another.
 */
export type RecordHeads = Readonly<Record<ReplicaId, readonly [updates: number, acts: number]>>;
export type Heads = ReadonlyMap<RecordId, RecordHeads>;

/** One piece of a log, as it is kept and as it travels. Once it was handed out or followed by another it never changes (R10). */
export interface Entry {
  readonly record: RecordId;
  readonly kind: string;
  readonly replica: ReplicaId;
  readonly person: PersonId;
  /** Local clock of the writer when the first of it was written. */
  readonly at: number;
  readonly body: EntryBody;
}

export type EntryBody =
  /**
   * Updates `from` to `to` of the replica in this record, as one Yjs update (v1). `seen`: what it may build on. `replaces`: numbers of
   * replicas the folder was before; what it had of them is in here, and nobody needs to wait for it (R41).
   */
  | {
      readonly type: 'update';
      readonly from: number;
      readonly to: number;
      readonly seen: RecordHeads;
      readonly replaces: RecordHeads;
      readonly bytes: Uint8Array;
    }
  /** Stands for updates 1 to `covers[r][0]` of every replica r named; deleted text is gone from it (R14). Yjs v2: half the size. */
  | {
      readonly type: 'snapshot';
      readonly covers: RecordHeads;
      readonly replaces: RecordHeads;
      readonly bytes: Uint8Array;
    }
  /** The n-th act of the replica in this record, and what its writer had seen. */
  | { readonly type: 'act'; readonly n: number; readonly seen: RecordHeads; readonly act: Act };

/** Why a text is not whole yet (R16). */
export interface Waiting {
  readonly replica: ReplicaId;
  /** Whose replica it is, where that is known. */
  readonly person: PersonId | null;
  /** So many updates of it are on their way; never less than what is known to be missing. */
  readonly updates: number;
}
