import type { Change } from '../../change/types';
import { shortId } from '../../incident/words';
import type { GuardIncident } from '../types';
import { columnOf, type Outcome, type Rule } from '../rule';
import { agoText, severityText } from '../words';

/** What nobody rated, and what has no state yet, is taken for the worst. */
const counts = ({ severity, state }: GuardIncident): boolean =>
  severity !== 'SEV3' && severity !== 'SEV4' && state !== 'resolved' && state !== 'reviewed';

const isFixOf = ({ links }: Change, { id }: GuardIncident): boolean =>
  links.some(
    ({ kind, target }) => kind === 'incident' && (target.trim() === id || target.trim().toUpperCase() === shortId(id)),
  );

export const incidentRule: Rule = ({ now, facts: { incidents } }) => {
  if (incidents === null) {
    const why = 'Records cannot be read: look at them where they are kept, or ask who is on call.';
    return () => [{ kind: 'gap', text: 'Open incidents', why }];
  }
  const open = incidents.filter(counts).sort((a, b) => (a.id < b.id ? -1 : 1));
  const nowhere = open.filter(({ sites, services }) => sites.length === 0 && services.length === 0);
  return (judged) => {
    const { change, sites } = judged;
    const outcomes: Outcome[] = [];
    for (const incident of open) {
      const isFix = isFixOf(change, incident);
      for (const site of sites) {
        const services = judged
          .servicesAt(site.id)
          .filter((service) => incident.services.includes(service))
          .sort();
        const isHere = incident.sites.includes(site.id);
        if (!isHere && services.length === 0) continue;
        const name = `${incident.severity ?? 'Unrated incident'} ${shortId(incident.id)}`;
        const datum = { source: shortId(incident.id), at: incident.changedAt };
        if (isFix) {
          outcomes.push({ kind: 'passed', text: `It is the fix of ${name}`, detail: incident.title, datum });
          break;
        }
        outcomes.push({
          kind: 'against',
          severity: columnOf(site),
          subject: incident.id,
          text: `${name} is open on ${isHere ? site.name : `${services.join(', ')}, which ${site.name} has`}`,
          detail: `${incident.title}; ${severityText(incident.severity)}, ${incident.state ?? 'state unknown'}, changed ${agoText(incident.changedAt, now)}.`,
          sites: [site.id],
          datum,
        });
      }
    }
    for (const incident of nowhere)
      if (!isFixOf(change, incident))
        outcomes.push({
          kind: 'gap',
          text: `Whether ${shortId(incident.id)} concerns it`,
          why: `${severityText(incident.severity)}, and it names neither site nor service: name them there.`,
        });
    if (outcomes.length === 0 && sites.length > 0)
      outcomes.push({
        kind: 'passed',
        text: 'No open incident SEV1 or SEV2',
        detail: 'Neither on its sites nor on its services.',
        datum: { source: 'incidents', at: now },
      });
    return outcomes;
  };
};
