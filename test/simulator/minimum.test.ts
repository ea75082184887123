import { DescribeAlarmsCommand, GetMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import { DescribeEventsCommand } from '@aws-sdk/client-health';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { describe, expect, test } from 'vitest';
import { NO_USAGE } from '../../main/simulator/operation';
import { serialMinimum } from '../../main/simulator/minimum';
import type { LogEntry } from '../../main/simulator';
import { LOWER, LOWER_ACCOUNT, PROD_ACCOUNT, started } from './harness';
import { lastMinutes, scripted, stat } from './questions';

const asked = (plannedMs: number, more: Partial<LogEntry> = {}): LogEntry => ({
  at: '2026-11-18T01:42:20.000Z',
  account: PROD_ACCOUNT,
  accessKeyId: 'A',
  region: 'sa-east-1',
  service: 'monitoring',
  operation: 'GetMetricData',
  requestId: 'r',
  protocol: 'json',
  continues: false,
  token: null,
  nextToken: null,
  ...NO_USAGE,
  status: 200,
  errorCode: null,
  latencyMs: plannedMs + 9,
  plannedMs,
  fault: 'slow',
  ...more,
});
const minimum = (...entries: LogEntry[]) => serialMinimum(entries).minimumMs;

describe('the serial minimum', () => {
  test('of nothing is nothing', () => {
    expect(serialMinimum([])).toEqual({ minimumMs: 0, slowest: null, pairs: [] });
  });

  test('counts what was planned, not what it took', () => {
    expect(minimum(asked(100, { latencyMs: 900 }))).toBe(100);
  });

  test('pages of one question follow each other', () => {
    expect(
      minimum(asked(100, { nextToken: 'b' }), asked(50, { token: 'b', nextToken: 'c' }), asked(30, { token: 'c' })),
    ).toBe(180);
  });

  test('two questions of one operation run together, each with its own pages', () => {
    expect(
      minimum(
        asked(100, { nextToken: 'one' }),
        asked(120, { nextToken: 'two' }),
        asked(90, { token: 'one' }),
        asked(60, { token: 'two' }),
      ),
    ).toBe(190);
  });

  test('operations and repeated tries of one pair run together', () => {
    expect(minimum(asked(100), asked(130, { operation: 'DescribeAlarms' }), asked(90))).toBe(130);
  });

  test('a token of another operation, region or account is another token', () => {
    expect(
      minimum(
        asked(100, { nextToken: 't' }),
        asked(10, { token: 't', operation: 'DescribeAlarms' }),
        asked(20, { token: 't', region: 'us-east-1' }),
        asked(30, { token: 't', account: LOWER_ACCOUNT }),
      ),
    ).toBe(100);
  });

  test('a token that several answers gave was had from the quickest', () => {
    expect(minimum(asked(100, { nextToken: 't' }), asked(40, { nextToken: 't' }), asked(50, { token: 't' }))).toBe(100);
  });

  test('pages in a circle, and pages of an earlier log, come to an end', () => {
    expect(minimum(asked(10, { token: 'x', nextToken: 'x' }), asked(10, { token: 'x', nextToken: 'x' }))).toBe(20);
  });

  test('pairs stand side by side; AWS Health is a pair of its own, and who one is costs nothing', () => {
    const found = serialMinimum([
      asked(100),
      asked(140, { account: LOWER_ACCOUNT }),
      asked(120, { region: 'us-east-1' }),
      asked(130, { region: 'us-east-1', service: 'health', operation: 'DescribeEvents' }),
      asked(999, { region: 'us-east-1', service: 'sts', operation: 'GetCallerIdentity' }),
    ]);
    expect(found.minimumMs).toBe(140);
    expect(found.slowest).toEqual({ account: LOWER_ACCOUNT, region: 'sa-east-1' });
    expect(found.pairs.map(({ region, minimumMs, requests }) => [region, minimumMs, requests])).toEqual([
      ['sa-east-1', 100, 1],
      ['sa-east-1', 140, 1],
      ['us-east-1', 120, 1],
      ['global', 130, 1],
    ]);
  });
});

test('GET /_sim/minimum computes it from what was really asked, pages included', async () => {
  const alarms = Array.from({ length: 5 }, (_, index) => ({ AlarmName: `a${index}`, StateValue: 'OK' }));
  const sim = await started({
    world: 'empty',
    alarms: [{ region: 'eu-west-1', MetricAlarms: alarms, pageSize: 2 }],
    metrics: [scripted('a', [1, 2, 3, 4], { pages: 2 })],
    faults: [{ kind: 'slow', latencyMs: { min: 1, max: 9 } }],
  });
  const client = sim.cloudWatch('eu-west-1');
  let token: string | undefined;
  do {
    const page = await client.send(new DescribeAlarmsCommand(token === undefined ? {} : { NextToken: token }));
    token = page.NextToken;
  } while (token !== undefined);
  const question = lastMinutes(4, [{ Id: 'a', MetricStat: stat('a') }]);
  const first = await client.send(question);
  await client.send(new GetMetricDataCommand({ ...question.input, NextToken: first.NextToken! }));
  await sim.health(LOWER).send(new DescribeEventsCommand({}));
  await sim.sts().send(new GetCallerIdentityCommand({}));

  const planned = sim.log().map(({ plannedMs }) => plannedMs);
  const sum = (values: readonly number[]) => values.reduce((all, one) => all + one, 0);
  expect(planned).toHaveLength(7);
  const operations = { DescribeAlarms: sum(planned.slice(0, 3)), GetMetricData: sum(planned.slice(3, 5)) };
  const minimumMs = Math.max(...Object.values(operations));
  expect(await sim.control('GET', '/_sim/minimum')).toEqual({
    minimumMs,
    slowest: { account: PROD_ACCOUNT, region: 'eu-west-1' },
    pairs: [
      {
        account: PROD_ACCOUNT,
        region: 'eu-west-1',
        minimumMs,
        operations,
        requests: 5,
      },
      {
        account: LOWER_ACCOUNT,
        region: 'global',
        minimumMs: planned[5],
        operations: { DescribeEvents: planned[5] },
        requests: 1,
      },
    ],
  });
});
