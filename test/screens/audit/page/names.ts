import { boxOf } from './boxes';
import { isDrawn, selectorOf, toldAround } from './dom';
import type { Finding } from './types';

/** A state is shape, colour and word: the word stands in the part around the shape, or in a legend on the screen. */
export function names(): readonly Finding[] {
  return [...duplicateIds(), ...wordless()];
}

function duplicateIds(): readonly Finding[] {
  const seen = new Set<string>();
  return [...document.querySelectorAll('[id]')].flatMap((element): readonly Finding[] => {
    if (!seen.has(element.id)) {
      seen.add(element.id);
      return [];
    }
    return [
      {
        rule: 'duplicate-id',
        selector: selectorOf(element),
        text: '',
        detail: `id "${element.id}" stands twice`,
        box: boxOf(element.getBoundingClientRect()),
      },
    ];
  });
}

const PARTS = 'button, li, tr, article, header, [role], .plate, .card, figure, section, p, div';

function wordless(): readonly Finding[] {
  const legend = [...document.querySelectorAll('[data-legend]')]
    .filter(isDrawn)
    .map((one) => one.textContent)
    .join(' ')
    .toLowerCase();
  return [...document.querySelectorAll('[data-status]')].flatMap((element): readonly Finding[] => {
    const word = element.getAttribute('data-status') ?? '';
    if (!isDrawn(element) || legend.includes(word) || toldAround(element, 1).toLowerCase().includes(word)) return [];
    let at: Element | null = element;
    for (let level = 0; at && level < 4; level += 1) {
      at = at.parentElement?.closest(PARTS) ?? null;
      if (at && `${at.textContent} ${toldAround(at, 1)}`.toLowerCase().includes(word)) return [];
    }
    const rect = element.getBoundingClientRect();
    return rect.width === 0
      ? []
      : [
          {
            rule: 'status-without-word',
            selector: selectorOf(element),
            text: word,
            detail: `no word "${word}" around the shape`,
            box: boxOf(rect),
          },
        ];
  });
}
