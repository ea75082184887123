import { assertNever } from '../../lib/assert-never';
import type { Ms } from '../../lib/time';
import { DAY } from '../../lib/time';
import { fromWall, toWall } from '../../lib/zones';
import type { Site, Workspace } from '../workspace/types';
import { holidaySpans } from './holiday-spans';
import { wallIn, type Moment } from './moment';
import type { Freeze, FreezeWindow, MomentFreeze } from './types';

/** A rule that lasts longer ends with the next of its own: an end that never comes is a mistake that would freeze for ever. */
const LONGEST: Ms = 366 * DAY;

/** Whether a freeze holds at a site. */
export const isFrozenSite = (
  { countries, sites }: Pick<Freeze, 'countries' | 'sites'>,
  { id, country }: Pick<Site, 'id' | 'country'>,
): boolean =>
  (countries === null && sites === null) || countries?.includes(country) === true || sites?.includes(id) === true;

/** The sites that a freeze holds at. */
export const frozenSites = <S extends Pick<Site, 'id' | 'country'>>(
  freeze: Pick<Freeze, 'countries' | 'sites'>,
  all: readonly S[],
): readonly S[] => all.filter((site) => isFrozenSite(freeze, site));

/**
 * The windows of a freeze that touch [from, to), on the wall clock of `zone`. Days are local: one freeze begins at another instant in each
 * zone, and over a shift of daylight saving time a day has 23 or 25 hours. In a skipped hour a window begins or ends with the instant after it.
 */
export function freezeSpans(
  freeze: Pick<MomentFreeze, 'from' | 'to'>,
  zone: string,
  from: Ms,
  to: Ms,
): readonly (readonly [start: Ms, end: Ms])[] {
  const spans: (readonly [Ms, Ms])[] = [];
  for (const year of yearsOf(freeze.from, toWall(zone, from), toWall(zone, to))) {
    const begins = wallIn(freeze.from, year);
    if (begins === null) continue;
    const ends = firstAfter(freeze.to, begins, year, freeze.from.kind === 'once' ? Infinity : LONGEST);
    if (ends === null) continue;
    const span = [fromWall(zone, begins), fromWall(zone, ends)] as const;
    if (span[0] < to && span[1] > from && span[1] > span[0]) spans.push(span);
  }
  return spans;
}

/** Years in which it may begin: one that is said once may have begun long ago. */
function yearsOf(moment: Moment, from: Ms, to: Ms): readonly number[] {
  if (moment.kind === 'once') return [moment.year];
  const first = new Date(from - LONGEST).getUTCFullYear() - 1;
  const last = new Date(to).getUTCFullYear() + 1;
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}

/** Of two single times the second is not after the first. Whatever comes every year comes after anything. */
export const neverEnds = (from: Moment, to: Moment): boolean => {
  if (to.kind !== 'once') return false;
  const ends = wallIn(to, to.year) ?? 0;
  return from.kind === 'once' && ends <= (wallIn(from, from.year) ?? 0);
};

function firstAfter(moment: Moment, wall: Ms, year: number, longest: Ms): Ms | null {
  const years = moment.kind === 'once' ? [moment.year] : [year - 1, year, year + 1, year + 2];
  for (const one of years) {
    const ends = wallIn(moment, one);
    if (ends !== null && ends > wall) return ends - wall <= longest ? ends : null;
  }
  return null;
}

/** All windows of the workspace's freezes that touch [from, to), the earliest first. */
export function freezeWindows(
  workspace: Pick<Workspace, 'freezes'> & { readonly sites: readonly (FreezePlace & Pick<Site, 'id'>)[] },
  from: Ms,
  to: Ms,
): readonly FreezeWindow[] {
  return workspace.freezes
    .flatMap((freeze) => {
      const spansAt = spansBySite(freeze, from, to);
      return frozenSites(freeze, workspace.sites).flatMap((site) =>
        spansAt(site).map(([start, end, holidays = []]) => ({
          freeze: freeze.id,
          name: freeze.name,
          holidays,
          site: site.id,
          start,
          end,
        })),
      );
    })
    .sort(
      (a, b) => a.start - b.start || (a.freeze < b.freeze ? -1 : a.freeze > b.freeze ? 1 : a.site < b.site ? -1 : 1),
    );
}

/** With what it is for, where the freeze alone does not say it: holidays, events of a calendar. */
export type Span = readonly [start: Ms, end: Ms, holidays?: readonly string[]];
/** What decides when a site is frozen: sites that are alike in it are frozen alike. */
export type FreezePlace = Pick<Site, 'timeZone' | 'country' | 'subdivision'>;

export const placeKey = ({ timeZone, country, subdivision }: FreezePlace): string =>
  `${timeZone} ${country} ${subdivision ?? ''}`;

/** Sites of one zone and country are frozen alike: their spans are told once. */
function spansBySite(freeze: Freeze, from: Ms, to: Ms): (site: FreezePlace) => readonly Span[] {
  const known = new Map<string, readonly Span[]>();
  return (site) => {
    const key = placeKey(site);
    const spans = known.get(key) ?? spansOf(freeze, site, from, to);
    known.set(key, spans);
    return spans;
  };
}

/** The times that any freeze holds at a site and that touch [from, to). */
export function spansOf(freeze: Freeze, site: FreezePlace, from: Ms, to: Ms): readonly Span[] {
  switch (freeze.kind) {
    case 'moments':
      return freezeSpans(freeze, site.timeZone, from, to);
    case 'holidays':
      return holidaySpans(freeze, site, from, to);
    case 'calendar':
      return freeze.windows.flatMap((window): readonly Span[] => {
        // No clock is further away from UTC than a day.
        if (window.start - DAY >= to || window.end + DAY <= from) return [];
        const [start, end] = window.local
          ? [fromWall(site.timeZone, window.start), fromWall(site.timeZone, window.end)]
          : [window.start, window.end];
        return start < to && end > from && end > start ? [[start, end, window.title === '' ? [] : [window.title]]] : [];
      });
    default:
      return assertNever(freeze);
  }
}
