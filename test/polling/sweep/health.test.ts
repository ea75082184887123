import { describe, expect, it } from 'vitest';
import { createOwnAccount, type OwnAccount } from '../../../main/polling/own-account';
import {
  sweepHealth,
  type HealthMemory,
  type HealthSweep,
  type HealthSweepOptions,
} from '../../../main/polling/sweep/health';
import { HOUR, MINUTE, SECOND } from '../../../shared/lib/time';
import { failure, type FakeCall } from '../../fakes/aws';
import { NOW } from '../builders';
import { sweepRig, type SweepRig } from './rig';

const event = (id: string, part: object = {}): Record<string, unknown> => ({
  arn: `arn:${id}`,
  service: 'EC2',
  eventTypeCode: 'AWS_EC2_ISSUE',
  eventTypeCategory: 'issue',
  region: 'us-east-1',
  startTime: 1_767_225_600,
  lastUpdatedTime: 1_767_225_600,
  statusCode: 'open',
  eventScopeCode: 'PUBLIC',
  ...part,
});
const mine = (id: string, part: object = {}): Record<string, unknown> =>
  event(id, { eventScopeCode: 'ACCOUNT_SPECIFIC', ...part });
const arnsOf = (call: FakeCall): readonly string[] =>
  (call.input['eventArns'] ??
    (call.input['filter'] as Record<string, unknown> | undefined)?.['eventArns'] ??
    []) as readonly string[];
const describes = (rig: SweepRig): void => {
  rig.aws.answersBy('DescribeEventDetails', (call) => ({
    successfulSet: arnsOf(call).map((arn) => ({
      event: event(arn.slice(4)),
      eventDescription: { latestDescription: `about ${arn}` },
    })),
    failedSet: [],
  }));
};

const OURS = '111122223333';
const THEIRS = '444455556666';
const TARGET = { account: 'prod', profile: 'prod', region: 'global' };
const ownOf = (rig: SweepRig): OwnAccount => createOwnAccount(rig.aws, TARGET, () => rig.clock.now() + 15_000);
const usual = (rig: SweepRig): HealthSweepOptions => ({ organization: false, own: ownOf(rig), now: NOW });

async function sweep(
  rig: SweepRig,
  memory: HealthMemory = new Map(),
  part: { organization?: boolean; now?: number; own?: OwnAccount } = {},
): Promise<HealthSweep> {
  const found = await sweepHealth(rig.asker, memory, { ...usual(rig), ...part });
  if (!found.ok) throw new Error(found.error.reason);
  return found.value;
}

