import type { BrowserWindow } from 'electron';
import { MINUTE, SECOND, type Ms } from '../../shared/lib/time';
import { watchHeartbeat } from './heartbeat';
import type { Log } from './security';

/** A window that fails more often than this within `WITHIN` has a fault that loading it again does not mend. */
const MOST_RELOADS = 3;
const WITHIN = 5 * MINUTE;
/** How long a window may give no sign of life before it is begun anew. */
export const PATIENCE = 30 * SECOND;

export interface RecoveryOptions {
  readonly load: () => void;
  readonly now: () => number;
  readonly log: Log;
  readonly patience: Ms;
  /** Signs of life of the page (renderer/stores/alive.ts). Returns its stop. */
  readonly onBeat: (listener: () => void) => () => void;
  /** It failed again and again; `again` forgets that and begins the page anew. */
  readonly onHopeless: (again: () => void) => void;
}

/**
 * Begins the page anew after its process ended or hangs. Nothing is lost: what is known is in main, and where the person was is
 * kept for as long as the window lives (renderer/stores/navigation.ts). Returns its stop.
 */
export function recoverWindow(window: BrowserWindow, options: RecoveryOptions): () => void {
  const { load, now, log, patience, onHopeless } = options;
  const contents = window.webContents;
  let failures: number[] = [];
  let waiting: NodeJS.Timeout | null = null;

  const calm = (): void => {
    if (waiting !== null) clearTimeout(waiting);
    waiting = null;
  };
  const again = (why: string): void => {
    calm();
    heartbeat.reset();
    if (window.isDestroyed()) return;
    failures = [...failures.filter((at) => at > now() - WITHIN), now()];
    if (failures.length > MOST_RELOADS) {
      log(`the window failed again (${why}) and is left alone`);
      onHopeless(() => {
        if (window.isDestroyed()) return;
        failures = [];
        log('the window is begun anew, as asked');
        load();
      });
      return;
    }
    log(`the window failed (${why}) and is begun anew`);
    load();
  };
  // Its end is reported as `render-process-gone`, which begins it anew.
  const end = (): void => {
    if (!window.isDestroyed() && !contents.isCrashed()) contents.forcefullyCrashRenderer();
  };
  const heartbeat = watchHeartbeat({
    patience,
    onSilent: () => {
      // Somebody stopped it on purpose, to look inside.
      if (window.isDestroyed() || contents.isDevToolsOpened()) return;
      log(`the window gave no sign of life for ${Math.round(patience / SECOND)} s`);
      end();
    },
  });
  const stopBeat = options.onBeat(heartbeat.beat);

  contents.on('did-start-navigation', heartbeat.reset);
  contents.on('render-process-gone', (_event, details) => {
    if (details.reason !== 'clean-exit') again(`${details.reason}, exit code ${details.exitCode}`);
  });
  contents.on('preload-error', (_event, _path, error) => log(`the preload failed: ${error.message}`));
  window.on('unresponsive', () => {
    log('the window does not respond');
    waiting ??= setTimeout(end, patience);
  });
  window.on('responsive', () => {
    log('the window responds again');
    calm();
  });
  const stop = (): void => {
    calm();
    stopBeat();
    heartbeat.stop();
  };
  window.on('closed', stop);
  return stop;
}
