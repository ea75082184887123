import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, extname, join } from 'node:path';
import { DatabaseSync, type DatabaseSyncInstance, type StatementSyncInstance } from '@photostructure/sqlite';
import { err, ok, type Result } from '../../shared/lib/result';
import { iso, MINUTE, type Ms } from '../../shared/lib/time';
import type { StoreProblem } from '../engine/store-port';
import { MIGRATIONS } from './migrations';
import { DamagedError, problemOf } from './problems';

/** What the work inside a transaction may use: statements, prepared once. */
export interface Queries {
  one(sql: string, ...values: readonly Value[]): Row | undefined;
  all(sql: string, ...values: readonly Value[]): readonly Row[];
  run(sql: string, ...values: readonly Value[]): void;
}
export type Value = string | number | Uint8Array | null;
export type Row = Readonly<Record<string, unknown>>;

/** One SQLite file that mends itself: every outcome is a value, and a damaged file is moved aside and begun anew. */
export interface Database {
  /** Runs the work in one transaction. A failure leaves nothing of it behind. */
  transact<T>(now: Ms, work: (queries: Queries) => T): Result<T, StoreProblem>;
  /** Of the last outcome; `damaged` stays until the end, because something was lost. */
  problem(): StoreProblem | null;
  close(): void;
}

export interface DatabaseOptions {
  readonly file: string;
  /** The file never grows beyond this. */
  readonly maxBytes: number;
}

/** After a failed open the next tries are at least this far apart: the disk may have room again. */
const TRY_AGAIN: Ms = MINUTE;
/** Calls come from the thread that answers the window: a held file must not hold that. */
const BUSY_WAIT: Ms = 250;
const PAGE = 4_096;
/** A damaged file is kept for whoever wants to look at it, but not for ever. */
const KEPT_DAMAGED = 2;

