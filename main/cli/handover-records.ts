import { createHash } from 'node:crypto';
import type { TeamView } from '../../shared/domain/snapshot/types';
import type { PersonId } from '../../shared/records/ids';
import { incidentOf } from '../../shared/records/incident';
import { err, ok } from '../../shared/lib/result';
import { openRecords } from '../open-records';
import { systemClock } from '../polling/system-clock';
import { createChangeListing } from '../records-desk/changes/listing';
import { createDutyEntries } from '../records-desk/handovers/duty';
import type { FactSources } from '../records-desk/handovers/facts';
import { createHandovers, type Handovers } from '../records-desk/handovers/handovers';
import { createHandoverListing } from '../records-desk/handovers/listing';
import { createListing } from '../records-desk/listing';

export const sha256 = (of: string | Uint8Array): string => createHash('sha256').update(of).digest('hex');

/** What the records of a data folder have for a handover, as a window would see it. */
export interface HandoverRecords extends Pick<FactSources, 'incidents' | 'incident' | 'changes' | 'duty'> {
  readonly handovers: Handovers;
  /** Closes the records; an error says what could not be saved. */
  readonly stop: () => string | null;
}

/** Opens the records of a folder that nobody else holds. */
export function openHandoverRecords(folder: string, person: PersonId, teams: readonly TeamView[]): HandoverRecords {
  const { now } = systemClock;
  const { records } = openRecords({ folder, person, clock: systemClock, clockOffset: () => null });
  records.catchUp();
  const listed = createListing(records, person);
  const incidents = () => listed('');
  const changes = createChangeListing(records);
  const duty = createDutyEntries({ records, person, now, clockOffset: () => null, teams: () => teams });
  const listing = createHandoverListing({ records, sha256, now, incidents });
  return {
    handovers: createHandovers({
      records,
      person,
      sha256,
      sites: () => [],
      // No file goes out or comes in by the command line.
      home: () => ({ workspace: '', demo: false }),
      nameOf: (id) => id,
      listing,
      now,
    }),
    incidents,
    incident: (id) => {
      const found = records.read(id);
      if (!found.ok) return found;
      const { content } = found.value;
      return content === null ? err(found.value.kind) : ok({ followUps: incidentOf(content).followUps });
    },
    changes: () => changes.all(),
    duty: () => duty.list(),
    stop: () => {
      const stopped = records.stop();
      return stopped.ok ? null : stopped.error.message;
    },
  };
}
