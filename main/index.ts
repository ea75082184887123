import { appendFileSync, mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { app, dialog } from 'electron';
import { createAssets } from './assets/assets';
import { readPlace } from './cli/arguments';
import { folderOf, openGround, own, rendererFolder, startCockpit } from './cockpit';
import { places } from './data-folder/locations';
import { readWorkspaceFile } from './engine/workspace-file';
import { createDesk } from './desk/desk';
import { createVisits } from './desk/visits';
import { createDoor } from './ipc/door';
import { systemClock } from './polling/system-clock';
import { destinationOf } from './shell/links';
import { readOpening } from './shell/opening';
import { offerOtherWorkspace } from './shell/other-workspace';
import { claimShell, installShell } from './shell/shell';
import type { Arrivals } from './shell/arrivals';
import { VERSION } from './version';

/** Composition root of the desktop app: the only place that builds things; they stop in reverse order. */
const words = process.argv.slice(1);
const asked = readPlace(words, process.env);
const clicked = readOpening(words, process.cwd());
/** A file somebody clicked is what they want to see. */
const workspace = clicked.workspace ?? (asked.workspace === null ? null : resolve(asked.workspace));
const folder = folderOf(asked.data, workspace === null);
const arrivals = claimShell({
  profileFolder: places(folder).profile,
  opening: { workspace, link: clicked.link },
});

if (arrivals === 'second') app.exit(0);
else
  void run(arrivals).catch((error: unknown) =>
    fail('Meridian could not start', error instanceof Error ? (error.stack ?? error.message) : String(error)),
  );

async function run(arrivals: Arrivals): Promise<void> {
  const ground = await openGround(workspace);
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
  const cockpit = startCockpit({
    ground: ground.value,
    folder,
    version: VERSION,
    runtime,
    warning: oldRuntimeWarning(),
    log,
  });
  const visits = createVisits();
  await installShell({
    door: createDoor(cockpit.engine, {
      desk: createDesk({ visits }),
      onFailure: (method, error) => log(`${method} failed: ${String(error)}`),
    }),
    assets: createAssets(rendererFolder),
    preloadFile: join(__dirname, '..', 'preload', 'index.cjs'),
    // Windows and macOS take it from the program itself.
    iconFile: app.isPackaged && process.platform === 'linux' ? join(process.resourcesPath, 'icon.png') : null,
    devUrl: process.env.ELECTRON_RENDERER_URL ?? null,
    dataFolder: folder,
    memory: cockpit.window,
    mayOpenOutside: (url) =>
      cockpit.engine.snapshot().sites.some((site) => site.runbooks.some((runbook) => runbook.url === url)),
    about: () => [`Meridian ${VERSION}`, runtime, `Data folder ${folder}`],
    onResume: () => cockpit.engine.askAll(),
    onQuit: async () => {
      await cockpit.stop();
      owned.value.release();
    },
    arrivals,
    onOpening: (opening, atStart) => {
      if (opening.link !== null) visits.open(destinationOf(opening.link));
      if (opening.workspace !== null)
        offerOtherWorkspace({
          opening,
          atStart,
          current: workspace,
          problems: (file) => {
            const read = readWorkspaceFile(file);
            return read.ok ? [] : read.error;
          },
          words,
          log,
        });
    },
    now: systemClock.now,
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
