import { existsSync } from 'node:fs';
import {
  app,
  clipboard,
  dialog,
  Menu,
  nativeTheme,
  powerMonitor,
  session,
  shell as desktop,
  type BrowserWindow,
} from 'electron';
import type { Diagnostics } from '../../shared/ipc/types';
import { SECOND, type Ms } from '../../shared/lib/time';
import type { Assets } from '../assets/assets-port';
import type { Door } from '../ipc/door-port';
import type { Updates } from '../updates/updates-port';
import { copiedText } from '../../shared/ipc/words';
import { collectArrivals, type Arrivals } from './arrivals';
import { connectDoor } from './handlers';
import { sayHopeless } from './hopeless';
import { menuTemplate } from './menu';
import type { Opening } from './opening';
import { windowOrigin } from './origin';
import { registerScheme, serveScheme } from './scheme';
import { CHROMIUM_SWITCHES, hardenApp, hardenSession, type Log } from './security';
import { updateItems, whenLineChanges } from './update-menu';
import { openWindow, type WindowMemory } from './window';

export interface ShellOptions {
  readonly door: Door;
  /** Files of out/renderer. */
  readonly assets: Assets;
  /** out/preload/index.cjs, absolute. */
  readonly preloadFile: string;
  readonly iconFile: string | null;
  /** Address of the dev server (ELECTRON_RENDERER_URL), null for the built files. A packaged app ignores it. */
  readonly devUrl: string | null;
  readonly dataFolder: string;
  readonly memory: WindowMemory;
  readonly updates: Updates;
  /** Whether a link of the workspace may be opened in the system's browser. */
  readonly mayOpenOutside: (url: string) => boolean;
  /** A file of the page was handed to Chromium, which reads it by itself; by its type. */
  readonly onServed: (type: string) => void;
  /** Lines of the About box, e.g. version and runtime. */
  readonly about: () => readonly string[];
  /** The machine woke up (P7). */
  readonly onResume: () => void;
  /** Stops everything; the process ends when it is done, or after five seconds. */
  readonly onQuit: () => Promise<void>;
  /** What `claimShell` collected. */
  readonly arrivals: Arrivals;
  /** Somebody clicked a link or a workspace file, or started Meridian again; the window is in front already. */
  readonly onOpening: (opening: Opening, atStart: boolean) => void;
  /** How long the window may hang before it is begun anew. */
  readonly patience: Ms;
  /** Signs of life of the page. Returns its stop. */
  readonly onBeat: (listener: () => void) => () => void;
  readonly diagnostics: () => Promise<Diagnostics>;
  /** One line in the window about what was done outside of it. */
  readonly say: (text: string) => void;
  /** Folder with the reports of crashes. */
  readonly crashes: string;
  readonly now: () => number;
  readonly log: Log;
}

export interface Shell {
  /** Brings the window to the front, or opens it again. */
  focus(): void;
  setTheme(theme: 'dark' | 'light' | 'system'): void;
  stop(): Promise<void>;
}

const QUIT_LIMIT = 5 * SECOND;

/**
 * What must happen before the app is ready, and as early as possible: the profile of Chromium goes into the data folder, and one
 * start per data folder stays. `second`: another one runs; it was told to come to the front and what to open, and this process
 * should end.
 */
