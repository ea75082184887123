import type { Ms } from '../../shared/lib/time';

export interface Heartbeat {
  /** The page gave a sign of life. */
  readonly beat: () => void;
  /** The page is begun anew: it is waited for only once it has spoken. */
  readonly reset: () => void;
  readonly stop: () => void;
}

/** Looks a silence is divided into. A machine that slept makes one of them long, never four. */
const LOOKS = 4;

/**
 * Tells a page that hangs, also one that nobody touches: Chromium notices only what does not answer to a click or a key, and a
 * wall board gets none.
 */
export function watchHeartbeat(options: {
  /** Silence that makes a page dead. */
  readonly patience: Ms;
  readonly onSilent: () => void;
}): Heartbeat {
  let spoken = false;
  let silent = 0;
  const timer = setInterval(() => {
    if (!spoken) return;
    silent++;
    if (silent < LOOKS) return;
    spoken = false;
    options.onSilent();
  }, options.patience / LOOKS);
  timer.unref();
  return {
    beat: () => {
      spoken = true;
      silent = 0;
    },
    reset: () => {
      spoken = false;
      silent = 0;
    },
    stop: () => clearInterval(timer),
  };
}
