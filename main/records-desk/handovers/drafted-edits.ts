import type { Drafted, DraftFacts, Refresh } from '../../../shared/domain/handover/draft/types';
import type { HandoverItem, IfThen } from '../../../shared/domain/handover/types';
import type { Content } from '../../../shared/records/content';
import type { Edit } from '../../../shared/records/edits';
import type { Json } from '../../../shared/records/ids';

type Fields = Readonly<Record<string, Json>>;

/** A new record of a draft: one transaction. */
export function creationOf(facts: DraftFacts, drafted: Drafted, title: string): readonly Edit[] {
  const { from, to, at, now, givers, receivers } = facts;
  const { items, ifThens, situation, before, unknown } = drafted;
  const set = (field: string, value: Json): Edit => ({ edit: 'set', field, value });
  const members = (field: string, all: readonly string[]): readonly Edit[] =>
    all.map((member) => ({ edit: 'include', field, member }));
  return [
    set('title', title),
    set('from', from.id),
    set('to', to.id),
    set('at', at),
    set('draftedAt', now),
    ...members('givers', givers),
    ...members('receivers', receivers),
    set('situation', plain(situation)),
    ...(before === null ? [] : [set('before', plain(before))]),
    ...(unknown.length === 0 ? [] : [{ edit: 'write', field: 'notes', text: unknown.join('\n') } as const]),
    ...items.map(addItem),
    ...ifThens.map(({ id, ...ifThen }): Edit => ({ edit: 'add', list: 'ifThens', id, fields: said(ifThen as IfThen) })),
  ];
}

/** What another look at live data changes; what people wrote stays. */
export function refreshEdits({ add, set, situation }: Refresh, { lists }: Content): readonly Edit[] {
  const known = new Set((lists['items'] ?? []).map(({ id }) => id));
  return [
    ...(situation === null ? [] : [{ edit: 'set', field: 'situation', value: plain(situation) } as const]),
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
  ];
}

const addItem = ({ id, ...item }: HandoverItem): Edit => ({
  edit: 'add',
  list: 'items',
  id,
  fields: said(stored(item)),
});

/** As the record has it: where a thing came from are two fields. */
function stored({ origin, ...fields }: Partial<HandoverItem>): Fields {
  const from = origin === undefined ? {} : { originSource: origin?.source ?? null, originAt: origin?.at ?? null };
  return { ...fields, ...from } as unknown as Fields;
}

/** What says nothing is not written. */
const said = (fields: object): Fields =>
  Object.fromEntries(
    Object.entries(fields as Fields).filter(([, value]) => value !== null && value !== '' && value !== false),
  );

/** Plain values by their types, which know no index signature. */
const plain = (value: object): Json => value as unknown as Json;
