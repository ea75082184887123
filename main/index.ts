import { join, resolve } from 'node:path';
import { app, dialog } from 'electron';
import { SECOND } from '../shared/lib/time';
import type { Snapshot } from '../shared/domain/snapshot/types';
import type { Input } from '../shared/ipc/contract';
import type { Diagnostics } from '../shared/ipc/types';
import { createAssets } from './assets/assets';
import { EXIT, readPlace } from './cli/arguments';
import { readTraceFile, type TraceFile } from './cli/trace-file';
import type { Cockpit } from './cockpit';
import { describeError } from './crash/report';
import { keptValue } from './data-folder/kept-value';
import { places } from './data-folder/locations';
import { currentOwner } from './data-folder/owner';
import { thisMachine } from './data-folder/processes';
import { placeForLink, rememberPlace } from './data-folder/recent';
import { createDesk } from './desk/desk';
import { createPulse } from './desk/pulse';
import { createVisits } from './desk/visits';
import type { Door } from './ipc/door-port';
import { createLateDoor } from './ipc/late-door';
import { createLateRecords } from './ipc/late-records';
import type { RecordsDesk } from './ipc/records-desk-port';
import { systemClock } from './polling/system-clock';
import { folderOf, own, recentPlaces, rendererFolder } from './place';
import type { Arrivals } from './shell/arrivals';
import { destinationOf } from './shell/links';
import { keepNativeCrashes } from './shell/native-crashes';
import { readOpening } from './shell/opening';
import { offerOtherWorkspace } from './shell/other-workspace';
import { PATIENCE } from './shell/recovery';
import { claimShell, installShell } from './shell/shell';
import { watchForTrouble, type Trouble } from './trouble';
import { readUpdateSettings } from './updates/settings';
import { startUpdates, type RunningUpdates } from './updates/updates';
import { VERSION } from './version';

/** Composition root of the desktop app: the only place that builds things; they stop in reverse order. */
const RUNTIME = `Electron ${process.versions.electron}`;
/** The runtime that is shipped; anything older is for tests and for a look at the demo only. */
const SHIPPED_ELECTRON = 45;
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

const trace = readTraceFile(words);

if (arrivals === 'second') app.exit(0);
else if (!trace.ok) {
  process.stderr.write(`meridian: ${trace.error}\n`);
  app.exit(EXIT.usage);
} else {
  const trouble = watchForTrouble({ folder, runtime: RUNTIME, exit: (code) => app.exit(code) });
  keepNativeCrashes(places(folder).dumps);
  void run(arrivals, trouble, trace.value).catch((error: unknown) =>
    fail('Meridian could not start', error instanceof Error ? (error.stack ?? error.message) : String(error)),
  );
}

