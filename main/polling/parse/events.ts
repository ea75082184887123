import type { HealthEntity, HealthEvent } from '../../../shared/domain/health/types';
import { err, ok, type Result } from '../../../shared/lib/result';
import { iso } from '../../../shared/lib/time';
import { bounded, instantOf, isFields, isSent, listOf, nameOf, textOf, tokenOf, type Fields } from './fields';

/** One page of DescribeEvents or DescribeEventsForOrganization. */
export interface EventsPage {
  readonly events: readonly HealthEvent[];
  readonly nextToken: string | null;
  readonly notUnderstood: readonly string[];
}

/** An event AWS could not tell more of: a 200 with an entry in failedSet, not an exception. */
export interface FailedItem {
  readonly arn: string | null;
  readonly awsAccountId: string | null;
  readonly text: string;
}

/** An answer of DescribeEventDetails(ForOrganization). */
export interface DetailsPage {
  readonly details: readonly { readonly event: HealthEvent; readonly description: string | null }[];
  readonly failed: readonly FailedItem[];
  readonly notUnderstood: readonly string[];
}

/** One page of DescribeAffectedEntities(ForOrganization). */
export interface EntitiesPage {
  readonly entities: readonly (HealthEntity & { readonly eventArn: string | null })[];
  readonly failed: readonly FailedItem[];
  readonly nextToken: string | null;
  readonly notUnderstood: readonly string[];
}

/** One page of DescribeAffectedAccountsForOrganization. */
export interface AccountsPage {
  readonly accounts: readonly string[];
  readonly nextToken: string | null;
}

/** What a key of an event begins with that AWS sent without an ARN: there is nothing to ask details with. */
export const NO_ARN = 'no-arn:';

/** P10: a page of events; one that names nothing of itself is reported, everything else is kept as far as it goes. */
export function parseEvents(answer: Fields): Result<EventsPage, string> {
  const list = listOf(answer['events']);
  if (list === null) return err('no events list in it');
  if (list === 'no list') return err('events is not a list');
  const events: HealthEvent[] = [];
  const notUnderstood: string[] = [];
  bounded(list, 'events', notUnderstood).forEach((item, index) => {
    const event = eventOf(item, notUnderstood);
    if (event === null) notUnderstood.push(`events[${index}]`);
    else events.push(event);
  });
  return ok({ events, nextToken: tokenOf(answer['nextToken']), notUnderstood });
}

/** Every field of the wire is optional. Null when nothing names the event. */
function eventOf(item: unknown, notUnderstood: string[]): HealthEvent | null {
  if (!isFields(item)) return null;
  const typeCode = nameOf(item['eventTypeCode']);
  const service = nameOf(item['service']);
  const region = nameOf(item['region']);
  const instant = (field: string): number | null => {
    const at = instantOf(item[field]);
    if (at === null && isSent(item[field]))
      notUnderstood.push(`${nameOf(item['arn']) ?? typeCode ?? 'an event'} (${field})`);
    return at;
  };
  const start = instant('startTime');
  const arn = nameOf(item['arn']);
  if (arn === null && typeCode === null && service === null) return null;
  return {
    arn: arn ?? `${NO_ARN}${typeCode ?? service ?? ''}:${region ?? ''}:${start === null ? '' : iso(start)}`,
    service,
    typeCode,
    category: nameOf(item['eventTypeCategory']),
    region,
    availabilityZone: nameOf(item['availabilityZone']),
    start,
    end: instant('endTime'),
    lastUpdated: instant('lastUpdatedTime'),
    status: nameOf(item['statusCode']),
    scope: nameOf(item['eventScopeCode']),
    description: null,
    entities: null,
    incomplete: null,
  };
}

export function parseEventDetails(answer: Fields): Result<DetailsPage, string> {
  const good = listOf(answer['successfulSet']);
  const bad = listOf(answer['failedSet']);
  if (good === null && bad === null) return err('neither successfulSet nor failedSet in it');
  if (good === 'no list' || bad === 'no list')
    return err(`${good === 'no list' ? 'successfulSet' : 'failedSet'} is not a list`);
  const details: { event: HealthEvent; description: string | null }[] = [];
  const notUnderstood: string[] = [];
  bounded(good ?? [], 'successfulSet', notUnderstood).forEach((item, index) => {
    const event = isFields(item) ? eventOf(item['event'], notUnderstood) : null;
    if (event === null || !isFields(item)) notUnderstood.push(`successfulSet[${index}]`);
    else details.push({ event, description: descriptionOf(item['eventDescription']) });
  });
  return ok({ details, failed: failedOf(bad ?? []), notUnderstood });
}

/** Real descriptions hold backslash and n instead of line ends at times. */
function descriptionOf(value: unknown): string | null {
  const text = isFields(value) ? textOf(value['latestDescription']) : null;
  return text?.replace(/\\r\\n|\\n/g, '\n') ?? null;
}

function failedOf(list: readonly unknown[]): readonly FailedItem[] {
  return list.slice(0, 100).flatMap((item) => {
    if (!isFields(item)) return [];
    const parts = [nameOf(item['errorName']), textOf(item['errorMessage'], 300)].filter(
      (part) => part !== null && part !== '',
    );
    return [
      {
        arn: nameOf(item['eventArn']),
        awsAccountId: nameOf(item['awsAccountId']),
        text: parts.join(': ') || 'AWS gave no reason',
      },
    ];
  });
}

export function parseEntities(answer: Fields): Result<EntitiesPage, string> {
  const list = listOf(answer['entities']);
  const bad = listOf(answer['failedSet']);
  if (list === null && bad === null) return err('no entities list in it');
  if (list === 'no list') return err('entities is not a list');
  const entities: (HealthEntity & { eventArn: string | null })[] = [];
  const notUnderstood: string[] = [];
  bounded(list ?? [], 'entities', notUnderstood).forEach((item, index) => {
    const value = isFields(item) ? (nameOf(item['entityValue']) ?? nameOf(item['entityArn'])) : null;
    if (value === null || !isFields(item)) {
      notUnderstood.push(
        isFields(item) ? `an entity of ${nameOf(item['eventArn']) ?? 'an event'}` : `entities[${index}]`,
      );
      return;
    }
    entities.push({
      value,
      status: nameOf(item['statusCode']),
      awsAccountId: nameOf(item['awsAccountId']),
      eventArn: nameOf(item['eventArn']),
    });
  });
  return ok({
    entities,
    failed: bad === null || bad === 'no list' ? [] : failedOf(bad),
    nextToken: tokenOf(answer['nextToken']),
    notUnderstood,
  });
}

export function parseAffectedAccounts(answer: Fields): Result<AccountsPage, string> {
  const list = listOf(answer['affectedAccounts']);
  if (list === null) return err('no affectedAccounts list in it');
  if (list === 'no list') return err('affectedAccounts is not a list');
  return ok({ accounts: list.flatMap((item) => nameOf(item) ?? []), nextToken: tokenOf(answer['nextToken']) });
}
