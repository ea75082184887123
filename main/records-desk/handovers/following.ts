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
  const { records, list, snapshot, watch, onPicture } = tools;
  let teams: readonly TeamView[] | null = null;
  const tell = (): void => {
    const all = list();
    if (!all.ok) return;
    const watching = all.value.filter(({ watches }) => watches.length > 0);
    teams = watching.length === 0 ? null : snapshot().teams;
    watch(teams === null ? [] : watchedOf(all.value, teams));
  };
  tell();
  const stops = [
    records.onListed(tell),
    // Another version of the workspace file may move the end of the receiving shift.
    onPicture(() => {
      if (teams !== null && snapshot().teams !== teams) tell();
    }),
    startScheduling(tools),
  ];
  return () => stops.forEach((stop) => stop());
}
