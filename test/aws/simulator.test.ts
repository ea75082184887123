import { afterEach, expect, it } from 'vitest';
import { createAws } from '../../main/aws/aws';
import { startPoller } from '../../main/polling/poller';
import { systemClock } from '../../main/polling/system-clock';
import type { PollUpdate } from '../../main/polling/updates';
import { demoCredentials, demoWorkspaceText, startSimulator, type LogEntry } from '../../main/simulator';
import { allSources } from '../../shared/domain/status/required';
import { needsHistory } from '../../shared/domain/signals/limits';
import { parseWorkspace } from '../../shared/domain/workspace/parse';
import type { Workspace } from '../../shared/domain/workspace/types';
import { noPausesBetweenTries } from './no-pauses';
import { createAwsHome } from './tiny-aws';

const parsed = parseWorkspace(demoWorkspaceText);
if (!parsed.ok) throw new Error('the demo workspace does not parse');
const demo = parsed.value;

noPausesBetweenTries();

const cleanups: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

/** One run of the poller over the demo workspace against the simulator over real HTTP. */
async function sweepOnce(scenario: unknown = {}): Promise<{
  readonly workspace: Workspace;
  readonly updates: readonly PollUpdate[];
  readonly log: readonly LogEntry[];
}> {
  const simulator = await startSimulator({ port: 0, clock: () => Date.now(), scenario, seed: 7 });
  cleanups.push(simulator.stop);
  const home = await createAwsHome('', demoCredentials);
  cleanups.push(home.remove);
  const aws = createAws({ clock: systemClock, endpoint: simulator.url, files: home.files });
  cleanups.push(() => aws.close());
  const updates: PollUpdate[] = [];
  const poller = startPoller({
    workspace: demo,
    aws,
    clock: systemClock,
    random: () => 0.5,
    memory: () => null,
    onUpdate: (update) => updates.push(update),
    once: true,
  });
  await poller.firstSweepDone;
  await poller.stop();
  return { workspace: demo, updates, log: simulator.log() };
}

it('the demo world is swept whole with the fewest calls (P2)', async () => {
  const { workspace, updates, log } = await sweepOnce();
  const sources = allSources(workspace);
  const failures = updates.filter((update) => update.source.failure !== null);
  expect(failures.map((update) => update.source.failure)).toEqual([]);
  expect(updates.flatMap((update) => update.source.notUnderstood)).toEqual([]);
  expect(new Set(updates.map(({ source }) => `${source.account}/${source.region}/${source.api}`)).size).toBe(
    sources.length,
  );

  const signals = new Map(updates.flatMap((update) => (update.kind === 'signals' ? [...update.signals] : [])));
  const all = workspace.sites.flatMap((site) =>
    site.signals.map((signal) => ({ key: `${site.id}/${signal.id}`, signal })),
  );
  for (const { key, signal } of all) {
    const data = signals.get(key);
    expect(data?.problem, key).toBeNull();
    expect(data?.covered, key).not.toBeNull();
    if (needsHistory(signal)) expect(data?.hours.length, key).toBeGreaterThanOrEqual(14 * 24);
  }
  // One call for the live range of a region, and history of at most five one-minute signals per call (P3).
  for (const { account, region } of sources.filter(({ api }) => api === 'GetMetricData')) {
    const owned = all
      .filter(({ signal }) => signal.account === account && signal.region === region)
      .map(({ signal }) => signal);
    const history = Math.ceil(
      owned.filter(needsHistory).reduce((sum, signal) => sum + (14 * 86_400) / Math.max(60, signal.periodSeconds), 0) /
        100_800,
    );
    const calls = log.filter(
      (entry) => entry.operation === 'GetMetricData' && entry.region === region && entry.account === accountOf(account),
    );
    expect(calls.filter((entry) => !entry.continues).length, `${account}/${region}`).toBeLessThanOrEqual(
      1 + history + 1,
    );
    for (const call of calls) expect(call.points).toBeLessThanOrEqual(100_800);
  }
  // What the meter counts is what the simulator says AWS would bill (P5).
  const metered = updates.reduce((sum, update) => sum + (update.kind === 'usage' ? update.usage.billedMetrics : 0), 0);
  expect(metered).toBe(log.reduce((sum, entry) => sum + entry.billedMetrics, 0));
  const counted = updates.filter((update) => update.kind === 'usage').length;
  expect(counted).toBe(log.length);
}, 30_000);

/** What became of the sources of production, by region and api; `live` where there is no failure. */
async function outcomes(scenario: unknown): Promise<ReadonlyMap<string, string>> {
  const { updates } = await sweepOnce(scenario);
  const last = new Map<string, string>();
  for (const { source } of updates) {
    last.set(
      `${source.account}/${source.region}/${source.api}`,
      source.failure === null ? 'live' : `${source.failure.kind}: ${source.failure.reason}`,
    );
  }
  return last;
}

it.each([
  ['deny', 'denied: cloudwatch:DescribeAlarms is not allowed for profile meridian-demo-prod'],
  ['html', 'error: DescribeAlarms was answered with HTML instead of JSON (a proxy or a sign-in page?)'],
  ['html-503', 'error: HTTP 503 with HTML instead of JSON'],
  ['empty', 'error: DescribeAlarms was answered with an empty answer'],
  ['truncated', 'error: DescribeAlarms was answered with JSON cut off'],
  ['wrong-shape', 'error: DescribeAlarms was answered with '],
  ['reset', 'offline: connection reset'],
  ['throttle', 'throttled: AWS asks to slow down'],
  ['500', 'error: AWS failed with HTTP 500'],
  ['invalid-token', 'denied: region sa-east-1 is not enabled for this account, or its keys are refused there'],
] as const)(
  'a fault of kind %s in one region is said of that source, and of no other (P1, P6)',
  async (kind, words) => {
    const found = await outcomes({
      faults: [{ kind, region: 'sa-east-1', operation: 'DescribeAlarms', account: accountOf('prod') }],
    });
    expect(found.get('prod/sa-east-1/DescribeAlarms')).toContain(words);
    expect([...found].filter(([id, state]) => id !== 'prod/sa-east-1/DescribeAlarms' && state !== 'live')).toEqual([]);
  },
  30_000,
);

it('expired keys sign out their account only (P6)', async () => {
  const found = await outcomes({
    accounts: { AKIADEMOLOWR7EXAMPLE: { awsAccountId: accountOf('lower'), expired: true } },
  });
  for (const [id, state] of found) {
    if (id.startsWith('lower/'))
      expect(state, id).toContain('signed-out: AWS does not accept the credentials of profile meridian-demo-lower');
    else expect(state, id).toBe('live');
  }
}, 30_000);

it('an account without a support plan is denied AWS Health with that reason (P8)', async () => {
  const found = await outcomes({ faults: [{ kind: 'no-plan', service: 'health', account: accountOf('lower') }] });
  expect(found.get('lower/global/Health')).toBe(
    'denied: AWS Health needs a paid support plan (Business Support+, Enterprise or Unified Operations)',
  );
  expect(found.get('prod/global/Health')).toBe('live');
}, 30_000);

const accountOf = (account: string): string => (account === 'prod' ? '111122223333' : '444455556666');
