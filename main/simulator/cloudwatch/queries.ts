import { err, ok, type Result } from '../../../shared/lib/result';
import { SECOND, type Ms } from '../../../shared/lib/time';
import { idsOf, MathError, parseExpression, type Expression } from '../math/parse';
import { missingParameter, validationError, type AwsError } from '../protocol/errors';
import { isRecord, readBoolean, readList, readNumber, readRecord, readText, type Json } from '../protocol/json';
import type { MetricId } from '../world/types';

interface QueryBase {
  readonly id: string;
  readonly label: string | null;
  readonly returnData: boolean;
}

export interface MetricQuery extends QueryBase {
  readonly kind: 'metric';
  readonly metric: MetricId;
  readonly statistic: string;
  readonly periodMs: Ms;
  /** Another account, in a monitoring account; null: one's own. */
  readonly accountId: string | null;
}

export interface ExpressionQuery extends QueryBase {
  readonly kind: 'expression';
  readonly tree: Expression;
  readonly periodMs: Ms | null;
}

export type DataQuery = MetricQuery | ExpressionQuery;

const MAX_QUERIES = 500;

const ID = /^[a-z][a-zA-Z0-9_]*$/;
const STATISTIC =
  /^(Sum|Average|Minimum|Maximum|SampleCount|IQM|(p|tm|tc|ts|wm)\d+(\.\d+)?|(PR|TM|TC|TS|WM)\([^)]*\))$/;
const SHORT_PERIODS: readonly number[] = [1, 5, 10, 20, 30];

export const expressionError = (id: string, problem: string): AwsError =>
  validationError(`Error in expression '${id}': ${problem}`);

/** Reads and checks MetricDataQueries in the order in which CloudWatch would complain. */
export function readQueries(input: Json): Result<readonly DataQuery[], AwsError> {
  const raw = readList(input, 'MetricDataQueries');
  if (raw.length === 0) return err(missingParameter('MetricDataQueries'));
  if (raw.length > MAX_QUERIES) {
    return err(validationError(`The collection MetricDataQueries must not have a size greater than ${MAX_QUERIES}.`));
  }
  const queries: DataQuery[] = [];
  const ids = new Set<string>();
  for (const [index, item] of raw.entries()) {
    const path = `MetricDataQueries.member.${index + 1}`;
    const query = readQuery(isRecord(item) ? item : {}, path);
    if (!query.ok) return query;
    if (ids.has(query.value.id)) {
      return err(validationError('The values for parameter id in MetricDataQueries are not unique.'));
    }
    ids.add(query.value.id);
    queries.push(query.value);
  }
  for (const query of queries) {
    const unknown = query.kind === 'expression' ? idsOf(query.tree).find((id) => !ids.has(id)) : undefined;
    if (unknown !== undefined) return err(expressionError(query.id, `Unknown identifier '${unknown}'`));
  }
  if (!queries.some((query) => query.returnData)) {
    return err(validationError('At least one of the MetricDataQueries must have ReturnData set to true.'));
  }
  return ok(queries);
}

function readQuery(item: Json, path: string): Result<DataQuery, AwsError> {
  const id = readText(item, 'Id') ?? '';
  if (id === '') return err(missingParameter(`${path}.Id`));
  if (!ID.test(id)) {
    return err(
      validationError(`The value ${id} for parameter ${path}.Id is not matching the expected pattern ${ID.source}.`),
    );
  }
  const base = { id, label: readText(item, 'Label'), returnData: readBoolean(item, 'ReturnData') ?? true };
  const text = readText(item, 'Expression');
  const hasMetric = isRecord(item['MetricStat']);
  if (text !== null && hasMetric) {
    return err(
      validationError(
        `The parameters ${path}.MetricStat and ${path}.Expression are mutually exclusive. Specify only one.`,
      ),
    );
  }
  if (text === null) {
    return hasMetric ? readMetric(item, base, path) : err(missingParameter(`${path}.MetricStat`));
  }
  const period = readNumber(item, 'Period');
  try {
    return ok({
      ...base,
      kind: 'expression',
      tree: parseExpression(text),
      periodMs: period === null ? null : period * SECOND,
    });
  } catch (error) {
    if (error instanceof MathError) return err(expressionError(id, error.message));
    throw error;
  }
}

function readMetric(item: Json, base: QueryBase, path: string): Result<MetricQuery, AwsError> {
  const stat = readRecord(item, 'MetricStat');
  const metric = readRecord(stat, 'Metric');
  const namespace = readText(metric, 'Namespace') ?? '';
  const name = readText(metric, 'MetricName') ?? '';
  const statistic = readText(stat, 'Stat') ?? '';
  const period = readNumber(stat, 'Period');
  if (namespace === '') return err(missingParameter(`${path}.MetricStat.Metric.Namespace`));
  if (name === '') return err(missingParameter(`${path}.MetricStat.Metric.MetricName`));
  if (period === null) return err(missingParameter(`${path}.MetricStat.Period`));
  if (statistic === '') return err(missingParameter(`${path}.MetricStat.Stat`));
  if (!SHORT_PERIODS.includes(period) && (period < 60 || period % 60 !== 0)) {
    return err(
      validationError(
        `The value ${period} for parameter ${path}.MetricStat.Period is not valid. Valid values are 1, 5, 10, 20, 30 and multiples of 60.`,
      ),
    );
  }
  if (!STATISTIC.test(statistic)) {
    return err(validationError(`The value ${statistic} for parameter ${path}.MetricStat.Stat is not supported.`));
  }
  const dimensions = readList(metric, 'Dimensions').filter(isRecord);
  if (dimensions.length > 30) {
    return err(
      validationError(`The collection ${path}.MetricStat.Metric.Dimensions must not have a size greater than 30.`),
    );
  }
  return ok({
    ...base,
    kind: 'metric',
    metric: {
      namespace,
      name,
      dimensions: dimensions.map((dimension) => ({
        name: readText(dimension, 'Name') ?? '',
        value: readText(dimension, 'Value') ?? '',
      })),
    },
    statistic,
    periodMs: period * SECOND,
    accountId: readText(item, 'AccountId'),
  });
}