describe('a sweep of AWS Health (P2)', () => {
  it('asks what is open or upcoming, follows pages, and keeps the newer of two words about one event', async () => {
    const rig = sweepRig('global');
    describes(rig);
    rig.aws.answersPages('DescribeEvents', [
      { events: [event('a', { lastUpdatedTime: 1_767_225_700, statusCode: 'upcoming' }), event('b')] },
      { events: [event('a', { lastUpdatedTime: 1_767_225_600 }), event('c')] },
    ]);
    const found = await sweep(rig);
    expect(found.events.map(({ arn, status }) => `${arn} ${status ?? ''}`)).toEqual([
      'arn:a upcoming',
      'arn:b open',
      'arn:c open',
    ]);
    expect(rig.aws.callsOf('DescribeEvents')[0]?.input).toEqual({
      filter: { eventStatusCodes: ['open', 'upcoming'] },
      maxResults: 100,
    });
  });

  it('asks details ten at a time, and only of what is new or changed', async () => {
    const rig = sweepRig('global');
    describes(rig);
    const memory: HealthMemory = new Map();
    const listed = Array.from({ length: 23 }, (_, index) => event(`e${index}`));
    rig.aws.answers('DescribeEvents', { events: listed });
    const first = await sweep(rig, memory);
    expect(rig.aws.callsOf('DescribeEventDetails').map((call) => arnsOf(call).length)).toEqual([10, 10, 3]);
    expect(first.events.every((one) => one.description === `about ${one.arn}` && one.incomplete === null)).toBe(true);
    rig.aws.forgetCalls();
    rig.aws.answers('DescribeEvents', {
      events: [...listed.slice(0, 22), event('e22', { lastUpdatedTime: 1_767_229_999 }), event('new')],
    });
    const second = await sweep(rig, memory);
    expect(rig.aws.callsOf('DescribeEventDetails').map(arnsOf)).toEqual([['arn:e22', 'arn:new']]);
    expect(second.events.every((one) => one.description !== null)).toBe(true);
  });

  it('asks resources only where they can matter: not of public events, not of notices', async () => {
    const rig = sweepRig('global');
    describes(rig);
    rig.aws.answers('DescribeEvents', {
      events: [
        event('public'),
        mine('mine'),
        mine('planned', { eventTypeCategory: 'scheduledChange' }),
        mine('notice', { eventTypeCategory: 'accountNotification' }),
        event('scopeless', { eventScopeCode: undefined }),
      ],
    });
    rig.aws.answersPages('DescribeAffectedEntities', [
      { entities: [{ eventArn: 'arn:mine', entityValue: 'i-1', statusCode: 'IMPAIRED' }] },
      {
        entities: [
          { eventArn: 'arn:mine', entityValue: 'i-2' },
          { eventArn: 'arn:planned', entityValue: 'db-1', statusCode: 'PENDING' },
        ],
      },
    ]);
    const found = await sweep(rig);
    expect(rig.aws.callsOf('DescribeAffectedEntities').map(arnsOf)).toEqual([
      ['arn:mine', 'arn:planned', 'arn:scopeless'],
      ['arn:mine', 'arn:planned', 'arn:scopeless'],
    ]);
    expect(rig.aws.callsOf('DescribeAffectedEntities')[0]?.input).toMatchObject({ maxResults: 100 });
    const entities = Object.fromEntries(
      found.events.map((one) => [one.arn, one.entities?.map(({ value }) => value) ?? null]),
    );
    expect(entities).toEqual({
      'arn:public': null,
      'arn:mine': ['i-1', 'i-2'],
      'arn:planned': ['db-1'],
      'arn:notice': null,
      'arn:scopeless': [],
    });
  });

  it('asks resources of an issue again after 5 minutes: they recover without a word', async () => {
    const rig = sweepRig('global');
    describes(rig);
    const memory: HealthMemory = new Map();
    rig.aws.answers('DescribeEvents', { events: [mine('a'), mine('b', { eventTypeCategory: 'scheduledChange' })] });
    await sweep(rig, memory);
    await sweep(rig, memory, { now: NOW + MINUTE });
    await sweep(rig, memory, { now: NOW + 5 * MINUTE });
    expect(rig.aws.callsOf('DescribeAffectedEntities').map(arnsOf)).toEqual([['arn:a', 'arn:b'], ['arn:a']]);
  });

  it('asks one by one where a policy denies one of ten, and says so at that event', async () => {
    const rig = sweepRig('global');
    const denied = failure('denied', 'health:DescribeEventDetails is not allowed');
    rig.aws.failsBy(
      'DescribeEventDetails',
      (call) => (arnsOf(call).includes('arn:e3') ? denied : null),
      (call) => ({
        successfulSet: arnsOf(call).map((arn) => ({
          event: event(arn.slice(4)),
          eventDescription: { latestDescription: 'x' },
        })),
      }),
    );
    rig.aws.answers('DescribeEvents', { events: Array.from({ length: 12 }, (_, index) => event(`e${index}`)) });
    const memory: HealthMemory = new Map();
    const found = await sweep(rig, memory);
    expect(rig.aws.callsOf('DescribeEventDetails')).toHaveLength(1 + 10 + 1);
    expect(found.events.filter((one) => one.incomplete !== null).map((one) => [one.arn, one.incomplete])).toEqual([
      ['arn:e3', 'details: health:DescribeEventDetails is not allowed'],
    ]);
    rig.aws.forgetCalls();
    await sweep(rig, memory, { now: NOW + MINUTE });
    expect(rig.aws.callsOf('DescribeEventDetails')).toHaveLength(0);
    await sweep(rig, memory, { now: NOW + HOUR });
    expect(rig.aws.callsOf('DescribeEventDetails').map(arnsOf)).toEqual([['arn:e3']]);
  });

  it('does not lose events when details fail, and asks again with the next sweep', async () => {
    const rig = sweepRig('global');
    rig.aws.fails('DescribeEventDetails', failure('throttled', 'slow down'));
    rig.aws.fails('DescribeAffectedEntities', failure('offline', 'connection reset'));
    rig.aws.answers('DescribeEvents', { events: Array.from({ length: 25 }, (_, index) => mine(`e${index}`)) });
    const memory: HealthMemory = new Map();
    const first = await sweep(rig, memory);
    expect(first.events).toHaveLength(25);
    expect(first.events[0]?.incomplete).toBe('details: slow down; resources: connection reset');
    expect(rig.aws.callsOf('DescribeEventDetails')).toHaveLength(1);
    rig.aws.heals('DescribeAffectedEntities');
    describes(rig);
    const second = await sweep(rig, memory);
    expect(second.events.every((one) => one.incomplete === null && one.description !== null)).toBe(true);
  });

  it('says at an event what AWS could not tell of it', async () => {
    const rig = sweepRig('global');
    rig.aws.answers('DescribeEvents', { events: [event('a'), event('b')] });
    rig.aws.answers('DescribeEventDetails', {
      successfulSet: [{ event: event('a') }],
      failedSet: [{ eventArn: 'arn:b', errorName: 'UnknownArn', errorMessage: 'gone' }],
    });
    const found = await sweep(rig);
    expect(found.events.map((one) => one.incomplete)).toEqual([null, 'details: UnknownArn: gone']);
  });

  it('adds an event that only the details know, and asks nothing of one without an ARN', async () => {
    const rig = sweepRig('global');
    rig.aws.answers('DescribeEvents', { events: [event('a'), event('x', { arn: undefined })] });
    rig.aws.answers('DescribeEventDetails', {
      successfulSet: [
        { event: event('a', { lastUpdatedTime: 1_767_229_999, statusCode: 'closed' }) },
        { event: event('extra') },
      ],
    });
    const found = await sweep(rig);
    expect(rig.aws.callsOf('DescribeEventDetails').map(arnsOf)).toEqual([['arn:a']]);
    expect(found.events.map((one) => `${one.arn} ${one.status ?? ''}`)).toEqual([
      'arn:a closed',
      'no-arn:AWS_EC2_ISSUE:us-east-1:2026-01-01T00:00:00.000Z open',
      'arn:extra open',
    ]);
  });

  it('keeps the first 500 resources of an event and says so', async () => {
    const rig = sweepRig('global');
    describes(rig);
    rig.aws.answers('DescribeEvents', { events: [mine('a')] });
    rig.aws.answers('DescribeAffectedEntities', {
      entities: Array.from({ length: 700 }, (_, index) => ({ eventArn: 'arn:a', entityValue: `i-${index}` })),
    });
    const [only] = (await sweep(rig)).events;
    expect(only?.entities).toHaveLength(500);
    expect(only?.incomplete).toBe('resources: only the first 500 of 700 are kept');
  });

  it('fails as a whole only where the list of events fails', async () => {
    const rig = sweepRig('global');
    rig.aws.fails('DescribeEvents', failure('denied', 'AWS Health needs a paid support plan'));
    expect(await sweepHealth(rig.asker, new Map(), usual(rig))).toMatchObject({
      ok: false,
      error: { kind: 'denied' },
    });
    rig.aws.answersBytes('DescribeEvents', '');
    expect(await sweepHealth(rig.asker, new Map(), usual(rig))).toMatchObject({
      ok: false,
      error: { kind: 'error', reason: 'DescribeEvents was answered with an empty answer' },
    });
  });
});

