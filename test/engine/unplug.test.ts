import { describe, expect, it } from 'vitest';
import { requiredSources } from '../../shared/domain/status/required';
import { sourceId } from '../../shared/domain/sources/types';
import type { Limit } from '../../shared/domain/workspace/types';
import { MINUTE, SECOND, iso, type Ms } from '../../shared/lib/time';
import { aSignal, aSite, aWorkspace } from '../polling/builders';
import { alarmsOf, startRig, type Rig } from './rig';

const limit = (value: number): Limit => ({ kind: 'absolute', value });
const at = (region: string) => ({ region, warning: limit(10), critical: limit(20) });

/** Three of production in regions of their own, one that shares a region with production, one below it. */
const workspace = aWorkspace([
  aSite('br', { signals: [aSignal('br-p95', at('sa-east-1'))] }),
  aSite('us', { country: 'US', region: 'us-east-1', signals: [aSignal('us-p95', at('us-east-1'))] }),
  aSite('in', { country: 'IN', region: 'ap-south-1', signals: [aSignal('in-p95', at('ap-south-1'))] }),
  aSite('br-pre', { tier: 'pre-production', signals: [aSignal('pre-p95', at('sa-east-1'))] }),
  aSite('dev', {
    tier: 'development',
    region: 'ca-central-1',
    signals: [aSignal('dev-p95', at('ca-central-1'))],
  }),
]);
const SITES = workspace.sites.map((site) => site.id);
const BLIND_LATEST: Ms = 3 * 300 * SECOND;

/** Everything is answered for a while: `values` by signal, 1 (ok) for those it does not name. */
async function running(values: Readonly<Record<string, number>> = {}): Promise<Rig> {
  const rig = startRig(workspace, {
    prepare: (aws) => {
      for (const site of workspace.sites) for (const { id } of site.signals) aws.hasMetric(id, () => values[id] ?? 1);
      aws.answers('DescribeAlarms', alarmsOf(['cpu', 'OK']));
    },
  });
  await rig.clock.advance(10 * MINUTE + SECOND);
  return rig;
}

/** S2, checked on the picture alone: whoever was not heard for 3 promised intervals leaves no site ok that requires it. */
function greenWhileBlind(rig: Rig): readonly string[] {
  const snapshot = rig.engine.snapshot();
  const sources = new Map(snapshot.sources.map((source) => [source.id, source]));
  return workspace.sites.flatMap((site) => {
    const blind = requiredSources(site).some((key) => {
      const source = sources.get(sourceId(key));
      return (
        source?.lastGoodAt == null || rig.clock.now() - source.lastGoodAt > 3 * source.intervalSeconds * SECOND + SECOND
      );
    });
    return blind && rig.site(site.id).status === 'ok' ? [site.id] : [];
  });
}

const statuses = (rig: Rig): readonly string[] => rig.engine.snapshot().sites.map((site) => site.status);