export function claimShell(options: {
  readonly profileFolder: string;
  readonly opening: Opening;
}): Arrivals | 'second' {
  app.setPath('userData', options.profileFolder);
  for (const [name, value] of CHROMIUM_SWITCHES) app.commandLine.appendSwitch(name, value);
  // A superuser cannot run Chromium's sandbox: only where somebody asked for it (tests), and never in a packaged app.
  if (app.isPackaged || !app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
  registerScheme();
  return app.requestSingleInstanceLock({ ...options.opening }) ? collectArrivals(options.opening) : 'second';
}

/** Opens the desktop window on the door and keeps it safe and alive. `claimShell` must not have said `second`. */
export async function installShell(options: ShellOptions): Promise<Shell> {
  const { door, log } = options;
  const devTools = !app.isPackaged;
  const origin = windowOrigin(app.isPackaged ? null : options.devUrl, devTools);
  const stopHardening = hardenApp(app, origin, log);
  // Before the app is ready: Electron then makes no menu of its own first.
  const actions = {
    copyDiagnostics: () =>
      void options.diagnostics().then(async ({ text, lines }) => {
        await clipboard.writeText(text);
        options.say(copiedText(lines));
      }),
    openCrashReports: () => {
      // Opening a folder that is not there would only beep.
      if (existsSync(options.crashes)) void desktop.openPath(options.crashes);
      else options.say('There is no crash report.');
    },
    openDataFolder: () => void desktop.openPath(options.dataFolder),
    showAbout: () =>
      void dialog.showMessageBox({
        type: 'info',
        title: app.name,
        message: app.name,
        detail: options.about().join('\n'),
      }),
  };
  const showMenu = (): void => {
    const about = { name: app.name, platform: process.platform, devTools };
    Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(about, actions, updateItems(options.updates))));
  };
  showMenu();
  const stopMenu = whenLineChanges(options.updates, showMenu);
  await app.whenReady();
  hardenSession(session.defaultSession, origin, log);
  const stopScheme = serveScheme(session.defaultSession, options.assets, options.onServed);

  let window: BrowserWindow | null = null;
  const stopDoor = connectDoor({ door, origin, contents: () => window?.webContents ?? null, log });

  const open = (): BrowserWindow => {
    const opened = openWindow({
      title: app.name,
      origin,
      devTools,
      preloadFile: options.preloadFile,
      iconFile: options.iconFile,
      memory: options.memory,
      mayOpenOutside: options.mayOpenOutside,
      now: options.now,
      log,
      recovery: {
        patience: options.patience,
        onBeat: options.onBeat,
        onHopeless: (again) => void sayHopeless({ again, diagnostics: options.diagnostics }),
      },
    });
    opened.on('closed', () => {
      if (window === opened) window = null;
    });
    return opened;
  };
  const focus = (): void => {
    window ??= open();
    if (window.isMinimized()) window.restore();
    // One that was never shown shows itself as soon as it has something to show.
    if (window.isVisible()) window.focus();
  };

  const onAllClosed = (): void => {
    if (process.platform !== 'darwin') app.quit();
  };
  let quitting = false;
  const onWillQuit = (event: Electron.Event): void => {
    if (quitting) return;
    quitting = true;
    event.preventDefault();
    void endWithin(options.onQuit(), QUIT_LIMIT, log).then(() => app.exit(0));
  };
  // Chromium starts it again by itself; only that it happened must not stay unsaid.
  const onChildGone = (_event: Electron.Event, { type, reason, exitCode, name }: Electron.Details): void =>
    log(
      `a process of the app ended: ${type}${name === undefined ? '' : ` (${name})`}, ${reason}, exit code ${exitCode}`,
    );
  app.on('child-process-gone', onChildGone);
  app.on('activate', focus);
  app.on('window-all-closed', onAllClosed);
  app.on('will-quit', onWillQuit);
  powerMonitor.on('resume', options.onResume);

  window = open();
  options.arrivals.deliver((opening, atStart) => {
    focus();
    options.onOpening(opening, atStart);
  });

  return {
    focus,
    setTheme: (theme) => {
      nativeTheme.themeSource = theme;
    },
    stop: async () => {
      options.arrivals.stop();
      app.removeListener('activate', focus);
      app.removeListener('child-process-gone', onChildGone);
      app.removeListener('window-all-closed', onAllClosed);
      powerMonitor.removeListener('resume', options.onResume);
      stopMenu();
      stopDoor();
      window?.destroy();
      stopScheme();
      stopHardening();
    },
  };
}

/** A stop that hangs or fails must not keep the process. */
async function endWithin(stopped: Promise<void>, limit: number, log: Log): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<string>((resolve) => {
    timer = setTimeout(() => resolve('stopping took too long'), limit);
  });
  const done = stopped.then(
    () => null,
    (error: unknown) => `stopping failed: ${error instanceof Error ? error.message : 'unknown error'}`,
  );
  const problem = await Promise.race([done, late]);
  clearTimeout(timer);
  if (problem !== null) log(problem);
}
