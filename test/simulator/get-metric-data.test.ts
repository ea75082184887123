import {
  CloudWatchServiceException,
  GetMetricDataCommand,
  ListMetricsCommand,
  type MetricDataQuery,
} from '@aws-sdk/client-cloudwatch';
import { describe, expect, test } from 'vitest';
import { DAY, floorTo, HOUR, iso, MINUTE } from '../../shared/lib/time';
import { NOW, PROD_ACCOUNT, refusal, started, type Started } from './harness';
import { lastMinutes, metricOf, minuteBefore, scripted, stat, values } from './questions';

const WORLD = {
  world: 'empty',
  metrics: [
    scripted('a', [1, 2, 3, 4]),
    scripted('b', [10, 20, 30, 40]),
    { ...scripted('c', []), series: { constant: 7 } },
  ],
};
const BALANCER = { LoadBalancer: 'app/retail-br-prod/3c5e7092b4d6f818' };

const send = (sim: Started, queries: MetricDataQuery[], more = {}) =>
  sim.cloudWatch('eu-west-1').send(lastMinutes(4, queries, more));

describe('GetMetricData', () => {
  test('StartTime is inclusive, EndTime is exclusive, points stand at the start of their bucket', async () => {
    const sim = await started(WORLD);
    const { MetricDataResults } = await send(sim, [{ Id: 'm1', MetricStat: stat('a') }]);
    expect(MetricDataResults).toEqual([
      {
        Id: 'm1',
        Label: 'a',
        StatusCode: 'Complete',
        Timestamps: [4, 3, 2, 1].map((minutes) => new Date(minuteBefore(minutes))),
        Values: [1, 2, 3, 4],
      },
    ]);
  });

  test('newest first unless asked otherwise', async () => {
    const sim = await started(WORLD);
    const answer = await send(sim, [{ Id: 'm1', MetricStat: stat('a') }], { ScanBy: undefined });
    expect(answer.MetricDataResults![0]!.Values).toEqual([4, 3, 2, 1]);
  });

  test('a start inside a minute is rounded down, buckets begin at multiples of the period', async () => {
    const sim = await started(WORLD);
    const answer = await sim.cloudWatch('eu-west-1').send(
      new GetMetricDataCommand({
        StartTime: new Date(NOW - 11 * MINUTE),
        EndTime: new Date(NOW),
        MetricDataQueries: [{ Id: 'm1', MetricStat: stat('c', 'Sum', 300) }],
        ScanBy: 'TimestampAscending',
      }),
    );
    const [result] = answer.MetricDataResults!;
    expect(result!.Timestamps!.map((at) => at.toISOString())).toEqual([
      '2026-11-18T01:35:00.000Z',
      '2026-11-18T01:40:00.000Z',
    ]);
    // The newest bucket has begun only: three of its five minutes are there.
    expect(result!.Values).toEqual([35, 21]);
  });

  test('an unknown metric is complete and empty', async () => {
    const sim = await started(WORLD);
    const answer = await send(sim, [{ Id: 'm1', MetricStat: stat('nothing') }]);
    expect(answer.MetricDataResults).toEqual([
      { Id: 'm1', Label: 'nothing', StatusCode: 'Complete', Timestamps: [], Values: [] },
    ]);
  });

  test("labels are made unique by statistic and period, or are the caller's", async () => {
    const sim = await started(WORLD);
    const answer = await send(sim, [
      { Id: 'm1', MetricStat: stat('a', 'Sum') },
      { Id: 'm2', MetricStat: stat('a', 'Maximum') },
      { Id: 'm3', MetricStat: stat('a', 'Sum', 120), Label: 'Two minutes' },
    ]);
    expect(answer.MetricDataResults!.map((result) => result.Label)).toEqual([
      'a Sum 60',
      'a Maximum 60',
      'Two minutes',
    ]);
  });

  test('another account is forbidden, per result and not per call', async () => {
    const sim = await started(WORLD);
    const answer = await send(sim, [
      { Id: 'm1', MetricStat: { ...stat('x') }, AccountId: '999900001111' },
      { Id: 'm2', MetricStat: stat('a') },
    ]);
    expect(answer.MetricDataResults!.map((result) => result.StatusCode)).toEqual(['Forbidden', 'Complete']);
  });

  test.each<readonly [string, MetricDataQuery[], string]>([
    ['an id with a capital', [{ Id: 'M1', MetricStat: stat('a') }], 'MetricDataQueries.member.1.Id is not matching'],
    [
      'two equal ids',
      [
        { Id: 'm1', MetricStat: stat('a') },
        { Id: 'm1', MetricStat: stat('b') },
      ],
      'are not unique',
    ],
    ['a period of 45 s', [{ Id: 'm1', MetricStat: stat('a', 'Sum', 45) }], 'MetricStat.Period is not valid'],
    ['an unknown statistic', [{ Id: 'm1', MetricStat: stat('a', 'Median') }], 'Median'],
    ['neither metric nor expression', [{ Id: 'm1' }], 'MetricDataQueries.member.1.MetricStat is required'],
    ['both', [{ Id: 'm1', MetricStat: stat('a'), Expression: 'a' }], 'mutually exclusive'],
    ['nothing to return', [{ Id: 'm1', MetricStat: stat('a'), ReturnData: false }], 'ReturnData'],
    ['501 queries', Array.from({ length: 501 }, (_, i) => ({ Id: `m${i}`, MetricStat: stat('a') })), '500'],
  ])('%s is refused', async (_, queries, message) => {
    const sim = await started(WORLD);
    expect(await refusal(send(sim, queries))).toMatchObject({
      message: expect.stringContaining(message) as string,
      status: 400,
    });
  });

  test('a start that is not before the end is refused', async () => {
    const sim = await started(WORLD);
    const call = send(sim, [{ Id: 'm1', MetricStat: stat('a') }], { EndTime: new Date(minuteBefore(4)) });
    expect((await refusal(call)).message).toContain('StartTime must be less than the parameter EndTime');
  });

  test('500 queries are one call', async () => {
    const sim = await started(WORLD);
    const answer = await send(
      sim,
      Array.from({ length: 500 }, (_, i) => ({ Id: `m${i}`, MetricStat: stat('a') })),
    );
    expect(answer.MetricDataResults).toHaveLength(500);
    expect(answer.NextToken).toBeUndefined();
  });

  test('more points than MaxDatapoints come in pages that join to the whole', async () => {
    const sim = await started(WORLD);
    const queries = ['a', 'b'].map((name) => ({ Id: name, MetricStat: stat(name) }));
    const joined = new Map<string, number[]>();
    const statuses: string[] = [];
    let NextToken: string | undefined;
    do {
      const page = await send(sim, queries, { MaxDatapoints: 3, NextToken });
      for (const result of page.MetricDataResults!) {
        joined.set(result.Id!, [...(joined.get(result.Id!) ?? []), ...result.Values!]);
        statuses.push(`${result.Id!} ${result.StatusCode!}`);
      }
      NextToken = page.NextToken;
    } while (NextToken !== undefined);
    expect(Object.fromEntries(joined)).toEqual({ a: [1, 2, 3, 4], b: [10, 20, 30, 40] });
    expect(statuses).toEqual(['a PartialData', 'a Complete', 'b PartialData', 'b Complete']);
  });

  test('with math there is no token: the rest is partial', async () => {
    const sim = await started(WORLD);
    const queries = [
      { Id: 'a', MetricStat: stat('a') },
      { Id: 'twice', Expression: 'a * 2' },
    ];
    const page = await send(sim, queries, { MaxDatapoints: 4 });
    expect(page.NextToken).toBeUndefined();
    expect(page.MetricDataResults!.map((result) => result.StatusCode)).toEqual(['Complete', 'PartialData']);
  });

  test('a token that no page gave is refused', async () => {
    const sim = await started(WORLD);
    const call = send(sim, [{ Id: 'm1', MetricStat: stat('a') }], { NextToken: 'bm90IG91cnM' });
    expect((await refusal(call)).name).toBe('InvalidNextToken');
  });

  test('old data exists in coarse buckets only', async () => {
    const sim = await started();
    const hour = floorTo(NOW, HOUR);
    const ask = async (days: number, period: number) => {
      const answer = await sim.cloudWatch('sa-east-1').send(
        new GetMetricDataCommand({
          StartTime: new Date(hour - days * DAY),
          EndTime: new Date(hour - days * DAY + 2 * HOUR),
          MetricDataQueries: [
            { Id: 'm1', MetricStat: metricOf('AWS/ApplicationELB', 'RequestCount', BALANCER, 'Sum', period) },
          ],
        }),
      );
      return answer.MetricDataResults![0]!.Values!.length;
    };
    expect(await ask(14, 60)).toBe(120);
    expect(await ask(20, 60)).toBe(0);
    expect(await ask(20, 300)).toBe(24);
    expect(await ask(80, 300)).toBe(0);
    expect(await ask(80, 3600)).toBe(2);
    expect(await ask(500, 3600)).toBe(0);
  });

  test('five statistics of a metric are billed as one, the sixth as another', async () => {
    const sim = await started(WORLD);
    const statistics = ['Sum', 'Average', 'Minimum', 'Maximum', 'SampleCount', 'p95'];
    await send(
      sim,
      statistics.slice(0, 5).map((name, i) => ({ Id: `m${i}`, MetricStat: stat('a', name) })),
    );
    await send(
      sim,
      statistics.map((name, i) => ({ Id: `m${i}`, MetricStat: stat('a', name) })),
    );
    await send(sim, [
      { Id: 'a', MetricStat: stat('a'), ReturnData: false },
      { Id: 'b', MetricStat: stat('b'), ReturnData: false },
      { Id: 'e', Expression: 'a + b' },
    ]);
    expect(sim.log().map(({ queries, billedMetrics, points }) => ({ queries, billedMetrics, points }))).toEqual([
      { queries: 5, billedMetrics: 1, points: 20 },
      { queries: 6, billedMetrics: 2, points: 24 },
      { queries: 3, billedMetrics: 2, points: 4 },
    ]);
  });

  test('the newest minutes of the retail world are still coming in', async () => {
    const sim = await started({ now: iso(NOW) });
    const requests = metricOf('AWS/ApplicationELB', 'RequestCount', BALANCER, 'Sum');
    const ask = async () => (await values(sim, 3, [{ Id: 'm1', MetricStat: requests }], 'sa-east-1')).get('m1')!;
    const early = await ask();
    await sim.control('POST', '/_sim/clock', { advanceSeconds: 120 });
    const later = await ask();
    expect(early.slice(0, 2)).toEqual(later.slice(0, 2));
    expect(early[2]).toBeLessThan(later[2]! * 0.9);
  });
});

