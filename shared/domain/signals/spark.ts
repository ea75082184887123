import type { Ms } from '../../lib/time';
import type { Point } from './types';

export interface SparkInput {
  readonly points: readonly Point[];
  readonly warning: number | null;
  readonly critical: number | null;
  readonly worse: 'lower' | 'higher';
  readonly from: Ms;
  readonly to: Ms;
  readonly periodSeconds: number;
}

/** Where a line is drawn: values lie between `top` and `bottom`. */
export interface SparkBox {
  readonly width: number;
  readonly height: number;
  readonly top: number;
  readonly bottom: number;
}

/** Of the cards: its width is stretched by the page, its height is not. */
export const CARD_BOX: SparkBox = { width: 100, height: 22, top: 4.4, bottom: 18 };

/** The paths of a small line: coloured where it is beyond a limit, broken where buckets are missing. */
export interface Spark {
  readonly line: string;
  readonly outWarning: string;
  readonly outCritical: string;
  /** Height of the dashed limit; null where there is none or it is far away. */
  readonly limitY: number | null;
  readonly end: { readonly x: number; readonly y: number; readonly state: 'ok' | 'warning' | 'critical' } | null;
}

export function sparkOf(
  { points, warning, critical, worse, from, to, periodSeconds }: SparkInput,
  box: SparkBox = CARD_BOX,
): Spark {
  const shown = points.filter(([at]) => at >= from && at <= to);
  const limit = warning ?? critical;
  const values = shown.map(([, value]) => value);
  if (values.length === 0) return { line: '', outWarning: '', outCritical: '', limitY: null, end: null };
  const all = limit === null ? values : [...values, limit];
  let low = Math.min(...all);
  let high = Math.max(...all);
  // A flat line stands in the middle instead of jumping between the edges.
  const least = Math.max(Math.abs(high) * 0.08, 1e-9);
  if (high - low < least) {
    low -= least / 2;
    high += least / 2;
  }
  const x = (at: Ms): number => round(((at - from) / Math.max(1, to - from)) * box.width);
  const y = (value: number): number => round(box.bottom - ((value - low) / (high - low)) * (box.bottom - box.top));
  const gap = periodSeconds * 1_500;

  const path = (wanted: (value: number) => boolean): string => {
    let text = '';
    let last: Point | null = null;
    for (const point of shown) {
      if (!wanted(point[1])) {
        last = null;
        continue;
      }
      text += `${last && point[0] - last[0] <= gap ? 'L' : 'M'}${x(point[0])} ${y(point[1])}`;
      last = point;
    }
    return text;
  };
  const outside = (value: number, edge: number | null): boolean =>
    edge !== null && (worse === 'higher' ? value > edge : value < edge);
  const isCritical = (value: number): boolean => outside(value, critical);
  const isWarning = (value: number): boolean => !isCritical(value) && outside(value, warning);
  const last = shown.at(-1);
  return {
    line: path(() => true),
    outWarning: path(isWarning),
    outCritical: path(isCritical),
    limitY: limit === null ? null : y(limit),
    end: last
      ? {
          x: x(last[0]),
          y: y(last[1]),
          state: isCritical(last[1]) ? 'critical' : isWarning(last[1]) ? 'warning' : 'ok',
        }
      : null,
  };
}

const round = (value: number): number => Math.round(value * 10) / 10;
