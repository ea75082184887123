import { err, ok, type Result } from '../../shared/lib/result';
import type { RecordId } from '../../shared/records/ids';
import { KEPT_OPEN } from './engine-options';
import { OpenRecord } from './open-record';
import type { RecordLog } from './record-log-port';
import type { RecordsProblem } from './records-port';

/** Documents in memory: those used last, and every one with words that are not saved. */
export interface OpenRecords {
  /** Reads the record from the log where it is not in memory. */
  get(record: RecordId): Result<OpenRecord, RecordsProblem>;
  /** As `get`, or a new record where there is none. */
  getOrBegin(record: RecordId, kind: string): Result<OpenRecord, RecordsProblem>;
  begin(record: RecordId, kind: string): OpenRecord;
  /** Reads it anew at the next use. */
  forget(record: RecordId): void;
  inMemory(): Iterable<OpenRecord>;
  clear(): void;
}

export function createOpenRecords(log: RecordLog): OpenRecords {
  /** In the order of use. */
  const open = new Map<RecordId, OpenRecord>();

  function use(record: OpenRecord): OpenRecord {
    open.delete(record.record);
    open.set(record.record, record);
    for (const [id, other] of open) {
      if (open.size <= KEPT_OPEN) break;
      if (other.pending !== null || other === record) continue;
      open.delete(id);
      other.doc.destroy();
    }
    return record;
  }

  function load(record: RecordId): Result<OpenRecord | null, RecordsProblem> {
    const found = open.get(record);
    if (found !== undefined) return ok(use(found));
    const stored = log.read(record);
    if (!stored.ok) return stored;
    return ok(stored.value === null ? null : use(new OpenRecord(record, stored.value.kind, stored.value)));
  }

  return {
    get: (record) => {
      const loaded = load(record);
      if (!loaded.ok) return loaded;
      if (loaded.value === null) return err({ kind: 'no-such-record', message: `there is no record ${record}` });
      return ok(loaded.value);
    },
    getOrBegin: (record, kind) => {
      const loaded = load(record);
      return loaded.ok ? ok(loaded.value ?? use(new OpenRecord(record, kind, null))) : loaded;
    },
    begin: (record, kind) => use(new OpenRecord(record, kind, null)),
    forget: (record) => {
      const found = open.get(record);
      if (found?.pending !== null) return;
      open.delete(record);
      found.doc.destroy();
    },
    inMemory: () => open.values(),
    clear: () => {
      for (const record of open.values()) record.doc.destroy();
      open.clear();
    },
  };
}
