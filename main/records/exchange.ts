import { ok, type Result } from '../../shared/lib/result';
import type { Entry, Heads, RecordHeads } from '../../shared/records/entries';
import { HeldEntries } from '../../shared/records/held';
import type { RecordId } from '../../shared/records/ids';
import type { LogProblem, RecordLog, StoredEntry } from './record-log-port';

/** What is here of every record. */
export function readHeads(log: RecordLog): Result<Heads, LogProblem> {
  const records = log.records();
  if (!records.ok) return records;
  const heads = new Map<RecordId, RecordHeads>();
  for (const { id } of records.value) {
    const stored = log.read(id);
    if (!stored.ok) return stored;
    const held = new HeldEntries();
    for (const { entry } of stored.value?.entries ?? []) held.take(entry);
    heads.set(id, held.heads());
  }
  return ok(heads);
}

/** Everything of every record that somebody with these heads does not have, in the order it came here. */
export function entriesFor(log: RecordLog, heads: Heads): Result<readonly Entry[], LogProblem> {
  const records = log.records();
  if (!records.ok) return records;
  const entries: Entry[] = [];
  for (const { id } of records.value) {
    const stored = log.read(id);
    if (!stored.ok) return stored;
    entries.push(...missing(stored.value?.entries ?? [], heads.get(id) ?? {}));
  }
  return ok(entries);
}

/** Everything of one record, in the order it came here. */
export function entriesOf(log: RecordLog, record: RecordId): Result<readonly Entry[], LogProblem> {
  const stored = log.read(record);
  return stored.ok ? ok((stored.value?.entries ?? []).map(({ entry }) => entry)) : stored;
}

const missing = (stored: readonly StoredEntry[], heads: RecordHeads): readonly Entry[] =>
  stored.flatMap(({ entry }) => (isKnown(entry, heads) ? [] : [entry]));

function isKnown({ replica, body }: Entry, heads: RecordHeads): boolean {
  switch (body.type) {
    case 'update':
      return (heads[replica]?.[0] ?? 0) >= body.to;
    case 'act':
      return (heads[replica]?.[1] ?? 0) >= body.n;
    case 'snapshot':
      return Object.entries(body.covers).every(([covered, [updates]]) => (heads[covered]?.[0] ?? 0) >= updates);
  }
}
