import type { Ms } from '../lib/time';
import type { Content, ContentEntry, FieldConflict } from './content';
import type { Json, PersonId, ReplicaId } from './ids';
import type { INCIDENT_KINDS, LINK_KINDS, TIMELINE_KINDS } from './kinds';
import { entriesOf, number, text, texts } from './fields';
import { byCorrectedTime, type Stamp } from './timeline';

export type IncidentKind = (typeof INCIDENT_KINDS)[number];
export type TimelineKind = (typeof TIMELINE_KINDS)[number];
export type LinkKind = (typeof LINK_KINDS)[number];

export interface TimelineEntry extends Stamp {
  readonly id: string;
  readonly kind: TimelineKind;
  readonly author: PersonId;
  readonly replica: ReplicaId;
  readonly text: string;
  readonly refs: Json;
}
export interface FollowUp {
  readonly id: string;
  readonly text: string;
  readonly owner: PersonId | null;
  readonly due: Ms | null;
  readonly done: boolean;
}
export interface IncidentLink {
  readonly id: string;
  readonly kind: LinkKind;
  readonly target: string;
  readonly label: string;
}
export interface PinnedSnapshot {
  readonly id: string;
  readonly hash: string;
  readonly at: Ms | null;
  readonly title: string;
  readonly content: Json;
}
export interface AttachedImage {
  readonly id: string;
  readonly hash: string;
  readonly media: string;
  readonly name: string;
  readonly size: number;
}

/** The fields of an incident. Its state, severity and roles come from the acts (fold.ts). Entries that were removed are not in it. */
export interface Incident {
  readonly title: string;
  readonly kind: IncidentKind;
  readonly sites: readonly string[];
  readonly services: readonly string[];
  readonly beganAt: Ms | null;
  readonly detectedAt: Ms | null;
  readonly notes: string;
  /** By corrected time. */
  readonly timeline: readonly TimelineEntry[];
  readonly followUps: readonly FollowUp[];
  readonly links: readonly IncidentLink[];
  readonly snapshots: readonly PinnedSnapshot[];
  readonly images: readonly AttachedImage[];
  readonly restrictedTo: readonly PersonId[];
  readonly conflicts: readonly FieldConflict[];
}

/** What decides who may see an incident; the rest of it need not be read for that. */
export const RESTRICTION_FIELDS = ['kind', 'restrictedTo'] as const;

export const restrictionOf = (fields: Content['fields']): Pick<Incident, 'kind' | 'restrictedTo'> => ({
  kind: fields.kind === 'security' ? 'security' : 'operations',
  restrictedTo: texts(fields.restrictedTo),
});

/** Content was checked against the shape when it was read: what is there has its type. */
export function incidentOf({ fields, lists, conflicts }: Content): Incident {
  const list = <T>(name: string, read: (entry: ContentEntry) => T): readonly T[] => entriesOf(lists, name, read);
  return {
    title: text(fields.title),
    ...restrictionOf(fields),
    sites: texts(fields.sites),
    services: texts(fields.services),
    beganAt: number(fields.beganAt),
    detectedAt: number(fields.detectedAt),
    notes: text(fields.notes),
    timeline: list('timeline', ({ id, fields: f }): TimelineEntry => ({
      id,
      kind: (f.kind ?? 'note') as TimelineKind,
      author: text(f.author),
      replica: text(f.replica),
      at: number(f.at) ?? 0,
      offset: number(f.offset),
      sequence: number(f.sequence) ?? 0,
      text: text(f.text),
      refs: f.refs ?? null,
    }))
      .slice()
      .sort(byCorrectedTime),
    followUps: list('followUps', ({ id, fields: f }) => ({
      id,
      text: text(f.text),
      owner: text(f.owner) || null,
      due: number(f.due),
      done: f.done === true,
    })),
    links: list('links', ({ id, fields: f }) => ({
      id,
      kind: (f.kind ?? 'web') as LinkKind,
      target: text(f.target),
      label: text(f.label),
    })),
    snapshots: list('snapshots', ({ id, fields: f }) => ({
      id,
      hash: text(f.hash),
      at: number(f.at),
      title: text(f.title),
      content: f.content ?? null,
    })),
    images: list('images', ({ id, fields: f }) => ({
      id,
      hash: text(f.hash),
      media: text(f.media),
      name: text(f.name),
      size: number(f.size) ?? 0,
    })),
    conflicts,
  };
}
