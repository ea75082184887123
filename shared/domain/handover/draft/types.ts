import type { Ms } from '../../../lib/time';
import type { Change } from '../../change/types';
import type { GuardAnswer } from '../../guard/types';
import type { IncidentRow, PersonId } from '../../incident/types';
import type { Snapshot, TeamView } from '../../snapshot/types';
import type { Before, HandoverContent, HandoverItem, IfThen, Situation } from '../types';

/** A follow-up of an incident that is not done. */
export interface OpenFollowUp {
  /** Id of its incident. */
  readonly incident: string;
  readonly id: string;
  readonly text: string;
  readonly owner: PersonId | null;
  readonly due: Ms | null;
}
/** A time for which nobody is on duty who should be. */
export interface CoverGap {
  readonly text: string;
  readonly from: Ms;
  readonly to: Ms;
}
/** The handover by which the givers got duty, as it was accepted. */
export interface PreviousHandover {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly at: Ms;
  readonly content: HandoverContent;
  /** Ids of the if-thens that people took out of it. */
  readonly removed: readonly string[];
}

/** Which handover it is, where it is named. */
type Named = Pick<PreviousHandover, 'from' | 'to' | 'at'>;
export interface LaterHandover extends Named {
  /** As it stands now. */
  readonly content: HandoverContent;
  /** False: nobody did. */
  readonly isAccepted: boolean;
  /** Another one of the same end of a shift came farther: that one decides on what both tell. */
  readonly isBeside: boolean;
  /** Ids of the if-thens that people took out of it. */
  readonly removed: readonly string[];
}
/** What people wrote beside and after the copy that is the handover before: it is carried on, and no marks are made of it. */
export interface LaterWords {
  /** Oldest first. With the end of the one before: those drafted apart from it, and that one itself, amended after its acceptance. */
  readonly handovers: readonly LaterHandover[];
  /** Not carried, which the draft says. `unreadable-taken`: it was accepted, so marks are made of one before it. */
  readonly left: readonly (Named & { readonly why: 'refused' | 'unreadable' | 'unreadable-taken' })[];
}

/** Lines for the notes of a draft, under the name of the handover where they stood. */
export interface NotesFrom {
  /** Empty: they name it themselves. */
  readonly name: string;
  readonly lines: readonly string[];
}

/** Everything a draft is made of. Gather, then compute. */
export interface DraftFacts extends Pick<
  Snapshot,
  'sites' | 'sources' | 'mutes' | 'events' | 'attention' | 'outside' | 'rules' | 'generatedAt' | 'signIns'
> {
  readonly now: Ms;
  readonly from: TeamView;
  readonly to: TeamView;
  /** End of the giver's shift. */
  readonly at: Ms;
  /** End of the receiving shift. */
  readonly until: Ms;
  readonly givers: readonly PersonId[];
  readonly receivers: readonly PersonId[];
  /** Null: records cannot be read, which the draft says. */
  readonly changes: readonly Change[] | null;
  readonly guard: (change: Change) => GuardAnswer;
  /** All that whoever drafts may see, also those that are over. Null: records cannot be read, which the draft says. */
  readonly incidents: readonly IncidentRow[] | null;
  readonly followUps: readonly OpenFollowUp[];
  readonly gaps: readonly CoverGap[];
  /** What could not be read, and is not nothing: follow-ups of these incidents; leave, cover and swaps. */
  readonly unread: { readonly followUps: readonly string[]; readonly duty: boolean };
  readonly previous: PreviousHandover | null;
  readonly later: LaterWords;
}

export interface Drafted {
  /** In the order of the document. */
  readonly items: readonly HandoverItem[];
  readonly ifThens: readonly IfThen[];
  readonly situation: Situation;
  readonly before: Before | null;
  /** What cannot be known here: said once, and fit for the document. */
  readonly unknown: readonly string[];
  /** Those lines of it that name handovers whose words are not in this draft. */
  readonly left: readonly string[];
  /** What people wrote into notes that no receiver read: goes into the notes of this one. */
  readonly notes: readonly NotesFrom[];
  /** For whoever drafts, and for no document: restricted incidents are shown to those alone whom they name. */
  readonly apart: readonly string[];
  /** Sites that another item tells of: no items of their own, but one that is there already is kept up to date. */
  readonly explained: readonly HandoverItem[];
  /** How it ended; null: it is not known to be over, as where its source cannot be read. */
  readonly howEnded: (item: HandoverItem) => string | null;
}

/** What a look at live data says of an item, and may bring up to date. What people write is none of it. */
export type LiveFields = Pick<HandoverItem, 'facts' | 'status' | 'begins' | 'ends' | 'sites' | 'origin' | 'closed'>;

/** What comes with a handover that was not known before: through how many shifts, and words where nobody has written any. */
export type LateFields = Pick<HandoverItem, 'carried' | 'condition' | 'done' | 'next' | 'owner' | 'due'>;

/** What a second look does to a draft: each entry is one edit. */
export interface Refresh {
  readonly add: readonly HandoverItem[];
  /** Those fields that are others now, by the id of the item. One that was told with what ended stands for itself again. */
  readonly set: readonly {
    readonly id: string;
    readonly fields: Partial<LiveFields & LateFields & Pick<HandoverItem, 'mergedInto'>>;
  }[];
  /** Carried ones that are missing. */
  readonly ifThens: readonly IfThen[];
  /** Lines that go to the end of the notes. */
  readonly notes: readonly string[];
  /** Null: it is the same handover still. */
  readonly before: Before | null;
  /** Null: nothing in it is another. */
  readonly situation: Situation | null;
  /** For the sentence that says what came of it; of items whose data is only younger none is counted. */
  readonly counts: { readonly added: number; readonly changed: number; readonly closed: number };
}
