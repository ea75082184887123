import { beyond, bottom, right, shared } from './boxes';
import { clipsOf, controlsOf, selectorOf, shorten, toldAround, windowBox, rgba } from './dom';
import type { Text } from './texts';
import type { Box, Finding } from './types';

/** Overflow and clipping: what sticks out of its place, and what is cut without a way to read it. */
export function cutting(texts: readonly Text[]): readonly Finding[] {
  return [...pageScrolls(), ...texts.flatMap(ofText), ...controlsOutside()];
}

function pageScrolls(): readonly Finding[] {
  const page = document.scrollingElement ?? document.documentElement;
  const wide = page.scrollWidth - innerWidth;
  const style = getComputedStyle(document.body);
  if (wide <= 0 || style.overflowX === 'hidden') return [];
  return [
    {
      rule: 'page-scrolls',
      selector: 'html',
      text: '',
      detail: `the page is ${wide} px wider than the window`,
      box: windowBox(),
    },
  ];
}

const LEAST = 1.5;

function ofText(text: Text): readonly Finding[] {
  const make = (rule: Finding['rule'], detail: string, box: Box): Finding => ({
    rule,
    selector: text.selector,
    text: text.short,
    detail,
    box,
  });
  const findings: Finding[] = [];
  let cut = false;
  // What can be scrolled to is not cut by the boxes around its scroller either.
  let reachX = false;
  let reachY = false;
  for (const clip of text.clips) {
    const ellipsis = endsInEllipsis(clip.element);
    reachX = reachX || clip.scrollsX;
    reachY = reachY || clip.scrollsY;
    for (const line of text.lines) {
      const wide = { ...line.ink, top: clip.box.top, height: 1 };
      const out = beyond(wide, clip.box);
      if (clip.cutsX && !reachX && out.x > LEAST) {
        cut = true;
        if (!ellipsis)
          findings.push(make('text-cut', `${round(out.x)} px cut by ${selectorOf(clip.element)}`, clip.box));
        else if (!isTold(text))
          findings.push(make('ellipsis-unreachable', `${round(out.x)} px cut, the whole text is nowhere`, clip.box));
        break;
      }
      const tall = beyond({ ...line.ink, left: clip.box.left, width: 1 }, clip.box);
      if (clip.cutsY && !reachY && tall.y > 0.75) {
        cut = true;
        const whole = shared({ ...line.ink, left: clip.box.left, width: 1 }, clip.box) === null;
        if (ellipsis && isTold(text)) break;
        if (ellipsis && whole)
          findings.push(make('ellipsis-unreachable', 'lines left out, the whole text is nowhere', clip.box));
        else
          findings.push(
            make(
              whole ? 'text-cut' : 'glyphs-cut',
              `${round(tall.y)} px of its height cut by ${selectorOf(clip.element)}`,
              line.box,
            ),
          );
        break;
      }
    }
    if (cut) return findings;
  }
  for (const line of text.lines) {
    if (!line.seen && text.clips.some((clip) => clip.scrollsX || clip.scrollsY)) continue;
    const out = beyond(line.ink, windowBox());
    const held = text.clips.some((clip) => (clip.scrollsX && out.x > 0) || (clip.scrollsY && out.y > 0));
    if ((out.x > LEAST || out.y > LEAST) && !held)
      return [make('outside-window', `${round(Math.max(out.x, out.y))} px outside of the window`, line.box)];
    const spilled = line.seen ? spill(text.element, line.seen) : null;
    if (spilled) return [make('spills', `${round(spilled.by)} px out of ${selectorOf(spilled.of)}`, line.box)];
  }
  return touching(text).map((by) =>
    make('lines-touch', `its lines overlap by ${round(by)} px`, text.lines[0]?.box ?? windowBox()),
  );
}

const round = (value: number): number => Math.round(value * 10) / 10;

