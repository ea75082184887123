import * as Y from 'yjs';
import { err, ok, type Result } from '../../shared/lib/result';
import { meaning, type Act } from '../../shared/records/acts';
import { contentHash } from '../../shared/records/content-hash';
import { applyEdits, type Edit } from '../../shared/records/edits';
import type { Entry } from '../../shared/records/entries';
import type { ActId } from '../../shared/records/ids';
import { shapeOf } from '../../shared/records/kinds';
import { actId } from './act-id';
import type { EngineOptions } from './engine-options';
import { unknownKind, type OpenRecord } from './open-record';
import type { ActDraft, RecordsProblem } from './records-port';
import { seenWith, withoutOwn, type Saving } from './saving';

export interface Acted {
  readonly id: ActId;
  /** What the edits changed in the document; null where there were none. */
  readonly update: Uint8Array | null;
}

/** Does an act, with the edits that belong to it: one transaction with the words that wait, or nothing of it, in memory either. */
export function actOn(
  open: OpenRecord,
  { act: name, payload }: ActDraft,
  edits: readonly Edit[],
  {
    saving,
    identity,
    clock,
    clockOffset,
    sha256,
  }: { readonly saving: Saving } & Pick<EngineOptions, 'identity' | 'clock' | 'clockOffset' | 'sha256'>,
): Result<Acted, RecordsProblem> {
  const { record, kind } = open;
  if (meaning({ act: name, payload }).act === 'unknown')
    return err({ kind: 'bad-act', message: `${name} is no act, or does not say what it must` });
  const effects = effectsOf(open, edits, null);
  if (!effects.ok) return effects;
  const update = effects.value.length === 0 ? null : Y.mergeUpdates([...effects.value]);
  const content = open.content();
  if (content === null) return err(unknownKind(kind));
  const at = clock.now();
  const body: Act = {
    id: '',
    record,
    ...identity,
    parents: open.state().heads,
    act: name,
    payload,
    contentHash: contentHash(content, sha256),
    at,
    offset: clockOffset(),
  };
  const done: Act = { ...body, id: actId(body, sha256) };
  const n = open.held.top(identity.replica)[1] + 1;
  const seen = seenWith(open, identity.replica);
  const entry = (of: Entry['body']): Entry => ({ record, kind, ...identity, at, body: of });
  const entries: Entry[] = [];
  if (update === null) entries.push(entry({ type: 'act', n, seen, act: done }));
  else {
    const [updates, acts] = seen[identity.replica] ?? [0, 0];
    const number = updates + 1;
    const others = withoutOwn(seen, identity.replica);
    entries.push(
      entry({ type: 'update', from: number, to: number, seen: others, replaces: {}, bytes: update }),
      entry({ type: 'act', n, seen: { ...seen, [identity.replica]: [number, acts] }, act: done }),
    );
  }
  const saved = saving.now({ open, entries });
  if (saved.ok) return ok({ id: done.id, update });
  if (update !== null) open.rebuild();
  return saved;
}

/** Edits the document; what that changed in it. */
export function effectsOf(
  open: OpenRecord,
  edits: readonly Edit[],
  origin: unknown,
): Result<readonly Uint8Array[], RecordsProblem> {
  const shape = shapeOf(open.kind);
  if (shape === null) return err(unknownKind(open.kind));
  const effects: Uint8Array[] = [];
  const note = (bytes: Uint8Array): void => {
    effects.push(bytes);
  };
  open.doc.on('update', note);
  const done = applyEdits(open.doc, shape, edits, origin);
  open.doc.off('update', note);
  return done.ok ? ok(effects) : done;
}
