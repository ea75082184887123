import * as Y from 'yjs';
import type { Act } from '../acts';
import { readContent, VALUES, type ContentEntry, type FieldConflict } from '../content';
import { applyEdits, type Edit } from '../edits';
import type { Json, RecordId } from '../ids';
import { isJson } from '../is-json';
import { readRegister, writeRegister } from '../registers';
import type { KindShape, ListShape } from '../shape';

/** Raised when an older Meridian would read a file wrongly; what is only new is kept by it and needs no new number. */
export const PORTABLE_VERSION = 1;

/**
 * A record as it leaves and comes back: plain values by the names of its kind, and beside them values this version has no name for (a
 * newer one wrote them). Acts are whole. What a field in conflict was given apart is in `conflicts` only.
 */
export interface PortableRecord {
  readonly record: RecordId;
  readonly kind: string;
  readonly fields: Readonly<Record<string, Json>>;
  readonly lists: Readonly<Record<string, readonly ContentEntry[]>>;
  readonly conflicts: readonly FieldConflict[];
  readonly acts: readonly Act[];
}

/** Names a file may bring. Those of the registers of a document are parted by `~`; no name of ours has one. */
const NAME = /^[A-Za-z][A-Za-z0-9_.-]{0,99}$/;
export const isPortableName = (name: string): boolean => NAME.test(name);

/** Reads a document as it is to leave. Total. */
export function toPortable(doc: Y.Doc, shape: KindShape, record: RecordId, acts: readonly Act[]): PortableRecord {
  const { fields, lists, conflicts } = readContent(doc, shape);
  const contested = new Set(conflicts.map(({ field }) => field));
  const known = new Set(Object.keys(shape.fields));
  const named = Object.entries(fields).filter(([name]) => !contested.has(name));
  return {
    record,
    kind: shape.kind,
    fields: whole(Object.fromEntries([...named, ...strangers(doc.getMap(VALUES), known)])),
    lists: Object.fromEntries(
      Object.entries(lists).map(([list, entries]) => [
        list,
        entries.map((entry) => portableEntry(doc, list, shape.fields[list] as ListShape, entry, contested)),
      ]),
    ),
    conflicts: conflicts
      .map(({ field, values }) => ({
        field,
        values: values.map(whole).sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)),
      }))
      .sort((a, b) => (a.field < b.field ? -1 : 1)),
    acts,
  };
}

function portableEntry(
  doc: Y.Doc,
  list: string,
  shape: ListShape,
  { id, removed, fields }: ContentEntry,
  contested: ReadonlySet<string>,
): ContentEntry {
  const known = new Set([...Object.keys(shape.fields), 'removed']);
  const named = Object.entries(fields).filter(([name]) => !contested.has(`${list}/${id}/${name}`));
  const map = doc.getMap(list).get(id);
  const others = map instanceof Y.Map ? strangers(map as Y.Map<unknown>, known) : [];
  return { id: whole(id), removed, fields: whole(Object.fromEntries([...named, ...others])) };
}

/** Values under names this version does not know. */
function strangers(map: Y.Map<unknown>, known: ReadonlySet<string>): readonly (readonly [string, Json])[] {
  const names = new Set<string>();
  for (const key of map.keys()) {
    const end = key.indexOf('~');
    if (end > 0) names.add(key.slice(0, end));
  }
  return [...names]
    .filter((name) => !known.has(name) && isPortableName(name))
    .sort()
    .flatMap((name) => {
      const value = readRegister(map, name).find((one): one is Json => isJson(one) && one !== null);
      return value === undefined ? [] : [[name, value] as const];
    });
}

/** Half a character is none in any file: it leaves as the mark for one, as it does from the log. */
function whole<T extends Json>(value: T): T {
  return mapTexts(value, (text) => text.replace(/\p{Surrogate}/gu, '\ufffd')) as T;
}
function mapTexts(value: Json, change: (text: string) => string): Json {
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) return (value as readonly Json[]).map((one) => mapTexts(one, change));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [change(name), mapTexts(one, change)]));
}

/** The Yjs update of a new document that says what the file says. The values were checked (read-plain.ts). */
export function portableUpdate(portable: PortableRecord, shape: KindShape): Uint8Array {
  const doc = new Y.Doc();
  doc.transact(() => {
    const done = applyEdits(doc, shape, editsOf(portable, shape));
    if (!done.ok) throw new Error(done.error.message);
    for (const [name, value] of Object.entries(portable.fields))
      if (!Object.hasOwn(shape.fields, name)) writeRegister(doc.getMap(VALUES), name, value);
    for (const [list, entries] of Object.entries(portable.lists)) {
      const known = (shape.fields[list] as ListShape).fields;
      for (const { id, fields } of entries) {
        const map = doc.getMap(list).get(id) as Y.Map<unknown>;
        for (const [name, value] of Object.entries(fields))
          if (!Object.hasOwn(known, name)) writeRegister(map, name, value);
      }
    }
  });
  const base = Y.encodeStateAsUpdate(doc);
  const updates = [base];
  for (const conflict of portable.conflicts) {
    // Written apart once more: each by a document that has not seen the other.
    for (const value of conflict.values) {
      const apart = new Y.Doc();
      Y.applyUpdate(apart, base);
      const done = applyEdits(apart, shape, [conflictEdit(conflict.field, value)]);
      if (!done.ok) throw new Error(done.error.message);
      updates.push(Y.encodeStateAsUpdate(apart));
    }
  }
  return updates.length === 1 ? base : Y.mergeUpdates(updates);
}

function conflictEdit(field: string, value: Json): Edit {
  const [list, id, name] = splitPath(field);
  return id === undefined || name === undefined
    ? { edit: 'set', field, value }
    : { edit: 'change', list: list ?? '', id, field: name, value };
}

/** `beganAt`, or `followUps/<id>/owner`; an id may hold anything. */
export function splitPath(field: string): readonly string[] {
  const first = field.indexOf('/');
  const last = field.lastIndexOf('/');
  return first === -1 || last === first
    ? [field]
    : [field.slice(0, first), field.slice(first + 1, last), field.slice(last + 1)];
}

/** All a new document needs to say the same, in the order of the shape. */
function editsOf({ fields, lists }: PortableRecord, shape: KindShape): readonly Edit[] {
  const edits: Edit[] = [];
  for (const [name, field] of Object.entries(shape.fields)) {
    const value = Object.hasOwn(fields, name) ? fields[name] : undefined;
    if (field.type === 'text' && typeof value === 'string') edits.push({ edit: 'write', field: name, text: value });
    if (field.type === 'value' && value !== undefined) edits.push({ edit: 'set', field: name, value });
    if (field.type === 'set')
      for (const member of (value ?? []) as readonly string[]) edits.push({ edit: 'include', field: name, member });
    if (field.type !== 'list') continue;
    for (const { id, removed, fields: given } of lists[name] ?? []) {
      const known = Object.fromEntries(Object.entries(given).filter(([one]) => Object.hasOwn(field.fields, one)));
      edits.push({ edit: 'add', list: name, id, fields: known });
      if (removed) edits.push({ edit: 'remove', list: name, id });
    }
  }
  return edits;
}
