import type { Ms } from '../../lib/time';
import type { PersonId } from '../incident/types';
import type { Tier } from '../snapshot/types';
import type { Condition } from '../sources/types';
import type { Status } from '../status/types';

/** From worst to best. */
export const CONDITIONS = ['unstable', 'watcher', 'stable'] as const;
export type ItemCondition = (typeof CONDITIONS)[number];

/** From worst to best. */
export const OVERALLS = ['on-fire', 'watch', 'calm'] as const;
export type Overall = (typeof OVERALLS)[number];

/** What an item is about. `note` and `action` are written by people, the rest is drafted from live data. */
export const ITEM_KINDS = [
  'incident',
  'change',
  'override',
  'freeze',
  'aws-event',
  'aws-scheduled',
  'site',
  'source',
  'expiry',
  'cover',
  'follow-up',
  'action',
  'note',
] as const;
export type ItemKind = (typeof ITEM_KINDS)[number];

/** Sections of the document in its order; `situation` and `if-then` hold no items. */
export const SECTIONS = ['situation', 'incidents', 'changes', 'aws', 'watch', 'if-then', 'actions', 'notes'] as const;
export type Section = (typeof SECTIONS)[number];

/** One thing that the next shift has to know. */
export interface HandoverItem {
  readonly id: string;
  /** The same thing has the same key in every handover: `incident:ID`, `change:ID`, `event:ARN`; of what people wrote, an id that is carried. */
  readonly key: string;
  readonly kind: ItemKind;
  /** Id of the record, ARN of the event, id of the site or source; empty where there is none. */
  readonly reference: string;
  /** As people say it: `INC-7F3A2`, `CHG-214-K7QD`, `RDS`; empty where there is none. */
  readonly name: string;
  readonly condition: ItemCondition;
  /** One line: what it is. */
  readonly line: string;
  /** Drafted: how it stands, in few words (`SEV1, mitigated 07:20 UTC`). Brought up to date by a refresh, never by hand. */
  readonly facts: string;
  readonly done: string;
  readonly next: string;
  readonly owner: PersonId | null;
  readonly due: Ms | null;
  /** When it begins and ends, where it is a thing of a time (a change, a freeze, a maintenance); for the look-ahead. */
  readonly begins: Ms | null;
  readonly ends: Ms | null;
  readonly sites: readonly string[];
  /** Of its sites, or what the guard says of a change: decides the mark beside it. */
  readonly status: Status | 'go' | 'caution' | 'hold' | null;
  /** Where it came from, and as of when; null: a person wrote it. */
  readonly origin: { readonly source: string; readonly at: Ms | null } | null;
  /** Through how many shifts it was handed on (H9); 0: it is new. */
  readonly carried: number;
  /** It was open at the last handover, and is over. */
  readonly closed: boolean;
  /** Why it is not handed over; null: it is. */
  readonly dismissed: string | null;
  /** Id of the item that it is told with; null: it stands for itself. */
  readonly mergedInto: string | null;
}

/** What to do when something happens (contingency). With a signal and a limit it is watched in the next shift. */
export interface IfThen {
  readonly id: string;
  /** Item it belongs to; null: it stands for itself. */
  readonly item: string | null;
  /** In words; of a watched one they may be empty. */
  readonly text: string;
  readonly watch: IfThenWatch | null;
  readonly action: string;
  readonly who: PersonId | null;
  /** Null: from the acceptance on; to the end of the receiving shift. */
  readonly from: Ms | null;
  readonly until: Ms | null;
}
export interface IfThenWatch {
  readonly site: string;
  readonly signal: string;
  readonly is: 'over' | 'under';
  /** In the unit of the signal. */
  readonly limit: number;
  /** For so long, in complete buckets. */
  readonly minutes: number;
}

/** Frozen at the draft and at each refresh. */
export interface Situation {
  readonly at: Ms;
  /** Of the last good answers of the required sources; null where one never answered. */
  readonly oldest: Ms | null;
  /** Worst status by country and tier, with how many sites have it. */
  readonly places: readonly {
    readonly country: string;
    readonly tier: Tier;
    readonly status: Status;
    readonly sites: number;
  }[];
  /** What was not live then. */
  readonly notLive: readonly { readonly source: string; readonly condition: Condition; readonly at: Ms | null }[];
}

/** An item as the handover before had it: what marks are made of. */
export type BeforeItem = Pick<
  HandoverItem,
  | 'key'
  | 'kind'
  | 'name'
  | 'condition'
  | 'line'
  | 'facts'
  | 'next'
  | 'owner'
  | 'due'
  | 'begins'
  | 'ends'
  | 'status'
  | 'carried'
>;
export interface Before {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  /** The end of the shift it was for. */
  readonly at: Ms;
  readonly items: readonly BeforeItem[];
  readonly ifThens: readonly IfThen[];
}

/** What a signature covers: all that the document says. Its hash is taken over the canonical JSON of it (H7). */
export interface HandoverContent {
  /** Ids of teams. */
  readonly from: string;
  readonly to: string;
  /** End of the giver's shift: when duty is due to pass. */
  readonly at: Ms;
  readonly draftedAt: Ms;
  readonly givers: readonly PersonId[];
  readonly receivers: readonly PersonId[];
  readonly overall: Overall | null;
  readonly sentence: string;
  readonly situation: Situation | null;
  /** By id: order is made by whoever shows them (`inOrder`). */
  readonly items: readonly HandoverItem[];
  readonly ifThens: readonly IfThen[];
  readonly notes: string;
  /** Null: no handover before this one is known. */
  readonly before: Before | null;
}

export const HANDOVER_STATES = [
  'draft',
  'ready',
  'in-review',
  'accepted',
  'accepted-with-reservations',
  'refused',
  'self-covered',
] as const;
/** `overdue` is no state of the record but of the clock: see `isOverdue`. */
export type HandoverState = (typeof HANDOVER_STATES)[number];

