import { GetMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { parseScenario, startSimulator } from '../../main/simulator';
import { HOUR, iso } from '../../shared/lib/time';
import { LOWER, NOW, started, type Started } from './harness';
import { lastMinutes, metricOf, minuteBefore, scripted, stat, values } from './questions';

const metric = (more: object) => ({ region: 'eu-west-1', namespace: 'Test', name: 'a', period: 60, ...more });
const world = (...metrics: object[]) => ({ world: 'empty', metrics });

describe('what a scenario may say', () => {
  test.each<readonly [unknown, string]>([
    ['text', 'Invalid input: expected object'],
    [{ wrold: 'empty' }, 'Unrecognized key: "wrold"'],
    [{ world: 'huge' }, 'world: Invalid option'],
    [{ now: 'yesterday' }, 'now: Invalid ISO datetime'],
    [{ now: '2026-11-18T01:42:20Z', clock: 'real' }, 'clock: a clock cannot be both fixed by "now" and "real"'],
    [{ accounts: { AKIA: { awsAccountId: '12' } } }, 'accounts.AKIA.awsAccountId: expected the twelve digits'],
    [{ faults: [{ kind: 'throttle' }, { kind: 'x' }] }, 'faults.1.kind: Invalid option'],
    [{ metrics: [metric({ series: { constant: 'x' } })] }, 'metrics.0.series'],
    [{ metrics: [{ ...metric({ series: { constant: 1 } }), period: 0 }] }, 'metrics.0.period: Too small'],
    [{ health: { details: [{}] } }, 'health'],
    [{ alarms: [{ MetricAlarms: [] }] }, 'alarms.0.region'],
  ])('%j is refused: %s', async (scenario, message) => {
    expect(parseScenario(scenario)).toEqual({ ok: false, error: expect.stringContaining(message) as string });
    await expect(startSimulator({ port: 0, clock: () => NOW, scenario })).rejects.toThrow('scenario: ');
  });

  test('the example of the documentation runs', async () => {
    const text = await readFile(new URL('../../docs/simulator.md', import.meta.url), 'utf8');
    const example = [...text.matchAll(/```json\n(.*?)```/gs)]
      .map((match) => match[1]!)
      .find((json) => json.includes('"world"'));
    const sim = await started(JSON.parse(example!));
    const orders = metricOf('Retail/Checkout', 'OrdersPlaced', { Country: 'BR' }, 'Sum');
    const answer = await sim
      .cloudWatch('sa-east-1', 'AKIAONE7EXAMPLE00000')
      .send(lastMinutes(7, [{ Id: 'o', MetricStat: orders }]));
    expect(answer.MetricDataResults![0]!.Values).toEqual([800, 810, 790]);
  });

  test('nothing at all: the demo world on a running clock', async () => {
    const sim = await started({}, { now: NOW });
    expect(sim.now).toBe(NOW);
    expect(await sim.control('GET', '/_sim')).toEqual({ seed: 1, now: iso(NOW), fixedClock: false });
  });

  test('the seed of the caller beats that of the scenario', async () => {
    expect((await started({ seed: 5 })).seed).toBe(5);
    expect((await started({ seed: 5 }, { seed: 6 })).seed).toBe(6);
  });
});

describe('scripted metrics', () => {
  const ask = async (sim: Started, statistic: string, period = 60, minutes = 6) =>
    (await values(sim, minutes, [{ Id: 'a', MetricStat: stat('a', statistic, period) }])).get('a');

  test('null is a missing point', async () => {
    const sim = await started(world(scripted('a', [1, null, 3])));
    const answer = await sim.cloudWatch('eu-west-1').send(lastMinutes(4, [{ Id: 'a', MetricStat: stat('a') }]));
    const [result] = answer.MetricDataResults!;
    expect(result!.Values).toEqual([1, 3]);
    expect(result!.Timestamps!.map(Number)).toEqual([minuteBefore(3), minuteBefore(1)]);
  });

  test.each([
    ['Sum', 21],
    ['Average', 3.5],
    ['Minimum', 1],
    ['Maximum', 6],
    ['SampleCount', 6],
    ['p50', 3.5],
    ['p100', 6],
  ])('samples are aggregated to the asked period: %s', async (statistic, value) => {
    // 01:36 to 01:41: one bucket of six minutes.
    const sim = await started(world(scripted('a', [1, 2, 3, 4, 5, 6])));
    expect(await ask(sim, statistic, 360)).toEqual([value]);
  });

  test('a coarse script has a point only where its bucket begins', async () => {
    const sim = await started(world(metric({ period: 300, series: { constant: 5 } })));
    expect(await ask(sim, 'Average', 60, 12)).toEqual([5, 5, 5]);
  });

  test('a script of one statistic answers no other', async () => {
    const sim = await started(
      world(scripted('a', [1, 3], { statistic: 'p95' }), scripted('a', [8], { statistic: 'Sum' })),
    );
    expect(await ask(sim, 'p95')).toEqual([1, 3]);
    expect(await ask(sim, 'p95', 360)).toEqual([2]);
    expect(await ask(sim, 'Sum')).toEqual([8]);
    expect(await ask(sim, 'Maximum')).toEqual([]);
  });

  test('"complete" ends in the newest bucket whose settle time has passed', async () => {
    const last = async (period: number) => {
      const sim = await started(world(metric({ period, series: { values: [1], endingAt: 'complete' } })));
      const answer = await sim.cloudWatch('eu-west-1').send(
        new GetMetricDataCommand({
          StartTime: new Date(NOW - 2 * HOUR),
          EndTime: new Date(NOW),
          MetricDataQueries: [{ Id: 'a', MetricStat: stat('a', 'Sum', period) }],
        }),
      );
      return answer.MetricDataResults![0]!.Timestamps![0]!.toISOString();
    };
    // It is 01:42:20: 01:39 ended at 01:40 and settled by 01:42; 01:30 ended at 01:35 and settled by 01:40.
    expect(await last(60)).toBe('2026-11-18T01:39:00.000Z');
    expect(await last(300)).toBe('2026-11-18T01:30:00.000Z');
  });

  test('an instant anchors the values when the clock moves', async () => {
    const sim = await started({
      now: iso(NOW),
      ...world(metric({ series: { values: [1, 2], endingAt: '2026-11-18T01:41:00Z' } })),
    });
    expect(await ask(sim, 'Sum')).toEqual([1, 2]);
    await sim.control('POST', '/_sim/clock', { advanceSeconds: 3600 });
    expect(await ask(sim, 'Sum')).toEqual([1, 2]);
    expect(sim.now).toBe(NOW);
  });

  test('daily follows the local clock', async () => {
    const sim = await started(
      world(metric({ period: 3600, series: { daily: { base: 100, amplitude: 50, zone: 'America/Sao_Paulo' } } })),
    );
    const answer = await sim.cloudWatch('eu-west-1').send(
      new GetMetricDataCommand({
        StartTime: new Date(NOW - 26 * HOUR),
        EndTime: new Date(NOW),
        MetricDataQueries: [{ Id: 'a', MetricStat: stat('a', 'Average', 3600) }],
      }),
    );
    const [result] = answer.MetricDataResults!;
    const at = (text: string) => result!.Values![result!.Timestamps!.findIndex((time) => time.toISOString() === text)];
    expect(at('2026-11-17T23:00:00.000Z')).toBeCloseTo(150, 6);
    expect(at('2026-11-17T11:00:00.000Z')).toBeCloseTo(50, 6);
  });

  test('order, status and pages can be forced', async () => {
    const sim = await started(
      world(
        scripted('a', [1, 2, 3, 4], { order: 'desc' }),
        scripted('b', [1, 2, 3, 4], { pages: 2 }),
        scripted('c', [1, 2, 3, 4], { status: 'PartialData' }),
        scripted('d', [1], { status: 'Forbidden' }),
        scripted('e', [1], { status: 'InternalError' }),
      ),
    );
    const queries = ['a', 'b', 'c', 'd', 'e'].map((name) => ({ Id: name, MetricStat: stat(name) }));
    const first = await sim.cloudWatch('eu-west-1').send(lastMinutes(4, queries));
    expect(first.MetricDataResults!.map((result) => [result.Id, result.StatusCode, result.Values])).toEqual([
      ['a', 'Complete', [4, 3, 2, 1]],
      ['b', 'PartialData', [1, 2]],
      ['c', 'PartialData', [3, 4]],
      ['d', 'Forbidden', []],
      ['e', 'InternalError', []],
    ]);
    const second = await sim.cloudWatch('eu-west-1').send(lastMinutes(4, queries, { NextToken: first.NextToken }));
    expect(second.MetricDataResults!.map((result) => [result.Id, result.StatusCode, result.Values])).toEqual([
      ['b', 'Complete', [3, 4]],
    ]);
    expect(second.NextToken).toBeUndefined();
  });

  test('dimensions match in any order, regions and accounts keep apart', async () => {
    const sim = await started(
      world({ ...metric({ series: { constant: 1 } }), dimensions: { X: '1', Y: '2' }, account: '111122223333' }),
    );
    const query = [{ Id: 'a', MetricStat: metricOf('Test', 'a', { Y: '2', X: '1' }, 'Sum') }];
    const points = async (region: string, key?: string) =>
      (await sim.cloudWatch(region, key).send(lastMinutes(3, query))).MetricDataResults![0]!.Values!.length;
    expect([await points('eu-west-1'), await points('us-east-1'), await points('eu-west-1', LOWER)]).toEqual([3, 0, 0]);
  });

  test('a script stands over the retail world', async () => {
    const orders = metricOf('Retail/Checkout', 'OrdersPlaced', { Country: 'BR' }, 'Sum');
    const sim = await started({
      metrics: [
        {
          region: 'sa-east-1',
          namespace: 'Retail/Checkout',
          name: 'OrdersPlaced',
          dimensions: { Country: 'BR' },
          period: 60,
          series: { constant: 3 },
        },
      ],
    });
    const cpu = metricOf('AWS/EC2', 'CPUUtilization', { AutoScalingGroupName: 'retail-br-prod-checkout' }, 'Average');
    const queries = [
      { Id: 'o', MetricStat: orders },
      { Id: 'c', MetricStat: cpu },
    ];
    const found = await values(sim, 3, queries, 'sa-east-1');
    expect(found.get('o')).toEqual([3, 3, 3]);
    expect(found.get('c')![0]).toBeGreaterThan(40);
  });
});

describe('the fixed clock', () => {
  test('moves only when told', async () => {
    const sim = await started({ now: iso(NOW), world: 'empty' });
    expect(await sim.control('GET', '/_sim/clock')).toEqual({ now: iso(NOW), fixed: true });
    expect(await sim.control('POST', '/_sim/clock', { advanceSeconds: 90 })).toEqual({
      now: iso(NOW + 90_000),
      fixed: true,
    });
    expect(await sim.control('POST', '/_sim/clock', { now: iso(NOW + HOUR) })).toMatchObject({ now: iso(NOW + HOUR) });
    expect(await sim.control('POST', '/_sim/clock', {})).toEqual({ error: 'give either now or advanceSeconds' });
    const response = await fetch(`${sim.url}/_sim/clock`);
    expect(response.headers.get('date')).toBe(new Date(NOW + HOUR).toUTCString());
  });

  test('a running one cannot be set', async () => {
    const sim = await started({ clock: 'real' });
    expect(await sim.control('POST', '/_sim/clock', { advanceSeconds: 1 })).toMatchObject({
      error: expect.stringContaining('runs by itself') as string,
    });
  });

  test('a story can begin anywhere', async () => {
    const status = async (storyMinute: number) => {
      const sim = await started({ now: iso(NOW), storyMinute });
      const truth = (await sim.control('GET', '/_sim/truth')) as { sites: { id: string; status: string }[] };
      return truth.sites.filter((site) => site.status !== 'ok').map((site) => `${site.id} ${site.status}`);
    };
    expect(await status(60)).toEqual(['us-prod warning', 'in-pre maintenance']);
  });
});
