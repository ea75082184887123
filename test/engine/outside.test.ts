import { deserialize, serialize } from 'node:v8';
import { describe, expect, it } from 'vitest';
import { pictureOfKept } from '../../main/engine/kept-board';
import { exitCodeOf, statusJson } from '../../shared/domain/snapshot/status-json';
import { isOutsideApi } from '../../shared/domain/sources/types';
import { HOUR, MINUTE, SECOND } from '../../shared/lib/time';
import { failure } from '../fakes/aws';
import { NOW, aSignal, aSite, aWorkspace } from '../polling/builders';
import { alarmsOf, scopeOf, startRig, stopRig, withoutAges, type Rig } from './rig';

const br = aSite('br', { signals: [aSignal('p95')], alarms: { include: ['*'], ignore: [], critical: [] } });
const india = aSite('in', { region: 'ap-south-1', account: 'lower', tier: 'development' });
const workspace = aWorkspace([br, india]);
const APIS = ['CodePipeline', 'CodeDeploy', 'CloudFormation'];

const seconds = (at: number): number => at / SECOND;
const execution = (id: string, status: string) => ({
  pipelineExecutionId: id,
  status,
  startTime: seconds(NOW - 5 * MINUTE),
  lastUpdateTime: seconds(NOW - MINUTE),
});

/** An account in which one alarm is on and one pipeline runs. */
function begin(options: { readonly outside?: boolean; readonly prepare?: (rig: Rig['aws']) => void } = {}): Rig {
  const { outside = true, prepare } = options;
  return startRig(workspace, {
    outside,
    prepare: (aws) => {
      aws.hasMetric('p95', 5);
      aws.answers('DescribeAlarms', alarmsOf(['cpu', 'ALARM'], ['disk', 'OK']), 'sa-east-1');
      aws.answers('ListPipelines', { pipelines: [{ name: 'checkout' }] }, 'sa-east-1');
      aws.answers('ListPipelineExecutions', { pipelineExecutionSummaries: [execution('run-1', 'InProgress')] });
      prepare?.(aws);
    },
  });
}
const outsideSources = (rig: Rig) => rig.engine.snapshot().sources.filter(({ api }) => isOutsideApi(api));

