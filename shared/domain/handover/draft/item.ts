import { groupBy } from '../../../lib/group-by';
import type { Ms } from '../../../lib/time';
import { localText } from '../../guard/words';
import type { HandoverItem } from '../types';

type Needed = Pick<HandoverItem, 'key' | 'kind' | 'name' | 'condition' | 'line' | 'facts' | 'origin'>;

/** Entries of a record are named by at most 256 letters; ARNs may be longer. */
const LONGEST = 200;

/** The same thing has the same id on every machine: two that draft apart and meet have one entry of it. */
export const idOf = (key: string): string =>
  key.length <= LONGEST ? key : `${key.slice(0, LONGEST - 9)}#${hashOf(key).toString(16).padStart(8, '0')}`;

/** FNV-1a, 32 bits: tells apart what is alike in its first letters. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash >>> 0;
}

/** An item as it is drafted: nobody has written anything in it. */
export const draftedItem = (item: Needed & Partial<HandoverItem>): HandoverItem => ({
  reference: '',
  done: '',
  next: '',
  owner: null,
  due: null,
  begins: null,
  ends: null,
  status: null,
  carried: 0,
  closed: false,
  dismissed: null,
  mergedInto: null,
  ...item,
  id: idOf(item.key),
  sites: [...new Set(item.sites)].sort(),
});

/**
 * `18 Nov 07:20 UTC`. Always with its day: a text that leaves it out while the day lasts would be another one after midnight, and the
 * item would be marked as changed.
 */
export const timeText = (at: Ms, now: Ms): string => `${localText(at, 'UTC', now)} UTC`;

/** `open, since 07:20`: parts that there are. */
export const joined = (...parts: readonly (string | null)[]): string =>
  parts.filter((part) => part !== null && part !== '').join('; ');

/** Those that have a key in common, in the order of their keys. */
export function groupsOf<T>(
  all: readonly T[],
  keyOf: (one: T) => string,
): readonly { readonly key: string; readonly first: T; readonly all: readonly T[] }[] {
  return [...groupBy(all, (one) => [keyOf(one)])]
    .sort(([a], [b]) => byText(a, b))
    .flatMap(([key, group]) => {
      const [first] = group;
      return first === undefined ? [] : { key, first, all: group };
    });
}

export const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
