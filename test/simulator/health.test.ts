import {
  DescribeAffectedAccountsForOrganizationCommand,
  DescribeAffectedEntitiesCommand,
  DescribeAffectedEntitiesForOrganizationCommand,
  DescribeEventDetailsCommand,
  DescribeEventDetailsForOrganizationCommand,
  DescribeEventsCommand,
  DescribeEventsForOrganizationCommand,
  type DescribeEventsCommandInput,
} from '@aws-sdk/client-health';
import { describe, expect, test } from 'vitest';
import { LOWER, LOWER_ACCOUNT, PROD, PROD_ACCOUNT, refusal, started, type Started } from './harness';

const event = (n: number, more: object = {}) => ({
  arn: `arn:aws:health:eu-west-1::event/EC2/T/E${n}`,
  service: 'EC2',
  eventTypeCode: 'AWS_EC2_OPERATIONAL_ISSUE',
  eventTypeCategory: 'issue',
  region: 'eu-west-1',
  startTime: 1_795_000_000 + n,
  lastUpdatedTime: 1_795_000_100 + n,
  statusCode: 'open',
  eventScopeCode: 'PUBLIC',
  ...more,
});
const scripted = (health: object) => ({ world: 'empty', health });

const arnsOf = async (sim: Started, input: DescribeEventsCommandInput = {}, key = PROD) => {
  const answer = await sim.health(key).send(new DescribeEventsCommand({ maxResults: 100, ...input }));
  return answer.events!.map((one) => one.arn!);
};

