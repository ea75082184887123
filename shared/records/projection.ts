import type { Json } from './ids';
import type { Content } from './content';
import { incidentOf } from './incident';
import type { RecordState } from './fold';

/** What lists show and a search looks through, of one record. */
export interface ProjectedRecord {
  readonly title: string;
  readonly text: string;
  readonly row: Json;
}
export type Projector = (content: Content, state: RecordState) => ProjectedRecord;

/** By kind. A kind without one, or not known, is stored and not listed. */
export type Projectors = Readonly<Record<string, Projector>>;

export const projectIncident: Projector = (content, state) => {
  const incident = incidentOf(content);
  const words = [
    incident.title,
    incident.notes,
    ...incident.timeline.map(({ text }) => text),
    ...incident.followUps.map(({ text }) => text),
    ...incident.links.map(({ label, target }) => `${label} ${target}`),
    ...incident.snapshots.map(({ title }) => title),
  ];
  return {
    title: incident.title,
    text: words.filter((word) => word.trim() !== '').join('\n'),
    row: {
      kind: incident.kind,
      severity: state.severity?.value ?? null,
      state: state.state?.value ?? null,
      inConflict: state.severity?.inConflict === true || state.state?.inConflict === true,
      sites: incident.sites,
      services: incident.services,
      beganAt: incident.beganAt,
      detectedAt: incident.detectedAt,
      restrictedTo: incident.restrictedTo,
      openFollowUps: incident.followUps.filter(({ done }) => !done).length,
    },
  };
};
