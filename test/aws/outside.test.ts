import { afterEach, describe, expect, it } from 'vitest';
import { createAws } from '../../main/aws/aws';
import { startPoller } from '../../main/polling/poller';
import { systemClock } from '../../main/polling/system-clock';
import type { PollUpdate } from '../../main/polling/updates';
import { demoCredentials, startSimulator, type LogEntry } from '../../main/simulator';
import { demoWorkspace } from '../../main/simulator/demo-workspace';
import { isActive } from '../../shared/domain/outside/rules';
import { outsideSources } from '../../shared/domain/outside/sources';
import type { OutsideRun } from '../../shared/domain/outside/types';
import type { Workspace } from '../../shared/domain/workspace/types';
import { isOutsideApi, sourceId, type SourceState } from '../../shared/domain/sources/types';
import { noPausesBetweenTries } from './no-pauses';
import { createAwsHome } from './tiny-aws';

// Changes from outside over the whole way: simulator, HTTP, AWS SDK, parser, poller.

/** The demo, in which nobody looks at signals and alarms: they are others' tests. */
const whole = demoWorkspace();
const demo: Workspace = {
  ...whole,
  sites: whole.sites.map((site) => ({ ...site, signals: [], alarms: { ...site.alarms, include: [] } })),
};
const SOURCES = outsideSources(demo).map(sourceId);
const PROD_ACCOUNT = '111122223333';

noPausesBetweenTries();

const cleanups: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

interface Seen {
  readonly runs: readonly OutsideRun[];
  readonly states: ReadonlyMap<string, SourceState>;
  readonly updates: readonly PollUpdate[];
  readonly log: readonly LogEntry[];
  /** `/_sim/truth`. */
  readonly truth: readonly Readonly<Record<string, unknown>>[];
}

/** One sweep of every source of the demo. */
async function sweep(scenario: unknown = {}): Promise<Seen> {
  const simulator = await startSimulator({ port: 0, clock: () => Date.now(), scenario, seed: 7 });
  cleanups.push(simulator.stop);
  const home = await createAwsHome('', demoCredentials);
  cleanups.push(home.remove);
  const aws = createAws({ clock: systemClock, endpoint: simulator.url, files: home.files });
  cleanups.push(() => aws.close());
  const updates: PollUpdate[] = [];
  const runs = new Map<string, readonly OutsideRun[]>();
  const states = new Map<string, SourceState>();
  await new Promise<void>((done) => {
    const poller = startPoller({
      workspace: demo,
      aws,
      clock: systemClock,
      random: () => 0.5,
      memory: () => null,
      outside: () => [],
      onUpdate: (update) => {
        updates.push(update);
        const id = sourceId(update.source);
        if (update.kind === 'pace' || update.kind === 'usage') return;
        states.set(id, states.get(id) ?? update.source);
        if (update.kind === 'outside') runs.set(id, update.runs);
        if (SOURCES.every((source) => states.has(source))) done();
      },
    });
    cleanups.push(() => poller.stop());
    // They wait some seconds otherwise.
    for (const source of SOURCES) poller.retry(source);
  });
  const truth = (await (await fetch(`${simulator.url}/_sim/truth`)).json()) as { readonly outside: Seen['truth'] };
  return { runs: [...runs.values()].flat(), states, updates, log: simulator.log(), truth: truth.outside };
}

const accountOf = (id: string): string => (id === 'prod' ? PROD_ACCOUNT : '444455556666');

