import { join, resolve } from 'node:path';
import { app, dialog } from 'electron';
import { SECOND } from '../shared/lib/time';
import { createAssets } from './assets/assets';
import { readPlace } from './cli/arguments';
import { folderOf, openGround, own, recentPlaces, rendererFolder, startCockpit } from './cockpit';
import { places } from './data-folder/locations';
import { currentOwner } from './data-folder/owner';
import { thisMachine } from './data-folder/processes';
import { placeForLink, rememberPlace } from './data-folder/recent';
import { readWorkspaceFile } from './engine/workspace-file';
import { describeError } from './crash/report';
import { createDesk } from './desk/desk';
import { createPulse } from './desk/pulse';
import { createVisits } from './desk/visits';
import { gatherDiagnostics } from './diagnostics';
import { createDoor } from './ipc/door';
import { systemClock } from './polling/system-clock';
import { keepNativeCrashes } from './shell/native-crashes';
import { PATIENCE } from './shell/recovery';
import { destinationOf } from './shell/links';
import { readOpening } from './shell/opening';
import { offerOtherWorkspace } from './shell/other-workspace';
import { claimShell, installShell } from './shell/shell';
import type { Arrivals } from './shell/arrivals';
import { watchForTrouble, type Trouble } from './trouble';
import { VERSION } from './version';

/** Composition root of the desktop app: the only place that builds things; they stop in reverse order. */
const RUNTIME = `Electron ${process.versions.electron}`;
const words = process.argv.slice(1);
const asked = readPlace(words, process.env);
const clicked = readOpening(words, process.cwd());
const recent = recentPlaces(app.isPackaged);
/** A link names no workspace: it belongs to the window that runs, or that ran last. */
const linked =
  clicked.link !== null &&
  clicked.workspace === null &&
  asked.workspace === null &&
  asked.data === null &&
  recent !== null
    ? placeForLink(recent, (data) => currentOwner(places(data).owner, thisMachine)?.kind === 'app')
    : null;
/** A file somebody clicked is what they want to see. */
const workspace =
  linked?.workspace ?? clicked.workspace ?? (asked.workspace === null ? null : resolve(asked.workspace));
const folder = folderOf(linked?.data ?? asked.data, workspace === null);
const arrivals = claimShell({
  profileFolder: places(folder).profile,
  opening: { workspace, link: clicked.link },
});

if (arrivals === 'second') app.exit(0);
else {
  const trouble = watchForTrouble({ folder, runtime: RUNTIME, exit: (code) => app.exit(code) });
  keepNativeCrashes(places(folder).dumps);
  void run(arrivals, trouble).catch((error: unknown) =>
    fail('Meridian could not start', error instanceof Error ? (error.stack ?? error.message) : String(error)),
  );
}

async function run(arrivals: Arrivals, trouble: Trouble): Promise<void> {
  const { log } = trouble;
  const ground = await openGround(workspace, log.warn);
  if (!ground.ok) {
    await fail('The workspace file cannot be used', ground.error.join('\n'));
    return;
  }
  const owned = own(folder, 'app');
  if (!owned.ok) {
    await fail('The data folder cannot be used', owned.error.message);
    return;
  }
  const cockpit = startCockpit({
    ground: ground.value,
    folder,
    version: VERSION,
    runtime: RUNTIME,
    warning: oldRuntimeWarning(),
    log,
  });
  const end = async (): Promise<void> => {
    await cockpit.stop();
    owned.value.release();
  };
  trouble.endWith(end);
  const visits = createVisits();
  const pulse = createPulse();
  const diagnostics = () =>
    gatherDiagnostics({
      folder,
      runtime: RUNTIME,
      trouble,
      snapshot: () => cockpit.engine.snapshot(),
      workspace: () => cockpit.workspace(),
      processes: () =>
        app.getAppMetrics().map(({ type, memory }) => `${Math.round(memory.workingSetSize / 1_000)} MB in ${type}`),
    });
  await installShell({
    door: createDoor(cockpit.engine, {
      desk: createDesk({
        visits,
        onAlive: pulse.beat,
        diagnostics,
        lastCrash: () => trouble.crashes.unseen(trouble.since),
        onCrashSeen: () => trouble.crashes.markSeen('all'),
      }),
      onFailure: (method, error) => log.error(`${method} failed: ${describeError(error)}`),
    }),
    assets: createAssets(rendererFolder),
    preloadFile: join(__dirname, '..', 'preload', 'index.cjs'),
    iconFile: null,
    devUrl: process.env.ELECTRON_RENDERER_URL ?? null,
    dataFolder: folder,
    memory: cockpit.window,
    mayOpenOutside: (url) =>
      cockpit.engine.snapshot().sites.some((site) => site.runbooks.some((runbook) => runbook.url === url)),
    about: () => [`Meridian ${VERSION}`, RUNTIME, `Data folder ${folder}`],
    onResume: () => cockpit.engine.askAll(),
    onQuit: async () => {
      await end();
      // The window came through them, and said so then.
      trouble.crashes.markSeen('native');
      log.settle();
    },
    patience: patienceOf(process.env.MERIDIAN_PATIENCE_SECONDS),
    onBeat: pulse.onBeat,
    diagnostics,
    say: (text) => visits.open({ kind: 'notice', text }),
    crashes: places(folder).crashes,
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
  // Behind the window: nobody waits for these.
  if (recent !== null) rememberPlace(recent, { workspace, data: folder });
  log(`Meridian ${VERSION}, ${RUNTIME}, began as process ${process.pid}`);
}

/** Seconds a window may hang, for tests; less than the page's own pace would end a healthy one. */
function patienceOf(asked: string | undefined): number {
  const seconds = Number(asked ?? '');
  return seconds >= 4 && seconds <= 600 ? seconds * SECOND : PATIENCE;
}

/** The runtime that is shipped; anything older is for tests and for a look at the demo only. */
const SHIPPED_ELECTRON = 45;

function oldRuntimeWarning(): string | null {
  const version = process.versions.electron;
  return Number.parseInt(version, 10) < SHIPPED_ELECTRON
    ? `Old test runtime (Electron ${version}): for demo data and tests, not for real accounts.`
    : null;
}

async function fail(title: string, detail: string): Promise<void> {
  process.stderr.write(`${title}: ${detail}\n`);
  await app.whenReady();
  dialog.showErrorBox(title, detail);
  app.exit(1);
}
