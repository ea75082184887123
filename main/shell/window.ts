import { BrowserWindow, nativeTheme, screen, shell } from 'electron';
import { SECOND } from '../../shared/lib/time';
import { MIN_SIZE, placeWindow, type WindowPlace } from './bounds';
import type { WindowOrigin } from './origin';
import { recoverWindow, type RecoveryOptions } from './recovery';
import type { Log } from './security';
import { backgroundColour, frame, hasOverlay, overlay, type Theme } from './title-bar';

/** Where the window's place is kept between two starts. What comes back is checked here. */
export interface WindowMemory {
  load(): unknown;
  save(place: WindowPlace): void;
}

export interface WindowOptions {
  readonly title: string;
  readonly origin: WindowOrigin;
  readonly preloadFile: string;
  readonly iconFile: string | null;
  readonly devTools: boolean;
  readonly memory: WindowMemory;
  /** Whether a link of the workspace (a runbook) may be opened in the system's browser; it never opens here. */
  readonly mayOpenOutside: (url: string) => boolean;
  readonly now: () => number;
  readonly log: Log;
  readonly recovery: Pick<RecoveryOptions, 'patience' | 'onBeat' | 'onHopeless'>;
}

/** How long the place waits for the end of a drag before it is kept. */
const SETTLE = SECOND / 2;
/** A page that never gets ready is shown all the same: an empty window can be seen and closed. */
const SHOW_AT_LAST = 5 * SECOND;

const electronMajor = Number.parseInt(process.versions.electron, 10);

const theme = (): Theme => (nativeTheme.shouldUseDarkColors ? 'dark' : 'light');

/** Makes the window; it is shown once it has something to show. */
export function openWindow(options: WindowOptions): BrowserWindow {
  const { origin, memory, log } = options;
  const primary = screen.getPrimaryDisplay();
  const others = screen.getAllDisplays().filter(({ id }) => id !== primary.id);
  const place = placeWindow(
    memory.load(),
    [primary, ...others].map(({ workArea }) => workArea),
  );

  const window = new BrowserWindow({
    ...place.bounds,
    minWidth: MIN_SIZE.width,
    minHeight: MIN_SIZE.height,
    title: options.title,
    show: false,
    backgroundColor: backgroundColour(theme()),
    ...(options.iconFile === null ? {} : { icon: options.iconFile }),
    ...frame(process.platform, electronMajor, theme()),
    webPreferences: {
      preload: options.preloadFile,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
      devTools: options.devTools,
    },
  });
  // A wall board must not be slowed down because another window covers it.
  window.webContents.setBackgroundThrottling(false);
  // Replaces the refusal every page gets (security.ts): nothing opens here either, but a runbook may open outside.
  window.webContents.setWindowOpenHandler(({ url }) => {
    if (isWebLink(url) && options.mayOpenOutside(url)) void shell.openExternal(url);
    else log('a window was refused');
    return { action: 'deny' };
  });

  const load = (): void => {
    // The reason stands in `did-fail-load` as well, where it is logged.
    window.loadURL(origin.url).catch(() => {});
  };
  const show = (): void => {
    clearTimeout(atLast);
    if (window.isDestroyed() || window.isVisible()) return;
    if (place.maximized) window.maximize();
    if (place.fullScreen) window.setFullScreen(true);
    window.show();
  };
  const atLast = setTimeout(show, SHOW_AT_LAST);
  window.once('ready-to-show', show);
  window.webContents.on('did-fail-load', (_event, code, description, _url, isMainFrame) => {
    if (isMainFrame) log(`the window could not be loaded: ${description} (${code})`);
  });

  const stopRecovery = recoverWindow(window, { load, now: options.now, log, ...options.recovery });
  const stopRemembering = rememberPlace(window, memory);
  const stopTheme = followTheme(window);
  window.on('closed', () => {
    clearTimeout(atLast);
    stopRecovery();
    stopRemembering();
    stopTheme();
  });
  load();
  return window;
}

function rememberPlace(window: BrowserWindow, memory: WindowMemory): () => void {
  let timer: NodeJS.Timeout | null = null;
  const cancel = (): void => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
  };
  const save = (): void => {
    cancel();
    if (window.isDestroyed() || window.isMinimized()) return;
    memory.save({
      bounds: window.getNormalBounds(),
      maximized: window.isMaximized(),
      fullScreen: window.isFullScreen(),
    });
  };
  const soon = (): void => {
    cancel();
    timer = setTimeout(save, SETTLE);
  };
  window.on('resize', soon);
  window.on('move', soon);
  window.on('close', save);
  return cancel;
}

function followTheme(window: BrowserWindow): () => void {
  const apply = (): void => {
    window.setBackgroundColor(backgroundColour(theme()));
    if (process.platform !== 'darwin' && hasOverlay(process.platform, electronMajor))
      window.setTitleBarOverlay(overlay(theme()));
  };
  nativeTheme.on('updated', apply);
  return () => {
    nativeTheme.removeListener('updated', apply);
  };
}

const isWebLink = (url: string): boolean => /^https:\/\/[^/@\s]+(\/|$)/.test(url);
