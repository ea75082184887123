import * as Y from 'yjs';
import { err, ok, type Result } from '../lib/result';
import { REMOVED, VALUES } from './content';
import type { Json } from './ids';
import { isJson } from './is-json';
import { writeRegister } from './registers';
import type { FieldShape, KindShape, ListShape } from './shape';

/**
 * What a person changes in a record, as plain values. Several are applied as one: all of them or none.
 * Texts are written with the least change, so that words typed elsewhere meanwhile stay.
 */
export type Edit =
  /** The whole new text of a text field. */
  | { readonly edit: 'write'; readonly field: string; readonly text: string }
  /** One change of a text: at a place (UTF-16 units) so many are taken away and a text put in. */
  | {
      readonly edit: 'splice';
      readonly field: string;
      readonly at: number;
      readonly remove: number;
      readonly text: string;
    }
  /** Null takes the value away. */
  | { readonly edit: 'set'; readonly field: string; readonly value: Json }
  | { readonly edit: 'include' | 'exclude'; readonly field: string; readonly member: string }
  /** A new entry; ids are chosen by the caller and never reused. */
  | {
      readonly edit: 'add';
      readonly list: string;
      readonly id: string;
      readonly fields: Readonly<Record<string, Json>>;
    }
  | {
      readonly edit: 'change';
      readonly list: string;
      readonly id: string;
      readonly field: string;
      readonly value: Json;
    }
  /** Hides an entry; its words stay in the log and come back with `restore`. */
  | { readonly edit: 'remove' | 'restore'; readonly list: string; readonly id: string };

export interface EditProblem {
  readonly kind: 'no-such-field' | 'wrong-value' | 'no-such-entry' | 'entry-exists';
  readonly message: string;
}

/** Applies all edits in one transaction, or none of them and says why. */
export function applyEdits(
  doc: Y.Doc,
  shape: KindShape,
  edits: readonly Edit[],
  origin?: unknown,
): Result<void, EditProblem> {
  const added = new Set<string>();
  for (const edit of edits) {
    const problem = check(doc, shape, edit, added);
    if (problem !== null) return err(problem);
    if (edit.edit === 'add') added.add(`${edit.list} ${edit.id}`);
  }
  doc.transact(() => edits.forEach((edit) => apply(doc, shape, edit)), origin);
  return ok(undefined);
}

function check(doc: Y.Doc, shape: KindShape, edit: Edit, added: ReadonlySet<string>): EditProblem | null {
  const name = 'field' in edit && !('list' in edit) ? edit.field : 'list' in edit ? edit.list : '';
  const field = Object.hasOwn(shape.fields, name) ? shape.fields[name] : undefined;
  const bad = (kind: EditProblem['kind'], what: string): EditProblem => ({ kind, message: what });
  if (field === undefined) return bad('no-such-field', `${shape.kind} has no field ${name}`);
  switch (edit.edit) {
    case 'write':
    case 'splice':
      return field.type === 'text' ? null : bad('no-such-field', `${name} is no text`);
    case 'set':
      if (field.type !== 'value') return bad('no-such-field', `${name} is no value`);
      return fits(edit.value, field) ? null : bad('wrong-value', `${name} cannot be ${JSON.stringify(edit.value)}`);
    case 'include':
    case 'exclude':
      return field.type === 'set' ? null : bad('no-such-field', `${name} is no set`);
    case 'add':
    case 'change':
    case 'remove':
    case 'restore': {
      if (field.type !== 'list') return bad('no-such-field', `${name} is no list`);
      const exists = doc.getMap(name).has(edit.id) || added.has(`${name} ${edit.id}`);
      if (edit.edit === 'add' && exists) return bad('entry-exists', `${name} has an entry ${edit.id} already`);
      if (edit.edit !== 'add' && !exists) return bad('no-such-entry', `${name} has no entry ${edit.id}`);
      const values = edit.edit === 'add' ? edit.fields : edit.edit === 'change' ? { [edit.field]: edit.value } : {};
      return checkEntry(name, field, values);
    }
  }
}

