import { afterEach, expect, it } from 'vitest';
import { createAws } from '../../main/aws/aws';
import { startPoller } from '../../main/polling/poller';
import { systemClock } from '../../main/polling/system-clock';
import type { PollUpdate } from '../../main/polling/updates';
import type { HealthEvent } from '../../shared/domain/health/types';
import { aSite, aWorkspace } from '../polling/builders';
import { createAwsHome, replyWith, startTinyAws, type Reply } from './tiny-aws';

const cleanups: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

const OURS = '111122223333';
const THEIRS = '444455556666';
const EVENT = {
  arn: 'arn:e',
  service: 'EC2',
  eventTypeCategory: 'issue',
  region: 'sa-east-1',
  statusCode: 'open',
  eventScopeCode: 'ACCOUNT_SPECIFIC',
};

/** The event of an organization whose resources are in two accounts, as one run of the poller tells it. */
async function told(identity: Reply): Promise<{ readonly event: HealthEvent | undefined; readonly asked: number }> {
  const server = await startTinyAws(
    replyWith.by(
      {
        GetCallerIdentity: identity,
        DescribeEventsForOrganization: replyWith.json({ events: [EVENT] }),
        DescribeAffectedAccountsForOrganization: replyWith.json({ affectedAccounts: [THEIRS, OURS] }),
        DescribeEventDetailsForOrganization: replyWith.json({ successfulSet: [{ awsAccountId: OURS, event: EVENT }] }),
        DescribeAffectedEntitiesForOrganization: replyWith.json({
          entities: [OURS, THEIRS].map((awsAccountId) => ({ eventArn: 'arn:e', entityValue: 'i', awsAccountId })),
        }),
      },
      replyWith.json({ MetricAlarms: [] }),
    ),
  );
  cleanups.push(server.close);
  const home = await createAwsHome('', '[prod-profile]\naws_access_key_id = AKID\naws_secret_access_key = s\n');
  cleanups.push(home.remove);
  const aws = createAws({ clock: systemClock, endpoint: server.url, files: home.files });
  cleanups.push(() => aws.close());
  const updates: PollUpdate[] = [];
  const poller = startPoller({
    workspace: aWorkspace([aSite('br')], {
      accounts: new Map([['prod', { id: 'prod', name: 'prod', profile: 'prod-profile', organization: true }]]),
    }),
    aws,
    clock: systemClock,
    random: () => 0.5,
    memory: () => null,
    onUpdate: (update) => updates.push(update),
    once: true,
  });
  await poller.firstSweepDone;
  await poller.stop();
  return {
    event: updates.flatMap((update) => (update.kind === 'events' ? update.events : []))[0],
    asked: server.seen.filter(({ operation }) => operation === 'GetCallerIdentity').length,
  };
}

it('resources of other accounts of an organization are not those of the site (S7, S8)', async () => {
  const { event, asked } = await told(replyWith.identity(OURS));
  expect(event?.entities).toEqual([{ value: 'i', status: null, awsAccountId: OURS }]);
  expect(event?.incomplete).toBeNull();
  expect(asked).toBe(1);
});

it('without its own number an organization says nothing of resources, and says why', async () => {
  const { event } = await told(replyWith.stsError('AccessDenied', 'an SCP denies sts'));
  expect(event?.entities).toBeNull();
  expect(event?.incomplete).toMatch(/^resources: which of them are ours is not known: sts:GetCallerIdentity/);
});
