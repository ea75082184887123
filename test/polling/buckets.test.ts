import { afterEach, describe, expect, it } from 'vitest';
import { startPoller, type Poller } from '../../main/polling/poller';
import type { PollUpdate } from '../../main/polling/updates';
import type { Signal, Site } from '../../shared/domain/workspace/types';
import { DAY, HOUR, MINUTE, SECOND } from '../../shared/lib/time';
import { FakeAws, failure, queriesOf, rangeOf } from '../fakes/aws';
import { ManualClock } from '../fakes/clock';
import { NOW, aMetric, aSignal, aSite, aWorkspace, anExpression } from './builders';

const open: { readonly poller: Poller; readonly clock: ManualClock }[] = [];
afterEach(async () => {
  for (const { poller, clock } of open.splice(0)) {
    await poller.stop();
    expect(clock.waiting, 'timers left').toBe(0);
  }
});

/** A poller whose first sweeps are over; what it was asked since is in `aws.calls`. */
async function start(sites: readonly Site[], prepare: (aws: FakeAws) => void = () => undefined) {
  const clock = new ManualClock(NOW);
  const aws = new FakeAws(() => clock.now());
  prepare(aws);
  const updates: PollUpdate[] = [];
  const poller = startPoller({
    workspace: aWorkspace(sites),
    aws,
    clock,
    random: () => 0.5,
    memory: () => null,
    onUpdate: (update) => updates.push(update),
  });
  open.push({ poller, clock });
  await clock.advance(0);
  await poller.firstSweepDone;
  aws.forgetCalls();
  updates.length = 0;
  return { clock, aws, poller, updates };
}
const inRegion = (id: string, region: string, ...signals: readonly Signal[]): Site =>
  aSite(id, { region, signals: signals.map((signal) => ({ ...signal, region })) });
const wish = (key: string, from = NOW - 8 * DAY, to = NOW) => ({ key, from, to });

