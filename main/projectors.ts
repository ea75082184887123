import type { Sha256 } from '../shared/records/content-hash';
import type { Projectors } from '../shared/records/projection';
import { projectIncidentRow } from './incident-projector';
import { projectChangeRow } from './records-desk/changes/listing';
import { projectDutyRow } from './records-desk/handovers/duty';
import { projectHandoverRow } from './records-desk/handovers/listing';

/** What lists and a search have of each kind of record. Whoever opens a folder writes the same. */
export const projectorsOf = (sha256: Sha256): Projectors => ({
  incident: projectIncidentRow,
  change: projectChangeRow(sha256),
  handover: projectHandoverRow(sha256),
  duty: projectDutyRow,
});
