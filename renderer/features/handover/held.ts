import { useState } from 'react';
import type { Line, SectionView } from './document/view-model';

export interface Held {
  readonly sections: readonly SectionView[];
  /** Lines that came while somebody wrote, and wait until they are asked for. */
  readonly waiting: number;
}

interface Keeper {
  readonly next: (document: string, sections: readonly SectionView[], writing: boolean) => Held;
  /** From now on everything is shown, in its order. */
  readonly show: () => void;
  /** What the person adds is shown at once. */
  readonly own: (id: string) => void;
}

/**
 * The order of the document while somebody writes in it: nothing moves, and what comes from elsewhere waits, also after the
 * field was left, since whoever leaves it is about to press something. It is shown when it is asked for.
 */
export function createKeeper(): Keeper {
  let document: string | null = null;
  let order: readonly string[] = [];
  const waiting = new Set<string>();
  const own = new Set<string>();
  const idsOf = (sections: readonly SectionView[]): readonly string[] =>
    sections.flatMap(({ lines }) => lines.map(({ item }) => item.id));

  return {
    next: (id, sections, writing) => {
      const ids = idsOf(sections);
      if (id !== document) {
        document = id;
        order = [];
        waiting.clear();
      }
      const known = new Set(order);
      if (writing) for (const one of ids) if (!known.has(one) && !own.has(one)) waiting.add(one);
      const here = new Set(ids);
      for (const one of waiting) if (!here.has(one)) waiting.delete(one);
      if (!writing && waiting.size === 0) {
        order = ids;
        return { sections, waiting: 0 };
      }
      const shown = sections.map((section): SectionView => {
        const lines = section.lines.filter(({ item }) => !waiting.has(item.id));
        return { ...section, lines: writing ? inPlace(lines, order) : lines };
      });
      order = idsOf(shown);
      return { sections: shown, waiting: waiting.size };
    },
    show: () => waiting.clear(),
    own: (id) => void own.add(id),
  };
}

/** As they stood; what is new stands at the end. */
function inPlace(lines: readonly Line[], order: readonly string[]): readonly Line[] {
  const place = new Map(order.map((id, index) => [id, index]));
  return [...lines].sort((a, b) => (place.get(a.item.id) ?? Infinity) - (place.get(b.item.id) ?? Infinity) || 0);
}

/** One keeper for as long as the screen is there. */
export function useKeeper(): Keeper {
  const [keeper] = useState(createKeeper);
  return keeper;
}
