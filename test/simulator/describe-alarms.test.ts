import {
  DescribeAlarmsCommand,
  type DescribeAlarmsCommandInput,
  type DescribeAlarmsCommandOutput,
} from '@aws-sdk/client-cloudwatch';
import { describe, expect, test } from 'vitest';
import { LOWER, PROD, refusal, started, type Started } from './harness';

const metricAlarm = (AlarmName: string, StateValue = 'OK') => ({
  AlarmName,
  StateValue,
  MetricName: 'x',
  Namespace: 'Test',
});

const WORLD = {
  world: 'empty',
  alarms: [
    {
      region: 'eu-west-1',
      MetricAlarms: ['m1', 'm2', 'm3', 'other'].map((name) => metricAlarm(name)),
      CompositeAlarms: [{ AlarmName: 'both', StateValue: 'ALARM', AlarmRule: 'ALARM("m1") AND NOT OK(m2)' }],
      LogAlarms: [{ AlarmName: 'errors-in-log', StateValue: 'OK' }],
    },
    { region: 'eu-west-1', account: '444455556666', MetricAlarms: [metricAlarm('lower-only', 'ALARM')] },
  ],
};
const ALL = ['MetricAlarm', 'CompositeAlarm', 'LogAlarm'] as const;

const ask = (sim: Started, input: DescribeAlarmsCommandInput, key = PROD, region = 'eu-west-1') =>
  sim.cloudWatch(region, key).send(new DescribeAlarmsCommand(input));

const names = (answer: DescribeAlarmsCommandOutput) =>
  [answer.CompositeAlarms, answer.MetricAlarms, answer.LogAlarms].map((alarms) =>
    alarms!.map((alarm) => alarm.AlarmName),
  );

describe('DescribeAlarms', () => {
  test('without AlarmTypes there are metric alarms only', async () => {
    const sim = await started(WORLD);
    expect(names(await ask(sim, {}))).toEqual([[], ['m1', 'm2', 'm3', 'other'], []]);
  });

  test('every type that is named', async () => {
    const sim = await started(WORLD);
    expect(names(await ask(sim, { AlarmTypes: [...ALL] }))).toEqual([
      ['both'],
      ['m1', 'm2', 'm3', 'other'],
      ['errors-in-log'],
    ]);
  });

  test('by names, by prefix, by state', async () => {
    const sim = await started(WORLD);
    expect(names(await ask(sim, { AlarmNames: ['m2', 'both'], AlarmTypes: [...ALL] }))).toEqual([['both'], ['m2'], []]);
    expect(names(await ask(sim, { AlarmNamePrefix: 'm' }))[1]).toEqual(['m1', 'm2', 'm3']);
    expect(names(await ask(sim, { StateValue: 'ALARM', AlarmTypes: [...ALL] }))).toEqual([['both'], [], []]);
  });

  test('children and parents come as little more than names', async () => {
    const sim = await started(WORLD);
    const children = await ask(sim, { ChildrenOfAlarmName: 'both' });
    expect(children.MetricAlarms!.map((alarm) => [alarm.AlarmName, alarm.MetricName])).toEqual([
      ['m1', undefined],
      ['m2', undefined],
    ]);
    expect(names(await ask(sim, { ParentsOfAlarmName: 'm2' }))[0]).toEqual(['both']);
  });

  test('a page mixes the types and leads to the next one', async () => {
    const sim = await started(WORLD);
    const first = await ask(sim, { AlarmTypes: [...ALL], MaxRecords: 2 });
    expect(names(first)).toEqual([['both'], ['m1'], []]);
    const second = await ask(sim, { AlarmTypes: [...ALL], MaxRecords: 100, NextToken: first.NextToken });
    expect(names(second)).toEqual([[], ['m2', 'm3', 'other'], ['errors-in-log']]);
    expect(second.NextToken).toBeUndefined();
    expect(sim.log().map((entry) => entry.continues)).toEqual([false, true]);
  });

  test('a scripted page size is never exceeded', async () => {
    const sim = await started({ ...WORLD, alarms: [{ ...WORLD.alarms[0], pageSize: 3 }] });
    const first = await ask(sim, { AlarmTypes: [...ALL], MaxRecords: 100 });
    expect(names(first).flat()).toHaveLength(3);
    expect(first.NextToken).toBeDefined();
  });

  test('an account sees its own alarms and those for everybody, in its region', async () => {
    const sim = await started(WORLD);
    expect(names(await ask(sim, { AlarmNamePrefix: 'lower' }, LOWER))[1]).toEqual(['lower-only']);
    expect(names(await ask(sim, { AlarmNamePrefix: 'lower' }))[1]).toEqual([]);
    expect(names(await ask(sim, {}, LOWER, 'us-east-1'))[1]).toEqual([]);
  });

  test.each<readonly [string, DescribeAlarmsCommandInput, string]>([
    ['MaxRecords of 101', { MaxRecords: 101 }, 'less than or equal to 100'],
    ['MaxRecords of 0', { MaxRecords: 0 }, 'greater than or equal to 1'],
    ['names with a prefix', { AlarmNames: ['a'], AlarmNamePrefix: 'b' }, 'AlarmNamePrefix'],
    ['101 names', { AlarmNames: Array.from({ length: 101 }, (_, i) => `a${i}`) }, '100'],
    ['an unknown type', { AlarmTypes: ['CloudAlarm' as 'MetricAlarm'] }, 'enum value set'],
    ['a foreign token', { NextToken: 'abc' }, 'next token'],
  ])('%s is refused', async (_, input, message) => {
    const sim = await started(WORLD);
    expect((await refusal(ask(sim, input))).message).toContain(message);
  });

  test('a broken alarm is sent as it was planted', async () => {
    const sim = await started({
      world: 'empty',
      alarms: [{ region: 'eu-west-1', MetricAlarms: [{ StateValue: 7 }, 'nonsense'] }],
    });
    const response = await fetch(sim.url, {
      method: 'POST',
      body: '{}',
      headers: {
        'x-amz-target': 'GraniteServiceVersion20100801.DescribeAlarms',
        authorization: `AWS4-HMAC-SHA256 Credential=${PROD}/20261118/eu-west-1/monitoring/aws4_request, Signature=0`,
      },
    });
    expect(await response.json()).toMatchObject({ MetricAlarms: [{ StateValue: 7 }, 'nonsense'] });
  });
});

