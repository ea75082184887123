import { monitorEventLoopDelay, performance } from 'node:perf_hooks';
import { app } from 'electron';
import { createAssets } from '../../../main/assets/assets';
import { keptValue } from '../../../main/data-folder/kept-value';
import { places } from '../../../main/data-folder/locations';
import { createDesk } from '../../../main/desk/desk';
import { createPulse } from '../../../main/desk/pulse';
import { startEngine } from '../../../main/engine/engine';
import { createMemory } from '../../../main/engine/memory';
import { createDoor } from '../../../main/ipc/door';
import type { Log } from '../../../main/log/log-port';
import { systemClock } from '../../../main/polling/system-clock';
import type { Arrivals } from '../../../main/shell/arrivals';
import { PATIENCE } from '../../../main/shell/recovery';
import { claimShell, installShell } from '../../../main/shell/shell';
import { openStore } from '../../../main/storage/open-store';
import { createRandom } from '../random';
import { platform } from './platform';
import { createStorm, type Counts, type Storm } from './storm';

/**
 * Composition root of the frame bench: the production window, door, IPC, engine and store; only polling is scripted. It is
 * built by bench.config.ts, started by `measure.ts` with one JSON argument, and driven through `globalThis.frameStorm`.
 */
interface Settings {
  readonly out: string;
  readonly data: string;
  readonly seed: number;
  /** The product gathers for 16 ms what changes; less makes it send as many patches as there are changes. */
  readonly frameMs: number;
}

export interface MainFigures extends Counts {
  readonly patches: number;
  readonly patchedSites: number;
  readonly delayP50: number;
  readonly delayP99: number;
  readonly delayMax: number;
  /** How long it blew, and how much of one core this process took meanwhile. */
  readonly seconds: number;
  readonly cores: number;
}

export interface FramesControl {
  /** Lets it blow: a change every `gustMs`, all signals every `sweepMs`. */
  start(gustMs: number, sweepMs: number): void;
  stop(): MainFigures;
}

declare global {
  var frameStorm: FramesControl | undefined;
}

const settings = JSON.parse(process.env['MERIDIAN_BENCH'] ?? '{}') as Settings;

const tell = (line: string): void => void process.stderr.write(`${line}\n`);
const log: Log = Object.assign(tell, { warn: tell, error: tell });

async function run(arrivals: Arrivals): Promise<void> {
  const workspace = platform();
  const opened = openStore({ folder: settings.data, now: systemClock.now });
  let storm: Storm | null = null;
  const engine = startEngine({
    scope: { workspace, file: null, demo: false, problem: null },
    clock: systemClock,
    memory: createMemory({
      store: opened.store,
      key: 'bench',
      recallSources: true,
      onProblem: (text) => process.stderr.write(`${text}\n`),
    }),
    startPolling: (changed, { onUpdate }) => {
      storm = createStorm({ workspace: changed, random: createRandom(settings.seed), now: systemClock.now, onUpdate });
      return storm.poller;
    },
    info: { version: 'bench', runtime: 'bench', dataFolder: settings.data, warning: null },
    frame: settings.frameMs,
  });
  globalThis.frameStorm = control(storm, (listener) => engine.onPatch(listener));
  const pulse = createPulse();
  const diagnostics = async () => ({ text: '', lines: 0 });
  const desk = createDesk({
    visits: null,
    updates: null,
    onAlive: pulse.beat,
    onDrawn: () => {},
    diagnostics,
    lastCrash: () => null,
    onCrashSeen: () => {},
  });
  await installShell({
    door: createDoor(engine, { desk }),
    assets: createAssets(`${settings.out}/renderer`),
    preloadFile: `${settings.out}/preload/index.cjs`,
    iconFile: null,
    devUrl: null,
    dataFolder: settings.data,
    memory: keptValue(places(settings.data).window),
    updates: { state: () => ({ kind: 'off', reason: 'no-feed' }), act: () => false, onState: () => () => {} },
    mayOpenOutside: () => false,
    onServed: () => {},
    about: () => [],
    onResume: () => {},
    onQuit: () => engine.stop(),
    arrivals,
    onOpening: () => {},
    patience: PATIENCE,
    onBeat: pulse.onBeat,
    diagnostics,
    say: () => {},
    crashes: places(settings.data).crashes,
    now: systemClock.now,
    log,
  });
}

/** Changes one turn makes that come late. */
const MOST_AT_ONCE = 3;

function control(
  storm: Storm | null,
  onPatch: (listener: (patch: { readonly sites?: readonly unknown[] }) => void) => () => void,
): FramesControl {
  if (storm === null) throw new Error('polling was not started');
  storm.fill();
  let patches = 0;
  let patchedSites = 0;
  onPatch((patch) => {
    patches++;
    patchedSites += patch.sites?.length ?? 0;
  });
  const delay = monitorEventLoopDelay({ resolution: 1 });
  let before = { counts: storm.counts(), patches: 0, patchedSites: 0 };
  let timer: NodeJS.Timeout | undefined;
  let cpu = process.cpuUsage();
  let began = 0;
  return {
    start: (gustMs, sweepMs) => {
      before = { counts: storm.counts(), patches, patchedSites };
      cpu = process.cpuUsage();
      delay.reset();
      delay.enable();
      began = performance.now();
      let gusts = 0;
      let sweeps = 0;
      const blow = (): void => {
        const passed = performance.now() - began;
        // A late timer makes up for what it missed, a little at a time: what is too much for this process shows in the rate.
        for (let most = MOST_AT_ONCE; gusts * gustMs <= passed && most > 0; gusts++, most--) storm.gust();
        if (sweeps * sweepMs + sweepMs / 2 <= passed) {
          sweeps++;
          storm.sweep();
        }
        timer = setTimeout(blow, Math.max(1, gusts * gustMs - (performance.now() - began)));
      };
      blow();
    },
    stop: () => {
      clearTimeout(timer);
      delay.disable();
      const counts = storm.counts();
      const { user, system } = process.cpuUsage(cpu);
      return {
        seconds: (performance.now() - began) / 1_000,
        cores: (user + system) / 1_000 / (performance.now() - began),
        points: counts.points - before.counts.points,
        sweeps: counts.sweeps - before.counts.sweeps,
        updates: counts.updates - before.counts.updates,
        patches: patches - before.patches,
        patchedSites: patchedSites - before.patchedSites,
        delayP50: delay.percentile(50) / 1e6,
        delayP99: delay.percentile(99) / 1e6,
        delayMax: delay.max / 1e6,
      };
    },
  };
}

const arrivals = claimShell({ profileFolder: places(settings.data).profile, opening: { workspace: null, link: null } });
if (arrivals === 'second') throw new Error('another bench runs on this data folder');
void run(arrivals).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  app.exit(1);
});
