import type { Result } from '../../../shared/lib/result';
import type { Entry } from '../../../shared/records/entries';
import type { Json, RecordId } from '../../../shared/records/ids';
import type {
  Listed,
  LogProblem,
  LostRow,
  Projection,
  RecordLog,
  RowId,
  StoredEntry,
} from '../../records/record-log-port';
import type { Queries, Row } from '../database';
import type { RecordDatabase } from './record-database';
import { indexRecord, isIndexDamage, rebuildIndex, searchIndex } from './search-index';
import { columnsOf, entryOf, type LogColumns } from './row';

/** The log of records in an open file. */
export function createRecordLog(database: RecordDatabase): RecordLog {
  /** Row ids by what they name; rows of these tables never change. */
  const recordIds = new Map<RecordId, number>();
  const replicaIds = new Map<string, number>();

  function recordId(queries: Queries, uid: RecordId): number | null {
    const known = recordIds.get(uid);
    if (known !== undefined) return known;
    const row = queries.one('SELECT id FROM records WHERE uid = ?', uid);
    return row === undefined ? null : remember(recordIds, uid, row.id as number);
  }

  function replicaId(queries: Queries, { replica, person }: Entry): number {
    const key = JSON.stringify([replica, person]);
    const known = replicaIds.get(key);
    if (known !== undefined) return known;
    const row = queries.one('SELECT id FROM replicas WHERE uid = ? AND person = ?', replica, person);
    if (row !== undefined) return remember(replicaIds, key, row.id as number);
    queries.run('INSERT INTO replicas (uid, person) VALUES (?, ?)', replica, person);
    return insertedId(queries);
  }

  function touch(queries: Queries, { record, kind }: Entry): number {
    let id = recordId(queries, record);
    if (id === null) {
      queries.run('INSERT INTO records (uid, kind) VALUES (?, ?)', record, kind);
      id = insertedId(queries);
    }
    queries.run('INSERT OR IGNORE INTO dirty (record) VALUES (?)', id);
    return id;
  }

  /** Ids that were looked up within a transaction that failed name nothing. */
  function transact<T>(work: (queries: Queries) => T): Result<T, LogProblem> {
    const done = database.transact(work);
    if (!done.ok) {
      recordIds.clear();
      replicaIds.clear();
    }
    return done;
  }

  /** The index is made of what stands beside it: where it is damaged it is made anew, once, and asked again. */
  function withIndex<T>(work: () => Result<T, LogProblem>): Result<T, LogProblem> {
    const done = work();
    if (done.ok || !isIndexDamage(done.error)) return done;
    const rebuilt = transact(rebuildIndex);
    return rebuilt.ok ? work() : done;
  }

  return {
    commit: (work) =>
      transact((queries) => {
        const rows: RowId[] = [];
        for (const { entry, seq } of work.append ?? []) {
          const record = touch(queries, entry);
          const { type, low, high, at, heads, body, checksum } = columnsOf(named(queries, record, entry));
          queries.run(
            'INSERT INTO log (record, replica, type, low, high, seq, at, heads, body, checksum) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
            record,
            replicaId(queries, entry),
            type,
            low,
            high,
            seq,
            at,
            heads,
            body,
            checksum,
          );
          rows.push(insertedId(queries));
        }
        for (const { row, entry, seq } of work.extend ?? []) {
          const record = touch(queries, entry);
          const { high, body, checksum } = columnsOf(named(queries, record, entry));
          queries.run(
            'UPDATE log SET high = ?, seq = ?, body = ?, checksum = ? WHERE id = ?',
            high,
            seq,
            body,
            checksum,
            row,
          );
        }
        for (const row of work.drop ?? []) queries.run('DELETE FROM log WHERE id = ?', row);
        return rows;
      }),
    read: (record) => database.read((queries) => readRecord(queries, record, recordId(queries, record))),
    records: () =>
      database.read((queries) =>
        queries.all('SELECT uid, kind FROM records ORDER BY id').map(({ uid, kind }) => ({
          id: uid as string,
          kind: kind as string,
        })),
      ),
    // What was written last has the highest number.
    lastSeq: () =>
      database.read((queries) => Number(queries.one('SELECT seq FROM log ORDER BY id DESC LIMIT 1')?.seq ?? 0)),
    dirty: () =>
      database.read((queries) =>
        queries
          .all('SELECT uid FROM dirty JOIN records ON records.id = dirty.record ORDER BY dirty.record')
          .map(({ uid }) => uid as string),
      ),
    project: (projections) =>
      withIndex(() =>
        transact((queries) => {
          for (const [record, projection] of projections) {
            const id = recordId(queries, record);
            if (id === null) continue;
            queries.run('DELETE FROM dirty WHERE record = ?', id);
            if (projection === null) queries.run('DELETE FROM projections WHERE record = ?', id);
            else putProjection(queries, id, projection);
            indexRecord(queries, id, projection);
          }
        }),
      ),
    search: (query, person) => withIndex(() => database.read((queries) => searchIndex(queries, query, person))),
    projections: ({ kind, limit = -1, offset = 0 }) =>
      database.read((queries) => {
        const which = kind === undefined ? '' : 'WHERE projections.kind = ?';
        return queries
          .all(
            `SELECT uid, projections.kind, title, row, changed_at FROM projections JOIN records ON records.id = projections.record ${which}
             ORDER BY changed_at DESC, projections.record DESC LIMIT ? OFFSET ?`,
            ...(kind === undefined ? [] : [kind]),
            limit,
            offset,
          )
          .flatMap(readListed);
      }),
    shred: () => database.checkpoint(),
    putBlob: ({ hash, media, bytes }) =>
      transact((queries) =>
        queries.run('INSERT OR IGNORE INTO blobs (hash, media, bytes) VALUES (?, ?, ?)', hash, media, bytes),
      ),
    getBlob: (hash) =>
      database.read((queries) => {
        const row = queries.one('SELECT media, bytes FROM blobs WHERE hash = ?', hash);
        return row === undefined ? null : { hash, media: row.media as string, bytes: row.bytes as Uint8Array };
      }),
    meta: (name) =>
      database.read(
        (queries) => (queries.one('SELECT value FROM meta WHERE name = ?', name)?.value ?? null) as string | null,
      ),
    setMeta: (name, value) =>
      transact((queries) => queries.run('INSERT OR REPLACE INTO meta (name, value) VALUES (?, ?)', name, value)),
    problem: () => database.problem(),
    close: () => database.close(),
  };
}

