import { notesLines } from '../../../shared/domain/handover/draft/later';
import type { Drafted, DraftFacts, Refresh } from '../../../shared/domain/handover/draft/types';
import type { HandoverContent, HandoverItem, IfThen } from '../../../shared/domain/handover/types';
import type { Content } from '../../../shared/records/content';
import type { Sha256 } from '../../../shared/records/content-hash';
import type { Edit } from '../../../shared/records/edits';
import { text, texts } from '../../../shared/records/fields';
import type { Json } from '../../../shared/records/ids';

type Fields = Readonly<Record<string, Json>>;

/** What a draft says before anybody wrote in it. */
export const draftedContent = (facts: DraftFacts, drafted: Drafted): HandoverContent => ({
  from: facts.from.id,
  to: facts.to.id,
  at: facts.at,
  draftedAt: facts.now,
  givers: facts.givers,
  receivers: facts.receivers,
  overall: null,
  sentence: '',
  situation: drafted.situation,
  items: drafted.items,
  ifThens: drafted.ifThens,
  notes: [...drafted.unknown, ...notesLines(drafted.notes)].join('\n'),
  before: drafted.before,
});

/** A new record of it: one transaction. */
export function creationOf(
  { items, ifThens, ...content }: HandoverContent,
  title: string,
  sha256: Sha256,
): readonly Edit[] {
  const { givers, receivers, sentence, notes, situation, before, ...values } = content;
  const set = (field: string, value: Json): Edit => ({ edit: 'set', field, value });
  const texts = Object.entries({ sentence, notes }).filter(([, text]) => text !== '');
  return [
    set('title', title),
    ...Object.entries(said({ ...values, situation, before })).map(([field, value]) => set(field, value)),
    ...members('givers', givers),
    ...members('receivers', receivers),
    ...members('told', toldLines(notes.split('\n'), sha256)),
    ...texts.map(([field, text]): Edit => ({ edit: 'write', field, text })),
    ...items.map(addItem),
    ...ifThens.map(addIfThen),
  ];
}

/** What another look at live data changes; what people wrote stays. */
export function refreshEdits(
  { add, set, ifThens, notes, ...values }: Refresh,
  { lists, fields }: Content,
  sha256: Sha256,
): readonly Edit[] {
  const known = new Set((lists['items'] ?? []).map(({ id }) => id));
  const written = text(fields['notes']);
  const late = [...(written === '' || written.endsWith('\n') ? [] : ['']), ...notes].join('\n');
  const { situation, before } = values;
  return [
    ...Object.entries(said({ situation, before })).map(([field, value]): Edit => ({ edit: 'set', field, value })),
    ...add.filter(({ id }) => !known.has(id)).map(addItem),
    ...set.flatMap(({ id, fields }) =>
      Object.entries(stored(fields)).map(([field, value]): Edit => ({
        edit: 'change',
        list: 'items',
        id,
        field,
        value,
      })),
    ),
    ...ifThens.map(addIfThen),
    ...(notes.length === 0
      ? []
      : [{ edit: 'splice', field: 'notes', at: written.length, remove: 0, text: late } as const]),
    ...members('told', toldLines(notes, sha256)),
  ];
}

/** Whether a line was put into the notes before, also where people took it out or wrote it anew. */
export function toldIn({ fields }: Content, sha256: Sha256): (line: string) => boolean {
  const told = new Set(texts(fields['told']));
  return (line) => toldLines([line], sha256).some((mark) => told.has(mark));
}

/** By their hash: a line that is blotted out in the notes must stand nowhere else. */
const toldLines = (lines: readonly string[], sha256: Sha256): readonly string[] =>
  lines.filter((line) => line !== '').map((line) => sha256(line));

const members = (field: string, all: readonly string[]): readonly Edit[] =>
  all.map((member) => ({ edit: 'include', field, member }));

/** Ids of the if-thens that people took out. */
export const removedIfThens = ({ lists }: Content): readonly string[] =>
  (lists['ifThens'] ?? []).flatMap(({ id, removed }) => (removed ? id : []));

const addIfThen = ({ id, ...ifThen }: IfThen): Edit => ({ edit: 'add', list: 'ifThens', id, fields: said(ifThen) });

const addItem = ({ id, ...item }: HandoverItem): Edit => ({
  edit: 'add',
  list: 'items',
  id,
  fields: said(stored(item)),
});

/** As the record has it: where a thing came from are two fields. */
function stored({ origin, ...fields }: Partial<HandoverItem>): Fields {
  const from = origin === undefined ? {} : { originSource: origin?.source ?? null, originAt: origin?.at ?? null };
  return { ...fields, ...from };
}

/** What says nothing is not written. */
const said = (fields: object): Fields =>
  Object.fromEntries(
    Object.entries(fields as Fields).filter(([, value]) => value !== null && value !== '' && value !== false),
  );
