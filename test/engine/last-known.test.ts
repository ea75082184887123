import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { Board } from '../../main/engine/board';
import { createMemory } from '../../main/engine/memory';
import { applyUpdate } from '../../main/engine/engine';
import type { Snapshot } from '../../shared/domain/snapshot/types';
import { sourceId, type SourceState } from '../../shared/domain/sources/types';
import { DAY, HOUR, MINUTE, SECOND, type Ms } from '../../shared/lib/time';
import { fillStore, memoryIn } from '../builders/filled-store';
import { failure } from '../fakes/aws';
import { NOW, aMetric, aSignal, aSite, aWorkspace, anExpression } from '../polling/builders';
import { alarmsOf, scopeOf, startRig, stopRig, type Rig } from './rig';

const METRICS = 'prod/sa-east-1/GetMetricData';
const ALARMS = 'prod/sa-east-1/DescribeAlarms';

const site = aSite('br', {
  signals: [aSignal('p95', { warning: { kind: 'absolute', value: 10 }, critical: { kind: 'absolute', value: 20 } })],
});
const workspace = aWorkspace([site]);

/** A first run of six minutes in which the signal was critical, stopped. */
async function earlierRun(store?: Rig['store']): Promise<Rig> {
  const rig = startRig(workspace, {
    ...(store !== undefined && { store }),
    prepare: (aws) => {
      aws.hasMetric('p95', 30);
      aws.answers('DescribeAlarms', alarmsOf(['cpu', 'ALARM']));
      aws.answers('DescribeEvents', {
        events: [
          {
            arn: 'arn:event',
            service: 'EC2',
            eventTypeCategory: 'accountNotification',
            region: 'sa-east-1',
            statusCode: 'open',
          },
        ],
      });
    },
  });
  await rig.clock.advance(6 * MINUTE + SECOND);
  await stopRig(rig);
  return rig;
}

/** Of the network alone: what a picture without any answer may hold. */
const isEmpty = (snapshot: Snapshot): boolean =>
  snapshot.sources.every((source) => source.lastGoodAt === null && source.condition === 'never') &&
  snapshot.sites.every(
    (one) =>
      one.status === 'unknown' &&
      one.dataAt === null &&
      one.alarms.length === 0 &&
      one.signals.every((signal) => signal.value === null && signal.recent.length === 0),
  ) &&
  snapshot.events.length === 0;

