import { afterEach, describe, expect, it } from 'vitest';
import { constant, signalText, siteOf, stage, workspaceText, type Stage } from './cli';

/** Alarms and AWS Health events through HTTP with the command line. */
const stages: Stage[] = [];
afterEach(async () => {
  await Promise.all(stages.splice(0).map((one) => one.simulator.stop()));
});

async function on(scenario: object): Promise<Stage> {
  const made = await stage(scenario);
  stages.push(made);
  return made;
}

const HOUR_AGO = { $secondsAgo: 3_600 };
const AHEAD = { $secondsAgo: -3_600 };

const alarm = (name: string, state = 'OK', more: object = {}): object => ({
  AlarmName: name,
  AlarmArn: `arn:aws:cloudwatch:sa-east-1:111122223333:alarm:${name}`,
  StateValue: state,
  StateReason: 'because',
  StateUpdatedTimestamp: HOUR_AGO,
  StateTransitionedTimestamp: HOUR_AGO,
  Period: 60,
  EvaluationPeriods: 1,
  ActionsEnabled: true,
  ...more,
});

async function withAlarms(metricAlarms: readonly object[], compositeAlarms: readonly object[], section: string) {
  const one = await on({
    alarms: [{ region: 'sa-east-1', MetricAlarms: metricAlarms, CompositeAlarms: compositeAlarms }],
  });
  return one.status(workspaceText({ alarms: section }));
}

describe('alarms', () => {
  it('S6: an include that matches no alarm is misconfigured and unknown, also beside one that matches', async () => {
    const result = await withAlarms([alarm('retail-a')], [], '{ include: ["retail-*", "typo-*"] }');
    expect(siteOf(result, 'site-1')).toMatchObject({ status: 'unknown' });
    expect(siteOf(result, 'site-1').reasons).toContainEqual(
      expect.objectContaining({ kind: 'misconfigured', severity: 'unknown' }),
    );
    expect(result.code).toBe(3);
  });

  it('S6: a composite in ALARM replaces its children among the reasons', async () => {
    const result = await withAlarms(
      [alarm('retail-a', 'ALARM'), alarm('retail-b', 'ALARM')],
      [alarm('retail-all', 'ALARM', { AlarmRule: 'ALARM("retail-a") OR ALARM(retail-b)' })],
      '{ include: ["retail-*"], critical: ["retail-all"] }',
    );
    const site = siteOf(result, 'site-1');
    expect(site.status).toBe('critical');
    expect(site.reasons.filter((reason) => reason.kind === 'alarm')).toHaveLength(1);
    expect(site.reasons[0]?.text).toContain('retail-all');
    expect(result.json.alarms).toHaveLength(3);
  });

  it('S6: under a composite in OK a child in ALARM is at most a warning', async () => {
    const result = await withAlarms(
      [alarm('retail-a-page', 'ALARM')],
      [alarm('retail-all', 'OK', { AlarmRule: 'ALARM(retail-a-page) AND ALARM(other)' })],
      '{ include: ["retail-*"], critical: ["*-page"] }',
    );
    expect(siteOf(result, 'site-1').status).toBe('warning');
  });

  it('S6: ERROR is unknown, TargetTracking is ignored, INSUFFICIENT_DATA is listed', async () => {
    const broken = await withAlarms(
      [alarm('retail-a', 'OK', { EvaluationState: 'EVALUATION_ERROR' })],
      [],
      '{ include: ["retail-*"] }',
    );
    expect(siteOf(broken, 'site-1').status).toBe('unknown');
    const quiet = await withAlarms(
      [alarm('TargetTracking-x', 'ALARM'), alarm('retail-a', 'INSUFFICIENT_DATA')],
      [],
      '{ critical: ["*-page"] }',
    );
    expect(siteOf(quiet, 'site-1').status).toBe('ok');
    expect(quiet.json.alarms.map((one) => [one.name, one.state])).toEqual([['retail-a', 'INSUFFICIENT_DATA']]);
    const long = await withAlarms([alarm('retail-page', 'INSUFFICIENT_DATA')], [], '{ critical: ["*-page"] }');
    expect(siteOf(long, 'site-1').status).toBe('unknown');
  });

  it('S2, P10: an alarm whose state is not understood never leaves its site green', async () => {
    const result = await withAlarms([alarm('retail-a'), alarm('retail-page', 'FOO')], [], '{ include: ["retail-*"] }');
    expect(siteOf(result, 'site-1').status).toBe('unknown');
    expect(siteOf(result, 'site-1').reasons[0]?.text).toContain('retail-page');
    expect(result.code).toBe(3);
  });

  it('P2: alarms on many pages, two of them empty of one kind, are all there once', async () => {
    const many = Array.from({ length: 230 }, (_, index) => alarm(`retail-${index}`, index === 229 ? 'ALARM' : 'OK'));
    const one = await on({ alarms: [{ region: 'sa-east-1', MetricAlarms: many }] });
    const result = await one.status(workspaceText({ alarms: '{ include: ["retail-*"] }' }));
    expect(result.json.alarms).toHaveLength(230);
    expect(siteOf(result, 'site-1').status).toBe('warning');
    expect(one.simulator.log().filter((entry) => entry.operation === 'DescribeAlarms')).toHaveLength(3);
  });
});

