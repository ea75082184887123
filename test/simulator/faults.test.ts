import { DescribeAlarmsCommand } from '@aws-sdk/client-cloudwatch';
import { DescribeEventsCommand } from '@aws-sdk/client-health';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { describe, expect, test } from 'vitest';
import { iso, MINUTE } from '../../shared/lib/time';
import { LOWER, LOWER_ACCOUNT, NOW, PROD, refusal, started, type Started } from './harness';
import { lastMinutes, scripted, stat } from './questions';

const ALARMS = [{ region: 'eu-west-1', MetricAlarms: [{ AlarmName: 'one', StateValue: 'OK' }] }];
const WORLD = { world: 'empty', alarms: ALARMS, metrics: [scripted('a', [1, 2])], health: { events: [{ arn: 'a' }] } };

const faulty = (...faults: object[]) => started({ ...WORLD, faults });
const alarms = (sim: Started, region = 'eu-west-1', key = PROD) =>
  sim.cloudWatch(region, key).send(new DescribeAlarmsCommand({}));
const metrics = (sim: Started) =>
  sim.cloudWatch('eu-west-1').send(lastMinutes(2, [{ Id: 'a', MetricStat: stat('a') }]));
const events = (sim: Started) => sim.health().send(new DescribeEventsCommand({}));

/** The bare answer, as an SDK never shows it. */
const raw = (sim: Started, target: string, region = 'eu-west-1', signal?: AbortSignal) =>
  fetch(sim.url, {
    method: 'POST',
    body: '{}',
    ...(signal === undefined ? {} : { signal }),
    headers: {
      'x-amz-target': target,
      authorization: `AWS4-HMAC-SHA256 Credential=${PROD}/20261118/${region}/x/aws4_request, Signature=0`,
    },
  });
const ALARMS_TARGET = 'GraniteServiceVersion20100801.DescribeAlarms';
const EVENTS_TARGET = 'AWSHealth_20160804.DescribeEvents';

