import { existsSync, statSync } from 'node:fs';
import type { Clock } from '../../../shared/lib/clock';
import { err, ok, type Result } from '../../../shared/lib/result';
import { iso, SECOND, type Ms } from '../../../shared/lib/time';
import type { PersonId, ReplicaId } from '../../../shared/records/ids';
import type { LogProblem, RecordLog, ReplicaIdentity } from '../../records/record-log-port';
import { listBackups, startBackups, type Backup } from './backups';
import { findDamage } from './check';
import { keepFolderPrivate } from './durable-file';
import { clearLeftovers } from './leftovers';
import { decideIdentity, isAnotherFile } from './identity';
import { recordPlaces } from './places';
import { clearPutAside, redactPutAside } from './put-aside';
import { openRecordDatabase, type RecordDatabase } from './record-database';
import { createRecordLog } from './record-log';
import { openRecentFile } from './recent-file';
import { readReplicaFile, writeReplicaFile, type ReplicaFile } from './replica-file';
import { rebuildStore, writeRepairReport } from './rebuild';
import { replayRecent } from './replay';
import { openReadOnlyCopy } from './read-only-copy';

export interface RecordStoreOptions {
  /** The data folder. It has one owner (main/data-folder), who opens the store. */
  readonly folder: string;
  readonly person: PersonId;
  /** Marks machine and folder (main/data-folder): a copy elsewhere is another replica. */
  readonly machine: string;
  readonly clock: Clock;
  readonly newId: () => string;
  /** The file never grows beyond this; by default the disk is the limit. */
  readonly maxBytes?: number;
  /** From one backup to the next (backups.ts). */
  readonly backupEvery?: Ms;
  /** Backups that were made or failed, and repairs that happen later: plain sentences. */
  readonly onNews?: (line: string) => void;
}

export interface OpenedRecordStore {
  /** Always there: where the file cannot be used, every call says why, and it is tried again. */
  readonly log: RecordLog;
  readonly identity: ReplicaIdentity;
  /** Ids this folder used before; what they wrote is to be written again (main/records/reissue.ts). */
  readonly retired: readonly ReplicaId[];
  /** What opening had to say, in plain sentences; empty when all was well. */
  readonly report: readonly string[];
  backupNow(): Promise<Result<Backup, LogProblem>>;
}

/** While the file cannot be used, tries are at least this far apart. */
const TRY_AGAIN: Ms = SECOND;

interface Attached {
  readonly database: RecordDatabase;
  readonly log: RecordLog;
  readonly identity: ReplicaIdentity;
  readonly file: ReplicaFile;
  readonly retired: readonly ReplicaId[];
}

/**
 * Opens the records of a data folder: looks whether it is the file that was closed last, checks all of it where that is not sure,
 * repairs it from itself, the newest good backup and what was saved last, and tells who writes (R41, R50 to R53).
 */
