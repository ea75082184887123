import { rememberedWith } from '../../lib/remembered';
import type { Ms } from '../../lib/time';
import type { TeamView } from '../snapshot/types';
import { changesWithin, onShiftAt, together } from './on-shift';
import { plansOf } from './plans';
import { callsOf, shiftsOf } from './shifts';
import { contains } from './spans';
import { NO_ENTRIES, type CoverGap, type DutyEntry, type PersonAway, type Shift } from './types';

/** Where cover is missing within [from, to), the earliest first. */
export const coverGaps = (
  teams: readonly TeamView[],
  from: Ms,
  to: Ms,
  entries: readonly DutyEntry[] = NO_ENTRIES,
): readonly CoverGap[] => gapsOf(teams, from, to, entries);
const gapsOf = rememberedWith((teams: readonly TeamView[], from: Ms, to: Ms, entries: readonly DutyEntry[]) =>
  [...new Set(teams.map(({ level }) => level))]
    .flatMap((level) => gapsOfLevel(teams, level, from, to, entries))
    .sort((a, b) => a.from - b.from || (a.level < b.level ? -1 : a.level > b.level ? 1 : 0)),
);

/** A level none of whose teams has hours is no gap: when somebody is there was never said. */
function gapsOfLevel(
  teams: readonly TeamView[],
  level: string,
  from: Ms,
  to: Ms,
  entries: readonly DutyEntry[],
): readonly CoverGap[] {
  const here = teams.filter((team) => team.level === level);
  if (here.every(({ shifts, onCall }) => shifts.length + onCall.length === 0)) return [];
  const { said } = plansOf(teams, entries);
  const hours = here.map((team) => ({ team, shifts: [...shiftsOf(team, from, to), ...callsOf(team, from, to)] }));
  const cuts = new Set([from, to]);
  for (const { team, shifts } of hours) {
    for (const shift of shifts) cuts.add(within(shift.from)).add(within(shift.to));
    for (const at of changesWithin(teams, team.id, { from, to }, entries)) cuts.add(at);
  }
  const edges = [...cuts].sort((a, b) => a - b);
  const gaps = new Gaps();
  edges.slice(0, -1).forEach((start, index) => {
    const span = { from: start, to: edges[index + 1] ?? to };
    const running = hours.map(({ team, shifts }) => ({
      team,
      shifts: shifts.filter((shift) => contains(shift, start)),
    }));
    const anySays = here.some(({ id }) => said.get(id)?.some((one) => contains(one, start)));
    if (!anySays && running.every(({ shifts }) => shifts.length === 0))
      gaps.add('', { kind: 'no-team', ...span, level, teams: here.map(({ id, name }) => ({ id, name })) });
    for (const { team, shifts } of running) {
      const away = awayOf(teams, shifts, start, entries);
      if (away) gaps.add(team.id, { kind: 'nobody', ...span, level, team: { id: team.id, name: team.name }, away });
    }
  });
  return gaps.all;

  function within(at: Ms): Ms {
    return Math.min(Math.max(at, from), to);
  }
}

/** Who is away where nobody is left for any shift that runs; null where there is somebody, or nobody ever was. */
function awayOf(
  teams: readonly TeamView[],
  shifts: readonly Shift[],
  at: Ms,
  entries: readonly DutyEntry[],
): readonly PersonAway[] | null {
  const { kind, away } = together(shifts.map((shift) => onShiftAt(teams, shift, at, entries)));
  return kind === 'nobody' ? away : null;
}

/** Gaps joined where one goes on. */
class Gaps {
  readonly all: CoverGap[] = [];
  readonly #open = new Map<string, number>();

  add(key: string, gap: CoverGap): void {
    const index = this.#open.get(key);
    const last = index === undefined ? undefined : this.all[index];
    if (index !== undefined && last?.to === gap.from) this.all[index] = { ...last, to: gap.to, ...people(last, gap) };
    else this.#open.set(key, this.all.push(gap) - 1);
  }
}

/** Of joined gaps everybody who is away in one of them. */
function people(first: CoverGap, second: CoverGap): { readonly away?: readonly PersonAway[] } {
  if (first.kind !== 'nobody' || second.kind !== 'nobody') return {};
  return { away: [...new Map([...second.away, ...first.away].map((one) => [one.id, one])).values()] };
}
