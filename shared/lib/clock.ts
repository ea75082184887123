import type { Ms } from './time';

/** Time and timers as an argument, so that a test can set them. */
export interface Clock {
  readonly now: () => Ms;
  /** Calls back once after a time; the returned function takes it back. */
  readonly after: (ms: Ms, callback: () => void) => () => void;
}
