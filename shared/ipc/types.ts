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
  /** No place but a sentence: a link that leads nowhere, something that was done from the menu. */
  | { readonly kind: 'notice'; readonly text: string };

/** One arrival of a link. It waits in main until the window is done with it, so that no reload loses it. */
export interface Visit {
  readonly id: number;
  readonly to: Destination;
}

/** Text for a person to paste somewhere. */
export interface Diagnostics {
  readonly text: string;
  readonly lines: number;
}

/** Something that went wrong with the program itself. */
export interface CrashNotice {
  readonly at: number;
  /** `rejection`: it went on; the others ended the program. */
  readonly kind: 'exception' | 'rejection' | 'native';
  /** The report, on this machine. */
  readonly file: string;
}
