import type { Snapshot } from '../shared/domain/snapshot/types';
import type { Workspace } from '../shared/domain/workspace/types';
import type { Ms } from '../shared/lib/time';
import type { AppInfo } from '../shared/ipc/types';
import { startEngine, type RunningEngine } from './engine/engine';
import type { KeptBoard, Scope } from './engine/board';
import { createMemory } from './engine/memory';
import { pollingOnce, type StartPolling } from './engine/polling';
import type { Ground } from './ground';
import type { Log } from './log/log-port';
import { createClockOffset, type ClockOffset } from './polling/clock-offset';
import { systemClock } from './polling/system-clock';
import { openStore } from './storage/open-store';

export interface Cockpit {
  readonly engine: RunningEngine;
  /** As it is used now. */
  workspace(): Workspace;
  /** What AWS's clock is ahead of this machine's, as its answers say; null where none was heard. */
  clockOffset(): Ms | null;
  /** Begins to ask; until then the picture is what was last known. A second time does nothing. Fails where asking cannot begin. */
  poll(): Promise<void>;
  stop(): Promise<void>;
}

export interface CockpitOptions {
  readonly ground: Ground;
  readonly folder: string;
  readonly info: AppInfo;
  /** What a window shows already (first-picture.ts). */
  readonly shown?: Snapshot | null;
  /** Gets what the next start can begin with, when everything has stopped and the store is closed. */
  readonly onKept?: (kept: KeptBoard) => Promise<void>;
  readonly log: Log;
}

/** The running cockpit behind a window: store, engine and the watch on the workspace file. Stops in reverse order. */
export function startCockpit(options: CockpitOptions): Cockpit {
  const { ground, folder, info, shown = null, log } = options;
  const { store } = openStore({ folder, now: systemClock.now });
  const memory = createMemory({ store, key: ground.key, recallSources: true, onProblem: log });
  const clockOffset = createClockOffset(systemClock);
  const polling = latePolling(ground, log.warn, clockOffset);
  const engine = startEngine({
    scope: ground.scope,
    clock: systemClock,
    memory,
    startPolling: pollingOnce(polling.opened),
    info,
    shown,
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
    clockOffset: () => clockOffset.current(),
    poll: () => polling.open(),
    stop: async () => {
      stopWatching();
      await engine.stop();
      await polling.stop();
      await options.onKept?.(engine.keep());
    },
  };
}

/** The way to AWS, opened when it is asked for. */
function latePolling(
  { scope }: Ground,
  onTrouble: (line: string) => void,
  clockOffset: ClockOffset,
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
      opening ??= openReach(scope, onTrouble, clockOffset);
      give((await opening).startPolling);
    },
    stop: async () => {
      const reach = await opening?.catch(() => null);
      await reach?.stop();
    },
  };
}

/** The AWS SDK is the largest thing to load: not before it is needed. */
const openReach = async (scope: Scope, onTrouble: (line: string) => void, clockOffset: ClockOffset) =>
  (await import('./reach')).openReach(scope, onTrouble, clockOffset);
