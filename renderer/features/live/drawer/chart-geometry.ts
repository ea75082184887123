import { area, curveStepAfter, line } from 'd3-shape';
import type { Ms } from '../../../../shared/lib/time';
import type { ChartPoint } from './chart-points';

/** Where the lines of a chart are, in pixels from its upper left corner, and the span and values that it shows. */
export interface Field {
  readonly width: number;
  readonly height: number;
  readonly from: Ms;
  readonly to: Ms;
  readonly low: number;
  readonly high: number;
}

export const xOf = ({ from, to, width }: Field, at: Ms): number => ((at - from) / (to - from)) * width;
export const yOf = ({ low, high, height }: Field, value: number): number =>
  height - ((value - low) / (high - low)) * height;
export const isInside = ({ from, to, low, high }: Field, at: Ms, value: number): boolean =>
  at >= from && at <= to && value >= low && value <= high;

/** What a chart draws, each as the `d` of one path; empty where there is nothing of it. */
export interface ChartPaths {
  readonly value: string;
  readonly outWarning: string;
  readonly outCritical: string;
  readonly warning: string;
  readonly critical: string;
  /** The usual range, closed. */
  readonly usual: string;
}

type Curve = 'value' | 'outWarning' | 'outCritical';
type Edge = 'warning' | 'critical';

export function pathsOf(points: readonly ChartPoint[], field: Field): ChartPaths {
  const x = ({ at }: ChartPoint): number => xOf(field, at);
  const curve = (of: Curve): string =>
    line<ChartPoint>(x, (point) => yOf(field, point[of] ?? 0))
      .digits(2)
      .defined((point) => point[of] !== null)(points) ?? '';
  const edge = (of: Edge): string =>
    line<ChartPoint>(x, (point) => yOf(field, point[of] ?? 0))
      .digits(2)
      .curve(curveStepAfter)
      .defined((point) => point[of] !== null)(corners(points, (a, b) => a[of] === b[of])) ?? '';
  const usual = area<ChartPoint>(
    x,
    (point) => yOf(field, point.usual?.[0] ?? 0),
    (point) => yOf(field, point.usual?.[1] ?? 0),
  )
    .digits(2)
    .curve(curveStepAfter)
    .defined((point) => point.usual !== null);
  const isSameRange = (a: ChartPoint, b: ChartPoint): boolean =>
    a.usual?.[0] === b.usual?.[0] && a.usual?.[1] === b.usual?.[1];
  return {
    value: curve('value'),
    outWarning: curve('outWarning'),
    outCritical: curve('outCritical'),
    warning: edge('warning'),
    critical: edge('critical'),
    usual: usual(corners(points, isSameRange)) ?? '',
  };
}

/** Points of steps without those that say what both neighbours say: a limit of a day is two points, not 1,440. */
const corners = (
  points: readonly ChartPoint[],
  isSame: (a: ChartPoint, b: ChartPoint) => boolean,
): readonly ChartPoint[] =>
  points.filter((point, index) => {
    const before = points[index - 1];
    const after = points[index + 1];
    return !before || !after || !isSame(before, point) || !isSame(point, after);
  });

/** Index of the point that is nearest to an instant; of two that are as near the earlier; -1 of none. */
export function nearest(points: readonly ChartPoint[], at: Ms): number {
  const after = points.findIndex((point) => point.at >= at);
  const [left, right] = [points[after - 1], points[after]];
  if (after < 0) return points.length - 1;
  return left && right && at - left.at <= right.at - at ? after - 1 : after;
}

export interface PlacedTick {
  readonly x: number;
  /** Middle of its words: under the tick, but never farther past the ends of the axis than they may. */
  readonly middle: number;
  readonly text: string;
}

/** Words of the time axis; one that would run into the word before is left out. */
export function placeTicks(
  ticks: readonly { readonly at: Ms; readonly text: string }[],
  field: Field,
  widthOf: (text: string) => number,
  past: number,
): readonly PlacedTick[] {
  let free = -past;
  return ticks.flatMap(({ at, text }) => {
    const x = xOf(field, at);
    const half = widthOf(text) / 2;
    const middle = Math.max(half - past, Math.min(field.width + past - half, x));
    if (middle - half < free) return [];
    free = middle + half + 5;
    return [{ x, middle, text }];
  });
}
