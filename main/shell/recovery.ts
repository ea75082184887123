import type { BrowserWindow } from 'electron';
import { MINUTE, SECOND } from '../../shared/lib/time';
import type { Log } from './security';

/** A window that fails more often than this within `WITHIN` has a fault that loading it again does not mend. */
const MOST_RELOADS = 3;
const WITHIN = 5 * MINUTE;
/** How long a window may give no sign of life before it is begun anew. */
const PATIENCE = 20 * SECOND;

/**
 * Begins the page anew after its process ended or hangs. Nothing is lost: the state is in main, and the page asks for the
 * snapshot when it starts. Returns its stop.
 */
export function recoverWindow(
  window: BrowserWindow,
  options: {
    readonly load: () => void;
    readonly now: () => number;
    readonly log: Log;
    readonly onHopeless: () => void;
  },
): () => void {
  const { load, now, log, onHopeless } = options;
  let failures: number[] = [];
  let patience: NodeJS.Timeout | null = null;

  const calm = (): void => {
    if (patience !== null) clearTimeout(patience);
    patience = null;
  };
  const again = (why: string): void => {
    calm();
    if (window.isDestroyed()) return;
    failures = [...failures.filter((at) => at > now() - WITHIN), now()];
    if (failures.length > MOST_RELOADS) {
      log(`the window failed again (${why}) and is left alone`);
      onHopeless();
      return;
    }
    log(`the window failed (${why}) and is begun anew`);
    load();
  };

  window.webContents.on('render-process-gone', (_event, details) => {
    if (details.reason !== 'clean-exit') again(`${details.reason}, exit code ${details.exitCode}`);
  });
  window.webContents.on('preload-error', (_event, _path, error) => log(`the preload failed: ${error.message}`));
  window.on('unresponsive', () => {
    log('the window does not respond');
    // Its end is reported as `render-process-gone`, which begins it anew.
    patience ??= setTimeout(() => window.webContents.forcefullyCrashRenderer(), PATIENCE);
  });
  window.on('responsive', () => {
    log('the window responds again');
    calm();
  });
  window.on('closed', calm);
  return calm;
}
