import type { Ms } from '../../shared/lib/time';

/** One thing that went wrong with the program itself, as it lies in the data folder. */
export interface Crash {
  readonly at: Ms;
  /** `native`: a memory dump the operating system's part wrote, readable for developers only. */
  readonly kind: 'exception' | 'rejection' | 'native';
  /** Absolute. */
  readonly file: string;
}
