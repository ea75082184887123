import type { Ms } from '../../lib/time';
import type { SecretKind } from '../secrets/types';

export const SEVERITIES = ['SEV1', 'SEV2', 'SEV3', 'SEV4'] as const;
export type Severity = (typeof SEVERITIES)[number];
export const STATES = ['open', 'mitigated', 'resolved', 'reviewed'] as const;
export type IncidentState = (typeof STATES)[number];
export const ROLES = ['commander', 'operations', 'communications', 'scribe'] as const;
export type Role = (typeof ROLES)[number];
export const INCIDENT_KINDS = ['operations', 'security'] as const;
export type IncidentKind = (typeof INCIDENT_KINDS)[number];
/** What a person writes into a timeline; `snapshot` entries are made by pinning. */
export const WRITTEN_KINDS = ['note', 'decision', 'action', 'status'] as const;
export type WrittenKind = (typeof WRITTEN_KINDS)[number];
export const LINK_KINDS = ['change', 'incident', 'handover', 'proof', 'ticket', 'web'] as const;
export type LinkKind = (typeof LINK_KINDS)[number];

/** Id of a person in the workspace file, or the name that somebody gave who stands in none. */
export type PersonId = string;

/** Plain values of a pinned snapshot. */
export type PinnedValue =
  null | boolean | number | string | readonly PinnedValue[] | { readonly [name: string]: PinnedValue };

/** One of several answers that were given apart: both are shown until somebody decides. */
export interface Answer<T> {
  readonly value: T;
  readonly person: PersonId;
  readonly at: Ms;
  /** The act that gave it. */
  readonly act: string;
}

/** What the acts say about one thing; `value` is the one to be careful by while they contradict each other. */
export interface Standing<T> {
  readonly value: T;
  readonly inConflict: boolean;
  readonly answers: readonly Answer<T>[];
}

export interface RoleHolder {
  readonly person: PersonId | null;
  /** The person has taken it. */
  readonly acknowledged: boolean;
}

/** Kept apart, because they are different questions; null: nobody said. */
export interface IncidentTimes {
  readonly began: Ms | null;
  readonly detected: Ms | null;
  readonly declared: Ms | null;
  readonly mitigated: Ms | null;
  readonly resolved: Ms | null;
}

interface Line {
  readonly id: string;
  /** Corrected by the offset of the clock it was written by. */
  readonly at: Ms;
  readonly person: PersonId;
  /** Milliseconds the writer's clock was off by, where that is worth saying (more than 2 s). */
  readonly clockOff: Ms | null;
}
export type TimelineLine =
  | (Line & { readonly type: 'entry'; readonly kind: WrittenKind | 'snapshot'; readonly text: string })
  | (Line & { readonly type: 'state'; readonly state: IncidentState; readonly first: boolean; readonly reason: string })
  | (Line & {
      readonly type: 'severity';
      readonly severity: Severity;
      readonly first: boolean;
      readonly reason: string;
    })
  | (Line & { readonly type: 'role'; readonly role: Role; readonly given: PersonId | null })
  | (Line & { readonly type: 'acknowledged'; readonly role: Role | null })
  | (Line & { readonly type: 'redacted' })
  /** Of a newer Meridian. */
  | (Line & { readonly type: 'unknown'; readonly act: string });

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
  /** SHA-256 of the canonical JSON of `content`, and whether that is still so. */
  readonly hash: string;
  readonly sound: boolean;
  readonly at: Ms | null;
  readonly title: string;
  readonly content: PinnedValue;
}

/** One incident in a list. */
export interface IncidentRow {
  readonly id: string;
  readonly title: string;
  readonly kind: IncidentKind;
  readonly severity: Severity | null;
  readonly state: IncidentState | null;
  readonly inConflict: boolean;
  readonly restricted: boolean;
  readonly sites: readonly string[];
  readonly services: readonly string[];
  readonly times: IncidentTimes;
  readonly commander: PersonId | null;
  readonly openFollowUps: number;
  readonly changedAt: Ms;
}

/** All of one incident but its notes, which are a document of their own. */
export interface IncidentView {
  readonly id: string;
  readonly title: string;
  readonly kind: IncidentKind;
  readonly severity: Standing<Severity> | null;
  readonly state: Standing<IncidentState> | null;
  readonly roles: Readonly<Partial<Record<Role, Standing<RoleHolder>>>>;
  readonly times: IncidentTimes;
  readonly sites: readonly string[];
  readonly services: readonly string[];
  /** Newest first. */
  readonly timeline: readonly TimelineLine[];
  readonly followUps: readonly FollowUp[];
  readonly links: readonly IncidentLink[];
  readonly snapshots: readonly PinnedSnapshot[];
  readonly restrictedTo: readonly PersonId[];
  /** Fields that were written apart, with all their values. */
  readonly conflicts: readonly { readonly field: string; readonly values: readonly PinnedValue[] }[];
  /** Words that exist elsewhere and are not here yet. */
  readonly waiting: readonly { readonly person: PersonId | null; readonly updates: number }[];
  /** Rows of its log that cannot be read. */
  readonly lost: number;
  readonly contentHash: string | null;
  /** Why declaring it waits (the disk takes nothing); it is done as soon as that ends. Null: it does not wait. */
  readonly declaring: string | null;
  /** Secrets somebody pasted, those in the notes excepted; entries that were removed have their words still. */
  readonly secrets: readonly NoticedSecret[];
}

/** Parts of an incident in which secrets are told apart; the notes stand for themselves. */
export const SECRET_PLACES = ['title', 'timeline', 'followUps', 'links', 'snapshots', 'images'] as const;
export type SecretPlaceName = (typeof SECRET_PLACES)[number] | 'other';
export interface NoticedSecret {
  readonly place: SecretPlaceName;
  /** The entry of that list it stands in; null where it is no list. */
  readonly entry: string | null;
  readonly kind: SecretKind;
  /** Tells it from others (`secretKey`). */
  readonly key: string;
}

/** Whether what was written survives, and who writes. */
export interface RecordsStatus {
  /** Null: nobody was chosen for this data folder yet. */
  readonly person: PersonId | null;
  readonly notSaved: { readonly message: string; readonly since: Ms; readonly nextTryAt: Ms | null } | null;
  /** Records with words that are only in memory. */
  readonly unsaved: readonly string[];
  /** What happened when the store was opened: repaired, restored. Empty when all was well. */
  readonly report: readonly string[];
  /** Why there are no records at all; null when they can be used. */
  readonly problem: string | null;
}