function checkEntry(list: string, shape: ListShape, values: Readonly<Record<string, Json>>): EditProblem | null {
  for (const [name, value] of Object.entries(values)) {
    const field = Object.hasOwn(shape.fields, name) ? shape.fields[name] : undefined;
    if (field === undefined) return { kind: 'no-such-field', message: `${list} has no field ${name}` };
    if (!fits(value, field))
      return { kind: 'wrong-value', message: `${list} ${name} cannot be ${JSON.stringify(value)}` };
  }
  return null;
}

function fits(value: Json, shape: FieldShape): boolean {
  switch (shape.type) {
    case 'text':
      return typeof value === 'string';
    case 'set':
      return Array.isArray(value) && value.every((member) => typeof member === 'string');
    case 'value': {
      if (value === null) return true;
      if (shape.oneOf !== undefined && !shape.oneOf.includes(value as string)) return false;
      if (shape.of === 'json') return isJson(value);
      if (shape.of === 'instant' || shape.of === 'number') return typeof value === 'number' && Number.isFinite(value);
      return typeof value === shape.of;
    }
  }
}

function apply(doc: Y.Doc, shape: KindShape, edit: Edit): void {
  switch (edit.edit) {
    case 'write':
      writeText(doc.getText(edit.field), edit.text);
      return;
    case 'splice': {
      const text = doc.getText(edit.field);
      const at = Math.min(Math.max(0, Math.trunc(edit.at)), text.length);
      const remove = Math.min(Math.max(0, Math.trunc(edit.remove)), text.length - at);
      if (remove > 0) text.delete(at, remove);
      if (edit.text !== '') text.insert(at, edit.text);
      return;
    }
    case 'set':
      writeRegister(doc.getMap(VALUES), edit.field, edit.value);
      return;
    case 'include':
      if (doc.getMap(edit.field).get(edit.member) !== true) doc.getMap(edit.field).set(edit.member, true);
      return;
    case 'exclude':
      doc.getMap(edit.field).delete(edit.member);
      return;
    case 'add': {
      const entry = new Y.Map<unknown>();
      doc.getMap(edit.list).set(edit.id, entry);
      const list = shape.fields[edit.list];
      if (list?.type !== 'list') return;
      for (const [name, field] of Object.entries(list.fields)) {
        // Texts are made with their entry: made later and apart, one of two would be lost.
        if (field.type === 'text') entry.set(name, new Y.Text());
      }
      for (const [name, value] of Object.entries(edit.fields)) writeEntryField(entry, list, name, value);
      return;
    }
    case 'change':
    case 'remove':
    case 'restore': {
      const entry = doc.getMap(edit.list).get(edit.id);
      const list = shape.fields[edit.list];
      if (!(entry instanceof Y.Map) || list?.type !== 'list') return;
      if (edit.edit === 'change') writeEntryField(entry as Y.Map<unknown>, list, edit.field, edit.value);
      else writeRegister(entry as Y.Map<unknown>, REMOVED, edit.edit === 'remove');
    }
  }
}

function writeEntryField(entry: Y.Map<unknown>, list: ListShape, name: string, value: Json): void {
  const shape = list.fields[name];
  if (shape?.type === 'text' && typeof value === 'string') {
    let text = entry.get(name);
    if (!(text instanceof Y.Text)) {
      text = new Y.Text();
      entry.set(name, text);
    }
    writeText(text as Y.Text, value);
  } else {
    writeRegister(entry, name, value);
  }
}

/** Changes a text into another by one splice: what both begin and end with stays untouched. Never cuts a surrogate pair. */
export function writeText(text: Y.Text, next: string): void {
  // eslint-disable-next-line @typescript-eslint/no-base-to-string -- Y.Text writes itself as its text
  const before = text.toString();
  if (before === next) return;
  let start = 0;
  while (start < before.length && start < next.length && before[start] === next[start]) start++;
  let end = 0;
  const most = Math.min(before.length, next.length) - start;
  while (end < most && before[before.length - 1 - end] === next[next.length - 1 - end]) end++;
  if (start > 0 && isHigh(before.charCodeAt(start - 1))) start--;
  if (end > 0 && isLow(before.charCodeAt(before.length - end))) end--;
  if (before.length - end > start) text.delete(start, before.length - end - start);
  if (next.length - end > start) text.insert(start, next.slice(start, next.length - end));
}

const isHigh = (unit: number): boolean => unit >= 0xd800 && unit <= 0xdbff;
const isLow = (unit: number): boolean => unit >= 0xdc00 && unit <= 0xdfff;