describe('DescribeEvents', () => {
  test('pages by maxResults and nextToken', async () => {
    const sim = await started(scripted({ events: [1, 2, 3, 4, 5].map((n) => event(n)) }));
    const seen: string[] = [];
    let nextToken: string | undefined;
    do {
      const page = await sim.health().send(new DescribeEventsCommand({ maxResults: 2, nextToken }));
      seen.push(...page.events!.map((one) => one.arn!.slice(-2)));
      nextToken = page.nextToken;
    } while (nextToken !== undefined);
    expect(seen).toEqual(['E1', 'E2', 'E3', 'E4', 'E5']);
    expect(sim.log()).toHaveLength(3);
  });

  test('pages may repeat their last event', async () => {
    const sim = await started(scripted({ events: [1, 2, 3].map((n) => event(n)), pageSize: 2, repeatOnPages: true }));
    const first = await sim.health().send(new DescribeEventsCommand({ maxResults: 100 }));
    const second = await sim.health().send(new DescribeEventsCommand({ maxResults: 100, nextToken: first.nextToken }));
    expect(first.events!.map((one) => one.arn!.slice(-2))).toEqual(['E1', 'E2']);
    expect(second.events!.map((one) => one.arn!.slice(-2))).toEqual(['E2', 'E3']);
  });

  test.each<readonly [string, DescribeEventsCommandInput['filter'], string[]]>([
    ['regions', { regions: ['us-east-1'] }, ['E2']],
    ['global among the regions', { regions: ['us-east-1', 'global'] }, ['E2', 'E3']],
    ['services', { services: ['IAM'] }, ['E3']],
    ['categories', { eventTypeCategories: ['scheduledChange'] }, ['E4']],
    ['status', { eventStatusCodes: ['closed', 'upcoming'] }, ['E2', 'E4']],
    ['type codes', { eventTypeCodes: ['AWS_RDS_MAINTENANCE_SCHEDULED'] }, ['E4']],
    ['ARNs', { eventArns: ['arn:aws:health:eu-west-1::event/EC2/T/E1'] }, ['E1']],
    ['update times', { lastUpdatedTimes: [{ from: new Date(1_795_000_103_000) }] }, ['E3', 'E4']],
    [
      'start times',
      { startTimes: [{ from: new Date(1_795_000_001_000), to: new Date(1_795_000_002_000) }] },
      ['E1', 'E2'],
    ],
    ['entities', { entityValues: ['db-1'] }, ['E4']],
    ['two at once', { regions: ['eu-west-1'], eventStatusCodes: ['open'] }, ['E1']],
  ])('filters by %s', async (_, filter, expected) => {
    const sim = await started(
      scripted({
        events: [
          event(1),
          event(2, { region: 'us-east-1', statusCode: 'closed' }),
          event(3, { region: 'global', service: 'IAM' }),
          event(4, {
            eventTypeCode: 'AWS_RDS_MAINTENANCE_SCHEDULED',
            eventTypeCategory: 'scheduledChange',
            statusCode: 'upcoming',
          }),
        ],
        entities: [{ eventArn: event(4).arn, entityValue: 'db-1' }],
      }),
    );
    expect((await arnsOf(sim, { filter })).map((arn) => arn.slice(-2))).toEqual(expected);
  });

  test('what is no event is sent as it was planted', async () => {
    const sim = await started(scripted({ events: ['nonsense', null, {}, event(1)] }));
    const response = await fetch(sim.url, {
      method: 'POST',
      body: JSON.stringify({ filter: { regions: ['eu-west-1'] } }),
      headers: {
        'x-amz-target': 'AWSHealth_20160804.DescribeEvents',
        authorization: `AWS4-HMAC-SHA256 Credential=${PROD}/20261118/us-east-1/health/aws4_request, Signature=0`,
      },
    });
    expect(response.headers.get('content-type')).toBe('application/x-amz-json-1.1');
    expect(await response.json()).toEqual({ events: ['nonsense', null, {}, event(1)] });
  });

  test('times may be given relative to the start', async () => {
    const sim = await started({
      now: '2026-11-18T01:42:20Z',
      ...scripted({ events: [event(1, { startTime: { $secondsAgo: 600 }, endTime: { $secondsAgo: -60 } })] }),
    });
    const answer = await sim.health().send(new DescribeEventsCommand({}));
    expect(answer.events![0]).toMatchObject({
      startTime: new Date('2026-11-18T01:32:20Z'),
      endTime: new Date('2026-11-18T01:43:20Z'),
    });
  });

  test.each<readonly [string, DescribeEventsCommandInput, string]>([
    ['101 results', { maxResults: 101 }, 'ValidationException'],
    ['eleven regions', { filter: { regions: Array.from({ length: 11 }, (_, i) => `r-${i}`) } }, 'ValidationException'],
    ['a foreign token', { nextToken: 'nonsense' }, 'InvalidPaginationToken'],
    ['another language', { locale: 'fr' }, 'UnsupportedLocale'],
  ])('%s is refused', async (_, input, name) => {
    const sim = await started(scripted({ events: [] }));
    expect((await refusal(sim.health().send(new DescribeEventsCommand(input)))).name).toBe(name);
  });

  test('without a support plan every call is refused, for one account or for all', async () => {
    const sim = await started(scripted({ account: LOWER_ACCOUNT, plan: false, events: [] }));
    expect(await refusal(arnsOf(sim, {}, LOWER))).toMatchObject({ name: 'SubscriptionRequiredException', status: 400 });
    expect(await arnsOf(sim, {}, PROD)).toEqual([]);
  });
});

describe('DescribeEventDetails', () => {
  const WORLD = scripted({
    events: [event(1), event(2)],
    details: [{ event: event(1), eventDescription: { latestDescription: 'Text' }, eventMetadata: { a: 'b' } }],
    failed: [{ eventArn: event(3).arn, errorName: 'Denied', errorMessage: 'no' }],
  });

  test('known ones succeed, unknown and failing ones stand in the failed set of a good answer', async () => {
    const sim = await started(WORLD);
    const arns = [1, 2, 3, 4].map((n) => event(n).arn);
    const answer = await sim.health().send(new DescribeEventDetailsCommand({ eventArns: arns }));
    expect(answer.successfulSet!.map((item) => [item.event!.arn, item.eventDescription!.latestDescription])).toEqual([
      [arns[0], 'Text'],
      [arns[1], ''],
    ]);
    expect(answer.failedSet!.map((item) => [item.eventArn, item.errorName])).toEqual([
      [arns[2], 'Denied'],
      [arns[3], 'ResourceNotFoundException'],
    ]);
  });

  test('more than ten ARNs are refused', async () => {
    const sim = await started(WORLD);
    const eventArns = Array.from({ length: 11 }, (_, n) => event(n).arn);
    const call = sim.health().send(new DescribeEventDetailsCommand({ eventArns }));
    expect(await refusal(call)).toMatchObject({ name: 'ValidationException', status: 400 });
  });
});

