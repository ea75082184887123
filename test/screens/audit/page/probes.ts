import { boxOf } from './boxes';
import { leastContrast } from './colour';
import { clipsOf, controlsOf, isDrawn, seenPart, selectorOf } from './dom';
import { isPutAside } from './overlaps';
import type { Text } from './texts';
import type { AuditOptions, GraphicProbe, TextProbe } from './types';

/** What must be judged by the pixels of the screenshot. Run inside `catchingAll`. */
export function textProbes(texts: readonly Text[], { floats }: AuditOptions): readonly TextProbe[] {
  return texts.flatMap((text): readonly TextProbe[] => {
    const boxes = text.lines.flatMap(({ seen }) => (seen && !isPutAside(text.element, seen, floats) ? [seen] : []));
    if (boxes.length === 0) return [];
    return [
      {
        selector: text.selector,
        text: text.short,
        colour: text.colour,
        boxes,
        least: leastContrast(text.fontSize, text.weight),
      },
    ];
  });
}

/** State shapes, markers, and icons of controls that say nothing in words. */
export function graphicProbes(options: AuditOptions): readonly GraphicProbe[] {
  const bare = controlsOf()
    .filter(({ element }) => element.textContent.trim() === '')
    .flatMap(({ element }) => [...element.querySelectorAll('svg')]);
  const shapes = [...document.querySelectorAll('[data-status]')];
  return [...new Set<Element>([...bare, ...shapes])].flatMap((element): readonly GraphicProbe[] => {
    if (!isDrawn(element)) return [];
    const rect = boxOf(element.getBoundingClientRect());
    const box = rect.width > 3 && rect.height > 3 ? seenPart(rect, clipsOf(element)) : null;
    if (!box || box.width < rect.width - 1 || box.height < rect.height - 1) return [];
    if (isPutAside(element, box, options.floats)) return [];
    return [{ selector: selectorOf(element), box }];
  });
}
