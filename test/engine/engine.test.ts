import { describe, expect, it } from 'vitest';
import { Board } from '../../main/engine/board';
import { applyUpdate } from '../../main/engine/engine';
import type { PollUpdate } from '../../main/polling/updates';
import type { Limit } from '../../shared/domain/workspace/types';
import type { SourceState } from '../../shared/domain/sources/types';
import { DAY, HOUR, MINUTE, SECOND, type Ms } from '../../shared/lib/time';
import { failure, queriesOf, rangeOf } from '../fakes/aws';
import { NOW, aSignal, aSite, aWorkspace } from '../polling/builders';
import { alarmsOf, scopeOf, startRig, stopRig, type Rig } from './rig';

const limit = (value: number): Limit => ({ kind: 'absolute', value });
const br = aSite('br', { signals: [aSignal('br-p95', { warning: limit(10), critical: limit(20) })] });
const us = aSite('us', {
  region: 'us-east-1',
  signals: [aSignal('us-p95', { region: 'us-east-1', warning: limit(10), critical: limit(20) })],
});
const both = aWorkspace([br, us]);

const start = (part: Parameters<typeof startRig>[1] = {}): Rig =>
  startRig(both, {
    ...part,
    prepare: (aws) => {
      aws.hasMetric('br-p95', 30);
      aws.hasMetric('us-p95', 15);
      aws.answers('DescribeAlarms', alarmsOf(['cpu', 'OK']));
      part.prepare?.(aws);
    },
  });

const keyOf = (rig: Rig, site: string): string =>
  rig.engine.snapshot().attention.find((item) => item.site === site)?.key ?? 'none';
const acknowledgements = (rig: Rig): ReadonlyMap<string, Ms> => {
  const known = rig.store.load('retail', rig.clock.now());
  return known.ok ? known.value.acknowledgements : new Map();
};

describe('attention', () => {
  it('an acknowledged item moves down, never away, and comes back up when that is taken back', async () => {
    const rig = start();
    await rig.clock.advance(SECOND);
    expect(rig.attention()).toEqual(['br', 'us']);
    const at = rig.clock.now();
    const key = keyOf(rig, 'br');
    expect(await rig.engine.handle('attention.acknowledge', { key })).toEqual({
      ok: true,
      value: { acknowledgedAt: at },
    });
    await rig.clock.advance(16);
    expect(rig.attention()).toEqual(['us', 'br']);
    expect(rig.engine.snapshot().attention[1]).toMatchObject({ key, acknowledgedAt: at });
    expect(rig.site('br').status).toBe('critical');

    await rig.clock.advance(MINUTE);
    // Twice is once: the first time counts.
    expect(await rig.engine.handle('attention.acknowledge', { key })).toEqual({
      ok: true,
      value: { acknowledgedAt: at },
    });
    expect(await rig.engine.handle('attention.unacknowledge', { key })).toEqual({ ok: true, value: null });
    await rig.clock.advance(16);
    expect(rig.attention()).toEqual(['br', 'us']);
    expect(rig.engine.snapshot().attention[0]?.acknowledgedAt).toBeNull();
  });

  it('what was acknowledged stays so over a restart, and what was taken back does not', async () => {
    const rig = start();
    await rig.clock.advance(SECOND);
    const [one, other] = [keyOf(rig, 'br'), keyOf(rig, 'us')];
    for (const key of [one, other]) await rig.engine.handle('attention.acknowledge', { key });
    await rig.engine.handle('attention.unacknowledge', { key: other });
    expect([...acknowledgements(rig).keys()]).toEqual([one]);
    await stopRig(rig);
    const again = start({ store: rig.store, at: NOW + MINUTE });
    expect(again.first.attention.map((item) => [item.site, item.acknowledgedAt])).toEqual([
      ['us', null],
      ['br', NOW + SECOND],
    ]);
  });

  it('an item that is not in the list is not found, and nothing is stored', async () => {
    const rig = start();
    await rig.clock.advance(SECOND);
    const refused = await rig.engine.handle('attention.acknowledge', { key: 'br|critical|1' });
    expect(refused).toMatchObject({ ok: false, error: { code: 'not-found' } });
    expect(acknowledgements(rig).size).toBe(0);
    expect(await rig.engine.handle('attention.unacknowledge', { key: 'br|critical|1' })).toEqual({
      ok: true,
      value: null,
    });
  });

  it('new trouble of the same site is a new item', async () => {
    const rig = start();
    await rig.clock.advance(SECOND);
    await rig.engine.handle('attention.acknowledge', { key: keyOf(rig, 'us') });
    rig.aws.hasMetric('us-p95', (at) => (at < NOW ? 15 : 30));
    await rig.clock.advance(10 * MINUTE);
    const item = rig.engine.snapshot().attention.find((one) => one.site === 'us');
    expect(item).toMatchObject({ severity: 'critical', acknowledgedAt: null });
  });
});