describe('changes from outside, over the wire', () => {
  it('the demo: what the simulator lets happen is seen, each with its true state', async () => {
    const { runs, states, truth, log } = await sweep();
    expect([...states].filter(([id, { failure }]) => SOURCES.includes(id) && failure !== null)).toEqual([]);
    expect([...states.values()].flatMap(({ notUnderstood }) => notUnderstood)).toEqual([]);
    expect(truth.length).toBeGreaterThan(5);
    for (const { kind, account, region, name, state } of truth) {
      const found = runs.filter(
        (run) =>
          isActive(run) &&
          run.kind === kind &&
          accountOf(run.account) === account &&
          run.region === region &&
          run.name === name,
      );
      // A change set nobody executed is no change.
      expect(
        found.map((run) => run.state),
        String(name),
      ).toEqual(state === 'review' ? [] : [state]);
    }
    const approval = runs.find(({ state }) => state === 'waiting-approval');
    expect(Date.now() - (approval?.waitingSince ?? Infinity)).toBeGreaterThan(3 * 86_400_000);
    expect(new Set(runs.map(({ id }) => id)).size).toBe(runs.length);
    // Nothing but reading: the names of all that was asked.
    const asked = new Set(log.filter(({ service }) => /^(code|cloud)/.test(service)).map(({ operation }) => operation));
    expect([...asked].sort()).toEqual([
      'BatchGetDeployments',
      'GetPipelineState',
      'ListDeployments',
      'ListPipelineExecutions',
      'ListPipelines',
      'ListStacks',
    ]);
  }, 30_000);

  it('P5: every request is counted, and none of them is billed', async () => {
    const { updates, log } = await sweep();
    const usage = updates.flatMap((update) =>
      update.kind === 'usage' && isOutsideApi(update.source.api) ? [update.usage] : [],
    );
    expect(usage.length).toBe(log.filter(({ service }) => /^(code|cloud)/.test(service)).length);
    expect(usage.every(({ billedMetrics }) => billedMetrics === 0)).toBe(true);
  }, 30_000);

  const APIS = [
    ['CodePipeline', 'codepipeline', 'ListPipelines', 'JSON'],
    ['CodeDeploy', 'codedeploy', 'ListDeployments', 'JSON'],
    ['CloudFormation', 'cloudformation', 'ListStacks', 'XML'],
  ] as const;
  const FAULTS: readonly (readonly [kind: string, words: (one: (typeof APIS)[number]) => string])[] = [
    ['deny', ([, iam, operation]) => `denied: ${iam}:${operation} is not allowed for profile meridian-demo-prod`],
    ['throttle', () => 'throttled: AWS asks to slow down'],
    [
      'html',
      ([, , operation, form]) =>
        `error: ${operation} was answered with HTML instead of ${form} (a proxy or a sign-in page?)`,
    ],
    [
      'html-503',
      ([, , , form]) =>
        form === 'XML'
          ? 'error: HTTP 503 with no error of AWS in it (a proxy or a sign-in page?)'
          : 'error: HTTP 503 with HTML instead of JSON',
    ],
    ['empty', ([, , operation]) => `error: ${operation} was answered with an empty answer`],
    ['truncated', ([, , operation, form]) => `error: ${operation} was answered with ${form} cut off`],
    ['wrong-shape', ([, , operation]) => `error: ${operation} was answered with `],
    ['reset', () => 'offline: connection reset'],
    ['500', () => 'error: AWS failed with HTTP 500'],
    ['invalid-token', () => 'denied: region sa-east-1 is not enabled for this account, or its keys are refused there'],
  ];

  it.each(FAULTS)(
    'P1, P6, P10: a fault of kind %s in one of them is said of that source, and of no other',
    async (kind, words) => {
      const faults = APIS.map(([, service]) => ({ kind, service, region: 'sa-east-1', account: PROD_ACCOUNT }));
      const { states } = await sweep({ faults });
      for (const one of APIS) {
        const { failure } = states.get(`prod/sa-east-1/${one[0]}`) ?? { failure: null };
        expect(`${failure?.kind}: ${failure?.reason}`).toContain(words(one));
      }
      const others = [...states].filter(
        ([id, { failure }]) => failure !== null && !/^prod\/sa-east-1\/(Code|Cloud)/.test(id),
      );
      expect(others).toEqual([]);
    },
    30_000,
  );

  it('P6: expired keys sign out their account only', async () => {
    const { states } = await sweep({
      accounts: { AKIADEMOLOWR7EXAMPLE: { awsAccountId: accountOf('lower'), expired: true } },
    });
    for (const id of SOURCES)
      expect(states.get(id)?.failure?.kind ?? 'live', id).toBe(id.startsWith('lower/') ? 'signed-out' : 'live');
  }, 30_000);

  it('P10: a broken run among good ones costs only itself, and is named', async () => {
    const { runs, states } = await sweep({
      delivery: [
        {
          region: 'sa-east-1',
          account: PROD_ACCOUNT,
          pipelines: [
            {
              summary: { name: 'planted' },
              executions: [
                { pipelineExecutionId: 'no-status', startTime: 'yesterday' },
                { pipelineExecutionId: 'good', status: 'InProgress', startTime: { $secondsAgo: 60 } },
              ],
            },
          ],
          deployments: [{ deploymentId: 'd-BROKEN001', status: 'InProgress', createTime: { $secondsAgo: 60 } }],
          stacks: [
            { StackName: 'no-id', StackStatus: 'UPDATE_IN_PROGRESS' },
            { StackId: 'arn:x:stack/fine/u', StackName: 'fine', StackStatus: 'CREATE_IN_PROGRESS' },
          ],
        },
      ],
    });
    expect(runs.find(({ runId }) => runId === 'good')).toMatchObject({ name: 'planted', state: 'running' });
    expect(runs.some(({ name }) => name === 'retail-br-prod-checkout-api')).toBe(true);
    const named = (api: string) => states.get(`prod/sa-east-1/${api}`);
    expect(named('CodePipeline')).toMatchObject({ failure: null, notUnderstood: ['planted (no-status)'] });
    expect(named('CodeDeploy')).toMatchObject({ failure: null, notUnderstood: ['d-BROKEN001'] });
    expect(runs.find(({ name }) => name === 'fine')).toMatchObject({ state: 'running', startedAt: null });
    expect(named('CloudFormation')).toMatchObject({ failure: null, notUnderstood: ['no-id'] });
  }, 30_000);
});
