import type { Point } from '../../shared/domain/signals/types';
import type { Ms } from '../../shared/lib/time';

export interface SparkInput {
  readonly points: readonly Point[];
  readonly warning: number | null;
  readonly critical: number | null;
  readonly worse: 'lower' | 'higher';
  readonly from: Ms;
  readonly to: Ms;
  readonly periodSeconds: number;
}

/** A sparkline in a box 100 wide and 22 high: its width is stretched by the page, its height is not. */
export interface Spark {
  readonly line: string;
  readonly outWarning: string;
  readonly outCritical: string;
  /** Height of the dashed limit; null where there is none or it is far away. */
  readonly limitY: number | null;
  readonly end: { readonly x: number; readonly y: number; readonly state: 'ok' | 'warning' | 'critical' } | null;
}

export const SPARK_HEIGHT = 22;
const TOP = 4.4;
const BOTTOM = 18;

export function sparkOf({ points, warning, critical, worse, from, to, periodSeconds }: SparkInput): Spark {
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
  const x = (at: Ms): number => round(((at - from) / Math.max(1, to - from)) * 100);
  const y = (value: number): number => round(BOTTOM - ((value - low) / (high - low)) * (BOTTOM - TOP));
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
