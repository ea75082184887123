import { fullNumber } from '../../change/number';
import { isPlanned } from '../../change/rules';
import type { Change } from '../../change/types';
import { listText } from '../../../lib/words';
import { intervalsOf, type Spanned } from '../intervals';
import { noTime, placeOf, type Known, type Outcome, type Rule } from '../rule';

interface Neighbour extends Spanned {
  readonly change: Change;
  readonly countries: ReadonlySet<string>;
  /** Services of its production and all that they stand on; most changes have no neighbour and are never asked. */
  readonly standsOn: () => ReadonlySet<string>;
}

const NOTHING: ReadonlySet<string> = new Set();

/** Two countries that fail at once leave nowhere to send the customers; so does one thing that both stand on. */
export const neighboursRule: Rule = (known) => {
  const { facts, now } = known;
  const below = new Map(Object.entries(facts.rules.dependencies));
  const standingOn = (services: Iterable<string>): ReadonlySet<string> => {
    const all = new Set<string>();
    for (const service of services) {
      all.add(service);
      for (const one of below.get(service) ?? []) all.add(one);
    }
    return all;
  };
  const neighbours = intervalsOf(facts.changes.flatMap((change) => neighbourOf(change, known, standingOn)));

  return ({ change, production, span, about, servicesAt, plan }) => {
    if (production.length === 0) return [];
    const own = [...new Set(production.map(({ country }) => country))].sort();
    const outcomes: Outcome[] = [];
    const against = (subject: string, text: string, detail: string, datum = plan): unknown =>
      outcomes.push({ kind: 'against', severity: 'caution', subject, text, detail, sites: about, datum });
    if (own.length > 1)
      against(
        'own',
        `It changes production of ${own.join(' and ')} at once`,
        'One country first, the others when it is well.',
      );
    if (span === null) return [...outcomes, ...noTime('Changes of other countries at the same time')];

    const others = neighbours.overlapping(span.start, span.end).filter((other) => other.change.id !== change.id);
    const standsOn = others.length === 0 ? NOTHING : standingOn(production.flatMap(({ id }) => servicesAt(id)));
    const countries = new Map<string, Change[]>();
    const sharing = new Set<Change>();
    const shared = new Set<string>();
    for (const other of others) {
      for (const country of other.countries) {
        if (own.includes(country)) continue;
        const there = countries.get(country);
        if (there === undefined) countries.set(country, [other.change]);
        else there.push(other.change);
      }
      // At the same site it is an overlap, and said there.
      for (const service of other.standsOn()) {
        if (!standsOn.has(service)) continue;
        shared.add(service);
        sharing.add(other.change);
      }
    }
    for (const [country, there] of countries)
      against(
        `country:${country}`,
        `Production of ${country} is changed at the same time`,
        `${namesOf(there)}.`,
        newestOf(there),
      );
    if (sharing.size > 0)
      against(
        'dependency',
        `Another change in its window is about what it stands on: ${listText([...shared].sort())}`,
        `${namesOf([...sharing])}.`,
        newestOf([...sharing]),
      );
    if (outcomes.length === 0)
      outcomes.push({
        kind: 'passed',
        text: 'No other country is changed at the same time',
        detail: 'Neither production of another country nor a service that both stand on.',
        datum: { source: 'changes', at: now },
      });
    return outcomes;
  };
};

function neighbourOf(
  change: Change,
  { sites, servicesOf, now }: Known,
  standingOn: (services: Iterable<string>) => ReadonlySet<string>,
): readonly Neighbour[] {
  if (!isPlanned(change.state)) return [];
  const place = placeOf(change, now);
  const production = change.sites.flatMap((id) => {
    const site = sites.get(id);
    return site?.tier === 'production' ? [site] : [];
  });
  if (place === null || production.length === 0) return [];
  const services = change.services.length > 0 ? change.services : production.flatMap(({ id }) => servicesOf(id));
  let stands: ReadonlySet<string> | null = null;
  const standsOn = (): ReadonlySet<string> => (stands ??= standingOn(services));
  return [{ ...place, change, countries: new Set(production.map(({ country }) => country)), standsOn }];
}

const numbersOf = (changes: readonly Change[]): readonly string[] =>
  [...new Set(changes.map(({ number }) => fullNumber(number)))].sort();
const namesOf = (changes: readonly Change[]): string => listText(numbersOf(changes));
const newestOf = (changes: readonly Change[]): { readonly source: string; readonly at: number } => ({
  source: listText(numbersOf(changes), 1),
  at: Math.max(...changes.map(({ changedAt }) => changedAt)),
});
