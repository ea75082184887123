import { err, ok } from '../../../shared/lib/result';
import type { Operation } from '../operation';
import { plain } from '../operation';
import { isRecord, readRecord, readSeconds, readText, readTexts, type Json } from '../protocol/json';
import { readOffset, writeToken } from '../protocol/token';
import { batchLimitExceeded, deploymentIdRequired, invalidStatus, invalidTimeRange, invalidToken } from './problems';

/** AWS says the size of its pages to nobody. */
const PAGE = 100;
const MOST_OF_A_BATCH = 25;

const STATUSES = ['Created', 'Queued', 'InProgress', 'Baking', 'Succeeded', 'Failed', 'Stopped', 'Ready'];

const listDeployments: Operation = ({ world, principal, region, now }, input) => {
  const statuses = readTexts(input, 'includeOnlyStatuses');
  const strange = statuses.find((status) => !STATUSES.includes(status));
  if (strange !== undefined) return err(invalidStatus(strange));
  const range = readRecord(input, 'createTimeRange');
  const from = readSeconds(range, 'start') ?? -Infinity;
  const to = readSeconds(range, 'end') ?? Infinity;
  if (from > to) return err(invalidTimeRange);
  const offset = readOffset(readText(input, 'nextToken'));
  if (offset === null) return err(invalidToken);

  const book = world.delivery(principal.accountId, region, now);
  const application = readText(input, 'applicationName');
  const group = readText(input, 'deploymentGroupName');
  const ids = book.deployments
    .map((wire): Json => (isRecord(wire) ? wire : {}))
    .filter((wire) => {
      const created = readSeconds(wire, 'createTime') ?? 0;
      return (
        (statuses.length === 0 || statuses.includes(readText(wire, 'status') ?? '')) &&
        (application === null || readText(wire, 'applicationName') === application) &&
        (group === null || readText(wire, 'deploymentGroupName') === group) &&
        created >= from &&
        created <= to
      );
    })
    .sort((a, b) => (readSeconds(b, 'createTime') ?? 0) - (readSeconds(a, 'createTime') ?? 0))
    .map((wire) => wire['deploymentId']);
  const end = offset + Math.min(PAGE, book.pageSize ?? PAGE);
  return ok(
    plain({
      deployments: ids.slice(offset, end),
      ...(end < ids.length ? { nextToken: writeToken({ offset: end }) } : {}),
    }),
  );
};

/** What it does not know it leaves out, without a word. */
const batchGetDeployments: Operation = ({ world, principal, region, now }, input) => {
  const ids = readTexts(input, 'deploymentIds');
  if (ids.length === 0) return err(deploymentIdRequired);
  if (ids.length > MOST_OF_A_BATCH) return err(batchLimitExceeded(MOST_OF_A_BATCH));
  const { deployments } = world.delivery(principal.accountId, region, now);
  return ok(
    plain({
      deploymentsInfo: deployments.filter(
        (wire) => isRecord(wire) && ids.includes(readText(wire, 'deploymentId') ?? ''),
      ),
    }),
  );
};

export const CODE_DEPLOY_OPERATIONS: Readonly<Record<string, Operation>> = {
  ListDeployments: listDeployments,
  BatchGetDeployments: batchGetDeployments,
};
