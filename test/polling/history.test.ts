import { describe, expect, it } from 'vitest';
import { MetricSource } from '../../main/polling/metric-source';
import type { Watched } from '../../main/polling/questions/units';
import { watchedOf } from '../../main/polling/questions/units';
import { EMPTY_SIGNAL } from '../../shared/domain/signals/merge';
import { sameHourMedian } from '../../shared/domain/signals/same-hour';
import type { SignalData } from '../../shared/domain/signals/types';
import type { Signal } from '../../shared/domain/workspace/types';
import { DAY, HOUR, MINUTE, SECOND } from '../../shared/lib/time';
import { failure, queriesOf, rangeOf } from '../fakes/aws';
import { NOW, aMetric, aSignal, aSite, anExpression } from './builders';
import { sweepRig, type SweepRig } from './sweep/rig';

const KOLKATA = 'Asia/Kolkata';
const orders = (id: string, part: Partial<Signal> = {}): Signal =>
  aSignal(id, { worse: 'lower', warning: { kind: 'same-hour', percent: 75 }, impact: 'orders', ...part });
const inZone = (zone: string, ...signals: readonly Signal[]): readonly Watched[] =>
  watchedOf(aSite('in', { timeZone: zone, signals }));

interface Started {
  readonly rig: SweepRig;
  readonly source: MetricSource;
  /** The data of one signal after the last word about it. */
  data(key: string): SignalData;
  sweep(): Promise<void>;
  history(): Promise<void>;
}

function start(watched: readonly Watched[], memory: ReadonlyMap<string, SignalData> = new Map()): Started {
  const rig = sweepRig();
  const source = new MetricSource({
    watched,
    memory: (site, signal) => memory.get(`${site}/${signal}`) ?? null,
    asker: rig.asker,
    clock: rig.clock,
  });
  const last = new Map<string, SignalData>();
  return {
    rig,
    source,
    data: (key) => last.get(key) ?? EMPTY_SIGNAL,
    async sweep() {
      const outcome = await source.sweep('start');
      const update = outcome.update?.({
        account: 'prod',
        region: 'sa-east-1',
        api: 'GetMetricData',
        intervalSeconds: 60,
        lastGoodAt: null,
        lastGoodAwsAt: null,
        failure: null,
        nextTryAt: null,
        notUnderstood: [],
      });
      if (update?.kind === 'signals') for (const [key, data] of update.signals) last.set(key, data);
      rig.aws.forgetCalls();
    },
    async history() {
      rig.aws.forgetCalls();
      for (const [key, data] of (await source.history()) ?? []) last.set(key, data);
    },
  };
}

