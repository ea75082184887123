export type { SignalHistory } from '../domain/signals/types';

export interface AppInfo {
  readonly version: string;
  /** `Electron 45.4.1`, `browser mode`. */
  readonly runtime: string;
  readonly dataFolder: string;
  /** A visible warning about the runtime, e.g. an old Electron; null when there is none. */
  readonly warning: string | null;
}
