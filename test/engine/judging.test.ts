import { afterEach, describe, expect, it } from 'vitest';
import { createAws } from '../../main/aws/aws';
import { startEngine, type RunningEngine } from '../../main/engine/engine';
import { NO_MEMORY } from '../../main/engine/memory';
import { startPoller } from '../../main/polling/poller';
import { systemClock } from '../../main/polling/system-clock';
import { demoCredentials, startSimulator, type LogEntry } from '../../main/simulator';
import { demoWorkspace } from '../../main/simulator/demo-workspace';
import type { Change, Watched } from '../../shared/domain/change/types';
import type { JudgedSignal } from '../../shared/domain/judgement/types';
import { signalKey } from '../../shared/domain/status/gathered';
import type { Signal, Site, Workspace } from '../../shared/domain/workspace/types';
import { DAY, HOUR, MINUTE, SECOND, floorTo, type Ms } from '../../shared/lib/time';
import { noPausesBetweenTries } from '../aws/no-pauses';
import { createAwsHome } from '../aws/tiny-aws';
import { createRandom } from '../bench/random';
import { scopeOf } from './rig';

noPausesBetweenTries();

const cleanups: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

const SEED = 7;
const demo = demoWorkspace();
const siteOf = (id: string): Site => {
  const site = demo.sites.find((one) => one.id === id);
  if (site === undefined) throw new Error(`the demo has no ${id}`);
  return site;
};

interface World {
  readonly engine: RunningEngine;
  readonly url: string;
  /** Calls of GetMetricData so far, of all regions. */
  readonly asked: () => readonly LogEntry[];
  readonly unitsSpent: () => number;
}

/** The engine over a workspace, asked of the simulator over real HTTP, after the first sweep of every source. */
async function open(workspace: Workspace, scenario: unknown): Promise<World> {
  const simulator = await startSimulator({ port: 0, clock: () => Date.now(), scenario, seed: SEED });
  cleanups.push(simulator.stop);
  const home = await createAwsHome('', demoCredentials);
  cleanups.push(home.remove);
  const aws = createAws({ clock: systemClock, endpoint: simulator.url, files: home.files });
  cleanups.push(() => aws.close());
  let swept: Promise<void> = Promise.resolve();
  const engine = startEngine({
    scope: scopeOf(workspace),
    clock: systemClock,
    memory: NO_MEMORY,
    startPolling: (of, { board, onUpdate }) => {
      const poller = startPoller({
        workspace: of,
        aws,
        clock: systemClock,
        random: () => 0.5,
        memory: (site, signal) => board.signals.get(signalKey(site, signal)) ?? null,
        onUpdate,
      });
      swept = poller.firstSweepDone;
      return poller;
    },
    info: { version: '1.2.3', runtime: 'test', dataFolder: 'data', warning: null },
  });
  cleanups.push(() => engine.stop());
  await swept;
  return {
    engine,
    url: simulator.url,
    asked: () => simulator.log().filter(({ operation }) => operation === 'GetMetricData'),
    unitsSpent: () => simulator.log().reduce((sum, { billedMetrics }) => sum + billedMetrics, 0),
  };
}

const watching = (site: string, signal: string): Watched => ({ id: `${site}-${signal}`, site, signal, tolerance: 0.1 });
const running = (
  startedAt: Ms,
  ...watched: readonly Watched[]
): Pick<Change, 'id' | 'state' | 'times' | 'watched'> => ({
  id: 'change',
  state: 'running',
  times: { startedAt, bakingAt: null, endedAt: null },
  watched,
});
const only = (judged: readonly JudgedSignal[], signal: string): JudgedSignal => {
  const found = judged.find((one) => one.signal === signal);
  if (found === undefined) throw new Error(`${signal} was not judged`);
  return found;
};

