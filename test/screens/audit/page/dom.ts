import { boxOf, shared } from './boxes';
import type { Rgba } from './colour';
import type { Box } from './types';

/** Reading the page: what is drawn, where it is cut, what lies over it. */
export const windowBox = (): Box => ({ left: 0, top: 0, width: innerWidth, height: innerHeight });

export function selectorOf(element: Element): string {
  const steps: string[] = [];
  for (let at: Element | null = element; at && at !== document.body && steps.length < 4; at = at.parentElement) {
    const classes = [...at.classList].slice(0, 2).map((name) => `.${CSS.escape(name)}`);
    const { tagName } = at;
    const twins = [...(at.parentElement?.children ?? [])].filter((one) => one.tagName === tagName);
    const nth = twins.length > 1 ? `:nth-of-type(${twins.indexOf(at) + 1})` : '';
    steps.unshift(at.id ? `#${CSS.escape(at.id)}` : `${at.tagName.toLowerCase()}${classes.join('')}${nth}`);
    if (at.id) break;
  }
  return steps.join(' > ');
}

export const shorten = (text: string): string => {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > 70 ? `${line.slice(0, 69)}\u2026` : line;
};

/** The page stands still while it is audited: what was found out about an element once holds until the end. */
function remember<T>(compute: (element: Element) => T): (element: Element) => T {
  const known = new WeakMap<Element, { readonly value: T }>();
  return (element) => {
    const before = known.get(element);
    if (before) return before.value;
    const value = compute(element);
    known.set(element, { value });
    return value;
  };
}

/** Drawn at all: not hidden, not transparent, not the one-pixel box that only readers see. */
export const isDrawn = (element: Element): boolean =>
  element.isConnected && getComputedStyle(element).visibility !== 'hidden' && takesPlace(element);

const takesPlace = remember((element: Element): boolean => {
  const style = getComputedStyle(element);
  if (style.display === 'none' || Number(style.opacity) === 0) return false;
  if (style.clipPath === 'inset(50%)') return false;
  return element.parentElement === null || takesPlace(element.parentElement);
});

export const opacityOf = remember(
  (element: Element): number =>
    Number(getComputedStyle(element).opacity) * (element.parentElement ? opacityOf(element.parentElement) : 1),
);

export interface Clip {
  readonly element: Element;
  readonly box: Box;
  /** Cuts and does not let one scroll there. */
  readonly cutsX: boolean;
  readonly cutsY: boolean;
  readonly scrollsX: boolean;
  readonly scrollsY: boolean;
}

const placesAbsolute = (style: CSSStyleDeclaration): boolean =>
  style.position !== 'static' || style.transform !== 'none' || style.contain === 'paint';

/** The boxes that cut an element, from the inside out. */
export const clipsOf = remember(findClips);

function findClips(element: Element): readonly Clip[] {
  const clips: Clip[] = [];
  let position = getComputedStyle(element).position;
  // The element's own box cuts its text as well.
  for (let at: Element | null = element; at && at !== document.documentElement; at = at.parentElement) {
    const style = getComputedStyle(at);
    if (at !== element) {
      if (position === 'fixed' && style.transform === 'none') continue;
      if (position === 'absolute' && !placesAbsolute(style)) continue;
      if (style.position !== 'static' || position === 'absolute' || position === 'fixed') position = style.position;
    }
    const isSvg = at instanceof SVGSVGElement;
    const x = isSvg ? style.overflow : style.overflowX;
    const y = isSvg ? style.overflow : style.overflowY;
    if ((x === 'visible' && y === 'visible') || style.display === 'inline' || style.display === 'contents') continue;
    if (at instanceof SVGElement && !isSvg) continue;
    if (at === document.body) continue;
    const rect = at.getBoundingClientRect();
    const scrolls = (value: string, content: number, room: number): boolean =>
      (value === 'auto' || value === 'scroll') && content > room + 1;
    clips.push({
      element: at,
      box: {
        left: rect.left + (at instanceof HTMLElement ? at.clientLeft : 0),
        top: rect.top + (at instanceof HTMLElement ? at.clientTop : 0),
        width: at instanceof HTMLElement && at.clientWidth > 0 ? at.clientWidth : rect.width,
        height: at instanceof HTMLElement && at.clientHeight > 0 ? at.clientHeight : rect.height,
      },
      cutsX: x !== 'visible',
      cutsY: y !== 'visible',
      // What is panned to is reached as well as what is scrolled to.
      scrollsX: scrolls(x, at.scrollWidth, at.clientWidth) || at.hasAttribute('data-pans'),
      scrollsY: scrolls(y, at.scrollHeight, at.clientHeight),
    });
  }
  return clips;
}

