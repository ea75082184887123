import { appendFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { app, dialog } from 'electron';
import { createAssets } from './assets/assets';
import { readPlace } from './cli/arguments';
import { folderOf, openGround, own, rendererFolder, startCockpit } from './cockpit';
import { places } from './data-folder/locations';
import { createDoor } from './ipc/door';
import { systemClock } from './polling/system-clock';
import { claimShell, installShell } from './shell/shell';
import { readUpdateSettings } from './updates/settings';
import { startUpdates, type RunningUpdates } from './updates/updates';
import { VERSION } from './version';

/** Composition root of the desktop app: the only place that builds things; they stop in reverse order. */
const place = readPlace(process.argv.slice(1), process.env);
const folder = folderOf(place.data, place.workspace === null);

if (claimShell({ profileFolder: places(folder).profile }) === 'second') app.exit(0);
else
  void run().catch((error: unknown) =>
    fail('Meridian could not start', error instanceof Error ? (error.stack ?? error.message) : String(error)),
  );

async function run(): Promise<void> {
  const ground = await openGround(place.workspace);
  if (!ground.ok) {
    await fail('The workspace file cannot be used', ground.error.join('\n'));
    return;
  }
  const owned = own(folder, 'app');
  if (!owned.ok) {
    await fail('The data folder cannot be used', owned.error.message);
    return;
  }
  const log = logInto(folder);
  const runtime = `Electron ${process.versions.electron}`;
  const updates = startUpdatesHere(folder, log);
  const cockpit = startCockpit({
    ground: ground.value,
    folder,
    version: VERSION,
    runtime,
    warning: oldRuntimeWarning(),
    updates,
    log,
  });
  await installShell({
    door: createDoor(cockpit.engine, { onFailure: (method, error) => log(`${method} failed: ${String(error)}`) }),
    assets: createAssets(rendererFolder),
    preloadFile: join(__dirname, '..', 'preload', 'index.cjs'),
    iconFile: null,
    devUrl: process.env.ELECTRON_RENDERER_URL ?? null,
    dataFolder: folder,
    memory: cockpit.window,
    updates,
    mayOpenOutside: (url) =>
      cockpit.engine.snapshot().sites.some((site) => site.runbooks.some((runbook) => runbook.url === url)),
    about: () => [`Meridian ${VERSION}`, runtime, `Data folder ${folder}`],
    onResume: () => cockpit.engine.askAll(),
    onQuit: async () => {
      updates.stop();
      await cockpit.stop();
      owned.value.release();
      updates.finish();
    },
    now: systemClock.now,
    log,
  });
}

/** Off unless a feed is configured; what talks to it is loaded at the first look, long after the window was drawn. */
function startUpdatesHere(dataFolder: string, log: (line: string) => void): RunningUpdates {
  const { platform, arch, env: environment, execPath: executable, resourcesPath: resources } = process;
  const quit = (): void => app.quit();
  return startUpdates({
    settings: readUpdateSettings({ packaged: app.isPackaged, platform, environment, resources, executable, log }),
    load: async ({ feed, installation }) => {
      const { createUpdater } = await import('./updates/electron-updater');
      const words = process.argv.slice(1);
      const common = { platform, arch, resources, words, clock: systemClock, quit, log };
      return createUpdater({ ...common, feed, installation, version: VERSION, folder: places(dataFolder).updates });
    },
    clock: systemClock,
    random: Math.random,
    quit,
    // The new version would find this one still here, and leave.
    beforeStart: () => app.releaseSingleInstanceLock(),
    log,
  });
}

/** The runtime that is shipped; anything older is for tests and for a look at the demo only. */
const SHIPPED_ELECTRON = 45;

function oldRuntimeWarning(): string | null {
  const version = process.versions.electron;
  return Number.parseInt(version, 10) < SHIPPED_ELECTRON
    ? `Old test runtime (Electron ${version}): for demo data and tests, not for real accounts.`
    : null;
}

/** Lines for a person who looks for a cause; nothing secret is ever written. */
function logInto(dataFolder: string): (line: string) => void {
  return (line) => {
    try {
      mkdirSync(dataFolder, { recursive: true });
      appendFileSync(places(dataFolder).log, `${new Date(systemClock.now()).toISOString()} ${line}\n`);
    } catch {
      process.stderr.write(`${line}\n`);
    }
  };
}

async function fail(title: string, detail: string): Promise<void> {
  process.stderr.write(`${title}: ${detail}\n`);
  await app.whenReady();
  dialog.showErrorBox(title, detail);
  app.exit(1);
}