describe('signal.history', () => {
  it('gives the complete buckets of the asked hours, the incomplete one apart, and the limits', async () => {
    const rig = start();
    await rig.clock.advance(5 * MINUTE + SECOND);
    const answer = await rig.engine.handle('signal.history', { site: 'br', signal: 'br-p95', hours: 1 });
    const history = answer.ok ? answer.value : null;
    expect(history).toMatchObject({ site: 'br', signal: 'br-p95', periodSeconds: 60 });
    expect((history?.to ?? 0) - (history?.from ?? 0)).toBe(HOUR);
    const points = history?.points ?? [];
    // 10:05:31: the last complete bucket began at 10:02 (S3), and one is drawn hollow.
    expect(points.at(-1)).toEqual([NOW + 90 * SECOND, 30]);
    expect(points.map(([at]) => at)).toEqual(points.map((_one, index) => (points[0]?.[0] ?? 0) + index * MINUTE));
    expect(history?.incomplete?.[0]).toBe(NOW + 150 * SECOND);
    expect(history?.limits).toEqual([{ at: history?.from, warning: 10, critical: 20 }]);
  });

  it('gives nothing for what the workspace does not name, and an empty chart before the first answer', async () => {
    const rig = start({ prepare: (aws) => aws.hangs('GetMetricData') });
    for (const [site, signal] of [
      ['nowhere', 'br-p95'],
      ['br', 'nothing'],
      ['br', 'us-p95'],
    ] as const)
      expect(await rig.engine.handle('signal.history', { site, signal, hours: 3 })).toEqual({ ok: true, value: null });
    const empty = await rig.engine.handle('signal.history', { site: 'br', signal: 'br-p95', hours: 24 });
    expect(empty.ok && empty.value).toMatchObject({ points: [], incomplete: null, usual: [] });
  });
});

describe('source.retry', () => {
  it('asks one source at once, or all of them, and says how many', async () => {
    const rig = start({ prepare: (aws) => aws.fails('DescribeAlarms', failure('signed-out', 'sign in')) });
    await rig.clock.advance(2 * SECOND);
    expect(rig.source('prod/sa-east-1/DescribeAlarms').condition).toBe('signed-out');
    rig.aws.answers('DescribeAlarms', alarmsOf(['cpu', 'OK']));
    rig.aws.forgetCalls();
    const asked = await rig.engine.handle('source.retry', { source: 'prod/sa-east-1/DescribeAlarms' });
    expect(asked).toEqual({ ok: true, value: { asked: 1 } });
    await rig.clock.advance(20);
    expect(rig.aws.calls.map((call) => `${call.target.region} ${call.operation}`)).toEqual([
      'sa-east-1 DescribeAlarms',
    ]);
    expect(rig.source('prod/sa-east-1/DescribeAlarms').condition).toBe('live');
    expect(await rig.engine.handle('source.retry', { source: 'prod/nowhere/Health' })).toEqual({
      ok: true,
      value: { asked: 0 },
    });
    expect(await rig.engine.handle('source.retry', {})).toEqual({ ok: true, value: { asked: 5 } });
  });

  it('asks no faster than every five seconds, however often it is called: metric questions are billed', async () => {
    const rig = start();
    await rig.clock.advance(2 * SECOND);
    rig.aws.forgetCalls();
    const asked: number[] = [];
    for (let call = 0; call < 100; call++) {
      for (const input of [{}, { source: 'prod/sa-east-1/GetMetricData' }]) {
        const answer = await rig.engine.handle('source.retry', input);
        if (answer.ok) asked.push(answer.value.asked);
      }
      await rig.clock.advance(SECOND / 10);
    }
    // Ten seconds: all of them twice, and nothing in between.
    expect(asked.filter((count) => count > 0)).toEqual([5, 5]);
  });

  it('P7: the machine that woke up has everything asked once', async () => {
    const rig = start();
    await rig.clock.advance(SECOND);
    rig.aws.forgetCalls();
    rig.engine.askAll();
    await rig.clock.advance(0);
    expect(rig.aws.calls).toHaveLength(5);
  });
});

