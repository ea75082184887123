import type { Ms } from '../../../lib/time';
import { listText } from '../../../lib/words';
import type { Change } from '../../change/types';
import { shortId } from '../../incident/words';
import type { GuardDatum, GuardIncident } from '../types';
import type { SiteView } from '../../snapshot/types';
import { groupBy } from '../../../lib/group-by';
import { compareWords, ordered } from '../order';
import { against, columnOf, type Outcome, type Rule } from '../rule';
import { agoText, joined, severityText } from '../words';

/** What nobody rated, and what has no state yet, is taken for the worst. */
const counts = ({ severity, state }: GuardIncident): boolean =>
  severity !== 'SEV3' && severity !== 'SEV4' && state !== 'resolved' && state !== 'reviewed';

const isFixOf = ({ links }: Change, { id }: GuardIncident): boolean =>
  links.some(
    ({ kind, target }) => kind === 'fixes' && (target.trim() === id || target.trim().toUpperCase() === shortId(id)),
  );

const nameOf = ({ id, severity }: GuardIncident): string => `${severity ?? 'Unrated incident'} ${shortId(id)}`;
const datumOf = ({ id, changedAt }: GuardIncident): GuardDatum => ({ source: shortId(id), at: changedAt });

/** One that counts, with what was said of it: by site, and by the services that are shared. */
interface Known {
  readonly incident: GuardIncident;
  readonly said: Map<SiteView, Map<string, Outcome>>;
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
  const known = open.map((incident) => ({ incident, said: new Map<SiteView, Map<string, Outcome>>() }));
  const bySite = groupBy(known, ({ incident }) => new Set(incident.sites));
  const byService = groupBy(known, ({ incident }) => new Set(incident.services));
  /** The same for every change of a site that shares the same services with the incident; none: it is of the site itself. */
  const finding = ({ incident, said }: Known, site: SiteView, shared: string): Outcome => {
    let here = said.get(site);
    if (here === undefined) said.set(site, (here = new Map<string, Outcome>()));
    let outcome = here.get(shared);
    if (outcome === undefined) here.set(shared, (outcome = openOn(incident, site, shared, now)));
    return outcome;
  };
  return ({ change, sites, servicesAt }) => {
    if (open.length === 0) return sites.length > 0 ? none : [];
    const outcomes: Outcome[] = [];
    const fixed: GuardIncident[] = [];
    const add = (one: Known, site: SiteView, shared: string): void => {
      if (!isFixOf(change, one.incident)) outcomes.push(finding(one, site, shared));
      else if (!fixed.includes(one.incident)) fixed.push(one.incident);
    };
    for (const site of sites) {
      const here = bySite.get(site.id) ?? NOTHING;
      for (const one of here) add(one, site, '');
      const services = servicesAt(site.id);
      for (let index = 0; index < services.length; index += 1)
        for (const one of byService.get(services[index] ?? '') ?? NOTHING) {
          if (here.includes(one)) continue;
          const shared = services.filter((service) => one.incident.services.includes(service));
          // Of several that they share it is said once.
          if (services.indexOf(shared[0] ?? '') === index) add(one, site, listText(ordered(shared, compareWords)));
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
    text: joined(nameOf(incident), ' is open on ', shared === '' ? site.name : `${shared}, which ${site.name} has`),
    detail: `${incident.title}; ${severityText(incident.severity)}, ${incident.state ?? 'state unknown'}, changed ${agoText(incident.changedAt, now)}.`,
    sites: [site.id],
    datum: datumOf(incident),
  });
