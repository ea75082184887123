import type { HealthEntity, HealthEvent } from '../../../shared/domain/health/types';
import { err, ok, type Result } from '../../../shared/lib/result';
import { HOUR, MINUTE, type Ms } from '../../../shared/lib/time';
import { NO_ARN, type DetailsPage, type EntitiesPage } from '../parse/events';
import type { OwnAccount } from '../own-account';
import type { AwsFailure } from '../ports';
import { allPages, nothingReadable, type Asker } from './asker';
import { askTens } from './tens';

/** Resources kept of one event; what is beyond is said. */
const MOST_ENTITIES = 500;
/** Pages of 100 resources asked for ten events. */
const MOST_ENTITY_PAGES = 20;
/** Resources recover without a word in lastUpdatedTime: those of an issue are asked again after this. */
const ENTITIES_AGE: Ms = 5 * MINUTE;
/** A denied event is asked again after this, in case somebody allowed it. */
const DENIED_AGE: Ms = HOUR;

/** What is remembered of an event between sweeps, so that only new and changed ones are asked (P2). */
interface Known {
  readonly lastUpdated: Ms | null;
  readonly askedAt: Ms;
  readonly description: string | null;
  /** Why details are missing; null when they came. `again` says that the next sweep tries once more. */
  readonly trouble: string | null;
  readonly again: boolean;
  readonly entities: readonly HealthEntity[] | null;
  readonly entitiesAt: Ms | null;
  readonly entitiesTrouble: string | null;
  /** Affected accounts of an organization's event. */
  readonly accounts: readonly string[];
}
export type HealthMemory = Map<string, Known>;

export interface HealthSweep {
  readonly events: readonly HealthEvent[];
  readonly awsAt: Ms | null;
  readonly notUnderstood: readonly string[];
}

export interface HealthSweepOptions {
  /** The account speaks for its whole organization. */
  readonly organization: boolean;
  /** Our own account: resources of others are not the site's (S7, S8). */
  readonly own: OwnAccount;
  readonly now: Ms;
}

/** Our own account number, as far as it is known; an organization's sweep says why it is not. */
interface Own {
  readonly number: string | null;
  readonly trouble: string | null;
}

/** One event with the account it is asked for, where an organization has several. */
interface Pair {
  readonly arn: string;
  readonly awsAccountId: string | null;
}

/** One sweep of AWS Health: events that are open or upcoming, details of the new and changed, resources of what can matter (S7, S8). */
export async function sweepHealth(
  asker: Asker,
  memory: HealthMemory,
  options: HealthSweepOptions,
): Promise<Result<HealthSweep, AwsFailure>> {
  const { organization, now } = options;
  const operation = organization ? 'DescribeEventsForOrganization' : 'DescribeEvents';
  const pages = await allPages(
    (token) =>
      asker.ask('events', operation, {
        filter: { eventStatusCodes: ['open', 'upcoming'] },
        maxResults: 100,
        ...(token === null ? {} : { nextToken: token }),
      }),
    (page) => page.nextToken,
  );
  if (!pages.ok) return pages;
  const notUnderstood = pages.value.value.flatMap((page) => page.notUnderstood);
  const events = new Map<string, HealthEvent>();
  // An event updated while we page comes twice: the newer word wins (P2).
  for (const page of pages.value.value) for (const event of page.events) keepNewer(events, event);

  // P10: entries, and not one of them readable, are no answer.
  if (events.size === 0 && notUnderstood.length > 0) return err(nothingReadable(operation));

  for (const arn of [...memory.keys()]) if (!events.has(arn)) memory.delete(arn);
  const asked = [...events.values()].filter((event) => !event.arn.startsWith(NO_ARN));
  const fresh = asked.filter((event) => needsDetails(event, memory.get(event.arn), now));
  for (const event of fresh)
    memory.set(event.arn, { ...(memory.get(event.arn) ?? unknown(now)), lastUpdated: event.lastUpdated, askedAt: now });
  const own = await ownOf(asked, options);
  if (organization) await findAccounts(asker, fresh, memory);
  notUnderstood.push(...(await findDetails(asker, fresh, memory, events, { organization, own })));
  const resources = asked.filter((event) => needsEntities(event, memory.get(event.arn), fresh.includes(event), now));
  if (own.trouble === null)
    notUnderstood.push(...(await findEntities(asker, resources, memory, { organization, own, now })));
  else
    for (const { arn } of resources)
      change(memory, arn, { entities: null, entitiesAt: null, entitiesTrouble: own.trouble });
  return ok({
    events: [...events.values()].map((event) => withKnown(event, memory.get(event.arn))),
    awsAt: pages.value.awsAt,
    notUnderstood,
  });
}

