import { err, ok } from '../../../shared/lib/result';
import type { Ms } from '../../../shared/lib/time';
import type { Operation, Usage } from '../operation';
import { constraintError, invalidNextToken, missingParameter, validationError } from '../protocol/errors';
import { readNumber, readSeconds, readText, type Json } from '../protocol/json';
import { readToken, writeToken } from '../protocol/token';
import { metricKey } from '../world/types';
import { computeResults, type ComputedResult } from './compute';
import { readQueries, type DataQuery } from './queries';

/** The most points of one answer; more are paged. */
const MAX_DATAPOINTS = 100_800;

/** AWS bills up to five statistics of one metric in a request as one metric. */
const STATISTICS_PER_METRIC = 5;

interface Page {
  readonly results: readonly Json[];
  readonly points: number;
  readonly nextToken: string | null;
}

interface Listed extends ComputedResult {
  /** Indexes of the points that exist, in the order in which they are sent. */
  readonly indexes: readonly number[];
}

export const getMetricData: Operation = (context, input) => {
  const start = readSeconds(input, 'StartTime');
  const end = readSeconds(input, 'EndTime');
  if (start === null) return err(missingParameter('StartTime'));
  if (end === null) return err(missingParameter('EndTime'));
  if (start >= end) return err(validationError('The parameter StartTime must be less than the parameter EndTime.'));
  const max = readNumber(input, 'MaxDatapoints') ?? MAX_DATAPOINTS;
  if (max < 1 || max > MAX_DATAPOINTS) {
    return err(constraintError(String(max), 'maxDatapoints', `Member must have value between 1 and ${MAX_DATAPOINTS}`));
  }
  const scanBy = readText(input, 'ScanBy') ?? 'TimestampDescending';
  if (scanBy !== 'TimestampDescending' && scanBy !== 'TimestampAscending') {
    return err(
      constraintError(
        scanBy,
        'scanBy',
        'Member must satisfy enum value set: [TimestampDescending, TimestampAscending]',
      ),
    );
  }
  const queries = readQueries(input);
  if (!queries.ok) return queries;
  const tokenText = readText(input, 'NextToken');
  const token = tokenText === null ? null : readToken(tokenText);
  if (tokenText !== null && typeof token?.['now'] !== 'number') return err(invalidNextToken);

  // Pages of one answer are cut from one moment, or the newest points would shift between them.
  const now = typeof token?.['now'] === 'number' ? token['now'] : context.now;
  const range = { start: start * 1000, end: end * 1000 };
  const computed = computeResults(queries.value, range, { ...context, now });
  if (!computed.ok) return computed;

  const listed = computed.value.map((result) => list(result, scanBy === 'TimestampAscending'));
  const offset = Number(token?.['offset'] ?? 0);
  const page = listed.some((result) => result.pages > 1)
    ? scriptedPage(listed, offset, now)
    : pointPage(listed, offset, max, now, !queries.value.some((query) => query.kind === 'expression'));
  return ok({
    value: {
      Messages: [],
      MetricDataResults: page.results,
      ...(page.nextToken === null ? {} : { NextToken: page.nextToken }),
    },
    usage: usageOf(queries.value, page.points),
  });
};

function list(result: ComputedResult, ascending: boolean): Listed {
  const { values } = result.series;
  const indexes: number[] = [];
  for (let i = 0; i < values.length; i += 1) if (!Number.isNaN(values[i])) indexes.push(i);
  if (!(result.order === null ? ascending : result.order === 'asc')) indexes.reverse();
  return { ...result, indexes };
}

function wire(result: Listed, indexes: readonly number[], partial: boolean): Json {
  const { from, periodMs, values } = result.series;
  const failed = result.status === 'Forbidden' || result.status === 'InternalError';
  const messages = messagesOf(result);
  return {
    Id: result.id,
    Label: result.label,
    StatusCode: partial && result.status === 'Complete' ? 'PartialData' : result.status,
    Timestamps: failed ? [] : indexes.map((i) => (from + i * periodMs) / 1000),
    Values: failed ? [] : indexes.map((i) => values[i]),
    ...(messages.length === 0 ? {} : { Messages: messages }),
  };
}

function messagesOf(result: Listed): readonly Json[] {
  if (result.status === 'InternalError') {
    return [{ Code: 'InternalError', Value: 'An internal error occurred. Try again.' }];
  }
  if (result.status === 'Forbidden') {
    return [{ Code: 'Forbidden', Value: 'The caller is not allowed to see the metrics of this account.' }];
  }
  if (!result.lost) return [];
  return [
    {
      Code: 'ArithmeticError',
      Value: 'One or more data-points have been dropped due to non-numeric values (NaN, -Infinite, +Infinite)',
    },
  ];
}

/** The points of all results in a row, `max` of them from `offset` on. With math AWS cuts and gives no token. */
function pointPage(all: readonly Listed[], offset: number, max: number, now: Ms, mayPage: boolean): Page {
  const results: Json[] = [];
  let position = 0;
  let points = 0;
  for (const result of all) {
    const size = result.indexes.length;
    const from = Math.min(size, Math.max(0, offset - position));
    const to = Math.min(size, Math.max(0, offset + max - position));
    if (to > from || (size === 0 && offset === 0)) {
      results.push(wire(result, result.indexes.slice(from, to), to < size));
      points += to - from;
    } else if (!mayPage && size > 0) {
      results.push(wire(result, [], true));
    }
    position += size;
  }
  const more = mayPage && offset + max < position;
  return { results, points, nextToken: more ? writeToken({ now, offset: offset + max }) : null };
}

/** Each result in as many parts as its script says; `offset` counts pages. */
function scriptedPage(all: readonly Listed[], offset: number, now: Ms): Page {
  const pages = Math.max(...all.map((result) => result.pages));
  const results: Json[] = [];
  let points = 0;
  for (const result of all) {
    if (offset >= result.pages) continue;
    const size = Math.ceil(result.indexes.length / result.pages);
    const part = result.indexes.slice(offset * size, (offset + 1) * size);
    points += part.length;
    results.push(wire(result, part, offset + 1 < result.pages));
  }
  return { results, points, nextToken: offset + 1 < pages ? writeToken({ now, offset: offset + 1 }) : null };
}

function usageOf(queries: readonly DataQuery[], points: number): Usage {
  const statistics = new Map<string, Set<string>>();
  for (const query of queries) {
    if (query.kind !== 'metric') continue;
    const key = `${query.accountId ?? ''}\n${metricKey(query.metric)}`;
    const known = statistics.get(key) ?? new Set();
    statistics.set(key, known.add(`${query.statistic}/${query.periodMs}`));
  }
  let billed = 0;
  for (const { size } of statistics.values()) billed += Math.ceil(size / STATISTICS_PER_METRIC);
  return { queries: queries.length, billedMetrics: billed, points };
}
