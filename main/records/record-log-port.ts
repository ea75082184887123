import type { Result } from '../../shared/lib/result';
import type { Ms } from '../../shared/lib/time';
import type { Entry } from '../../shared/records/entries';
import type { Json, PersonId, RecordId, ReplicaId } from '../../shared/records/ids';
import type { Found, SearchQuery } from '../../shared/records/search/types';

/** Why something could not be stored or read: the closed list every caller handles. */
export interface LogProblem {
  readonly kind:
    | 'full' // no room on the disk
    | 'read-only' // the folder or the file may not be written
    | 'busy' // another process holds the file
    | 'newer' // a newer Meridian wrote the file; it is left alone
    | 'damaged' // the file is not what was written
    | 'io' // the disk answered with an error
    | 'unavailable'; // anything else that keeps the file from being used
  /** A sentence for a person; names the file. */
  readonly message: string;
}

/** Names a stored row: the place of an entry that may be extended, replaced or dropped. */
export type RowId = number;

export interface StoredEntry {
  readonly row: RowId;
  readonly entry: Entry;
}

/** A row whose checksum does not fit: only it is lost, and it is named (R51). */
export interface LostRow {
  readonly row: RowId;
  readonly record: RecordId;
  readonly replica: ReplicaId;
  readonly what: string;
}

export interface StoredRecord {
  readonly kind: string;
  /** In the order they were appended. */
  readonly entries: readonly StoredEntry[];
  readonly lost: readonly LostRow[];
}

/** What one transaction does to the log of records; all of it or nothing. Marks the projections of its records dirty. */
export interface LogWork {
  /** New entries, each with the number it is given (`seq`, local, rising by one for each). */
  readonly append?: readonly Append[];
  /** The last entry of a record, grown by what was typed since; it was neither handed out nor followed by another. */
  readonly extend?: readonly Extend[];
  /** Rows that a snapshot of the same transaction covers, read back already. */
  readonly drop?: readonly RowId[];
}
export interface Append {
  readonly entry: Entry;
  readonly seq: number;
}
export interface Extend {
  readonly row: RowId;
  /** The whole of it, as it is now. */
  readonly entry: Entry;
  /** What it grew by, as an entry of its own. */
  readonly piece: Entry;
  readonly seq: number;
}

/** What lists show of a record. */
export interface Listed {
  readonly record: RecordId;
  readonly kind: string;
  readonly title: string;
  /** In plain values. */
  readonly row: Json;
  /** When it was last changed, by whoever changed it last. */
  readonly changedAt: Ms;
}
export interface Projection extends Listed {
  /** What a full-text search looks through. */
  readonly text: string;
}

export interface Blob {
  readonly hash: string;
  readonly media: string;
  readonly bytes: Uint8Array;
}

/**
 * Where the log of records is kept. Calls are synchronous; `commit` returns when what it was given survives `kill -9` and a
 * power cut. Implemented on SQLite (main/storage/records) and in memory; test/contract holds both to the same rules.
 */
export interface RecordLog {
  /** Rows of what was appended, in its order. */
  commit(work: LogWork): Result<readonly RowId[], LogProblem>;
  /** Null: there is no such record. */
  read(record: RecordId): Result<StoredRecord | null, LogProblem>;
  /** Ids of all records, in the order they came. */
  records(): Result<readonly { readonly id: RecordId; readonly kind: string }[], LogProblem>;
  /** Highest number given so far; 0 before the first. */
  lastSeq(): Result<number, LogProblem>;
  dirty(): Result<readonly RecordId[], LogProblem>;
  /** Puts projections in place and takes the mark of their records away; null: the record has none. */
  project(projections: ReadonlyMap<RecordId, Projection | null>): Result<void, LogProblem>;
  /** Without their texts: thousands of them are listed at once. */
  projections(query: ProjectionQuery): Result<readonly Listed[], LogProblem>;
  /** Searches what was projected, for a person: restricted records are found by those they name only. */
  search(query: SearchQuery, person: PersonId): Result<Found, LogProblem>;
  /** What was deleted leaves the file and its journal now, not when its place is used again. */
  shred(): Result<void, LogProblem>;
  putBlob(blob: Blob): Result<void, LogProblem>;
  getBlob(hash: string): Result<Blob | null, LogProblem>;
  /** Small values that belong to the file: who wrote it last, ... */
  meta(name: string): Result<string | null, LogProblem>;
  setMeta(name: string, value: string): Result<void, LogProblem>;
  /** Why the last call could not store or read; null when all is well. */
  problem(): LogProblem | null;
  close(): void;
}

export interface ProjectionQuery {
  readonly kind?: string;
  readonly limit?: number;
  readonly offset?: number;
}

/** The writer of the log. */
export interface ReplicaIdentity {
  readonly replica: ReplicaId;
  readonly person: PersonId;
}
