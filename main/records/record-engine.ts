import * as Y from 'yjs';
import { err, ok, type Result } from '../../shared/lib/result';
import { readFields } from '../../shared/records/content';
import { contentHash } from '../../shared/records/content-hash';
import type { Edit } from '../../shared/records/edits';
import type { RecordId } from '../../shared/records/ids';
import { shapeOf } from '../../shared/records/kinds';
import { MOST_BYTES } from '../../shared/records/parse-entry';
import { actOn, effectsOf } from './acting';
import { getBlob, putBlob } from './blobs';
import { FOLD, type EngineOptions } from './engine-options';
import { entriesFor, entriesOf, readHeads } from './exchange';
import { foldRecord, type FoldReach } from './fold-record';
import { createListeners } from './listeners';
import { FROM_LOG, unknownKind, type OpenRecord } from './open-record';
import { createOpenRecords } from './open-records';
import { createProjecting } from './projecting';
import { receiveEntries } from './receive';
import type { LogProblem } from './record-log-port';
import type { ActDraft, RecordChange, Records, RecordsHealth, RecordsProblem, RecordView, Saved } from './records-port';
import { createRedacting } from './redacting';
import { reissue } from './reissue';
import { createSaving } from './saving';
import { textOf } from './unsaved-text';

/** Starts the engine on a log. `stop` ends its timers, saves what waits and closes the log. */
export function startRecords(options: EngineOptions): Records {
  const { log, identity, clock, clockOffset, newId, sha256, projectors, retired = [], report = [] } = options;
  const changes = createListeners<RecordChange>();
  const savings = createListeners<Saved>();
  const listings = createListeners<void>();
  const healths = createListeners<RecordsHealth>();
  const records = createOpenRecords(log);
  const saving = createSaving({
    log,
    identity,
    clock,
    onSaved: (_open, saved) => {
      projecting.soon();
      savings.tell(saved);
    },
    onTrouble: () => healths.tell(health()),
  });
  const projecting = createProjecting({
    log,
    records,
    projectors,
    clock,
    onProjected: (open) => void redacting.end(open),
    onListed: listings.tell,
  });
  const redacting = createRedacting({
    log,
    records,
    clock,
    fold: (open) => fold(open, 'all'),
    project: (open) => projecting.one(open),
  });
  /** Records that were changed and grew long: folded when nobody has touched them for a while. */
  const folding = new Map<RecordId, () => void>();
  let stopped = false;

  for (const replica of retired) {
    const mark = log.meta(`reissued/${replica}`);
    if (!mark.ok || mark.value !== null) continue;
    // What is cut off here goes on at the next start.
    if (reissue(log, replica, identity, clock.now()).ok) log.setMeta(`reissued/${replica}`, identity.replica);
  }

  function health(): RecordsHealth {
    return {
      ...identity,
      notSaved: saving.notSaved(),
      unsaved: [...saving.unsaved].map(({ record }) => record),
      report,
    };
  }

  /** Queues what a change made in the document, and tells. */
  function changed(open: OpenRecord, bytes: Uint8Array, update: Uint8Array | null, origin: unknown): void {
    open.queue(bytes, clock.now());
    saving.soon(open);
    changes.tell({ record: open.record, update, origin });
    foldLater(open);
  }

  /** Takes an update into the document. One that fails half way leaves nothing: the document is made anew from the log. */
  function take(open: OpenRecord, update: Uint8Array, origin: unknown): Result<boolean, RecordsProblem> {
    let effects = 0;
    const note = (): void => {
      effects += 1;
    };
    const { doc } = open;
    doc.on('update', note);
    try {
      Y.applyUpdate(doc, update, origin);
      return ok(effects > 0);
    } catch {
      return err({ kind: 'bad-update', message: 'the change cannot be understood' });
    } finally {
      doc.off('update', note);
    }
  }

  function edit(open: OpenRecord, edits: readonly Edit[], origin: unknown): Result<void, RecordsProblem> {
    const done = effectsOf(open, edits, origin);
    if (!done.ok) return done;
    for (const effect of done.value) changed(open, effect, effect, origin);
    return ok(undefined);
  }

  function foldLater(open: OpenRecord): void {
    folding.get(open.record)?.();
    folding.delete(open.record);
    if (stopped || !isLong(open)) return;
    folding.set(
      open.record,
      clock.after(FOLD.after, () => {
        folding.delete(open.record);
        const again = records.get(open.record);
        if (again.ok) fold(again.value, 'own');
      }),
    );
  }

  const fold = (open: OpenRecord, reach: FoldReach): Result<boolean, LogProblem> =>
    foldRecord(open, reach, { log, saving, identity, now: clock.now() });

  function endRedactions(record: RecordId): Result<void, RecordsProblem> {
    const opened = records.get(record);
    return opened.ok ? redacting.end(opened.value) : opened;
  }

  function act(record: RecordId, draft: ActDraft, edits: readonly Edit[] = []): Result<string, RecordsProblem> {
    const opened = records.get(record);
    if (!opened.ok) return opened;
    const done = actOn(opened.value, draft, edits, { saving, identity, clock, clockOffset, sha256 });
    if (!done.ok) return done;
    changes.tell({ record, update: done.value.update, origin: null });
    return ok(done.value.id);
  }

  // What the last run did not get to.
  redacting.endAll();
  projecting.soon();

  return {
    create: (kind, edits, origin) => {
      if (shapeOf(kind) === null) return err(unknownKind(kind));
      const open = records.begin(newId(), kind);
      const done = edit(open, edits, origin);
      if (!done.ok) {
        records.forget(open.record);
        return done;
      }
      // A record with nothing in it is one all the same: an update that changes nothing names it in the log.
      if (open.pending === null) changed(open, Y.encodeStateAsUpdate(open.doc), null, origin);
      return ok(open.record);
    },
    list: (query) => log.projections(query),
    search: (query) => log.search(query, identity.person),
    catchUp: () => {
      if (saving.now().ok) projecting.now();
    },
    read: (record) => {
      const opened = records.get(record);
      return opened.ok ? ok(view(opened.value)) : opened;
    },
    glance: (record, names) => {
      const opened = records.get(record);
      if (!opened.ok) return opened;
      const { kind, doc } = opened.value;
      const shape = shapeOf(kind);
      return ok({ kind, fields: shape === null ? null : readFields(doc, shape, names) });
    },
    document: (record) => {
      const opened = records.get(record);
      return opened.ok ? ok(Y.encodeStateAsUpdate(opened.value.doc)) : opened;
    },
    applyUpdate: (record, update, origin) => {
      const opened = records.get(record);
      if (!opened.ok) return opened;
      if (update.byteLength > MOST_BYTES)
        return err({
          kind: 'too-large',
          message: `a change of ${update.byteLength} bytes is more than a record takes`,
        });
      const open = opened.value;
      const aside = pendingStructs(open.doc);
      const taken = take(open, update, origin);
      if (!taken.ok) {
        open.rebuild();
        return taken;
      }
      // Known already: a window that came back says again what it said.
      if (!taken.value && pendingStructs(open.doc) === aside) return ok(undefined);
      changed(open, update, update, origin);
      return ok(undefined);
    },
    edit: (record, edits, origin) => {
      const opened = records.get(record);
      return opened.ok ? edit(opened.value, edits, origin) : opened;
    },
    act,
    redact: (record, reason, edits) => {
      // Asks the disk for real: where it takes nothing, nothing is begun.
      const begun = redacting.begin(record);
      if (!begun.ok) return begun;
      const done = act(record, { act: 'redact', payload: { reason } }, edits);
      endRedactions(record);
      return done;
    },
    endRedactions,
    flush: () => saving.now(),
    fold: (record) => {
      const opened = records.get(record);
      return opened.ok ? fold(opened.value, 'own') : opened;
    },
    health,
    unsavedText: () => [...saving.unsaved].map(textOf).join('\n\n'),
    heads: () => {
      const saved = saving.now();
      return saved.ok ? readHeads(log) : saved;
    },
    entriesSince: (heads) => {
      const saved = saving.now();
      if (!saved.ok) return saved;
      for (const open of records.inMemory()) saving.seal(open);
      return entriesFor(log, heads);
    },
    entriesOf: (record) => {
      const opened = records.get(record);
      if (!opened.ok) return opened;
      const saved = saving.now();
      if (!saved.ok) return saved;
      // What was handed out never changes (R10).
      saving.seal(opened.value);
      return entriesOf(log, record);
    },
    receive: (entries, whole) =>
      receiveEntries(entries, {
        whole: whole !== undefined,
        records,
        saving,
        sha256,
        apply: (open, update) => {
          const taken = take(open, update, FROM_LOG);
          if (!taken.ok) {
            open.rebuild();
            return taken;
          }
          changes.tell({ record: open.record, update, origin: null });
          return ok(undefined);
        },
        onTaken: (open, taken) => {
          if (taken.some(({ body }) => body.type === 'act'))
            changes.tell({ record: open.record, update: null, origin: null });
          redacting.end(open);
        },
      }),
    putBlob: (media, bytes) => putBlob(log, sha256, media, bytes),
    getBlob: (hash) => getBlob(log, sha256, hash),
    onChange: changes.add,
    onSaved: savings.add,
    onListed: listings.add,
    onHealth: healths.add,
    stop: () => {
      stopped = true;
      for (const cancel of folding.values()) cancel();
      folding.clear();
      const saved = saving.now();
      saving.stop();
      redacting.stop();
      projecting.stop();
      if (saved.ok) projecting.now();
      records.clear();
      log.close();
      return saved;
    },
  };

  function view(open: OpenRecord): RecordView {
    const content = open.content();
    return {
      record: open.record,
      kind: open.kind,
      content,
      contentHash: content === null ? null : contentHash(content, sha256),
      state: open.state(),
      waiting: open.held.waiting(),
      lost: open.lost,
      notSaved: open.pending === null ? null : saving.notSaved(),
    };
  }
}

/** By identity: whether more waits for its parents than before. */
const pendingStructs = (doc: Y.Doc): unknown => doc.store.pendingStructs?.update ?? null;

const isLong = ({ rows }: OpenRecord): boolean => {
  let bytes = 0;
  for (const { entry } of rows) bytes += entry.body.type === 'act' ? 0 : entry.body.bytes.length;
  return rows.length > FOLD.rows || bytes > FOLD.bytes;
};
