import { DAY, floorTo, type Ms } from '../../../lib/time';
import { endsOf } from '../../shifts/handover-times';
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

/** Shifts come back every week, and a public holiday takes one: what two weeks do not hold, a longer window does not either. */
const FAR: Ms = 15 * DAY;

/** Whoever has just come on does not know yet what runs; whoever goes does not see how it ends. */
export const handoverRule: Rule = ({ now, facts }) => {
  const teams = facts.teams.filter(({ handsOverTo, shifts }) => handsOverTo !== null && shifts.length > 0);
  const nameOf = new Map(facts.teams.map(({ id, name }) => [id, name]));
  const byDay = new Map<Ms, readonly Handover[]>();
  const onDay = (day: Ms): readonly Handover[] => {
    let found = byDay.get(day);
    if (found === undefined) {
      found = teams.flatMap((team) =>
        endsOf(team, day, day + DAY).map((at) => ({
          at,
          team,
          text: `${team.name} hands over to ${nameOf.get(team.handsOverTo ?? '') ?? team.handsOverTo ?? ''} in the window`,
          detail: `At ${timeText(at, team.timeZone, now)}: agree on who has it, or move it.`,
        })),
      );
      byDay.set(day, found);
    }
    return found;
  };

  return ({ production, span, about }): readonly Outcome[] => {
    if (production.length === 0) return [];
    if (span === null) return [noTime('handover', TEXT)];
    if (teams.length === 0) return NO_SHIFTS;
    const end = Math.min(span.end, span.start + FAR);
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
