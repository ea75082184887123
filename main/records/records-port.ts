import type { Result } from '../../shared/lib/result';
import type { Ms } from '../../shared/lib/time';
import type { Content } from '../../shared/records/content';
import type { Edit, EditProblem } from '../../shared/records/edits';
import type { Entry, Heads, Waiting } from '../../shared/records/entries';
import type { RecordState } from '../../shared/records/fold';
import type { ActId, Json, PersonId, RecordId, ReplicaId } from '../../shared/records/ids';
import type { Found, SearchQuery } from '../../shared/records/search/types';
import type { Blob, Listed, LogProblem, LostRow, ProjectionQuery } from './record-log-port';

export type RecordsProblem =
  | LogProblem
  | EditProblem
  | {
      readonly kind: 'no-such-record' | 'unknown-kind' | 'bad-update' | 'bad-act' | 'too-large';
      readonly message: string;
    };

/** One record as it is now: on screen whatever the disk does. */
export interface RecordView {
  readonly record: RecordId;
  readonly kind: string;
  /** By the shape of its kind; null for a kind this version does not know (kept and passed on). */
  readonly content: Content | null;
  readonly contentHash: string | null;
  /** What its acts come to. */
  readonly state: RecordState;
  /** Updates on their way: the text is not whole yet. */
  readonly waiting: readonly Waiting[];
  /** Rows of its log that could not be read. */
  readonly lost: readonly LostRow[];
  /** Why the newest words are not on disk; null when they are. */
  readonly notSaved: NotSaved | null;
}

export interface RecordGlance {
  readonly kind: string;
  /** By the shape of its kind; null for a kind this version does not know. */
  readonly fields: Content['fields'] | null;
}

export interface NotSaved {
  readonly problem: LogProblem;
  readonly since: Ms;
  readonly nextTryAt: Ms | null;
}

export interface RecordsHealth {
  readonly replica: ReplicaId;
  readonly person: PersonId;
  readonly notSaved: NotSaved | null;
  /** Records with words that are only in memory. */
  readonly unsaved: readonly RecordId[];
  /** What happened when the store was opened, in plain sentences: repaired, restored, a new replica. Empty when all was well. */
  readonly report: readonly string[];
}

export interface RecordChange {
  readonly record: RecordId;
  /** What changed in the document, for open editors; null when only acts or words about saving did. */
  readonly update: Uint8Array | null;
  /** As given by the caller of the change: its own window need not apply it again. */
  readonly origin: unknown;
}

/** Told after the commit: what was written up to this number survives `kill -9`. */
export interface Saved {
  readonly record: RecordId;
  readonly localSeq: number;
}

export interface ActDraft {
  readonly act: string;
  readonly payload: Readonly<Record<string, Json>>;
}

export interface ReceiveReport {
  readonly taken: number;
  /** Here already. */
  readonly known: number;
  /** Could not be understood; nothing of them was kept. */
  readonly refused: readonly string[];
}

/** The record engine, for everything above it. Changes take effect at once in memory and are saved within milliseconds. */
export interface Records {
  /** A new record; its id is new everywhere. */
  create(kind: string, edits: readonly Edit[], origin?: unknown): Result<RecordId, RecordsProblem>;
  /** From the projections: up to date within 250 ms of a change, newest change first. */
  list(query: ProjectionQuery): Result<readonly Listed[], RecordsProblem>;
  /** Searches all records, for this replica's person: up to date within 250 ms of a change. */
  search(query: SearchQuery): Result<Found, RecordsProblem>;
  /** Brings lists and search up to date now, for whoever does not stay 250 ms. */
  catchUp(): void;
  read(record: RecordId): Result<RecordView, RecordsProblem>;
  /** Only some fields (no lists) of a record: asked with each key stroke, where `read` works out all of it and its hash. */
  glance(record: RecordId, fields: readonly string[]): Result<RecordGlance, RecordsProblem>;
  /** Text of one entry of the log as it stands in the document: everything an editor's own Y.Doc begins with. */
  document(record: RecordId): Result<Uint8Array, RecordsProblem>;
  /** A Yjs update (v1) of an editor. Refused as a whole when it cannot be understood. */
  applyUpdate(record: RecordId, update: Uint8Array, origin?: unknown): Result<void, RecordsProblem>;
  edit(record: RecordId, edits: readonly Edit[], origin?: unknown): Result<void, RecordsProblem>;
  /** Does an act as this replica's person. It is saved before this returns, or not done at all. */
  act(record: RecordId, draft: ActDraft): Result<ActId, RecordsProblem>;
  /**
   * Makes deleted text unrecoverable here, and by its act everywhere (R40). The edits that delete it are saved with the act, or nothing
   * is changed; what then cannot be taken off the disk is taken off as soon as it can.
   */
  redact(record: RecordId, reason: string, edits?: readonly Edit[]): Result<ActId, RecordsProblem>;
  /** Takes off the disk what redactions of the record left there. An error says why something is left. */
  endRedactions(record: RecordId): Result<void, RecordsProblem>;
  /** Saves what waits, now. An error says why it is only in memory; it stays there and is tried again. */
  flush(): Result<void, LogProblem>;
  /** Shortens the log of a record to its present state. False: there was nothing to gain, or words are on their way. */
  fold(record: RecordId): Result<boolean, RecordsProblem>;
  health(): RecordsHealth;
  /** What is only in memory, as plain text for a file of the person's choice. */
  unsavedText(): string;

  heads(): Result<Heads, RecordsProblem>;
  /** Everything somebody with these heads does not have. */
  entriesSince(heads: Heads): Result<readonly Entry[], RecordsProblem>;
  /** Everything of one record. */
  entriesOf(record: RecordId): Result<readonly Entry[], RecordsProblem>;
  /**
   * Entries from elsewhere, in any order, repeated or not; what cannot be understood is refused and said. `whole`: then nothing is taken.
   */
  receive(entries: readonly unknown[], whole?: 'whole'): Result<ReceiveReport, RecordsProblem>;

  putBlob(media: string, bytes: Uint8Array): Result<string, RecordsProblem>;
  getBlob(hash: string): Result<Blob | null, RecordsProblem>;

  onChange(listener: (change: RecordChange) => void): () => void;
  onSaved(listener: (saved: Saved) => void): () => void;
  /** Told when a list would say something else: not while only texts grow. */
  onListed(listener: () => void): () => void;
  onHealth(listener: (health: RecordsHealth) => void): () => void;
  /** Saves what waits and closes the store. An error: words could not be saved; `unsavedText` still has them. */
  stop(): Result<void, LogProblem>;
}