it('app.info and snapshot.get give what they were told and what is on the board', async () => {
  const rig = start();
  expect(await rig.engine.handle('app.info', undefined)).toMatchObject({ ok: true, value: { version: '1.2.3' } });
  await rig.clock.advance(SECOND);
  expect(await rig.engine.handle('snapshot.get', undefined)).toEqual({ ok: true, value: rig.engine.snapshot() });
});

describe('another version of the workspace file', () => {
  const places = (rig: Rig): readonly string[] => [...new Set(rig.aws.calls.map((call) => call.target.region))].sort();

  it('what it names is polled and shown, what it no longer names disappears and is asked no more', async () => {
    const rig = start();
    await rig.clock.advance(MINUTE + SECOND);
    const india = aSite('in', { region: 'ap-south-1', signals: [aSignal('in-p95', { region: 'ap-south-1' })] });
    rig.aws.hasMetric('in-p95', 1);
    await rig.engine.rescope(scopeOf(aWorkspace([br, india], { name: 'Retail, again' })));
    await rig.clock.advance(SECOND);
    expect(rig.engine.snapshot().sites.map((site) => [site.id, site.status])).toEqual([
      ['br', 'critical'],
      ['in', 'ok'],
    ]);
    expect(rig.engine.snapshot().workspace).toMatchObject({ name: 'Retail, again', problem: null });
    expect(rig.window().sites.map((site) => site.id)).toEqual(['br', 'in']);
    expect(rig.patches.flatMap(({ patch }) => patch.removedSites ?? [])).toContain('us');
    expect(rig.patches.flatMap(({ patch }) => patch.removedSources ?? [])).toContain('prod/us-east-1/GetMetricData');
    rig.aws.forgetCalls();
    await rig.clock.advance(5 * MINUTE);
    expect(places(rig)).toEqual(['ap-south-1', 'global', 'sa-east-1']);
  });

  it('keeps what is known of what stays: nothing turns unknown meanwhile', async () => {
    const rig = start();
    await rig.clock.advance(MINUTE + SECOND);
    rig.aws.unplug();
    await rig.engine.rescope(scopeOf(aWorkspace([br, us], { name: 'Another name' })));
    await rig.clock.advance(SECOND);
    expect(rig.site('br')).toMatchObject({ status: 'critical', blind: false });
    expect(rig.source('prod/sa-east-1/GetMetricData')).toMatchObject({ condition: 'live', lastGoodAt: NOW + MINUTE });
  });

  it('a question that changed has no data until it was answered', async () => {
    const rig = start();
    await rig.clock.advance(MINUTE + SECOND);
    rig.aws.hangs('GetMetricData');
    const slow = { ...br, signals: [aSignal('br-p95', { periodSeconds: 300, critical: limit(20) })] };
    await rig.engine.rescope(scopeOf(aWorkspace([slow, us])));
    await rig.clock.advance(SECOND);
    expect(rig.site('br')).toMatchObject({ status: 'unknown' });
    expect(rig.site('br').signals[0]).toMatchObject({ value: null, recent: [] });
    expect(rig.site('us').signals[0]?.value).toBe(15);
  });

  it('a broken file leaves the good one running and says why; mended, the word goes away', async () => {
    const rig = start();
    await rig.clock.advance(SECOND);
    rig.aws.forgetCalls();
    await rig.engine.rescope(scopeOf(both, { problem: 'meridian.yaml:3:1 sites: expected a list' }));
    await rig.clock.advance(20);
    expect(rig.aws.calls).toEqual([]);
    expect(rig.engine.snapshot().workspace.problem).toBe('meridian.yaml:3:1 sites: expected a list');
    expect(rig.window().workspace.problem).toBe('meridian.yaml:3:1 sites: expected a list');
    expect(rig.engine.snapshot().sites).toHaveLength(2);
    await rig.clock.advance(MINUTE);
    expect(rig.aws.callsOf('GetMetricData')).toHaveLength(2);
    await rig.engine.rescope(scopeOf(both));
    await rig.clock.advance(20);
    expect(rig.engine.snapshot().workspace.problem).toBeNull();
  });

  it('two changes at once leave one poller', async () => {
    const rig = start();
    await rig.clock.advance(SECOND);
    const india = aWorkspace([aSite('in', { region: 'ap-south-1' })]);
    await Promise.all([rig.engine.rescope(scopeOf(aWorkspace([br]))), rig.engine.rescope(scopeOf(india))]);
    expect(rig.aws.listening).toBe(1);
    rig.aws.forgetCalls();
    await rig.clock.advance(MINUTE);
    expect(places(rig)).toEqual(['ap-south-1', 'global']);
    expect(rig.engine.snapshot().sites.map((site) => site.id)).toEqual(['in']);
  });
});

