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
