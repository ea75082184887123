import { createHash, randomUUID } from 'node:crypto';
import type { Clock } from '../shared/lib/clock';
import type { Ms } from '../shared/lib/time';
import type { Sha256 } from '../shared/records/content-hash';
import type { PersonId } from '../shared/records/ids';
import type { Projectors } from '../shared/records/projection';
import { projectorsOf } from './projectors';
import { startRecords } from './records/record-engine';
import type { Records } from './records/records-port';
import { machineMark } from './storage/records/machine';
import { openRecordStore, type OpenedRecordStore } from './storage/records/open-record-store';

const sha256: Sha256 = (of) => createHash('sha256').update(of).digest('hex');

export interface OpenRecordsOptions {
  /** The data folder; whoever opens its records owns it (place.ts). */
  readonly folder: string;
  readonly person: PersonId;
  readonly clock: Clock;
  /** What is to be added to the local clock to get AWS's; null before it was measured. */
  readonly clockOffset: () => Ms | null;
  readonly projectors?: Projectors;
  readonly onNews?: (line: string) => void;
  /** From one backup to the next; by default an hour. */
  readonly backupEvery?: Ms;
}

export interface OpenedRecords {
  readonly records: Records;
  readonly store: OpenedRecordStore;
}

/** Joins the engine of records and its store on a data folder. `records.stop` closes both. */
export function openRecords(options: OpenRecordsOptions): OpenedRecords {
  const { folder, person, clock, clockOffset, projectors = projectorsOf(sha256), onNews, backupEvery } = options;
  const store = openRecordStore({
    folder,
    person,
    machine: machineMark(folder),
    clock,
    newId: randomUUID,
    ...(onNews === undefined ? {} : { onNews }),
    ...(backupEvery === undefined ? {} : { backupEvery }),
  });
  const records = startRecords({
    log: store.log,
    identity: store.identity,
    retired: store.retired,
    report: store.report,
    clock,
    clockOffset,
    newId: randomUUID,
    sha256,
    projectors,
  });
  return { records, store };
}