describe('buckets of named signals', () => {
  it('come in one call, aligned, ascending, the signals of one metric billed as one (P2, P3, P5)', async () => {
    const p95 = aSignal('p95', {
      question: { kind: 'metric', metric: aMetric('latency', { statistic: 'p95' }), scale: 1 },
    });
    const mean = aSignal('mean', {
      question: { kind: 'metric', metric: aMetric('latency', { statistic: 'Average' }), scale: 1 },
    });
    const { aws, poller, updates } = await start([aSite('br', { signals: [p95, mean, aSignal('other')] })]);
    aws.hasMetric('latency', (at) => at / MINUTE);
    const answers = await poller.buckets([wish('br/p95'), wish('br/mean')]);
    expect(aws.calls).toHaveLength(1);
    const [call] = aws.calls;
    if (call === undefined) throw new Error('nothing was asked');
    expect(queriesOf(call)).toHaveLength(2);
    const { start: first, end } = rangeOf(call);
    expect([first % MINUTE, end % MINUTE]).toEqual([0, 0]);
    expect(first).toBeLessThanOrEqual(NOW - 8 * DAY);
    // The newest buckets are those of AWS's present, not of a future.
    expect(end).toBe(NOW + 30 * SECOND);
    expect(call.deadline).toBe(NOW + 15 * SECOND);
    const found = answers.get('br/p95');
    if (found?.ok !== true) throw new Error('it was not answered');
    expect(found.value.points[0]).toEqual([first, first / MINUTE]);
    expect(found.value.points).toHaveLength((end - first) / MINUTE);
    // Metered, and said not to be a sweep.
    expect(
      updates.map((update) => (update.kind === 'usage' ? [update.usage.billedMetrics, update.aside] : null)),
    ).toEqual([[1, true]]);
  });

  it('of many signals stay under 100,800 points a call (P3)', async () => {
    const signals = Array.from({ length: 20 }, (_, index) => aSignal(`s${index}`));
    const { aws, poller } = await start([aSite('br', { signals })]);
    const answers = await poller.buckets(signals.map(({ id }) => wish(`br/${id}`)));
    // Eight signals of 11,520 buckets fit into one.
    expect(aws.calls).toHaveLength(3);
    for (const call of aws.calls) {
      const { start: first, end } = rangeOf(call);
      expect((queriesOf(call).length * (end - first)) / MINUTE).toBeLessThanOrEqual(100_800);
    }
    expect([...answers.values()].every(({ ok }) => ok)).toBe(true);
  });

  it('of a region that hangs do not hold up another, and end with its call (P1)', async () => {
    const { aws, clock, poller } = await start([
      inRegion('br', 'sa-east-1', aSignal('a')),
      inRegion('us', 'us-east-1', aSignal('b')),
    ]);
    aws.hangs('GetMetricData', 'sa-east-1');
    const both = poller.buckets([wish('br/a'), wish('us/b')]);
    const us = await poller.buckets([wish('us/b')]);
    expect(us.get('us/b')?.ok).toBe(true);
    expect(aws.callsOf('GetMetricData', 'sa-east-1').map(({ deadline }) => deadline)).toEqual([
      clock.now() + 15 * SECOND,
    ]);
    await poller.stop();
    expect((await both).get('br/a')).toEqual({ ok: false, error: 'stopped before it was answered' });
  });

  it('that AWS refuses cost only themselves (P2)', async () => {
    const bad = anExpression('bad', 'x / y', ['x', 'y']);
    const { aws, poller } = await start([aSite('br', { signals: [aSignal('good'), bad] })]);
    aws.refusesQuery('/');
    const answers = await poller.buckets([wish('br/good'), wish('br/bad')]);
    expect(answers.get('br/good')).toMatchObject({ ok: true, value: { problem: null } });
    expect(answers.get('br/bad')).toMatchObject({ ok: true, value: { problem: { kind: 'misconfigured' } } });
  });

  it('are not asked of a source that does not answer, nor of what no workspace has, nor of what AWS dropped', async () => {
    const { aws, poller, clock } = await start([
      inRegion('br', 'sa-east-1', aSignal('a')),
      inRegion('us', 'us-east-1', aSignal('b'), aSignal('slow', { periodSeconds: 300 })),
    ]);
    aws.fails('GetMetricData', failure('denied', 'cloudwatch:GetMetricData is not allowed'), 'sa-east-1');
    await clock.advance(MINUTE);
    aws.forgetCalls();
    const old = [NOW - 40 * DAY, NOW - 39 * DAY] as const;
    const answers = await poller.buckets([
      wish('br/a'),
      wish('us/gone'),
      wish('us/b', ...old),
      wish('us/slow', ...old),
      wish('us/b2'),
    ]);
    const errors = [...answers].map(([key, answer]) => [key, answer.ok ? null : answer.error]);
    expect(errors).toEqual([
      ['br/a', 'cloudwatch:GetMetricData is not allowed'],
      ['us/gone', 'no site of the workspace has it'],
      ['us/b', 'AWS keeps buckets of 60 s for 15 days'],
      ['us/slow', null],
      ['us/b2', 'no site of the workspace has it'],
    ]);
    expect(aws.calls).toHaveLength(1);
  });

  it('below a minute are asked by the minute, with sums brought back to their own bucket', async () => {
    const fast = aSignal('fast', { periodSeconds: 10 });
    const { aws, poller } = await start([aSite('br', { signals: [fast] })]);
    aws.hasMetric('fast', (_, { periodSeconds }) => periodSeconds);
    const answers = await poller.buckets([wish('br/fast', NOW - DAY, NOW - DAY + HOUR)]);
    const found = answers.get('br/fast');
    if (found?.ok !== true) throw new Error('it was not answered');
    expect(found.value.points[0]?.[1]).toBe(10);
    expect(found.value.points.length).toBeLessThanOrEqual(62);
  });
});
