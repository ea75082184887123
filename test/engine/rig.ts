import { afterEach, expect } from 'vitest';
import type { Scope } from '../../main/engine/board';
import { startEngine, type RunningEngine } from '../../main/engine/engine';
import { createMemory } from '../../main/engine/memory';
import { startPoller } from '../../main/polling/poller';
import { applyPatch } from '../../shared/domain/snapshot/patch';
import type { SiteView, Snapshot, SnapshotPatch, SourceView } from '../../shared/domain/snapshot/types';
import { signalKey } from '../../shared/domain/status/gathered';
import type { Workspace } from '../../shared/domain/workspace/types';
import { SECOND, type Ms } from '../../shared/lib/time';
import { FakeAws } from '../fakes/aws';
import { ManualClock } from '../fakes/clock';
import { createFakeStore, type FakeStore } from '../fakes/fake-store';
import { NOW } from '../polling/builders';

export interface Rig {
  readonly aws: FakeAws;
  readonly clock: ManualClock;
  readonly store: FakeStore;
  readonly engine: RunningEngine;
  /** The picture before anything was asked. */
  readonly first: Snapshot;
  readonly patches: { readonly at: Ms; readonly patch: SnapshotPatch }[];
  /** What the memory told about the store. */
  readonly told: string[];
  /** What a window has that got the first picture and every patch. */
  window(): Snapshot;
  site(id: string): SiteView;
  source(id: string): SourceView;
  /** Ids of sites as attention ranks them. */
  attention(): readonly string[];
}

export interface RigOptions {
  readonly at?: Ms;
  readonly prepare?: (aws: FakeAws) => void;
  /** Of an earlier run. */
  readonly store?: FakeStore;
  readonly key?: string;
  readonly random?: () => number;
  /** Changes from outside are polled too. */
  readonly outside?: boolean;
  /** And which alarms are muted. */
  readonly mutes?: boolean;
  /** The picture a window has already. */
  readonly shown?: Snapshot;
}

const rigs: Rig[] = [];

export const scopeOf = (workspace: Workspace, part: Partial<Scope> = {}): Scope => ({
  workspace,
  file: 'meridian.yaml',
  demo: false,
  problem: null,
  ...part,
});

/** The engine with the real poller, on a clock, an AWS and a store of the test. Nothing was answered yet when it returns. */
export function startRig(workspace: Workspace, options: RigOptions = {}): Rig {
  const clock = new ManualClock(options.at ?? NOW);
  const aws = new FakeAws(() => clock.now());
  options.prepare?.(aws);
  const store = options.store ?? createFakeStore(() => clock.now());
  const told: string[] = [];
  const engine = startEngine({
    scope: scopeOf(workspace),
    clock,
    memory: createMemory({
      store,
      key: options.key ?? 'retail',
      recallSources: true,
      onProblem: (message) => told.push(message),
    }),
    startPolling: (changed, { board, onUpdate, onSignIn }) =>
      startPoller({
        workspace: changed,
        aws,
        clock,
        // In the middle: no interval is made longer or shorter.
        random: options.random ?? (() => 0.5),
        memory: (site, signal) => board.signals.get(signalKey(site, signal)) ?? null,
        ...(options.outside === true && { outside: (source: string) => board.outside.get(source) ?? [] }),
        ...(options.mutes === true && { mutes: (source: string) => board.mutes.get(source) ?? [] }),
        onUpdate,
        onSignIn,
      }),
    info: { version: '1.2.3', runtime: 'test', dataFolder: 'data', warning: null },
    ...(options.shown !== undefined && { shown: options.shown }),
  });
  const first = engine.snapshot();
  const patches: Rig['patches'] = [];
  engine.onPatch((patch) => patches.push({ at: clock.now(), patch }));
  // Taken on where the last look left it: a test that looks after every patch would apply the first one a thousand times.
  let taken = { patches: 0, snapshot: first };
  const window = (): Snapshot => {
    const snapshot = patches
      .slice(taken.patches)
      .reduce((before, { patch }) => applyPatch(before, patch), taken.snapshot);
    taken = { patches: patches.length, snapshot };
    return snapshot;
  };
  const found = <T>(list: readonly T[], id: string, idOf: (item: T) => string): T => {
    const item = list.find((one) => idOf(one) === id);
    if (item === undefined) throw new Error(`there is no ${id}`);
    return item;
  };
  const rig: Rig = {
    aws,
    clock,
    store,
    engine,
    first,
    patches,
    told,
    window,
    site: (id) => found(engine.snapshot().sites, id, (site) => site.id),
    source: (id) => found(engine.snapshot().sources, id, (source) => source.id),
    attention: () => engine.snapshot().attention.map((item) => item.site),
  };
  rigs.push(rig);
  return rig;
}

/** Stops it, and expects that nothing of it is left: no timer, no listener, no word. */
export async function stopRig(rig: Rig): Promise<void> {
  const index = rigs.indexOf(rig);
  if (index >= 0) rigs.splice(index, 1);
  const before = rig.patches.length;
  await rig.engine.stop();
  expect(rig.clock.waiting, 'timers left').toBe(0);
  expect(rig.aws.listening, 'listeners left').toBe(0);
  rig.aws.forgetCalls();
  await rig.clock.advance(600 * SECOND);
  expect(rig.aws.calls.length, 'calls after the stop').toBe(0);
  expect(rig.patches.length, 'patches after the stop').toBe(before);
}

afterEach(async () => {
  for (const rig of [...rigs]) await stopRig(rig);
});

/** An answer of DescribeAlarms. */
export const alarmsOf = (...alarms: readonly (readonly [name: string, state: string, since?: Ms])[]): unknown => ({
  MetricAlarms: alarms.map(([name, state, since]) => ({
    AlarmName: name,
    AlarmArn: `arn:${name}`,
    StateValue: state,
    StateTransitionedTimestamp: (since ?? NOW - 3_600 * SECOND) / SECOND,
    Period: 60,
  })),
});

/** Ages are told by the clock of the reader; everything else of two pictures has to agree. */
export const withoutAges = (snapshot: Snapshot): Snapshot => ({
  ...snapshot,
  sites: snapshot.sites.map((site) => ({
    ...site,
    reasons: site.reasons.map((reason) => ({ ...reason, ageSeconds: null })),
  })),
});