describe('an organization', () => {
  it('is asked with its own operations: public events without an account, others with one', async () => {
    const rig = sweepRig('global');
    rig.aws.answers('DescribeEventsForOrganization', { events: [event('public'), mine('mine')] });
    rig.aws.answers('DescribeAffectedAccountsForOrganization', { affectedAccounts: ['111122223333', '444455556666'] });
    rig.aws.answers('DescribeEventDetailsForOrganization', {
      successfulSet: [
        { event: event('public'), eventDescription: { latestDescription: 'p' } },
        { awsAccountId: '111122223333', event: mine('mine'), eventDescription: { latestDescription: 'm' } },
      ],
    });
    rig.aws.answers('DescribeAffectedEntitiesForOrganization', {
      entities: [
        { eventArn: 'arn:mine', entityValue: 'i-1', awsAccountId: '111122223333' },
        { eventArn: 'arn:mine', entityValue: 'i-2', awsAccountId: '444455556666' },
      ],
    });
    const found = await sweep(rig, new Map(), { organization: true });
    expect(rig.aws.calls.map((call) => call.operation)).toEqual([
      'DescribeEventsForOrganization',
      'DescribeAffectedAccountsForOrganization',
      'DescribeEventDetailsForOrganization',
      'DescribeAffectedEntitiesForOrganization',
    ]);
    expect(rig.aws.calls[2]?.input).toEqual({
      organizationEventDetailFilters: [
        { eventArn: 'arn:public' },
        { eventArn: 'arn:mine', awsAccountId: '111122223333' },
      ],
    });
    expect(rig.aws.calls[3]?.input['organizationEntityAccountFilters']).toEqual([
      { eventArn: 'arn:mine', awsAccountId: OURS },
    ]);
    expect(found.events.map((one) => [one.description, one.entities?.map(({ value }) => value) ?? null])).toEqual([
      ['p', null],
      ['m', ['i-1']],
    ]);
  });

  const affects = (rig: SweepRig, ...accounts: readonly string[]): void => {
    rig.aws.answers('DescribeEventsForOrganization', { events: [mine('mine')] });
    rig.aws.answers('DescribeAffectedAccountsForOrganization', { affectedAccounts: accounts });
    rig.aws.answers('DescribeAffectedEntitiesForOrganization', {
      entities: [
        { eventArn: 'arn:mine', entityValue: 'ours', awsAccountId: OURS },
        { eventArn: 'arn:mine', entityValue: 'theirs', awsAccountId: THEIRS },
        { eventArn: 'arn:mine', entityValue: 'nameless' },
      ],
    });
  };
  const resources = (found: HealthSweep): readonly string[] | null =>
    found.events[0]?.entities?.map(({ value }) => value) ?? null;

  it('counts resources of our own account only, and those of no account (S7, S8)', async () => {
    const rig = sweepRig('global');
    affects(rig, THEIRS, OURS);
    expect(resources(await sweep(rig, new Map(), { organization: true }))).toEqual(['ours', 'nameless']);
    expect(rig.aws.callsOf('DescribeEventDetailsForOrganization')[0]?.input).toEqual({
      organizationEventDetailFilters: [{ eventArn: 'arn:mine', awsAccountId: OURS }],
    });
  });

  it('asks no resources of an event that touches other accounts only', async () => {
    const rig = sweepRig('global');
    affects(rig, THEIRS);
    const found = await sweep(rig, new Map(), { organization: true });
    expect(resources(found)).toEqual([]);
    expect(found.events[0]?.incomplete).toBe('details: AWS did not answer');
    expect(rig.aws.callsOf('DescribeAffectedEntitiesForOrganization')).toEqual([]);
  });

  it('finds our account among hundreds', async () => {
    const rig = sweepRig('global');
    affects(rig, ...Array.from({ length: 300 }, (_, index) => String(500_000_000_000 + index)), OURS);
    expect(resources(await sweep(rig, new Map(), { organization: true }))).toEqual(['ours', 'nameless']);
    expect(rig.aws.callsOf('DescribeAffectedEntitiesForOrganization')).toHaveLength(1);
  });

  it('asks STS once, and not at all where every event is public', async () => {
    const rig = sweepRig('global');
    const memory: HealthMemory = new Map();
    const own = ownOf(rig);
    rig.aws.answers('DescribeEventsForOrganization', { events: [event('public')] });
    await sweep(rig, memory, { organization: true, own });
    expect(rig.aws.identitiesAsked).toBe(0);
    affects(rig, OURS);
    for (const now of [NOW, NOW + MINUTE, NOW + 6 * MINUTE]) await sweep(rig, memory, { organization: true, own, now });
    expect(rig.aws.identitiesAsked).toBe(1);
    own.forget();
    await sweep(rig, memory, { organization: true, own, now: NOW + 12 * MINUTE });
    expect(rig.aws.identitiesAsked).toBe(2);
  });

  it('says nothing of resources while its own number is not known, says so, and asks STS again', async () => {
    const rig = sweepRig('global');
    const memory: HealthMemory = new Map();
    const own = ownOf(rig);
    affects(rig, OURS);
    rig.aws.answersBy('DescribeEventDetailsForOrganization', () => ({ successfulSet: [{ event: mine('mine') }] }));
    rig.aws.nobody = failure('offline', 'connection reset');
    const first = await sweep(rig, memory, { organization: true, own });
    expect(first.events[0]).toMatchObject({
      entities: null,
      incomplete: 'resources: which of them are ours is not known: connection reset',
    });
    rig.aws.nobody = null;
    const second = await sweep(rig, memory, { organization: true, own, now: NOW + MINUTE });
    expect(resources(second)).toEqual(['ours', 'nameless']);
    expect(second.events[0]?.incomplete).toBeNull();
    expect(rig.aws.identitiesAsked).toBe(2);
  });
});

