import type { Ms } from '../../lib/time';

/** A newer version as the signed feed tells of it. */
export interface NewVersion {
  readonly version: string;
  /** When it was released, as its publisher says; null when not said. */
  readonly releasedAt: Ms | null;
  /** Of the file for this machine, in bytes; null where this kind of package cannot update itself. */
  readonly size: number | null;
  /** `here`: Meridian can replace itself. `elsewhere`: the system's package manager owns the files, so it is only told. */
  readonly install: 'here' | 'elsewhere';
}

/** Why there are no updates: nothing is loaded and no request is made. */
export const OFF_REASONS = [
  /** No feed is configured: the default. */
  'no-feed',
  /** A feed is configured wrongly; the log says how. */
  'bad-settings',
  /** MERIDIAN_UPDATES=off. */
  'switched-off',
  /** Run from source. */
  'development',
  /** An unpacked folder: whoever put it there replaces it. */
  'folder',
  /** Browser mode: the command that serves it is updated where it was installed. */
  'browser-mode',
] as const;
export type OffReason = (typeof OFF_REASONS)[number];

/** What was offered is not what its publisher signed, or not for us now: it is refused, and nothing of it is kept. */
export const REFUSALS = [
  'unsigned',
  'bad-signature',
  'expired',
  'from-the-future',
  'replayed',
  'bad-metadata',
  'foreign-address',
  'too-large',
  'altered-file',
  'bad-publisher',
] as const;
/** Something did not work; the next try may. */
export const FAILURES = [
  'unreachable',
  'timed-out',
  'untrusted-connection',
  'not-found',
  'server',
  'no-file',
  'no-space',
  'not-writable',
  'stopped',
  'internal',
] as const;

export interface UpdateProblem {
  readonly code: (typeof REFUSALS)[number] | (typeof FAILURES)[number];
  /** A few words of the cause for the log and the curious: a host, a system's error code. Never a path of this machine. */
  readonly detail: string | null;
}

/**
 * Where updating stands. `asked`: a person asked for it, so that also a quiet outcome is shown.
 * Every step that changes this machine is a person's: the download and the restart.
 */
export type UpdateState =
  | { readonly kind: 'off'; readonly reason: OffReason }
  | { readonly kind: 'idle'; readonly checkedAt: Ms | null; readonly asked: boolean }
  | { readonly kind: 'checking'; readonly asked: boolean }
  | { readonly kind: 'available'; readonly found: NewVersion }
  | { readonly kind: 'downloading'; readonly found: NewVersion; /** 0 to 1. */ readonly share: number }
  | { readonly kind: 'ready'; readonly found: NewVersion }
  | { readonly kind: 'restarting'; readonly found: NewVersion }
  | {
      readonly kind: 'failed' | 'refused';
      readonly step: 'check' | 'download' | 'restart';
      readonly problem: UpdateProblem;
      /** What a new try is about; null when the check itself failed. */
      readonly found: NewVersion | null;
      readonly asked: boolean;
    };

/** What a person may ask for. */
export const UPDATE_ACTIONS = ['check', 'download', 'restart'] as const;
export type UpdateAction = (typeof UPDATE_ACTIONS)[number];
