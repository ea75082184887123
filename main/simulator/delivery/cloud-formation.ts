import { err, ok } from '../../../shared/lib/result';
import type { Operation } from '../operation';
import { plain } from '../operation';
import { constraintError, validationError } from '../protocol/errors';
import { isRecord, readText, readTexts } from '../protocol/json';
import { readOffset, writeToken } from '../protocol/token';

const PAGE = 100;

const STEPS = ['IN_PROGRESS', 'FAILED', 'COMPLETE'];
const STATUSES: readonly string[] = [
  ...['CREATE', 'ROLLBACK', 'DELETE', 'UPDATE_ROLLBACK', 'IMPORT_ROLLBACK'].flatMap((operation) =>
    STEPS.map((step) => `${operation}_${step}`),
  ),
  'UPDATE_IN_PROGRESS',
  'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS',
  'UPDATE_COMPLETE',
  'UPDATE_FAILED',
  'UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS',
  'REVIEW_IN_PROGRESS',
  'IMPORT_IN_PROGRESS',
  'IMPORT_COMPLETE',
];

/** Without a filter it lists everything, stacks deleted in the last 90 days too. */
const listStacks: Operation = ({ world, principal, region, now }, input) => {
  const wanted = readTexts(input, 'StackStatusFilter');
  const strange = wanted.find((status) => !STATUSES.includes(status));
  if (strange !== undefined)
    return err(
      constraintError(
        `[${strange}]`,
        'stackStatusFilter',
        `Member must satisfy constraint: [Member must satisfy enum value set: [${STATUSES.join(', ')}]]`,
      ),
    );
  const offset = readOffset(readText(input, 'NextToken'));
  if (offset === null) return err(validationError('The specified NextToken is not valid'));
  const book = world.delivery(principal.accountId, region, now);
  const stacks = book.stacks.filter(
    (wire) => wanted.length === 0 || (isRecord(wire) && wanted.includes(readText(wire, 'StackStatus') ?? '')),
  );
  const end = offset + Math.min(PAGE, book.pageSize ?? PAGE);
  return ok(
    plain({
      StackSummaries: stacks.slice(offset, end),
      ...(end < stacks.length ? { NextToken: writeToken({ offset: end }) } : {}),
    }),
  );
};

export const CLOUD_FORMATION_OPERATIONS: Readonly<Record<string, Operation>> = { ListStacks: listStacks };