describe('an account of its own', () => {
  const two = { entities: [OURS, THEIRS].map((id) => ({ eventArn: 'arn:a', entityValue: id, awsAccountId: id })) };

  it('drops resources of others where its number happens to be known, and does not ask for it', async () => {
    const rig = sweepRig('global');
    describes(rig);
    rig.aws.answers('DescribeEvents', { events: [mine('a')] });
    rig.aws.answers('DescribeAffectedEntities', two);
    const own = ownOf(rig);
    expect((await sweep(rig, new Map(), { own })).events[0]?.entities).toHaveLength(2);
    expect(rig.aws.identitiesAsked).toBe(0);
    await own.ask();
    expect((await sweep(rig, new Map(), { own })).events[0]?.entities?.map(({ value }) => value)).toEqual([OURS]);
  });
});

it.each([false, true])(
  'entries of which not one can be read are no answer (P10), organization %s',
  async (organization) => {
    const rig = sweepRig('global');
    const operation = organization ? 'DescribeEventsForOrganization' : 'DescribeEvents';
    rig.aws.answers(operation, { events: [null, 3, 'x'] });
    expect(await sweepHealth(rig.asker, new Map(), { ...usual(rig), organization })).toMatchObject({
      ok: false,
      error: { kind: 'error', reason: `${operation} was answered with nothing that can be understood` },
    });
    rig.aws.answers(operation, { events: [null, event('a')] });
    expect((await sweep(rig, new Map(), { organization })).notUnderstood).toEqual(['events[0]']);
  },
);

it('is dated by the clock of AWS when it was asked, not when the last page came', async () => {
  const rig = sweepRig('global');
  rig.aws.ahead = 90 * SECOND;
  expect((await sweep(rig)).awsAt).toBe(NOW + 90 * SECOND);
});
