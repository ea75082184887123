import type { HandoverContent, HandoverItem, IfThen } from '../../../shared/domain/handover/types';
import { isEqual } from '../../../shared/lib/equal';

/** What a line said in the accepted copy, field by field; empty: the line itself is new since. */
export interface Amendment {
  readonly id: string;
  readonly was: readonly { readonly field: string; readonly text: string }[];
}
export interface Amended {
  readonly items: ReadonlyMap<string, Amendment>;
  readonly ifThens: ReadonlySet<string>;
  /** What else is another: "the sentence", "notes". */
  readonly others: readonly string[];
  readonly count: number;
}

type Say = { readonly person: (id: string) => string; readonly time: (at: number) => string };

const FIELDS = ['condition', 'line', 'done', 'next', 'owner', 'due', 'dismissed', 'mergedInto'] as const;
const FIELD_WORD: Readonly<Record<(typeof FIELDS)[number], string>> = {
  condition: 'condition',
  line: 'line',
  done: 'done so far',
  next: 'next action',
  owner: 'owner',
  due: 'due',
  dismissed: 'dismissed',
  mergedInto: 'told with another',
};

/** What was written after somebody had accepted (H5): the copy counts, this says how the text differs from it. */
export function amendedOf(copy: HandoverContent, now: HandoverContent, say: Say): Amended {
  const before = new Map(copy.items.map((item) => [item.id, item]));
  const items = new Map<string, Amendment>();
  for (const item of now.items) {
    const was = before.get(item.id);
    if (was === undefined) items.set(item.id, { id: item.id, was: [] });
    else {
      const fields = FIELDS.filter((field) => was[field] !== item[field]).map((field) => ({
        field: FIELD_WORD[field],
        text: wordsOf(was, field, say),
      }));
      if (fields.length > 0) items.set(item.id, { id: item.id, was: fields });
    }
  }
  const known = new Map(copy.ifThens.map((ifThen) => [ifThen.id, ifThen]));
  const here = new Set(now.ifThens.map(({ id }) => id));
  const ifThens = new Set([
    ...now.ifThens.filter((ifThen) => !isEqual(known.get(ifThen.id), ifThen)).map(({ id }) => id),
    ...copy.ifThens.filter(({ id }) => !here.has(id)).map(({ id }: IfThen) => id),
  ]);
  const others = [
    ...(copy.sentence === now.sentence && copy.overall === now.overall ? [] : ['the situation']),
    ...(copy.notes === now.notes ? [] : ['notes']),
    ...(isEqual(copy.givers, now.givers) && isEqual(copy.receivers, now.receivers) ? [] : ['the people']),
  ];
  return { items, ifThens, others, count: items.size + ifThens.size + others.length };
}

function wordsOf(item: HandoverItem, field: (typeof FIELDS)[number], say: Say): string {
  if (field === 'owner') return item.owner === null ? 'nobody' : say.person(item.owner);
  if (field === 'due') return item.due === null ? 'open' : say.time(item.due);
  return item[field] ?? 'no';
}