export function openRecordStore(options: RecordStoreOptions): OpenedRecordStore {
  const { folder, person, clock, newId, onNews = () => undefined } = options;
  const places = recordPlaces(folder);
  keepFolderPrivate(places.folder);
  const report: string[] = [];
  const recent = openRecentFile(places);
  let backups: ReturnType<typeof startBackups> | null = null;
  let closed = false;
  /** Something of it could not be read: the next start looks at all of it. */
  let doubted = false;
  let triedAt = clock.now();
  let last: LogProblem | null = null;
  /** Why the file could not be opened at the last try. */
  let unopened: LogProblem | null = null;

  let attached: Attached | null = null;
  const first = attach(null);
  if (first.ok) attached = first.value;
  else unopened = first.error;
  const identity = attached?.identity ?? { replica: newId(), person };
  let copy = first.ok ? null : openReadOnlyCopy(places.database);
  if (!first.ok) report.push(unusable(first.error, copy !== null));
  if (attached !== null) begin(attached);

  function attach(forced: ReplicaId | null): Result<Attached, LogProblem> {
    const found = readReplicaFile(places.replica);
    const opened = openSound(found);
    if (!opened.ok) return opened;
    const { database, log, replaced } = opened.value;
    const decided = decideIdentity({ log, found, replaced, forced, ...options });
    if (!decided.ok) {
      database.close();
      return decided;
    }
    report.push(...decided.value.report);
    return ok({ database, log, ...decided.value });
  }

  /** The file as it is, or made anew. */
  function openSound(
    found: ReturnType<typeof readReplicaFile>,
  ): Result<{ readonly database: RecordDatabase; readonly log: RecordLog; readonly replaced: boolean }, LogProblem> {
    const reason = reasonToDoubt(found);
    let repair: string | null = reason === 'gone' ? 'the file was gone' : null;
    let strange = false;
    if (repair === null) {
      const opened = openRecordDatabase(places.database, options.maxBytes);
      if (opened.ok) {
        const database = opened.value;
        const damage = reason === 'check' ? findDamage(database) : null;
        const other = damage === null ? isAnotherFile(database, found) : null;
        strange = other !== null;
        if (damage === null && other === null) {
          const log = createRecordLog(database);
          const replayed = replayRecent(log, places, reason === 'check');
          if (!replayed.ok) {
            database.close();
            return replayed;
          }
          if (replayed.value.length > 0) recent.clear();
          report.push(...replayed.value);
          return ok({ database, log, replaced: false });
        }
        database.close();
        repair = damage ?? other;
      } else if (opened.error.kind === 'damaged') {
        repair = opened.error.message;
      } else {
        return opened;
      }
    }
    const rebuilt = rebuildStore(places, { reason: repair ?? '', isOurs: !strange }, clock.now());
    if (!rebuilt.ok) return rebuilt;
    // Everything of it is in the new file, with numbers of its own.
    recent.clear();
    report.push(...writeRepairReport(places.folder, rebuilt.value, clock.now()));
    const opened = openRecordDatabase(places.database, options.maxBytes);
    return opened.ok ? ok({ database: opened.value, log: createRecordLog(opened.value), replaced: true }) : opened;
  }

  /** Whether it is the file that was closed in order last, as far as a look from outside tells. */
  function reasonToDoubt(found: ReturnType<typeof readReplicaFile>): 'gone' | 'check' | null {
    if (!existsSync(places.database)) {
      const known =
        listBackups(places.backups).length > 0 || existsSync(places.recent) || existsSync(`${places.database}-wal`);
      return known ? 'gone' : null;
    }
    if (found === null || found === 'none' || found.closed === null) return 'check';
    const { size, mtimeMs } = statSync(places.database);
    return size === found.closed.size && mtimeMs === found.closed.modified && !existsSync(`${places.database}-wal`)
      ? null
      : 'check';
  }

  function begin({ database, log }: Attached): void {
    tidy(() => {
      clearLeftovers(places);
      clearPutAside(places.folder, clock.now());
    });
    const started = startBackups({
      database,
      folder: places.backups,
      clock,
      ...(options.backupEvery === undefined ? {} : { every: options.backupEvery }),
      lastSeq: () => {
        const seq = log.lastSeq();
        return seq.ok ? seq.value : -2;
      },
      onDone: (made) => {
        tidy(() => clearPutAside(places.folder, clock.now()));
        if (!made.ok) onNews(`The records could not be backed up: ${made.error.message}`);
      },
    });
    backups = started;
  }

  /** What cannot be removed now is tried again at the next start. */
  function tidy(work: () => void): void {
    try {
      work();
    } catch (error) {
      onNews(
        `Old files of the records could not be removed: ${error instanceof Error ? error.message : String(error)}`,
      );
    }
  }

  /** For what changes the file: once more, where it could not be used so far. */
  function forWriting(): Result<Attached, LogProblem> {
    if (attached !== null) return ok(attached);
    const problem: LogProblem = unopened ?? { kind: 'unavailable', message: `${places.database} is closed` };
    if (closed || Math.abs(clock.now() - triedAt) < TRY_AGAIN) return err(problem);
    triedAt = clock.now();
    const again = attach(identity.replica);
    if (!again.ok) {
      unopened = again.error;
      return again;
    }
    attached = again.value;
    copy?.close();
    copy = null;
    begin(attached);
    return ok(attached);
  }

  function read<T>(work: (log: RecordLog) => Result<T, LogProblem>): Result<T, LogProblem> {
    const from = attached?.log ?? copy?.log;
    if (from === undefined) {
      const usable = forWriting();
      return usable.ok ? read(work) : usable;
    }
    return noted(work(from));
  }

  function write<T>(work: (log: RecordLog) => Result<T, LogProblem>): Result<T, LogProblem> {
    const usable = forWriting();
    return usable.ok ? noted(work(usable.value.log)) : usable;
  }

  function noted<T>(done: Result<T, LogProblem>): Result<T, LogProblem> {
    last = done.ok ? null : done.error;
    if (!done.ok && done.error.kind === 'damaged') doubted = true;
    return done;
  }

  function close(): void {
    if (closed) return;
    closed = true;
    backups?.stop();
    recent.close();
    copy?.close();
    if (attached === null) return;
    const { database, log, file } = attached;
    const seq = log.lastSeq();
    database.settle();
    database.close();
    attached = null;
    if (doubted || !seq.ok || existsSync(`${places.database}-wal`)) return;
    try {
      const { size, mtimeMs } = statSync(places.database);
      writeReplicaFile(places.replica, { ...file, seq: seq.value, closed: { size, modified: mtimeMs } });
    } catch {
      // The next start then looks at all of the file.
    }
  }

  const log: RecordLog = {
    commit: (work) => {
      const done = write((to) => to.commit(work));
      if (done.ok) {
        recent.keep([...(work.append ?? []), ...(work.extend ?? []).map(({ piece, seq }) => ({ entry: piece, seq }))]);
      }
      return done;
    },
    read: (record) => {
      const found = read((from) => from.read(record));
      if (found.ok && (found.value?.lost.length ?? 0) > 0) doubted = true;
      return found;
    },
    records: () => read((from) => from.records()),
    lastSeq: () => read((from) => from.lastSeq()),
    dirty: () => read((from) => from.dirty()),
    project: (projections) => write((to) => to.project(projections)),
    projections: (query) => read((from) => from.projections(query)),
    search: (query, person) => read((from) => from.search(query, person)),
    shred: () => {
      recent.clear();
      tidy(() => {
        for (const { file, until } of redactPutAside(places.folder))
          onNews(
            `${file} could not be read as a whole and may hold what was redacted; it is removed on ${iso(until)}.`,
          );
      });
      return write((to) => to.shred());
    },
    putBlob: (blob) => write((to) => to.putBlob(blob)),
    getBlob: (hash) => read((from) => from.getBlob(hash)),
    meta: (name) => read((from) => from.meta(name)),
    setMeta: (name, value) => write((to) => to.setMeta(name, value)),
    problem: () => last ?? (attached === null ? unopened : null),
    close,
  };

  return {
    log,
    identity,
    retired: attached?.retired ?? [],
    report,
    backupNow: () => backups?.now() ?? Promise.resolve(err(unopened ?? { kind: 'unavailable', message: 'closed' })),
  };
}

const unusable = ({ message }: LogProblem, readable: boolean): string =>
  `The store of records cannot be written: ${message}. ${
    readable ? 'It can be read' : 'What was written before cannot be shown'
  }; what is written now is kept in memory until it can be saved.`;