/** STS is asked only for an organization, and only where an event can have resources of an account. */
async function ownOf(events: readonly HealthEvent[], { organization, own }: HealthSweepOptions): Promise<Own> {
  if (!organization || events.every((event) => event.scope === 'PUBLIC')) return { number: own.known(), trouble: null };
  const answer = await own.ask();
  return answer.ok
    ? { number: answer.value, trouble: null }
    : { number: null, trouble: `resources: which of them are ours is not known: ${answer.error.reason}` };
}

function keepNewer(events: Map<string, HealthEvent>, event: HealthEvent): void {
  const known = events.get(event.arn);
  if (known === undefined || (event.lastUpdated ?? 0) >= (known.lastUpdated ?? 0)) events.set(event.arn, event);
}

const unknown = (now: Ms): Known => ({
  lastUpdated: null,
  askedAt: now,
  description: null,
  trouble: null,
  again: false,
  entities: null,
  entitiesAt: null,
  entitiesTrouble: null,
  accounts: [],
});

const needsDetails = (event: HealthEvent, known: Known | undefined, now: Ms): boolean =>
  known === undefined ||
  known.again ||
  known.lastUpdated !== event.lastUpdated ||
  (known.trouble !== null && now - known.askedAt >= DENIED_AGE);

/** Only these can change a status (S7, S8); what is public has no resources of ours. */
function needsEntities(event: HealthEvent, known: Known | undefined, fresh: boolean, now: Ms): boolean {
  const category = event.category?.toLowerCase();
  if (event.scope === 'PUBLIC' || (category !== 'issue' && category !== 'scheduledchange')) return false;
  if (fresh || known === undefined || known.entitiesAt === null) return true;
  return category === 'issue' && now - known.entitiesAt >= ENTITIES_AGE;
}

function withKnown(event: HealthEvent, known: Known | undefined): HealthEvent {
  if (known === undefined) return event;
  const troubles = [known.trouble, known.entitiesTrouble].filter((trouble) => trouble !== null);
  return {
    ...event,
    description: known.description,
    entities: known.entities,
    incomplete: troubles.length === 0 ? null : troubles.join('; '),
  };
}

function change(memory: HealthMemory, arn: string, part: Partial<Known>): void {
  const known = memory.get(arn);
  if (known !== undefined) memory.set(arn, { ...known, ...part });
}

/** An organization's account-specific events are asked with an account; public ones must be asked without. */
async function findAccounts(asker: Asker, events: readonly HealthEvent[], memory: HealthMemory): Promise<void> {
  for (const event of events) {
    if (event.scope === 'PUBLIC') continue;
    const pages = await allPages(
      (token) =>
        asker.ask('accounts', 'DescribeAffectedAccountsForOrganization', {
          eventArn: event.arn,
          maxResults: 100,
          ...(token === null ? {} : { nextToken: token }),
        }),
      (page) => page.nextToken,
    );
    if (pages.ok) change(memory, event.arn, { accounts: pages.value.value.flatMap((page) => page.accounts) });
    else if (pages.error.kind !== 'denied' && pages.error.kind !== 'validation') return;
  }
}

async function findDetails(
  asker: Asker,
  fresh: readonly HealthEvent[],
  memory: HealthMemory,
  events: Map<string, HealthEvent>,
  { organization, own }: { readonly organization: boolean; readonly own: Own },
): Promise<readonly string[]> {
  const pairs = fresh.map(({ arn }): Pair => {
    const accounts = memory.get(arn)?.accounts ?? [];
    // What AWS tells the site's account comes first; an event that only others have is still told.
    const ours = accounts.find((account) => account === own.number);
    return { arn, awsAccountId: ours ?? accounts[0] ?? null };
  });
  const { answers, failed } = await askTens(pairs, async (ten): Promise<Result<DetailsPage, AwsFailure>> => {
    const answer = organization
      ? await asker.ask('details', 'DescribeEventDetailsForOrganization', {
          organizationEventDetailFilters: ten.map(filterOf),
        })
      : await asker.ask('details', 'DescribeEventDetails', { eventArns: ten.map((pair) => pair.arn) });
    return answer.ok ? ok(answer.value.value) : answer;
  });
  for (const [{ arn }, failure] of failed) {
    change(memory, arn, {
      trouble: `details: ${failure.reason}`,
      again: failure.kind !== 'denied' && failure.kind !== 'validation',
    });
  }
  for (const { items, value } of answers) {
    for (const { arn } of items) change(memory, arn, { trouble: 'details: AWS did not answer', again: false });
    for (const { event, description } of value.details) {
      keepNewer(events, event);
      change(memory, event.arn, { description, trouble: null, again: false });
    }
    for (const { arn, text } of value.failed)
      if (arn !== null) change(memory, arn, { trouble: `details: ${text}`, again: false });
  }
  return answers.flatMap(({ value }) => value.notUnderstood);
}

