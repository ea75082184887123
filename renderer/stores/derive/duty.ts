import type { ShiftView, TeamView } from '../../../shared/domain/snapshot/types';
import { rememberedWith } from '../../../shared/lib/remembered';
import { DAY, HOUR, MINUTE, floorTo, type Ms } from '../../../shared/lib/time';
import { fromWall, localWeekday, toWall } from '../../../shared/lib/zones';

export interface Span {
  readonly from: Ms;
  readonly to: Ms;
}

/**
 * When a team works within [from, to), in order, joined where one shift meets the next. Shift times are wall clock of
 * the team's zone, so a shift over a change of the clocks is an hour longer or shorter.
 */
export function spansOf(shifts: readonly ShiftView[], zone: string, from: Ms, to: Ms): readonly Span[] {
  const spans: Span[] = [];
  const firstDay = floorTo(toWall(zone, from), DAY) - DAY;
  const lastDay = toWall(zone, to);
  for (const shift of shifts) {
    for (let day = firstDay; day <= lastDay; day += DAY) {
      const start = fromWall(zone, day + shift.from * MINUTE);
      if (!shift.days.includes(localWeekday(zone, fromWall(zone, day + DAY / 2)))) continue;
      const end = fromWall(zone, day + shift.to * MINUTE + (shift.to <= shift.from ? DAY : 0));
      if (end > from && start < to) spans.push({ from: start, to: end });
    }
  }
  return join(spans);
}

function join(spans: readonly Span[]): readonly Span[] {
  const joined: Span[] = [];
  for (const span of [...spans].sort((a, b) => a.from - b.from)) {
    const last = joined.at(-1);
    if (last && span.from <= last.to) joined[joined.length - 1] = { from: last.from, to: Math.max(last.to, span.to) };
    else joined.push(span);
  }
  return joined;
}

export interface Duty {
  readonly kind: 'shift' | 'on-call' | 'off';
  /** When it ends, or for `off` when the team is next on shift or on call; null when it never is within a week. */
  readonly until: Ms | null;
}

/** What a team does now. Shifts begin and end with a minute. */
export const dutyOf = (team: TeamView, now: Ms): Duty => dutyAt(team, floorTo(now, MINUTE));
const dutyAt = rememberedWith((team: TeamView, now: Ms): Duty => {
  const at = (spans: readonly Span[]): Span | undefined => spans.find((span) => span.from <= now && now < span.to);
  const shifts = spansOf(team.shifts, team.timeZone, now - DAY, now + 8 * DAY);
  const shift = at(shifts);
  if (shift) return { kind: 'shift', until: shift.to };
  const calls = spansOf(team.onCall, team.timeZone, now - DAY, now + 8 * DAY);
  const call = at(calls);
  if (call) return { kind: 'on-call', until: call.to };
  const next = [...shifts, ...calls].map((span) => span.from).filter((start) => start > now);
  return { kind: 'off', until: next.length > 0 ? Math.min(...next) : null };
});

export interface OnDuty {
  readonly names: readonly string[];
  /** True when the rota names nobody and everybody of the team is meant. */
  readonly whole: boolean;
}

/** Who is on a team's shift on the local day of an instant: the rota's people, else everybody; leads first. */
export const peopleOf = (team: TeamView, now: Ms): OnDuty => peopleAt(team, floorTo(now, MINUTE));
const peopleAt = rememberedWith((team: TeamView, now: Ms): OnDuty => {
  const today = new Date(toWall(team.timeZone, now)).toISOString().slice(0, 10);
  const lines = team.rota.filter((line) => line.from <= today && today <= line.to);
  const rostered = new Set(lines.flatMap((line) => line.people));
  const whole = rostered.size === 0;
  const people = team.people.filter((person) => whole || rostered.has(person.id));
  const sorted = [...people].sort((a, b) => Number(b.lead) - Number(a.lead));
  return { names: sorted.map((person) => person.name), whole };
});

export interface Handover {
  readonly from: TeamView;
  readonly to: TeamView;
  readonly at: Ms;
}

/** Ends of shifts at which a team hands over to the next, within [from, to), in order. */
export const handovers = rememberedWith((teams: readonly TeamView[], from: Ms, to: Ms): readonly Handover[] => {
  const byId = new Map(teams.map((team) => [team.id, team]));
  return teams
    .flatMap((team): Handover[] => {
      const next = team.handsOverTo === null ? undefined : byId.get(team.handsOverTo);
      if (!next) return [];
      return spansOf(team.shifts, team.timeZone, from - DAY, to + DAY)
        .filter((span) => span.to >= from && span.to < to)
        .map((span) => ({ from: team, to: next, at: span.to }));
    })
    .sort((a, b) => a.at - b.at);
});

/** The next handover within a week. */
export const nextHandover = (teams: readonly TeamView[], now: Ms): Handover | null =>
  nextAfter(teams, floorTo(now, MINUTE));
const nextAfter = rememberedWith(
  (teams: readonly TeamView[], minute: Ms): Handover | null =>
    handovers(teams, minute + 1, minute + 7 * DAY)[0] ?? null,
);

/** Teams of one level stand together (L2, then L3), in the order of the workspace file. */
export const inLanes = (teams: readonly TeamView[]): readonly TeamView[] =>
  [...teams].sort((a, b) => (a.level < b.level ? -1 : a.level > b.level ? 1 : 0));

export const hoursAround = (now: Ms): Span => ({ from: now - 11 * HOUR, to: now + 13 * HOUR });
