import * as Y from 'yjs';
import { ok, type Result } from '../../shared/lib/result';
import { canonicalContent } from '../../shared/records/content-hash';
import { readContent } from '../../shared/records/content';
import type { Entry, RecordHeads } from '../../shared/records/entries';
import type { ReplicaId } from '../../shared/records/ids';
import { shapeOf } from '../../shared/records/kinds';
import { buildDocument, hasPendingStructs, type OpenRecord } from './open-record';
import type { LogProblem, RecordLog, ReplicaIdentity } from './record-log-port';
import type { Saving } from './saving';

/** Whose updates a fold takes out of the log: a replica folds its own; a redaction takes all of them (R14, R40). */
export type FoldReach = 'own' | 'all';

/**
 * Shortens the log of a record: writes its present state (deleted text is gone from it) as a snapshot of this replica, reads it
 * back, and only then drops the updates it covers. False: nothing to gain, or not everything of the record is here.
 */
export function foldRecord(
  open: OpenRecord,
  reach: FoldReach,
  {
    log,
    saving,
    identity,
    now,
  }: {
    readonly log: RecordLog;
    readonly saving: Saving;
    readonly identity: ReplicaIdentity;
    readonly now: number;
  },
): Result<boolean, LogProblem> {
  const saved = saving.now();
  if (!saved.ok) return saved;
  // A snapshot of a part would be taken for the whole.
  if (!open.isReadable()) return ok(false);
  const heads = open.held.heads();
  const covered = open.rows.filter(({ entry }) => isCovered(entry, reach, identity.replica, heads));
  if (covered.length < 2 && reach === 'own') return ok(false);
  if (covered.length === 0) return ok(false);

  // From the log, not from memory: what is dropped is judged by what the log gives back.
  const stored = log.read(open.record);
  if (!stored.ok) return stored;
  if (stored.value === null || stored.value.lost.length > 0) return ok(false);
  const built = buildDocument(open.record, stored.value.entries);
  const bytes = Y.encodeStateAsUpdateV2(built.doc);
  const covers = updatesOf(heads);
  if (built.lost.length > 0 || hasPendingStructs(built.doc) || !saysTheSame(open.kind, built.doc, bytes))
    return ok(false);

  const entry: Entry = {
    record: open.record,
    kind: open.kind,
    ...identity,
    at: now,
    body: { type: 'snapshot', covers, replaces: open.held.replacedHeads(), bytes },
  };
  const written = saving.now({ open, entries: [entry] });
  if (!written.ok) return written;
  const back = log.read(open.record);
  if (!back.ok) return back;
  const old = new Set(covered.map(({ row }) => row));
  const found = back.value?.entries.some(
    ({ row, entry: { replica, body } }) =>
      !old.has(row) &&
      replica === identity.replica &&
      body.type === 'snapshot' &&
      Buffer.compare(body.bytes, bytes) === 0,
  );
  if (found !== true) return ok(false);
  const dropped = saving.now({ open, entries: [], drop: [...old] });
  return dropped.ok ? ok(true) : dropped;
}

/** Never what follows a gap: a snapshot only stands for numbers without one. */
function isCovered({ replica, body }: Entry, reach: FoldReach, own: ReplicaId, heads: RecordHeads): boolean {
  if (body.type === 'act' || (reach === 'own' && replica !== own)) return false;
  return body.type === 'snapshot' || body.to <= (heads[replica]?.[0] ?? 0);
}

/** Acts are never folded: a snapshot says nothing about them. */
function updatesOf(heads: RecordHeads): RecordHeads {
  return Object.fromEntries(
    Object.entries(heads)
      .filter(([, [updates]]) => updates > 0)
      .map(([replica, [updates]]) => [replica, [updates, 0] as const]),
  );
}

/** Whether a document made of the bytes alone says what the other says. */
function saysTheSame(kind: string, doc: Y.Doc, bytes: Uint8Array): boolean {
  const again = new Y.Doc({ gc: true });
  try {
    Y.applyUpdateV2(again, bytes);
    if (Buffer.compare(Y.encodeStateVector(again), Y.encodeStateVector(doc)) !== 0) return false;
    const shape = shapeOf(kind);
    return shape === null || canonicalContent(readContent(again, shape)) === canonicalContent(readContent(doc, shape));
  } finally {
    again.destroy();
  }
}
