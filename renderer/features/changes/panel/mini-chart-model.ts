import { line } from 'd3-shape';
import type { Point } from '../../../../shared/domain/signals/types';
import type { JudgedSignal } from '../../../../shared/ipc/changes-contract';
import { SECOND, type Ms } from '../../../../shared/lib/time';

/** Paths in a box of 100 x 100 that is stretched over the room there is. */
export interface MiniChart {
  readonly before: string;
  readonly after: string;
  /** The middle 95 % of what was before, from the top; null with too little before. */
  readonly band: { readonly top: number; readonly height: number } | null;
  readonly limit: number | null;
  /** Where the change began; null where that is not in view. */
  readonly flag: number | null;
}

const LEAST_FOR_BAND = 8;

/** The buckets from an hour before the change on: a gap in the data is a gap in the line. */
export function chartOf(
  { points, periodSeconds, warning, critical }: Pick<JudgedSignal, 'points' | 'periodSeconds' | 'warning' | 'critical'>,
  startedAt: Ms | null,
): MiniChart {
  const first = points[0]?.[0];
  const last = points.at(-1)?.[0];
  if (first === undefined || last === undefined) return { before: '', after: '', band: null, limit: null, flag: null };
  const start = startedAt ?? Infinity;
  const was = points.filter(([at]) => at < start);
  const limit = warning ?? critical;
  const values = [...points.map(([, value]) => value), ...(limit === null ? [] : [limit])];
  const least = Math.min(...values);
  const most = Math.max(...values);
  const room = (most - least) * 0.1 || Math.abs(most) * 0.1 || 1;
  const [low, high] = [least - room, most + room];
  const x = (at: Ms): number => (last === first ? 50 : ((at - first) / (last - first)) * 100);
  const y = (value: number): number => 100 - ((value - low) / (high - low)) * 100;
  const path = (shown: readonly (Point | null)[]): string =>
    line<Point | null>(
      (point) => x(point?.[0] ?? 0),
      (point) => y(point?.[1] ?? 0),
    )
      .digits(1)
      .defined((point) => point !== null)(shown) ?? '';
  const is = points.filter(([at]) => at >= start);
  const joint = was.at(-1);
  const period = periodSeconds * SECOND;
  const band = was.length < LEAST_FOR_BAND ? null : middleOf(was.map(([, value]) => value));
  return {
    before: path(withGaps(was, period)),
    after: path(withGaps(joint !== undefined && is.length > 0 ? [joint, ...is] : is, period)),
    band: band && { top: y(band[1]), height: Math.max(1, y(band[0]) - y(band[1])) },
    limit: limit === null ? null : y(limit),
    flag: start >= first && start <= last + period ? Math.min(100, x(start)) : null,
  };
}

function withGaps(points: readonly Point[], period: Ms): readonly (Point | null)[] {
  return points.flatMap((point, index) => {
    const before = points[index - 1];
    return before !== undefined && point[0] - before[0] > 1.5 * period ? [null, point] : [point];
  });
}

/** Where the middle 95 % of the values lie. */
function middleOf(values: readonly number[]): readonly [low: number, high: number] {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share: number): number => {
    const place = share * (sorted.length - 1);
    const low = sorted[Math.floor(place)] ?? 0;
    const high = sorted[Math.ceil(place)] ?? low;
    return low + (high - low) * (place - Math.floor(place));
  };
  return [at(0.025), at(0.975)];
}
