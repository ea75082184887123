import type { Freeze } from '../freezes/types';

/** Rules of the workspace file for changes. */
export interface ChangeRules {
  readonly freezes: readonly Freeze[];
  /** By site: ranges of minutes after local midnight; an end before its start is on the next day. */
  readonly hours: Readonly<
    Record<string, { readonly agreed: readonly MinuteRange[]; readonly peak: readonly MinuteRange[] }>
  >;
  /** By site: the services that run there. A change that names no service is about all of them. */
  readonly services: Readonly<Record<string, readonly string[]>>;
  /** By service: what it stands on, all the way down. */
  readonly dependencies: Readonly<Record<string, readonly string[]>>;
}
export type MinuteRange = readonly [from: number, to: number];
