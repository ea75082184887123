import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync, type DatabaseSyncInstance, type StatementSyncInstance } from '@photostructure/sqlite';
import { err, ok, type Result } from '../../../shared/lib/result';
import type { LogProblem } from '../../records/record-log-port';
import type { Queries, Row } from '../database';
import { DamagedError } from '../problems';
import { logProblemOf } from './problems';
import { APPLICATION_ID, RECORD_MIGRATIONS } from './schema';

/** An open file of records. Unlike the store of what is known of AWS it is never begun anew by itself: repair decides. */
export interface RecordDatabase {
  readonly file: string;
  read<T>(work: (queries: Queries) => T): Result<T, LogProblem>;
  /**
   * Rows without a prepared statement: such a one keeps the file open until it is collected, and Windows does not rename what is open.
   * For looking at a file that may have to be moved aside. @param sql calls `peek` on what is wanted of each row
   */
  peek(sql: string): Result<readonly (readonly unknown[])[], LogProblem>;
  /** One transaction: on the disk when this returns, or nothing of it. */
  transact<T>(work: (queries: Queries) => T): Result<T, LogProblem>;
  /** Moves the journal into the file and empties it. */
  checkpoint(): Result<void, LogProblem>;
  /** Before it is closed: without its journal one file holds everything. */
  settle(): void;
  /** Of the last call. */
  problem(): LogProblem | null;
  /** For a backup: the handle itself. */
  readonly handle: DatabaseSyncInstance;
  close(): void;
}

/** Calls come from the thread that answers the window: a held file must not hold that. */
const BUSY_WAIT = 250;
const PAGE = 4_096;
/** Result code of SQLite. */
const BUSY = 5;

/** Opens the file, or makes it; says `damaged` for what is no file of ours. It never grows beyond `maxBytes`, where that is given. */
export function openRecordDatabase(file: string, maxBytes?: number): Result<RecordDatabase, LogProblem> {
  let db: DatabaseSyncInstance | null = null;
  try {
    mkdirSync(dirname(file), { recursive: true });
    db = new DatabaseSync(file, { timeout: BUSY_WAIT });
    if (maxBytes !== undefined) db.exec(`PRAGMA max_page_count = ${Math.floor(maxBytes / PAGE)}`);
    const problem = prepare(db, file);
    if (problem !== null) {
      db.close();
      return err(problem);
    }
    return ok(wrap(db, file));
  } catch (error) {
    if (db?.isOpen === true) db.close();
    return err(logProblemOf(error, file));
  }
}

function prepare(db: DatabaseSyncInstance, file: string): LogProblem | null {
  db.exec('PRAGMA trusted_schema = OFF; PRAGMA temp_store = MEMORY; PRAGMA cell_size_check = ON;');
  const version = pragma(db, 'user_version');
  if (version > RECORD_MIGRATIONS.length)
    return { kind: 'newer', message: `${file} was written by a newer Meridian; it is left alone` };
  const tables = Number(peekAt(db, 'SELECT peek(count(*)) FROM sqlite_schema')[0]?.[0]);
  if (version === 0 && tables > 0) throw new DamagedError('another file');
  if (version > 0 && pragma(db, 'application_id') !== APPLICATION_ID) throw new DamagedError('another file');
  // FULL: a commit in the journal is on the disk before it is called saved (R50).
  db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON;');
  db.exec(`PRAGMA journal_size_limit = ${4 << 20}; PRAGMA foreign_keys = ON;`);
  for (let next = version; next < RECORD_MIGRATIONS.length; next += 1) {
    inTransaction(db, () => {
      db.exec(RECORD_MIGRATIONS[next] ?? '');
      db.exec(`PRAGMA user_version = ${next + 1}`);
    });
  }
  return null;
}

const pragma = (db: DatabaseSyncInstance, name: string): number =>
  Number(peekAt(db, `SELECT peek(${name}) FROM pragma_${name}`)[0]?.[0]);

function peekAt(db: DatabaseSyncInstance, sql: string): readonly (readonly unknown[])[] {
  const rows: unknown[][] = [];
  db.function('peek', { varargs: true }, (...values: unknown[]) => {
    rows.push(values);
    return null;
  });
  db.exec(sql);
  return rows;
}

function wrap(db: DatabaseSyncInstance, file: string): RecordDatabase {
  const statements = new Map<string, StatementSyncInstance>();
  let last: LogProblem | null = null;

  function statement(sql: string): StatementSyncInstance {
    let prepared = statements.get(sql);
    if (prepared === undefined) {
      prepared = db.prepare(sql);
      statements.set(sql, prepared);
    }
    return prepared;
  }

  const queries: Queries = {
    one: (sql, ...values) => statement(sql).get(...values) as Row | undefined,
    all: (sql, ...values) => statement(sql).all(...values) as Row[],
    run: (sql, ...values) => void statement(sql).run(...values),
  };

  function attempt<T>(work: () => T): Result<T, LogProblem> {
    try {
      const value = work();
      last = null;
      return ok(value);
    } catch (error) {
      last = logProblemOf(error, file);
      return err(last);
    }
  }

  return {
    file,
    handle: db,
    read: (work) => attempt(() => work(queries)),
    peek: (sql) => attempt(() => peekAt(db, sql)),
    transact: (work) => attempt(() => inTransaction(db, () => work(queries))),
    checkpoint: () =>
      attempt(() => {
        // No error of its own: while somebody else reads the file its journal stays, and only this row says so.
        if (Number(queries.one('PRAGMA wal_checkpoint(TRUNCATE)')?.busy) !== 0)
          throw Object.assign(new Error('the journal is being read'), { errcode: BUSY });
      }),
    settle: () => {
      statements.clear();
      try {
        db.exec('PRAGMA wal_checkpoint(TRUNCATE); PRAGMA journal_mode = DELETE');
      } catch {
        // Another process reads it, or it is damaged: the journal stays, and the next start reads it.
      }
    },
    problem: () => last,
    close: () => {
      statements.clear();
      try {
        if (db.isOpen) db.close();
      } catch {
        // A damaged file may not even close.
      }
    },
  };
}

function inTransaction<T>(db: DatabaseSyncInstance, work: () => T): T {
  db.exec('BEGIN IMMEDIATE');
  try {
    const value = work();
    db.exec('COMMIT');
    return value;
  } catch (error) {
    // SQLite rolls back by itself on some failures (a full disk, for one).
    if (db.isTransaction) db.exec('ROLLBACK');
    throw error;
  }
}
