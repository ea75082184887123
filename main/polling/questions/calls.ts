import { STATISTICS_PER_METRIC } from '../../../shared/domain/spend/prices';
import { writeExpression } from './expression';
import type { Range } from './ranges';
import type { Stat, Unit } from './units';

/** A MetricDataQuery in the shape of the API. */
export type Query =
  | {
      readonly Id: string;
      readonly MetricStat: {
        readonly Metric: {
          readonly Namespace: string;
          readonly MetricName: string;
          readonly Dimensions: readonly { readonly Name: string; readonly Value: string }[];
        };
        readonly Period: number;
        readonly Stat: string;
        readonly Unit?: string;
      };
      readonly ReturnData: boolean;
    }
  | { readonly Id: string; readonly Expression: string; readonly Period?: number; readonly ReturnData: boolean };

/** One unit within one call: under which ids its answer will come. */
export interface Asked {
  readonly unit: Unit;
  /** The id its values come under. */
  readonly valueId: string;
  /** Ids of the denominators it wants to see (S5). */
  readonly denominatorIds: readonly string[];
  /** Every metric's id it uses, and what its own file calls it. */
  readonly names: ReadonlyMap<string, string>;
}

/** One GetMetricData call, pages aside. */
export interface MetricCall {
  readonly input: Readonly<Record<string, unknown>>;
  readonly asked: readonly Asked[];
  readonly range: Range;
  /** Ids whose points come back. */
  readonly returnedIds: ReadonlySet<string>;
  /** What each page of it is billed as (P5). */
  readonly billedMetrics: number;
}

/** P2: ids are unique per call, the same stat is asked once, statistics of one metric stand side by side. */
export function callOf(
  units: readonly Unit[],
  range: Range,
  scanBy: 'TimestampDescending' | 'TimestampAscending' = 'TimestampDescending',
): MetricCall {
  const stats = new Map<string, { stat: Stat; returned: boolean }>();
  for (const unit of units) {
    for (const [name, stat] of unit.stats) {
      const known = stats.get(stat.key);
      stats.set(stat.key, { stat, returned: (known?.returned ?? false) || unit.returned.has(name) });
    }
  }
  const places = new Map<string, number>();
  for (const { stat } of stats.values()) if (!places.has(stat.metricKey)) places.set(stat.metricKey, places.size);
  const sorted = [...stats.values()].sort(
    (a, b) => (places.get(a.stat.metricKey) ?? 0) - (places.get(b.stat.metricKey) ?? 0),
  );

  const ids = new Map<string, string>();
  const queries: Query[] = sorted.map(({ stat, returned }, index) => {
    const id = `q${index}`;
    ids.set(stat.key, id);
    return metricQuery(id, stat, returned);
  });
  const asked = units.map((unit): Asked => {
    const idOf = (name: string): string => ids.get(unit.stats.get(name)?.key ?? '') ?? name;
    const names = new Map([...unit.stats.keys()].map((name) => [idOf(name), name]));
    if (unit.expression === null) {
      const [name = ''] = unit.stats.keys();
      return { unit, valueId: idOf(name), denominatorIds: [], names };
    }
    const id = `q${queries.length}`;
    queries.push({
      Id: id,
      Expression: writeExpression(unit.expression, idOf),
      ...(unit.expression.searches ? { Period: unit.periodSeconds } : {}),
      ReturnData: true,
    });
    return { unit, valueId: id, denominatorIds: [...unit.returned].map(idOf), names };
  });
  return {
    input: {
      MetricDataQueries: queries,
      StartTime: new Date(range.start),
      EndTime: new Date(range.end),
      ScanBy: scanBy,
    },
    asked,
    range,
    returnedIds: new Set(queries.filter((query) => query.ReturnData).map((query) => query.Id)),
    billedMetrics: billedMetrics(queries),
  };
}

function metricQuery(id: string, { metric, periodSeconds }: Stat, returned: boolean): Query {
  return {
    Id: id,
    MetricStat: {
      Metric: {
        Namespace: metric.namespace,
        MetricName: metric.name,
        Dimensions: Object.entries(metric.dimensions).map(([Name, Value]) => ({ Name, Value })),
      },
      Period: periodSeconds,
      Stat: metric.statistic,
      ...(metric.unit === null ? {} : { Unit: metric.unit }),
    },
    ReturnData: returned,
  };
}

/**
 * P5: what one request is billed as: metrics, up to five statistics of one of them being one. What a SEARCH or a SELECT finds
 * is not known before, so such an expression counts as one more.
 */
export function billedMetrics(queries: readonly Query[]): number {
  const statistics = new Map<string, number>();
  let searches = 0;
  for (const query of queries) {
    if ('MetricStat' in query) {
      const { Namespace, MetricName, Dimensions } = query.MetricStat.Metric;
      const key = JSON.stringify([
        Namespace,
        MetricName,
        Dimensions.map(({ Name, Value }) => `${Name}=${Value}`).sort(),
      ]);
      statistics.set(key, (statistics.get(key) ?? 0) + 1);
    } else if (query.Period !== undefined) searches++;
  }
  return [...statistics.values()].reduce((sum, count) => sum + Math.ceil(count / STATISTICS_PER_METRIC), searches);
}
