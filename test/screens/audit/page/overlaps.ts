import { distance, middle, shared } from './boxes';
import { controlsOf, coversAt, isDrawn, seenPart, clipsOf, selectorOf, shorten, type Control } from './dom';
import type { Text } from './texts';
import type { AuditOptions, Box, Finding } from './types';
import { boxOf } from './boxes';

/** What lies on what. Run inside `catchingAll`, except `coveredControls`, which asks as a pointer would. */
export function overlaps(texts: readonly Text[], options: AuditOptions): readonly Finding[] {
  return [...textOverText(texts, options), ...coveredTexts(texts, options), ...plates(options)];
}

const isFloat = (element: Element, floats: string): boolean => {
  for (let at: Element | null = element; at; at = at.parentElement)
    if (at.matches(floats) || getComputedStyle(at).position === 'fixed') return true;
  return false;
};

/** A point is visible for an element when nothing that paints lies over it. */
const isClear = (element: Element, x: number, y: number): boolean =>
  coversAt(element, x, y).every((cover) => cover.opaqueness < 0.2);

/** Behind a sheet that dims or hides it: put aside by design. */
export const isPutAside = (element: Element, box: Box, floats: string): boolean => {
  const { x, y } = middle(box);
  return coversAt(element, x, y).some(
    (cover) =>
      (cover.opaqueness > 0.2 && isFloat(cover.element, floats) && !isFloat(element, floats)) ||
      (cover.opaqueness > 0.2 && cover.element.matches(floats)),
  );
};

function textOverText(texts: readonly Text[], _options: AuditOptions): readonly Finding[] {
  const lines = texts.flatMap((text) => text.lines.flatMap(({ seen }) => (seen ? [{ text, seen }] : [])));
  const findings: Finding[] = [];
  const said = new Set<string>();
  lines.forEach((one, index) => {
    for (const other of lines.slice(index + 1)) {
      if (one.text.node === other.text.node) continue;
      const both = shared(one.seen, other.seen);
      if (!both || both.width < 2 || both.height < 2) continue;
      const { x, y } = middle(both);
      if (!isClear(one.text.element, x, y) || !isClear(other.text.element, x, y)) continue;
      const key = `${one.text.selector}|${other.text.selector}`;
      if (said.has(key)) continue;
      said.add(key);
      findings.push({
        rule: 'text-overlap',
        selector: one.text.selector,
        text: one.text.short,
        detail: `${Math.round(both.width)} x ${Math.round(both.height)} px shared with "${other.text.short}" (${other.text.selector})`,
        box: both,
      });
    }
  });
  return findings;
}

/** A text partly or wholly under something that is no float. */
function coveredTexts(texts: readonly Text[], options: AuditOptions): readonly Finding[] {
  return texts.flatMap((text): readonly Finding[] => {
    for (const { seen } of text.lines) {
      if (!seen || seen.width < 4) continue;
      const spots = [0.04, 0.5, 0.96].map((share) => seen.left + seen.width * share);
      const y = seen.top + seen.height / 2;
      const covers = spots.map((x) => coversAt(text.element, x, y).find((cover) => cover.opaqueness > 0.5));
      const hidden = covers.filter((cover) => cover !== undefined && !isFloat(cover.element, options.floats));
      if (hidden.length === 0) continue;
      return [
        {
          rule: 'text-covered',
          selector: text.selector,
          text: text.short,
          detail: `${hidden.length} of 3 places under ${selectorOf(hidden[0]?.element ?? text.element)}`,
          box: seen,
        },
      ];
    }
    return [];
  });
}

