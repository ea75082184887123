import { remembered } from '../../../lib/remembered';
import { DAY, type Ms } from '../../../lib/time';
import { endsOf } from '../../shifts/handover-times';
import type { TeamView } from '../../snapshot/types';
import { WORKSPACE_FILE, against, noTime, type Outcome, type Rule } from '../rule';
import { timeText } from '../words';

const TEXT = 'Handovers in the window';
const NO_SHIFTS: readonly Outcome[] = [
  { rule: 'handover', text: TEXT, why: 'No team of the workspace has shifts and hands over.' },
];
const NONE: readonly Outcome[] = [
  { rule: 'handover', text: 'No handover in the window', detail: 'By the shifts of the teams.', datum: WORKSPACE_FILE },
];

const WEEK: Ms = 7 * DAY;

/** When the work of a team ends, by weeks since 1970: the same as long as the workspace file says the same. */
const endsByWeek = remembered((team: TeamView): ((week: number) => readonly Ms[]) => {
  const weeks = new Map<number, readonly Ms[]>();
  return (week) => {
    let ends = weeks.get(week);
    if (ends === undefined) weeks.set(week, (ends = endsOf(team, week * WEEK, (week + 1) * WEEK)));
    return ends;
  };
});

/** The first end of a team's work within [from, to). */
function firstEnd(endsIn: (week: number) => readonly Ms[], from: Ms, to: Ms): Ms | null {
  for (let week = Math.floor(from / WEEK); week * WEEK < to; week += 1) {
    const next = endsIn(week).find((at) => at >= from);
    if (next !== undefined) return next < to ? next : null;
  }
  return null;
}

/** Shifts come back every week, and a public holiday takes one: what two weeks do not hold, a longer window does not either. */
const FAR: Ms = 15 * DAY;

/** Whoever has just come on does not know yet what runs; whoever goes does not see how it ends. */
export const handoverRule: Rule = ({ now, facts }) => {
  const teams = facts.teams.filter(({ handsOverTo, shifts }) => handsOverTo !== null && shifts.length > 0);
  const nameOf = new Map(facts.teams.map(({ id, name }) => [id, name]));
  const said = teams.map((team) => ({
    team,
    endsIn: endsByWeek(team),
    text: `${team.name} hands over to ${nameOf.get(team.handsOverTo ?? '') ?? team.handsOverTo ?? ''} in the window`,
    details: new Map<Ms, string>(),
  }));

  return ({ production, span, about }): readonly Outcome[] => {
    if (production.length === 0) return [];
    if (span === null) return [noTime('handover', TEXT)];
    if (teams.length === 0) return NO_SHIFTS;
    const end = Math.min(span.end, span.start + FAR);
    let outcomes: Outcome[] | null = null;
    for (const { team, endsIn, text, details } of said) {
      const at = firstEnd(endsIn, span.start, end);
      if (at === null) continue;
      let detail = details.get(at);
      if (detail === undefined) {
        detail = `At ${timeText(at, team.timeZone, now)}: agree on who has it, or move it.`;
        details.set(at, detail);
      }
      (outcomes ??= []).push(
        against('handover', team.id, { severity: 'caution', text, detail, sites: about, datum: WORKSPACE_FILE }),
      );
    }
    return outcomes ?? NONE;
  };
};