/** The part of a box that can be seen through all clips and the window. */
export function seenPart(box: Box, clips: readonly Clip[]): Box | null {
  let part: Box | null = shared(box, windowBox());
  for (const clip of clips) {
    if (!part) return null;
    part = shared(part, {
      left: clip.cutsX ? clip.box.left : -1e6,
      width: clip.cutsX ? clip.box.width : 2e6,
      top: clip.cutsY ? clip.box.top : -1e6,
      height: clip.cutsY ? clip.box.height : 2e6,
    });
  }
  return part;
}

const painter = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
const parsed = new Map<string, Rgba>();

/** Any CSS colour as numbers: the engine itself paints it. */
export function rgba(colour: string): Rgba {
  const known = parsed.get(colour);
  if (known) return known;
  if (!painter) throw new Error('this page has no canvas');
  painter.canvas.width = 1;
  painter.canvas.height = 1;
  painter.fillStyle = colour;
  painter.fillRect(0, 0, 1, 1);
  const [red = 0, green = 0, blue = 0, alpha = 0] = painter.getImageData(0, 0, 1, 1).data;
  const value: Rgba = [red, green, blue, alpha / 255];
  parsed.set(colour, value);
  return value;
}

/** Whether an element paints over what is under it: 0 nothing, 1 all. */
const opaqueness = remember((element: Element): number => {
  const style = getComputedStyle(element);
  if (element instanceof SVGGeometryElement) {
    if (style.fill === 'none') return 0;
    return rgba(style.fill)[3] * Number(style.fillOpacity) * opacityOf(element);
  }
  if (element instanceof SVGElement) return 0;
  const image = style.backgroundImage === 'none' ? 0 : 0.5;
  return Math.max(rgba(style.backgroundColor)[3], image) * opacityOf(element);
});

export interface Cover {
  readonly element: Element;
  readonly opaqueness: number;
}

/** What lies over an element at a point, topmost first. Needs `catchAll`, else what lets the pointer through is missed. */
export function coversAt(element: Element, x: number, y: number): readonly Cover[] {
  const covers: Cover[] = [];
  for (const above of document.elementsFromPoint(x, y)) {
    if (above === element || above.contains(element)) break;
    if (element.contains(above)) continue;
    const value = opaqueness(above);
    if (value > 0.02) covers.push({ element: above, opaqueness: value });
  }
  return covers;
}

const CATCH_ALL = '*, *::before, *::after { pointer-events: auto !important; }';

/** Makes everything that is painted catch hit tests while `run` looks. */
export function catchingAll<T>(run: () => T): T {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(CATCH_ALL);
  const before = document.adoptedStyleSheets;
  document.adoptedStyleSheets = [...before, sheet];
  try {
    return run();
  } finally {
    document.adoptedStyleSheets = before;
  }
}

const CONTROLS = [
  'button',
  'a[href]',
  'input',
  'select',
  'textarea',
  'summary',
  '[role="button"]',
  '[role="option"]',
  '[role="tab"]',
  '[role="link"]',
  '[role="menuitem"]',
  '[role="checkbox"]',
  '[role="switch"]',
].join(', ');

export interface Control {
  readonly element: Element;
  readonly box: Box;
  readonly seen: Box;
  readonly round: boolean;
}

/** The parts one can press, as far as they can be seen. */
export function controlsOf(): readonly Control[] {
  return [...document.querySelectorAll(CONTROLS)].flatMap((element) => {
    if (!isDrawn(element)) return [];
    const box = pressable(element);
    const seen = box.width > 0 && box.height > 0 ? seenPart(box, clipsOf(element)) : null;
    if (!seen || seen.width < 2 || seen.height < 2) return [];
    return [{ element, box, seen, round: getComputedStyle(element).borderRadius === '50%' }];
  });
}

/** Its own box, or that of a pseudo element that stretches it over its container. */
function pressable(element: Element): Box {
  const after = getComputedStyle(element, '::after');
  if (after.content !== 'none' && after.position === 'absolute' && after.inset === '0px') {
    const container = getComputedStyle(element).position === 'static' ? (element as HTMLElement).offsetParent : element;
    if (container) return boxOf(container.getBoundingClientRect());
  }
  return boxOf(element.getBoundingClientRect());
}

/** All that a reader or a pointer is told about an element, its surroundings included. */
export function toldAround(element: Element, levels = 6): string {
  const told: string[] = [];
  for (let at: Element | null = element, level = 0; at && level < levels; at = at.parentElement, level += 1) {
    for (const name of ['title', 'aria-label', 'data-hint', 'aria-description']) told.push(at.getAttribute(name) ?? '');
    for (const id of (at.getAttribute('aria-describedby') ?? '').split(' '))
      if (id !== '') told.push(document.getElementById(id)?.textContent ?? '');
  }
  return told.join('\n').replace(/\s+/g, ' ');
}