/** The kind of a record is what its first entry said: rows say it no second time. */
function named(queries: Queries, record: number, entry: Entry): Entry {
  const row = queries.one('SELECT kind FROM records WHERE id = ?', record);
  return { ...entry, kind: row?.kind as string };
}

function readRecord(
  queries: Queries,
  record: RecordId,
  id: number | null,
): { readonly kind: string; readonly entries: readonly StoredEntry[]; readonly lost: readonly LostRow[] } | null {
  if (id === null) return null;
  const kind = queries.one('SELECT kind FROM records WHERE id = ?', id)?.kind as string;
  const entries: StoredEntry[] = [];
  const lost: LostRow[] = [];
  const rows = queries.all(
    `SELECT log.id, uid, person, type, low, high, at, heads, body, checksum FROM log LEFT JOIN replicas ON replicas.id = log.replica
     WHERE record = ? ORDER BY log.id`,
    id,
  );
  for (const row of rows) {
    const replica = String(row.uid);
    const entry = entryOf({ record, kind, replica, person: String(row.person) }, row as unknown as LogColumns);
    if (entry === null)
      lost.push({ row: row.id as number, record, replica, what: 'a row that is not what was written' });
    else entries.push({ row: row.id as number, entry });
  }
  return { kind, entries, lost };
}

function putProjection(queries: Queries, id: number, { kind, title, text, row, changedAt }: Projection): void {
  queries.run(
    `INSERT INTO projections (record, kind, title, text, row, changed_at) VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT (record) DO UPDATE SET kind = excluded.kind, title = excluded.title, text = excluded.text, row = excluded.row, changed_at = excluded.changed_at`,
    id,
    kind,
    title,
    text,
    JSON.stringify(row),
    changedAt,
  );
}

/** A row that cannot be read is not listed; its record is projected again at its next change. */
function readListed(row: Row): readonly Listed[] {
  try {
    return [
      {
        record: row.uid as string,
        kind: row.kind as string,
        title: row.title as string,
        row: JSON.parse(row.row as string) as Json,
        changedAt: row.changed_at as number,
      },
    ];
  } catch {
    return [];
  }
}

const insertedId = (queries: Queries): number => Number(queries.one('SELECT last_insert_rowid() AS id')?.id);

function remember(map: Map<string, number>, key: string, id: number): number {
  map.set(key, id);
  return id;
}
