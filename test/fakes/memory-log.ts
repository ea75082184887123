import { err, ok, type Result } from '../../shared/lib/result';
import { foldText } from '../../shared/lib/folded-words';
import { searchFacts } from '../../shared/records/search/facts';
import { visibleTags } from '../../shared/records/search/tags';
import type { SearchQuery } from '../../shared/records/search/types';
import type { Entry } from '../../shared/records/entries';
import type {
  Blob,
  Listed,
  LogProblem,
  LogWork,
  Projection,
  RecordLog,
  StoredEntry,
} from '../../main/records/record-log-port';

/** The log of records in memory, with a disk that can be made to refuse. What it holds outlives `close`, as a file does. */
export class MemoryLog implements RecordLog {
  private rows: { readonly row: number; readonly entry: Entry; readonly seq: number }[] = [];
  private nextRow = 1;
  private kinds = new Map<string, string>();
  private marks = new Set<string>();
  private projected = new Map<string, Projection>();
  private blobs = new Map<string, Blob>();
  private metas = new Map<string, string>();
  private refusal: LogProblem | null = null;
  private last: LogProblem | null = null;
  /** Transactions that were committed. */
  commits = 0;

  refuse(kind: LogProblem['kind']): void {
    this.refusal = { kind, message: `the disk says ${kind}` };
  }
  allow(): void {
    this.refusal = null;
  }

  /** As a file that was copied. */
  copy(): MemoryLog {
    const copy = new MemoryLog();
    copy.rows = [...this.rows];
    copy.nextRow = this.nextRow;
    copy.kinds = new Map(this.kinds);
    copy.marks = new Set(this.marks);
    copy.projected = new Map(this.projected);
    copy.blobs = new Map(this.blobs);
    copy.metas = new Map(this.metas);
    return copy;
  }

  commit(work: LogWork): Result<readonly number[], LogProblem> {
    return this.write(() => {
      const rows: number[] = [];
      for (const { entry, seq } of work.append ?? []) {
        const row = this.nextRow++;
        rows.push(row);
        this.rows.push({ row, entry, seq });
        this.touch(entry);
      }
      for (const { row, entry, seq } of work.extend ?? []) {
        this.rows = this.rows.map((old) => (old.row === row ? { row, entry, seq } : old));
        this.touch(entry);
      }
      const drop = new Set(work.drop ?? []);
      for (const { row, entry } of this.rows) if (drop.has(row)) this.marks.add(entry.record);
      this.rows = this.rows.filter(({ row }) => !drop.has(row));
      this.commits += 1;
      return rows;
    });
  }

  private touch({ record, kind }: Entry): void {
    if (!this.kinds.has(record)) this.kinds.set(record, kind);
    this.marks.add(record);
  }

  read(record: string): ReturnType<RecordLog['read']> {
    const kind = this.kinds.get(record);
    if (kind === undefined) return ok(null);
    const entries: StoredEntry[] = this.rows
      .filter(({ entry }) => entry.record === record)
      .map(({ row, entry }) => ({ row, entry: { ...entry, kind } }));
    return ok({ kind, entries, lost: [] });
  }

  records(): ReturnType<RecordLog['records']> {
    return ok([...this.kinds].map(([id, kind]) => ({ id, kind })));
  }
  lastSeq(): Result<number, LogProblem> {
    return ok(Math.max(0, ...this.rows.map(({ seq }) => seq), Number(this.metas.get('last-seq') ?? 0)));
  }
  dirty(): Result<readonly string[], LogProblem> {
    return ok([...this.marks]);
  }
  project(projections: ReadonlyMap<string, Projection | null>): Result<void, LogProblem> {
    return this.write(() => {
      for (const [record, projection] of projections) {
        this.marks.delete(record);
        if (projection === null) this.projected.delete(record);
        else this.projected.set(record, projection);
      }
    });
  }
  projections({
    kind,
    limit = Infinity,
    offset = 0,
  }: Parameters<RecordLog['projections']>[0]): Result<readonly Listed[], LogProblem> {
    const order = [...this.kinds.keys()];
    const all = [...this.projected.values()]
      .filter((projection) => kind === undefined || projection.kind === kind)
      .sort((a, b) => b.changedAt - a.changedAt || order.indexOf(b.record) - order.indexOf(a.record));
    return ok(all.slice(offset, offset + limit).map(({ text: _, ...listed }) => listed));
  }
  /** Every word that was typed, anywhere in the text: enough for what is tested above the log; the index has tests of its own. */
  search({ text }: SearchQuery, person: string): ReturnType<RecordLog['search']> {
    const wanted = foldText(text).split(' ');
    const records = [...this.projected.values()].filter(({ kind, row, changedAt, text: all }) => {
      const { tags } = searchFacts(kind, row, changedAt);
      return (
        visibleTags(person).some((tag) => tags.includes(tag)) && wanted.every((word) => foldText(all).includes(word))
      );
    });
    return ok({
      records: records.map(({ record, kind, title, row, changedAt }) => ({
        record,
        kind,
        title: { text: title, marks: [] },
        passages: [],
        row,
        changedAt,
      })),
      more: false,
    });
  }
  shred(): Result<void, LogProblem> {
    return this.write(() => undefined);
  }
  putBlob(blob: Blob): Result<void, LogProblem> {
    return this.write(() => void this.blobs.set(blob.hash, blob));
  }
  getBlob(hash: string): Result<Blob | null, LogProblem> {
    return ok(this.blobs.get(hash) ?? null);
  }
  meta(name: string): Result<string | null, LogProblem> {
    return ok(this.metas.get(name) ?? null);
  }
  setMeta(name: string, value: string): Result<void, LogProblem> {
    return this.write(() => void this.metas.set(name, value));
  }
  problem(): LogProblem | null {
    return this.last;
  }
  close(): void {}

  private write<T>(work: () => T): Result<T, LogProblem> {
    this.last = this.refusal;
    return this.refusal === null ? ok(work()) : err(this.refusal);
  }
}
