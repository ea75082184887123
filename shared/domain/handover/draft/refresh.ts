import { isEqual } from '../../../lib/equal';
import { CONDITIONS, type Before, type HandoverContent, type HandoverItem, type IfThen } from '../types';
import { notesLines } from './later';
import type { Drafted, LateFields, LiveFields, Refresh } from './types';

const LIVE = [
  'facts',
  'status',
  'begins',
  'ends',
  'sites',
  'origin',
  'closed',
] as const satisfies readonly (keyof LiveFields)[];

type Fields = Refresh['set'][number]['fields'];

/**
 * What a second look does to a draft in which people wrote meanwhile: it adds what is new, brings up to date what live data says, and
 * closes what ended. What people wrote, dismissed, merged or took out (`removed`, ids of if-thens; `isTold`, lines that were
 * put into the notes before) stays as it is.
 */
export function refreshOf(
  content: Pick<HandoverContent, 'items' | 'ifThens' | 'situation' | 'before' | 'notes'>,
  drafted: Drafted,
  removed: ReadonlySet<string> = new Set(),
  isTold: (line: string) => boolean = () => false,
): Refresh {
  const there = new Set(content.items.map(({ key }) => key));
  const add = drafted.items.filter(({ key }) => !there.has(key));
  const now = new Map([...drafted.explained, ...drafted.items].map((item) => [item.key, item]));
  const looked = content.items.map((item) => ({ item, live: liveOf(item, now.get(item.key), drafted) }));
  const over = new Set(looked.flatMap(({ item, live }) => (live.closed ? item.id : [])));
  const set = looked.flatMap(({ item, live }) => {
    const isAlone = item.mergedInto !== null && !live.closed && over.has(item.mergedInto);
    const fields: Fields = {
      ...changedFields(item, live),
      ...lateFields(item, now.get(item.key)),
      ...(isAlone ? { mergedInto: null } : {}),
    };
    return Object.keys(fields).length === 0 ? [] : [{ id: item.id, fields }];
  });
  const ifThens = missingIfThens(content, drafted, removed);
  const notes = lateNotes(content.notes, drafted, isTold);
  return {
    add,
    set,
    ifThens,
    notes: notesLines(notes),
    before: isNewer(drafted.before, content.before) ? drafted.before : null,
    situation: isEqual(content.situation, drafted.situation) ? null : drafted.situation,
    counts: {
      added: add.length + ifThens.length + notes.reduce((sum, { lines }) => sum + lines.length, 0),
      changed: set.filter(({ fields }) => fields.closed !== true && !isAgeOnly(fields)).length,
      closed: set.filter(({ fields }) => fields.closed === true).length,
    },
  };
}

/** Of what this folder has not, nothing is known: an older one takes no newer one away. */
const isNewer = (found: Before | null, known: Before | null): boolean =>
  found !== null && (known === null || (found.id !== known.id && found.at >= known.at));

/** Of handovers that came in since: of each the lines that never stood here. */
function lateNotes(notes: string, drafted: Drafted, isTold: (line: string) => boolean): Drafted['notes'] {
  const here = new Set(notes.split('\n'));
  const isNew = (line: string): boolean => !here.has(line) && !isTold(line);
  return [{ name: '', lines: drafted.left }, ...drafted.notes]
    .map(({ name, lines }) => ({ name, lines: lines.filter(isNew) }))
    .filter(({ lines }) => lines.length > 0);
}

/** On the item that is about the same, whatever id it has here; not where people dismissed it. */
function missingIfThens(
  content: Pick<HandoverContent, 'items' | 'ifThens'>,
  drafted: Drafted,
  removed: ReadonlySet<string>,
): readonly IfThen[] {
  const known = new Set([...content.ifThens.map(({ id }) => id), ...removed]);
  const keys = new Map(drafted.items.map(({ id, key }) => [id, key]));
  const here = new Map([...drafted.items, ...content.items].map((item) => [item.key, item]));
  return drafted.ifThens.flatMap((ifThen) => {
    if (known.has(ifThen.id)) return [];
    if (ifThen.item === null) return ifThen;
    const item = here.get(keys.get(ifThen.item) ?? '');
    return item?.dismissed === null ? { ...ifThen, item: item.id } : [];
  });
}

/** It was carried through more shifts than was known here: a handover came in, and what it says of it. */
function lateFields(item: HandoverItem, now: HandoverItem | undefined): Partial<LateFields> {
  if (now === undefined || now.carried <= item.carried || item.dismissed !== null) return {};
  const { carried } = now;
  // What ended here and is there again has its words already.
  if (item.closed) return { carried };
  return {
    carried,
    ...(CONDITIONS.indexOf(now.condition) < CONDITIONS.indexOf(item.condition) && { condition: now.condition }),
    ...(item.done === '' && now.done !== '' && { done: now.done }),
    ...(item.next === '' && now.next !== '' && { next: now.next }),
    ...(item.owner === null && now.owner !== null && { owner: now.owner }),
    ...(item.due === null && now.due !== null && { due: now.due }),
  };
}

/** What the look says of an item that is there. */
function liveOf(item: HandoverItem, now: HandoverItem | undefined, { howEnded }: Drafted): LiveFields {
  if (now !== undefined) return now;
  // It ended at an earlier look, and that is how it is told.
  if (item.closed) return item;
  const ended = howEnded(item);
  return ended === null ? item : { ...item, facts: ended, closed: true };
}

function changedFields(item: LiveFields, live: LiveFields): Partial<LiveFields> {
  const fields = LIVE.filter((name) => !isEqual(item[name], live[name])).map((name) => [name, live[name]] as const);
  return Object.fromEntries(fields);
}

const isAgeOnly = (fields: Fields): boolean => Object.keys(fields).every((name) => name === 'origin');