const filterOf = ({ arn, awsAccountId }: Pair): Readonly<Record<string, string>> => ({
  eventArn: arn,
  ...(awsAccountId === null ? {} : { awsAccountId }),
});

/** S7, S8: a resource of the site's account; one without an account can only be ours. */
const isOurs = ({ awsAccountId }: HealthEntity, { number }: Own): boolean =>
  awsAccountId === null || number === null || awsAccountId === number;

async function findEntities(
  asker: Asker,
  events: readonly HealthEvent[],
  memory: HealthMemory,
  { organization, own, now }: { readonly organization: boolean; readonly own: Own; readonly now: Ms },
): Promise<readonly string[]> {
  const found = new Map<string, HealthEntity[]>();
  const pairs = events.flatMap((event): readonly Pair[] => {
    const { arn } = event;
    const accounts = memory.get(arn)?.accounts ?? [];
    const ours = organization && (event.scope === 'ACCOUNT_SPECIFIC' || accounts.length > 0);
    if (!ours) return [{ arn, awsAccountId: null }];
    if (accounts.length === 0 || own.number === null || accounts.includes(own.number))
      return [{ arn, awsAccountId: own.number }];
    // It touches other accounts only: there is nothing of ours to ask.
    found.set(arn, []);
    return [];
  });
  const { answers, failed } = await askTens(
    pairs,
    async (ten): Promise<Result<{ readonly pages: readonly EntitiesPage[]; readonly more: boolean }, AwsFailure>> => {
      const input = organization
        ? { organizationEntityAccountFilters: ten.map(filterOf) }
        : { filter: { eventArns: ten.map((pair) => pair.arn) } };
      const operation = organization ? 'DescribeAffectedEntitiesForOrganization' : 'DescribeAffectedEntities';
      const pages = await allPages(
        (token) =>
          asker.ask('entities', operation, {
            ...input,
            maxResults: 100,
            ...(token === null ? {} : { nextToken: token }),
          }),
        (page) => page.nextToken,
        MOST_ENTITY_PAGES,
      );
      return pages.ok ? ok({ pages: pages.value.value, more: pages.value.more }) : pages;
    },
  );
  const troubles = new Map<string, string>();
  const notUnderstood: string[] = [];
  for (const { items, value } of answers) {
    const [only] = items;
    for (const { arn } of items) {
      if (!found.has(arn)) found.set(arn, []);
      if (value.more)
        troubles.set(arn, `resources: only the first ${MOST_ENTITY_PAGES * 100} of ${items.length} events are kept`);
    }
    for (const page of value.pages) {
      notUnderstood.push(...page.notUnderstood);
      for (const { eventArn, ...entity } of page.entities) {
        const list = found.get(eventArn ?? (items.length === 1 ? (only?.arn ?? '') : ''));
        if (list === undefined) notUnderstood.push(`resource ${entity.value} of an event that was not asked for`);
        else if (isOurs(entity, own)) list.push(entity);
      }
      for (const { arn, text } of page.failed) if (arn !== null) troubles.set(arn, `resources: ${text}`);
    }
  }
  for (const [{ arn }, failure] of failed) troubles.set(arn, `resources: ${failure.reason}`);
  for (const { arn } of events) {
    const list = found.get(arn);
    const cut =
      list !== undefined && list.length > MOST_ENTITIES
        ? `resources: only the first ${MOST_ENTITIES} of ${list.length} are kept`
        : null;
    const trouble = troubles.get(arn) ?? cut;
    // What could not be asked now keeps what was known, and says so.
    if (list === undefined) change(memory, arn, { entitiesTrouble: trouble });
    else change(memory, arn, { entities: list.slice(0, MOST_ENTITIES), entitiesAt: now, entitiesTrouble: trouble });
  }
  return notUnderstood;
}
