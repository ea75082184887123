import { listText } from '../../../lib/words';
import type { Change } from '../../change/types';
import { shortId } from '../../incident/words';
import type { GuardDatum, GuardIncident } from '../types';
import { groupBy } from '../../../lib/group-by';
import { against, columnOf, type Outcome, type Rule } from '../rule';
import { agoText, severityText } from '../words';

/** What nobody rated, and what has no state yet, is taken for the worst. */
const counts = ({ severity, state }: GuardIncident): boolean =>
  severity !== 'SEV3' && severity !== 'SEV4' && state !== 'resolved' && state !== 'reviewed';

const isFixOf = ({ links }: Change, { id }: GuardIncident): boolean =>
  links.some(
    ({ kind, target }) => kind === 'fixes' && (target.trim() === id || target.trim().toUpperCase() === shortId(id)),
  );

const nameOf = ({ id, severity }: GuardIncident): string => `${severity ?? 'Unrated incident'} ${shortId(id)}`;
const datumOf = ({ id, changedAt }: GuardIncident): GuardDatum => ({ source: shortId(id), at: changedAt });

const UNREAD: readonly Outcome[] = [
  {
    rule: 'incident',
    text: 'Open incidents',
    why: 'Records cannot be read: look at them where they are kept, or ask who is on call.',
  },
];

export const incidentRule: Rule = ({ now, facts: { incidents } }) => {
  if (incidents === null) return () => UNREAD;
  const none = [
    {
      rule: 'incident',
      text: 'No open incident SEV1 or SEV2',
      detail: 'Neither on its sites nor on its services.',
      datum: { source: 'incidents', at: now },
    },
  ] as const;
  const open = incidents.filter(counts);
  const nowhere = open.filter(({ sites, services }) => sites.length === 0 && services.length === 0);
  const bySite = groupBy(open, (incident) => new Set(incident.sites));
  const byService = groupBy(open, (incident) => new Set(incident.services));
  return ({ change, sites, servicesAt }) => {
    if (open.length === 0) return sites.length > 0 ? none : [];
    const outcomes: Outcome[] = [];
    const fixed = new Set<GuardIncident>();
    for (const site of sites) {
      const here = bySite.get(site.id) ?? [];
      const services = servicesAt(site.id);
      const all = new Set(here);
      for (const service of services) for (const incident of byService.get(service) ?? []) all.add(incident);
      for (const incident of all) {
        if (isFixOf(change, incident)) {
          fixed.add(incident);
          continue;
        }
        const shared = services.filter((service) => incident.services.includes(service)).sort();
        const where = here.includes(incident) ? site.name : `${listText(shared)}, which ${site.name} has`;
        outcomes.push(
          against('incident', incident.id, {
            severity: columnOf(site),
            text: `${nameOf(incident)} is open on ${where}`,
            detail: `${incident.title}; ${severityText(incident.severity)}, ${incident.state ?? 'state unknown'}, changed ${agoText(incident.changedAt, now)}.`,
            sites: [site.id],
            datum: datumOf(incident),
          }),
        );
      }
    }
    for (const incident of fixed)
      outcomes.push({
        rule: 'incident',
        text: `It is the fix of ${nameOf(incident)}`,
        detail: incident.title,
        datum: datumOf(incident),
      });
    for (const incident of nowhere)
      if (!isFixOf(change, incident))
        outcomes.push({
          rule: 'incident',
          text: `Whether ${nameOf(incident)} concerns it`,
          why: `${severityText(incident.severity)}, and it names neither site nor service: name them there.`,
        });
    return outcomes.length === 0 && sites.length > 0 ? none : outcomes;
  };
};