async function run(arrivals: Arrivals, trouble: Trouble, traceFile: TraceFile): Promise<void> {
  const { log } = trouble;
  const owned = own(folder, 'app');
  if (!owned.ok) {
    await fail('The data folder cannot be used', owned.error.message);
    return;
  }
  const door = later<Door>();
  const running = later<Cockpit>();
  const scripted = later<void>();
  const drawn = later<void>();
  const first = later<Snapshot | null>();
  /** What the window begins with; null where it is not there in time. */
  const begins = Promise.race([first.value, drawn.value.then(() => null)]);
  const info = { version: VERSION, runtime: RUNTIME, dataFolder: folder, warning: oldRuntimeWarning() };
  const written = later<RecordsDesk>();
  let cockpit: Cockpit | null = null;
  let stopRecords = (): void => undefined;
  const end = async (): Promise<void> => {
    stopRecords();
    await cockpit?.stop();
    owned.value.release();
  };
  trouble.endWith(end);
  const updates = startUpdatesHere(log);
  const visits = createVisits();
  const lastCrash = () => trouble.crashes.unseen(trouble.since);
  const pulse = createPulse();
  const diagnostics = async (): Promise<Diagnostics> => {
    const [current, { gatherDiagnostics }] = await Promise.all([running.value, desktop()]);
    return gatherDiagnostics({
      folder,
      runtime: RUNTIME,
      trouble,
      snapshot: () => current.engine.snapshot(),
      workspace: () => current.workspace(),
      processes: () =>
        app.getAppMetrics().map(({ type, memory }) => `${Math.round(memory.workingSetSize / 1_000)} MB in ${type}`),
    });
  };
  // The window comes first, and with nothing loaded that it does not need.
  await installShell({
    door: createLateDoor({
      opening: door.value,
      threshold: {
        'snapshot.get': async () => (await begins) ?? undefined,
        'app.info': () => info,
        'app.lastCrash': lastCrash,
      },
      // Whatever it says, it has drawn what it was given. The door looks at what it says.
      onKnock: (method) => {
        if (method === 'window.drawn') drawn.give();
      },
    }),
    assets: createAssets(rendererFolder),
    preloadFile: join(__dirname, '..', 'preload', 'index.cjs'),
    // Windows and macOS take it from the program itself.
    iconFile: app.isPackaged && process.platform === 'linux' ? join(process.resourcesPath, 'icon.png') : null,
    devUrl: process.env.ELECTRON_RENDERER_URL ?? null,
    dataFolder: folder,
    memory: keptValue(places(folder).window),
    updates,
    mayOpenOutside: (url) =>
      cockpit?.engine.snapshot().sites.some((site) => site.runbooks.some((runbook) => runbook.url === url)) ?? false,
    about: () => [`Meridian ${VERSION}`, RUNTIME, `Data folder ${folder}`],
    onServed: (type) => {
      if (type.startsWith('text/javascript')) scripted.give();
    },
    onResume: () => cockpit?.engine.askAll(),
    onQuit: async () => {
      updates.stop();
      await end();
      // The window came through them, and said so then.
      trouble.crashes.markSeen('native');
      log.settle();
      updates.finish();
    },
    patience: patienceOf(process.env.MERIDIAN_PATIENCE_SECONDS),
    onBeat: pulse.onBeat,
    diagnostics,
    say: (text) => visits.open({ kind: 'notice', text }),
    crashes: places(folder).crashes,
    arrivals,
    onOpening: (opening, atStart) => {
      if (opening.link !== null) visits.open(destinationOf(opening.link));
      if (opening.workspace === null) return;
      void desktop().then(({ readWorkspaceFile }) =>
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
        }),
      );
    },
    now: Date.now,
    log,
  });

  const place = { workspace, folder };
  // Chromium is making the page's process, and wants little of this thread meanwhile.
  const { firstPicture, keepPicture } = await import('./first-picture');
  first.give(await firstPicture(place, Date.now));
  // Starting the engine holds up this thread, which the page wants for its files and its frames. A page that draws nothing (the
  // list is open, it hangs) does not keep it from starting, and one that got no picture waits for it.
  setTimeout(drawn.give, DRAWN_AT_LAST);
  const shown = await begins;
  setTimeout(scripted.give, PAGE_AT_LAST);
  await (shown === null ? scripted : drawn).value;
  const { openGround, startCockpit, createDoor } = await desktop();
  const ground = await openGround(workspace);
  if (!ground.ok) {
    await fail('The workspace file cannot be used', ground.error.join('\n'));
    return;
  }
  const started = startCockpit({
    ground: ground.value,
    folder,
    info,
    shown,
    onKept: (kept) => keepPicture(place, kept),
    log,
  });
  cockpit = started;
  running.give(started);
  door.give(
    createDoor(started.engine, {
      desk: createDesk({
        visits,
        updates,
        onAlive: pulse.beat,
        onDrawn: (what) => log(drawnLine(what)),
        diagnostics,
        lastCrash,
        onCrashSeen: () => trouble.crashes.markSeen('all'),
      }),
      records: createLateRecords(written.value),
      onFailure: (method, error) => log.error(`${method} failed: ${describeError(error)}`),
    }),
  );
  // Behind the window: nobody waits for these.
  if (recent !== null) rememberPlace(recent, { workspace, data: folder });
  log(`Meridian ${VERSION}, ${RUNTIME}, began as process ${process.pid}`);
  await started.poll();
  const [{ startRecordsDesk }, { createOutlet }] = await Promise.all([
    import('./start-records'),
    import('./shell/outlet'),
  ]);
  const records = startRecordsDesk({
    folder,
    snapshot: () => started.engine.snapshot(),
    workspace: () => started.workspace(),
    clockOffset: () => started.clockOffset(),
    engine: started.engine,
    trace: traceFile,
    log,
    outlet: createOutlet(log, rendererFolder),
  });
  stopRecords = () => records.stop();
  written.give(records);
}

/** What is loaded while the window is on its way. */
const desktop = () => import('./desktop');

/** How long this thread waits for a page that does not come from our files (hot reload) or fails. */
const PAGE_AT_LAST = SECOND / 4;
/** How long the engine waits for a window that has nothing on screen yet. */
const DRAWN_AT_LAST = SECOND;

/** A value that comes later. */
function later<T>(): { readonly value: Promise<T>; readonly give: (value: T) => void } {
  let give: (value: T) => void = () => undefined;
  const value = new Promise<T>((resolve) => {
    give = resolve;
  });
  return { value, give };
}

/** Off unless a feed is configured; what talks to it is loaded at the first look, long after the window was drawn. */
function startUpdatesHere(log: (line: string) => void): RunningUpdates {
  const { platform, arch, env: environment, execPath: executable, resourcesPath: resources } = process;
  const quit = (): void => app.quit();
  return startUpdates({
    settings: readUpdateSettings({ packaged: app.isPackaged, platform, environment, resources, executable, log }),
    load: async ({ feed, installation }) => {
      const { createUpdater } = await import('./updates/electron-updater');
      const common = { platform, arch, resources, words, clock: systemClock, quit, log };
      return createUpdater({ ...common, feed, installation, version: VERSION, folder: places(folder).updates });
    },
    clock: systemClock,
    random: Math.random,
    quit,
    // The new version would find this one still here, and leave.
    beforeStart: () => app.releaseSingleInstanceLock(),
    log,
  });
}

/** Seconds a window may hang, for tests; less than the page's own pace would end a healthy one. */
function patienceOf(asked: string | undefined): number {
  const seconds = Number(asked ?? '');
  return seconds >= 4 && seconds <= 600 ? seconds * SECOND : PATIENCE;
}

function oldRuntimeWarning(): string | null {
  const version = process.versions.electron;
  return Number.parseInt(version, 10) < SHIPPED_ELECTRON
    ? `Old test runtime (Electron ${version}): for demo data and tests, not for real accounts.`
    : null;
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
