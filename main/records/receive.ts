import { ok, type Result } from '../../shared/lib/result';
import type { Entry } from '../../shared/records/entries';
import { parseEntry } from '../../shared/records/parse-entry';
import type { Sha256 } from '../../shared/records/content-hash';
import { actId } from './act-id';
import type { OpenRecord } from './open-record';
import type { OpenRecords } from './open-records';
import type { RowId } from './record-log-port';
import type { ReceiveReport, RecordsProblem } from './records-port';
import type { Saving } from './saving';
import { canBeRead, updateOf } from './yjs-bytes';

export interface Receiving {
  readonly records: OpenRecords;
  readonly saving: Saving;
  readonly sha256: Sha256;
  /** One that is refused refuses all. */
  readonly whole: boolean;
  /** The document of a record is to take an update in; tells listeners. */
  readonly apply: (open: OpenRecord, update: Uint8Array) => Result<void, RecordsProblem>;
  readonly onTaken: (open: OpenRecord, entries: readonly Entry[]) => void;
}

/**
 * Takes entries from elsewhere into the log, record by record: one transaction, then memory, then listeners. Order, repetition and
 * gaps do not matter; what cannot be understood is refused alone.
 */
export function receiveEntries(given: readonly unknown[], receiving: Receiving): Result<ReceiveReport, RecordsProblem> {
  const refused: string[] = [];
  const byRecord = new Map<string, Entry[]>();
  for (const value of given) {
    const entry = parseEntry(value);
    const reason = entry === null ? 'an entry that is none' : unreadable(entry, receiving.sha256);
    if (entry === null || reason !== null) {
      refused.push(entry === null ? 'an entry that is none' : `${reason} of ${entry.replica} in ${entry.record}`);
      continue;
    }
    const list = byRecord.get(entry.record) ?? [];
    byRecord.set(entry.record, list);
    list.push(entry);
  }
  if (receiving.whole && refused.length > 0) return ok({ taken: 0, known: 0, refused });
  let taken = 0;
  let known = 0;
  for (const [record, entries] of byRecord) {
    const opened = receiving.records.getOrBegin(record, entries[0]?.kind ?? '');
    if (!opened.ok) return opened;
    const open = opened.value;
    const fresh = selectFresh(open, entries);
    known += entries.length - fresh.length;
    if (fresh.length === 0) continue;
    const drop = replacedBy(open, fresh);
    // Its own words first: entries say what they had seen.
    const stored = receiving.saving.now({ open, entries: fresh, ...(drop.length > 0 ? { drop } : {}) });
    if (!stored.ok) {
      if (open.rows.length === 0) receiving.records.forget(record);
      return stored;
    }
    taken += fresh.length;
    // What comes from elsewhere is followed by a new entry of ours.
    receiving.saving.seal(open);
    for (const { body } of fresh) {
      if (body.type !== 'act') receiving.apply(open, updateOf(body));
    }
    receiving.onTaken(open, fresh);
  }
  return ok({ taken, known, refused });
}

/** Why an entry cannot be taken; null when it can. */
function unreadable({ body }: Entry, sha256: Sha256): string | null {
  if (body.type === 'act') return actId(body.act, sha256) === body.act.id ? null : 'an act that was changed on its way';
  return canBeRead(body) ? null : 'an update that cannot be understood';
}

function selectFresh(open: OpenRecord, entries: readonly Entry[]): readonly Entry[] {
  const fresh: Entry[] = [];
  const seen = new Set<string>();
  for (const entry of entries) {
    const key = `${entry.replica} ${keyOf(entry)}`;
    if (seen.has(key)) continue;
    seen.add(key);
    if (!open.held.has(entry) || shortens(open, entry)) fresh.push(entry);
  }
  return fresh;
}

function keyOf({ body }: Entry): string {
  switch (body.type) {
    case 'act':
      return `act ${body.n}`;
    case 'update':
      return `update ${body.from} ${body.to}`;
    case 'snapshot':
      return `snapshot ${JSON.stringify(Object.entries(body.covers).sort())}`;
  }
}

/** A snapshot of a replica takes the place of the updates of that replica it covers (R15). */
function shortens(open: OpenRecord, entry: Entry): boolean {
  return entry.body.type === 'snapshot' && replacedBy(open, [entry]).length > 0;
}

function replacedBy(open: OpenRecord, fresh: readonly Entry[]): readonly RowId[] {
  const rows: RowId[] = [];
  for (const { replica, body } of fresh) {
    if (body.type !== 'snapshot') continue;
    const upTo = body.covers[replica]?.[0] ?? 0;
    for (const { row, entry } of open.rows) {
      if (entry.replica !== replica) continue;
      const { body: old } = entry;
      if (old.type === 'update' && old.to <= upTo) rows.push(row);
      if (old.type === 'snapshot' && isWithin(old.covers, body.covers) && !isWithin(body.covers, old.covers))
        rows.push(row);
    }
  }
  return rows;
}

const isWithin = (
  inner: Extract<Entry['body'], { type: 'snapshot' }>['covers'],
  outer: Extract<Entry['body'], { type: 'snapshot' }>['covers'],
): boolean => Object.entries(inner).every(([replica, [updates]]) => (outer[replica]?.[0] ?? 0) >= updates);