function plates(options: AuditOptions): readonly Finding[] {
  const all = [...document.querySelectorAll(options.plates)].flatMap((element) => {
    if (!isDrawn(element)) return [];
    const box = seenPart(boxOf(element.getBoundingClientRect()), clipsOf(element));
    return box ? [{ element, box }] : [];
  });
  const marks = [...document.querySelectorAll(options.markers)].filter(isDrawn).flatMap((element) => {
    const box = boxOf(element.getBoundingClientRect());
    return seenPart(box, clipsOf(element)) ? [{ element, box }] : [];
  });
  const label = (element: Element): string => shorten(element.getAttribute('aria-label') ?? element.textContent);
  const findings: Finding[] = [];
  all.forEach((one, index) => {
    for (const other of all.slice(index + 1)) {
      const both = shared(one.box, other.box);
      if (!both || both.width < 1.5 || both.height < 1.5 || one.element.contains(other.element)) continue;
      findings.push({
        rule: 'plates-overlap',
        selector: selectorOf(one.element),
        text: label(one.element),
        detail: `${Math.round(both.width)} x ${Math.round(both.height)} px shared with "${label(other.element)}"`,
        box: both,
      });
    }
    for (const mark of marks) {
      const { x, y } = middle(mark.box);
      const deep = mark.box.width / 2 - distance(x, y, one.box);
      if (deep > 1.5)
        findings.push({
          rule: 'marker-covered',
          selector: selectorOf(one.element),
          text: label(one.element),
          detail: `${Math.round(deep * 10) / 10} px over the marker "${label(mark.element)}"`,
          box: mark.box,
        });
    }
  });
  return findings;
}

/** Each control must be what the pointer hits in its middle, and share its place with no other. */
export function coveredControls(options: AuditOptions): readonly Finding[] {
  const controls = controlsOf();
  const findings: Finding[] = [];
  const name = (element: Element): string => shorten(element.getAttribute('aria-label') ?? element.textContent);
  const put = (control: Control, rule: Finding['rule'], detail: string): number =>
    findings.push({
      rule,
      selector: selectorOf(control.element),
      text: name(control.element),
      detail,
      box: control.box,
    });
  const aside = new Set<Element>();
  for (const control of controls) {
    // Scrolled out of its box but for a hair: there is no middle to hit.
    if (control.seen.height < control.box.height / 3 || control.seen.width < control.box.width / 3) continue;
    const { x, y } = middle(control.seen);
    const hit = document.elementFromPoint(x, y);
    if (!hit || control.element.contains(hit) || hit === control.element) continue;
    const style = getComputedStyle(control.element);
    if (style.pointerEvents === 'none') continue;
    if (isFloat(hit, options.floats) && !hit.contains(control.element)) {
      aside.add(control.element);
      continue;
    }
    // Stretched over its container, it shares the middle with what lies above it there: one free place is enough.
    if (
      control.seen.height > 40 &&
      spotsOf(control.seen).some((spot) => control.element.contains(document.elementFromPoint(spot.x, spot.y)))
    )
      continue;
    put(control, 'control-covered', `its middle belongs to ${selectorOf(hit)}`);
  }
  const open = controls.filter((control) => !aside.has(control.element));
  open.forEach((one, index) => {
    for (const other of open.slice(index + 1)) {
      if (one.element.contains(other.element) || other.element.contains(one.element)) continue;
      const both = shared(one.seen, other.seen);
      if (!both || both.width < 3 || both.height < 3) continue;
      // A menu lies over the edge of what is below it for as long as it is open.
      if (isFloat(one.element, '[role="menu"]') !== isFloat(other.element, '[role="menu"]')) continue;
      if (one.round && other.round) {
        const [a, b] = [middle(one.box), middle(other.box)];
        const deep = one.box.width / 2 + other.box.width / 2 - Math.hypot(a.x - b.x, a.y - b.y);
        if (deep < 3) continue;
      }
      // A small one inside of one that is stretched over the whole item is meant so, as long as it is on top.
      const [small, large] = area(one.seen) < area(other.seen) ? [one, other] : [other, one];
      const inside = shared(small.seen, large.seen);
      if (inside && area(inside) > area(small.seen) * 0.98 && area(large.seen) > area(small.seen) * 2) {
        const { x, y } = middle(small.seen);
        const hit = document.elementFromPoint(x, y);
        if (hit && small.element.contains(hit)) continue;
      }
      put(
        one,
        'controls-overlap',
        `${Math.round(both.width)} x ${Math.round(both.height)} px shared with "${name(other.element)}"`,
      );
    }
  });
  return findings;
}

const area = (box: Box): number => box.width * box.height;

const spotsOf = (box: Box): readonly { readonly x: number; readonly y: number }[] =>
  [0.1, 0.5, 0.9].flatMap((across) =>
    [0.1, 0.3, 0.7, 0.9].map((down) => ({ x: box.left + box.width * across, y: box.top + box.height * down })),
  );
