import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { backup } from '@photostructure/sqlite';
import type { Clock } from '../../../shared/lib/clock';
import { err, ok, type Result } from '../../../shared/lib/result';
import { DAY, HOUR, iso, MINUTE, type Ms } from '../../../shared/lib/time';
import type { LogProblem } from '../../records/record-log-port';
import { findDamage } from './check';
import { syncFile, syncFolder } from './durable-file';
import { logProblemOf } from './problems';
import { openRecordDatabase, type RecordDatabase } from './record-database';

/** A verified copy of the store. */
export interface Backup {
  readonly file: string;
  readonly at: Ms;
}

const NAME = /^records-(\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d\.\d{3}Z)\.db$/;
const KEPT_HOURLY = 24;
const KEPT_DAILY = 30;
/** What was redacted is gone from every backup by then (R42). */
const OLDEST_BACKUP: Ms = 30 * DAY;
const EVERY: Ms = HOUR;
const FIRST: Ms = 5 * MINUTE;
/** Pages a step: the thread that answers the window is not held. */
const RATE = 64;

/** Newest first. */
export function listBackups(folder: string): readonly Backup[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .flatMap((name): Backup[] => {
      const stamp = NAME.exec(name)?.[1];
      if (stamp === undefined) return [];
      const at = Date.parse(stamp.replace(/T(\d\d)-(\d\d)-/, 'T$1:$2:'));
      return Number.isNaN(at) ? [] : [{ file: join(folder, name), at }];
    })
    .sort((a, b) => b.at - a.at);
}

/**
 * Copies the open store, opens the copy, looks at all of it, and only then gives it its name. It bears the mark of a backup: used as
 * the store it is known to be an older state (R41).
 */
async function makeBackup(database: RecordDatabase, folder: string, now: Ms): Promise<Result<Backup, LogProblem>> {
  const file = join(folder, `records-${iso(now).replaceAll(':', '-')}.db`);
  const part = `${file}.part`;
  try {
    mkdirSync(folder, { recursive: true });
    await backup(database.handle, part, { rate: RATE });
    const copy = openRecordDatabase(part);
    if (!copy.ok) return copy;
    let damage: string | null;
    try {
      damage = findDamage(copy.value);
      const marked = copy.value.transact((queries) =>
        queries.run("INSERT OR REPLACE INTO meta (name, value) VALUES ('token', 'backup')"),
      );
      if (!marked.ok) return marked;
    } finally {
      copy.value.settle();
      copy.value.close();
    }
    if (damage !== null) return err({ kind: 'damaged', message: `the backup was not kept: ${damage}` });
    syncFile(part);
    renameSync(part, file);
    syncFolder(folder);
    return ok({ file, at: now });
  } catch (error) {
    return err(logProblemOf(error, file));
  } finally {
    for (const suffix of ['', '-wal', '-shm', '-journal']) rmSync(`${part}${suffix}`, { force: true });
  }
}

/** Keeps the newest of the last hours and one of each day, none older than 30 days, and always the newest. */
export function rotateBackups(folder: string, now: Ms): void {
  const days = new Set<number>();
  for (const [index, { file, at }] of listBackups(folder).entries()) {
    const day = Math.floor(at / DAY);
    const first = !days.has(day);
    days.add(day);
    const kept =
      index === 0 || (now - at <= OLDEST_BACKUP && (index < KEPT_HOURLY || (first && days.size <= KEPT_DAILY)));
    if (!kept) rmSync(file, { force: true });
  }
}

/** Backs up every hour what has changed since. `onDone` hears of each. Returns its stop. */
export function startBackups(options: {
  readonly database: RecordDatabase;
  readonly folder: string;
  readonly clock: Clock;
  readonly lastSeq: () => number;
  /** From one to the next, and from the start to the first; by default minutes after the start, then hours. */
  readonly every?: Ms;
  readonly onDone: (result: Result<Backup, LogProblem>) => void;
}): { readonly now: () => Promise<Result<Backup, LogProblem>>; readonly stop: () => void } {
  const { database, folder, clock, lastSeq, onDone, every = EVERY } = options;
  let saved = -1;
  let cancel: (() => void) | null = null;
  let stopped = false;
  let running: Promise<Result<Backup, LogProblem>> | null = null;

  function schedule(after: Ms): void {
    if (stopped) return;
    cancel = clock.after(after, () => {
      if (lastSeq() === saved) {
        rotate();
        schedule(every);
      } else void run().then(() => schedule(every));
    });
  }

  function rotate(): void {
    try {
      rotateBackups(folder, clock.now());
    } catch {
      // The next one tries again.
    }
  }

  function run(): Promise<Result<Backup, LogProblem>> {
    running ??= (async () => {
      const seq = lastSeq();
      const made = await makeBackup(database, folder, clock.now());
      running = null;
      if (made.ok) {
        saved = seq;
        rotate();
      }
      onDone(made);
      return made;
    })();
    return running;
  }

  const newest = listBackups(folder)[0];
  schedule(newest !== undefined && clock.now() - newest.at < every ? every : Math.min(every, FIRST));
  return {
    now: run,
    stop: () => {
      stopped = true;
      cancel?.();
    },
  };
}
