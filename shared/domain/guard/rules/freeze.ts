import { iso, type Ms } from '../../../lib/time';
import { remembered } from '../../../lib/remembered';
import { toWall } from '../../../lib/zones';
import type { Window } from '../../change/types';
import { isFrozenSite, placeKey, spansOf } from '../../freezes/freezes';
import type { Freeze } from '../../freezes/types';
import type { SiteView } from '../../snapshot/types';
import { intervalsOf, type Intervals, type Spanned } from '../intervals';
import { WORKSPACE_FILE, against, columnOf, noTime, type Outcome, type Rule } from '../rule';
import { joined, localText, rangeText } from '../words';

interface Frozen extends Spanned {
  readonly freeze: Freeze;
  /** Of public holidays and calendars: what for. */
  readonly holidays: readonly string[];
}

const nameOf = ({ freeze, holidays }: Frozen): string =>
  holidays.length === 0 ? freeze.name : `${freeze.name}, ${holidays.join(', ')}`;

/** A freeze in the words of its place. */
interface Told {
  /** The local day on which it begins. */
  readonly day: string;
  readonly range: string;
}

/** What was found out of a site. */
interface Known {
  readonly own: readonly Freeze[];
  readonly years: Map<number, Intervals<Frozen>>;
  readonly passed: Map<Frozen, readonly Outcome[]>;
}

/** A freeze begins at the same instants in a place as long as the workspace file says the same: they are found once. */
const foundOf = remembered((_: Freeze) => new Map<string, readonly Frozen[]>());
function frozenIn(freeze: Freeze, site: SiteView, year: number): readonly Frozen[] {
  const found = foundOf(freeze);
  const key = `${year} ${placeKey(site)}`;
  let spans = found.get(key);
  if (spans === undefined) {
    const from = Date.UTC(year, 0, 1);
    spans = spansOf(freeze, site, from, Date.UTC(year + 1, 0, 1)).map(([start, end, holidays = []]) => ({
      freeze,
      holidays,
      start,
      end,
    }));
    found.set(key, spans);
  }
  return spans;
}

const toldIn = ({ start, end }: Frozen, zone: string, now: Ms): Told => ({
  day: iso(toWall(zone, start)).slice(0, 10),
  range: rangeText(start, end, zone, now),
});

const NONE_AHEAD: readonly Outcome[] = [
  { rule: 'freeze', text: 'No freeze ahead', detail: 'None until the end of next year.', datum: WORKSPACE_FILE },
];

/** Most instants that are asked about fall in the year of the one before. */
function createYears(): (at: Ms) => number {
  let [from, to, year] = [0, 0, 0];
  return (at) => {
    if (at >= from && at < to) return year;
    year = new Date(at).getUTCFullYear();
    [from, to] = [Date.UTC(year, 0, 1), Date.UTC(year + 1, 0, 1)];
    return year;
  };
}

export const freezeRule: Rule = ({ now, facts: { rules } }) => {
  const yearOf = createYears();
  const known = new Map<SiteView, Known>();
  const alike = new Map<string, Pick<Known, 'own' | 'years'>>();
  const apart = new Set(rules.freezes.flatMap(({ sites }) => sites ?? []));
  const knownAt = (site: SiteView): Known => {
    let one = known.get(site);
    if (one === undefined) {
      // Sites of one country and zone are frozen alike, but those that a freeze names.
      const key = `${placeKey(site)} ${apart.has(site.id) ? site.id : ''}`;
      const found = alike.get(key) ?? {
        own: rules.freezes.filter((freeze) => isFrozenSite(freeze, site)),
        years: new Map<number, Intervals<Frozen>>(),
      };
      alike.set(key, found);
      one = { ...found, passed: new Map() };
      known.set(site, one);
    }
    return one;
  };
  /** It is of one place, and so of one zone. */
  const told = new Map<Frozen, Told>();
  const toldOf = (frozen: Frozen, zone: string): Told => {
    let one = told.get(frozen);
    if (one === undefined) told.set(frozen, (one = toldIn(frozen, zone, now)));
    return one;
  };
  const frozenAt = (site: SiteView, year: number): Intervals<Frozen> => {
    const { own, years } = knownAt(site);
    let intervals = years.get(year);
    if (intervals === undefined) {
      intervals = intervalsOf(own.flatMap((freeze) => frozenIn(freeze, site, year)));
      years.set(year, intervals);
    }
    return intervals;
  };

  /** One that reaches over the end of a year is found in both. */
  const touching = (site: SiteView, { start, end }: Window, first: number, last: number): readonly Frozen[] => {
    if (first === last) return frozenAt(site, first).overlapping(start, end);
    const found = new Map<string, Frozen>();
    for (let year = first; year <= last; year += 1)
      for (const one of frozenAt(site, year).overlapping(start, end)) found.set(`${one.freeze.id} ${one.start}`, one);
    return [...found.values()];
  };

  const nextOf = (sites: readonly SiteView[], after: Ms): { readonly site: SiteView; readonly next: Frozen } | null => {
    let first: { readonly site: SiteView; readonly next: Frozen } | null = null;
    for (const site of sites) {
      const year = yearOf(after);
      const next = frozenAt(site, year).nextFrom(after) ?? frozenAt(site, year + 1).nextFrom(after);
      if (next !== null && (first === null || next.start < first.next.start)) first = { site, next };
    }
    return first;
  };

  /** Most changes hear of the same few. */
  const passed = (site: SiteView, next: Frozen): readonly Outcome[] => {
    const known = knownAt(site).passed;
    let outcomes = known.get(next);
    if (outcomes === undefined) {
      const text = `No freeze until ${localText(next.start, site.timeZone, now)}`;
      const detail = joined(nameOf(next), ' at ', site.name, ': ', toldOf(next, site.timeZone).range, '.');
      outcomes = [{ rule: 'freeze', text, detail, datum: WORKSPACE_FILE }];
      known.set(next, outcomes);
    }
    return outcomes;
  };

  return ({ sites, span, isUnderWay, when }) => {
    if (span === null) return [noTime('freeze', 'Freezes')];
    if (sites.length === 0) return [];
    const outcomes: Outcome[] = [];
    const [first, last] = [yearOf(span.start), yearOf(span.end - 1)];
    for (const site of sites) {
      for (const frozen of touching(site, span, first, last)) {
        const { day, range } = toldOf(frozen, site.timeZone);
        outcomes.push(
          against('freeze', `${frozen.freeze.id}:${day}`, {
            // What has begun may finish: stopping half way is the worse of two evils, as long as it is seen.
            severity: isUnderWay ? 'caution' : columnOf(site),
            text: isUnderWay
              ? `Begun, and may finish in the freeze ${nameOf(frozen)} of ${site.name}`
              : `${site.name} is frozen: ${nameOf(frozen)}`,
            detail: joined('Frozen ', range, '; the change ', when(site.timeZone), '.'),
            sites: [site.id],
            datum: WORKSPACE_FILE,
          }),
        );
      }
    }
    if (outcomes.length > 0) return outcomes;
    const ahead = nextOf(sites, span.end);
    if (ahead === null) return NONE_AHEAD;
    return passed(ahead.site, ahead.next);
  };
};