describe('stop leaves nothing behind', () => {
  it('while calls hang', async () => {
    const rig = start({ prepare: (aws) => aws.hangs('GetMetricData') });
    await rig.clock.advance(5 * SECOND);
    await stopRig(rig);
  });

  it.each([true, false])('with questions that come too late (a frame waits: %s)', async (waits) => {
    const rig = start();
    await rig.clock.advance(SECOND);
    const key = keyOf(rig, 'br');
    if (waits) await rig.engine.handle('attention.acknowledge', { key });
    const stopping = rig.engine.stop();
    await rig.engine.handle('attention.unacknowledge', { key });
    await rig.engine.rescope(scopeOf(aWorkspace([us])));
    await stopping;
    expect(rig.clock.waiting).toBe(0);
    await stopRig(rig);
  });

  it('in the middle of a change of the workspace', async () => {
    const rig = start({ prepare: (aws) => aws.hangs('DescribeAlarms') });
    await rig.clock.advance(SECOND);
    void rig.engine.rescope(scopeOf(aWorkspace([us])));
    await stopRig(rig);
  });
});

describe('spend (P5)', () => {
  const units = (rig: Rig): number =>
    rig.engine.snapshot().spend.byApi.find((one) => one.api === 'GetMetricData')?.billedUnits ?? 0;

  it('counts what was asked, by UTC day', async () => {
    const midnight = Date.parse('2026-11-27T00:00:00Z');
    const rig = start({ at: midnight - 2 * MINUTE - 30 * SECOND });
    await rig.clock.advance(2 * MINUTE + SECOND);
    // Two regions of one signal each: at start and every minute.
    expect(units(rig)).toBe(6);
    expect(rig.engine.snapshot().spend.today).toBeCloseTo(6 * 0.00001, 4);
    await rig.clock.advance(MINUTE);
    expect(units(rig)).toBe(2);
    const known = rig.store.load('retail', rig.clock.now());
    const counters = known.ok ? known.value.spend.filter((one) => one.api === 'GetMetricData') : [];
    expect(counters.map(({ day, requests, billedUnits }) => [day, requests, billedUnits])).toEqual([
      ['2026-11-26', 6, 6],
      ['2026-11-27', 2, 2],
    ]);
  });

  it('goes on counting the day after a restart', async () => {
    const rig = start();
    await rig.clock.advance(MINUTE + SECOND);
    expect(units(rig)).toBe(4);
    await stopRig(rig);
    const again = start({ store: rig.store, at: NOW + 5 * MINUTE });
    expect(again.first.spend.byApi).toEqual(rig.engine.snapshot().spend.byApi);
    await again.clock.advance(SECOND);
    expect(units(again)).toBe(6);
  });

  const many = aWorkspace([
    aSite('br', {
      signals: Array.from({ length: 40 }, (_one, i) =>
        aSignal(`s${i}`, i % 2 === 0 ? { warning: { kind: 'same-hour', percent: 150 } } : {}),
      ),
    }),
  ]);
  /** 40 metrics a minute, at the list price, for what is left of the month. */
  const pace = (now: Ms): number => ((40 * 0.00001) / MINUTE) * (Date.parse('2026-12-01T00:00:00Z') - now);

  it('the forecast is the pace of the sweeps: two weeks of history do not count as one', async () => {
    const rig = startRig(many);
    for (const wait of [SECOND, MINUTE, 5 * MINUTE, 20 * MINUTE]) {
      await rig.clock.advance(wait);
      const { monthForecast, today } = rig.engine.snapshot().spend;
      expect((monthForecast - today) / pace(rig.clock.now())).toBeCloseTo(1, 2);
    }
    const history = rig.aws
      .callsOf('GetMetricData')
      .filter((call) => rangeOf(call).end - rangeOf(call).start > DAY)
      .reduce((sum, call) => sum + queriesOf(call).length, 0);
    expect(history).toBe(20);
  });

  const source = (change: Partial<SourceState>): SourceState => ({
    account: 'prod',
    region: 'sa-east-1',
    api: 'GetMetricData',
    intervalSeconds: 60,
    lastGoodAt: null,
    lastGoodAwsAt: null,
    failure: null,
    nextTryAt: null,
    notUnderstood: [],
    ...change,
  });
  /** A board of 40 signals after these: units that were counted, and the sweep (or history) that ended then. */
  function boardAfter(...updates: readonly (readonly [units: number, lastGoodAt: Ms])[]): Board {
    const board = new Board(scopeOf(many));
    for (const [billedMetrics, lastGoodAt] of updates) {
      const state = source({ lastGoodAt });
      const counted: PollUpdate = {
        kind: 'usage',
        source: state,
        usage: { operation: 'GetMetricData', billedMetrics, at: NOW },
      };
      applyUpdate(board, counted);
      applyUpdate(board, { kind: 'signals', source: state, signals: new Map() });
    }
    return board;
  }
  const ahead = (board: Board): number => {
    const { monthForecast, today } = board.picture(1, NOW).spend;
    return monthForecast - today;
  };

  it('history that costs less than a sweep, or is asked while one runs, does not bend it either', () => {
    expect(ahead(boardAfter([40, NOW])) / pace(NOW)).toBeCloseTo(1, 2);
    expect(ahead(boardAfter([40, NOW], [3, NOW])) / pace(NOW)).toBeCloseTo(1, 2);
    expect(ahead(boardAfter([40, NOW], [5_000, NOW + MINUTE], [40, NOW + 2 * MINUTE])) / pace(NOW)).toBeCloseTo(1, 2);
  });

  it('sweeps that ask less in between, because some signals are slower, are part of the pace', () => {
    const sweeps = Array.from({ length: 60 }, (_one, i) => [i % 5 === 0 ? 40 : 20, NOW + i * MINUTE] as const);
    expect(ahead(boardAfter(...sweeps)) / pace(NOW)).toBeCloseTo(0.6, 2);
  });

  it('sources that are gone cost nothing any more', async () => {
    const rig = start();
    await rig.clock.advance(SECOND);
    const before = rig.engine.snapshot().spend.monthForecast;
    await rig.engine.rescope(scopeOf(aWorkspace([br])));
    await rig.clock.advance(MINUTE);
    expect(rig.engine.snapshot().spend.monthForecast / before).toBeCloseTo(0.5, 1);
  });
});

