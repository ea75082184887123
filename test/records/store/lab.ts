import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { OpenedRecords } from '../../../main/open-records';
import { startRecords } from '../../../main/records/record-engine';
import { openRecordStore } from '../../../main/storage/records/open-record-store';
import { incidentOf, type Incident } from '../../../shared/records/incident';
import { projectIncidentRow } from '../../../main/incident-projector';
import { ManualClock } from '../../fakes/clock';
import { NOW, sha256, value } from '../rig';

export function folderFor(): string {
  const folder = mkdtempSync(join(tmpdir(), 'meridian-records-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export interface Lab extends OpenedRecords {
  readonly clock: ManualClock;
}

let ids = 0;

/** The records of a data folder, as the app opens them, with a machine and a clock of their own. */
export function open(
  folder: string,
  options: {
    readonly machine?: string;
    readonly person?: string;
    readonly at?: number;
    readonly maxBytes?: number;
    readonly onNews?: (line: string) => void;
  } = {},
): Lab {
  const { machine = 'this machine', person = 'ana', at = NOW, maxBytes, onNews } = options;
  const clock = new ManualClock(at);
  const newId = (): string => `id-${process.pid}-${(ids += 1)}`;
  const store = openRecordStore({
    folder,
    person,
    machine,
    clock,
    newId,
    ...(maxBytes === undefined ? {} : { maxBytes }),
    ...(onNews === undefined ? {} : { onNews }),
  });
  const records = startRecords({
    log: store.log,
    identity: store.identity,
    retired: store.retired,
    report: store.report,
    clock,
    clockOffset: () => null,
    newId,
    sha256,
    projectors: { incident: projectIncidentRow },
  });
  onTestFinished(() => void records.stop());
  return { records, store, clock };
}

/** The folder as `kill -9` leaves it: nothing of the running program is closed. */
export function afterKill(folder: string): string {
  const copy = join(folderFor(), 'after');
  cpSync(folder, copy, { recursive: true });
  return copy;
}

export const incident = ({ records }: Pick<Lab, 'records'>, id: string): Incident =>
  incidentOf(value(records.read(id)).content!);

export const note = ({ records }: Pick<Lab, 'records'>, id: string, text: string): void =>
  value(records.edit(id, [{ edit: 'write', field: 'notes', text }]));
