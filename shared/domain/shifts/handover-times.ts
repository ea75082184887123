import { rememberedWith } from '../../lib/remembered';
import { DAY, type Ms } from '../../lib/time';
import type { TeamView } from '../snapshot/types';
import { minuteOf, onShiftAt } from './on-shift';
import { shiftsOf, workOf } from './shifts';
import { contains } from './spans';
import { NO_ENTRIES, type DutyEntry, type Handover, type Person, type Shift } from './types';

const WEEK = 7 * DAY;

/** Ends of the work of a team within [from, to), in order. Where one shift meets the next, none ends. */
export const endsOf = (team: TeamView, from: Ms, to: Ms): readonly Ms[] =>
  workOf(team, from - DAY, to + DAY)
    .map((span) => span.to)
    .filter((at) => from <= at && at < to);

/** Ends of shifts at which a team hands over to the next, within [from, to), in order. */
export const handovers = rememberedWith((teams: readonly TeamView[], from: Ms, to: Ms): readonly Handover[] => {
  const byId = new Map(teams.map((team) => [team.id, team]));
  return teams
    .flatMap((team): readonly Handover[] => {
      const next = team.handsOverTo === null ? undefined : byId.get(team.handsOverTo);
      if (next === undefined) return [];
      return endsOf(team, from, to).flatMap((at) => {
        const fromShift = shiftsOf(team, at - 1, at).findLast((shift) => shift.to === at);
        return fromShift
          ? [{ from: team, to: next, at, fromShift, toShift: takingOver(next, at), zone: next.timeZone }]
          : [];
      });
    })
    .sort((a, b) => a.at - b.at);
});

/** The shift of the receiver: of those that run the one that began last, so of early and late the late one; else the next. */
function takingOver(team: TeamView, at: Ms): Shift | null {
  const shifts = shiftsOf(team, at, at + WEEK);
  return shifts.findLast((shift) => contains(shift, at)) ?? shifts[0] ?? null;
}

/** The next handover within a week. */
export const nextHandover = (teams: readonly TeamView[], now: Ms): Handover | null => nextAfter(teams, minuteOf(now));
const nextAfter = rememberedWith(
  (teams: readonly TeamView[], minute: Ms): Handover | null => handovers(teams, minute + 1, minute + WEEK)[0] ?? null,
);

export interface SelfCover {
  /** Who is on both sides. */
  readonly people: readonly Person[];
  /** One person alone gives and receives: there is nobody to hand over to, and a self-cover is recorded instead (H6). */
  readonly alone: boolean;
}

/** Whether one person is on both sides of a handover: at the end of the giver's shift and when the receiver's begins. */
export function selfCover(
  teams: readonly TeamView[],
  { at, fromShift, toShift }: Pick<Handover, 'at' | 'fromShift' | 'toShift'>,
  entries: readonly DutyEntry[] = NO_ENTRIES,
): SelfCover {
  if (toShift === null) return { people: [], alone: false };
  const giving = onShiftAt(teams, fromShift, at - 1, entries).people;
  const taking = onShiftAt(teams, toShift, Math.max(at, toShift.from), entries).people;
  const people = giving.filter(({ id }) => taking.some((other) => other.id === id));
  return {
    people: people.map(({ id, name, lead }) => ({ id, name, lead })),
    alone: people.length === 1 && giving.length === 1 && taking.length === 1,
  };
}