describe('changes from outside on the picture', () => {
  it('P1: are asked after what a status needs; until then they were never asked, and nothing is restored for them', async () => {
    const rig = begin();
    await rig.clock.advance(SECOND);
    expect(rig.engine.snapshot().restoring).toBe(false);
    expect(rig.aws.calls.some(({ operation }) => operation.startsWith('List'))).toBe(false);
    expect(outsideSources(rig).map(({ condition, reason }) => `${condition}: ${reason}`)).toEqual(
      Array.from({ length: 6 }, () => 'never: not asked yet'),
    );
    await rig.clock.advance(6 * SECOND);
    expect(outsideSources(rig).map(({ condition }) => condition)).toEqual(Array.from({ length: 6 }, () => 'live'));
    expect(rig.engine.snapshot().outside).toMatchObject([{ name: 'checkout', state: 'running', account: 'prod' }]);
    expect(withoutAges(rig.window())).toEqual(withoutAges(rig.engine.snapshot()));
  });

  it('P4: production every minute, elsewhere every 5 minutes', async () => {
    const rig = begin();
    await rig.clock.advance(7 * SECOND);
    expect(Object.fromEntries(outsideSources(rig).map(({ id, intervalSeconds }) => [id, intervalSeconds]))).toEqual(
      Object.fromEntries([
        ...APIS.map((api) => [`prod/sa-east-1/${api}`, 60]),
        ...APIS.map((api) => [`lower/ap-south-1/${api}`, 300]),
      ]),
    );
    rig.aws.forgetCalls();
    await rig.clock.advance(10 * MINUTE);
    expect(rig.aws.callsOf('ListPipelines', 'sa-east-1')).toHaveLength(10);
    expect(rig.aws.callsOf('ListPipelines', 'ap-south-1')).toHaveLength(2);
  });

  it('reach the window one by one', async () => {
    const rig = begin();
    await rig.clock.advance(7 * SECOND);
    const before = rig.patches.length;
    rig.aws.answers('ListPipelineExecutions', {
      pipelineExecutionSummaries: [execution('run-2', 'InProgress'), execution('run-1', 'Failed')],
    });
    await rig.clock.advance(MINUTE);
    expect(rig.window().outside.map(({ runId, state }) => `${runId} ${state}`)).toEqual([
      'run-2 running',
      'run-1 failed',
    ]);
    const told = rig.patches.slice(before).flatMap(({ patch }) => patch.outside ?? []);
    expect(told.map(({ set }) => set.map(({ runId }) => runId))).toEqual([['run-2', 'run-1']]);
    expect(withoutAges(rig.window())).toEqual(withoutAges(rig.engine.snapshot()));
  });

  it.each(['denied', 'throttled', 'error', 'offline', 'signed-out'] as const)(
    'S2: all of them %s makes nothing else look otherwise: no status, no attention, no exit code',
    async (kind) => {
      const refuse = (aws: Rig['aws']): void => {
        for (const operation of ['ListPipelines', 'ListDeployments', 'ListStacks'] as const)
          for (const region of ['sa-east-1', 'ap-south-1'])
            aws.fails(operation, failure(kind, `${operation} was refused`), region);
      };
      const [with_, without] = [begin({ prepare: refuse }), begin({ outside: false })];
      for (const rig of [with_, without]) await rig.clock.advance(20 * MINUTE);
      const rest = (rig: Rig) => {
        const {
          outside: _outside,
          sources,
          seq: _seq,
          spend: _spend,
          ...snapshot
        } = withoutAges(rig.engine.snapshot());
        return {
          ...snapshot,
          seq: 0,
          generatedAt: 0,
          spend: null,
          outside: null,
          sources: sources.filter(({ api }) => !isOutsideApi(api)),
        };
      };
      // The random numbers of retries are the middle, so both asked what a status needs at the same moments.
      expect(rest(with_)).toEqual(rest(without));
      const code = ({ engine, clock }: Rig): number =>
        exitCodeOf(statusJson(engine.snapshot(), clock.now()).sites.map(({ status }) => status));
      expect(code(with_)).toBe(code(without));
      expect(with_.engine.snapshot().restoring).toBe(false);
      for (const source of outsideSources(with_)) {
        expect(source.condition).toBe(kind);
        expect(source.reason).toMatch(/was refused/);
      }
    },
  );

  it('P5: their requests are counted and cost nothing', async () => {
    const rig = begin();
    await rig.clock.advance(7 * SECOND);
    const listed = rig.engine.snapshot().spend.byApi.find(({ api }) => api === 'ListPipelines');
    expect(listed).toEqual({ api: 'ListPipelines', requests: 2, billedUnits: 0, cost: 0 });
  });

  it('leave the picture 24 hours after they ended, whether or not their source still answers', async () => {
    const rig = begin({
      prepare: (aws) =>
        aws.answers('ListPipelineExecutions', { pipelineExecutionSummaries: [execution('run-1', 'Failed')] }),
    });
    await rig.clock.advance(7 * SECOND);
    expect(rig.engine.snapshot().outside).toHaveLength(1);
    rig.aws.unplug();
    await rig.clock.jump(23 * HOUR);
    await rig.clock.advance(10 * SECOND);
    expect(rig.engine.snapshot().outside).toHaveLength(1);
    await rig.clock.jump(HOUR);
    await rig.clock.advance(10 * SECOND);
    expect(rig.window().outside).toEqual([]);
  });
});

describe('the last known changes from outside (P9)', () => {
  it('are on the first picture of the next start, aged, from the store and from what was kept alike', async () => {
    const rig = begin();
    await rig.clock.advance(7 * SECOND);
    const kept = deserialize(serialize(rig.engine.keep())) as ReturnType<Rig['engine']['keep']>;
    const { store } = rig;
    const shown = rig.engine.snapshot().outside;
    await stopRig(rig);
    const at = NOW + HOUR;
    const next = startRig(workspace, { at, store, outside: true, prepare: (aws) => aws.unplug() });
    expect(next.first.outside).toEqual(shown);
    expect(shown).toHaveLength(1);
    const source = next.first.sources.find(({ id }) => id === 'prod/sa-east-1/CodePipeline');
    expect(source).toMatchObject({ condition: 'stale', lastGoodAt: NOW + 4_500 });
    const picture = pictureOfKept(kept, at);
    expect(picture.outside).toEqual(next.first.outside);
    expect(picture.sources).toEqual(next.first.sources);
    await next.clock.advance(MINUTE);
    expect(next.window().outside).toEqual(shown);
    expect(next.source('prod/sa-east-1/CodePipeline').condition).toBe('offline');
  });

  it('of an account and region that no site is in any more are gone', async () => {
    const rig = begin();
    await rig.clock.advance(7 * SECOND);
    await rig.engine.rescope(scopeOf(aWorkspace([india])));
    await rig.clock.advance(SECOND);
    expect(rig.window().outside).toEqual([]);
    expect(outsideSources(rig).map(({ account }) => account)).toEqual(['lower', 'lower', 'lower']);
  });

  it('of another workspace are never shown', async () => {
    const rig = begin();
    await rig.clock.advance(7 * SECOND);
    const { store } = rig;
    await stopRig(rig);
    expect(startRig(workspace, { store, key: 'another', outside: true }).first.outside).toEqual([]);
  });
});