describe('ListMetrics', () => {
  test('lists what exists, by namespace, name and dimension, in pages', async () => {
    const sim = await started();
    const answer = await sim
      .cloudWatch('sa-east-1')
      .send(new ListMetricsCommand({ Namespace: 'AWS/ApplicationELB', Dimensions: [{ Name: 'LoadBalancer' }] }));
    expect(answer.Metrics!.map((metric) => metric.MetricName)).toEqual([
      'TargetResponseTime',
      'RequestCount',
      'HTTPCode_Target_5XX_Count',
      'HTTPCode_ELB_5XX_Count',
    ]);
    expect(answer.Metrics![0]!.Dimensions).toEqual([{ Name: 'LoadBalancer', Value: BALANCER.LoadBalancer }]);
  });
});

describe('the wire of CloudWatch', () => {
  const raw = (sim: Started, operation: string, body: object, headers: Record<string, string> = {}) =>
    fetch(sim.url, {
      method: 'POST',
      body: JSON.stringify(body),
      headers: {
        'content-type': 'application/x-amz-json-1.0',
        'x-amz-target': `GraniteServiceVersion20100801.${operation}`,
        authorization:
          'AWS4-HMAC-SHA256 Credential=AKIADEMOPROD7EXAMPLE/20261118/eu-west-1/monitoring/aws4_request, SignedHeaders=host, Signature=0',
        ...headers,
      },
    });

  test('a good answer has the content type of JSON 1.0, a request id and the clock of the simulator', async () => {
    const sim = await started(WORLD);
    const response = await raw(sim, 'DescribeAlarms', {});
    expect(response.headers.get('content-type')).toBe('application/x-amz-json-1.0');
    expect(response.headers.get('x-amzn-requestid')).toBe(sim.log()[0]!.requestId);
    expect(response.headers.get('date')).toBe('Wed, 18 Nov 2026 01:42:20 GMT');
    expect(await response.json()).toEqual({ CompositeAlarms: [], LogAlarms: [], MetricAlarms: [] });
  });

  test('with query compatibility an error carries the query code beside the coral type', async () => {
    const sim = await started({ ...WORLD, faults: [{ kind: 'throttle' }] });
    const response = await raw(sim, 'DescribeAlarms', {}, { 'x-amzn-query-mode': 'true' });
    expect(response.status).toBe(400);
    expect(response.headers.get('x-amzn-query-error')).toBe('Throttling;Sender');
    expect(await response.json()).toEqual({
      __type: 'com.amazon.coral.availability#ThrottlingException',
      message: 'Rate exceeded',
    });
  });

  test('without it there is the coral type alone', async () => {
    const sim = await started({ ...WORLD, faults: [{ kind: 'deny' }] });
    const response = await raw(sim, 'DescribeAlarms', {});
    expect(response.status).toBe(400);
    expect(response.headers.get('x-amzn-query-error')).toBeNull();
    expect(await response.json()).toMatchObject({ __type: 'com.amazon.coral.service#AccessDeniedException' });
  });

  test('the SDK sees the query codes', async () => {
    const sim = await started({ ...WORLD, faults: [{ kind: 'deny', count: 1 }, { kind: 'throttle' }] });
    const ask = () => send(sim, [{ Id: 'm1', MetricStat: stat('a') }]);
    expect(await refusal(ask())).toMatchObject({
      name: 'AccessDenied',
      status: 403,
      message: `User: arn:aws:iam::${PROD_ACCOUNT}:user/meridian is not authorized to perform: cloudwatch:GetMetricData because no identity-based policy allows the cloudwatch:GetMetricData action`,
    });
    expect((await refusal(ask())).name).toBe('Throttling');
    await expect(ask()).rejects.toBeInstanceOf(CloudWatchServiceException);
  });

  test('an unknown operation and an unreadable body are refused', async () => {
    const sim = await started(WORLD);
    expect((await raw(sim, 'PutMetricData', {})).status).toBe(404);
    expect((await raw(sim, 'constructor', {})).status).toBe(404);
    const response = await fetch(sim.url, {
      method: 'POST',
      body: '{"Metric',
      headers: { 'x-amz-target': 'GraniteServiceVersion20100801.GetMetricData' },
    });
    expect(response.status).toBe(400);
  });
});
