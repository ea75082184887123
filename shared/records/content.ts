import * as Y from 'yjs';
import type { Json } from './ids';
import { isJson } from './is-json';
import { readRegister } from './registers';
import type { FieldShape, KindShape, ListShape, ValueType } from './shape';

/** Values that were written apart into one field: all of them stay until somebody writes the field again (R5). */
export interface FieldConflict {
  /** `beganAt`, or `followUps/<id>/owner`. */
  readonly field: string;
  readonly values: readonly Json[];
}

/** An entry of a list, by its fields; what was never written is not there. */
export interface ContentEntry {
  readonly id: string;
  readonly removed: boolean;
  readonly fields: Readonly<Record<string, Json>>;
}

/** What a document says, in plain values: texts and values by field, sets sorted, entries sorted by id. */
export interface Content {
  readonly fields: Readonly<Record<string, Json>>;
  readonly lists: Readonly<Record<string, readonly ContentEntry[]>>;
  readonly conflicts: readonly FieldConflict[];
}

/** Root of the values of a document, and name of the mark of a removed entry. */
export const VALUES = 'values';
export const REMOVED = 'removed';

/**
 * Reads a document by the shape of its kind. Total: what is not of the shape (a newer or a hostile writer) is left out here and
 * stays in the document (R1).
 */
export function readContent(doc: Y.Doc, shape: KindShape): Content {
  const fields: Record<string, Json> = {};
  const lists: Record<string, readonly ContentEntry[]> = {};
  const conflicts: FieldConflict[] = [];
  for (const [name, field] of Object.entries(shape.fields)) {
    if (field.type === 'list') {
      lists[name] = readList(doc, name, field, conflicts);
    } else {
      const value = readField(rootOf(doc, name, field), name, name, field, conflicts);
      if (value !== null) fields[name] = value;
    }
  }
  return { fields, lists, conflicts };
}

/**
 * Only the named fields that are no lists: what costs nothing beside reading all of a long record. The same values as `readContent`
 * gives; a name the shape has not is left out.
 */
export function readFields(doc: Y.Doc, shape: KindShape, names: readonly string[]): Content['fields'] {
  const fields: Record<string, Json> = {};
  for (const name of names) {
    const field = Object.hasOwn(shape.fields, name) ? shape.fields[name] : undefined;
    if (field === undefined || field.type === 'list') continue;
    const value = readField(rootOf(doc, name, field), name, name, field, []);
    if (value !== null) fields[name] = value;
  }
  return fields;
}

function rootOf(doc: Y.Doc, name: string, field: FieldShape): unknown {
  try {
    switch (field.type) {
      case 'text':
        return doc.getText(name);
      case 'set':
        return doc.getMap(name);
      case 'value':
        return doc.getMap(VALUES);
    }
  } catch {
    // Something else holds the name in this process.
    return null;
  }
}

function readList(doc: Y.Doc, name: string, shape: ListShape, conflicts: FieldConflict[]): readonly ContentEntry[] {
  const entries: ContentEntry[] = [];
  let map: Y.Map<unknown>;
  try {
    map = doc.getMap(name);
  } catch {
    return [];
  }
  for (const [id, entry] of map.entries()) {
    if (!(entry instanceof Y.Map)) continue;
    const fields: Record<string, Json> = {};
    for (const [field, fieldShape] of Object.entries(shape.fields)) {
      const source: unknown = fieldShape.type === 'value' ? entry : entry.get(field);
      const value = readField(source, field, `${name}/${id}/${field}`, fieldShape, conflicts);
      if (value !== null) fields[field] = value;
    }
    // Removed and written to apart: it stays, words are not lost to a removal nobody saw coming.
    const marks = readRegister(entry as Y.Map<unknown>, REMOVED);
    entries.push({ id, removed: marks.length > 0 && marks.every((mark) => mark === true), fields });
  }
  return entries.sort((a, b) => (a.id < b.id ? -1 : 1));
}

function readField(
  source: unknown,
  name: string,
  path: string,
  shape: FieldShape,
  conflicts: FieldConflict[],
): Json | null {
  switch (shape.type) {
    case 'text':
      return source instanceof Y.Text ? textIn(source) || null : null;
    case 'set': {
      if (!(source instanceof Y.Map)) return null;
      const members = [...source.entries()].filter(([, mark]) => mark === true).map(([member]) => member);
      return members.length > 0 ? members.sort() : null;
    }
    case 'value': {
      if (!(source instanceof Y.Map)) return null;
      const values = readRegister(source as Y.Map<unknown>, name).filter((value): value is Json => isOf(value, shape));
      const distinct = [...new Map(values.map((value) => [JSON.stringify(value), value])).values()];
      if (distinct.length > 1) conflicts.push({ field: path, values: distinct });
      return distinct[0] ?? null;
    }
  }
}

// eslint-disable-next-line @typescript-eslint/no-base-to-string -- Y.Text writes itself as its text
const textIn = (text: Y.Text): string => text.toString();

function isOf(value: unknown, { of, oneOf }: Extract<FieldShape, { readonly type: 'value' }>): boolean {
  return isType(value, of) && (oneOf === undefined || oneOf.includes(value as string));
}

function isType(value: unknown, type: ValueType): boolean {
  switch (type) {
    case 'string':
    case 'boolean':
      return typeof value === type;
    case 'number':
    case 'instant':
      return typeof value === 'number' && Number.isFinite(value);
    case 'json':
      return isJson(value);
  }
}
