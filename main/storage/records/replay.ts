import { ok, type Result } from '../../../shared/lib/result';
import { HeldEntries } from '../../../shared/records/held';
import type { RecordId } from '../../../shared/records/ids';
import type { Append, LogProblem, RecordLog } from '../../records/record-log-port';
import { lastNumberIn, lastRecent, numbersIn, readRecent, type RecentFiles } from './recent-file';

/**
 * Puts back what was saved and is not in the database: SQLite ends a journal at its first broken page and says nothing (R52). Returns
 * what there is to say. Where the last number agrees there is nothing to do, unless it is asked for.
 */
export function replayRecent(
  log: RecordLog,
  files: RecentFiles,
  asked: boolean,
): Result<readonly string[], LogProblem> {
  const last = log.lastSeq();
  if (!last.ok) return last;
  const newest = Math.max(lastRecent(files), lastNumberIn(files));
  if (newest <= last.value && !asked) return ok([]);
  const { entries } = readRecent(files);
  const held = new Map<RecordId, HeldEntries>();
  const append: Append[] = [];
  let seq = last.value;
  for (const { entry } of entries) {
    let of = held.get(entry.record);
    if (of === undefined) {
      const stored = log.read(entry.record);
      if (!stored.ok) return stored;
      of = new HeldEntries();
      for (const { entry: kept } of stored.value?.entries ?? []) of.take(kept);
      held.set(entry.record, of);
    }
    if (of.has(entry)) continue;
    of.take(entry);
    append.push({ entry, seq: (seq += 1) });
  }
  const report: string[] = [];
  if (append.length > 0) {
    const done = log.commit({ append });
    if (!done.ok) return done;
    report.push(
      `${append.length} saved changes were missing in the store of records and were put back from the list of what was saved last.`,
    );
  }
  if (newest > last.value && Number.isFinite(newest)) {
    const numbers = numbersIn(entries);
    numbers.add(1, last.value);
    const gone = numbers.missing(newest);
    if (gone > 0)
      report.push(
        `Lost: ${gone} saved changes (of the numbers ${last.value + 1} to ${newest}) are in no file that is left.`,
      );
  }
  return ok(report);
}
