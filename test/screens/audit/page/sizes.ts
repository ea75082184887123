import { tooClose } from './boxes';
import { controlsOf, selectorOf, shorten } from './dom';
import { isPutAside } from './overlaps';
import type { Text } from './texts';
import type { AuditOptions, Finding } from './types';

export function sizes(texts: readonly Text[], options: AuditOptions): readonly Finding[] {
  const small = texts.flatMap((text): readonly Finding[] => {
    const least = text.element.closest(options.initials) ? options.leastFontInitials : options.leastFont;
    const [line] = text.lines;
    if (text.fontSize >= least - 0.05 || !line) return [];
    return [
      {
        rule: 'font-size',
        selector: text.selector,
        text: text.short,
        detail: `${text.fontSize.toFixed(1)} px, at least ${least}`,
        box: line.box,
      },
    ];
  });
  // A link inside of a sentence follows its line (WCAG 2.5.8, inline).
  const controls = controlsOf()
    .filter(({ element }) => getComputedStyle(element).display !== 'inline' || !element.closest('p'))
    .filter(({ element, seen }) => !isPutAside(element, seen, options.floats));
  const close = tooClose(controls.map(({ box, round }) => ({ ...box, round }))).flatMap((index): readonly Finding[] => {
    const control = controls[index];
    if (!control) return [];
    const { width, height } = control.box;
    return [
      {
        rule: 'target-size',
        selector: selectorOf(control.element),
        text: shorten(control.element.getAttribute('aria-label') ?? control.element.textContent),
        detail: `${width.toFixed(1)} x ${height.toFixed(1)} px, and another target within the 24 px around it`,
        box: control.box,
      },
    ];
  });
  return [...small, ...close];
}
