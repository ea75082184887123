import { createHash, randomUUID } from 'node:crypto';
import { realpathSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { err, ok, type Result } from '../shared/lib/result';
import type { Workspace } from '../shared/domain/workspace/types';
import { createAws } from './aws/aws';
import { dataFolder, places } from './data-folder/locations';
import { ownFolder, type Ownership, type OwnProblem } from './data-folder/owner';
import { thisMachine } from './data-folder/processes';
import { startDemo, type Demo } from './demo';
import type { Scope } from './engine/board';
import { startEngine, type RunningEngine } from './engine/engine';
import { createMemory } from './engine/memory';
import { readWorkspaceFile, stampOf, watchWorkspaceFile } from './engine/workspace-file';
import type { Decoder } from './polling/decode/decoder';
import { createWorkerDecoder } from './polling/decode/worker-decoder';
import { startPoller } from './polling/poller';
import type { AwsPort } from './polling/ports';
import { systemClock } from './polling/system-clock';
import type { Updates } from './updates/updates-port';
import { openStore, type MachineMemory } from './storage/open-store';
import { signalKey } from '../shared/domain/status/gathered';

/** Files of the bundle that are started as threads. */
const decodeWorkerFile = join(__dirname, 'decode-worker.cjs');
const simulatorWorkerFile = join(__dirname, 'simulator-worker.cjs');
export const rendererFolder = join(__dirname, '..', 'renderer');

const DEMO_SEED = 1;

/** A workspace with the AWS it is asked of: real accounts, or the demo's look-alike. */
export interface Ground {
  readonly scope: Scope;
  readonly aws: AwsPort;
  readonly decoder: Decoder;
  /** P9: names this workspace at this AWS; another one's state is never shown. */
  readonly key: string;
  /** Of the workspace file as it was read; empty for the demo. */
  readonly stamp: string;
  stop(): Promise<void>;
}

/** Reads the workspace file, or starts the demo where none is named. The error is the lines of a bad workspace file. */
export async function openGround(workspaceFile: string | null): Promise<Result<Ground, readonly string[]>> {
  if (workspaceFile === null) {
    const demo = await startDemo({ workerFile: simulatorWorkerFile, seed: DEMO_SEED });
    return ok(groundOf({ workspace: demo.workspace, file: null, demo: true, problem: null }, '', demo));
  }
  const file = resolve(workspaceFile);
  const stamp = await stampOf(file);
  const read = readWorkspaceFile(file);
  return read.ok
    ? ok(groundOf({ workspace: read.value, file, demo: false, problem: null }, stamp, null))
    : err(read.error);
}

function groundOf(scope: Scope, stamp: string, demo: Demo | null): Ground {
  const aws = createAws({
    clock: systemClock,
    ...(demo !== null && { endpoint: demo.endpoint, files: demo.profiles }),
  });
  const decoder = createWorkerDecoder(decodeWorkerFile);
  return {
    scope,
    aws,
    decoder,
    key: keyOf(scope),
    stamp,
    stop: async () => {
      await aws.close();
      await decoder.close();
      await demo?.stop();
    },
  };
}

/** The demo is always the same world; a file is told by its id, its place and the endpoint it is asked at. */
function keyOf({ workspace, file, demo }: Scope): string {
  if (demo || file === null) return 'demo';
  const endpoints = Object.entries(process.env).filter(([name]) => name.startsWith('AWS_ENDPOINT_URL'));
  return createHash('sha256')
    .update(JSON.stringify([workspace.id, realpathSync(file), endpoints.sort()]))
    .digest('hex');
}

/** The data folder of a workspace: the one asked for, else MERIDIAN_DATA, else the platform's place for it. */
export const folderOf = (asked: string | null, demo: boolean): string =>
  dataFolder(asked, demo, {
    platform: process.platform,
    environment: process.env,
    home: homedir(),
    cwd: process.cwd(),
  });

export const own = (folder: string, kind: string): Result<Ownership, OwnProblem> =>
  ownFolder({
    folder,
    file: places(folder).owner,
    kind,
    now: systemClock.now(),
    processes: thisMachine,
    mark: randomUUID(),
  });

/** Starts polling with what the board already knows. */
function pollingOf(ground: Ground): Parameters<typeof startEngine>[0]['startPolling'] {
  return (workspace: Workspace, { board, onUpdate }) =>
    startPoller({
      workspace,
      aws: ground.aws,
      clock: systemClock,
      random: Math.random,
      memory: (site, signal) => board.signals.get(signalKey(site, signal)) ?? null,
      decoder: ground.decoder,
      onUpdate,
    });
}

export interface Cockpit {
  readonly engine: RunningEngine;
  readonly window: MachineMemory;
  stop(): Promise<void>;
}

export interface CockpitOptions {
  readonly ground: Ground;
  readonly folder: string;
  readonly version: string;
  readonly runtime: string;
  readonly warning: string | null;
  readonly updates?: Updates;
  readonly log: (line: string) => void;
}

/** The running cockpit behind a window: store, engine and the watch on the workspace file. Stops in reverse order. */
export function startCockpit({ ground, folder, version, runtime, warning, updates, log }: CockpitOptions): Cockpit {
  const opened = openStore({ folder, now: systemClock.now });
  const memory = createMemory({ store: opened.store, key: ground.key, recallSources: true, onProblem: log });
  const engine = startEngine({
    scope: ground.scope,
    clock: systemClock,
    memory,
    startPolling: pollingOf(ground),
    info: { version, runtime, dataFolder: folder, warning },
    updates,
  });
  let scope = ground.scope;
  const stopWatching =
    scope.file === null
      ? () => undefined
      : watchWorkspaceFile(scope.file, ground.stamp, (read) => {
          // A broken file never replaces a good one: the old one runs on, and the window says why.
          scope = read.ok
            ? { ...scope, workspace: read.value, problem: null }
            : { ...scope, problem: read.error.join('\n') };
          if (!read.ok) read.error.forEach(log);
          void engine.rescope(scope);
        });
  return {
    engine,
    window: opened.window,
    stop: async () => {
      stopWatching();
      await engine.stop();
      await ground.stop();
    },
  };
}
