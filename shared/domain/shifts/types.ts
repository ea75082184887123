import type { Ms } from '../../lib/time';
import type { TeamView } from '../snapshot/types';

/** Half open: `to` belongs to it no more. */
export interface Span {
  readonly from: Ms;
  readonly to: Ms;
}

/** A local day as YYYY-MM-DD. */
export type IsoDate = string;

/** What changes who is on duty, whether it stands in the workspace file or was written by somebody. */
export type DutyFact =
  | { readonly kind: 'leave'; readonly person: string; readonly from: Ms; readonly to: Ms }
  | {
      readonly kind: 'cover';
      readonly team: string;
      readonly person: string;
      /** Whose place it is; null: beside those who are on anyway. */
      readonly instead: string | null;
      readonly from: Ms;
      readonly to: Ms;
    }
  | {
      readonly kind: 'swap';
      readonly team: string;
      /** On the first day the second person works in the place of the first, on the second day the first in that of the second. */
      readonly between: readonly [string, string];
      readonly days: readonly [IsoDate, IsoDate];
    }
  /** "I am on duty". */
  | { readonly kind: 'on-duty'; readonly team: string; readonly person: string; readonly from: Ms; readonly to: Ms };

/** A fact that somebody wrote. */
export type DutyEntry = DutyFact & { readonly id: string; readonly by: string; readonly at: Ms };

/** Nothing written by anybody; one object, so that what is remembered of it is found again. */
export const NO_ENTRIES: readonly DutyEntry[] = [];

/** One shift of a team, or one stretch of being on call. */
export interface Shift extends Span {
  readonly team: string;
  readonly kind: 'shift' | 'on-call';
  readonly name: string | null;
  /** The local day on which it begins: the rota and swaps mean the whole shift by it, over midnight too. */
  readonly day: IsoDate;
}

export interface Person {
  readonly id: string;
  readonly name: string;
  readonly lead: boolean;
}

export interface PersonOn extends Person {
  /** `team`: the rota names nobody, so everybody of the team is meant. */
  readonly why: 'rota' | 'cover' | 'swap' | 'said' | 'team';
}

export interface PersonAway {
  readonly id: string;
  readonly name: string;
  readonly why: 'leave' | 'swap' | 'covered';
}

export interface OnShift {
  /** Leads first. */
  readonly people: readonly PersonOn[];
  /** Who would be on, and is not. */
  readonly away: readonly PersonAway[];
  /** `nobody`: there were people, and all of them are away. A team of which nobody is known is `whole-team` without people. */
  readonly kind: 'named' | 'whole-team' | 'nobody';
}

/** An end of a shift at which a team hands over to the next. */
export interface Handover {
  readonly from: TeamView;
  readonly to: TeamView;
  readonly at: Ms;
  readonly fromShift: Shift;
  /** The one that contains `at`, else the next to begin; null where none begins within a week. */
  readonly toShift: Shift | null;
  /** Zone of those who come: a handover is told in their time. */
  readonly zone: string;
}

interface GapFacts extends Span {
  readonly level: string;
}
export type CoverGap =
  /** Hours of a team for which nobody is left. */
  | (GapFacts & {
      readonly kind: 'nobody';
      readonly team: Pick<TeamView, 'id' | 'name'>;
      readonly away: readonly PersonAway[];
    })
  /** Hours in which no team of the level is on shift or on call. */
  | (GapFacts & { readonly kind: 'no-team'; readonly teams: readonly Pick<TeamView, 'id' | 'name'>[] });

/** What is recorded of the handover at one end of a shift. */
export interface HandoverFact {
  readonly from: string;
  readonly to: string;
  /** The end of the shift. */
  readonly at: Ms;
  readonly state: 'open' | 'accepted' | 'self-covered';
  /** Who accepted it. */
  readonly by: string | null;
  readonly acceptedAt: Ms | null;
}

/**
 * When duty was taken, by the clock of whoever asks. A clock that was ahead put it into what is to come: what is here has happened, so it
 * counts from the end of the shift, or from now.
 */
export const takenBy = (acceptedAt: Ms, at: Ms, now: Ms): Ms => (acceptedAt <= now ? acceptedAt : Math.min(at, now));

/** Who has duty among teams that hand over to each other (H5). */
export interface DutyHolder {
  /** Teams that hand over to each other, in the order of the workspace. */
  readonly chain: readonly TeamView[];
  readonly team: TeamView;
  /** Null where no shift says it. */
  readonly since: Ms | null;
  /** `kept`: its shift is over and the handover is not accepted. */
  readonly by: 'rota' | 'handover' | 'self-cover' | 'kept';
  /** Who accepted it. */
  readonly person: string | null;
  /** The end of a shift at which it came, or past which it is kept; null by rota. */
  readonly boundary: { readonly from: string; readonly to: string; readonly at: Ms } | null;
  /** Whole minutes past the end of the shift; 0 unless kept. */
  readonly overdueMinutes: number;
}
