import type { Json } from '../shared/records/ids';
import type { Projector } from '../shared/records/projection';
import { projectSearchableIncident } from '../shared/records/search/project-incident';
import { listedFields } from './records-desk/view';

/** The one row of an incident: what lists show of it, and what a search can be narrowed by. Whoever opens a folder writes the same. */
export const projectIncidentRow: Projector = (content, state) => {
  const projected = projectSearchableIncident(content, state);
  const row = { ...(projected.row as Readonly<Record<string, Json>>), ...listedFields(content, state) };
  // Plain values by their types, which know no index signature.
  return { ...projected, row: row as unknown as Json };
};
