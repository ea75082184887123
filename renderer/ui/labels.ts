import type { SiteView } from '../../shared/domain/snapshot/types';
import { countryName, TIER_WORD } from './words';

export interface SiteLabel {
  /** "Brazil, Production" */
  readonly title: string;
  /** "Brazil production", inside a sentence. */
  readonly inSentence: string;
}

/** How sites are called: country and tier say it all, unless two sites share them; then each keeps its own name. */
export function labelSites(
  sites: readonly Pick<SiteView, 'id' | 'name' | 'country' | 'tier'>[],
): ReadonlyMap<string, SiteLabel> {
  const key = (site: Pick<SiteView, 'country' | 'tier'>): string => `${site.country}|${site.tier}`;
  const shared = new Map<string, number>();
  for (const site of sites) shared.set(key(site), (shared.get(key(site)) ?? 0) + 1);
  return new Map(
    sites.map((site) => {
      const country = countryName(site.country);
      const own = (shared.get(key(site)) ?? 0) > 1;
      return [
        site.id,
        own
          ? { title: site.name, inSentence: site.name }
          : { title: `${country}, ${TIER_WORD[site.tier]}`, inSentence: `${country} ${site.tier}` },
      ];
    }),
  );
}
