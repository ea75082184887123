import { appendFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { app, dialog } from 'electron';
import type { Input } from '../shared/ipc/contract';
import { SECOND } from '../shared/lib/time';
import { createAssets } from './assets/assets';
import { readPlace } from './cli/arguments';
import type { Cockpit } from './cockpit';
import { keptValue } from './data-folder/kept-value';
import { places } from './data-folder/locations';
import type { Door } from './ipc/door-port';
import { createLateDoor } from './ipc/late-door';
import { folderOf, own, rendererFolder } from './place';
import { claimShell, installShell } from './shell/shell';
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
  const owned = own(folder, 'app');
  if (!owned.ok) {
    await fail('The data folder cannot be used', owned.error.message);
    return;
  }
  const log = logInto(folder);
  const runtime = `Electron ${process.versions.electron}`;
  const engine = later<Door>();
  const scripted = later<void>();
  let cockpit: Cockpit | null = null;
  // The window comes first, and with nothing loaded that it does not need: while Chromium makes its processes, the engine starts.
  await installShell({
    door: createLateDoor(engine.value),
    assets: createAssets(rendererFolder),
    preloadFile: join(__dirname, '..', 'preload', 'index.cjs'),
    iconFile: null,
    devUrl: process.env.ELECTRON_RENDERER_URL ?? null,
    dataFolder: folder,
    memory: keptValue(places(folder).window),
    mayOpenOutside: (url) =>
      cockpit?.engine.snapshot().sites.some((site) => site.runbooks.some((runbook) => runbook.url === url)) ?? false,
    about: () => [`Meridian ${VERSION}`, runtime, `Data folder ${folder}`],
    // Its style sheet was asked for in the same breath.
    onScript: () => void setTimeout(scripted.give, 10),
    onResume: () => cockpit?.engine.askAll(),
    onQuit: async () => {
      await cockpit?.stop();
      owned.value.release();
    },
    now: Date.now,
    log,
  });

  // The window's page wants this thread for its files first; then, while it works through its script, the engine may have it.
  setTimeout(scripted.give, SCRIPT_AT_LAST);
  await scripted.value;
  const { openGround, startCockpit, createDoor } = await import('./desktop');
  const ground = await openGround(place.workspace);
  if (!ground.ok) {
    await fail('The workspace file cannot be used', ground.error.join('\n'));
    return;
  }
  const drawn = later<void>();
  const started = startCockpit({
    ground: ground.value,
    folder,
    version: VERSION,
    runtime,
    warning: oldRuntimeWarning(),
    log,
    onDrawn: (what) => {
      log(drawnLine(what));
      drawn.give();
    },
  });
  cockpit = started;
  engine.give(createDoor(started.engine, { onFailure: (method, error) => log(`${method} failed: ${String(error)}`) }));
  // Asking AWS loads the most. A window that draws nothing (the list is open, the page hangs) does not keep it from starting.
  setTimeout(drawn.give, DRAWN_AT_LAST);
  await drawn.value;
  await started.poll();
}

/** How long the engine waits for a page that does not come from our files (hot reload) or fails. */
const SCRIPT_AT_LAST = SECOND / 4;
/** How long asking AWS waits for a window that has nothing on screen yet. */
const DRAWN_AT_LAST = SECOND;

/** A value that comes later. */
function later<T>(): { readonly value: Promise<T>; readonly give: (value: T) => void } {
  let give: (value: T) => void = () => undefined;
  const value = new Promise<T>((resolve) => {
    give = resolve;
  });
  return { value, give };
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
      appendFileSync(places(dataFolder).log, `${new Date().toISOString()} ${line}\n`);
    } catch {
      process.stderr.write(`${line}\n`);
    }
  };
}

/** How long this process took to show something: the figure to look at when a start feels slow. */
function drawnLine({ at, sites, known }: Input<'window.drawn'>): string {
  const took = Math.round(at - performance.timeOrigin);
  return `window drawn: ${sites} sites (${known} with a known state) on screen at ${new Date(at).toISOString()}, ${took} ms after the start`;
}

async function fail(title: string, detail: string): Promise<void> {
  process.stderr.write(`${title}: ${detail}\n`);
  await app.whenReady();
  dialog.showErrorBox(title, detail);
  app.exit(1);
}
