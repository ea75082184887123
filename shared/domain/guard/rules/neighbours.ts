import { listText } from '../../../lib/words';
import type { Change } from '../../change/types';
import type { SiteView } from '../../snapshot/types';
import { intervalsOf, type Spanned } from '../intervals';
import { compareWords, distinct, ordered } from '../order';
import type { Placed } from '../place';
import { against, noTime, type Known, type Outcome, type Rule } from '../rule';
import type { GuardDatum } from '../types';

interface Neighbour extends Spanned {
  readonly placed: Placed;
  readonly countries: readonly string[];
  /** What its production stands on, its services among them. */
  readonly on: ReadonlySet<string>;
}

const TEXT = 'Changes of other countries at the same time';

/** Two countries that fail at once leave nowhere to send the customers; so does one thing that both stand on. */
export const neighboursRule: Rule = (known) => {
  const standing = standingIn(known);
  const neighbours = intervalsOf(neighboursOf(known, standing));
  const none: readonly Outcome[] = [
    {
      rule: 'neighbours',
      text: 'No other country is changed at the same time',
      detail: 'Neither production of another country nor a service that both stand on.',
      datum: { source: 'changes', at: known.now },
    },
  ];

  return ({ change, production, span, about, plan }) => {
    if (production.length === 0) return [];
    const own = countriesOf(production);
    const others =
      span === null
        ? []
        : neighbours.overlapping(span.start, span.end).filter(({ placed }) => placed.change.id !== change.id);
    if (span !== null && own.length === 1 && others.length === 0) return none;

    const outcomes: Outcome[] = [];
    const say = (subject: string, text: string, detail: string, datum: GuardDatum): unknown =>
      outcomes.push(against('neighbours', subject, { severity: 'caution', text, detail, sites: about, datum }));
    if (own.length > 1)
      say(
        'own',
        `It changes production of ${own.join(' and ')} at once`,
        'One first, the others when it is well.',
        plan,
      );
    if (span === null) return [...outcomes, noTime('neighbours', TEXT)];

    const mine = standing(change, production);
    const countries: string[] = [];
    for (const { countries: theirs } of others)
      for (const country of theirs) if (!own.includes(country) && !countries.includes(country)) countries.push(country);
    for (const country of countries) {
      const there = others.filter(({ countries: theirs }) => theirs.includes(country));
      const text = `Production of ${country} is changed at the same time`;
      say(`country:${country}`, text, `${namesOf(there)}.`, newestOf(there));
    }
    const sharing = others.filter(({ on }) => meet(mine, on));
    if (sharing.length > 0) {
      const shared = [...mine].filter((service) => sharing.some(({ on }) => on.has(service))).sort();
      const text = `At the same time something is changed that it stands on: ${listText(shared)}`;
      say('dependency', text, `${namesOf(sharing)}.`, newestOf(sharing));
    }
    return outcomes.length === 0 ? none : outcomes;
  };
};

/** What a change stands on: the services it names, else all of its sites, and all that these need. */
type Standing = (change: Change, production: readonly SiteView[]) => ReadonlySet<string>;

function standingIn({ facts, servicesOf }: Known): Standing {
  const below = new Map(Object.entries(facts.rules.dependencies));
  const known = new Map<string, ReadonlySet<string>>();
  return ({ services }, production) => {
    const key = services.length > 0 ? services.join(' ') : `@${production.map(({ id }) => id).join(' ')}`;
    let on = known.get(key);
    if (on === undefined) {
      const own = services.length > 0 ? services : production.flatMap(({ id }) => servicesOf(id));
      known.set(key, (on = new Set(own.flatMap((service) => [service, ...(below.get(service) ?? [])]))));
    }
    return on;
  };
}

function meet(mine: ReadonlySet<string>, theirs: ReadonlySet<string>): boolean {
  for (const service of theirs) if (mine.has(service)) return true;
  return false;
}

function neighboursOf({ placed, sites }: Known, standing: Standing): readonly Neighbour[] {
  const found: Neighbour[] = [];
  for (const one of placed) {
    const production: SiteView[] = [];
    for (const id of one.change.sites) {
      const site = sites.get(id);
      if (site?.tier === 'production') production.push(site);
    }
    if (production.length === 0) continue;
    const { start, end, change } = one;
    found.push({ start, end, placed: one, countries: countriesOf(production), on: standing(change, production) });
  }
  return found;
}

function countriesOf(sites: readonly SiteView[]): readonly string[] {
  return distinct(sites.map(({ country }) => country));
}

const namesOf = (neighbours: readonly Neighbour[]): string =>
  listText(
    ordered(
      neighbours.map(({ placed }) => placed.datum.source),
      compareWords,
    ),
  );

/** What was said last of them. */
const newestOf = (neighbours: readonly Neighbour[]): GuardDatum =>
  neighbours
    .map(({ placed }) => placed.datum)
    .reduce((a, b) => ((a.at ?? 0) > (b.at ?? 0) || (a.at === b.at && a.source < b.source) ? a : b));
