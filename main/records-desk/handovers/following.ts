import { watchedOf, type WatchedIfThen } from '../../../shared/domain/handover/watching';
import type { HandoverRow } from '../../../shared/domain/handover/types';
import type { Snapshot, TeamView } from '../../../shared/domain/snapshot/types';
import type { Result } from '../../../shared/lib/result';
import type { Records } from '../../records/records-port';
import { startScheduling, type SchedulingTools } from './scheduling';

export interface FollowingTools extends SchedulingTools {
  readonly records: Pick<Records, 'onListed'>;
  readonly list: () => Result<readonly HandoverRow[], unknown>;
  readonly snapshot: () => Snapshot;
  /** If-thens of accepted handovers, each time these may be others. */
  readonly watch: (all: readonly WatchedIfThen[]) => void;
}

/** Tells the picture what is watched, and drafts by itself when a shift ends. Returns the stop. */
export function followHandovers(tools: FollowingTools): () => void {
  const { records, list, snapshot, now, watch, onPicture } = tools;
  let stopPicture: (() => void) | null = null;
  let teams: readonly TeamView[] | null = null;

  function tell(): void {
    const all = list();
    if (!all.ok) return;
    if (all.value.every(({ watches }) => watches.length === 0)) {
      rest();
      watch([]);
      return;
    }
    ({ teams } = snapshot());
    watch(watchedOf(all.value, teams, now()));
    // Another version of the workspace file may move the end of the receiving shift.
    stopPicture ??= onPicture(() => {
      if (snapshot().teams !== teams) tell();
    });
  }
  function rest(): void {
    stopPicture?.();
    stopPicture = null;
  }

  tell();
  const stops = [records.onListed(tell), startScheduling(tools), rest];
  return () => stops.forEach((stop) => stop());
}
