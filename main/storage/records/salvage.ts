import { createHash } from 'node:crypto';
import { closeSync, existsSync, mkdtempSync, openSync, readSync, rmSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync, type DatabaseSyncInstance } from '@photostructure/sqlite';
import type { Entry } from '../../../shared/records/entries';
import type { Blob } from '../../records/record-log-port';
import type { Row } from '../database';
import { copyWritable } from './durable-file';
import { entryOf, type LogColumns } from './row';

/** What can be read of a file of records, whatever was done to it. Everything in it was checked. */
export interface Salvaged {
  readonly entries: readonly Entry[];
  readonly blobs: readonly Blob[];
  /** Images that are there and cannot be read, by their hash where that can. */
  readonly unreadBlobs: readonly (string | null)[];
  readonly meta: ReadonlyMap<string, string>;
  /** Rows that are there and not what was written, with what can be told of them. */
  readonly lost: readonly string[];
  /** Parts of it could not be read at all. */
  readonly unreadable: boolean;
  /** Highest number of what was read. */
  readonly lastSeq: number;
}

/** Names that rows refer to by number. */
export interface Names {
  readonly records: ReadonlyMap<number, { readonly uid: string; readonly kind: string }>;
  readonly replicas: ReadonlyMap<number, { readonly uid: string; readonly person: string }>;
}

const PAGE = 4_096;
/** So many numbers in a row that name no row, and there are no more. */
const MOST_MISSES = 4_096;

/**
 * Reads all it can of a copy of the file: the original is not touched. `sound` is a good older file of the same store (a backup):
 * it lends the names, and the first page where that is broken.
 */
export function salvage(file: string, sound: string | null, scratch: string): Salvaged {
  const nothing: Salvaged = {
    entries: [],
    blobs: [],
    unreadBlobs: [],
    meta: new Map(),
    lost: [],
    unreadable: existsSync(file),
    lastSeq: 0,
  };
  if (!existsSync(file)) return nothing;
  const folder = mkdtempSync(join(scratch, 'salvage-'));
  try {
    const lent = sound === null ? null : namesIn(sound);
    const attempts: readonly ((copy: string) => void)[] = [
      () => undefined,
      patchHeader,
      ...(sound === null ? [] : [(copy: string) => lendFirstPage(copy, sound)]),
    ];
    let best = nothing;
    for (const [index, prepare] of attempts.entries()) {
      const copy = join(folder, `${index}.db`);
      copyWritable(file, copy);
      if (existsSync(`${file}-wal`)) copyWritable(`${file}-wal`, `${copy}-wal`);
      const read = attempt(() => {
        prepare(copy);
        return readAll(copy, lent);
      });
      if (read !== null && read.entries.length >= best.entries.length) best = read;
      if (best.entries.length > 0) break;
    }
    return best;
  } finally {
    attempt(() => rmSync(folder, { recursive: true, force: true }));
  }
}

function namesIn(file: string): Names | null {
  return attempt(() => {
    const db = new DatabaseSync(file, { readOnly: true });
    try {
      return readNames(db);
    } finally {
      db.close();
    }
  });
}

function readNames(db: DatabaseSyncInstance): Names {
  const records = new Map<number, { readonly uid: string; readonly kind: string }>();
  const replicas = new Map<number, { readonly uid: string; readonly person: string }>();
  for (const { id, uid, kind } of rowsOf(db, 'records', 'id, uid, kind'))
    records.set(id as number, { uid: uid as string, kind: kind as string });
  for (const { id, uid, person } of rowsOf(db, 'replicas', 'id, uid, person'))
    replicas.set(id as number, { uid: uid as string, person: person as string });
  return { records, replicas };
}

function readAll(file: string, lent: Names | null): Salvaged {
  const db = new DatabaseSync(file);
  try {
    const own = readNames(db);
    const entries: Entry[] = [];
    const lost: string[] = [];
    let lastSeq = 0;
    let unreadable = false;
    const onUnreadable = (): void => {
      unreadable = true;
    };
    for (const row of rowsOf(
      db,
      'log',
      'id, record, replica, type, low, high, seq, at, heads, body, checksum',
      onUnreadable,
    )) {
      const entry = entryOfRow(row, own) ?? (lent === null ? null : entryOfRow(row, lent));
      if (entry !== null) {
        entries.push(entry);
        lastSeq = Math.max(lastSeq, Number(row.seq) || 0);
      } else {
        const name = own.records.get(row.record as number) ?? lent?.records.get(row.record as number);
        lost.push(
          `entry ${String(row.id)} of ${name === undefined ? 'a record that cannot be told' : `${name.kind} ${name.uid}`}`,
        );
      }
    }
    const { blobs, unread } = readBlobs(db, onUnreadable);
    return { entries, lost, unreadable, lastSeq, blobs, unreadBlobs: unread, meta: readMeta(db) };
  } finally {
    db.close();
  }
}