describe('P9: the last known state', () => {
  it('is in the first picture, before any answer, with its age', async () => {
    const { store, engine } = await earlierRun();
    const last = engine.snapshot();
    const at = NOW + 10 * MINUTE;
    const { first, aws } = startRig(workspace, { at, store, prepare: (fake) => fake.unplug() });
    expect(aws.calls.every((call) => call.at === at)).toBe(true);
    expect(first).toMatchObject({ seq: 1, restoring: true });
    const [br] = first.sites;
    // The last answer is 4 minutes old: blind, and held (S2).
    expect(br).toMatchObject({ status: 'critical', blind: true, dataAt: NOW + 6 * MINUTE });
    expect(br?.reasons[0]?.ageSeconds).toBe(240);
    expect(br?.reasons[0]?.text).toContain('last seen');
    expect(br?.signals[0]?.value).toBe(30);
    expect(br?.alarms.map((alarm) => [alarm.name, alarm.state])).toEqual([['cpu', 'ALARM']]);
    expect(first.events.map((event) => event.arn)).toEqual(['arn:event']);
    expect(first.attention.map((item) => item.site)).toEqual(['br']);
    expect(first.spend.byApi).toEqual(last.spend.byApi);
  });

  it('S2: is not live because it was live when the last run ended, and after a weekend still says what it was', async () => {
    const { store } = await earlierRun();
    const { first } = startRig(workspace, { at: NOW + 3 * DAY, store });
    expect(first.sources.map((source) => source.condition)).toEqual(['stale', 'stale', 'stale']);
    expect(first.sites[0]).toMatchObject({ status: 'unknown', blind: true, was: { status: 'critical' } });
  });

  it('restoring ends with the first answer or failure of every source', async () => {
    const { store } = await earlierRun();
    const rig = startRig(workspace, {
      at: NOW + 10 * MINUTE,
      store,
      prepare: (fake) => {
        fake.fails('DescribeAlarms', failure('denied', 'no'));
        fake.hangs('DescribeEvents');
      },
    });
    await rig.clock.advance(SECOND);
    expect(rig.engine.snapshot().restoring).toBe(true);
    const other = startRig(workspace, {
      at: NOW + 10 * MINUTE,
      store,
      prepare: (fake) => fake.fails('DescribeAlarms', failure('denied', 'no')),
    });
    await other.clock.advance(SECOND);
    expect(other.engine.snapshot().restoring).toBe(false);
  });

  it('of another workspace or another endpoint (another key) is never shown', async () => {
    const { store } = await earlierRun();
    const { first } = startRig(workspace, { at: NOW + 10 * MINUTE, store, key: 'another' });
    expect(isEmpty(first)).toBe(true);
    const own = startRig(workspace, { at: NOW + 10 * MINUTE, store });
    expect(isEmpty(own.first)).toBe(false);
  });

  it('of a site or source the workspace no longer names is not shown', async () => {
    const { store } = await earlierRun();
    const { first } = startRig(aWorkspace([aSite('us', { region: 'us-east-1', signals: [] })]), {
      at: NOW + 10 * MINUTE,
      store,
    });
    expect(first.sites.map((one) => one.id)).toEqual(['us']);
    expect(first.sources.map((source) => source.id).sort()).toEqual([
      'prod/global/Health',
      'prod/us-east-1/DescribeAlarms',
    ]);
  });

  const changes = {
    'another period': aSignal('p95', { periodSeconds: 300 }),
    'an expression': anExpression('p95', '100 * p95', ['p95']),
    'another metric': aSignal('p95', { question: { kind: 'metric', metric: aMetric('p99'), scale: 1 } }),
    'another statistic': aSignal('p95', {
      question: { kind: 'metric', metric: aMetric('p95', { statistic: 'p90' }), scale: 1 },
    }),
    'another scale': aSignal('p95', { question: { kind: 'metric', metric: aMetric('p95'), scale: 1_000 } }),
    'another region': aSignal('p95', { region: 'us-east-1' }),
  };
  it.each(Object.entries(changes))('of another question is not the data of this one: %s', async (_name, signal) => {
    const { store } = await earlierRun();
    const { first } = startRig(aWorkspace([{ ...site, signals: [signal] }]), { at: NOW + 10 * MINUTE, store });
    expect(first.sites[0]?.signals[0]).toMatchObject({ value: null, recent: [], incomplete: null });
  });

  it('other limits are the same question: the old buckets are judged by the new limits', async () => {
    const { store } = await earlierRun();
    const gentle = aSignal('p95', { warning: { kind: 'absolute', value: 10 }, critical: null });
    const { first } = startRig(aWorkspace([{ ...site, signals: [gentle] }]), { at: NOW + 10 * MINUTE, store });
    expect(first.sites[0]).toMatchObject({ status: 'warning', blind: true });
  });
});

