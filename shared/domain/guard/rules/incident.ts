import type { Ms } from '../../../lib/time';
import { listText } from '../../../lib/words';
import type { Change } from '../../change/types';
import { shortId } from '../../incident/words';
import type { GuardDatum, GuardIncident } from '../types';
import type { SiteView } from '../../snapshot/types';
import { groupBy } from '../../../lib/group-by';
import { compareWords, ordered } from '../order';
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

/** One that counts, with what was said of it. */
interface Known {
  readonly incident: GuardIncident;
  readonly said: Map<string, Outcome>;
}
const NOTHING: readonly Known[] = [];

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
  const known = open.map((incident) => ({ incident, said: new Map<string, Outcome>() }));
  const bySite = groupBy(known, ({ incident }) => new Set(incident.sites));
  const byService = groupBy(known, ({ incident }) => new Set(incident.services));
  /** The same for every change of a site that shares the same services with the incident; none: it is of the site itself. */
  const finding = ({ incident, said }: Known, site: SiteView, shared: string): Outcome => {
    const key = `${site.id} ${shared}`;
    let outcome = said.get(key);
    if (outcome === undefined) said.set(key, (outcome = openOn(incident, site, shared, now)));
    return outcome;
  };
  return ({ change, sites, servicesAt }) => {
    if (open.length === 0) return sites.length > 0 ? none : [];
    const outcomes: Outcome[] = [];
    const fixed = new Set<GuardIncident>();
    for (const site of sites) {
      const here = bySite.get(site.id) ?? NOTHING;
      const add = (one: Known, shared: string): unknown =>
        isFixOf(change, one.incident) ? fixed.add(one.incident) : outcomes.push(finding(one, site, shared));
      for (const one of here) add(one, '');
      const services = servicesAt(site.id);
      for (let index = 0; index < services.length; index += 1)
        for (const one of byService.get(services[index] ?? '') ?? NOTHING) {
          const isShared = (service: string): boolean => one.incident.services.includes(service);
          // Of several that they share it is said once.
          if (here.includes(one) || services.findIndex(isShared) !== index) continue;
          add(one, listText(ordered(services.filter(isShared), compareWords)));
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

const openOn = (incident: GuardIncident, site: SiteView, shared: string, now: Ms): Outcome =>
  against('incident', incident.id, {
    severity: columnOf(site),
    text: `${nameOf(incident)} is open on ${shared === '' ? site.name : `${shared}, which ${site.name} has`}`,
    detail: `${incident.title}; ${severityText(incident.severity)}, ${incident.state ?? 'state unknown'}, changed ${agoText(incident.changedAt, now)}.`,
    sites: [site.id],
    datum: datumOf(incident),
  });
