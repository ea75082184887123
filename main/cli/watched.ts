import { existsSync } from 'node:fs';
import { watchedOf, type WatchedIfThen } from '../../shared/domain/handover/watching';
import { teamViews } from '../../shared/domain/snapshot/build';
import type { Workspace } from '../../shared/domain/workspace/types';
import { systemClock } from '../polling/system-clock';
import { recordPlaces } from '../storage/records/places';
import { openHandoverRecords } from './handover-records';
import { personOf } from './person';

/**
 * What accepted handovers of a data folder say to do when something happens: so the command line says what the window says. A folder without
 * records stays so, and records that cannot be read cost the status nothing.
 */
export function watchedIn(folder: string, workspace: Workspace): readonly WatchedIfThen[] {
  if (!existsSync(recordPlaces(folder).database)) return [];
  const teams = teamViews(workspace);
  try {
    const records = openHandoverRecords(folder, personOf(folder), teams);
    const rows = records.handovers.list();
    records.stop();
    return rows.ok ? watchedOf(rows.value, teams, systemClock.now()) : [];
  } catch {
    return [];
  }
}
