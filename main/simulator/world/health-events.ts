import { DAY, HOUR, MINUTE, type Ms } from '../../../shared/lib/time';
import type { Json } from '../protocol/json';
import { uuid } from './noise';
import { LOWER_ACCOUNT, PROD_ACCOUNT } from './sites';
import { LOOP_MINUTES, loopsAt } from './story';

/** An event of AWS Health before it is written for the wire. */
export interface WorldEvent {
  readonly key: string;
  readonly service: string;
  readonly type: string;
  readonly category: 'issue' | 'accountNotification' | 'scheduledChange';
  readonly region: string;
  readonly zone?: string;
  readonly start: Ms;
  readonly end: Ms | null;
  readonly updated: Ms;
  readonly status: 'open' | 'closed' | 'upcoming';
  /** Null: public, every account sees it. */
  readonly account: string | null;
  readonly description: string;
  readonly entities: readonly { readonly value: string; readonly status: string }[];
  readonly actionability?: string;
  readonly personas?: readonly string[];
}

const clock = (at: Ms): string => `[${new Date(at).toISOString().slice(11, 16)} UTC]`;

/** Scheduled work: upcoming, then open, then closed for good. */
function scheduledStatus(start: Ms, end: Ms, now: Ms): WorldEvent['status'] {
  return now < start ? 'upcoming' : now < end ? 'open' : 'closed';
}

/** The public EC2 issue of a loop; its text grows while AWS investigates, and it is known until the next loop is over. */
function computeIssue(loop: number, begin: Ms, now: Ms): WorldEvent {
  const start = begin - 32 * MINUTE;
  const end = begin + 41 * MINUTE;
  const updates: readonly (readonly [at: Ms, text: string])[] = [
    [
      start,
      'We are investigating increased API error rates and latencies in a single Availability Zone (sae1-az1) in the SA-EAST-1 Region.',
    ],
    [
      begin - MINUTE,
      'We can confirm increased error rates and latencies for the EC2 APIs and launches in sae1-az1. Other Availability Zones are not affected.',
    ],
    [begin + 20 * MINUTE, 'We have identified the cause and are seeing first signs of recovery in sae1-az1.'],
    [end, '[RESOLVED] The issue has been resolved and the service is operating normally.'],
  ];
  const said = updates.filter(([at]) => at <= now);
  const over = now >= end;
  return {
    key: `ec2-sa-east-1/${loop}`,
    service: 'EC2',
    type: 'AWS_EC2_OPERATIONAL_ISSUE',
    category: 'issue',
    region: 'sa-east-1',
    zone: 'sae1-az1',
    start,
    end: over ? end : null,
    updated: said.at(-1)?.[0] ?? start,
    status: over ? 'closed' : 'open',
    account: null,
    description: `${over ? '[RESOLVED] ' : ''}EC2 API errors and latency, zone sae1-az1\n\n${said.map(([at, text]) => `${clock(at)} ${text}`).join('\n\n')}`,
    entities: [],
  };
}

function maintenance(loop: number, begin: Ms, now: Ms): WorldEvent {
  const start = begin - 18 * MINUTE;
  const end = begin + 90 * MINUTE;
  return {
    key: `rds-in-pre/${loop}`,
    service: 'RDS',
    type: 'AWS_RDS_MAINTENANCE_SCHEDULED',
    category: 'scheduledChange',
    region: 'ap-south-1',
    start,
    end,
    updated: now >= start ? start : start - 2 * DAY,
    status: scheduledStatus(start, end, now),
    account: LOWER_ACCOUNT,
    description:
      'Aurora minor version upgrade\n\nThe DB cluster retail-in-pre is upgraded to the next minor version in its maintenance window. Connections are interrupted for up to one minute.',
    entities: [
      {
        value: `arn:aws:rds:ap-south-1:${LOWER_ACCOUNT}:cluster:retail-in-pre`,
        status: now >= end ? 'RESOLVED' : 'PENDING',
      },
    ],
    actionability: 'INFORMATIONAL',
    personas: ['OPERATIONS'],
  };
}