describe('what is kept', () => {
  const stored = (rig: Rig, id: string): SourceState | undefined => {
    const known = rig.store.load('retail', rig.clock.now());
    return known.ok ? known.value.sources.find((source) => sourceId(source) === id) : undefined;
  };

  it('S2: the last good answer survives failures, in the picture and in the store', async () => {
    const { store } = await earlierRun();
    const rig = startRig(workspace, { at: NOW + 10 * MINUTE, store, prepare: (fake) => fake.unplug() });
    await rig.clock.advance(5 * MINUTE);
    for (const id of [METRICS, ALARMS]) {
      expect(rig.source(id)).toMatchObject({ lastGoodAt: NOW + 6 * MINUTE, condition: 'offline' });
      expect(stored(rig, id)).toMatchObject({ lastGoodAt: NOW + 6 * MINUTE, failure: { kind: 'offline' } });
    }
    await stopRig(rig);
    const third = startRig(workspace, { at: NOW + 30 * MINUTE, store, prepare: (fake) => fake.unplug() });
    expect(third.first.sites[0]).toMatchObject({ status: 'unknown', was: { status: 'critical' } });
  });

  it('a command that recalls no sources (meridian status) does not wipe out when they were last heard', async () => {
    const { store } = await earlierRun();
    const at = NOW + 10 * MINUTE;
    const memory = createMemory({ store, key: 'retail', recallSources: false, onProblem: () => undefined });
    const board = new Board(scopeOf(workspace));
    memory.recall(board, at);
    expect(board.sources.size).toBe(0);
    const source: SourceState = {
      account: 'prod',
      region: 'sa-east-1',
      api: 'GetMetricData',
      intervalSeconds: 60,
      lastGoodAt: null,
      lastGoodAwsAt: null,
      failure: { kind: 'offline', reason: 'no network', at },
      nextTryAt: null,
      notUnderstood: [],
    };
    applyUpdate(board, { kind: 'failure', source });
    memory.keep(board, { kind: 'failure', source }, at);
    expect(board.sources.get(METRICS)?.lastGoodAt).toBeNull();
    const { first } = startRig(workspace, { at, store });
    expect(first.sources.find((one) => one.id === METRICS)?.lastGoodAt).toBe(NOW + 6 * MINUTE);
  });

  /** Every bucket of the range that was answered is stored: a hole would read as missing after the next start. */
  const expectWhole = (rig: Rig, since: Ms): void => {
    const known = rig.store.load('retail', rig.clock.now());
    const signals = known.ok ? [...known.value.signals.values()] : [];
    expect(signals).toHaveLength(1);
    const points = signals[0]?.points ?? [];
    expect(points[0]?.[0]).toBeLessThanOrEqual(since);
    expect(points.map(([at]) => at)).toEqual(points.map((_point, index) => (points[0]?.[0] ?? 0) + index * MINUTE));
    expect(points[0]?.[0]).toBe(signals[0]?.covered?.[0]);
  };

  it('what could not be stored for a while is stored afterwards, without a hole', async () => {
    const rig = startRig(workspace, { prepare: (aws) => aws.hasMetric('p95', (at) => at % 977) });
    await rig.clock.advance(10 * MINUTE);
    rig.store.breaks({ kind: 'busy', message: 'held' });
    await rig.clock.advance(50 * MINUTE);
    rig.store.breaks(null);
    await rig.clock.advance(3 * MINUTE);
    expectWhole(rig, NOW - 2 * HOUR);
  });

  it('a question that was changed and changed back is stored whole', async () => {
    const rig = startRig(workspace, { prepare: (aws) => aws.hasMetric('p95', 0) });
    await rig.clock.advance(2 * MINUTE);
    const other = aWorkspace([{ ...site, signals: [aSignal('p95', { question: changedScale })] }]);
    await rig.engine.rescope(scopeOf(other));
    await rig.clock.advance(2 * MINUTE);
    expect(rig.site('br').signals[0]?.value).toBe(0);
    // Past the hour in which names nobody uses are dropped.
    await rig.clock.advance(2 * HOUR);
    expectWhole(rig, NOW - 2 * HOUR);
    await rig.engine.rescope(scopeOf(workspace));
    await rig.clock.advance(2 * HOUR);
    expectWhole(rig, NOW);
  });
  const changedScale = { kind: 'metric', metric: aMetric('p95'), scale: 2 } as const;
});

describe('SQLite behind the memory', () => {
  it('P9: the first picture after a restart is the last one before it', () => {
    const folder = mkdtempSync(join(tmpdir(), 'meridian-start-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const board = fillStore(folder, { sites: 2, signals: 3 });
    const memory = memoryIn(folder);
    const again = new Board(scopeOf(board.workspace));
    memory.recall(again, NOW + MINUTE);
    memory.close();
    expect(again.picture(1, NOW + MINUTE).sites).toEqual(board.picture(1, NOW + MINUTE).sites);
  });
});
