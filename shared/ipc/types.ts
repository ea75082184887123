export type { SignalHistory } from '../domain/signals/types';

export interface AppInfo {
  readonly version: string;
  /** `Electron 45.4.1`, `browser mode`. */
  readonly runtime: string;
  readonly dataFolder: string;
  /** A visible warning about the runtime, e.g. an old Electron; null when there is none. */
  readonly warning: string | null;
}

/** Where in the window a link leads. */
export type Destination =
  | { readonly kind: 'live' }
  /** Perhaps of no site of this workspace: the window says so. */
  | { readonly kind: 'site'; readonly site: string }
  /** A link that leads nowhere, as a sentence that quotes nothing of it. */
  | { readonly kind: 'refused'; readonly why: string };

/** One arrival of a link. It waits in main until the window is done with it, so that no reload loses it. */
export interface Visit {
  readonly id: number;
  readonly to: Destination;
}
