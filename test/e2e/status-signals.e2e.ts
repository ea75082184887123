import { afterEach, describe, expect, it } from 'vitest';
import { constant, metric, signalText, siteOf, stage, workspaceText, type Stage, type StatusRun } from './cli';

/** Signals through HTTP with the command line: the whole way from AWS's wire to the exit code. */
const stages: Stage[] = [];
afterEach(async () => {
  await Promise.all(stages.splice(0).map((one) => one.simulator.stop()));
});

async function on(scenario: object): Promise<Stage> {
  const made = await stage(scenario);
  stages.push(made);
  return made;
}

const fine = (count: number): number[] => Array.from({ length: count }, () => 5);

async function statusOf(
  values: readonly (number | null)[],
  more: Readonly<Record<string, string | number>> = {},
  series: object = {},
): Promise<StatusRun> {
  const one = await on({ metrics: [metric('load', values, series)] });
  return one.status(workspaceText({ signals: [signalText('load', more)] }));
}

describe('M of N and hysteresis', () => {
  it.each([
    ['S3: 2 of the last 5 beyond the limit are not enough', [...fine(60), 25, 5, 25, 5, 5], 'ok', 0],
    ['S3: 3 of the last 5 beyond the critical limit', [...fine(60), 25, 5, 25, 5, 25], 'critical', 2],
    ['S3: a critical bucket is also a warning bucket', [...fine(60), 25, 5, 15, 5, 15], 'warning', 1],
    ['S4: rising takes effect at once', [...fine(60), 25, 25, 25], 'critical', 2],
    ['S4: 4 calm buckets do not end it', [...fine(60), 15, 15, 15, ...fine(4)], 'warning', 1],
    ['S4: 5 calm buckets in a row end it', [...fine(60), 15, 15, 15, ...fine(5)], 'ok', 0],
    ['S4: falling goes one level at a time', [...fine(60), 25, 25, 25, 15, 15, 15, 15, 15], 'warning', 1],
    ['S4: a missing bucket neither counts nor resets', [...fine(60), 15, 15, 15, 5, 5, null, 5, 5, 5], 'ok', 0],
    ['S5: missing buckets make it unknown by default', [...fine(60), 5, 5, null, null, null], 'unknown', 3],
  ] as const)('%s', async (_title, values, status, code) => {
    const result = await statusOf(values);
    expect(siteOf(result, 'site-1').signals[0]?.state).toBe(status);
    expect(siteOf(result, 'site-1').status).toBe(status);
    expect(result.code).toBe(code);
  });

  it.each([
    ['ok', 'ok'],
    ['breaching', 'critical'],
  ] as const)('S5: missing counts as %s says', async (missing, status) => {
    const result = await statusOf([...fine(60), 5, 5, null, null, null], { missing });
    expect(siteOf(result, 'site-1').signals[0]?.state).toBe(status);
  });

  it('S3: the newest, incomplete buckets never count', async () => {
    const one = await on({
      metrics: [
        metric('load', [...fine(60), 25, 25, 25], { series: { values: [...fine(60), 25, 25, 25], endingAt: 0 } }),
      ],
    });
    const result = await one.status(workspaceText({ signals: [signalText('load')] }));
    expect(siteOf(result, 'site-1').status).toBe('ok');
  });
});

describe('answers in any order', () => {
  const values = [...fine(60), 11, 12, 25, 26, 27];
  it.each([
    ['ascending', { order: 'asc' }],
    ['descending', { order: 'desc' }],
    ['on two pages with one id, ascending', { order: 'asc', pages: 2 }],
    ['on two pages with one id, descending', { order: 'desc', pages: 2 }],
  ] as const)('P2: points %s', async (_title, order) => {
    const result = await statusOf(values, {}, order);
    expect(siteOf(result, 'site-1').signals[0]).toMatchObject({ state: 'critical', value: 27, condition: 'live' });
  });
});

it('S5: a metric that never existed is unknown, never ok', async () => {
  for (const missing of ['unknown', 'ok', 'breaching']) {
    const one = await on({ metrics: [constant('other', 5)] });
    const result = await one.status(workspaceText({ signals: [signalText('load', { missing }), signalText('other')] }));
    expect(siteOf(result, 'site-1')).toMatchObject({ status: 'unknown' });
    expect(siteOf(result, 'site-1').signals[0]).toMatchObject({ state: 'unknown', value: null, at: null });
    expect(siteOf(result, 'site-1').signals[1]).toMatchObject({ state: 'ok', value: 5 });
    expect(result.code).toBe(3);
  }
});

it('S1: a site with nothing watched is unknown', async () => {
  const one = await on({});
  const result = await one.status(workspaceText({}));
  expect(siteOf(result, 'site-1').reasons[0]).toMatchObject({ kind: 'nothing-watched', severity: 'unknown' });
  expect(result.code).toBe(3);
});

const ratio = (id: string, expression: string, errors: string): string =>
  `- { id: ${id}, name: ${id}, unit: percent, worse: higher, expression: "${expression}", warning: 1, critical: 3, metrics: { e: { namespace: Test, name: ${errors}, statistic: Sum }, r: { namespace: Test, name: requests, statistic: Sum } } }`;

it('P2: two sites that name their metrics alike keep their own values', async () => {
  const one = await on({ metrics: [constant('few', 0.5), constant('many', 5), constant('requests', 100)] });
  const result = await one.status(
    workspaceText(
      { id: 'a', signals: [ratio('errors', '100 * e / r', 'few')] },
      { id: 'b', signals: [ratio('errors', '100 * e / r', 'many')] },
    ),
  );
  expect(siteOf(result, 'a').signals[0]).toMatchObject({ value: 0.5, state: 'ok' });
  expect(siteOf(result, 'b').signals[0]).toMatchObject({ value: 5, state: 'critical' });
  expect(calls(one, 'GetMetricData')).toBe(1);
});

it('P2: one invalid expression among 40 signals: 39 values, one misconfigured, at most 15 calls', async () => {
  const names = Array.from({ length: 39 }, (_, index) => `load${index}`);
  for (const place of [0, 17, 39]) {
    const one = await on({
      metrics: [...names.map((name) => constant(name, 5)), constant('requests', 1), constant('bad', 1)],
    });
    const signals = names.map((name) => signalText(name));
    signals.splice(place, 0, ratio('broken', '100 * (e / r', 'bad'));
    const result = await one.status(workspaceText({ signals }));
    const site = siteOf(result, 'site-1');
    expect(site.signals.filter((signal) => signal.value === 5 && signal.state === 'ok')).toHaveLength(39);
    expect(site.signals.find((signal) => signal.id === 'broken')).toMatchObject({
      condition: 'misconfigured',
      state: 'unknown',
      value: null,
    });
    expect(calls(one)).toBeLessThanOrEqual(15);
    expect(result.code).toBe(3);
  }
});

it('P2: a quiet sweep asks the fewest calls', async () => {
  const names = Array.from({ length: 40 }, (_, index) => `load${index}`);
  const one = await on({
    metrics: names.map((name) => constant(name, 5)),
    health: { plan: true, events: [] },
    alarms: [{ region: 'sa-east-1', MetricAlarms: [] }],
  });
  await one.status(workspaceText({ alarms: '{ ignore: [] }', signals: names.map((name) => signalText(name)) }));
  expect([calls(one, 'GetMetricData'), calls(one, 'DescribeAlarms'), calls(one, 'DescribeEvents'), calls(one)]).toEqual(
    [1, 1, 1, 3],
  );
});

const calls = (one: Stage, operation?: string): number =>
  one.simulator.log().filter((entry) => operation === undefined || entry.operation === operation).length;
