import type { Ms } from '../../shared/lib/time';

/** How far a handover was talked through, where somebody left it. */
export interface KeptTalk {
  /** What was shown last, and where it stood. */
  readonly key: string;
  readonly index: number;
  /** How long each thing was shown, and the whole. */
  readonly spent: ReadonlyMap<string, Ms>;
  readonly total: Ms;
  /** Keys of what was talked about. */
  readonly talked: ReadonlySet<string>;
}

/** By the id of the handover: as long as this window, and nothing of it is written. */
export type Talks = Map<string, KeptTalk>;