describe('alarms of the retail world', () => {
  const region = async (sim: Started, name: string, key = PROD) => {
    const alarms: { name: string; state: string; since: Date; composite: boolean }[] = [];
    let NextToken: string | undefined;
    let pages = 0;
    do {
      const page = await ask(sim, { AlarmTypes: [...ALL], MaxRecords: 100, NextToken }, key, name);
      for (const alarm of page.CompositeAlarms!) {
        alarms.push({
          name: alarm.AlarmName!,
          state: alarm.StateValue!,
          since: alarm.StateTransitionedTimestamp!,
          composite: true,
        });
      }
      for (const alarm of page.MetricAlarms!) {
        alarms.push({
          name: alarm.AlarmName!,
          state: alarm.StateValue!,
          since: alarm.StateTransitionedTimestamp!,
          composite: false,
        });
      }
      NextToken = page.NextToken;
      pages += 1;
    } while (NextToken !== undefined);
    return { alarms, pages };
  };

  test('Brazil fires where its metrics breach, its page among them, since some minutes', async () => {
    const sim = await started();
    const { alarms } = await region(sim, 'sa-east-1');
    const firing = alarms.filter((alarm) => alarm.state === 'ALARM' && !alarm.name.startsWith('TargetTracking-'));
    expect(firing.map((alarm) => alarm.name)).toEqual([
      'retail-br-prod-checkout-page',
      'retail-br-prod-asg-checkout-launch',
      'retail-br-prod-checkout-5xx-rate',
      'retail-br-prod-checkout-p95-high',
      'retail-br-prod-orders-below-forecast',
    ]);
    expect(firing[0]).toMatchObject({ composite: true, since: new Date('2026-11-18T01:34:30Z') });
  });

  test('scaling alarms sit in ALARM, one alarm of the USA has no data, pages exceed one hundred', async () => {
    const sim = await started();
    const { alarms, pages } = await region(sim, 'us-east-1');
    expect(pages).toBe(2);
    expect(new Set(alarms.map((alarm) => alarm.name)).size).toBe(alarms.length);
    const odd = alarms.filter((alarm) => alarm.state !== 'OK');
    expect(odd.map((alarm) => [alarm.name.replace(/-[0-9a-f]{8}-.*/, ''), alarm.state])).toEqual([
      ['TargetTracking-retail-us-prod-checkout-AlarmLow', 'ALARM'],
      ['retail-us-prod-refund-backlog-age', 'INSUFFICIENT_DATA'],
    ]);
  });

  test('a silent site has alarms without data', async () => {
    const sim = await started();
    const { alarms } = await region(sim, 'ca-central-1', LOWER);
    expect(alarms.filter((alarm) => alarm.state === 'INSUFFICIENT_DATA').map((alarm) => alarm.name)).toEqual([
      'retail-ca-dev-checkout-cpu-high',
      'retail-ca-dev-checkout-p95-high',
    ]);
  });
});
