import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Limit, Site, Workspace } from '../../shared/domain/workspace/types';
import { applyPatch } from '../../shared/domain/snapshot/patch';
import { MINUTE, SECOND } from '../../shared/lib/time';
import { holds } from '../builders/property';
import { failure } from '../fakes/aws';
import { NOW, aSignal, aSite, aWorkspace } from '../polling/builders';
import { alarmsOf, scopeOf, startRig, stopRig, withoutAges, type Rig } from './rig';

const limit = (value: number): Limit => ({ kind: 'absolute', value });
const REGIONS = ['sa-east-1', 'us-east-1', 'ap-south-1', 'ca-central-1'] as const;
const siteIn = (region: string): Site =>
  aSite(region, {
    region,
    tier: region === 'ca-central-1' ? 'development' : 'production',
    signals: [aSignal(`p95-${region}`, { region, warning: limit(10), critical: limit(20) })],
  });
const workspaceOf = (regions: readonly string[]): Workspace => aWorkspace(regions.map(siteIn));

const FRAME = 16;

describe('patches (architecture, "how data flows" 3)', () => {
  it('the answers of many sources make one patch a frame', async () => {
    const rig = startRig(workspaceOf(REGIONS));
    await rig.clock.advance(FRAME - 1);
    expect(rig.aws.calls.length).toBeGreaterThanOrEqual(9);
    expect(rig.patches).toEqual([]);
    expect(rig.engine.snapshot()).toBe(rig.first);
    await rig.clock.advance(1);
    expect(rig.patches.map(({ patch }) => patch.seq)).toEqual([2]);
    expect(rig.patches[0]?.patch.sources).toHaveLength(9);
  });

  it('nothing is sent when nothing changed', async () => {
    const bare = aSite('bare', { region: 'eu-west-1', alarms: { include: [], ignore: [], critical: [] } });
    // Enough of them that the forecast would move with every second that is left of the month.
    const large = aSite('large', {
      region: 'eu-west-2',
      signals: Array.from({ length: 100 }, (_one, i) => aSignal(`s${i}`, { region: 'eu-west-2' })),
    });
    const rig = startRig(aWorkspace([...REGIONS.map(siteIn), large, bare]), {
      prepare: (aws) => {
        for (const region of REGIONS) aws.hasMetric(`p95-${region}`, 1);
        aws.answers('DescribeAlarms', alarmsOf(['cpu', 'OK']));
      },
    });
    // Every source is asked at whole halves of a minute: the seconds between have no news, also as a minute turns.
    await rig.clock.advance(5 * MINUTE + 5 * SECOND);
    const before = rig.patches.length;
    rig.aws.forgetCalls();
    await rig.clock.advance(24 * SECOND);
    expect(rig.aws.calls).toEqual([]);
    expect(rig.patches.slice(before)).toEqual([]);
    expect(rig.site('bare')).toMatchObject({ status: 'unknown', since: NOW });
  });

  it('what changes at many sites at once comes in slices: no patch is larger than a frame bears, and none is lost', async () => {
    const regions = Array.from({ length: 50 }, (_one, index) => `region-${index}`);
    const rig = startRig(workspaceOf(regions), {
      prepare: (aws) => {
        for (const region of regions) aws.hasMetric(`p95-${region}`, 30);
        aws.answers('DescribeAlarms', alarmsOf(['cpu', 'OK']));
      },
    });
    await rig.clock.advance(10 * SECOND);
    expect(Math.max(...rig.patches.map(({ patch }) => patch.sites?.length ?? 0))).toBeLessThanOrEqual(8);
    expect(withoutAges(rig.window())).toEqual(withoutAges(rig.engine.snapshot()));
    expect(new Set(rig.window().sites.map(({ status }) => status))).toEqual(new Set(['critical']));
    expect(rig.attention()).toHaveLength(50);
    // Attention and sites of one patch are of one moment, also while others wait.
    let window = rig.first;
    for (const { patch } of rig.patches) {
      window = applyPatch(window, patch);
      const troubled = window.sites.filter(({ status }) => status !== 'ok').map(({ id }) => id);
      expect(window.attention.map(({ site }) => site).sort()).toEqual(troubled.sort());
    }
  });

  it('nothing is sent while the first answers are awaited, either', async () => {
    const rig = startRig(workspaceOf(['sa-east-1']), {
      prepare: (aws) => {
        for (const operation of ['DescribeAlarms', 'GetMetricData', 'DescribeEvents'] as const) aws.hangs(operation);
      },
    });
    await rig.clock.advance(25 * SECOND);
    // Until when it is signed in is read from files, and from nobody's answer.
    expect(rig.patches.map(({ patch }) => Object.keys(patch))).toEqual([['seq', 'generatedAt', 'signIns']]);
  });

  it('the clock alone is news when a source grows late', async () => {
    const rig = startRig(workspaceOf(['sa-east-1']));
    await rig.clock.advance(SECOND);
    rig.aws.hangs('DescribeAlarms');
    await rig.clock.advance(59 * SECOND);
    expect(rig.source('prod/sa-east-1/DescribeAlarms').condition).toBe('live');
    await rig.clock.advance(2 * SECOND);
    expect(rig.source('prod/sa-east-1/DescribeAlarms').condition).toBe('late');
  });

  it('carry only what changed', async () => {
    const rig = startRig(workspaceOf(REGIONS), {
      prepare: (aws) => aws.answers('DescribeAlarms', alarmsOf(['cpu', 'OK'])),
    });
    await rig.clock.advance(MINUTE + SECOND);
    const before = rig.patches.length;
    // Between two sweeps one region fails when a person asks it again.
    rig.aws.fails('DescribeAlarms', failure('denied', 'not allowed'), 'us-east-1');
    await rig.engine.handle('source.retry', { source: 'prod/us-east-1/DescribeAlarms' });
    await rig.clock.advance(SECOND);
    const [{ patch } = { patch: null }] = rig.patches.slice(before);
    expect(rig.patches).toHaveLength(before + 1);
    expect(Object.keys(patch ?? {}).sort()).toEqual(['generatedAt', 'seq', 'sources', 'spend']);
    expect(patch?.sources?.map((source) => source.id)).toEqual(['prod/us-east-1/DescribeAlarms']);
  });

  it('a listener that left hears nothing more, the others do', async () => {
    const rig = startRig(workspaceOf(['sa-east-1']));
    const heard: number[] = [];
    const leave = rig.engine.onPatch((patch) => heard.push(patch.seq));
    await rig.clock.advance(SECOND);
    leave();
    leave();
    await rig.clock.advance(MINUTE);
    expect(heard).toEqual([2]);
    expect(rig.patches.length).toBeGreaterThan(1);
  });
});