/** The account's own EC2 issue in Canada, with an entity that recovers before the event ends. */
function impairedInstances(loop: number, begin: Ms, now: Ms): WorldEvent {
  const start = begin + 130 * MINUTE;
  const end = begin + 152 * MINUTE;
  const recovered = now >= begin + 148 * MINUTE;
  const over = now >= end;
  return {
    key: `ec2-ca-central-1/${loop}`,
    service: 'EC2',
    type: 'AWS_EC2_INSTANCE_STORE_DRIVE_PERFORMANCE_DEGRADED',
    category: 'issue',
    region: 'ca-central-1',
    start,
    end: over ? end : null,
    updated: over ? end : recovered ? begin + 148 * MINUTE : start,
    status: over ? 'closed' : 'open',
    account: PROD_ACCOUNT,
    description: `${over ? '[RESOLVED] ' : ''}EC2 instances with degraded hardware\n\n${clock(start)} Instances of your account run on hardware whose performance is degraded.`,
    entities: [
      { value: 'i-0c4a9e17d2b85f360', status: recovered ? 'RESOLVED' : 'IMPAIRED' },
      { value: 'i-07e1b3d95c2f8a416', status: recovered ? 'RESOLVED' : 'UNIMPAIRED' },
    ],
  };
}

/** First 04:00 UTC that leaves at least half an hour from the start of the story. */
function canadaPatch(storyStart: Ms, now: Ms): WorldEvent {
  const earliest = storyStart + 45 * MINUTE;
  const today = Math.floor(earliest / DAY) * DAY + 4 * HOUR;
  const start = today >= earliest ? today : today + DAY;
  const end = start + 45 * MINUTE;
  return {
    key: 'rds-ca-prod',
    service: 'RDS',
    type: 'AWS_RDS_MAINTENANCE_SCHEDULED',
    category: 'scheduledChange',
    region: 'ca-central-1',
    start,
    end,
    updated: now >= start ? start : storyStart - 3 * DAY,
    status: scheduledStatus(start, end, now),
    account: PROD_ACCOUNT,
    description: 'RDS patch\n\nA required patch is applied to the DB cluster retail-ca-prod in its maintenance window.',
    entities: [
      {
        value: `arn:aws:rds:ca-central-1:${PROD_ACCOUNT}:cluster:retail-ca-prod`,
        status: now >= end ? 'RESOLVED' : 'PENDING',
      },
    ],
    actionability: 'INFORMATIONAL',
    personas: ['OPERATIONS'],
  };
}

/** Events that are listed and never change a status. */
function listedEvents(storyStart: Ms): readonly WorldEvent[] {
  const day = Math.floor(storyStart / DAY) * DAY;
  return [
    {
      key: 'rds-br-prod',
      service: 'RDS',
      type: 'AWS_RDS_MAINTENANCE_SCHEDULED',
      category: 'scheduledChange',
      region: 'sa-east-1',
      start: day + 4 * DAY + 6 * HOUR,
      end: day + 4 * DAY + 8 * HOUR,
      updated: storyStart - 5 * DAY,
      status: 'upcoming',
      account: PROD_ACCOUNT,
      description:
        'Aurora storage patch\n\nThe storage of the DB cluster retail-br-prod is patched in its maintenance window.',
      entities: [{ value: `arn:aws:rds:sa-east-1:${PROD_ACCOUNT}:cluster:retail-br-prod`, status: 'PENDING' }],
      actionability: 'ACTION_MAY_BE_REQUIRED',
      personas: ['OPERATIONS'],
    },
    {
      key: 'acm-us-prod',
      service: 'ACM',
      type: 'AWS_ACM_RENEWAL_STATE_CHANGE',
      category: 'accountNotification',
      region: 'us-east-1',
      start: storyStart - 3 * DAY,
      end: null,
      updated: storyStart - 3 * DAY,
      status: 'open',
      account: PROD_ACCOUNT,
      description:
        'Certificate renewal needs validation\n\nThe certificate of shop.example.com expires in 41 days. AWS could not renew it because a DNS record is missing.',
      entities: [
        {
          value: `arn:aws:acm:us-east-1:${PROD_ACCOUNT}:certificate/5d0f6a8e-2b1c-4c7e-9f3a-6e8d1b0c2a47`,
          status: 'PENDING',
        },
      ],
      actionability: 'ACTION_REQUIRED',
      personas: ['OPERATIONS', 'SECURITY'],
    },
    {
      key: 'lambda-lifecycle',
      service: 'LAMBDA',
      type: 'AWS_LAMBDA_PLANNED_LIFECYCLE_EVENT',
      category: 'scheduledChange',
      region: 'us-east-1',
      start: day + 74 * DAY,
      end: null,
      updated: storyStart - 12 * DAY,
      status: 'upcoming',
      account: PROD_ACCOUNT,
      description:
        'A Lambda runtime reaches the end of its support\n\nFunctions on this runtime can no longer be created after this date, and no longer be updated 30 days later.',
      entities: [
        { value: `arn:aws:lambda:us-east-1:${PROD_ACCOUNT}:function:retail-us-prod-refunds`, status: 'PENDING' },
      ],
      actionability: 'ACTION_REQUIRED',
      personas: ['OPERATIONS'],
    },
    {
      key: 'elb-us-east-1',
      service: 'ELASTICLOADBALANCING',
      type: 'AWS_ELASTICLOADBALANCING_OPERATIONAL_ISSUE',
      category: 'issue',
      region: 'us-east-1',
      start: storyStart - 2 * DAY,
      end: storyStart - 2 * DAY + 47 * MINUTE,
      updated: storyStart - 2 * DAY + 50 * MINUTE,
      status: 'closed',
      account: null,
      description:
        '[RESOLVED] Increased provisioning times\n\nProvisioning of load balancers was delayed. Existing load balancers were not affected. The issue has been resolved.',
      entities: [],
    },
    {
      // AWS leaves the status of such events at open; only the end and the text say that it is over.
      key: 'iam-global',
      service: 'IAM',
      type: 'AWS_IAM_OPERATIONAL_ISSUE',
      category: 'issue',
      region: 'global',
      start: storyStart - 9 * HOUR,
      end: storyStart - 8 * HOUR,
      updated: storyStart - 8 * HOUR + 5 * MINUTE,
      status: 'open',
      account: null,
      description:
        '[RESOLVED] Delays of user and policy updates\n\nChanges made to IAM took longer than usual to propagate. Existing credentials were not affected.',
      entities: [],
    },
  ];
}

