import { err, ok, type Result } from '../../../shared/lib/result';
import { ceilTo, DAY, floorTo, HOUR, MINUTE, type Ms } from '../../../shared/lib/time';
import { evaluate, type MathScope } from '../math/evaluate';
import { MathError } from '../math/parse';
import { one, type Series, type Value } from '../math/values';
import type { OperationContext } from '../operation';
import type { AwsError } from '../protocol/errors';
import type { SeriesAnswer } from '../world/types';
import { expressionError, type DataQuery, type ExpressionQuery, type MetricQuery } from './queries';

/** One entry of MetricDataResults before it is paged. */
export interface ComputedResult {
  readonly id: string;
  readonly label: string;
  readonly series: Series;
  readonly status: 'Complete' | 'PartialData' | 'InternalError' | 'Forbidden';
  readonly order: 'asc' | 'desc' | null;
  readonly pages: number;
  /** Points were lost because they were not numbers, e.g. by a division by zero. */
  readonly lost: boolean;
}

export interface TimeRange {
  readonly start: Ms;
  readonly end: Ms;
}

/** Older data exists in coarser buckets only; a finer period then silently has no points. */
const RETENTION: readonly (readonly [age: Ms, coarsest: Ms])[] = [
  [455 * DAY, Infinity],
  [63 * DAY, HOUR],
  [15 * DAY, 5 * MINUTE],
];

/** Answers all queries of one call. The failing expression is named in the error. */
export function computeResults(
  queries: readonly DataQuery[],
  range: TimeRange,
  context: OperationContext,
): Result<readonly ComputedResult[], AwsError> {
  const byId = new Map(queries.map((query) => [query.id, query]));
  const answers = new Map<string, { readonly series: Series; readonly answer: SeriesAnswer | null }>();
  const values = new Map<string, Value>();
  const lost = new Set<string>();
  const open = new Set<string>();
  const labels = labeller(queries);

  const metricOf = (query: MetricQuery): { readonly series: Series; readonly answer: SeriesAnswer | null } => {
    const known = answers.get(query.id);
    if (known !== undefined) return known;
    const made = readMetricSeries(query, range, context, labels(query));
    answers.set(query.id, made);
    return made;
  };
  const valueOf = (query: DataQuery): Value => {
    if (query.kind === 'metric') return one(metricOf(query).series);
    const known = values.get(query.id);
    if (known !== undefined) return known;
    if (open.has(query.id)) throw new MathError('The expression refers to itself');
    open.add(query.id);
    const value = evaluate(query.tree, scopeOf(query));
    open.delete(query.id);
    values.set(query.id, value);
    return value;
  };
  const scopeOf = (query: ExpressionQuery): MathScope => ({
    now: context.now,
    resolve: (id) => {
      const target = byId.get(id);
      if (target === undefined) throw new MathError(`Unknown identifier '${id}'`);
      return valueOf(target);
    },
    metrics: (contains) =>
      queries
        .filter((other): other is MetricQuery => other.kind === 'metric' && other.id.includes(contains))
        .map((other) => metricOf(other).series),
    grid: emptySeries(query.id, range, query.periodMs ?? finestPeriod(queries), context.now),
    onLostPoint: () => lost.add(query.id),
  });

  const results: ComputedResult[] = [];
  for (const query of queries) {
    if (query.kind === 'metric') {
      if (query.returnData) results.push(metricResult(query.id, metricOf(query)));
      continue;
    }
    try {
      const value = valueOf(query);
      if (!query.returnData) continue;
      const found = asResults(value);
      const label = query.label ?? query.id;
      for (const series of found) {
        results.push({
          id: query.id,
          label: value.kind === 'array' ? `${label} ${series.label}` : label,
          series,
          status: 'Complete',
          order: null,
          pages: 1,
          lost: lost.has(query.id),
        });
      }
    } catch (error) {
      if (error instanceof MathError) return err(expressionError(query.id, error.message));
      throw error;
    }
  }
  return ok(results);
}

function asResults(value: Value): readonly Series[] {
  if (value.kind === 'series') return [value.series];
  if (value.kind === 'array') return value.items;
  throw new MathError('The result must be a time series or an array of time series');
}

const finestPeriod = (queries: readonly DataQuery[]): Ms =>
  queries.reduce((finest, { periodMs }) => Math.min(finest, periodMs ?? finest), Infinity);

/** StartTime is rounded down the more, the older it is; buckets begin at multiples of the period. */
function gridFrom(range: TimeRange, periodMs: Ms, now: Ms): Ms {
  const age = now - range.start;
  const rounding = age > 63 * DAY ? HOUR : age > 15 * DAY ? 5 * MINUTE : Math.min(MINUTE, periodMs);
  return ceilTo(floorTo(range.start, rounding), periodMs);
}

function emptySeries(label: string, range: TimeRange, periodMs: Ms, now: Ms): Series {
  const period = Number.isFinite(periodMs) && periodMs > 0 ? periodMs : MINUTE;
  const from = gridFrom(range, period, now);
  const size = Math.max(0, Math.ceil((range.end - from) / period));
  return { label, from, periodMs: period, values: new Float64Array(size).fill(NaN) };
}

function readMetricSeries(
  query: MetricQuery,
  range: TimeRange,
  context: OperationContext,
  label: string,
): { readonly series: Series; readonly answer: SeriesAnswer | null } {
  const { now, region, principal, world } = context;
  const nothing = emptySeries(label, range, query.periodMs, now);
  const account = query.accountId ?? principal.accountId;
  const coarsest = RETENTION.find(([age]) => now - range.start > age)?.[1] ?? 0;
  const answer = world.series({
    ...query.metric,
    account,
    region,
    statistic: query.statistic,
    periodMs: query.periodMs,
    from: nothing.from,
    to: range.end,
    now,
  });
  if (answer === null) {
    const forbidden = account !== principal.accountId;
    return { series: nothing, answer: forbidden ? { values: nothing.values, status: 'Forbidden' } : null };
  }
  const kept = coarsest === 0 || query.periodMs % coarsest === 0;
  return { series: kept ? { ...nothing, values: answer.values } : nothing, answer };
}

function metricResult(
  id: string,
  { series, answer }: { readonly series: Series; readonly answer: SeriesAnswer | null },
): ComputedResult {
  return {
    id,
    label: series.label,
    series,
    status: answer?.status ?? 'Complete',
    order: answer?.order ?? null,
    pages: answer?.pages ?? 1,
    lost: false,
  };
}

/** The label AWS makes: the metric's name, with what else tells the metrics of the call apart. */
function labeller(queries: readonly DataQuery[]): (query: MetricQuery) => string {
  const metrics = queries.filter((query): query is MetricQuery => query.kind === 'metric');
  const statistics = new Set(metrics.map((query) => query.statistic)).size > 1;
  const periods = new Set(metrics.map((query) => query.periodMs)).size > 1;
  return (query) =>
    query.label ??
    [query.metric.name, statistics ? query.statistic : '', periods ? String(query.periodMs / 1000) : '']
      .filter((part) => part !== '')
      .join(' ');
}