export interface Signature {
  readonly act: string;
  readonly person: PersonId;
  readonly at: Ms;
  readonly replica: string;
  /** Hash of the content it covers. */
  readonly content: string;
}
export interface ReadBack {
  readonly act: string;
  /** Id of the item. */
  readonly item: string;
  readonly person: PersonId;
  readonly at: Ms;
  /** In the receiver's own words. */
  readonly text: string;
  /** The item was edited since: it has to be read back again. */
  readonly isOld: boolean;
  readonly answer: {
    readonly act: string;
    readonly person: PersonId;
    readonly at: Ms;
    readonly kind: 'confirmed' | 'corrected';
    /** What is right, where it was corrected. */
    readonly text: string;
  } | null;
}
export interface Question {
  readonly act: string;
  readonly person: PersonId;
  readonly at: Ms;
  readonly text: string;
  /** Item it is about; null: about the whole. */
  readonly item: string | null;
  readonly answers: readonly {
    readonly act: string;
    readonly person: PersonId;
    readonly at: Ms;
    readonly text: string;
  }[];
}
export interface Acceptance extends Signature {
  /** Empty: none. */
  readonly reservations: string;
  /** The copy that was accepted, as it stood. */
  readonly copy: HandoverContent;
}
/** One person covers both shifts (H6). */
export interface SelfCover extends Signature {
  readonly reason: string;
  readonly copy: HandoverContent;
}
/** Whoever took duty by one of the two ways. */
export type DutyHolder = (Acceptance & { readonly kind: 'accept' }) | (SelfCover & { readonly kind: 'self-cover' });
export interface Refusal extends Signature {
  readonly reason: string;
}

/** What the acts of a handover come to: a pure fold, the same everywhere. */
export interface Signing {
  readonly state: HandoverState;
  /** Of givers, over the content as it is. */
  readonly signatures: readonly Signature[];
  /** Over a content that was edited since (H7). */
  readonly voided: readonly Signature[];
  /** Newest of each item. */
  readonly readBacks: readonly ReadBack[];
  readonly questions: readonly Question[];
  readonly refusals: readonly Refusal[];
  /** Acceptances and self-covers that count, the earliest first. More than one: they were given apart and met later; all are kept (H8). */
  readonly holders: readonly DutyHolder[];
  /** Those of them that are acceptances. */
  readonly acceptances: readonly Acceptance[];
  /** Several holders, and nobody has said yet who had duty. */
  readonly inConflict: boolean;
  /** The acceptance that gave duty: the only one, or the one people named; while in conflict the earlier one. Null: a self-cover did. */
  readonly accepted: Acceptance | null;
  /** The self-cover that counts, else the earliest of `holders`. */
  readonly selfCover: SelfCover | null;
  /** The content is another than the accepted copy (H5). */
  readonly amended: boolean;
  readonly seen: readonly { readonly person: PersonId; readonly at: Ms }[];
}

/** Signs of what changed since the handover before (H2). */
export type Mark = 'new' | 'changed' | 'closed' | 'same';

/** What a handover did, for learning from it. */
export interface HandoverMeasures {
  /** From the signature to the acceptance; null: not both, or their clocks differ. */
  readonly minutesToAccept: number | null;
  /** From the end of the shift to the acceptance; below 0: before it. Null: none, or clocks differ. */
  readonly minutesLate: number | null;
  readonly openItems: number;
  readonly withIfThen: number;
  readonly questions: number;
  /** Incidents that began in the first two hours after the acceptance on sites or services that no item named; null: it is not over yet, or clocks differ. */
  readonly surprises: readonly { readonly id: string; readonly title: string; readonly at: Ms }[] | null;
}

/** A handover in a list. */
export interface HandoverRow {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly at: Ms;
  readonly draftedAt: Ms;
  readonly givers: readonly PersonId[];
  readonly receivers: readonly PersonId[];
  readonly overall: Overall | null;
  readonly sentence: string;
  readonly state: HandoverState;
  readonly signedBy: PersonId | null;
  readonly signedAt: Ms | null;
  /** Whoever took duty, or covers both shifts. */
  readonly acceptedBy: PersonId | null;
  readonly acceptedAt: Ms | null;
  /** Taken over more than once, apart: with this one (people settle that) or with another handover of the same end of a shift. */
  readonly inConflict: boolean;
  /** With which other handovers this end of a shift was taken over, the earliest first. */
  readonly alsoTaken: readonly { readonly id: string; readonly by: PersonId; readonly at: Ms }[];
  /** Why nobody goes on with it, where that was said before anybody took it over: not overdue, and offered to nobody. Null: it stands. */
  readonly putAway: string | null;
  readonly amended: boolean;
  /** Of items that have to be read back: how many are settled, of how many. */
  readonly readBack: { readonly settled: number; readonly needed: number };
  /** Items that the receiver has still to read back as they stand. */
  readonly toRead: number;
  /** Read-backs that the giver has neither confirmed nor corrected (H4). */
  readonly unanswered: number;
  readonly openQuestions: number;
  readonly measures: HandoverMeasures;
  /** Contingencies that are watched while it is the present handover (accepted copy). */
  readonly watches: readonly IfThen[];
  readonly changedAt: Ms;
}

/** All of one handover. */
export interface HandoverView extends HandoverRow {
  readonly content: HandoverContent;
  /** Hash of the content as it is. */
  readonly hash: string;
  readonly signing: Signing;
  readonly conflicts: readonly { readonly field: string; readonly values: readonly unknown[] }[];
  readonly waiting: readonly { readonly person: PersonId | null; readonly updates: number }[];
  readonly lost: number;
}