describe('DescribeAffectedEntities', () => {
  test('pages over the entities of up to ten events', async () => {
    const entities = Array.from({ length: 5 }, (_, n) => ({
      eventArn: event(n % 2).arn,
      entityValue: `i-${n}`,
      statusCode: 'IMPAIRED',
    }));
    const sim = await started(scripted({ events: [event(0), event(1)], entities }));
    const filter = { eventArns: [event(0).arn] };
    const first = await sim.health().send(new DescribeAffectedEntitiesCommand({ filter, maxResults: 2 }));
    const second = await sim.health().send(new DescribeAffectedEntitiesCommand({ filter, nextToken: first.nextToken }));
    expect([...first.entities!, ...second.entities!].map((entity) => entity.entityValue)).toEqual([
      'i-0',
      'i-2',
      'i-4',
    ]);
    const many = { eventArns: Array.from({ length: 11 }, (_, n) => event(n).arn) };
    expect((await refusal(sim.health().send(new DescribeAffectedEntitiesCommand({ filter: many })))).name).toBe(
      'ValidationException',
    );
  });
});

describe('the organization view', () => {
  test('the management account sees the events of all accounts, without zones', async () => {
    const sim = await started();
    const answer = await sim.health().send(new DescribeEventsForOrganizationCommand({ maxResults: 100 }));
    const arns = answer.events!.map((one) => one.arn);
    expect(new Set(arns).size).toBe(arns.length);
    expect(new Set(arns)).toEqual(new Set([...(await arnsOf(sim)), ...(await arnsOf(sim, {}, LOWER))]));
    expect(JSON.stringify(answer.events)).not.toContain('availabilityZone');
  });

  test('it names the accounts of an event, none for a public one', async () => {
    const sim = await started();
    const { events } = await sim.health(LOWER).send(new DescribeEventsCommand({ maxResults: 100 }));
    const own = events!.find((one) => one.eventScopeCode === 'ACCOUNT_SPECIFIC')!.arn!;
    const everyones = events!.find((one) => one.eventScopeCode === 'PUBLIC')!.arn!;
    const ask = (eventArn: string) =>
      sim.health().send(new DescribeAffectedAccountsForOrganizationCommand({ eventArn }));
    expect(await ask(own)).toMatchObject({ affectedAccounts: [LOWER_ACCOUNT], eventScopeCode: 'ACCOUNT_SPECIFIC' });
    expect(await ask(everyones)).toMatchObject({ affectedAccounts: [], eventScopeCode: 'PUBLIC' });
    expect(await ask('arn:aws:health:x::event/A/B/C')).toMatchObject({ eventScopeCode: 'NONE' });

    const details = await sim.health().send(
      new DescribeEventDetailsForOrganizationCommand({
        organizationEventDetailFilters: [
          { eventArn: own, awsAccountId: LOWER_ACCOUNT },
          { eventArn: own },
          { eventArn: everyones },
          { eventArn: everyones, awsAccountId: PROD_ACCOUNT },
        ],
      }),
    );
    expect(details.successfulSet!.map((item) => [item.event!.arn, item.awsAccountId])).toEqual([
      [own, LOWER_ACCOUNT],
      [everyones, undefined],
    ]);
    expect(details.failedSet!.map((item) => [item.eventArn, item.awsAccountId])).toEqual([
      [own, undefined],
      [everyones, PROD_ACCOUNT],
    ]);

    const entities = await sim.health().send(
      new DescribeAffectedEntitiesForOrganizationCommand({
        organizationEntityAccountFilters: [{ eventArn: own, awsAccountId: LOWER_ACCOUNT }],
      }),
    );
    expect(entities.entities!.map((entity) => entity.awsAccountId)).toEqual([LOWER_ACCOUNT]);
  });

  test('it is not for other accounts', async () => {
    const sim = await started();
    const call = sim.health(LOWER).send(new DescribeEventsForOrganizationCommand({}));
    expect(await refusal(call)).toMatchObject({
      name: 'AccessDeniedException',
      message: expect.stringContaining('health:DescribeEventsForOrganization') as string,
    });
  });
});
