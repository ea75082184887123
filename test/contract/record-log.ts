import { describe, expect, it } from 'vitest';
import type { RecordLog } from '../../main/records/record-log-port';
import type { Act } from '../../shared/records/acts';
import type { Entry } from '../../shared/records/entries';

const NOW = Date.UTC(2026, 10, 25, 12);

const update = (record: string, from: number, to: number, text: string, replica = 'r-ana'): Entry => ({
  record,
  kind: 'incident',
  replica,
  person: replica.slice(2),
  at: NOW + from,
  body: {
    type: 'update',
    from,
    to,
    seen: from > 1 ? { 'r-bo': [2, 1] } : {},
    replaces: from > 2 ? { old: [1, 0] } : {},
    bytes: Buffer.from(text),
  },
});
const act = (record: string, n: number): Entry => {
  const done: Act = {
    id: `act-${n}`,
    record,
    person: 'ana',
    replica: 'r-ana',
    parents: [],
    act: 'severity',
    payload: { severity: 'SEV1', extra: { deep: [1, null, 'ü'] } },
    contentHash: 'sha256:00',
    at: NOW,
    offset: -1_500,
  };
  return {
    record,
    kind: 'incident',
    replica: 'r-ana',
    person: 'ana',
    at: NOW,
    body: { type: 'act', n, seen: {}, act: done },
  };
};

function value<T>(
  result: { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: unknown },
): T {
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}

/** Bytes compared as bytes, whichever kind of array they came in. */
const plain = (entry: Entry): unknown =>
  entry.body.type === 'act'
    ? entry
    : { ...entry, body: { ...entry.body, bytes: Buffer.from(entry.body.bytes).toString() } };
const entriesIn = (log: RecordLog, record: string): unknown[] =>
  (value(log.read(record))?.entries ?? []).map(({ entry }) => plain(entry));

/** What every log of records must do; run on the fake and on SQLite. `reopen` closes it and opens what it left behind. */
export function recordLogContract(
  name: string,
  open: () => { readonly log: RecordLog; readonly reopen: () => RecordLog },
): void {
  describe(`the log of records, ${name}`, () => {
    it('R10 gives back what was appended, in its order, also after it was opened anew', () => {
      const { log, reopen } = open();
      const entries = [update('a', 1, 1, 'one'), act('a', 1), update('a', 2, 5, 'two'), update('b', 1, 1, 'other')];
      const rows = value(log.commit({ append: entries.map((entry, i) => ({ entry, seq: i + 1 })) }));
      expect(new Set(rows).size).toBe(4);
      expect(entriesIn(log, 'a')).toEqual(entries.slice(0, 3).map(plain));
      const again = reopen();
      expect(entriesIn(again, 'a')).toEqual(entries.slice(0, 3).map(plain));
      expect(entriesIn(again, 'b')).toEqual([plain(entries[3]!)]);
      expect(value(again.read('c'))).toBeNull();
      expect(value(again.records())).toEqual([
        { id: 'a', kind: 'incident' },
        { id: 'b', kind: 'incident' },
      ]);
      expect(value(again.lastSeq())).toBe(4);
    });

    it('R10 an entry grows in place, and keeps its place', () => {
      const { log } = open();
      const [row = 0] = value(log.commit({ append: [{ entry: update('a', 1, 1, 'h'), seq: 1 }] }));
      value(log.commit({ extend: [{ row, entry: update('a', 1, 3, 'hel'), piece: update('a', 2, 3, 'el'), seq: 3 }] }));
      expect(entriesIn(log, 'a')).toEqual([plain(update('a', 1, 3, 'hel'))]);
      expect(value(log.lastSeq())).toBe(3);
    });

    it('R14 drops rows in the transaction that appends what stands for them', () => {
      const { log } = open();
      const rows = value(log.commit({ append: [1, 2].map((n) => ({ entry: update('a', n, n, `${n}`), seq: n })) }));
      const snapshot: Entry = {
        ...update('a', 1, 2, ''),
        body: { type: 'snapshot', covers: { 'r-ana': [2, 0] }, replaces: {}, bytes: Buffer.from('all') },
      };
      value(log.commit({ append: [{ entry: snapshot, seq: 3 }], drop: rows }));
      expect(entriesIn(log, 'a')).toEqual([plain(snapshot)]);
      expect(value(log.lastSeq())).toBe(3);
    });

    it('R12 marks a record dirty with every change of its log, until it is projected', () => {
      const { log, reopen } = open();
      value(log.commit({ append: [{ entry: update('a', 1, 1, 'x'), seq: 1 }] }));
      expect(value(log.dirty())).toEqual(['a']);
      const again = reopen();
      expect(value(again.dirty())).toEqual(['a']);
      const listed = { record: 'a', kind: 'incident', title: 'T', row: { n: 1 }, changedAt: NOW };
      value(again.project(new Map([['a', { ...listed, text: 'words' }]])));
      expect(value(again.dirty())).toEqual([]);
      expect(value(again.projections({ kind: 'incident' }))).toEqual([listed]);
      expect(value(again.projections({ kind: 'handover' }))).toEqual([]);
      value(again.commit({ append: [{ entry: act('a', 1), seq: 2 }] }));
      expect(value(again.dirty())).toEqual(['a']);
      value(again.project(new Map([['a', null]])));
      expect(value(again.projections({}))).toEqual([]);
    });

    it('R12 lists the newest change first, a part at a time', () => {
      const { log } = open();
      const ids = ['a', 'b', 'c'];
      value(log.commit({ append: ids.map((id, i) => ({ entry: update(id, 1, 1, id), seq: i + 1 })) }));
      value(
        log.project(
          new Map(
            ids.map((id, i) => [
              id,
              { record: id, kind: 'incident', title: id, text: '', row: null, changedAt: NOW + i },
            ]),
          ),
        ),
      );
      expect(value(log.projections({ limit: 2 })).map(({ record }) => record)).toEqual(['c', 'b']);
      expect(value(log.projections({ limit: 2, offset: 2 })).map(({ record }) => record)).toEqual(['a']);
    });

    it('keeps bytes by their hash, and small values by their name', () => {
      const { log, reopen } = open();
      const bytes = Uint8Array.from({ length: 5_000 }, (_, i) => i % 256);
      value(log.putBlob({ hash: 'h', media: 'image/png', bytes }));
      value(log.putBlob({ hash: 'h', media: 'image/png', bytes }));
      value(log.setMeta('one', '1'));
      value(log.setMeta('one', '2'));
      const again = reopen();
      const blob = value(again.getBlob('h'));
      expect([blob?.media, Buffer.compare(blob!.bytes, bytes)]).toEqual(['image/png', 0]);
      expect(value(again.getBlob('other'))).toBeNull();
      expect([value(again.meta('one')), value(again.meta('two'))]).toEqual(['2', null]);
    });
  });
}
