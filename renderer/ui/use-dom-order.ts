import { useLayoutEffect, useRef, useState, type RefObject } from 'react';
import { fewestMoves } from './fewest-moves';

/**
 * A ranked list whose items change places all the time. React moves every item that stands behind one that rises, and one that
 * has the focus loses it: here React has the items in an order that stays (`items`), and those few elements are moved that must
 * be, never the focused one. Children of `parent` carry their key as `data-key`.
 */
export function useDomOrder<T, E extends HTMLElement>(
  ranked: readonly T[],
  keyOf: (item: T) => string,
): { readonly parent: RefObject<E | null>; readonly items: readonly T[] } {
  const parent = useRef<E>(null);
  const [settle] = useState(() => settler<T>());
  const items = settle(ranked, keyOf);
  useLayoutEffect(() => {
    if (parent.current === null) return;
    const place = new Map(ranked.map((item, index) => [keyOf(item), index]));
    const children = [...parent.current.children] as HTMLElement[];
    const places = children.map((child) => place.get(child.dataset['key'] ?? '') ?? Infinity);
    const focused = children.findIndex((child) => child.contains(document.activeElement));
    const moves = new Set(fewestMoves(places, focused));
    if (moves.size === 0) return;
    const order = children.map((_, index) => index).sort((a, b) => (places[a] ?? 0) - (places[b] ?? 0));
    let next: HTMLElement | null = null;
    for (const index of order.reverse()) {
      const child: HTMLElement | undefined = children[index];
      if (child === undefined) continue;
      if (moves.has(index)) parent.current.insertBefore(child, next);
      next = child;
    }
  });
  return { parent, items };
}

/** Items in the order in which they first came. */
function settler<T>() {
  let known: readonly string[] = [];
  return (ranked: readonly T[], keyOf: (item: T) => string): readonly T[] => {
    const byKey = new Map(ranked.map((item) => [keyOf(item), item]));
    const seen = new Set(known);
    known = [...known.filter((key) => byKey.has(key)), ...[...byKey.keys()].filter((key) => !seen.has(key))];
    return known.flatMap((key) => byKey.get(key) ?? []);
  };
}