describe('unplugged (S2: never green when blind)', () => {
  it('all is ok while everything is answered', async () => {
    const rig = await running();
    expect(statuses(rig)).toEqual(SITES.map(() => 'ok'));
    expect(new Set(rig.engine.snapshot().sources.map((source) => source.condition))).toEqual(new Set(['live']));
    expect(rig.engine.snapshot().restoring).toBe(false);
  });

  it('S2: no site is ok 3 promised intervals after the last good answer of anything it requires, at any moment', async () => {
    const rig = await running();
    rig.aws.unplug();
    for (let step = 0; step < 120; step++) {
      await rig.clock.advance(10 * SECOND);
      expect(greenWhileBlind(rig), iso(rig.clock.now())).toEqual([]);
    }
    expect(rig.clock.now()).toBeGreaterThan(BLIND_LATEST);
    expect(statuses(rig)).toEqual(SITES.map(() => 'unknown'));
  });

  it('S2: `live` up to 2 intervals, `late` up to 3, then the kind of the failure, with the reason at once', async () => {
    const rig = await running();
    const alarms = 'prod/sa-east-1/DescribeAlarms';
    const lastGoodAt = rig.source(alarms).lastGoodAt ?? 0;
    rig.aws.unplug('the cable is out');
    const seen = new Map<string, Ms>();
    for (let step = 0; step < 120; step++) {
      await rig.clock.advance(SECOND);
      const { condition } = rig.source(alarms);
      seen.set(condition, rig.clock.now() - lastGoodAt);
    }
    // The last moment of each, within the second of a tick.
    expect([...seen.keys()]).toEqual(['live', 'late', 'offline']);
    expect(Math.abs((seen.get('live') ?? 0) - 60 * SECOND)).toBeLessThanOrEqual(SECOND);
    expect(Math.abs((seen.get('late') ?? 0) - 90 * SECOND)).toBeLessThanOrEqual(SECOND);
    expect(rig.source(alarms)).toMatchObject({ lastGoodAt, reason: 'the cable is out' });
    expect(rig.source(alarms).nextTryAt ?? 0).toBeGreaterThan(rig.clock.now() - SECOND);
  });

  it('S10: the picture says since when it is blind, what is blind and why, and `since` stands still while tries fail', async () => {
    const rig = await running();
    const lastGood = new Map(rig.engine.snapshot().sources.map((source) => [source.id, source.lastGoodAt]));
    rig.aws.unplug('the cable is out');
    await rig.clock.advance(20 * MINUTE);
    const said = rig.site('br');
    await rig.clock.advance(20 * MINUTE);
    const site = rig.site('br');
    const blind = site.reasons.filter((reason) => reason.kind === 'blind');
    expect(blind.map((reason) => reason.source).sort()).toEqual([
      'prod/sa-east-1/DescribeAlarms',
      'prod/sa-east-1/GetMetricData',
    ]);
    for (const reason of blind) {
      expect(reason.since).toBe(lastGood.get(reason.source));
      expect(reason.text).toContain('not seen since');
      expect(reason.text).toContain('offline, the cable is out');
      // Since the picture was last news, at most.
      expect(reason.ageSeconds).toBeGreaterThan(19 * 60);
    }
    expect(site).toMatchObject({ status: 'unknown', blind: true, was: { status: 'ok' } });
    expect(site.since).toBe(Math.min(...blind.map((reason) => reason.since)));
    expect(site.since).toBe(said.since);
    expect(site.dataAt).toBe(site.since);
    expect(site.healthViewMissing).toContain('AWS view missing since');
    expect(site.signals[0]).toMatchObject({ state: 'unknown', condition: 'offline' });
  });

  it('S2: critical is held with the blind mark for 15 minutes, then unknown with what it was, in its place', async () => {
    const rig = await running({ 'br-p95': 30, 'us-p95': 15 });
    expect(rig.site('br')).toMatchObject({ status: 'critical', blind: false });
    expect(rig.site('us')).toMatchObject({ status: 'warning', blind: false });
    const lastGood = rig.source('prod/sa-east-1/GetMetricData').lastGoodAt ?? 0;
    const blindFrom = lastGood + 3 * MINUTE;
    rig.aws.unplug();
    let held = 0;
    for (let step = 0; step < 30; step++) {
      await rig.clock.advance(MINUTE);
      const now = rig.clock.now();
      const site = rig.site('br');
      expect(rig.attention().slice(0, 2), `after ${step + 1} min`).toEqual(['br', 'us']);
      if (now > blindFrom + SECOND && now < blindFrom + 15 * MINUTE) {
        held++;
        expect(site).toMatchObject({ status: 'critical', blind: true, was: null });
        expect(site.reasons[0]?.text).toContain('last seen');
      }
      if (now > blindFrom + 15 * MINUTE + SECOND)
        expect(site).toMatchObject({ status: 'unknown', blind: true, was: { status: 'critical', at: lastGood } });
    }
    expect(held).toBeGreaterThanOrEqual(14);
    const [first, second, third] = rig.engine.snapshot().attention;
    expect([first?.rank, second?.rank]).toEqual(['production, was critical', 'production, was warning']);
    expect(third?.rank).toBe('production, unknown');
    expect(rig.site('us').was).toMatchObject({ status: 'warning' });
  });

  it('P6: plugged in again it recovers by itself: no click, within the longest wait between two tries', async () => {
    const rig = await running({ 'br-p95': 30 });
    const before = statuses(rig);
    rig.aws.unplug();
    await rig.clock.advance(2 * 60 * MINUTE);
    expect(new Set(statuses(rig))).toEqual(new Set(['unknown']));
    rig.aws.plugIn();
    await rig.clock.advance(5 * MINUTE);
    expect(statuses(rig)).toEqual(before);
    expect(rig.site('br')).toMatchObject({ status: 'critical', blind: false, was: null, healthViewMissing: null });
    expect(new Set(rig.engine.snapshot().sources.map(({ condition, reason }) => `${condition} ${reason}`))).toEqual(
      new Set(['live null']),
    );
    // P7: the buckets of the two hours are there too.
    const history = await rig.engine.handle('signal.history', { site: 'br', signal: 'br-p95', hours: 3 });
    expect(history.ok && history.value !== null ? history.value.points.length : 0).toBeGreaterThanOrEqual(175);
  });

  it('S2: started unplugged, it is unknown from the beginning and says since when', async () => {
    const rig = startRig(workspace, { prepare: (aws) => aws.unplug() });
    expect(new Set(rig.first.sites.map((site) => site.status))).toEqual(new Set(['unknown']));
    await rig.clock.advance(SECOND);
    const since = rig.site('br').since;
    expect(rig.source('prod/sa-east-1/GetMetricData')).toMatchObject({ condition: 'offline', lastGoodAt: null });
    await rig.clock.advance(30 * MINUTE);
    expect(rig.site('br')).toMatchObject({ status: 'unknown', blind: true, since, was: null, dataAt: null });
  });
});
