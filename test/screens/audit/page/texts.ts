import { bottom, boxOf } from './boxes';
import { rgba, clipsOf, isDrawn, opacityOf, seenPart, selectorOf, shorten, type Clip } from './dom';
import type { Rgba } from './colour';
import type { Box } from './types';

/** One line of one text as it is drawn. */
export interface Line {
  /** The line box that the font asks for. */
  readonly box: Box;
  /** The box of what is really inked, within what can be seen; null when nothing can. */
  readonly ink: Box;
  readonly seen: Box | null;
}

export interface Text {
  readonly element: Element;
  readonly node: globalThis.Text;
  readonly value: string;
  readonly lines: readonly Line[];
  readonly clips: readonly Clip[];
  readonly fontSize: number;
  readonly weight: number;
  readonly colour: Rgba;
  readonly family: string;
  readonly selector: string;
  readonly short: string;
}

const ruler = document.createElement('canvas').getContext('2d');

interface Extent {
  readonly fontAscent: number;
  readonly fontHeight: number;
  readonly inkAscent: number;
  readonly inkDescent: number;
}

function extentOf(value: string, style: CSSStyleDeclaration): Extent | null {
  if (!ruler) return null;
  ruler.font = `${style.fontStyle} ${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
  const size = ruler.measureText(value.trim());
  const height = size.fontBoundingBoxAscent + size.fontBoundingBoxDescent;
  if (!(height > 0)) return null;
  return {
    fontAscent: size.fontBoundingBoxAscent,
    fontHeight: height,
    inkAscent: size.actualBoundingBoxAscent,
    inkDescent: size.actualBoundingBoxDescent,
  };
}

/** All texts that are drawn, in the order of the document. */
export function textsOf(root: Element = document.body): readonly Text[] {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const texts: Text[] = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement;
    if (
      !element ||
      (node.nodeValue ?? '').trim() === '' ||
      /^(SCRIPT|STYLE|OPTION|TITLE|NOSCRIPT)$/i.test(element.tagName)
    )
      continue;
    if (!isDrawn(element)) continue;
    const style = getComputedStyle(element);
    const colour = rgba((element as Element) instanceof SVGElement ? style.fill : style.color);
    // A text in no colour is there for readers only.
    if (colour[3] < 0.05) continue;
    const value = (node.nodeValue ?? '').replace(/\s+/g, ' ').trim();
    const clips = clipsOf(element);
    const lines = linesOf(node as globalThis.Text, value, style, clips);
    if (lines.length === 0) continue;
    const scale =
      (element as Element) instanceof SVGGraphicsElement
        ? ((element as Element as SVGGraphicsElement).getScreenCTM()?.d ?? 1)
        : 1;
    texts.push({
      element,
      node: node as globalThis.Text,
      value,
      lines,
      clips,
      fontSize: Number.parseFloat(style.fontSize) * scale,
      weight: Number(style.fontWeight),
      colour: [colour[0], colour[1], colour[2], colour[3] * opacityOf(element)],
      family: style.fontFamily,
      selector: selectorOf(element),
      short: shorten(value),
    });
  }
  return texts;
}

function linesOf(
  node: globalThis.Text,
  value: string,
  style: CSSStyleDeclaration,
  clips: readonly Clip[],
): readonly Line[] {
  const range = document.createRange();
  range.selectNodeContents(node);
  const extent = extentOf(value, style);
  return [...range.getClientRects()].flatMap((rect) => {
    // Far outside stand the rulers with which libraries measure their labels.
    if (rect.width < 0.5 || rect.height < 0.5 || rect.bottom < -5_000 || rect.right < -5_000) return [];
    const box = boxOf(rect);
    const scale = extent ? box.height / extent.fontHeight : 1;
    // The rectangle of a line is the font's own height around the base line; the ink is what the letters need of it.
    const base = extent ? box.top + extent.fontAscent * scale : bottom(box);
    const ink: Box = extent
      ? {
          left: box.left,
          width: box.width,
          top: base - extent.inkAscent * scale,
          height: (extent.inkAscent + extent.inkDescent) * scale,
        }
      : box;
    return [{ box, ink, seen: seenPart(ink, clips) }];
  });
}
