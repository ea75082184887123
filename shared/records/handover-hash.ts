import { isToldWith } from '../domain/handover/items';
import type { HandoverContent, HandoverItem, IfThen } from '../domain/handover/types';
import { canonicalJson, type Sha256 } from './content-hash';
import type { Json } from './ids';

/** What a signature covers (H7, R60): all that the document says, over canonical JSON; the order of its parts says nothing. */
export function handoverHash(content: HandoverContent, sha256: Sha256): string {
  const { items, ifThens, givers, receivers } = content;
  const canonical = {
    ...content,
    givers: [...givers].sort(),
    receivers: [...receivers].sort(),
    items: [...items].sort(byId),
    ifThens: [...ifThens].sort(byId),
  };
  return `sha256:${sha256(canonicalJson(canonical as unknown as Json))}`;
}

/**
 * What a read-back is of (H4, R61): all that the receiver reads of an item, with its contingencies, how it stands, and the same of what is
 * told with it. Only how old that is does not count: a look that found nothing new makes no other item.
 */
export function itemHash(
  item: HandoverItem,
  { items, ifThens }: Pick<HandoverContent, 'items' | 'ifThens'>,
  sha256: Sha256,
): string {
  const canonical = {
    ...readOf(item, ifThens),
    merged: items
      .filter((one) => isToldWith(one, item))
      .sort(byId)
      .map((one) => readOf(one, ifThens)),
  };
  return `sha256:${sha256(canonicalJson(canonical as unknown as Json))}`;
}

const readOf = ({ origin, ...read }: HandoverItem, ifThens: readonly IfThen[]) => ({
  ...read,
  source: origin?.source ?? null,
  ifThens: ifThens.filter((ifThen) => ifThen.item === read.id).sort(byId),
});

const byId = (a: { readonly id: string }, b: { readonly id: string }): number =>
  a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
