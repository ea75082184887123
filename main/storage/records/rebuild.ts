import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { err, ok, type Result } from '../../../shared/lib/result';
import { iso, type Ms } from '../../../shared/lib/time';
import type { Entry } from '../../../shared/records/entries';
import { HeldEntries } from '../../../shared/records/held';
import type { RecordId } from '../../../shared/records/ids';
import type { Blob, LogProblem } from '../../records/record-log-port';
import { listBackups } from './backups';
import { syncFile, syncFolder } from './durable-file';
import type { recordPlaces } from './places';
import { logProblemOf } from './problems';
import { putAside, type PutAside } from './put-aside';
import { openRecordDatabase } from './record-database';
import { createRecordLog } from './record-log';
import { lastNumberIn, numbersIn, readRecent, type RecentEntry } from './recent-file';
import { salvage, type Salvaged } from './salvage';

/** What a repair found and did. */
export interface RepairReport {
  readonly reason: string;
  readonly records: number;
  /** Entries by where they were read from. */
  readonly fromFile: number;
  readonly fromBackup: { readonly file: string; readonly at: Ms; readonly entries: number } | null;
  readonly fromRecent: number;
  /** What is known to have been there and could be read nowhere. */
  readonly lost: readonly string[];
  /** Where the broken file is kept; null where there was none. */
  readonly kept: PutAside | null;
}

/**
 * Makes the store anew of all that can be read: of the file itself, of the newest good backup, and of what was saved last. The broken
 * file is moved aside (R54); nothing is moved before the new file is whole.
 */
export function rebuildStore(
  places: ReturnType<typeof recordPlaces>,
  why: { readonly reason: string; readonly isOurs: boolean },
  now: Ms,
): Result<RepairReport, LogProblem> {
  const fresh = `${places.database}.new`;
  const remove = (): void => {
    for (const suffix of ['', '-wal', '-shm']) rmSync(`${fresh}${suffix}`, { force: true });
  };
  try {
    mkdirSync(places.folder, { recursive: true });
    remove();
    const backup = goodBackup(places);
    const own = salvage(places.database, backup?.file ?? null, places.folder);
    const recent = readRecent(places);
    const parts = [own.entries, backup?.read.entries ?? [], recent.entries.map(({ entry }) => entry)];
    const blobs = [...own.blobs, ...(backup?.read.blobs ?? [])];
    const taken = fill(fresh, parts, blobs, new Map([...(backup?.read.meta ?? []), ...(why.isOurs ? own.meta : [])]));
    if (!taken.ok) return taken;
    syncFile(fresh);
    const [fromFile = 0, fromBackup = 0, fromRecent = 0] = taken.value.counts;
    const lost = [
      ...taken.value.gaps,
      ...doubts(own, why.isOurs, backup, recent, lastNumberIn(places)),
      ...lostImages(own, blobs),
    ];
    const kept = putAside(
      places.database,
      now,
      lost.length === 0 && own.lastSeq > 0 && !own.unreadable && own.lost.length === 0,
    );
    renameSync(fresh, places.database);
    syncFolder(places.folder);
    return ok({
      reason: why.reason,
      records: taken.value.records,
      fromFile,
      fromBackup: backup === null ? null : { file: basename(backup.file), at: backup.at, entries: fromBackup },
      fromRecent,
      lost,
      kept,
    });
  } catch (error) {
    return err(logProblemOf(error, places.database));
  } finally {
    remove();
  }
}

/**
 * What may be lost. Nothing, where one side has everything: the file itself, read to its last number; or the backup with a list of what
 * was saved last that begins where it ends.
 */
function doubts(
  own: Salvaged,
  isOurs: boolean,
  backup: GoodBackup | null,
  recent: { readonly entries: readonly RecentEntry[]; readonly broken: number },
  witness: number,
): readonly string[] {
  if (isOurs && !own.unreadable && own.lost.length === 0 && own.lastSeq > 0 && own.lastSeq >= witness) return [];
  const numbers = numbersIn(recent.entries);
  const from = backup?.read.lastSeq ?? 0;
  if (from > 0) numbers.add(1, from);
  const newest = Math.max(witness, numbers.top());
  // Without the number given last nobody knows where the list should end.
  if (witness > 0 && recent.broken === 0 && numbers.missing(newest) === 0) return [];
  const since = backup === null ? '' : ` after the backup of ${iso(backup.at)}`;
  return [...own.lost, `what was saved${since} and could be read in none of the files`];
}

