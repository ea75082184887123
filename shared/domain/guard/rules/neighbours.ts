import { listText } from '../../../lib/words';
import { intervalsOf } from '../intervals';
import type { Placed } from '../place';
import { against, noTime, type Known, type Outcome, type Rule } from '../rule';
import type { GuardDatum } from '../types';

interface Neighbour extends Placed {
  readonly countries: readonly string[];
  /** Services of its production and all that they stand on; most changes have no neighbour and are never asked. */
  readonly standsOn: () => ReadonlySet<string>;
}
type StandingOn = (services: readonly string[]) => ReadonlySet<string>;

const TEXT = 'Changes of other countries at the same time';

/** Two countries that fail at once leave nowhere to send the customers; so does one thing that both stand on. */
export const neighboursRule: Rule = (known) => {
  const below = new Map(Object.entries(known.facts.rules.dependencies));
  const standingOn: StandingOn = (services) =>
    new Set(services.flatMap((service) => [service, ...(below.get(service) ?? [])]));
  const neighbours = intervalsOf(known.placed.flatMap((one) => neighbourOf(one, known, standingOn)));
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

    const others = neighbours.overlapping(span.start, span.end).filter((other) => other.change.id !== change.id);
    if (others.length > 0) {
      const countries = new Set(others.flatMap((other) => other.countries));
      for (const country of own) countries.delete(country);
      for (const country of countries) {
        const there = others.filter((other) => other.countries.includes(country));
        say(
          `country:${country}`,
          `Production of ${country} is changed at the same time`,
          `${namesOf(there)}.`,
          newestOf(there),
        );
      }
      const standsOn = standingOn(production.flatMap(({ id }) => servicesAt(id)));
      const sharing = others.filter((other) => [...other.standsOn()].some((service) => standsOn.has(service)));
      if (sharing.length > 0) {
        const shared = [...standsOn].filter((service) => sharing.some((other) => other.standsOn().has(service)));
        const text = `At the same time something is changed that it stands on: ${listText(shared.sort())}`;
        say('dependency', text, `${namesOf(sharing)}.`, newestOf(sharing));
      }
    }
    return outcomes.length === 0 ? [none] : outcomes;
  };
};

function neighbourOf(placed: Placed, { sites, servicesOf }: Known, standingOn: StandingOn): readonly Neighbour[] {
  const production = placed.change.sites.flatMap((id) => {
    const site = sites.get(id);
    return site?.tier === 'production' ? [site] : [];
  });
  if (production.length === 0) return [];
  const { services } = placed.change;
  let stands: ReadonlySet<string> | null = null;
  const standsOn = (): ReadonlySet<string> =>
    (stands ??= standingOn(services.length > 0 ? services : production.flatMap(({ id }) => servicesOf(id))));
  return [{ ...placed, countries: countriesOf(production), standsOn }];
}

const countriesOf = (sites: readonly { readonly country: string }[]): readonly string[] =>
  [...new Set(sites.map(({ country }) => country))].sort();

const namesOf = (placed: readonly Placed[]): string => listText(placed.map(({ datum }) => datum.source).sort());

/** What was said last of them. */
const newestOf = (placed: readonly Placed[]): GuardDatum =>
  placed
    .map(({ datum }) => datum)
    .reduce((a, b) => ((a.at ?? 0) > (b.at ?? 0) || (a.at === b.at && a.source < b.source) ? a : b));