/** The nearest boxes that look like one: a text must not run over their edge. */
function spill(element: Element, ink: Box): { readonly of: Element; readonly by: number } | null {
  let at: Element | null = element;
  for (let level = 0; at && at !== document.body && level < 5; at = at.parentElement, level += 1) {
    const style = getComputedStyle(at);
    if (
      at instanceof HTMLElement &&
      style.display !== 'inline' &&
      style.display !== 'contents' &&
      looksLikeBox(at, style)
    ) {
      const out = beyond(ink, at.getBoundingClientRect());
      // High marks over Devanagari letters reach into the padding of a line; that cuts nothing.
      const by = Math.max(out.x, out.y - 2);
      if (by > LEAST) return { of: at, by };
    }
    if (style.position === 'absolute' || style.position === 'fixed') return null;
  }
  return null;
}

function looksLikeBox(element: Element, style: CSSStyleDeclaration): boolean {
  const edged = ['Top', 'Right', 'Bottom', 'Left'].every(
    (side) =>
      Number.parseFloat(style.getPropertyValue(`border-${side.toLowerCase()}-width`)) > 0 &&
      rgba(style.getPropertyValue(`border-${side.toLowerCase()}-color`))[3] > 0.05,
  );
  return edged || rgba(style.backgroundColor)[3] > 0.05 || element.matches('button, td, th, li, article');
}

const endsInEllipsis = (element: Element): boolean => {
  const style = getComputedStyle(element);
  return (
    (style.textOverflow === 'ellipsis' && style.overflowX !== 'visible') ||
    (style.webkitLineClamp !== 'none' && style.webkitLineClamp !== '')
  );
};

/** Whether the whole text can be had: by pointing, by focus or by a reader, here or on the part that holds it. */
function isTold(text: Text): boolean {
  if (toldAround(text.element).includes(text.value)) return true;
  const part = text.element.closest('article, li, tr, [role="option"]');
  return (
    part !== null &&
    [...part.querySelectorAll('[data-hint], [title]')].some((one) => toldAround(one, 1).includes(text.value))
  );
}

/** Lines of one text that run into each other; returns by how much. */
function touching({ lines }: Text): readonly number[] {
  const sorted = [...lines].sort((a, b) => a.box.top - b.box.top);
  const worst = sorted.reduce((most, line, index) => {
    const next = sorted[index + 1];
    if (!next || next.box.top - line.box.top < 3) return most;
    const across = Math.min(right(line.ink), right(next.ink)) - Math.max(line.ink.left, next.ink.left);
    return across > 0 ? Math.max(most, bottom(line.ink) - next.ink.top) : most;
  }, 0);
  return worst > 1 ? [worst] : [];
}

/** A control is whole in its window or can be scrolled to. */
function controlsOutside(): readonly Finding[] {
  return controlsOf().flatMap(({ element, box }): readonly Finding[] => {
    const clips = clipsOf(element).filter((clip) => clip.element !== element);
    const label = shorten(element.getAttribute('aria-label') ?? element.textContent);
    const out = beyond(box, windowBox());
    const scrolls = clips.some((clip) => (clip.scrollsX && out.x > 0) || (clip.scrollsY && out.y > 0));
    const found = (detail: string): Finding => ({
      rule: 'outside-window',
      selector: selectorOf(element),
      text: label,
      detail,
      box,
    });
    if (!scrolls && (out.x > 1 || out.y > 1))
      return [found(`${round(Math.max(out.x, out.y))} px outside of the window`)];
    for (const clip of clips) {
      const cut = beyond(box, clip.box);
      if ((clip.cutsX && !clip.scrollsX && cut.x > 2) || (clip.cutsY && !clip.scrollsY && cut.y > 2))
        return [found(`${round(Math.max(cut.x, cut.y))} px cut by ${selectorOf(clip.element)}`)];
      if (clip.scrollsX || clip.scrollsY) break;
    }
    return [];
  });
}