describe('what a fault does', () => {
  test.each([
    ['throttle', 'Throttling', 400, 'ThrottlingException'],
    ['deny', 'AccessDenied', 403, 'AccessDeniedException'],
    ['expired', 'ExpiredToken', 403, 'ExpiredTokenException'],
    ['invalid-token', 'InvalidClientTokenId', 403, 'UnrecognizedClientException'],
    ['500', 'InternalFailure', 500, 'InternalFailure'],
  ])('%s', async (kind, cloudWatchName, status, healthName) => {
    const sim = await faulty({ kind });
    const ofAlarms = await refusal(alarms(sim));
    expect([cloudWatchName, healthName]).toContain(ofAlarms.name);
    expect(ofAlarms.status).toBe(status);
    expect((await refusal(events(sim))).name).toBe(healthName);
    expect(sim.log().map((entry) => [entry.fault, entry.errorCode])).toEqual([
      [kind, cloudWatchName],
      [kind, healthName],
    ]);
  });

  test('deny names the action, or the one it is told', async () => {
    const sim = await faulty({ kind: 'deny', service: 'health' }, { kind: 'deny', action: 'cloudwatch:Everything' });
    expect((await refusal(events(sim))).message).toContain(
      'is not authorized to perform: health:DescribeEvents because',
    );
    expect((await refusal(alarms(sim))).message).toContain('cloudwatch:Everything');
  });

  test('no-plan refuses AWS Health alone', async () => {
    const sim = await faulty({ kind: 'no-plan' });
    expect((await refusal(events(sim))).name).toBe('SubscriptionRequiredException');
    expect((await alarms(sim)).MetricAlarms).toHaveLength(1);
  });

  test('the errors of STS are XML', async () => {
    const sim = await faulty({ kind: 'expired' });
    expect(await refusal(sim.sts().send(new GetCallerIdentityCommand({})))).toMatchObject({
      name: expect.stringContaining('ExpiredToken') as string,
      message: 'The security token included in the request is expired',
      status: 403,
    });
  });

  test('html and html-503 are pages', async () => {
    const sim = await faulty({ kind: 'html', count: 1 }, { kind: 'html-503' });
    const first = await raw(sim, ALARMS_TARGET);
    expect([first.status, first.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    expect(await first.text()).toContain('<html>');
    expect((await raw(sim, ALARMS_TARGET)).status).toBe(503);
    expect((await refusal(alarms(sim))).name).toBe('SyntaxError');
  });

  test('empty is a good status without a body: the SDK gives a success with nothing in it', async () => {
    const sim = await faulty({ kind: 'empty' });
    const answer = await alarms(sim);
    expect([answer.MetricAlarms, answer.$metadata.httpStatusCode]).toEqual([undefined, 200]);
  });

  test('truncated is cut inside, with headers that fit', async () => {
    const sim = await faulty({ kind: 'truncated' });
    const response = await raw(sim, ALARMS_TARGET);
    const text = await response.text();
    expect(response.headers.get('content-length')).toBe(String(text.length));
    expect(() => JSON.parse(text) as unknown).toThrow(SyntaxError);
    expect((await refusal(metrics(sim))).name).toBe('SyntaxError');
  });

  test('wrong-shape is valid JSON in which lists are something else', async () => {
    const sim = await faulty({ kind: 'wrong-shape' });
    expect(await (await raw(sim, ALARMS_TARGET)).json()).toMatchObject({ MetricAlarms: { unexpected: true } });
    expect(await (await raw(sim, EVENTS_TARGET)).json()).toEqual({ events: 'unexpected' });
  });

  test('reset destroys the connection', async () => {
    const sim = await faulty({ kind: 'reset' });
    expect((await refusal(alarms(sim))).message).toMatch(/ECONNRESET|socket hang up/);
    expect(sim.log()[0]).toMatchObject({ fault: 'reset', status: null });
  });

  test('hang never answers, and stopping ends it', async () => {
    const sim = await faulty({ kind: 'hang', region: 'eu-west-1' });
    const abort = new AbortController();
    const hanging = raw(sim, ALARMS_TARGET, 'eu-west-1', abort.signal);
    // Another region is answered meanwhile.
    expect((await raw(sim, ALARMS_TARGET, 'us-east-1')).status).toBe(200);
    await expect.poll(() => sim.log().length).toBe(2);
    expect(sim.log().find((entry) => entry.region === 'eu-west-1')).toMatchObject({ status: null, fault: 'hang' });
    abort.abort();
    await expect(hanging).rejects.toThrow();
  });

  test('slow delays, also another fault', async () => {
    const sim = await faulty({ kind: 'slow', latencyMs: 30 }, { kind: 'throttle', region: 'us-east-1' });
    expect((await raw(sim, ALARMS_TARGET)).status).toBe(200);
    expect((await raw(sim, ALARMS_TARGET, 'us-east-1')).status).toBe(400);
    const [first, second] = sim.log();
    expect([first!.fault, second!.fault]).toEqual(['slow', 'throttle']);
    expect(first!.latencyMs).toBeGreaterThanOrEqual(29);
    expect(second!.latencyMs).toBeGreaterThanOrEqual(29);
  });
});

describe('a range of latency', () => {
  const RANGE = { kind: 'slow', latencyMs: { min: 5, max: 25 } };
  const plans = (sim: Started) => sim.log().map(({ plannedMs }) => plannedMs);
  const four = async (sim: Started) => {
    for (let i = 0; i < 4; i += 1) await raw(sim, ALARMS_TARGET);
  };

  test('is drawn from for each request, and the answer never comes earlier', async () => {
    const sim = await faulty(RANGE);
    const waits: number[] = [];
    for (let i = 0; i < 12; i += 1) {
      const since = performance.now();
      await raw(sim, ALARMS_TARGET);
      waits.push(performance.now() - since);
    }
    const planned = plans(sim);
    expect(new Set(planned).size).toBe(12);
    planned.forEach((plan, i) => {
      expect(plan).toBeGreaterThanOrEqual(5);
      expect(plan).toBeLessThanOrEqual(25);
      expect(waits[i]).toBeGreaterThanOrEqual(plan);
    });
    expect(Math.max(...planned) - Math.min(...planned)).toBeGreaterThan(5);
  });

  test('is the same for the same seed, whatever others ask in between', async () => {
    const sim = await started({ ...WORLD, faults: [RANGE] }, { seed: 3 });
    await four(sim);
    const busy = await started({ ...WORLD, faults: [RANGE] }, { seed: 3 });
    for (let i = 0; i < 4; i += 1) {
      await raw(busy, ALARMS_TARGET, 'us-east-1');
      await raw(busy, ALARMS_TARGET);
      await raw(busy, EVENTS_TARGET);
    }
    const here = busy.log().filter(({ region, service }) => region === 'eu-west-1' && service === 'monitoring');
    expect(here.map(({ plannedMs }) => plannedMs)).toEqual(plans(sim));
    const other = await started({ ...WORLD, faults: [RANGE] }, { seed: 4 });
    await four(other);
    expect(plans(other)).not.toEqual(plans(sim));
  });

  test('adds to a fixed one, and stands in the log also for an answer that never comes', async () => {
    const sim = await faulty(
      { kind: 'slow', latencyMs: 7 },
      { kind: 'slow', latencyMs: { min: 2, max: 2 } },
      { kind: 'hang' },
    );
    const abort = new AbortController();
    const hanging = raw(sim, ALARMS_TARGET, 'eu-west-1', abort.signal);
    await expect.poll(() => plans(sim)).toEqual([9]);
    abort.abort();
    await expect(hanging).rejects.toThrow();
  });

  test('the simulator makes the answer meanwhile: its computing is inside the latency', async () => {
    // Far more than it can compute in 20 ms, one after the other: each must still be as late as planned, not later by all of them.
    const sim = await faulty({ kind: 'slow', latencyMs: 300 });
    const answers = await Promise.all(Array.from({ length: 20 }, () => metrics(sim)));
    expect(answers.every(({ MetricDataResults }) => MetricDataResults!.length === 1)).toBe(true);
    expect(
      sim.log().every(({ status, points, latencyMs }) => status === 200 && points === 2 && latencyMs! >= 300),
    ).toBe(true);
  });
});

describe('whom a fault hits', () => {
  const hit = async (fault: object) => {
    const sim = await started({ ...WORLD, faults: [{ kind: 'throttle', ...fault }] });
    const outcome = async (call: Promise<unknown>) =>
      call.then(
        () => '-',
        () => 'x',
      );
    return [
      await outcome(alarms(sim, 'eu-west-1')),
      await outcome(alarms(sim, 'us-east-1')),
      await outcome(alarms(sim, 'us-east-1', LOWER)),
      await outcome(metrics(sim)),
      // Signed for us-east-1.
      await outcome(events(sim)),
      await outcome(sim.sts().send(new GetCallerIdentityCommand({}))),
    ].join('');
  };

  test.each<readonly [object, string]>([
    [{}, 'xxxxxx'],
    [{ region: 'eu-west-1' }, 'x--x--'],
    [{ region: 'us-east-1' }, '-xx--x'],
    [{ region: 'global' }, '----x-'],
    [{ region: 'us-east-1', service: 'health' }, '----x-'],
    [{ account: LOWER_ACCOUNT }, '--x---'],
    [{ account: LOWER }, '--x---'],
    [{ service: 'cloudwatch' }, 'xxxx--'],
    [{ service: 'monitoring', operation: 'DescribeAlarms' }, 'xxx---'],
    [{ operation: 'GetMetricData' }, '---x--'],
    [{ service: 'sts' }, '-----x'],
    [{ count: 2 }, 'xx----'],
    [{ from: 60 }, '------'],
    [{ until: 60 }, 'xxxxxx'],
    [{ from: iso(NOW - MINUTE), until: iso(NOW + MINUTE) }, 'xxxxxx'],
    [{ until: iso(NOW) }, '------'],
    [{ probability: 0 }, '------'],
    [{ probability: 1 }, 'xxxxxx'],
  ])('%j', async (fault, pattern) => {
    expect(await hit(fault)).toBe(pattern);
  });

  test('chance is the same for the same seed', async () => {
    const pattern = async (seed: number) => {
      const sim = await started({ ...WORLD, faults: [{ kind: '500', probability: 0.4 }] }, { seed });
      const statuses: number[] = [];
      for (let i = 0; i < 40; i += 1) statuses.push((await raw(sim, ALARMS_TARGET)).status);
      return statuses;
    };
    const first = await pattern(7);
    expect(await pattern(7)).toEqual(first);
    expect(await pattern(8)).not.toEqual(first);
    expect(first.filter((status) => status === 500).length).toBeGreaterThan(5);
    expect(first.filter((status) => status === 500).length).toBeLessThan(35);
  });
});

describe('faults at run time', () => {
  test('are added one by one, replaced by a list, removed by id, cleared', async () => {
    const sim = await started(WORLD);
    await sim.control('POST', '/_sim/faults', { kind: 'throttle', id: 'slow-down', region: 'eu-west-1' });
    expect((await refusal(alarms(sim))).name).toBe('Throttling');
    expect(await sim.control('GET', '/_sim/faults')).toEqual([
      { id: 'slow-down', kind: 'throttle', region: 'eu-west-1', hits: 1 },
    ]);
    expect(await sim.control('POST', '/_sim/faults', [{ kind: 'deny' }, { kind: 'html' }])).toMatchObject([
      { kind: 'deny', hits: 0 },
      { kind: 'html', hits: 0 },
    ]);
    const listed = (await sim.control('GET', '/_sim/faults')) as { id: string }[];
    expect(await sim.control('DELETE', `/_sim/faults/${listed[0]!.id}`)).toMatchObject([{ kind: 'html' }]);
    expect(await sim.control('DELETE', '/_sim/faults')).toEqual([]);
    expect((await alarms(sim)).MetricAlarms).toHaveLength(1);
  });

  test.each([
    [{ kind: 'explode' }, 'kind: Invalid option'],
    [{ kind: 'slow' }, 'latencyMs: a slow fault needs latencyMs'],
    [{ kind: 'deny', colour: 'red' }, 'Unrecognized key: "colour"'],
    [[{ kind: 'deny' }, { kind: 'deny', probability: 3 }], '1.probability: Too big'],
  ])('%j is refused', async (fault, message) => {
    const sim = await started(WORLD);
    expect(await sim.control('POST', '/_sim/faults', fault)).toEqual({
      error: expect.stringContaining(message) as string,
    });
    expect(await sim.control('GET', '/_sim/faults')).toEqual([]);
  });
});
