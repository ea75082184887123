import { readPinned, type PinnedSignal } from '../../domain/incident/pinned-content';
import type { SparkInput } from '../../domain/signals/spark';
import type { Point } from '../../domain/signals/types';
import { SECOND, type Ms } from '../../lib/time';
import type { PinnedSnapshot } from '../incident';

/** One signal over all that was pinned of it. */
export interface Impact {
  readonly name: string;
  readonly unit: string;
  readonly chart: SparkInput;
  /** Worst value that was pinned, and when its bucket began. */
  readonly worst: Point;
  readonly limit: number;
  /** Buckets beyond the limit, as time. */
  readonly outside: Ms;
  readonly snapshots: number;
}

/** More are in the other formats. */
const MOST = 4;

/**
 * What the pinned snapshots measured of each signal that went beyond a limit, the longest first. Nothing is estimated: buckets that no
 * snapshot holds are not counted.
 */
export function impactOf(snapshots: readonly PinnedSnapshot[]): readonly Impact[] {
  const all = new Map<string, PinnedSignal[]>();
  for (const { content } of snapshots) {
    const pinned = readPinned(content);
    for (const signal of pinned.signals) {
      const key = `${pinned.site ?? ''}\n${signal.id}`;
      const known = all.get(key);
      const named = pinned.site === null ? signal : { ...signal, name: `${signal.name}, ${pinned.site}` };
      if (known === undefined) all.set(key, [named]);
      else known.push(named);
    }
  }
  return [...all.values()]
    .flatMap(impactOfSignal)
    .sort((a, b) => b.outside - a.outside || (a.name < b.name ? -1 : 1))
    .slice(0, MOST);
}

function impactOfSignal(pinned: readonly PinnedSignal[]): readonly Impact[] {
  const charts = pinned.flatMap(({ chart }) => (chart === null ? [] : [chart]));
  const [first] = pinned;
  // Limits may have moved meanwhile: those of the newest snapshot count.
  const newest = charts.reduce<SparkInput | null>(
    (best, one) => (best === null || one.to >= best.to ? one : best),
    null,
  );
  const limit = newest?.warning ?? newest?.critical ?? null;
  if (first === undefined || newest === null || limit === null) return [];
  const byStart = new Map(charts.flatMap(({ points }) => points.map(([at, value]) => [at, value] as const)));
  const points: readonly Point[] = [...byStart].sort(([a], [b]) => a - b);
  const sign = newest.worse === 'higher' ? 1 : -1;
  const beyond = points.filter(([, value]) => (value - limit) * sign > 0);
  const [from, to] = [points[0]?.[0], points.at(-1)?.[0]];
  if (beyond.length === 0 || from === undefined || to === undefined) return [];
  const worst = beyond.reduce((a, b) => ((b[1] - a[1]) * sign > 0 ? b : a));
  return [
    {
      name: first.name,
      unit: first.unit,
      chart: { ...newest, points, from, to },
      worst,
      limit,
      outside: beyond.length * newest.periodSeconds * SECOND,
      snapshots: charts.length,
    },
  ];
}