describe('a store that fails', () => {
  it.each(['full', 'read-only', 'busy', 'damaged', 'unavailable'] as const)(
    'never stops the engine and is told once: %s',
    async (kind) => {
      const rig = start();
      await rig.clock.advance(MINUTE);
      rig.store.breaks({ kind, message: `the store is ${kind}` });
      const before = rig.engine.snapshot().seq;
      await rig.clock.advance(65 * MINUTE);
      expect(rig.told).toEqual([`the store is ${kind}`]);
      expect(rig.engine.snapshot().seq).toBeGreaterThan(before + 100);
      expect(rig.source('prod/sa-east-1/GetMetricData').condition).toBe('live');
      const key = keyOf(rig, 'br');
      expect(await rig.engine.handle('attention.acknowledge', { key })).toMatchObject({ ok: true });
      await rig.clock.advance(16);
      expect(rig.attention()).toEqual(['us', 'br']);
      rig.store.breaks(null);
      await rig.clock.advance(MINUTE);
      const known = rig.store.load('retail', rig.clock.now());
      expect(known.ok && known.value.signals.size).toBe(2);
    },
  );

  it('at the start costs the memory, not the picture; another kind of trouble is told too', async () => {
    const earlier = start();
    await earlier.clock.advance(MINUTE);
    await stopRig(earlier);
    earlier.store.breaks({ kind: 'busy', message: 'held' });
    const rig = start({ store: earlier.store, at: NOW + 5 * MINUTE });
    expect(rig.first.sites.map((site) => site.status)).toEqual(['unknown', 'unknown']);
    await rig.clock.advance(SECOND);
    expect(rig.site('br').status).toBe('critical');
    earlier.store.breaks({ kind: 'full', message: 'no room' });
    await rig.clock.advance(MINUTE);
    expect(rig.told).toEqual(['held', 'no room']);
  });
});

