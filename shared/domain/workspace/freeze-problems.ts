import { frozenSites, neverEnds } from '../freezes/freezes';
import { HOLIDAY_COUNTRIES, holidaySubdivisions } from '../freezes/holidays';
import { MOMENT_FORM, readMoment } from '../freezes/moment';
import type { PathProblem } from '../yaml/read-yaml';
import type { FreezeFile, SiteFile } from './schema';

/** What is wrong with one freeze, by paths inside of it: it is from one moment to another, or of public holidays that are known. */
export const freezeProblems = (freeze: FreezeFile, sites: readonly SiteFile[]): readonly PathProblem[] =>
  freeze.calendar !== undefined
    ? calendarProblems(freeze)
    : freeze.holidays === undefined
      ? momentProblems(freeze)
      : holidayProblems(freeze, sites);

const calendarProblems = (freeze: FreezeFile): readonly PathProblem[] =>
  (['from', 'to', 'holidays', 'before', 'after'] as const)
    .filter((key) => freeze[key] !== undefined)
    .map((key) => ({ path: [key], expected: `no "${key}" beside "calendar", whose events say when`, atKey: true }));

function momentProblems(freeze: FreezeFile): readonly PathProblem[] {
  const loose = (['before', 'after'] as const)
    .filter((key) => freeze[key] !== undefined)
    .map((key) => ({ path: [key], expected: '"holidays" beside it', atKey: true }));
  const missing = (['from', 'to'] as const)
    .filter((key) => freeze[key] === undefined)
    .map((key) => ({
      path: [key],
      expected: `${MOMENT_FORM}, or "holidays: public" or "calendar" instead; it is missing`,
    }));
  if (loose.length + missing.length > 0) return [...missing, ...loose];
  const [from, to] = [readMoment(freeze.from ?? ''), readMoment(freeze.to ?? '')];
  // The form of each is checked before.
  return 'expected' in from || 'expected' in to || !neverEnds(from, to)
    ? []
    : [{ path: ['to'], expected: `a time after ${freeze.from}` }];
}

function holidayProblems(freeze: FreezeFile, sites: readonly SiteFile[]): readonly PathProblem[] {
  const known = HOLIDAY_COUNTRIES.join(', ');
  const problems: PathProblem[] = (['from', 'to'] as const)
    .filter((key) => freeze[key] !== undefined)
    .map((key) => ({
      path: [key],
      expected: `no "${key}" beside "holidays", "before" and "after" do that`,
      atKey: true,
    }));
  (freeze.countries ?? []).forEach((country, c) => {
    if (!HOLIDAY_COUNTRIES.includes(country))
      problems.push({ path: ['countries', c], expected: `a country whose public holidays are known (${known})` });
  });
  if (problems.length > 0) return problems;
  // A site that would never be frozen, and nobody told.
  const all = frozenSites({ countries: freeze.countries ?? null, sites: freeze.sites ?? null }, sites);
  const bare = all.find(({ country }) => !HOLIDAY_COUNTRIES.includes(country));
  if (bare === undefined) return [];
  const expected = `only sites in a country whose public holidays are known (${known}), "${bare.id}" is in ${bare.country}`;
  return [{ path: ['holidays'], expected }];
}

/** What the subdivision of a site or a team should be; null where nothing is wrong. One that changes nothing would promise too much. */
export function subdivisionProblem({ country, subdivision }: Pick<SiteFile, 'country' | 'subdivision'>): string | null {
  if (subdivision === undefined) return null;
  const known = holidaySubdivisions(country);
  if (known.includes(subdivision)) return null;
  return known.length > 0
    ? `one of the subdivisions of ${country} (${known.join(', ')})`
    : `none: of ${country} only the public holidays of the whole country are known`;
}
