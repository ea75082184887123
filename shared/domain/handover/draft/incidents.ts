import { countText } from '../../../lib/words';
import { severityText } from '../../guard/words';
import { isOver, startOf } from '../../incident/rules';
import type { IncidentRow } from '../../incident/types';
import { shortId } from '../../incident/words';
import type { HandoverItem, ItemCondition } from '../types';
import { draftedItem, joined, timeText } from './item';
import type { Known } from './known';
import type { OpenFollowUp } from './types';

const incidentKey = (id: string): string => `incident:${id}`;
export const followUpKey = ({ incident, id }: Pick<OpenFollowUp, 'incident' | 'id'>): string =>
  `follow-up:${incident}:${id}`;

/** Open and mitigated ones. A restricted one is in no document that others read: not its title, and not that there is one. */
export const incidentItems = (known: Known): readonly HandoverItem[] =>
  (known.incidents ?? [])
    .filter(({ state, restricted }) => !restricted && !isOver(state))
    .map((incident) => incidentItem(incident, known));

function incidentItem(incident: IncidentRow, known: Known): HandoverItem {
  const { id, title, sites, commander, changedAt, times, openFollowUps } = incident;
  return draftedItem({
    key: incidentKey(id),
    kind: 'incident',
    reference: id,
    name: shortId(id),
    condition: conditionOf(incident),
    line: title,
    facts: joined(
      `${severityText(incident.severity)}, ${standing(incident, known)}`,
      incident.inConflict ? 'state or severity was said differently apart: settle it' : null,
      known.troubleOf(sites),
      openFollowUps === 0 ? null : `${countText(openFollowUps, 'follow-up')} open`,
    ),
    owner: commander,
    begins: startOf(times),
    sites,
    status: known.statusOf(sites),
    origin: { source: shortId(id), at: changedAt },
  });
}

/** What nobody rated is taken as SEV1, as the guard does. */
function conditionOf({ severity, state }: IncidentRow): ItemCondition {
  if (severity === 'SEV4') return 'stable';
  return state === 'mitigated' || severity === 'SEV3' ? 'watcher' : 'unstable';
}

function standing({ state, times }: IncidentRow, { now }: Known): string {
  if (state === 'mitigated')
    return times.mitigated === null ? 'mitigated' : `mitigated ${timeText(times.mitigated, now)}`;
  const since = startOf(times);
  return since === null ? 'open' : `open since ${timeText(since, now)}`;
}

/** Due before the receiving shift ends, overdue ones too. Where it cannot be told whether the incident is restricted, it is left out. */
export function followUpItems(known: Known): readonly HandoverItem[] {
  const rows = new Map((known.incidents ?? []).map((row) => [row.id, row]));
  return known.followUps.flatMap((followUp) => {
    const { incident, text, owner, due } = followUp;
    const row = rows.get(incident);
    if (row === undefined || row.restricted || due === null || due >= known.until) return [];
    return draftedItem({
      key: followUpKey(followUp),
      kind: 'follow-up',
      reference: incident,
      name: shortId(incident),
      condition: 'stable',
      line: text,
      facts: joined(`${due < known.now ? 'overdue since' : 'due'} ${timeText(due, known.now)}`, `after ${row.title}`),
      owner,
      due,
      sites: row.sites,
      status: known.statusOf(row.sites),
      origin: { source: shortId(incident), at: row.changedAt },
    });
  });
}
