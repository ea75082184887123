import { listText } from '../../../lib/words';
import { intervalsOf } from '../intervals';
import type { Placed } from '../place';
import { against, noTime, type Known, type Outcome, type Rule } from '../rule';
import type { GuardDatum } from '../types';

interface Neighbour extends Placed {
  readonly countries: readonly string[];
  /** Of its production. */
  readonly services: readonly string[];
}

const TEXT = 'Changes of other countries at the same time';

/** Two countries that fail at once leave nowhere to send the customers; so does one thing that both stand on. */
export const neighboursRule: Rule = (known) => {
  const below = new Map(Object.entries(known.facts.rules.dependencies));
  const standing = new Map<string, ReadonlySet<string>>();
  /** A service and all that it stands on. */
  const standingOn = (service: string): ReadonlySet<string> => {
    let all = standing.get(service);
    if (all === undefined) {
      all = new Set([service, ...(below.get(service) ?? [])]);
      standing.set(service, all);
    }
    return all;
  };
  const stands = (services: readonly string[], on: string): boolean =>
    services.some((service) => standingOn(service).has(on));
  const meet = (mine: readonly string[], theirs: readonly string[]): boolean => {
    for (const service of theirs) for (const one of standingOn(service)) if (stands(mine, one)) return true;
    return false;
  };
  const neighbours = intervalsOf(known.placed.flatMap((one) => neighbourOf(one, known)));
  const none: Outcome = {
    rule: 'neighbours',
    text: 'No other country is changed at the same time',
    detail: 'Neither production of another country nor a service that both stand on.',
    datum: { source: 'changes', at: known.now },
  };

  return ({ change, production, span, about, servicesAt, plan }) => {
    if (production.length === 0) return [];
    const outcomes: Outcome[] = [];
    const say = (subject: string, text: string, detail: string, datum: GuardDatum): unknown =>
      outcomes.push(against('neighbours', subject, { severity: 'caution', text, detail, sites: about, datum }));
    const own = countriesOf(production);
    if (own.length > 1)
      say(
        'own',
        `It changes production of ${own.join(' and ')} at once`,
        'One first, the others when it is well.',
        plan,
      );
    if (span === null) return [...outcomes, noTime('neighbours', TEXT)];

    const countries = new Map<string, Neighbour[]>();
    const sharing: Neighbour[] = [];
    let mine: readonly string[] | null = null;
    for (const other of neighbours.overlapping(span.start, span.end)) {
      if (other.change.id === change.id) continue;
      for (const country of other.countries) {
        if (own.includes(country)) continue;
        const there = countries.get(country);
        if (there === undefined) countries.set(country, [other]);
        else there.push(other);
      }
      mine ??= servicesOf(production, servicesAt);
      if (meet(mine, other.services)) sharing.push(other);
    }
    for (const [country, there] of countries)
      say(
        `country:${country}`,
        `Production of ${country} is changed at the same time`,
        `${namesOf(there)}.`,
        newestOf(there),
      );
    if (sharing.length > 0) {
      const all = new Set((mine ?? []).flatMap((service) => [...standingOn(service)]));
      const shared = [...all].filter((service) => sharing.some((other) => stands(other.services, service)));
      const text = `At the same time something is changed that it stands on: ${listText(shared.sort())}`;
      say('dependency', text, `${namesOf(sharing)}.`, newestOf(sharing));
    }
    return outcomes.length === 0 ? [none] : outcomes;
  };
};

function neighbourOf(placed: Placed, known: Known): readonly Neighbour[] {
  const production = placed.change.sites.flatMap((id) => {
    const site = known.sites.get(id);
    return site?.tier === 'production' ? [site] : [];
  });
  if (production.length === 0) return [];
  const { services } = placed.change;
  const all = services.length > 0 ? services : servicesOf(production, known.servicesOf);
  return [{ ...placed, countries: countriesOf(production), services: all }];
}

const servicesOf = (
  sites: readonly { readonly id: string }[],
  at: (site: string) => readonly string[],
): readonly string[] => [...new Set(sites.flatMap(({ id }) => at(id)))];

const countriesOf = (sites: readonly { readonly country: string }[]): readonly string[] => {
  const [only] = sites;
  return sites.length === 1 && only !== undefined
    ? [only.country]
    : [...new Set(sites.map(({ country }) => country))].sort();
};

const namesOf = (placed: readonly Placed[]): string =>
  placed.length === 1 ? (placed[0]?.datum.source ?? '') : listText(placed.map(({ datum }) => datum.source).sort());

/** What was said last of them. */
const newestOf = (placed: readonly Placed[]): GuardDatum =>
  placed
    .map(({ datum }) => datum)
    .reduce((a, b) => ((a.at ?? 0) > (b.at ?? 0) || (a.at === b.at && a.source < b.source) ? a : b));
