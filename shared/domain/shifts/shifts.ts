import { remembered } from '../../lib/remembered';
import type { Ms } from '../../lib/time';
import type { TeamHolidaysView, TeamView } from '../snapshot/types';
import { joined, occurrencesOf } from './spans';
import type { IsoDate, Shift, Span } from './types';

export const dayOf = (wall: Ms): IsoDate => new Date(wall).toISOString().slice(0, 10);

const daysOff = remembered((holidays: TeamHolidaysView): ReadonlySet<IsoDate> => new Set(holidays.days));

/**
 * Shifts of a team that reach into [from, to), each for itself, the earliest first. One that begins on a public holiday of the
 * team falls away.
 */
export function shiftsOf(team: TeamView, from: Ms, to: Ms): readonly Shift[] {
  const off = team.holidays === null ? null : daysOff(team.holidays);
  const all = listOf(team, 'shift', from, to);
  return off === null ? all : all.filter(({ day }) => !off.has(day));
}

/** When it is on call within [from, to): on public holidays too. */
export const callsOf = (team: TeamView, from: Ms, to: Ms): readonly Shift[] => listOf(team, 'on-call', from, to);

const listOf = (team: TeamView, kind: Shift['kind'], from: Ms, to: Ms): readonly Shift[] =>
  occurrencesOf(kind === 'shift' ? team.shifts : team.onCall, team.timeZone, from, to)
    .map((one): Shift => ({
      team: team.id,
      kind,
      name: one.hours.name ?? null,
      day: dayOf(one.wall),
      from: one.from,
      to: one.to,
    }))
    .sort((a, b) => a.from - b.from || a.to - b.to);

/** When a team works, joined where one shift meets the next. */
export const workOf = (team: TeamView, from: Ms, to: Ms): readonly Span[] => joined(shiftsOf(team, from, to));
