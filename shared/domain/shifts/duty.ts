import { rememberedWith } from '../../lib/remembered';
import { DAY, MINUTE, type Ms } from '../../lib/time';
import { toWall } from '../../lib/zones';
import type { TeamView } from '../snapshot/types';
import { leadsFirst, minuteOf, onShiftAt, together } from './on-shift';
import { plansOf, type Plans } from './plans';
import { callsOf, dayOf, shiftsOf } from './shifts';
import { contains, joined } from './spans';
import { NO_ENTRIES, type DutyEntry, type OnShift, type PersonOn, type Shift } from './types';

export interface Duty {
  readonly kind: 'shift' | 'on-call' | 'off';
  /** When it ends, or for `off` when the team is next on shift or on call; null when it never is within two weeks. */
  readonly until: Ms | null;
}

/** How far ahead is looked for the next shift: every week holds it, and a public holiday may take one. */
const AHEAD = 15 * DAY;

/** What a team does now, by its hours alone. */
export const dutyOf = (team: TeamView, now: Ms): Duty => dutyAt(team, minuteOf(now));
const dutyAt = rememberedWith((team: TeamView, now: Ms): Duty => {
  const shifts = joined(shiftsOf(team, now - DAY, now + AHEAD));
  const shift = shifts.find((one) => contains(one, now));
  if (shift) return { kind: 'shift', until: shift.to };
  const calls = joined(callsOf(team, now - DAY, now + AHEAD));
  const call = calls.find((one) => contains(one, now));
  if (call) return { kind: 'on-call', until: call.to };
  const next = [...shifts, ...calls].map(({ from }) => from).filter((start) => start > now);
  return { kind: 'off', until: next.length > 0 ? Math.min(...next) : null };
});

/** What a team does now, and who does it. */
export interface TeamDuty {
  readonly team: TeamView;
  /** `said`: outside of its hours somebody says to be on duty. */
  readonly kind: Duty['kind'] | 'said';
  readonly until: Ms | null;
  /** Those that run now; while it is off, the next to begin. */
  readonly shifts: readonly Shift[];
  /** Who works them. While it is off, who comes next; of a team without hours, who the rota names today. */
  readonly crew: OnShift;
}

/** Every team in the order of the workspace. */
export const dutyNow = (
  teams: readonly TeamView[],
  now: Ms,
  entries: readonly DutyEntry[] = NO_ENTRIES,
): readonly TeamDuty[] => dutiesAt(teams, minuteOf(now), entries);
const dutiesAt = rememberedWith(
  (teams: readonly TeamView[], now: Ms, entries: readonly DutyEntry[]): readonly TeamDuty[] =>
    teams.map((team) => teamDutyAt(teams, team, now, entries)),
);

function teamDutyAt(teams: readonly TeamView[], team: TeamView, now: Ms, entries: readonly DutyEntry[]): TeamDuty {
  const { kind, until } = dutyOf(team, now);
  const crew = (shifts: readonly Shift[], at: Ms): OnShift =>
    together(shifts.map((shift) => onShiftAt(teams, shift, at, entries)));
  if (kind !== 'off') {
    const shifts = (kind === 'shift' ? shiftsOf : callsOf)(team, now, now + MINUTE).filter((one) => contains(one, now));
    return { team, kind, until, shifts, crew: crew(shifts, now) };
  }
  const plans = plansOf(teams, entries);
  const saying = (plans.said.get(team.id) ?? []).filter((one) => contains(one, now));
  // Outside of its hours nobody is meant by the rota, only who says so.
  if (saying.length > 0) {
    const crew = {
      people: leadsFirst(saying.map(({ person }) => saidOf(plans, person))),
      away: [],
      kind: 'named',
    } as const;
    return { team, kind: 'said', until: Math.max(...saying.map(({ to }) => to)), shifts: [], crew };
  }
  const coming = until === null ? [] : [...shiftsOf(team, until, until + 1), ...callsOf(team, until, until + 1)];
  const shifts = coming.filter(({ from }) => from === until);
  if (shifts.length === 0) return { team, kind, until, shifts, crew: crew([pseudoShift(team, now)], now) };
  return { team, kind, until, shifts, crew: crew(shifts, until ?? now) };
}

const saidOf = ({ people }: Plans, id: string): PersonOn => {
  const { name = id, lead = false } = people.get(id) ?? {};
  return { id, name, lead, why: 'said' };
};

/** The minute at hand as a shift of today. */
const pseudoShift = (team: TeamView, now: Ms): Shift => ({
  team: team.id,
  kind: 'shift',
  name: null,
  day: dayOf(toWall(team.timeZone, now)),
  from: now,
  to: now + MINUTE,
});

/** Who of a team is on now, or while it is off comes next; leads first. */
export function peopleOf(
  team: TeamView,
  teams: readonly TeamView[],
  now: Ms,
  entries: readonly DutyEntry[] = NO_ENTRIES,
): { readonly names: readonly string[]; readonly crew: OnShift; readonly whole: boolean } {
  const duty = dutyNow(teams, now, entries).find((one) => one.team.id === team.id);
  const crew = duty?.crew ?? { people: [], away: [], kind: 'whole-team' };
  return { names: crew.people.map(({ name }) => name), crew, whole: crew.kind === 'whole-team' };
}

/** Teams of one level stand together (L2, then L3), in the order of the workspace file. */
export const inLanes = (teams: readonly TeamView[]): readonly TeamView[] =>
  [...teams].sort((a, b) => (a.level < b.level ? -1 : a.level > b.level ? 1 : 0));