type Step =
  | { readonly kind: 'wait'; readonly seconds: number }
  | { readonly kind: 'value'; readonly region: string; readonly value: number | null }
  | { readonly kind: 'alarms'; readonly region: string; readonly state: 'OK' | 'ALARM' | 'INSUFFICIENT_DATA' | null }
  | { readonly kind: 'events'; readonly count: number }
  | {
      readonly kind: 'trouble';
      readonly region: string;
      readonly reply: 'offline' | 'denied' | 'hang' | 'odd' | 'fine';
    }
  | { readonly kind: 'unplug' | 'plug' | 'sleep' | 'acknowledge' | 'retry' | 'break' | 'mend' }
  | { readonly kind: 'workspace'; readonly regions: readonly string[]; readonly broken: boolean };

const region = fc.constantFrom(...REGIONS);
const steps: fc.Arbitrary<readonly Step[]> = fc.array(
  fc.oneof(
    {
      weight: 5,
      arbitrary: fc.record({ kind: fc.constant('wait' as const), seconds: fc.integer({ min: 0, max: 150 }) }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        kind: fc.constant('value' as const),
        region,
        value: fc.constantFrom(1, 15, 30, null),
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        kind: fc.constant('alarms' as const),
        region,
        state: fc.constantFrom('OK' as const, 'ALARM' as const, 'INSUFFICIENT_DATA' as const, null),
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({ kind: fc.constant('events' as const), count: fc.integer({ min: 0, max: 3 }) }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        kind: fc.constant('trouble' as const),
        region,
        reply: fc.constantFrom('offline' as const, 'denied' as const, 'hang' as const, 'odd' as const, 'fine' as const),
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        kind: fc.constantFrom(
          'unplug' as const,
          'plug' as const,
          'sleep' as const,
          'acknowledge' as const,
          'retry' as const,
          'break' as const,
          'mend' as const,
        ),
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        kind: fc.constant('workspace' as const),
        regions: fc.shuffledSubarray([...REGIONS], { minLength: 1 }),
        broken: fc.boolean(),
      }),
    },
  ),
  { minLength: 3, maxLength: 15 },
);

