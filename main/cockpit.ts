import type { Workspace } from '../shared/domain/workspace/types';
import { startEngine, type RunningEngine } from './engine/engine';
import { createMemory } from './engine/memory';
import { pollingOnce, type StartPolling } from './engine/polling';
import type { Ground } from './ground';
import type { Log } from './log/log-port';
import { systemClock } from './polling/system-clock';
import { openStore } from './storage/open-store';

export interface Cockpit {
  readonly engine: RunningEngine;
  /** As it is used now. */
  workspace(): Workspace;
  /** Begins to ask; until then the picture is what was last known. A second time does nothing. Fails where asking cannot begin. */
  poll(): Promise<void>;
  stop(): Promise<void>;
}

export interface CockpitOptions {
  readonly ground: Ground;
  readonly folder: string;
  readonly version: string;
  readonly runtime: string;
  readonly warning: string | null;
  readonly log: Log;
}

/** The running cockpit behind a window: store, engine and the watch on the workspace file. Stops in reverse order. */
export function startCockpit(options: CockpitOptions): Cockpit {
  const { ground, folder, version, runtime, warning, log } = options;
  const { store } = openStore({ folder, now: systemClock.now });
  const memory = createMemory({ store, key: ground.key, recallSources: true, onProblem: log });
  const polling = latePolling(ground, log.warn);
  const engine = startEngine({
    scope: ground.scope,
    clock: systemClock,
    memory,
    startPolling: pollingOnce(polling.opened),
    info: { version, runtime, dataFolder: folder, warning },
  });
  let { scope } = ground;
  const stopWatching = ground.watch((read) => {
    // A broken file never replaces a good one: the old one runs on, and the window says why.
    scope = read.ok ? { ...scope, workspace: read.value, problem: null } : { ...scope, problem: read.error.join('\n') };
    if (!read.ok) read.error.forEach(log);
    void engine.rescope(scope);
  });
  return {
    engine,
    workspace: () => scope.workspace,
    poll: () => polling.open(),
    stop: async () => {
      stopWatching();
      await engine.stop();
      await polling.stop();
    },
  };
}

/** The way to AWS, opened when it is asked for. */
function latePolling(
  { scope }: Ground,
  onTrouble: (line: string) => void,
): {
  readonly opened: Promise<StartPolling>;
  open(): Promise<void>;
  stop(): Promise<void>;
} {
  let give: (start: StartPolling) => void = () => undefined;
  const opened = new Promise<StartPolling>((resolve) => {
    give = resolve;
  });
  let opening: ReturnType<typeof openReach> | null = null;
  return {
    opened,
    open: async () => {
      opening ??= openReach(scope, onTrouble);
      give((await opening).startPolling);
    },
    stop: async () => {
      const reach = await opening?.catch(() => null);
      await reach?.stop();
    },
  };
}

/** The AWS SDK is the largest thing to load: not before it is needed. */
const openReach = async (scope: Ground['scope'], onTrouble: (line: string) => void) =>
  (await import('./reach')).openReach(scope, onTrouble);