/** Every event that AWS Health would still list at `now`, newest update first. */
export function eventsAt(storyStart: Ms, now: Ms): readonly WorldEvent[] {
  const events = [...listedEvents(storyStart), canadaPatch(storyStart, now)];
  for (const { loop } of loopsAt(storyStart, now)) {
    const begin = storyStart + loop * LOOP_MINUTES * MINUTE;
    events.push(computeIssue(loop, begin, now), maintenance(loop, begin, now), impairedInstances(loop, begin, now));
    if (loop > 0) events.push(computeIssue(loop - 1, begin - LOOP_MINUTES * MINUTE, now));
  }
  const seen = new Map(events.filter((event) => knownAt(event, now)).map((event) => [event.key, event]));
  return [...seen.values()].sort((a, b) => b.updated - a.updated);
}

/** An issue is known once it began; scheduled work is announced ahead. */
const knownAt = (event: WorldEvent, now: Ms): boolean => event.category === 'scheduledChange' || event.start <= now;

const seconds = (at: Ms): number => at / 1000;

export function eventArn(event: WorldEvent, seed: number): string {
  const scope = event.region === 'global' ? 'global' : event.region;
  return `arn:aws:health:${scope}::event/${event.service}/${event.type}/${event.type}_${uuid(seed, event.key)}`;
}

export function eventWire(event: WorldEvent, seed: number): Json {
  return {
    arn: eventArn(event, seed),
    service: event.service,
    eventTypeCode: event.type,
    eventTypeCategory: event.category,
    region: event.region,
    ...(event.zone === undefined ? {} : { availabilityZone: event.zone }),
    startTime: seconds(event.start),
    ...(event.end === null ? {} : { endTime: seconds(event.end) }),
    lastUpdatedTime: seconds(event.updated),
    statusCode: event.status,
    eventScopeCode: event.account === null ? 'PUBLIC' : 'ACCOUNT_SPECIFIC',
    ...(event.actionability === undefined ? {} : { actionability: event.actionability }),
    ...(event.personas === undefined ? {} : { personas: event.personas }),
  };
}

export function entityWires(event: WorldEvent, seed: number): readonly Json[] {
  return event.entities.map(({ value, status }) => ({
    entityArn: `arn:aws:health:${event.region}:${event.account ?? ''}:entity/${uuid(seed, `${event.key}/${value}`)}`,
    eventArn: eventArn(event, seed),
    entityValue: value,
    awsAccountId: event.account ?? '',
    lastUpdatedTime: seconds(event.updated),
    statusCode: status,
  }));
}