async function take(rig: Rig, step: Step): Promise<void> {
  const { aws, clock, engine, store } = rig;
  switch (step.kind) {
    case 'wait':
      return clock.advance(step.seconds * SECOND);
    case 'value': {
      const since = clock.now() - 10 * MINUTE;
      aws.hasMetric(`p95-${step.region}`, (at) => (at < since ? 1 : step.value));
      return;
    }
    case 'alarms':
      aws.answers(
        'DescribeAlarms',
        alarmsOf(...(step.state === null ? [] : [['cpu', step.state] as const])),
        step.region,
      );
      return;
    case 'events':
      aws.answers('DescribeEvents', {
        events: Array.from({ length: step.count }, (_one, i) => ({
          arn: `arn:${i}`,
          service: 'EC2',
          eventTypeCategory: 'issue',
          region: REGIONS[i],
          startTime: (NOW - MINUTE) / SECOND,
          statusCode: 'open',
        })),
      });
      return;
    case 'trouble':
      for (const operation of ['DescribeAlarms', 'GetMetricData'] as const) {
        if (step.reply === 'fine') aws.heals(operation, step.region);
        else if (step.reply === 'hang') aws.hangs(operation, step.region);
        else if (step.reply === 'odd') aws.answersBytes(operation, '<html>', step.region);
        else aws.fails(operation, failure(step.reply, 'in trouble'), step.region);
      }
      return;
    case 'unplug':
      aws.unplug();
      return;
    case 'plug':
      aws.plugIn();
      return;
    case 'sleep':
      return clock.jump(40 * MINUTE);
    case 'acknowledge': {
      const item = engine.snapshot().attention[0];
      if (item !== undefined) await engine.handle('attention.acknowledge', { key: item.key });
      return;
    }
    case 'retry':
      await engine.handle('source.retry', {});
      return;
    case 'break':
      store.breaks({ kind: 'full', message: 'no room' });
      return;
    case 'mend':
      store.breaks(null);
      return;
    case 'workspace':
      return engine.rescope(
        step.broken
          ? scopeOf(workspaceOf(REGIONS), { problem: 'line 1: expected sites' })
          : scopeOf(workspaceOf(step.regions)),
      );
  }
}

it(
  'a window that takes the first picture and every patch sees what the engine sees, in any world',
  { timeout: 120_000 },
  async () => {
    await holds(
      fc.asyncProperty(steps, fc.integer(), async (list, seed) => {
        let state = seed;
        const rig = startRig(workspaceOf(REGIONS), {
          random: () => (state = Math.abs((state * 16_807 + 7) % 2_147_483_647)) / 2_147_483_647,
        });
        let seen = rig.first;
        rig.engine.onPatch((patch) => {
          // No gap, no repetition, and nothing in it that says nothing.
          expect(patch.seq).toBe(seen.seq + 1);
          expect(Object.keys(patch).length).toBeGreaterThan(2);
          seen = rig.window();
          expect(withoutAges(seen)).toEqual(withoutAges(rig.engine.snapshot()));
        });
        for (const step of list) {
          await take(rig, step);
          expect(withoutAges(rig.window())).toEqual(withoutAges(rig.engine.snapshot()));
        }
        await rig.clock.advance(2 * SECOND);
        expect(rig.window().seq).toBe(rig.engine.snapshot().seq);
        await stopRig(rig);
      }),
      40,
    );
  },
);
