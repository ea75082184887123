import { DAY, MINUTE, floorTo, type Ms } from '../../../lib/time';
import { fromWall, toWall } from '../../../lib/zones';
import type { TeamView } from '../../snapshot/types';
import { WORKSPACE_FILE, against, noTime, type Outcome, type Rule } from '../rule';
import { timeText } from '../words';

interface Handover {
  readonly at: Ms;
  readonly team: TeamView;
  readonly text: string;
  readonly detail: string;
}

const TEXT = 'Handovers in the window';
const NO_SHIFTS: readonly Outcome[] = [
  { rule: 'handover', text: TEXT, why: 'No team of the workspace has shifts and hands over.' },
];
const NONE: readonly Outcome[] = [
  { rule: 'handover', text: 'No handover in the window', detail: 'By the shifts of the teams.', datum: WORKSPACE_FILE },
];

/** Shifts come back every week: what a week does not hold, a longer window does not either. */
const WEEK: Ms = 8 * DAY;

/** Ends of shifts that fall on a day of UTC; local days from the one before to the one after have theirs in it. */
function endsOn(day: Ms, teams: readonly TeamView[]): readonly { readonly at: Ms; readonly team: TeamView }[] {
  return teams.flatMap((team) => {
    const ends = new Set<Ms>();
    const first = floorTo(toWall(team.timeZone, day), DAY) - 2 * DAY;
    for (let local = first; local <= first + 4 * DAY; local += DAY) {
      for (const { days, from, to } of team.shifts) {
        if (!days.includes(new Date(local).getUTCDay())) continue;
        ends.add(fromWall(team.timeZone, local + to * MINUTE + (to <= from ? DAY : 0)));
      }
    }
    return [...ends].filter((at) => at >= day && at < day + DAY).map((at) => ({ at, team }));
  });
}

/** Whoever has just come on does not know yet what runs; whoever goes does not see how it ends. */
export const handoverRule: Rule = ({ now, facts }) => {
  const teams = facts.teams.filter(({ handsOverTo, shifts }) => handsOverTo !== null && shifts.length > 0);
  const nameOf = new Map(facts.teams.map(({ id, name }) => [id, name]));
  const byDay = new Map<Ms, readonly Handover[]>();
  const onDay = (day: Ms): readonly Handover[] => {
    let found = byDay.get(day);
    if (found === undefined) {
      found = endsOn(day, teams).map(({ at, team }) => ({
        at,
        team,
        text: `${team.name} hands over to ${nameOf.get(team.handsOverTo ?? '') ?? team.handsOverTo ?? ''} in the window`,
        detail: `At ${timeText(at, team.timeZone, now)}: agree on who has it, or move it.`,
      }));
      byDay.set(day, found);
    }
    return found;
  };

  return ({ production, span, about }): readonly Outcome[] => {
    if (production.length === 0) return [];
    if (span === null) return [noTime('handover', TEXT)];
    if (teams.length === 0) return NO_SHIFTS;
    const end = Math.min(span.end, span.start + WEEK);
    let firsts: Map<string, Handover> | null = null;
    for (let day = floorTo(span.start, DAY); day < end; day += DAY) {
      for (const one of onDay(day)) {
        if (one.at < span.start || one.at >= end) continue;
        firsts ??= new Map();
        const known = firsts.get(one.team.id);
        if (known === undefined || one.at < known.at) firsts.set(one.team.id, one);
      }
    }
    if (firsts === null) return NONE;
    return [...firsts.values()].map(({ team, text, detail }) =>
      against('handover', team.id, { severity: 'caution', text, detail, sites: about, datum: WORKSPACE_FILE }),
    );
  };
};
