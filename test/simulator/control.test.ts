import { request } from 'node:http';
import { DescribeAlarmsCommand } from '@aws-sdk/client-cloudwatch';
import { DescribeEventsCommand } from '@aws-sdk/client-health';
import { describe, expect, test } from 'vitest';
import { demoCredentials, startSimulator } from '../../main/simulator';
import { iso } from '../../shared/lib/time';
import { LOWER, LOWER_ACCOUNT, NOW, PROD_ACCOUNT, started, type Started } from './harness';
import { lastMinutes, stat } from './questions';

describe('/_sim/log', () => {
  test('lists what was asked, by whom and where, and can be emptied', async () => {
    const sim = await started();
    await sim.cloudWatch('sa-east-1').send(lastMinutes(5, [{ Id: 'a', MetricStat: stat('a') }]));
    await sim.health(LOWER).send(new DescribeEventsCommand({}));
    expect(await sim.control('GET', '/_sim/log')).toEqual([
      {
        at: iso(NOW),
        account: PROD_ACCOUNT,
        accessKeyId: 'AKIADEMOPROD7EXAMPLE',
        region: 'sa-east-1',
        service: 'monitoring',
        operation: 'GetMetricData',
        requestId: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
        protocol: 'json',
        continues: false,
        token: null,
        nextToken: null,
        queries: 1,
        billedMetrics: 1,
        points: 0,
        status: 200,
        errorCode: null,
        latencyMs: expect.any(Number) as number,
        plannedMs: 0,
        fault: null,
      },
      expect.objectContaining({
        account: LOWER_ACCOUNT,
        region: 'us-east-1',
        service: 'health',
        operation: 'DescribeEvents',
      }),
    ]);
    expect(await sim.control('DELETE', '/_sim/log')).toEqual([]);
    expect(sim.log()).toEqual([]);
  });

  test('looking behind the scenes is not logged', async () => {
    const sim = await started();
    await sim.control('GET', '/_sim/truth');
    expect(sim.log()).toEqual([]);
  });
});

describe('other endpoints', () => {
  test('the credentials of the demo', async () => {
    const sim = await started();
    expect(await (await fetch(`${sim.url}/_sim/credentials`)).text()).toBe(demoCredentials);
  });

  test('an unknown path is said so', async () => {
    const sim = await started();
    expect(await sim.control('PUT', '/_sim/log')).toEqual({ error: 'there is no PUT /_sim/log' });
    expect((await fetch(`${sim.url}/`)).status).toBe(404);
  });

  test('only loopback names are answered', async () => {
    const sim = await started();
    const status = await new Promise<number | undefined>((resolve, reject) => {
      const call = request(`${sim.url}/_sim/log`, { headers: { host: 'rebound.example.com' } }, (response) => {
        response.resume();
        resolve(response.statusCode);
      });
      call.on('error', reject).end();
    });
    expect(status).toBe(403);
  });
});

describe('starting and stopping', () => {
  test('a port that is taken is an error', async () => {
    const sim = await started();
    const port = Number(new URL(sim.url).port);
    await expect(startSimulator({ port, clock: () => NOW })).rejects.toThrow('EADDRINUSE');
  });

  test('many regions are answered side by side', async () => {
    const sim = await started();
    const regions = ['us-east-1', 'ca-central-1', 'sa-east-1', 'ap-south-1'];
    const ask = (one: Started, region: string) =>
      one.cloudWatch(region).send(new DescribeAlarmsCommand({ MaxRecords: 1 }));
    const answers = await Promise.all(regions.map((region) => ask(sim, region)));
    expect(answers.map((answer) => answer.MetricAlarms![0]!.AlarmArn!.split(':')[3])).toEqual(regions);
  });
});
