import type { Ms } from '../../../lib/time';
import { worstOf } from '../../status/types';
import type { Situation } from '../types';
import { byText, groupsOf } from './item';
import type { Known } from './known';
import { placeKey, placeName } from './sources';

/** How all of it stood at the look. */
export const situationOf = (known: Known): Situation => ({
  at: known.generatedAt,
  oldest: oldestOf(known.sites.map(({ dataAt }) => dataAt)),
  places: groupsOf(known.sites, ({ country, tier }) => `${country} ${tier}`).map(({ first, all }) => {
    const status = worstOf(all.map((site) => site.status));
    const { country, tier } = first;
    return { country, tier, status, sites: all.filter((site) => site.status === status).length };
  }),
  notLive: groupsOf(
    known.sources.filter(({ condition }) => condition !== 'live'),
    (source) => `${placeKey(source)}/${source.condition}`,
  ).map(({ first, all }) => ({
    source: `${all
      .map(({ api }) => api)
      .sort(byText)
      .join(', ')} of ${placeName(first, known)}`,
    condition: first.condition,
    at: oldestOf(all.map(({ lastGoodAt }) => lastGoodAt)),
  })),
});

/** Null where one never answered, and where there is none. */
function oldestOf(instants: readonly (Ms | null)[]): Ms | null {
  let oldest: Ms | null = null;
  for (const at of instants) {
    if (at === null) return null;
    if (oldest === null || at < oldest) oldest = at;
  }
  return oldest;
}
