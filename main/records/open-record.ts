import * as Y from 'yjs';
import type { Act } from '../../shared/records/acts';
import { readContent, type Content } from '../../shared/records/content';
import type { Entry } from '../../shared/records/entries';
import { foldActs, type RecordState } from '../../shared/records/fold';
import { HeldEntries } from '../../shared/records/held';
import type { RecordId } from '../../shared/records/ids';
import { shapeOf } from '../../shared/records/kinds';
import { applyBody } from './yjs-bytes';
import type { LostRow, RowId, StoredEntry, StoredRecord } from './record-log-port';
import type { RecordsProblem } from './records-port';

/** Words that are in the document and not yet in the log: one Yjs update and how many were typed into it. */
export interface Pending {
  readonly bytes: Uint8Array;
  readonly count: number;
  readonly at: number;
}

/** The last entry of the log, as long as it may grow (R10). */
export interface Tail {
  readonly row: RowId;
  readonly entry: Entry;
  readonly seq: number;
}

/** Marks what the engine itself puts into a document from the log: no news for anybody. */
export const FROM_LOG = Symbol('from the log');

/** One record in memory: its document, what is here of its log, and what is not saved yet. */
export class OpenRecord {
  readonly record: RecordId;
  readonly kind: string;
  doc: Y.Doc;
  readonly held = new HeldEntries();
  readonly lost: LostRow[] = [];
  /** Rows of the log by what they hold, for folding. */
  rows: readonly StoredEntry[];
  pending: Pending | null = null;
  tail: Tail | null = null;
  usedAt = 0;
  private acts: readonly Act[] = [];
  private folded: RecordState | null = null;
  private content_: Content | null = null;

  constructor(record: RecordId, kind: string, stored: StoredRecord | null) {
    this.record = record;
    this.kind = kind;
    this.rows = stored?.entries ?? [];
    this.lost.push(...(stored?.lost ?? []));
    const built = buildDocument(record, this.rows);
    this.doc = built.doc;
    this.lost.push(...built.lost);
    const unreadable = new Set(built.lost.map(({ row }) => row));
    for (const { row, entry } of this.rows) if (!unreadable.has(row)) this.hold(entry);
    this.watch();
  }

  /** Makes the document anew of what is saved and what waits to be: a change that failed half way leaves it in no known state. */
  rebuild(): void {
    this.doc.destroy();
    this.doc = buildDocument(this.record, this.rows).doc;
    if (this.pending !== null) Y.applyUpdate(this.doc, this.pending.bytes, FROM_LOG);
    this.content_ = null;
    this.watch();
  }

  private watch(): void {
    this.doc.on('update', () => {
      this.content_ = null;
    });
  }

  /** Whether the updates of the act's writer that came before the act are here. */
  hasSeenBy(act: Act): boolean {
    const entry = this.rows.find(({ entry: { body } }) => body.type === 'act' && body.act.id === act.id)?.entry;
    if (entry?.body.type !== 'act') return false;
    const [needed] = entry.body.seen[entry.replica] ?? [0, 0];
    return (this.held.heads()[entry.replica]?.[0] ?? 0) >= needed;
  }

  /** Takes note of an entry; an update of it is applied by the caller. */
  hold(entry: Entry): void {
    this.held.take(entry);
    if (entry.body.type !== 'act') return;
    this.acts = [...this.acts, entry.body.act];
    this.folded = null;
  }

  /** Null for a kind this version does not know. */
  content(): Content | null {
    const shape = shapeOf(this.kind);
    if (shape === null) return null;
    this.content_ ??= readContent(this.doc, shape);
    return this.content_;
  }

  state(): RecordState {
    this.folded ??= foldActs(this.acts);
    return this.folded;
  }

  /** Nothing of what is here waits for something else, or could not be read. */
  isReadable(): boolean {
    return this.lost.length === 0 && !hasPendingStructs(this.doc);
  }

  /** Nothing of it is known to be missing. */
  isWhole(): boolean {
    return this.isReadable() && this.held.waiting().length === 0;
  }

  queue(bytes: Uint8Array, at: number): void {
    const { pending } = this;
    this.pending =
      pending === null
        ? { bytes, count: 1, at }
        : { bytes: Y.mergeUpdates([pending.bytes, bytes]), count: pending.count + 1, at: pending.at };
  }
}

export const unknownKind = (kind: string): RecordsProblem => ({
  kind: 'unknown-kind',
  message: `records of the kind ${kind} belong to a newer Meridian; they are kept as they are`,
});

/** Yjs keeps updates whose parents are missing aside until these come. */
export const hasPendingStructs = (doc: Y.Doc): boolean =>
  doc.store.pendingStructs !== null || doc.store.pendingDs !== null;

/**
 * A document of what the rows hold. A row that cannot be applied costs only itself: it stays in the log and is named (R51).
 */
export function buildDocument(
  record: RecordId,
  rows: readonly StoredEntry[],
): { readonly doc: Y.Doc; readonly lost: readonly LostRow[] } {
  const lost: LostRow[] = [];
  let left = rows;
  for (;;) {
    const doc = new Y.Doc({ gc: true });
    const culprit = applyRows(doc, left);
    if (culprit === null) return { doc, lost };
    // A row that fails half way leaves its half in the document: it is built again without it.
    doc.destroy();
    left = left.filter(({ row }) => row !== culprit.row);
    lost.push({
      row: culprit.row,
      record,
      replica: culprit.entry.replica,
      what: 'an update that cannot be understood',
    });
  }
}

/** Returns the row that failed. */
function applyRows(doc: Y.Doc, rows: readonly StoredEntry[]): StoredEntry | null {
  for (const stored of rows) {
    const { body } = stored.entry;
    if (body.type === 'act') continue;
    try {
      applyBody(doc, body, FROM_LOG);
    } catch {
      return stored;
    }
  }
  return null;
}
