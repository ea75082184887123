import { DAY, HOUR, MINUTE } from '../../lib/time';
import { isUnderWay, spanOf } from '../change/rules';
import type { Change } from '../change/types';
import { groupBy } from '../../lib/group-by';
import type { OutsidePlace, OutsideRun } from './types';

type Place = OutsidePlace & { readonly id: string };

/** A run begins somewhat before the window that somebody wrote down, and hardly long after it. */
const BEFORE = 15 * MINUTE;
/** One that the change names by a link may have waited for the window. */
const BEFORE_LINKED = DAY;
const AFTER = 2 * HOUR;

/** Words of a name, whatever stands between them. */
export const nameWords = (text: string): readonly string[] =>
  text
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((part) => part !== '');

/** `checkout-api` is in `retail-checkout-api-prod`, and not in `checkout-apis`. */
const has = (name: string, words: string): boolean => hasWords(nameWords(name), nameWords(words));

function hasWords(inside: readonly string[], looked: readonly string[]): boolean {
  if (looked.length === 0) return false;
  return inside.some((_, at) => looked.every((word, index) => inside[at + index] === word));
}

/** The artifact without its version: `checkout-api` of `checkout-api 4.18.0`. */
const artifactName = (artifact: string): string => artifact.split(/[\s:@]/)[0] ?? '';

/** How a change names a run: by a link to it, by what it rolls out or works on, or not at all. */
function named(change: Change, run: OutsideRun): 'link' | 'word' | null {
  const asked = [run.runId, run.id, run.name].map((text) => text.toLowerCase());
  const isLinked = change.links.some(({ kind, target }) => {
    if (kind !== 'pipeline') return false;
    const pieces = target.toLowerCase().split(/[/:?#&=\s]+/);
    return asked.some((one) => target.toLowerCase() === one || pieces.includes(one));
  });
  if (isLinked) return 'link';
  const words = [...change.services, ...(change.artifact === null ? [] : [artifactName(change.artifact)])];
  return words.some((word) => has(run.name, word)) ? 'word' : null;
}

/** The sites that a run is about, by their ids. */
export type SitesOfRun = (run: OutsideRun) => readonly string[];

/**
 * A run is about the sites in its account and region. Where several share them and its name has the id of exactly one
 * (`retail-us-pre-catalog-api`), it is about that one alone.
 */
export function sitesOfRuns(sites: readonly Place[]): SitesOfRun {
  const byPlace = groupBy(sites, (site) => [placeKey(site)]);
  const known = new Map<string, readonly string[]>();
  const worded = new Map<Place, readonly string[]>();
  const wordsOf = (site: Place): readonly string[] => {
    let words = worded.get(site);
    if (words === undefined) worded.set(site, (words = nameWords(site.id)));
    return words;
  };
  return (run) => {
    let about = known.get(run.id);
    if (about === undefined) {
      const there = byPlace.get(placeKey(run)) ?? [];
      const name = there.length > 1 ? nameWords(run.name) : [];
      const named = name.length > 0 ? there.filter((site) => hasWords(name, wordsOf(site))) : there;
      known.set(run.id, (about = (named.length === 1 ? named : there).map(({ id }) => id)));
    }
    return about;
  };
}

const placeKey = ({ account, region }: OutsidePlace): string => `${account}/${region}`;

function isInTime(change: Change, run: OutsideRun, before: number): boolean {
  const { startedAt } = run;
  if (startedAt === null) return isUnderWay(change.state);
  const { window, times } = change;
  if (window !== null && startedAt >= window.start - before && startedAt < window.end + AFTER) return true;
  if (times.startedAt === null) return false;
  const ran = spanOf(change, Math.max(startedAt, times.startedAt) + 1);
  const end = isUnderWay(change.state) ? Infinity : (ran?.end ?? times.startedAt);
  return startedAt >= times.startedAt - before && startedAt < end;
}

/** How a run from outside is part of a change: by a link or a word it names, or not at all. */
export function partOf(change: Change, run: OutsideRun, sitesOf: SitesOfRun): 'link' | 'word' | null {
  const about = sitesOf(run);
  if (!change.sites.some((site) => about.includes(site))) return null;
  // Times first: of thousands of changes they leave a few, and names are dear.
  const near = isInTime(change, run, BEFORE);
  if (!near && (change.links.length === 0 || !isInTime(change, run, BEFORE_LINKED))) return null;
  const by = named(change, run);
  return by === 'word' && !near ? null : by;
}

/**
 * Which planned change a run from outside belongs to, by the run's id: it is about one of the change's sites, the change links to it or names what it rolls out, and it began about in the window or while the change ran. A link beats a
 * word, then the nearest window. A run that is in none was planned by nobody here.
 */
export function matchRuns(
  changes: readonly Change[],
  runs: readonly OutsideRun[],
  sites: readonly Place[],
): ReadonlyMap<string, string> {
  const sitesOf = sitesOfRuns(sites);
  const concerned = new Set(runs.flatMap(sitesOf));
  const bySite = groupBy(changes, (change) => change.sites.filter((site) => concerned.has(site)));
  const found = new Map<string, string>();
  for (const run of runs) {
    let best: { readonly id: string; readonly linked: boolean; readonly away: number } | null = null;
    for (const site of sitesOf(run))
      for (const change of bySite.get(site) ?? []) {
        const by = partOf(change, run, sitesOf);
        if (by === null) continue;
        const begins = change.times.startedAt ?? change.window?.start ?? 0;
        const one = { id: change.id, linked: by === 'link', away: Math.abs((run.startedAt ?? begins) - begins) };
        const better =
          best === null ||
          (one.linked !== best.linked ? one.linked : one.away !== best.away ? one.away < best.away : one.id < best.id);
        if (better) best = one;
      }
    if (best !== null) found.set(run.id, best.id);
  }
  return found;
}
