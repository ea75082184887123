import { HOUR, type Ms } from '../../../../shared/lib/time';

/** What the width of the time line shows. */
export const SPANS = [24, 72, 336] as const;
export type Span = (typeof SPANS)[number];
export const SPAN_WORD: Readonly<Record<Span, string>> = { 24: '24 h', 72: '72 h', 336: '2 weeks' };

/** Pixels are counted from `base`, not from what is in view: panning moves everything at once and places nothing anew. */
export interface Scale {
  readonly base: Ms;
  readonly perHour: number;
}
/** Half open. */
export interface Range {
  readonly from: Ms;
  readonly to: Ms;
}

const tenth = (value: number): number => Math.round(value * 10) / 10;
export const xOf = ({ base, perHour }: Scale, at: Ms): number => tenth(((at - base) / HOUR) * perHour);
export const widthOf = ({ perHour }: Scale, ms: Ms): number => tenth((ms / HOUR) * perHour);
export const atOf = ({ base, perHour }: Scale, x: number): Ms => base + (x / perHour) * HOUR;

/** Where now stands when nobody panned: most of what is shown is to come. */
const NOW_AT = 0.246;
export const startAround = (now: Ms, span: Span): Ms => now - NOW_AT * span * HOUR;

/**
 * What is drawn around what is in view. It moves in steps of half a view, so that a frame of panning changes nothing but one
 * transform; what it leaves over on each side is at least half a view.
 */
export function drawnAround(from: Ms, span: Span): Range {
  const step = (span * HOUR) / 2;
  const start = Math.floor(from / step) * step;
  return { from: start - step, to: start + 4 * step };
}

/** The ground of what pans: so many views of it to each side, since to put it elsewhere paints all of it anew. */
const FLOOR = 16;
export function floorAround(from: Ms, span: Span): Range {
  const step = FLOOR * span * HOUR;
  const start = Math.floor(from / step) * step;
  return { from: start - step, to: start + 2 * step };
}

/** Time is cut into tiles, so many to a view, each drawn whole. */
const TILES = 3;
/** Drawn ahead on each side; what is farther than the second is hidden: a hand that turns back finds what it left. */
export const AHEAD = 1;
const SHOWN = 2;
/** So many to each side are kept hidden; dropping them while somebody pans would cost the frames that clear them away. */
const KEPT = 48;

/** What a line of tiles is drawn with. */
export interface Cut {
  /** Where the view begins, and who tells when it shows other tiles. */
  readonly pan: { readonly from: () => Ms; readonly tiles: { readonly subscribe: (hear: () => void) => () => void } };
  readonly span: Span;
  readonly scale: Scale;
}
/** Numbers of tiles, half open. */
export interface TileRange {
  readonly from: number;
  readonly to: number;
}

const tileLasts = (span: Span): Ms => (span * HOUR) / TILES;
export const tileAt = (at: Ms, span: Span): number => Math.floor(at / tileLasts(span));
export const timesOf = (tile: number, span: Span): Range => ({
  from: tile * tileLasts(span),
  to: (tile + 1) * tileLasts(span),
});
/** Pixels of a tile. */
export const tileWidth = (span: Span, { perHour }: Scale): number => (span * perHour) / TILES;

export const tilesOf = (from: Ms, span: Span): TileRange => {
  const first = tileAt(from, span);
  return { from: first, to: first + TILES + 1 };
};
export const seenTiles = ({ pan, span }: Cut): TileRange => tilesOf(pan.from(), span);
export const wantedTiles = ({ from, to }: TileRange): TileRange => ({ from: from - AHEAD, to: to + AHEAD });
export const covers = (a: TileRange, b: TileRange): boolean => a.from <= b.from && a.to >= b.to;
export const joined = (a: TileRange, b: TileRange): TileRange => ({
  from: Math.min(a.from, b.from),
  to: Math.max(a.to, b.to),
});
export const touches = (a: TileRange, b: TileRange): boolean => a.from < b.to && b.from < a.to;

/** One tile nearer to what shall be drawn: first where most is missing, then what is far is hidden; the same where nothing is left to do. */
export function nextTiles(shown: TileRange, seen: TileRange): TileRange {
  const { from, to } = shown;
  const wanted = wantedTiles(seen);
  const right = wanted.to - to;
  const left = from - wanted.from;
  if (right > 0 && right >= left) return { from, to: to + 1 };
  if (left > 0) return { from: from - 1, to };
  if (to > seen.to + SHOWN) return { from, to: to - 1 };
  if (from < seen.from - SHOWN) return { from: from + 1, to };
  return shown;
}

/** What stays drawn, with what is shown next: what was drawn beside it and is not too far. */
export function keptTiles(kept: TileRange, shown: TileRange): TileRange {
  if (kept.to < shown.from || shown.to < kept.from) return shown;
  const { from, to } = joined(kept, shown);
  return { from: Math.max(from, shown.from - KEPT), to: Math.min(to, shown.to + KEPT) };
}