const event = (arn: string, more: object = {}): object => ({
  arn: `arn:aws:health:sa-east-1::event/${arn}`,
  service: 'EC2',
  eventTypeCode: 'AWS_EC2_OPERATIONAL_ISSUE',
  eventTypeCategory: 'issue',
  region: 'sa-east-1',
  startTime: HOUR_AGO,
  lastUpdatedTime: HOUR_AGO,
  statusCode: 'open',
  eventScopeCode: 'PUBLIC',
  ...more,
});

async function withEvents(health: object, site: object = {}) {
  const one = await on({ metrics: [constant('load', 5)], health: { plan: true, ...health } });
  const result = await one.status(workspaceText({ aws: '[EC2, IAM, RDS]', signals: [signalText('load')], ...site }));
  return { result, site: siteOf(result, 'site-1'), one };
}

describe('AWS Health events', () => {
  it('S7: an open issue of a used service in the region is a warning', async () => {
    const { site } = await withEvents({ events: [event('EC2/AWS_EC2_OPERATIONAL_ISSUE/1')] });
    expect(site.status).toBe('warning');
  });

  it.each([
    ['one that ended though AWS calls it open', { endTime: { $secondsAgo: 60 } }, false],
    ['one that is closed', { statusCode: 'closed' }, false],
    ['one of another region', { region: 'us-east-1' }, true],
    ['one of a service that is not used', { service: 'LEX' }, true],
    ['an account notice', { eventTypeCategory: 'accountNotification' }, true],
    ['one of an unknown category', { eventTypeCategory: 'somethingNew' }, true],
  ] as const)('S7: %s changes no status and is listed', async (_title, more, open) => {
    const { result, site } = await withEvents({ events: [event('EC2/X/1', more)] });
    expect(site.status).toBe('ok');
    // A closed event is not asked for; whatever AWS sends is listed.
    for (const one of result.json.events) expect(one.open).toBe(open);
    if (open) expect(result.json.events).toHaveLength(1);
  });

  it('S7: global events and one-segment ARNs count; the service is never read out of the ARN', async () => {
    const { result, site } = await withEvents({
      events: [event('AWS_IAM_OPERATIONAL_ISSUE_1481033166', { service: 'IAM', region: 'global' })],
    });
    expect(site.status).toBe('warning');
    expect(result.json.events[0]?.sites).toEqual(['site-1']);
  });

  it('S7: an impaired entity of the account makes it critical', async () => {
    const impaired = event('EC2/X/1', { eventScopeCode: 'ACCOUNT_SPECIFIC' });
    const entities = [
      { eventArn: 'arn:aws:health:sa-east-1::event/EC2/X/1', entityValue: 'i-1', statusCode: 'IMPAIRED' },
    ];
    expect((await withEvents({ events: [impaired], entities })).site.status).toBe('critical');
    const fine = [
      { eventArn: 'arn:aws:health:sa-east-1::event/EC2/X/1', entityValue: 'i-1', statusCode: 'UNIMPAIRED' },
    ];
    expect((await withEvents({ events: [impaired], entities: fine })).site.status).toBe('warning');
  });

  it('S8: a scheduled change that runs now is maintenance, exit code 0', async () => {
    const change = event('RDS/X/1', {
      service: 'RDS',
      eventTypeCategory: 'scheduledChange',
      statusCode: 'upcoming',
      endTime: AHEAD,
      eventScopeCode: 'ACCOUNT_SPECIFIC',
    });
    const entities = [
      { eventArn: 'arn:aws:health:sa-east-1::event/RDS/X/1', entityValue: 'db-1', statusCode: 'PENDING' },
    ];
    const { result, site } = await withEvents({ events: [change], entities });
    expect(site.status).toBe('maintenance');
    expect(result.code).toBe(0);
  });

  it('P2: more than ten, twice on two pages: listed once, details ten a call', async () => {
    const events = Array.from({ length: 23 }, (_, index) => event(`EC2/X/${index}`));
    const { result, one } = await withEvents({ events, pageSize: 10, repeatOnPages: true });
    expect(result.json.events).toHaveLength(23);
    expect(one.simulator.log().filter((entry) => entry.operation === 'DescribeEventDetails')).toHaveLength(3);
  });

  it('P10: details in failedSet cost only themselves', async () => {
    const arn = 'arn:aws:health:sa-east-1::event/EC2/X/1';
    const { result, site } = await withEvents({
      events: [event('EC2/X/1'), event('EC2/X/2')],
      failed: [{ eventArn: arn, errorName: 'InternalError', errorMessage: 'no' }],
    });
    expect(result.json.events).toHaveLength(2);
    expect(site.status).toBe('warning');
  });

  it('P6: refused resources are said by their permission', async () => {
    const one = await on({
      metrics: [constant('load', 5)],
      health: { plan: true, events: [event('EC2/X/1', { eventScopeCode: 'ACCOUNT_SPECIFIC' })] },
      faults: [{ kind: 'deny', region: 'global', operation: 'DescribeAffectedEntities' }],
    });
    const result = await one.status(workspaceText({ signals: [signalText('load')] }));
    expect(result.json.sources.find((source) => source.region === 'global')?.reason).toContain(
      'health:DescribeAffectedEntities',
    );
    expect(siteOf(result, 'site-1')).toMatchObject({ status: 'warning' });
    expect(siteOf(result, 'site-1').reasons[0]?.text).toContain('not known whole');
  });

  it('P8, S2: no support plan is denied with that reason and changes no status', async () => {
    const { result, site } = await withEvents({ plan: false, events: [] });
    expect(site.status).toBe('ok');
    const source = result.json.sources.find((one) => one.region === 'global');
    expect(source).toMatchObject({ condition: 'denied' });
    expect(source?.reason).toMatch(/support plan/i);
    expect(site.reasons).toContainEqual(
      expect.objectContaining({
        kind: 'health-view',
        text: expect.stringContaining('AWS view missing since') as string,
      }),
    );
    expect(result.code).toBe(0);
  });

  it('S2: where a site requires AWS Health, blindness of it makes the site unknown', async () => {
    const one = await on({ metrics: [constant('load', 5)], health: { plan: false } });
    const text = workspaceText({ signals: [signalText('load')] }).replace(
      '    signals:',
      '    health: required\n    signals:',
    );
    const result = await one.status(text);
    expect(siteOf(result, 'site-1')).toMatchObject({ status: 'unknown', blind: true });
  });
});
