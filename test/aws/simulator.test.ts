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
import { createAwsHome } from './tiny-aws';

const cleanups: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

/** One run of the poller over the demo workspace against the simulator over real HTTP. */
async function sweepOnce(
  scenario: unknown = {},
): Promise<{
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
  const parsed = parseWorkspace(demoWorkspaceText);
  if (!parsed.ok) throw new Error('the demo workspace does not parse');
  const updates: PollUpdate[] = [];
  const poller = startPoller({
    workspace: parsed.value,
    aws,
    clock: systemClock,
    random: () => 0.5,
    memory: () => null,
    onUpdate: (update) => updates.push(update),
    once: true,
  });
  await poller.firstSweepDone;
  await poller.stop();
  return { workspace: parsed.value, updates, log: simulator.log() };
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

const accountOf = (account: string): string => (account === 'prod' ? '111122223333' : '444455556666');
