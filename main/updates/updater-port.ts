import type { Result } from '../../shared/lib/result';
import type { NewVersion, UpdateProblem } from '../../shared/domain/updates/types';

/** The part that talks to the feed and replaces Meridian; loaded only when it is needed. Every call is a step of its own. */
export interface Updater {
  /** Null: nothing newer than this version. */
  check(): Promise<Result<NewVersion | null, UpdateProblem>>;
  /** Downloads what the last check found. `onShare` hears 0 to 1. */
  download(onShare: (share: number) => void): Promise<Result<null, UpdateProblem>>;
  /**
   * Puts the downloaded version in place, after its file was checked once more. Meridian still runs: a failure costs nothing.
   * What it gives starts the new version and is called when everything has stopped.
   */
  install(): Promise<Result<() => void, UpdateProblem>>;
  /** Ends what is under way. */
  stop(): void;
}