function lostImages({ unreadBlobs }: Salvaged, found: readonly Blob[]): readonly string[] {
  const lost = unreadBlobs.filter((hash) => hash === null || !found.some((blob) => blob.hash === hash)).length;
  return lost === 0 ? [] : [lost === 1 ? 'an image' : `${lost} images`];
}

interface GoodBackup {
  readonly file: string;
  readonly at: Ms;
  readonly read: Salvaged;
}

function goodBackup(places: ReturnType<typeof recordPlaces>): GoodBackup | null {
  for (const { file, at } of listBackups(places.backups)) {
    const read = salvage(file, null, places.folder);
    if (read.entries.length > 0) return { file, at, read };
  }
  return null;
}

/** Puts together what the parts hold, the earlier part first, each thing once. */
function fill(
  file: string,
  parts: readonly (readonly Entry[])[],
  blobs: readonly Blob[],
  meta: ReadonlyMap<string, string>,
): Result<
  { readonly counts: readonly number[]; readonly records: number; readonly gaps: readonly string[] },
  LogProblem
> {
  const opened = openRecordDatabase(file);
  if (!opened.ok) return opened;
  const database = opened.value;
  try {
    const log = createRecordLog(database);
    const held = new Map<RecordId, HeldEntries>();
    const kinds = new Map<RecordId, string>();
    let seq = 0;
    const counts: number[] = [];
    for (const part of parts) {
      const fresh = part.filter((entry) => {
        const of = held.get(entry.record) ?? new HeldEntries();
        held.set(entry.record, of);
        kinds.set(entry.record, entry.kind);
        if (of.has(entry)) return false;
        of.take(entry);
        return true;
      });
      const done = log.commit({ append: fresh.map((entry) => ({ entry, seq: (seq += 1) })) });
      if (!done.ok) return done;
      counts.push(fresh.length);
    }
    for (const blob of blobs) {
      const put = log.putBlob(blob);
      if (!put.ok) return put;
    }
    for (const [name, value] of meta) {
      // What was redacted may be back with an older file: it is redacted again.
      const isKept = name !== 'token' && !name.startsWith('redacted/');
      const set = isKept ? log.setMeta(name, value) : ok(undefined);
      if (!set.ok) return set;
    }
    const gaps = [...held].flatMap(([record, of]) =>
      of
        .waiting()
        .map(({ replica, updates }) => `${updates} changes of ${replica} in ${kinds.get(record) ?? ''} ${record}`),
    );
    return ok({ counts, records: held.size, gaps });
  } finally {
    database.settle();
    database.close();
  }
}

/** Beside the broken file, for whoever looks at it later. Returns what it says, also where it cannot be written. */
export function writeRepairReport(folder: string, report: RepairReport, now: Ms): readonly string[] {
  const lines = repairText(report);
  try {
    writeFileSync(join(folder, `repair-${iso(now).replaceAll(':', '-')}.txt`), `${lines.join('\n')}\n`);
  } catch {
    // The window says it all the same.
  }
  return lines;
}

function repairText(report: RepairReport): readonly string[] {
  const { reason, records, fromFile, fromBackup, fromRecent, lost, kept } = report;
  return [
    `The store of records was repaired: ${reason}.`,
    `${records} records are back: ${fromFile} entries from the file itself${
      fromBackup === null ? '' : `, ${fromBackup.entries} from the backup of ${iso(fromBackup.at)}`
    }${fromRecent === 0 ? '' : `, ${fromRecent} from the list of what was saved last`}.`,
    lost.length === 0
      ? 'Nothing is known to be lost.'
      : `Lost, as far as can be told: ${lost.slice(0, 20).join('; ')}${lost.length > 20 ? `; and ${lost.length - 20} more` : ''}.`,
    ...(kept === null ? [] : [`The broken file is kept as ${kept.file} until ${iso(kept.until)}.`]),
  ];
}
