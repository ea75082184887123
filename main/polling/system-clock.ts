import type { Clock } from '../../shared/lib/clock';

/** The clock of this machine. Its timers keep the process alive: whoever starts one stops it. */
export const systemClock: Clock = {
  now: () => Date.now(),
  after: (ms, callback) => {
    const timer = setTimeout(callback, ms);
    return () => {
      clearTimeout(timer);
    };
  },
};
