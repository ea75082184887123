import { DAY, type Ms } from '../../../lib/time';
import { fullNumber } from '../../change/number';
import type { Change } from '../../change/types';
import { against, type Rule } from '../rule';
import { agoText, timeText } from '../words';

/** Until it begins nothing of what the lower tier showed is likely to have moved away (product.md 4). */
const REHEARSAL_LASTS: Ms = 14 * DAY;

interface Rehearsal {
  readonly change: Change;
  readonly endedAt: Ms;
  readonly where: string;
}

export const rehearsalRule: Rule = ({ now, facts, sites }) => {
  const rehearsals = new Map<string, Rehearsal[]>();
  for (const change of facts.changes) {
    const artifact = change.artifact?.trim() ?? '';
    const { endedAt } = change.times;
    if (artifact === '' || change.state !== 'done' || endedAt === null || endedAt > now) continue;
    const lower = change.sites.flatMap((id) => {
      const site = sites.get(id);
      return site === undefined || site.tier === 'production' ? [] : [site.name];
    });
    if (lower.length === 0) continue;
    const known = rehearsals.get(artifact) ?? [];
    known.push({ change, endedAt, where: lower.sort().join(', ') });
    rehearsals.set(artifact, known);
  }
  for (const list of rehearsals.values())
    list.sort((a, b) => b.endedAt - a.endedAt || (a.change.id < b.change.id ? -1 : 1));

  return ({ change, production, zone, span, about, plan }) => {
    const artifact = change.artifact?.trim() ?? '';
    if (production.length === 0 || artifact === '') return [];
    const begins = Math.max(now, span?.start ?? now);
    const last = rehearsals.get(artifact)?.find((one) => one.change.id !== change.id);
    if (last !== undefined && begins - last.endedAt <= REHEARSAL_LASTS)
      return [
        {
          rule: 'rehearsal',
          text: `${artifact} was run in a lower tier`,
          detail: `${fullNumber(last.change.number)} on ${last.where}, done ${timeText(last.endedAt, zone, now)}, ${agoText(last.endedAt, now)}.`,
          datum: { source: fullNumber(last.change.number), at: last.endedAt },
        },
      ];
    return [
      against('rehearsal', artifact, {
        severity: 'caution',
        text: `${artifact} was not run in a lower tier within 14 days`,
        detail:
          last === undefined
            ? 'No change that is done names it on a site of a lower tier.'
            : `Last by ${fullNumber(last.change.number)} on ${last.where}, ${timeText(last.endedAt, zone, now)}: more than 14 days before this one begins.`,
        sites: about,
        datum: last === undefined ? plan : { source: fullNumber(last.change.number), at: last.endedAt },
      }),
    ];
  };
};