export function openDatabase(options: DatabaseOptions, now: Ms): Database {
  const { file } = options;
  let handle: DatabaseSyncInstance | null = null;
  let statements = new Map<string, StatementSyncInstance>();
  let lost: StoreProblem | null = null;
  let last: StoreProblem | null = null;
  let triedAt = now;
  let closed = false;

  open(now);

  function open(at: Ms): void {
    triedAt = at;
    const opened = attempt(() => openFile(options));
    if (opened.ok) {
      use(opened.value);
    } else if (opened.error.kind === 'damaged') {
      replace(at);
    } else {
      last = opened.error;
    }
  }

  function use(opened: Result<DatabaseSyncInstance, StoreProblem>): void {
    if (opened.ok) handle = opened.value;
    last = opened.ok ? null : opened.error;
  }

  /** What was stored is a memory of AWS's answers: a fresh file costs the past day of charts, not the app. */
  function replace(at: Ms): void {
    drop();
    const moved = attempt(() => moveAside(file, at));
    if (!moved.ok) {
      last = { kind: 'unavailable', message: `${file} is damaged and cannot be moved aside` };
      return;
    }
    lost = {
      kind: 'damaged',
      message: `${file} was damaged; it is kept as ${basename(moved.value)} and a fresh one was begun`,
    };
    const opened = attempt(() => openFile(options));
    if (opened.ok) use(opened.value);
    else last = opened.error;
  }

  /**
   * A prepared statement ends only when it is collected, and until then SQLite keeps the closed file open. Without its journal
   * that does no harm: nothing is written, nothing locked, and the folder holds one file.
   */
  function drop(): void {
    statements = new Map();
    try {
      handle?.exec('PRAGMA journal_mode = DELETE');
    } catch {
      // Another process reads it, or it is damaged: the journal stays, and the next start reads it.
    }
    try {
      handle?.close();
    } catch {
      // A damaged file may not even close; the handle is gone either way.
    }
    handle = null;
  }

  function attempt<T>(work: () => T): Result<T, StoreProblem> {
    try {
      return ok(work());
    } catch (error) {
      return err(problemOf(error, file));
    }
  }

  function statement(db: DatabaseSyncInstance, sql: string): StatementSyncInstance {
    let prepared = statements.get(sql);
    if (prepared === undefined) {
      prepared = db.prepare(sql);
      statements.set(sql, prepared);
    }
    return prepared;
  }

  function queries(db: DatabaseSyncInstance): Queries {
    return {
      one: (sql, ...values) => statement(db, sql).get(...values) as Row | undefined,
      all: (sql, ...values) => statement(db, sql).all(...values) as Row[],
      run: (sql, ...values) => void statement(db, sql).run(...values),
    };
  }

  return {
    transact: (at, work) => {
      if (handle === null && !closed && Math.abs(at - triedAt) >= TRY_AGAIN) open(at);
      if (handle === null) return err(last ?? { kind: 'unavailable', message: `${file} is closed` });
      const db = handle;
      const done = attempt(() => inTransaction(db, () => work(queries(db))));
      last = done.ok ? null : done.error;
      if (!done.ok && done.error.kind === 'damaged') {
        // The next try opens it anew, looks at it as a whole and moves it aside.
        drop();
        triedAt = at;
      }
      return done;
    },
    problem: () => last ?? lost,
    close: () => {
      closed = true;
      drop();
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

function openFile({ file, maxBytes }: DatabaseOptions): Result<DatabaseSyncInstance, StoreProblem> {
  mkdirSync(dirname(file), { recursive: true });
  const db = new DatabaseSync(file, { timeout: BUSY_WAIT });
  try {
    db.exec(
      `PRAGMA trusted_schema = OFF; PRAGMA foreign_keys = ON; PRAGMA temp_store = MEMORY; PRAGMA cell_size_check = ON;`,
    );
    const found = Number(look(db, 'SELECT look(user_version) FROM pragma_user_version'));
    if (found > MIGRATIONS.length) {
      db.close();
      return err({ kind: 'newer', message: `${file} was written by a newer Meridian; it is left alone` });
    }
    const check = look(db, 'SELECT look(quick_check) FROM pragma_quick_check LIMIT 1');
    if (check !== 'ok') throw new DamagedError(String(check));
    // A sweep is lost by a power cut at worst, never the file; what WAL and NORMAL are for.
    db.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA journal_size_limit = ${4 << 20};`);
    db.exec(`PRAGMA max_page_count = ${Math.max(64, Math.floor(maxBytes / PAGE))}`);
    for (let version = found; version < MIGRATIONS.length; version += 1) {
      inTransaction(db, () => {
        db.exec(MIGRATIONS[version] ?? '');
        db.exec(`PRAGMA user_version = ${version + 1}`);
      });
    }
    return ok(db);
  } catch (error) {
    if (db.isOpen) db.close();
    throw error;
  }
}

/**
 * One value, without a prepared statement: such a one would keep a damaged file open, and Windows does not rename what is open.
 * @param sql calls `look` on it
 */
function look(db: DatabaseSyncInstance, sql: string): unknown {
  let seen: unknown;
  db.function('look', (value: unknown) => {
    seen = value;
    return null;
  });
  db.exec(sql);
  return seen;
}

/** Gives a damaged file a dated name beside its place, with its journal, and forgets the oldest of such. Returns the name. */
function moveAside(file: string, now: Ms): string {
  const folder = dirname(file);
  const extension = extname(file);
  const stem = `${basename(file, extension)}.damaged-`;
  const dated = join(folder, `${stem}${iso(now).replaceAll(':', '-')}`);
  let target = `${dated}${extension}`;
  for (let again = 2; existsSync(target); again += 1) target = `${dated}-${again}${extension}`;
  renameSync(file, target);
  for (const journal of ['-wal', '-shm']) {
    if (existsSync(file + journal)) renameSync(file + journal, target + journal);
  }
  const kept = readdirSync(folder)
    .filter((name) => name.startsWith(stem) && name.endsWith(extension))
    .sort();
  for (const name of kept.slice(0, -KEPT_DAMAGED)) {
    for (const part of ['', '-wal', '-shm']) rmSync(join(folder, name + part), { force: true });
  }
  return target;
}
