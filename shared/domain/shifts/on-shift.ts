import { floorTo, MINUTE, type Ms } from '../../lib/time';
import type { TeamView } from '../snapshot/types';
import { plansOf, type Plans } from './plans';
import { contains } from './spans';
import type { DutyEntry, OnShift, Person, PersonAway, PersonOn, Shift, Span } from './types';
import { NO_ENTRIES } from './types';

/**
 * Who works a shift at one of its instants. The rota's people of its day, else everybody of the team; then swaps, leave and
 * cover in this order: who came by a swap may be on leave, and who covers must not be. Last, whoever says "I am on duty" is.
 */
export function onShiftAt(
  teams: readonly TeamView[],
  shift: Shift,
  at: Ms,
  entries: readonly DutyEntry[] = NO_ENTRIES,
): OnShift {
  const team = teams.find(({ id }) => id === shift.team);
  if (team === undefined) return { people: [], away: [], kind: 'whole-team' };
  const plans = plansOf(teams, entries);
  const person = (id: string): Person => plans.people.get(id) ?? { id, name: id, lead: false };
  const said = (plans.said.get(team.id) ?? []).filter((one) => contains(one, at));
  const on = new Map<string, PersonOn['why']>();
  const away = new Map<string, PersonAway['why']>();
  const leave = (id: string, why: PersonAway['why']): void => {
    if (on.delete(id)) away.set(id, why);
  };
  const join = (id: string, why: PersonOn['why']): void => {
    if (isOnLeave(plans, id, at)) {
      if (!on.has(id) && !away.has(id)) away.set(id, 'leave');
    } else if (!on.has(id)) {
      on.set(id, why);
      away.delete(id);
    }
  };

  const named = rotaPeople(team, shift);
  if (named.length > 0) named.forEach((id) => on.set(id, 'rota'));
  else if (said.length === 0) team.people.forEach(({ id }) => on.set(id, 'team'));
  for (const swap of plans.swaps.get(team.id) ?? []) exchange(swap.between, swap.days, shift, on, away);
  for (const id of [...on.keys()]) if (isOnLeave(plans, id, at)) leave(id, 'leave');
  const cover = (plans.cover.get(team.id) ?? []).filter((one) => contains(one, at));
  for (const { instead } of cover) if (instead !== null) leave(instead, 'covered');
  for (const { person: id } of cover) join(id, 'cover');
  for (const { person: id } of said) {
    if (!on.has(id)) on.set(id, 'said');
    away.delete(id);
  }

  const people = [...on].map(([id, why]): PersonOn => ({ ...pick(person(id)), why }));
  return {
    people: leadsFirst(people),
    away: [...away].map(([id, why]) => ({ id, name: person(id).name, why })),
    kind: kindOf(people, away.size > 0),
  };
}

/** On the first day the second works in the place of the first; both directions at once, so that a day may be both. */
function exchange(
  [first, second]: readonly [string, string],
  [firstDay, secondDay]: readonly [string, string],
  { day }: Shift,
  on: Map<string, PersonOn['why']>,
  away: Map<string, PersonAway['why']>,
): void {
  const gives = [day === firstDay && on.has(first), day === secondDay && on.has(second)];
  const [a, b] = gives;
  if (a && b) return;
  const change = (from: string, to: string): void => {
    on.delete(from);
    away.set(from, 'swap');
    if (!on.has(to)) on.set(to, 'swap');
    away.delete(to);
  };
  if (a) change(first, second);
  if (b) change(second, first);
}

function rotaPeople({ rota }: TeamView, { day, name }: Shift): readonly string[] {
  const lines = rota.filter((line) => line.from <= day && day <= line.to);
  return lines.filter((line) => line.shift === null || line.shift === name).flatMap((line) => line.people);
}

const isOnLeave = ({ leave }: Plans, person: string, at: Ms): boolean =>
  leave.get(person)?.some((span) => contains(span, at)) ?? false;

const pick = ({ id, name, lead }: Person): Person => ({ id, name, lead });

export const leadsFirst = <T extends { readonly lead: boolean }>(people: readonly T[]): readonly T[] =>
  [...people].sort((a, b) => Number(b.lead) - Number(a.lead));

function kindOf(people: readonly PersonOn[], anyAway: boolean): OnShift['kind'] {
  if (people.length === 0) return anyAway ? 'nobody' : 'whole-team';
  return people.some(({ why }) => why === 'team') ? 'whole-team' : 'named';
}

/** Instants within a span at which what is said of a team may change who is on. */
export function changesWithin(
  teams: readonly TeamView[],
  team: string,
  span: Span,
  entries: readonly DutyEntry[],
): Ms[] {
  const { leave, cover, said } = plansOf(teams, entries);
  const spans = [...[...leave.values()].flat(), ...(cover.get(team) ?? []), ...(said.get(team) ?? [])];
  return spans.flatMap(({ from, to }) => [from, to]).filter((at) => span.from < at && at < span.to);
}

/** A shift in the stretches through which the same people are on. */
export function stretchesOf(
  teams: readonly TeamView[],
  shift: Shift,
  entries: readonly DutyEntry[] = NO_ENTRIES,
): readonly (Span & { readonly crew: OnShift })[] {
  const cuts = new Set(changesWithin(teams, shift.team, shift, entries));
  const edges = [shift.from, ...[...cuts].sort((a, b) => a - b), shift.to];
  return edges
    .slice(0, -1)
    .map((from, index) => ({ from, to: edges[index + 1] ?? shift.to, crew: onShiftAt(teams, shift, from, entries) }));
}

/** Who works a shift, for all of it or for a part; away is who would and does for no part of it. */
export const onShift = (
  teams: readonly TeamView[],
  shift: Shift,
  entries: readonly DutyEntry[] = NO_ENTRIES,
): OnShift => together(stretchesOf(teams, shift, entries).map(({ crew }) => crew));

/** Several crews as one: the first word about each of them counts. */
export function together(crews: readonly OnShift[]): OnShift {
  const [only] = crews;
  if (only !== undefined && crews.length === 1) return only;
  const people = firstOfEach(crews.flatMap((crew) => crew.people));
  const on = new Set(people.map(({ id }) => id));
  const away = firstOfEach(crews.flatMap((crew) => crew.away)).filter(({ id }) => !on.has(id));
  return { people: leadsFirst(people), away, kind: kindOf(people, away.length > 0) };
}

const firstOfEach = <T extends { readonly id: string }>(list: readonly T[]): readonly T[] =>
  [...new Map([...list].reverse().map((one) => [one.id, one])).values()].reverse();

/** Shifts begin and end with a minute: what is asked within one is asked once. */
export const minuteOf = (now: Ms): Ms => floorTo(now, MINUTE);
