import { err, ok, type Result } from '../../../shared/lib/result';
import type { Operation, OperationContext, OperationResult } from '../operation';
import { plain } from '../operation';
import { accessDenied, subscriptionRequired, type AwsError } from '../protocol/errors';
import { isRecord, readList, readRecord, readText, type Json } from '../protocol/json';
import type { HealthBook } from '../world/types';
import { checkArns, checkFilter, detailOf, localeProblem, notFound } from './operations';
import { pageOf, withToken } from './pages';
import { entityTest, eventTest, selectItems } from './select';

/** The books of every account, by account. */
type Books = ReadonlyMap<string, HealthBook>;

type Handler = (books: Books, own: HealthBook, input: Json) => Result<OperationResult, AwsError>;

/** The organization view is for the management account alone. */
const withOrganization =
  (operation: string, handler: Handler): Operation =>
  (context: OperationContext, input) => {
    const { world, principal, now } = context;
    const own = world.health(principal.accountId, now);
    if (!own.plan) return err(subscriptionRequired);
    if (!own.organization) return err(accessDenied(principal.arn, `health:${operation}`));
    const books = new Map(world.accounts.map((account) => [account, world.health(account, now)]));
    return handler(books, own, input);
  };

const arnOf = (event: unknown): string | null => (isRecord(event) ? readText(event, 'arn') : null);

const isPublic = (event: unknown): boolean => isRecord(event) && event['eventScopeCode'] === 'PUBLIC';

/** Accounts that an event concerns; a public one concerns none in particular. */
function accountsOf(books: Books, arn: string): { readonly accounts: readonly string[]; readonly event: unknown } {
  let event: unknown = null;
  const accounts: string[] = [];
  for (const [account, book] of books) {
    const found = book.events.find((item) => arnOf(item) === arn);
    if (found === undefined) continue;
    event = found;
    if (!isPublic(found)) accounts.push(account);
  }
  return { accounts, event };
}

const describeEvents: Handler = (books, own, input) => {
  const filter = readRecord(input, 'filter');
  const problem = localeProblem(input) ?? checkFilter(filter);
  if (problem !== null) return err(problem);
  const accounts = readList(filter, 'awsAccountIds');
  const seen = new Set<unknown>();
  const events: unknown[] = [];
  for (const [account, book] of books) {
    if (accounts.length > 0 && !accounts.includes(account)) continue;
    for (const event of selectItems(book.events, eventTest(filter, book.entities))) {
      const key = arnOf(event) ?? event;
      if (seen.has(key)) continue;
      seen.add(key);
      events.push(organizationEvent(event));
    }
  }
  const page = pageOf(events, input, own);
  return page.ok ? ok(plain(withToken({ events: page.value.items }, page.value.nextToken))) : page;
};

/** The organization view names no Availability Zone. */
function organizationEvent(event: unknown): unknown {
  if (!isRecord(event)) return event;
  const { availabilityZone: _zone, ...rest } = event;
  return rest;
}

/** Public events are asked for without an account, all others with one. */
function filterProblem(books: Books, filter: Json): Json | null {
  const arn = readText(filter, 'eventArn') ?? '';
  const account = readText(filter, 'awsAccountId');
  const { accounts, event } = accountsOf(books, arn);
  if (event === null) return { ...notFound(arn), ...(account === null ? {} : { awsAccountId: account }) };
  if (isPublic(event) ? account === null : account !== null && accounts.includes(account)) return null;
  return {
    eventArn: arn,
    ...(account === null ? {} : { awsAccountId: account }),
    errorName: 'InvalidParameterException',
    errorMessage: isPublic(event)
      ? 'A public event must be requested without an account.'
      : 'An account-specific event must be requested with an affected account.',
  };
}

const bookFor = (books: Books, own: HealthBook, filter: Json): HealthBook =>
  books.get(readText(filter, 'awsAccountId') ?? '') ?? own;

const describeEventDetails: Handler = (books, own, input) => {
  const filters = readList(input, 'organizationEventDetailFilters').filter(isRecord);
  const problem = localeProblem(input) ?? checkArns(filters, 'organizationEventDetailFilters');
  if (problem !== null) return err(problem);
  const successfulSet: Json[] = [];
  const failedSet: Json[] = [];
  for (const filter of filters) {
    const arn = readText(filter, 'eventArn') ?? '';
    const account = readText(filter, 'awsAccountId');
    const book = bookFor(books, own, filter);
    const failed = book.failed.get(arn) ?? filterProblem(books, filter);
    const detail = failed === null ? detailOf(book, arn) : null;
    if (detail === null) failedSet.push(failed ?? notFound(arn));
    else {
      successfulSet.push({
        ...(account === null ? {} : { awsAccountId: account }),
        ...detail,
        event: organizationEvent(detail['event']),
      });
    }
  }
  return ok(plain({ successfulSet, failedSet }));
};

const describeAffectedEntities: Handler = (books, own, input) => {
  const list = readList(input, 'organizationEntityFilters').concat(readList(input, 'organizationEntityAccountFilters'));
  const filters = list.filter(isRecord);
  const problem = localeProblem(input) ?? checkArns(filters, 'organizationEntityFilters');
  if (problem !== null) return err(problem);
  const failedSet: Json[] = [];
  const entities: unknown[] = [];
  for (const filter of filters) {
    const arn = readText(filter, 'eventArn') ?? '';
    const failed = filterProblem(books, filter);
    if (failed === null) entities.push(...selectItems(bookFor(books, own, filter).entities, entityTest(filter, [arn])));
    else failedSet.push(failed);
  }
  const page = pageOf(entities, input, own);
  return page.ok ? ok(plain(withToken({ entities: page.value.items, failedSet }, page.value.nextToken))) : page;
};

const describeAffectedAccounts: Handler = (books, own, input) => {
  const { accounts, event } = accountsOf(books, readText(input, 'eventArn') ?? '');
  const page = pageOf(accounts, input, own, 10);
  if (!page.ok) return page;
  const scope = event === null ? 'NONE' : isPublic(event) ? 'PUBLIC' : 'ACCOUNT_SPECIFIC';
  return ok(plain(withToken({ affectedAccounts: page.value.items, eventScopeCode: scope }, page.value.nextToken)));
};

const describeServiceStatus: Handler = () => ok(plain({ healthServiceAccessStatusForOrganization: 'ENABLED' }));

export const ORGANIZATION_OPERATIONS: Readonly<Record<string, Operation>> = Object.fromEntries(
  (
    [
      ['DescribeEventsForOrganization', describeEvents],
      ['DescribeEventDetailsForOrganization', describeEventDetails],
      ['DescribeAffectedEntitiesForOrganization', describeAffectedEntities],
      ['DescribeAffectedAccountsForOrganization', describeAffectedAccounts],
      ['DescribeHealthServiceStatusForOrganization', describeServiceStatus],
    ] as const
  ).map(([name, handler]) => [name, withOrganization(name, handler)]),
);