describe('same-hour history (S11)', () => {
  it('is the 14 days before the current local hour, at the period of the signal, ascending', async () => {
    const world = start(inZone(KOLKATA, orders('orders')));
    world.rig.aws.hasMetric('orders', (at) => Math.floor(at / HOUR));
    await world.sweep();
    await world.history();
    const [call] = world.rig.aws.calls;
    expect(world.rig.aws.calls).toHaveLength(1);
    // 10:00 UTC is half past three in India: its hour began at 09:30 UTC. The two hours before it are known from the sweep.
    const hour = Date.parse('2026-11-26T09:30:00Z');
    expect(call && rangeOf(call)).toEqual({ start: hour - 14 * DAY, end: hour - 2 * HOUR });
    expect(call?.input['ScanBy']).toBe('TimestampAscending');
    const { hours, seenIn14Days } = world.data('in/orders');
    expect(hours).toHaveLength(336);
    expect(hours[0]).toMatchObject({ start: hour - 14 * DAY, count: 60 });
    expect(seenIn14Days).toBe(true);
    expect(sameHourMedian(hours, KOLKATA, NOW)).not.toBeNull();
  });

  it('takes as few calls as 100,800 points allow: five signals of a minute each', async () => {
    const world = start(
      inZone(
        'UTC',
        ...Array.from({ length: 12 }, (_, index) => orders(`o${index}`)),
        orders('slow', { periodSeconds: 300 }),
      ),
    );
    await world.sweep();
    await world.history();
    expect(world.rig.aws.calls.map((call) => queriesOf(call).length)).toEqual([5, 5, 3]);
    expect(world.rig.aws.calls.every((call) => rangeOf(call).end - rangeOf(call).start === 14 * DAY)).toBe(true);
  });

  it('of seconds is asked by the minute, and sums are brought back to their own bucket', async () => {
    const fast = orders('fast', {
      periodSeconds: 10,
      question: { kind: 'metric', metric: aMetric('fast', { periodSeconds: 10 }), scale: 2 },
    });
    const mean = orders('mean', {
      periodSeconds: 10,
      question: { kind: 'metric', metric: aMetric('mean', { periodSeconds: 10, statistic: 'Average' }), scale: 1 },
    });
    const world = start(inZone('UTC', fast, mean));
    world.rig.aws.hasMetric('fast', (_at, { periodSeconds }) => periodSeconds);
    world.rig.aws.hasMetric('mean', 7);
    await world.sweep();
    await world.history();
    expect(queriesOf(world.rig.aws.calls[0] as never)[0]).toMatchObject({ MetricStat: { Period: 60 } });
    expect(world.data('in/fast').hours[0]?.median).toBe(20);
    expect(world.data('in/mean').hours[0]?.median).toBe(7);
  });

  it('of what memory has is not asked again: only the missing span, and nothing while only the current hour is missing', async () => {
    const hour = Date.parse('2026-11-26T10:00:00Z');
    const all = Array.from({ length: 336 }, (_, index) => ({
      start: hour - (336 - index) * HOUR,
      median: 5,
      count: 60,
    }));
    const without = (dropped: readonly number[]): ReadonlyMap<string, SignalData> =>
      new Map([['in/orders', { ...EMPTY_SIGNAL, hours: all.filter((_, index) => !dropped.includes(index)) }]]);

    const complete = start(inZone('UTC', orders('orders')), without([]));
    await complete.sweep();
    await complete.history();
    expect(complete.rig.aws.calls).toHaveLength(0);

    const holed = start(inZone('UTC', orders('orders')), without([100, 101, 104]));
    holed.rig.aws.hasMetric('orders', 9);
    await holed.sweep();
    await holed.history();
    expect(holed.rig.aws.calls.map(rangeOf)).toEqual([{ start: hour - 236 * HOUR, end: hour - 231 * HOUR }]);
    expect(holed.data('in/orders').hours).toHaveLength(336);
  });

  it('is kept current by live points, without another call', async () => {
    const world = start(inZone('UTC', orders('orders')));
    world.rig.aws.hasMetric('orders', 5);
    await world.sweep();
    await world.history();
    for (let minute = 0; minute < 130; minute++) {
      await world.rig.clock.advance(MINUTE);
      await world.sweep();
      await world.history();
      expect(world.rig.aws.calls).toHaveLength(0);
    }
    const starts = world.data('in/orders').hours.map((one) => one.start);
    expect(starts.at(-1)).toBe(Date.parse('2026-11-26T11:00:00Z'));
    expect(new Set(starts).size).toBe(starts.length);
  });

  it('that failed is asked again after a minute, then less often', async () => {
    const world = start(inZone('UTC', orders('orders')));
    world.rig.aws.hasMetric('orders', 5);
    await world.sweep();
    world.rig.aws.fails('GetMetricData', failure('throttled', 'slow down'));
    await world.history();
    expect(world.rig.aws.calls).toHaveLength(1);
    await world.history();
    expect(world.rig.aws.calls).toHaveLength(0);
    world.rig.aws.heals('GetMetricData');
    await world.rig.clock.advance(MINUTE);
    await world.history();
    expect(world.rig.aws.calls).toHaveLength(1);
    expect(world.data('in/orders').hours.length).toBeGreaterThan(300);
  });

  it('is asked for relative limits and orders lost only', async () => {
    const world = start(inZone('UTC', aSignal('plain'), anExpression('rate', 'e / r', ['e', 'r'])));
    await world.sweep();
    await world.history();
    expect(world.rig.aws.calls).toHaveLength(0);
  });

  it('of an expression asks the expression', async () => {
    const world = start(
      inZone('UTC', anExpression('rate', 'e / r', ['e', 'r'], { warning: { kind: 'same-hour', percent: 200 } })),
    );
    world.rig.aws.hasMetric('q0 / q1', 0.5);
    await world.sweep();
    await world.history();
    expect(queriesOf(world.rig.aws.calls[0] as never).map((query) => query.ReturnData)).toEqual([false, false, true]);
    expect(world.data('in/rate').hours[0]?.median).toBe(0.5);
  });
});

