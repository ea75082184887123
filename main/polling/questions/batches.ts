import type { Ms } from '../../../shared/lib/time';
import { rangeFor, type Range } from './ranges';
import { periodOf, type Unit } from './units';

/** P2: queries of one call. P3: points of one call. */
export const MOST_QUERIES = 500;
export const MOST_POINTS = 100_800;

/** Units that one call asks over one range. */
export interface Batch {
  readonly units: readonly Unit[];
  readonly range: Range;
}

/**
 * P2, P3: the fewest calls. All periods together where the limits allow it, else one call for each period where that is
 * fewer; statistics of one metric stay in one call, because up to five of them are billed as one.
 */
export function batchesOf(units: readonly Unit[], reach: Ms, now: Ms): readonly Batch[] {
  if (units.length === 0) return [];
  const range = rangeFor(
    units.map((unit) => unit.periodSeconds),
    reach,
    now,
  );
  const together = range === null ? null : pack(units, range);
  if (together?.length === 1) return together;
  const apart = [...groupBy(units, (unit) => unit.periodSeconds)].flatMap(([period, group]) => {
    const own = rangeFor([period], reach, now);
    return own === null ? [] : pack(group, own);
  });
  return together !== null && together.length <= apart.length ? together : apart;
}

/** Units over one given range in the fewest calls; what belongs together stays together. */
export function pack(units: readonly Unit[], range: Range): readonly Batch[] {
  const clusters = clustersOf(units).sort((a, b) => b.length - a.length);
  const bins: Bin[] = [];
  const place = (group: readonly Unit[]): boolean => {
    let bin = bins.find((one) => one.takes(group));
    if (bin === undefined) {
      bin = new Bin(range);
      if (group.length > 1 && !bin.takes(group)) return false;
      bins.push(bin);
    }
    bin.add(group);
    return true;
  };
  for (const cluster of clusters) if (!place(cluster)) cluster.forEach((unit) => place([unit]));
  // The order of the workspace, so that the same signals always give the same call.
  const order = new Map(units.map((unit, index) => [unit, index]));
  return bins.map((bin) => ({ units: bin.units.sort((a, b) => (order.get(a) ?? 0) - (order.get(b) ?? 0)), range }));
}

/** What one call holds so far. */
class Bin {
  readonly units: Unit[] = [];
  private readonly stats = new Map<string, boolean>();
  private expressions = 0;
  private points = 0;
  private insights = false;

  private readonly range: Range;

  constructor(range: Range) {
    this.range = range;
  }

  takes(group: readonly Unit[]): boolean {
    // Metrics Insights: one query per call.
    const insights = group.filter((unit) => unit.expression?.insights === true).length + (this.insights ? 1 : 0);
    if (insights > 1) return false;
    const added = this.measure(group);
    return (
      this.stats.size + added.stats.size - added.known + this.expressions + added.expressions <= MOST_QUERIES &&
      this.points + added.points <= MOST_POINTS
    );
  }

  add(group: readonly Unit[]): void {
    const added = this.measure(group);
    for (const [key, returned] of added.stats) this.stats.set(key, returned);
    this.expressions += added.expressions;
    this.points += added.points;
    this.insights ||= group.some((unit) => unit.expression?.insights === true);
    this.units.push(...group);
  }

  private measure(group: readonly Unit[]): {
    stats: Map<string, boolean>;
    known: number;
    expressions: number;
    points: number;
  } {
    const stats = new Map<string, boolean>();
    let expressions = 0;
    let points = 0;
    for (const unit of group) {
      const buckets = Math.ceil((this.range.end - this.range.start) / periodOf(unit));
      if (unit.expression !== null) {
        expressions++;
        points += buckets;
      }
      for (const [name, stat] of unit.stats) {
        const was = stats.get(stat.key) ?? this.stats.get(stat.key) ?? false;
        const returned = was || unit.returned.has(name);
        if (returned && !was) points += buckets;
        stats.set(stat.key, returned);
      }
    }
    return { stats, known: [...stats.keys()].filter((key) => this.stats.has(key)).length, expressions, points };
  }
}

/** Units that share a metric, directly or through others. */
function clustersOf(units: readonly Unit[]): Unit[][] {
  const home = new Map<string, Unit[]>();
  const clusters = new Set<Unit[]>();
  for (const unit of units) {
    const keys = [...unit.stats.values()].map((stat) => stat.metricKey);
    const joined = new Set(keys.flatMap((key) => [home.get(key) ?? []]).filter((cluster) => cluster.length > 0));
    const cluster = [...[...joined].flat(), unit];
    for (const one of joined) clusters.delete(one);
    clusters.add(cluster);
    for (const member of cluster) for (const stat of member.stats.values()) home.set(stat.metricKey, cluster);
  }
  return [...clusters];
}

function groupBy<T, K>(items: readonly T[], keyOf: (item: T) => K): ReadonlyMap<K, readonly T[]> {
  const groups = new Map<K, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
}
