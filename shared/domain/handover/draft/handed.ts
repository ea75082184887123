import type { HandoverContent, HandoverItem, IfThen } from '../types';
import { isSameEnd } from '../same-end';
import { idOf } from './item';
import type { Known } from './known';
import type { LaterHandover } from './types';

/** Said of an item whose words stand in no copy that was accepted. */
export const NOT_ACCEPTED = 'from a handover that nobody accepted';

/** What goes on from the shifts before. */
export interface Handed {
  /** As it was written last; its own id and that of what it is told with are those of this document. */
  readonly item: HandoverItem;
  /** Shifts that passed since then, at least one. */
  readonly shifts: number;
  /** Nobody accepted what it says. */
  readonly isUnaccepted: boolean;
}
export interface AllHanded {
  readonly items: readonly Handed[];
  readonly ifThens: readonly IfThen[];
}

/** The documents that a draft goes on from, oldest first: the accepted copy after those drafted apart from it, then what was written later. */
export function documentsOf({ previous, later }: Known): readonly LaterHandover[] {
  if (previous === null) return later.handovers;
  const isApart = (one: LaterHandover): boolean => one.isBeside && isSameEnd(one, previous);
  return [
    ...later.handovers.filter(isApart),
    { ...previous, isAccepted: true, isBeside: false },
    ...later.handovers.filter((one) => !isApart(one)),
  ];
}

/** The newest document that tells of a thing decides on it: what is over or taken out there comes back from no older one. */
export function allHanded(documents: readonly LaterHandover[], known: Known): AllHanded {
  const ends = [...new Set(documents.map(({ at }) => at))];
  const items = new Map<string, Handed>();
  const ifThens = new Map<string, IfThen>();
  const accepted = new Map<string, HandoverItem>();
  for (const { content, at, isAccepted, isBeside, removed } of documents) {
    const open = openOf(content, known);
    for (const { key } of content.items) if (!open.items.has(key)) items.delete(key);
    for (const [key, item] of open.items) {
      // What was only drafted there was seen by the other one, or had ended by then.
      if (isBeside && !isAccepted && !isWritten(item, open.ifThens)) continue;
      if (isAccepted) accepted.set(key, item);
      items.set(key, {
        item,
        shifts: ends.length - ends.indexOf(at),
        isUnaccepted: !isAccepted && !isSaidAlike(item, accepted.get(key)),
      });
    }
    for (const id of removed) ifThens.delete(id);
    for (const ifThen of open.ifThens) ifThens.set(ifThen.id, ifThen);
  }
  return { items: [...items.values()], ifThens: [...ifThens.values()] };
}

/** What a document hands over, each thing once. An incident that is restricted by now is told in no further document. */
export function openOf(
  { items: all, ifThens }: Pick<HandoverContent, 'items' | 'ifThens'>,
  { incidents }: Pick<Known, 'incidents'>,
): { readonly items: ReadonlyMap<string, HandoverItem>; readonly ifThens: readonly IfThen[] } {
  const restricted = new Set((incidents ?? []).flatMap(({ id, restricted }) => (restricted ? id : [])));
  const open = all
    .filter(({ closed, dismissed, kind, reference }) => {
      const isOfIncident = kind === 'incident' || kind === 'follow-up';
      return !closed && dismissed === null && !(isOfIncident && restricted.has(reference));
    })
    .sort((a, b) => (a.id < b.id ? 1 : -1));
  const places = new Map(open.map(({ id, key }) => [id, idOf(key)]));
  const placed = (id: string | null): string | null => (id === null ? null : (places.get(id) ?? null));
  return {
    items: new Map(
      open.map((item) => [item.key, { ...item, id: idOf(item.key), mergedInto: placed(item.mergedInto) }]),
    ),
    ifThens: ifThens
      .filter(({ item }) => item === null || places.has(item))
      .map((ifThen) => ({ ...ifThen, item: placed(ifThen.item) })),
  };
}

/** Holds words of people. */
const isWritten = ({ id, origin, done, next }: HandoverItem, ifThens: readonly IfThen[]): boolean =>
  origin === null || done !== '' || next !== '' || ifThens.some(({ item }) => item === id);

const WRITTEN = [
  'condition',
  'line',
  'done',
  'next',
  'owner',
  'due',
] as const satisfies readonly (keyof HandoverItem)[];
const isSaidAlike = (item: HandoverItem, other: HandoverItem | undefined): boolean =>
  other !== undefined && WRITTEN.every((name) => item[name] === other[name]);
