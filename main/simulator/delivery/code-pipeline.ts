import { err, ok, type Result } from '../../../shared/lib/result';
import type { Operation } from '../operation';
import { plain } from '../operation';
import { constraintError, validationError, type AwsError } from '../protocol/errors';
import { readNumber, readText, type Json } from '../protocol/json';
import { readOffset, writeToken } from '../protocol/token';
import type { DeliveryBook } from '../world/types';
import { invalidToken, pipelineNotFound } from './problems';

const MOST_PIPELINES = 1_000;
const MOST_EXECUTIONS = 100;

/** Cuts one page by maxResults and nextToken; without the first a page is as large as it may be. */
function pageOf(
  items: readonly unknown[],
  input: Json,
  most: number,
  { pageSize }: DeliveryBook,
): Result<{ readonly items: readonly unknown[]; readonly more: Json }, AwsError> {
  const max = readNumber(input, 'maxResults') ?? most;
  if (max < 1 || max > most) {
    const bound = max < 1 ? 'greater than or equal to 1' : `less than or equal to ${most}`;
    return err(constraintError(String(max), 'maxResults', `Member must have value ${bound}`));
  }
  const offset = readOffset(readText(input, 'nextToken'));
  if (offset === null) return err(invalidToken);
  const end = offset + Math.min(max, pageSize ?? max);
  return ok({
    items: items.slice(offset, end),
    more: end < items.length ? { nextToken: writeToken({ offset: end }) } : {},
  });
}

const required = (member: string): AwsError =>
  validationError(
    `1 validation error detected: Value null at '${member}' failed to satisfy constraint: Member must not be null`,
  );

const listPipelines: Operation = ({ world, principal, region, now }, input) => {
  const book = world.delivery(principal.accountId, region, now);
  const page = pageOf(
    book.pipelines.map(({ summary }) => summary),
    input,
    MOST_PIPELINES,
    book,
  );
  return page.ok ? ok(plain({ pipelines: page.value.items, ...page.value.more })) : page;
};

const listPipelineExecutions: Operation = ({ world, principal, region, now }, input) => {
  const name = readText(input, 'pipelineName');
  if (name === null) return err(required('pipelineName'));
  const book = world.delivery(principal.accountId, region, now);
  const pipeline = book.pipelines.find((one) => one.name === name);
  if (pipeline === undefined) return err(pipelineNotFound(name, region, principal.accountId));
  const page = pageOf(pipeline.executions, input, MOST_EXECUTIONS, book);
  return page.ok ? ok(plain({ pipelineExecutionSummaries: page.value.items, ...page.value.more })) : page;
};

const getPipelineState: Operation = ({ world, principal, region, now }, input) => {
  const name = readText(input, 'name');
  if (name === null) return err(required('name'));
  const pipeline = world.delivery(principal.accountId, region, now).pipelines.find((one) => one.name === name);
  return pipeline === undefined ? err(pipelineNotFound(name, region, principal.accountId)) : ok(plain(pipeline.state));
};

export const CODE_PIPELINE_OPERATIONS: Readonly<Record<string, Operation>> = {
  ListPipelines: listPipelines,
  ListPipelineExecutions: listPipelineExecutions,
  GetPipelineState: getPipelineState,
};