describe('whether a silent signal was ever seen (S5)', () => {
  it('is looked for once, by the hour over 14 days, where a missing bucket would have a meaning', async () => {
    const world = start(
      inZone(
        'UTC',
        aSignal('sparse', { missing: 'ok' }),
        aSignal('never', { missing: 'breaching' }),
        aSignal('unknown'),
        aSignal('busy', { missing: 'ok' }),
      ),
    );
    world.rig.aws.hasMetric('busy', 1);
    world.rig.aws.hasMetric('sparse', (at) => (at < NOW - 5 * DAY ? 1 : null));
    await world.sweep();
    await world.history();
    expect(world.rig.aws.calls).toHaveLength(1);
    const [call] = world.rig.aws.calls;
    expect(
      queriesOf(call as never).map((query) =>
        'MetricStat' in query ? `${query.MetricStat.Metric.MetricName} ${query.MetricStat.Period}` : '',
      ),
    ).toEqual(['sparse 3600', 'never 3600']);
    expect(call && rangeOf(call).end - rangeOf(call).start).toBe(14 * DAY);
    expect([
      world.data('in/sparse').seenIn14Days,
      world.data('in/never').seenIn14Days,
      world.data('in/unknown').seenIn14Days,
      world.data('in/busy').seenIn14Days,
    ]).toEqual([true, false, null, true]);
    await world.history();
    expect(world.rig.aws.calls).toHaveLength(0);
    await world.rig.clock.advance(DAY + SECOND);
    await world.history();
    expect(world.rig.aws.calls).toHaveLength(1);
  });

  it('follows from history where that is fetched', async () => {
    const world = start(inZone('UTC', orders('never', { missing: 'ok' })));
    await world.sweep();
    await world.history();
    expect(world.rig.aws.calls).toHaveLength(1);
    expect(world.data('in/never').seenIn14Days).toBe(false);
  });
});

describe('signals that cannot be asked', () => {
  it('are misconfigured without a call, and the source says so when there are no others', async () => {
    const world = start(inZone('UTC', anExpression('bad', 'q3 / r', ['r'])));
    const outcome = await world.source.sweep('start');
    expect(outcome.failure).toMatchObject({ kind: 'error', reason: 'none of its signals can be asked' });
    expect(world.rig.aws.calls).toHaveLength(0);
    await world.sweep();
    expect(world.data('in/bad').problem).toEqual({
      kind: 'misconfigured',
      text: 'its expression names "q3", which is none of its metrics',
    });
  });

  it('because AWS refused them are left out until the next hour', async () => {
    const world = start(inZone('UTC', aSignal('a'), aSignal('bad'), aSignal('b')));
    world.rig.aws.refusesQuery('bad');
    await world.sweep();
    for (let minute = 0; minute < 3; minute++) {
      await world.rig.clock.advance(MINUTE);
      await world.source.sweep('usual');
    }
    expect(world.rig.aws.calls.map((call) => queriesOf(call).length)).toEqual([2, 2, 2]);
    world.rig.aws.acceptsQuery('bad');
    world.rig.aws.hasMetric('bad', 1);
    await world.rig.clock.advance(HOUR);
    await world.sweep();
    expect(world.data('in/bad').problem).toBeNull();
  });
});
