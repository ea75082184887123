import { err, ok } from '../../../shared/lib/result';
import type { Operation } from '../operation';
import { plain } from '../operation';
import { invalidNextToken } from '../protocol/errors';
import { isRecord, readList, readText } from '../protocol/json';
import { readOffset, writeToken } from '../protocol/token';

const PAGE = 500;

export const listMetrics: Operation = ({ world, principal, region }, input) => {
  const offset = readOffset(readText(input, 'NextToken'));
  if (offset === null) return err(invalidNextToken);
  const namespace = readText(input, 'Namespace');
  const name = readText(input, 'MetricName');
  const filters = readList(input, 'Dimensions').filter(isRecord);
  const found = world.metrics(principal.accountId, region).filter(
    (metric) =>
      (namespace === null || metric.namespace === namespace) &&
      (name === null || metric.name === name) &&
      filters.every((filter) => {
        const wanted = readText(filter, 'Value');
        return metric.dimensions.some(
          (dimension) => dimension.name === readText(filter, 'Name') && (wanted === null || wanted === dimension.value),
        );
      }),
  );
  const page = found.slice(offset, offset + PAGE).map((metric) => ({
    Namespace: metric.namespace,
    MetricName: metric.name,
    Dimensions: metric.dimensions.map((dimension) => ({ Name: dimension.name, Value: dimension.value })),
  }));
  return ok(
    plain({
      Metrics: page,
      ...(offset + PAGE < found.length ? { NextToken: writeToken({ offset: offset + PAGE }) } : {}),
    }),
  );
};
