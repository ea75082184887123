import { err, ok, type Result } from '../../../shared/lib/result';
import type { Operation, OperationContext, OperationResult } from '../operation';
import { plain } from '../operation';
import { constraintError, subscriptionRequired, unsupportedLocale, type AwsError } from '../protocol/errors';
import { isRecord, readRecord, readText, readTexts, type Json } from '../protocol/json';
import type { HealthBook } from '../world/types';
import { pageOf, withToken } from './pages';
import { entityTest, eventTest, selectItems } from './select';

/** The most ARNs of one DescribeEventDetails call and of one entity filter. */
const MAX_ARNS = 10;

const MAX_FILTER = 10;

type Handler = (book: HealthBook, input: Json, context: OperationContext) => Result<OperationResult, AwsError>;

/** Every operation needs a support plan. */
const withPlan =
  (handler: Handler): Operation =>
  (context, input) => {
    const book = context.world.health(context.principal.accountId, context.now);
    return book.plan ? handler(book, input, context) : err(subscriptionRequired);
  };

/** Null when the locale is one that AWS Health speaks. */
export const localeProblem = (input: Json): AwsError | null => {
  const locale = readText(input, 'locale');
  return locale === null || /^en(-|$)/i.test(locale) ? null : unsupportedLocale;
};

const tooMany = (member: string, size: number, most: number): AwsError =>
  constraintError(`${size} items`, member, `Member must have length less than or equal to ${most}`);

const tooFew = (member: string): AwsError =>
  constraintError('[]', member, 'Member must have length greater than or equal to 1');

/** Complains about a list that is empty or too long. */
export function checkArns(arns: readonly unknown[], member: string): AwsError | null {
  if (arns.length === 0) return tooFew(member);
  return arns.length > MAX_ARNS ? tooMany(member, arns.length, MAX_ARNS) : null;
}

/** Lists of an event filter hold at most ten entries. */
export function checkFilter(filter: Json): AwsError | null {
  for (const list of ['regions', 'services', 'eventArns', 'eventTypeCodes', 'eventTypeCategories']) {
    const size = readTexts(filter, list).length;
    if (size > MAX_FILTER) return tooMany(`filter.${list}`, size, MAX_FILTER);
  }
  return null;
}

const describeEvents: Handler = (book, input) => {
  const problem = localeProblem(input) ?? checkFilter(readRecord(input, 'filter'));
  if (problem !== null) return err(problem);
  const events = selectItems(book.events, eventTest(readRecord(input, 'filter'), book.entities));
  const page = pageOf(events, input, book);
  return page.ok ? ok(plain(withToken({ events: page.value.items }, page.value.nextToken))) : page;
};

const describeEventDetails: Handler = (book, input) => {
  const arns = readTexts(input, 'eventArns');
  const problem = localeProblem(input) ?? checkArns(arns, 'eventArns');
  if (problem !== null) return err(problem);
  const successfulSet: Json[] = [];
  const failedSet: Json[] = [];
  for (const arn of arns) {
    const failed = book.failed.get(arn);
    const detail = failed === undefined ? detailOf(book, arn) : null;
    if (detail !== null) successfulSet.push(detail);
    else failedSet.push(failed ?? notFound(arn));
  }
  return ok(plain({ successfulSet, failedSet }));
};

/** The detail of an event; one without a description has the event alone. Null for an unknown ARN. */
export function detailOf(book: HealthBook, arn: string): Json | null {
  const detail = book.details.get(arn);
  if (detail !== undefined) return detail;
  const event = book.events.find((item) => isRecord(item) && item['arn'] === arn);
  return event === undefined ? null : { event, eventDescription: { latestDescription: '' }, eventMetadata: {} };
}

/** AWS answers 200 and puts what it does not know into the failed set. */
export const notFound = (arn: string): Json => ({
  eventArn: arn,
  errorName: 'ResourceNotFoundException',
  errorMessage: 'The event was not found.',
});

const describeAffectedEntities: Handler = (book, input) => {
  const filter = readRecord(input, 'filter');
  const arns = readTexts(filter, 'eventArns');
  const problem = localeProblem(input) ?? checkArns(arns, 'filter.eventArns');
  if (problem !== null) return err(problem);
  const page = pageOf(selectItems(book.entities, entityTest(filter, arns)), input, book);
  return page.ok ? ok(plain(withToken({ entities: page.value.items }, page.value.nextToken))) : page;
};

export const HEALTH_OPERATIONS: Readonly<Record<string, Operation>> = {
  DescribeEvents: withPlan(describeEvents),
  DescribeEventDetails: withPlan(describeEventDetails),
  DescribeAffectedEntities: withPlan(describeAffectedEntities),
};