describe('P1: one worker per (account, region)', () => {
  /** Instants at which the window learned something new of the sources of a region, and what. */
  const learned = (rig: Rig, region: string): readonly string[] =>
    rig.patches.flatMap(({ at, patch }) =>
      (patch.sources ?? [])
        .filter((source) => source.region === region)
        .map((source) => `${at - NOW} ${source.id} ${source.condition} ${source.lastGoodAt} ${source.nextTryAt}`),
    );

  it('one that hangs delays no update of another by even one turn of the clock', async () => {
    const well = start();
    const ill = start({
      prepare: (aws) => {
        aws.hangs('GetMetricData', 'sa-east-1');
        aws.hangs('DescribeAlarms', 'sa-east-1');
      },
    });
    for (const rig of [well, ill]) await rig.clock.advance(10 * MINUTE);
    expect(learned(well, 'us-east-1').length).toBeGreaterThan(20);
    expect(learned(ill, 'us-east-1')).toEqual(learned(well, 'us-east-1'));
    expect(ill.site('us')).toEqual(well.site('us'));
    expect(ill.site('br').status).toBe('unknown');
    expect(ill.aws.callsOf('GetMetricData', 'sa-east-1')).toHaveLength(1);
  });

  it.each(['throttled', 'denied', 'signed-out', 'error'] as const)(
    'one that is %s delays no update of another either',
    async (kind) => {
      const well = start();
      const ill = start({
        prepare: (aws) => {
          aws.fails('GetMetricData', failure(kind, 'no'), 'sa-east-1');
          aws.fails('DescribeAlarms', failure(kind, 'no'), 'sa-east-1');
        },
      });
      for (const rig of [well, ill]) await rig.clock.advance(5 * MINUTE);
      expect(learned(ill, 'us-east-1')).toEqual(learned(well, 'us-east-1'));
      expect(ill.source('prod/sa-east-1/GetMetricData').condition).toBe(kind);
    },
  );
});

it('P4: an hour of calm slows production down, and trouble brings the pace back', async () => {
  const rig = start({
    prepare: (aws) => {
      aws.hasMetric('br-p95', 1);
      aws.hasMetric('us-p95', 1);
    },
  });
  expect(rig.source('prod/sa-east-1/GetMetricData').intervalSeconds).toBe(60);
  await rig.clock.advance(2 * HOUR);
  expect(rig.source('prod/sa-east-1/GetMetricData').intervalSeconds).toBe(120);
  expect(rig.site('br').status).toBe('ok');
  rig.aws.answers('DescribeAlarms', alarmsOf(['cpu', 'ALARM']), 'sa-east-1');
  await rig.clock.advance(31 * SECOND);
  expect(rig.source('prod/sa-east-1/GetMetricData').intervalSeconds).toBe(60);
  expect(rig.source('prod/us-east-1/GetMetricData').intervalSeconds).toBe(120);
});
