import { app, dialog, Menu, nativeTheme, powerMonitor, session, shell as desktop, type BrowserWindow } from 'electron';
import { SECOND } from '../../shared/lib/time';
import type { Assets } from '../assets/assets-port';
import type { Door } from '../ipc/door-port';
import type { Updates } from '../updates/updates-port';
import { connectDoor } from './handlers';
import { menuTemplate } from './menu';
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
  /** Lines of the About box, e.g. version and runtime. */
  readonly about: () => readonly string[];
  /** The machine woke up (P7). */
  readonly onResume: () => void;
  /** Stops everything; the process ends when it is done, or after five seconds. */
  readonly onQuit: () => Promise<void>;
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
 * start per data folder stays. `second`: another one runs; it was told to come to the front, and this process should end.
 */
export function claimShell(options: { readonly profileFolder: string }): 'first' | 'second' {
  app.setPath('userData', options.profileFolder);
  for (const [name, value] of CHROMIUM_SWITCHES) app.commandLine.appendSwitch(name, value);
  // A superuser cannot run Chromium's sandbox: only where somebody asked for it (tests), and never in a packaged app.
  if (app.isPackaged || !app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
  registerScheme();
  return app.requestSingleInstanceLock() ? 'first' : 'second';
}

/** Opens the desktop window on the door and keeps it safe and alive. `claimShell` must have said `first`. */
export async function installShell(options: ShellOptions): Promise<Shell> {
  const { door, log } = options;
  const devTools = !app.isPackaged;
  const origin = windowOrigin(app.isPackaged ? null : options.devUrl, devTools);
  const stopHardening = hardenApp(app, origin, log);
  await app.whenReady();
  hardenSession(session.defaultSession, origin, log);
  const stopScheme = serveScheme(session.defaultSession, options.assets);

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
      onHopeless: () =>
        dialog.showErrorBox(
          `${app.name} cannot show its window`,
          'The window failed several times. Nothing is lost; please start again.',
        ),
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
  app.on('second-instance', focus);
  app.on('activate', focus);
  app.on('window-all-closed', onAllClosed);
  app.on('will-quit', onWillQuit);
  powerMonitor.on('resume', options.onResume);

  const actions = {
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
  window = open();

  return {
    focus,
    setTheme: (theme) => {
      nativeTheme.themeSource = theme;
    },
    stop: async () => {
      app.removeListener('second-instance', focus);
      app.removeListener('activate', focus);
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
