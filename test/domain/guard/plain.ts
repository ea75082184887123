import { isPlanned } from '../../../shared/domain/change/rules';
import type { Change, Window } from '../../../shared/domain/change/types';
import { isFrozenSite, spansOf } from '../../../shared/domain/freezes/freezes';
import { LONGEST_WINDOW, placeOf } from '../../../shared/domain/guard/place';
import type { GuardFacts } from '../../../shared/domain/guard/types';
import { endsOf } from '../../../shared/domain/shifts/handover-times';
import type { SiteView } from '../../../shared/domain/snapshot/types';
import { DAY } from '../../../shared/lib/time';
import { toWall } from '../../../shared/lib/zones';

/** The rules that look things up among many. */
export const LOOKED_UP = ['freeze', 'overlap', 'neighbours', 'handover'] as const;

/** Keys of what these rules find, each by looking at everything there is: slow, and without an index, an order or a memory. */
export function foundPlainly(facts: GuardFacts, change: Change): readonly string[] {
  const named = [...new Set(change.sites)].sort();
  const sites = facts.sites.filter(({ id }) => named.includes(id));
  const production = sites.filter(isProduction);
  const place = placeOf(change, facts.now);
  if (place === null)
    return ownCountries(production).length > 1 ? [`neighbours:own@${aboutOf(named, production)}`] : [];
  const isUnder = change.state === 'running' || change.state === 'baking';
  const span = isUnder
    ? { start: Math.max(place.start, place.end - LONGEST_WINDOW), end: place.end }
    : { start: place.start, end: Math.min(place.end, place.start + LONGEST_WINDOW) };
  const others = facts.changes.filter((other) => {
    const taken = other.id !== change.id && isPlanned(other.state) ? placeOf(other, facts.now) : null;
    return taken !== null && taken.start < span.end && taken.end > span.start;
  });
  return [
    ...sites.flatMap((site) => [...frozen(facts, site, span), ...overlapped(change, site, others)]),
    ...(production.length === 0
      ? []
      : [...neighboured(facts, change, production, others), ...handedOver(facts, span)].map(
          (subject) => `${subject}@${aboutOf(named, production)}`,
        )),
  ].sort();
}

const isProduction = ({ tier }: SiteView): boolean => tier === 'production';
const ownCountries = (production: readonly SiteView[]): readonly string[] => [
  ...new Set(production.map(({ country }) => country)),
];
const aboutOf = (named: readonly string[], production: readonly SiteView[]): string =>
  named.filter((id) => production.length === 0 || production.some((site) => site.id === id)).join('+');

const frozen = ({ rules }: GuardFacts, site: SiteView, { start, end }: Window): readonly string[] =>
  rules.freezes
    .filter((freeze) => isFrozenSite(freeze, site))
    .flatMap((freeze) => spansOf(freeze, site, start, end).map(([begins]) => ({ freeze, begins })))
    .map(({ freeze, begins }) => {
      const day = new Date(toWall(site.timeZone, begins)).toISOString().slice(0, 10);
      return `freeze:${freeze.id}:${day}@${site.id}`;
    });

const overlapped = (change: Change, site: SiteView, others: readonly Change[]): readonly string[] =>
  others
    .filter(
      ({ sites, services }) =>
        sites.includes(site.id) &&
        (services.length === 0 ||
          change.services.length === 0 ||
          services.some((service) => change.services.includes(service))),
    )
    .map(({ id }) => `overlap:${id}@${site.id}`);

function neighboured(
  { rules, sites }: GuardFacts,
  change: Change,
  production: readonly SiteView[],
  others: readonly Change[],
): readonly string[] {
  const productionOf = (other: Change): readonly SiteView[] =>
    sites.filter((site) => isProduction(site) && other.sites.includes(site.id));
  const standsOn = (one: Change): readonly string[] => {
    const services =
      one.services.length > 0 ? one.services : productionOf(one).flatMap(({ id }) => rules.services[id] ?? []);
    return services.flatMap((service) => [service, ...(rules.dependencies[service] ?? [])]);
  };
  const own = ownCountries(production);
  const there = others.filter((other) => productionOf(other).length > 0);
  const countries = new Set(there.flatMap(productionOf).map(({ country }) => country));
  const mine = standsOn(change);
  return [
    ...(own.length > 1 ? ['neighbours:own'] : []),
    ...[...countries].filter((country) => !own.includes(country)).map((country) => `neighbours:country:${country}`),
    ...(there.some((other) => standsOn(other).some((service) => mine.includes(service)))
      ? ['neighbours:dependency']
      : []),
  ];
}

/** Two weeks show every end that a longer window would. */
const handedOver = ({ teams }: GuardFacts, { start, end }: Window): readonly string[] =>
  teams
    .filter(
      (team) =>
        team.handsOverTo !== null &&
        team.shifts.length > 0 &&
        endsOf(team, start, Math.min(end, start + 15 * DAY)).length > 0,
    )
    .map(({ id }) => `handover:${id}`);
