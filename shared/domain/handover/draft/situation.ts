import { groupBy } from '../../../lib/group-by';
import type { Ms } from '../../../lib/time';
import type { SiteView } from '../../snapshot/types';
import { GLOBAL } from '../../sources/types';
import { worstOf } from '../../status/types';
import type { Situation } from '../types';
import { byText } from './item';
import type { Known } from './known';

/** How all of it stood at the look. */
export const situationOf = (known: Known): Situation => ({
  at: known.generatedAt,
  oldest: oldestOf(known.sites.map(({ dataAt }) => dataAt)),
  places: [...groupBy(known.sites, ({ country, tier }) => [`${country} ${tier}`])]
    .sort(([a], [b]) => byText(a, b))
    .map(([, sites]) => placeOf(sites)),
  notLive: [
    ...groupBy(
      known.sources.filter(({ condition }) => condition !== 'live'),
      ({ account, region, condition }) => [`${account}/${region}/${condition}`],
    ),
  ]
    .sort(([a], [b]) => byText(a, b))
    .map(([, sources]) => {
      const { account, region, condition } = sources[0]!;
      const apis = sources.map(({ api }) => api).sort(byText);
      return {
        source: `${apis.join(', ')} of ${known.accountName(account)}${region === GLOBAL ? '' : ` in ${region}`}`,
        condition,
        at: oldestOf(sources.map(({ lastGoodAt }) => lastGoodAt)),
      };
    }),
});

function placeOf(sites: readonly SiteView[]): Situation['places'][number] {
  const { country, tier } = sites[0]!;
  const status = worstOf(sites.map((site) => site.status));
  return { country, tier, status, sites: sites.filter((site) => site.status === status).length };
}

/** Null where one never answered, and where there is none. */
function oldestOf(instants: readonly (Ms | null)[]): Ms | null {
  let oldest: Ms | null = null;
  for (const at of instants) {
    if (at === null) return null;
    if (oldest === null || at < oldest) oldest = at;
  }
  return oldest;
}