function entryOfRow(row: Row, names: Names): Entry | null {
  const record = names.records.get(row.record as number);
  const replica = names.replicas.get(row.replica as number);
  if (record === undefined || replica === undefined) return null;
  return attempt(() =>
    entryOf(
      { record: record.uid, kind: record.kind, replica: replica.uid, person: replica.person },
      row as unknown as LogColumns,
    ),
  );
}

/**
 * Rows of a table by their number, past whatever pages cannot be read: a whole part first, and where that fails one by one.
 */
function* rowsOf(
  db: DatabaseSyncInstance,
  table: string,
  columns: string,
  onUnreadable: () => void = () => undefined,
): Generator<Row> {
  const many = attempt(() => db.prepare(`SELECT ${columns} FROM ${table} WHERE id > ? ORDER BY id LIMIT 128`));
  const one = attempt(() => db.prepare(`SELECT ${columns} FROM ${table} WHERE id = ?`));
  if (many === null || one === null) {
    onUnreadable();
    return;
  }
  let last = 0;
  let misses = 0;
  while (misses < MOST_MISSES) {
    const rows = attempt(() => many.all(last) as Row[]);
    if (rows !== null) {
      yield* rows;
      const end = rows.at(-1)?.id;
      if (end === undefined) return;
      last = end as number;
      misses = 0;
      continue;
    }
    onUnreadable();
    last += 1;
    const row = attempt(() => one.get(last) as Row | undefined);
    misses += 1;
    if (row === null || row === undefined) continue;
    misses = 0;
    yield row;
  }
}

/** An image that cannot be read is no row of the log: nothing else would say that it was there. */
function readBlobs(
  db: DatabaseSyncInstance,
  onUnreadable: () => void,
): { readonly blobs: readonly Blob[]; readonly unread: readonly (string | null)[] } {
  const blobs: Blob[] = [];
  const unread: (string | null)[] = [];
  const ids = attempt(() => db.prepare('SELECT rowid AS id FROM blobs').all() as Row[]);
  if (ids === null) onUnreadable();
  for (const { id } of ids ?? []) {
    const found = attempt(
      () => db.prepare('SELECT hash, media, bytes FROM blobs WHERE rowid = ?').get(id as number) as Row | undefined,
    );
    const { hash, media, bytes } = found ?? {};
    const isWhole =
      typeof hash === 'string' &&
      typeof media === 'string' &&
      bytes instanceof Uint8Array &&
      createHash('sha256').update(bytes).digest('hex') === hash;
    if (isWhole) blobs.push({ hash, media, bytes });
    else unread.push(typeof hash === 'string' ? hash : null);
  }
  if (unread.length > 0) onUnreadable();
  return { blobs, unread };
}

function readMeta(db: DatabaseSyncInstance): ReadonlyMap<string, string> {
  const rows = attempt(() => db.prepare('SELECT name, value FROM meta').all() as Row[]) ?? [];
  return new Map(rows.map(({ name, value }) => [String(name), String(value)]));
}

/** The beginning of every file of ours (sqlite.org/fileformat2.html, 1.3). */
function patchHeader(copy: string): void {
  const header = Buffer.alloc(24);
  header.write('SQLite format 3\0', 'latin1');
  header.writeUInt16BE(PAGE, 16);
  header.set([2, 2, 0, 64, 32, 32], 18);
  overwrite(copy, header, 0);
  const encoding = Buffer.alloc(4);
  encoding.writeUInt32BE(1);
  overwrite(copy, encoding, 56);
}

/** Tables begin where they began in the backup: none was made since. */
function lendFirstPage(copy: string, sound: string): void {
  const page = Buffer.alloc(PAGE);
  const from = openSync(sound, 'r');
  try {
    readSync(from, page, 0, PAGE, 0);
  } finally {
    closeSync(from);
  }
  // The size of the file, not that of the backup.
  page.writeUInt32BE(Math.ceil(statSync(copy).size / PAGE), 28);
  overwrite(copy, page, 0);
}

function overwrite(file: string, bytes: Buffer, at: number): void {
  const handle = openSync(file, 'r+');
  try {
    writeSync(handle, bytes, 0, bytes.length, at);
  } finally {
    closeSync(handle);
  }
}

/** What fails is not there: whoever reads broken files goes on with the next thing. */
function attempt<T>(work: () => T): T | null {
  try {
    return work();
  } catch {
    return null;
  }
}