describe('a change against the retail world', () => {
  // Minute 18 of the story: p95 of Brazil rises at minute -2, four minutes after CHG-214 began. Of other days none is like it.
  const scenario = { storyMinute: 18 };
  const workspace = { ...demo, sites: [siteOf('br-prod'), siteOf('us-prod')] };

  it('that made a signal worse is found worse, and one that changed nothing is not', async () => {
    const began = Date.now() - 22 * MINUTE;
    const { engine } = await open(workspace, scenario);
    const judged = await engine.judge(
      running(began, watching('br-prod', 'p95'), watching('br-prod', 'orders'), watching('us-prod', 'p95')),
    );
    expect(judged.map(({ site, signal }) => `${site}/${signal}`)).toEqual([
      'br-prod/p95',
      'br-prod/orders',
      'us-prod/p95',
    ]);
    const [bad, , good] = judged;
    expect(bad?.judgement).toMatchObject({ verdict: 'worse', method: 'week-ratio', breached: true });
    expect(bad?.judgement.effect).toBeGreaterThan(0.5);
    expect(bad?.judgement.before.n).toBeGreaterThan(1_400);
    expect(bad?.judgement.after.n).toBeGreaterThanOrEqual(17);
    expect(bad?.afterMedian).toBeGreaterThan((bad?.beforeMedian ?? 0) * 1.5);
    expect(bad).toMatchObject({
      name: 'Checkout latency p95',
      unit: 'ms',
      warning: 800,
      critical: 1_500,
      periodSeconds: 60,
    });
    expect(good?.judgement).toMatchObject({ verdict: 'not-enough-data', method: 'week-ratio', breached: false });
    expect(good?.judgement.text).toContain('buckets since the change; 30 are needed');
    // From an hour before the change on, and no bucket that may still grow (S3).
    expect(bad?.points[0]?.[0]).toBeGreaterThanOrEqual(began - HOUR);
    expect(bad?.points[0]?.[0]).toBeLessThan(began - HOUR + MINUTE);
    expect(bad?.dataAt).toBeLessThanOrEqual(Date.now() - 3 * MINUTE);
  });

  it('costs AWS one question for each account and region, once, and the meter has it (P2, P5)', async () => {
    const { engine, asked, unitsSpent } = await open(workspace, scenario);
    const spend = (): number => engine.snapshot().spend.byApi.reduce((sum, { billedUnits }) => sum + billedUnits, 0);
    const change = running(Date.now() - 22 * MINUTE, watching('br-prod', 'p95'), watching('us-prod', 'p95'));
    const before = asked().length;
    // Two windows look at once.
    const [first, again] = await Promise.all([engine.judge(change), engine.judge(change)]);
    const calls = asked().slice(before);
    expect(calls.map(({ region, billedMetrics }) => [region, billedMetrics])).toEqual(
      expect.arrayContaining([
        ['sa-east-1', 1],
        ['us-east-1', 1],
      ]),
    );
    expect(calls).toHaveLength(2);
    for (const { points } of calls) expect(points).toBeLessThanOrEqual(100_800);
    expect(again).toEqual(first);
    expect(await engine.judge(change)).toEqual(first);
    expect(asked().length - before).toBe(2);
    await expect.poll(spend, { timeout: 5_000 }).toBe(unitsSpent());
  });

  it('that is over is judged as it was, also where the board has nothing of that day any more', async () => {
    const { engine } = await open(workspace, scenario);
    const startedAt = Date.now() - 2 * DAY;
    const [judged] = await engine.judge({
      ...running(startedAt, watching('us-prod', 'p95')),
      state: 'done',
      times: { startedAt, bakingAt: startedAt + 20 * MINUTE, endedAt: startedAt + HOUR },
    });
    // Six hours from the start of the bake: a quarter of the day before.
    expect(judged?.judgement).toMatchObject({ verdict: 'same', method: 'week-ratio' });
    expect(judged?.judgement.before.n).toBe(1_440 - 1);
    expect(judged?.judgement.after.n).toBe(360 - 1);
  });

  it('longer ago than AWS keeps its buckets says so, asks nothing, and passes nothing', async () => {
    const { engine, asked } = await open(workspace, scenario);
    const before = asked().length;
    const startedAt = Date.now() - 60 * DAY;
    const [judged] = await engine.judge({
      ...running(startedAt, watching('us-prod', 'p95')),
      state: 'done',
      times: { startedAt, bakingAt: null, endedAt: startedAt + HOUR },
    });
    expect(judged?.judgement.verdict).toBe('not-enough-data');
    expect(asked().length).toBe(before);
  });

  it('that has not begun, or whose site or signal is gone from the workspace, says that', async () => {
    const { engine, asked } = await open(workspace, scenario);
    const before = asked().length;
    const planned = { ...running(0, watching('us-prod', 'p95')), state: 'scheduled' as const };
    const [waiting] = await engine.judge({ ...planned, times: { startedAt: null, bakingAt: null, endedAt: null } });
    expect(waiting?.judgement).toMatchObject({ verdict: 'not-enough-data', text: 'the change has not begun' });
    expect(waiting?.beforeMedian).not.toBeNull();
    const gone = await engine.judge(running(Date.now() - HOUR, watching('mars', 'p95'), watching('us-prod', 'gone')));
    expect(gone.map(({ judgement }) => [judgement.verdict, judgement.text])).toEqual([
      ['not-enough-data', 'site mars is not in the workspace file any more'],
      ['not-enough-data', 'USA production has no signal gone any more'],
    ]);
    expect(asked().length).toBe(before);
  });

  it('whose week before cannot be asked is judged without it, and says why', async () => {
    const world = await open(workspace, scenario);
    const fault = { kind: 'deny', region: 'us-east-1', operation: 'GetMetricData' };
    await fetch(`${world.url}/_sim/faults`, { method: 'POST', body: JSON.stringify(fault) });
    const change = running(Date.now() - 22 * MINUTE, watching('us-prod', 'p95'));
    const [judged] = await world.engine.judge(change);
    expect(judged?.judgement).toMatchObject({ verdict: 'not-enough-data', method: 'plain' });
    expect(judged?.judgement.text).toMatch(/not known; the week before: cloudwatch:GetMetricData is not allowed/);
    // Whoever does not answer is not asked again with every look.
    const before = world.asked().length;
    await world.engine.judge(change);
    expect(world.asked().length).toBe(before);
  });
});

