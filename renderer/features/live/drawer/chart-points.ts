import type { SignalView } from '../../../../shared/domain/snapshot/types';
import type { Point } from '../../../../shared/domain/signals/types';
import type { SignalHistory } from '../../../../shared/ipc/types';
import { HOUR, type Ms } from '../../../../shared/lib/time';

/** One x of the chart. Values are scaled to the unit of the axis; null is a gap, never a zero. */
export interface ChartPoint {
  readonly at: Ms;
  readonly value: number | null;
  /** False where the line only crosses a limit between two buckets, or where nothing was measured. */
  readonly isBucket: boolean;
  /** The same line where it is outside of a limit; both lines share the crossing point. */
  readonly outWarning: number | null;
  readonly outCritical: number | null;
  readonly usual: readonly [low: number, high: number] | null;
  readonly warning: number | null;
  readonly critical: number | null;
}

export type Limits = SignalHistory['limits'];
export type Usual = SignalHistory['usual'];

export interface PointsInput {
  readonly points: readonly Point[];
  readonly limits: Limits;
  readonly usual: Usual;
  readonly worse: SignalView['worse'];
  readonly period: Ms;
  readonly factor: number;
  readonly from: Ms;
  readonly to: Ms;
}

type Level = 'none' | 'warning' | 'critical';

/**
 * The rows of a chart, ascending: every bucket, where the line crosses a limit, where it breaks, and, where nothing was
 * measured, the edges of the usual range and of the limits, which are known all the same.
 */
export function pointsOf(input: PointsInput): readonly ChartPoint[] {
  const { points, period, from, to } = input;
  const rows: ChartPoint[] = [];
  const silence = (start: Ms, end: Ms): void => {
    if (end > start) rows.push(...edges(input, start, end).map((at) => rowAt(input, at, null)));
  };
  const [first] = points;
  silence(from, first ? first[0] : to);
  for (const [index, point] of points.entries()) {
    const before = points[index - 1];
    if (before && point[0] - before[0] > period * 1.5) silence(before[0] + period, point[0]);
    else if (before) rows.push(...crossings(input, before, point));
    rows.push(rowAt(input, point[0], point[1]));
  }
  const last = points.at(-1);
  if (last) silence(last[0] + 1, to);
  if ((rows.at(-1)?.at ?? from) < to) rows.push(rowAt(input, to, null));
  return rows;
}

/** Where usual range or limits change within a span without points, and its start. */
function edges({ usual, limits }: PointsInput, start: Ms, end: Ms): readonly Ms[] {
  const changes = [...usual.map((hour) => hour.at), ...limits.map((limit) => limit.at)];
  const inside = changes.filter((at) => at > start && at < end);
  return [...new Set([start, ...inside])].sort((a, b) => a - b);
}

const limitAt = ({ limits }: PointsInput, at: Ms): Limits[number] =>
  limits.findLast((limit) => limit.at <= at) ?? limits[0] ?? { at, warning: null, critical: null };

function rowAt(input: PointsInput, at: Ms, value: number | null, level?: Level | 'both'): ChartPoint {
  const { usual, factor } = input;
  const limit = limitAt(input, at);
  const hour = usual.find((one) => one.at <= at && at < one.at + HOUR);
  const out = level ?? (value === null ? 'none' : levelOf(input, at, value));
  const y = value === null ? null : value * factor;
  return {
    at,
    value: y,
    isBucket: value !== null && level === undefined,
    outWarning: out === 'warning' || out === 'both' ? y : null,
    outCritical: out === 'critical' || out === 'both' ? y : null,
    usual: hour ? [hour.low * factor, hour.high * factor] : null,
    warning: limit.warning === null ? null : limit.warning * factor,
    critical: limit.critical === null ? null : limit.critical * factor,
  };
}

function levelOf(input: PointsInput, at: Ms, value: number): Level {
  const { warning, critical } = limitAt(input, at);
  const outside = (edge: number | null): boolean =>
    edge !== null && (input.worse === 'higher' ? value > edge : value < edge);
  return outside(critical) ? 'critical' : outside(warning) ? 'warning' : 'none';
}

/**
 * Where the line between two buckets meets a limit. The coloured stretch begins and ends there, not at the next bucket;
 * at the critical limit it changes its colour, so both stretches share that point.
 */
function crossings(input: PointsInput, a: Point, b: Point): readonly ChartPoint[] {
  const from = levelOf(input, a[0], a[1]);
  const to = levelOf(input, b[0], b[1]);
  if (from === to) return [];
  const { warning, critical } = limitAt(input, b[0]);
  const cut = (edge: number | null, level: Level | 'both'): readonly ChartPoint[] => {
    if (edge === null || b[1] === a[1]) return [];
    const share = (edge - a[1]) / (b[1] - a[1]);
    // A limit that jumps between two buckets is met by neither.
    return share > 0 && share < 1 ? [rowAt(input, a[0] + (b[0] - a[0]) * share, edge, level)] : [];
  };
  return [...cut(warning, 'warning'), ...cut(critical, warning === null ? 'critical' : 'both')].sort(
    (x, y) => x.at - y.at,
  );
}
