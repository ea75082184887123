import { createHash, randomUUID } from 'node:crypto';
import * as Y from 'yjs';
import { projectIncidentRow } from '../../../main/incident-projector';
import type { RecordsDesk } from '../../../main/ipc/records-desk-port';
import { openRecords, type OpenedRecords } from '../../../main/open-records';
import { systemClock } from '../../../main/polling/system-clock';
import { createRecordsFiles } from '../../../main/records/records-files';
import type { Sha256 } from '../../../shared/records/content-hash';
import { createRecordsDesk } from '../../../main/records-desk/desk';
import type { Records } from '../../../main/records/records-port';
import { openRecordDatabase } from '../../../main/storage/records/record-database';
import { recordPlaces } from '../../../main/storage/records/places';
import { applyEdits, type Edit } from '../../../shared/records/edits';
import type { Entry } from '../../../shared/records/entries';
import { incidentShape } from '../../../shared/records/kinds';
import type { Clock } from '../../../shared/lib/clock';
import type { Result } from '../../../shared/lib/result';
import { HOUR, MINUTE } from '../../../shared/lib/time';

const REPLICA = 'r-bench';
/** Who opens the folder. */
export const PERSON = 'ana';

export function value<T>(result: Result<T, { readonly message: string }>): T {
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}

export const openIn = (folder: string, clock: Clock = systemClock): OpenedRecords =>
  openRecords({ folder, person: PERSON, clock, clockOffset: () => null });

/** Fills the store of a folder with records of another replica, as a sync would have brought them, some hundred a transaction. */
export function fill(folder: string, records: number, timelineEntries: number): void {
  const opened = openIn(folder);
  const log = opened.store.log;
  const now = Date.now();
  let seq = value(log.lastSeq());
  let batch: { entry: Entry; seq: number }[] = [];
  for (let n = 0; n < records; n += 1) {
    const doc = new Y.Doc();
    const edits: Edit[] = [
      { edit: 'write', field: 'title', text: `Incident ${n}: checkout answers slowly in Brazil` },
      { edit: 'write', field: 'notes', text: `Seen at ${n}. `.repeat(20) },
      { edit: 'include', field: 'sites', member: `site-${n % 12}` },
    ];
    for (let e = 0; e < timelineEntries; e += 1) {
      const fields = {
        kind: 'note',
        author: 'bo',
        at: now - HOUR + e * MINUTE,
        text: `Entry ${e} of what happened then`,
      };
      edits.push({ edit: 'add', list: 'timeline', id: `t-${n}-${e}`, fields });
    }
    value(applyEdits(doc, incidentShape, edits));
    const bytes = Y.encodeStateAsUpdate(doc);
    const body = { type: 'update', from: 1, to: 1, seen: {}, replaces: {}, bytes } as const;
    const entry: Entry = { record: `rec-${n}`, kind: 'incident', replica: REPLICA, person: 'bo', at: now - n, body };
    batch.push({ entry, seq: (seq += 1) });
    doc.destroy();
    if (batch.length === 500) {
      value(log.commit({ append: batch }));
      batch = [];
    }
  }
  value(log.commit({ append: batch }));
  const dirty = value(log.dirty());
  for (let from = 0; from < dirty.length; from += 500) {
    const some = dirty.slice(from, from + 500);
    value(
      log.project(
        new Map(
          some.map((record) => {
            const { content, state } = value(opened.records.read(record));
            if (content === null) throw new Error('a record without content');
            return [record, { record, kind: 'incident', changedAt: now, ...projectIncidentRow(content, state) }];
          }),
        ),
      ),
    );
  }
  value(opened.records.stop());
}

/** Bytes of the pages that the log of a closed store takes: what else is in the file is made of it. */
export function logSizeIn(folder: string): number {
  const database = value(openRecordDatabase(recordPlaces(folder).database));
  const pages = "SELECT sum(pgsize) AS size FROM dbstat WHERE name IN ('log', 'log_of_record', 'records', 'replicas')";
  const size = Number(value(database.read((queries) => queries.one(pages)?.['size'])));
  database.settle();
  database.close();
  return size;
}

const sha256: Sha256 = (of) => createHash('sha256').update(of).digest('hex');

/** What answers a window, as the composition root makes it; nothing of the cockpit is needed to type and to search. */
export function deskOf(records: Records): RecordsDesk {
  const desk = createRecordsDesk({
    loadPerson: () => PERSON,
    savePerson: () => true,
    open: () => records,
    snapshot: () => {
      throw new Error('nobody asks for a snapshot');
    },
    servicesOf: () => [],
    now: Date.now,
    clockOffset: () => null,
    newId: randomUUID,
    sha256,
    files: createRecordsFiles({ newId: randomUUID, sha256 }),
    nameOf: (person) => person,
    outlet: null,
    services: () => ['checkout', 'payments'],
    judge: async () => [],
    live: {
      declare: () => undefined,
      watch: () => undefined,
      after: () => () => undefined,
      onPicture: () => () => undefined,
    },
    log: () => undefined,
  });
  desk.start();
  return desk;
}