/** A signal of a metric that the scenario plants. */
const planted = (id: string, part: Partial<Signal> = {}): Signal => {
  const periodSeconds = part.periodSeconds ?? 60;
  return {
    id,
    name: id,
    unit: 'ms',
    worse: 'higher',
    question: {
      kind: 'metric',
      metric: { namespace: 'Test', name: id, dimensions: {}, statistic: 'Average', periodSeconds, unit: null },
      scale: 1,
    },
    account: 'prod',
    region: 'sa-east-1',
    periodSeconds,
    settleSeconds: Math.max(120, periodSeconds),
    warning: { kind: 'absolute', value: 1_000 },
    critical: null,
    floor: 0,
    m: 3,
    n: 5,
    recover: 5,
    missing: 'unknown',
    impact: null,
    ...part,
  };
};

describe('planted signals', () => {
  const BEGAN = 3 * HOUR;
  /** Nine days of a level of 100 with a tenth of noise and a daily curve, `factor` times as high since three hours ago. */
  function series(periodSeconds: number, factor: number, hole: (index: number) => boolean = () => false): unknown {
    const random = createRandom(SEED);
    const count = (9 * 86_400) / periodSeconds;
    const now = Date.now();
    const last = floorTo(now, periodSeconds * SECOND);
    const values = Array.from({ length: count }, (_, index) => {
      const at = last - (count - 1 - index) * periodSeconds * SECOND;
      const level = 100 + 60 * Math.sin((2 * Math.PI * at) / DAY);
      const value = level * (0.9 + 0.2 * random()) * (at >= now - BEGAN ? factor : 1);
      return hole(index) ? null : value;
    });
    return { values, endingAt: new Date(last).toISOString() };
  }
  const metric = (name: string, of: unknown, part: object = {}): unknown => ({
    region: 'sa-east-1',
    namespace: 'Test',
    name,
    period: 60,
    series: of,
    ...part,
  });

  it('of 300 s need 12 buckets; holes, a refusal and a curve of the day mislead nobody', async () => {
    const signals = [
      planted('slow', { periodSeconds: 300, settleSeconds: 300 }),
      planted('slow-same', { periodSeconds: 300, settleSeconds: 300 }),
      planted('holes'),
      planted('same'),
      planted('forbidden'),
    ];
    const workspace = { ...demo, sites: [{ ...siteOf('br-prod'), signals }] };
    const { engine } = await open(workspace, {
      world: 'empty',
      metrics: [
        metric('slow', series(300, 1.5), { period: 300 }),
        metric('slow-same', series(300, 1), { period: 300 }),
        metric(
          'holes',
          series(60, 1.5, (index) => index % 5 === 0),
        ),
        metric('same', series(60, 1)),
        metric('forbidden', { constant: 1 }, { status: 'Forbidden' }),
      ],
    });
    const judged = await engine.judge(running(Date.now() - BEGAN, ...signals.map(({ id }) => watching('br-prod', id))));
    const said = (id: string): JudgedSignal['judgement'] => only(judged, id).judgement;
    expect(said('slow')).toMatchObject({ verdict: 'worse', method: 'week-ratio', breached: false });
    expect(said('slow').after.n).toBeGreaterThanOrEqual(33);
    expect(said('slow').before.n).toBeGreaterThanOrEqual(287);
    expect(said('slow').effect).toBeCloseTo(0.5, 1);
    expect(said('slow-same').verdict).not.toBe('worse');
    expect(said('holes')).toMatchObject({ verdict: 'worse', method: 'week-ratio' });
    expect(said('holes').after.n).toBeLessThan(150);
    expect(said('same').verdict).toBe('same');
    expect(said('forbidden').verdict).toBe('not-enough-data');
    expect(said('forbidden').text).toContain('AWS forbids this metric');
  });
});
