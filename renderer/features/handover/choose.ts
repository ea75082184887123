import { boundaryOf, isOfEnd } from '../../../shared/domain/handover/boundary';
import { hasEnded } from '../../../shared/domain/handover/state';
import type { HandoverRow } from '../../../shared/domain/handover/types';
import type { TeamView } from '../../../shared/domain/snapshot/types';
import type { Ms } from '../../../shared/lib/time';
import type { Handover } from '../../../shared/domain/shifts/types';

type Teams = readonly TeamView[];

const teamsOf = (person: string | null, teams: Teams): ReadonlySet<string> =>
  new Set(teams.filter(({ people }) => people.some(({ id }) => id === person)).map(({ id }) => id));

/** Those that wait for something and are about the person's teams, the nearest end of a shift first. */
export function openOf(
  rows: readonly HandoverRow[],
  person: string | null,
  teams: Teams,
  now: Ms,
): readonly HandoverRow[] {
  const own = teamsOf(person, teams);
  const concerns = ({ from, to, givers, receivers }: HandoverRow): boolean =>
    person === null || own.has(from) || own.has(to) || givers.includes(person) || receivers.includes(person);
  return rows
    .filter((row) => !hasEnded(row.state) && row.putAway === null)
    .sort((a, b) => Number(concerns(b)) - Number(concerns(a)) || Math.abs(a.at - now) - Math.abs(b.at - now));
}

/** The one that is shown: the chosen one, else the open one that concerns the person now, else the newest. */
export function shownOf(
  rows: readonly HandoverRow[],
  chosen: string | null,
  person: string | null,
  teams: Teams,
  now: Ms,
): HandoverRow | null {
  const picked = rows.find(({ id }) => id === chosen);
  if (picked !== undefined) return picked;
  const [nearest] = openOf(rows, person, teams, now);
  return nearest ?? rows.filter(({ putAway }) => putAway === null).sort((a, b) => b.at - a.at)[0] ?? null;
}

/** The end of a shift that a team has to hand over is past. */
export const isPast = ({ at }: Pick<Handover, 'at'>, now: Ms): boolean => at <= now;

/** What each team has to hand over, the person's own first; of others what comes before what is late. */
export function toHandOver(
  rows: readonly HandoverRow[],
  teams: Teams,
  person: string | null,
  now: Ms,
): readonly Handover[] {
  const own = teamsOf(person, teams);
  return teams
    .flatMap(({ id }) => {
      const end = boundaryOf(teams, id, rows, now);
      return end.ok ? end.value : [];
    })
    .sort(
      (a, b) =>
        Number(own.has(b.from.id)) - Number(own.has(a.from.id)) ||
        Number(isPast(a, now)) - Number(isPast(b, now)) ||
        a.at - b.at,
    );
}

/** The end of a shift for which nobody drafted anything yet, where the person's team gives it. */
export function undraftedOf(
  rows: readonly HandoverRow[],
  teams: Teams,
  person: string | null,
  now: Ms,
): Handover | null {
  const own = teamsOf(person, teams);
  return (
    toHandOver(rows, teams, person, now).find(
      (end) => own.has(end.from.id) && !rows.some((row) => row.putAway === null && isOfEnd(row, end)),
    ) ?? null
  );
}
