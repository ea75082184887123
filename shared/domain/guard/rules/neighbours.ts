import { listText } from '../../../lib/words';
import type { Change } from '../../change/types';
import type { SiteView } from '../../snapshot/types';
import { intervalsOf, type Spanned } from '../intervals';
import { compareWords, distinct, ordered } from '../order';
import type { Placed } from '../place';
import { against, noTime, type Judged, type Known, type Outcome, type Rule } from '../rule';
import type { GuardDatum } from '../types';

interface Neighbour extends Spanned {
  readonly placed: Placed;
  /** What is said of it alone: most have no other beside them. */
  readonly told: Told;
  readonly countries: readonly string[];
  /** What its production stands on, its services among them, in order. */
  readonly on: readonly string[];
}

/** Which they are, and what was said last of them. */
interface Told {
  readonly names: string;
  readonly newest: GuardDatum;
}

const TEXT = 'Changes of other countries at the same time';

/** Two countries that fail at once leave nowhere to send the customers; so does one thing that both stand on. */
export const neighboursRule: Rule = (known) => {
  const standing = standingIn(known);
  const neighbours = intervalsOf(neighboursOf(known, standing));
  const texts = new Map<string, string>();
  const textOf = (country: string): string => {
    let text = texts.get(country);
    if (text === undefined) texts.set(country, (text = `Production of ${country} is changed at the same time`));
    return text;
  };
  const none: readonly Outcome[] = [
    {
      rule: 'neighbours',
      text: 'No other country is changed at the same time',
      detail: 'Neither production of another country nor a service that both stand on.',
      datum: { source: 'changes', at: known.now },
    },
  ];

  return (judged) => {
    const { change, production, span, plan } = judged;
    if (production.length === 0) return [];
    const own = countriesOf(production);
    const others =
      span === null
        ? NOBODY
        : neighbours.overlapping(span.start, span.end).filter(({ placed }) => placed.change.id !== change.id);
    if (span !== null && own.length === 1 && others.length === 0) return none;

    const outcomes: Outcome[] = [];
    if (own.length > 1) {
      const text = `It changes production of ${own.join(' and ')} at once`;
      outcomes.push(caution(judged, 'own', text, 'One first, the others when it is well.', plan));
    }
    if (span === null) {
      outcomes.push(noTime('neighbours', TEXT));
      return outcomes;
    }
    for (const country of abroad(others, own)) {
      const there = others.length === 1 ? others : others.filter(({ countries }) => countries.includes(country));
      const { names, newest } = toldOf(there);
      outcomes.push(caution(judged, `country:${country}`, textOf(country), names, newest));
    }
    const mine = standing(change, production);
    const sharing = others.filter(({ on }) => meet(mine, on));
    if (sharing.length > 0) {
      const shared = mine.filter((service) => isBelow(sharing, service));
      const text = `At the same time something is changed that it stands on: ${listText(shared)}`;
      const { names, newest } = toldOf(sharing);
      outcomes.push(caution(judged, 'dependency', text, names, newest));
    }
    return outcomes.length === 0 ? none : outcomes;
  };
};

const NOBODY: readonly Neighbour[] = [];

const caution = ({ about: sites }: Judged, subject: string, text: string, detail: string, datum: GuardDatum): Outcome =>
  against('neighbours', subject, { severity: 'caution', text, detail, sites, datum });

/** The countries of others, each once, its own not among them. */
function abroad(others: readonly Neighbour[], own: readonly string[]): readonly string[] {
  const found: string[] = [];
  for (const { countries } of others)
    for (const country of countries) if (!own.includes(country) && !found.includes(country)) found.push(country);
  return found;
}

const isBelow = (neighbours: readonly Neighbour[], service: string): boolean =>
  neighbours.some(({ on }) => on.includes(service));

/** What a change stands on: the services it names, else all of its sites, and all that these need. */
type Standing = (change: Change, production: readonly SiteView[]) => readonly string[];

function standingIn({ facts, servicesOf }: Known): Standing {
  const below = new Map(Object.entries(facts.rules.dependencies));
  const known = new Map<string, readonly string[]>();
  return ({ services }, production) => {
    const key = services.length > 0 ? services.join(' ') : `@${production.map(({ id }) => id).join(' ')}`;
    let on = known.get(key);
    if (on === undefined) {
      const own = services.length > 0 ? services : production.flatMap(({ id }) => servicesOf(id));
      known.set(key, (on = distinct(own.flatMap((service) => [service, ...(below.get(service) ?? [])]))));
    }
    return on;
  };
}

/** Whether two lists that are in order have a word in common. */
function meet(mine: readonly string[], theirs: readonly string[]): boolean {
  let [one, two] = [0, 0];
  while (one < mine.length && two < theirs.length) {
    const order = compareWords(mine[one] ?? '', theirs[two] ?? '');
    if (order === 0) return true;
    if (order < 0) one += 1;
    else two += 1;
  }
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
    const { start, end, change, datum } = one;
    const told = { names: `${datum.source}.`, newest: datum };
    found.push({ start, end, placed: one, told, countries: countriesOf(production), on: standing(change, production) });
  }
  return found;
}

function countriesOf(sites: readonly SiteView[]): readonly string[] {
  return distinct(sites.map(({ country }) => country));
}

function toldOf(neighbours: readonly Neighbour[]): Told {
  if (neighbours.length === 1 && neighbours[0] !== undefined) return neighbours[0].told;
  const data = neighbours.map(({ placed }) => placed.datum);
  const names = data.map(({ source }) => source);
  return { names: `${listText(ordered(names, compareWords))}.`, newest: data.reduce(newer) };
}
const newer = (a: GuardDatum, b: GuardDatum): GuardDatum =>
  (a.at ?? 0) > (b.at ?? 0) || (a.at === b.at && a.source < b.source) ? a : b;
