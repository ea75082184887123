import { createHash } from 'node:crypto';
import { writeSync } from 'node:fs';
import { spliceBetween, type Splice } from '../shared/lib/splice';
import type { Json, RecordId } from '../shared/records/ids';
import { shapeOf } from '../shared/records/kinds';
import type { RecordView, Records } from './records/records-port';

/** One line of the trace: what became saved in one record, beside what lines of this run said of it before. */
export interface SavedLine {
  /** When the run of the program began that says it: each begins with what a record says as a whole. */
  readonly run: string;
  readonly at: string;
  readonly record: RecordId;
  readonly type: string;
  readonly localSeq: number;
  /** What kind of thing it was; empty where the same words were written anew (a fold). */
  readonly kinds: readonly SavedKind[];
  /** By `notes`, `sites`, `timeline/ID`, `act/ID`, ...; null: it is not there any more. */
  readonly changed: Readonly<Record<string, SavedText | SavedValue | null>>;
  /** SHA-256 of the canonical content, as `meridian records show ID --json` gives it. */
  readonly contentHash: string | null;
}
export type SavedKind = 'text' | 'field' | 'list' | 'act';
/** How a text grew out of what was said of it last (at the start of a run: out of nothing), and the whole of it to check that by. */
export interface SavedText extends Splice {
  readonly length: number;
  readonly sha256: string;
}
export interface SavedValue {
  readonly value: Json;
}

interface Said {
  readonly kind: SavedKind;
  /** A text as it is; anything else as JSON. */
  readonly is: string;
}

/**
 * Writes down what the records call saved (`--trace-saved FILE`), one line of JSON each time it is said: after the commit, and before
 * anybody else hears of it, so that whoever shows "saved" shows no more than stands here. A line is one write to the system and so
 * outlives this process. Returns its stop.
 */
export function traceSaved(records: Records, handle: number, onTrouble: (line: string) => void): () => void {
  const told = new Map<RecordId, ReadonlyMap<string, Said>>();
  const run = `${new Date().toISOString()} ${process.pid}`;
  return records.onSaved(({ record, localSeq }) => {
    const view = records.read(record);
    if (!view.ok) {
      onTrouble(`the trace of what is saved leaves out number ${localSeq}: ${view.error.message}`);
      return;
    }
    const now = saidBy(view.value);
    const line: SavedLine = {
      run,
      at: new Date().toISOString(),
      localSeq,
      ...lineOf(view.value, told.get(record), now),
    };
    try {
      writeSync(handle, `${JSON.stringify(line)}\n`);
      told.set(record, now);
    } catch (error) {
      // What was not written down is part of the next line.
      onTrouble(`the trace of what is saved cannot be written: ${error instanceof Error ? error.message : ''}`);
    }
  });
}

function lineOf(
  { record, kind: type, contentHash }: RecordView,
  before: ReadonlyMap<string, Said> = new Map(),
  now: ReadonlyMap<string, Said>,
): Omit<SavedLine, 'run' | 'at' | 'localSeq'> {
  const changed: Record<string, SavedText | SavedValue | null> = {};
  const kinds = new Set<SavedKind>();
  for (const [path, { kind, is }] of now) {
    const was = before.get(path)?.is;
    if (was === is) continue;
    kinds.add(kind);
    changed[path] = kind === 'text' ? textBetween(was ?? '', is) : { value: JSON.parse(is) as Json };
  }
  for (const [path, { kind }] of before) {
    if (now.has(path)) continue;
    kinds.add(kind);
    changed[path] = null;
  }
  return { record, type, kinds: [...kinds], changed, contentHash };
}

const textBetween = (was: string, is: string): SavedText => ({
  ...spliceBetween(was, is),
  length: is.length,
  sha256: createHash('sha256').update(is).digest('hex'),
});

/** All a record says, by name. */
function saidBy({ kind, content, state }: RecordView): ReadonlyMap<string, Said> {
  const said = new Map<string, Said>();
  const fields = shapeOf(kind)?.fields ?? {};
  for (const [name, value] of Object.entries(content?.fields ?? {})) {
    const isText = Object.hasOwn(fields, name) && fields[name]?.type === 'text' && typeof value === 'string';
    said.set(name, isText ? { kind: 'text', is: value } : { kind: 'field', is: JSON.stringify(value) });
  }
  for (const [list, entries] of Object.entries(content?.lists ?? {}))
    for (const { id, removed, fields: own } of entries)
      said.set(`${list}/${id}`, { kind: 'list', is: JSON.stringify({ ...(removed ? { removed } : {}), ...own }) });
  for (const { id, act, payload } of state.acts)
    said.set(`act/${id}`, { kind: 'act', is: JSON.stringify({ act, payload }) });
  return said;
}
