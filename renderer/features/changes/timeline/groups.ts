import type { SiteView, Tier } from '../../../../shared/domain/snapshot/types';
import type { Status } from '../../../../shared/domain/status/types';
import type { Ms } from '../../../../shared/lib/time';
import { countryName, TIER_WORD, TIERS } from '../../../ui/words';

/** What the time line knows of a site. */
export interface LaneSite {
  readonly id: string;
  readonly name: string;
  readonly country: string;
  readonly tier: Tier;
  readonly timeZone: string;
  readonly subdivision: string | null;
  readonly account: string;
  readonly region: string;
  readonly status: Status;
  /** Not seen: whether its changes still run is not known. */
  readonly blind: boolean;
  /** To the minute; null: never seen. */
  readonly dataAt: Ms | null;
}

export interface Lane {
  readonly site: LaneSite;
  /** Production; the site's own name where several of a country share the tier. */
  readonly word: string;
}
/** Sites of one country that share a clock: one ruler of local time serves them. */
export interface Group {
  readonly key: string;
  readonly name: string;
  readonly zone: string;
  readonly lanes: readonly Lane[];
}

export const laneSite = (site: SiteView): LaneSite => ({
  id: site.id,
  name: site.name,
  country: site.country,
  tier: site.tier,
  timeZone: site.timeZone,
  subdivision: site.subdivision,
  account: site.account,
  region: site.region,
  status: site.status,
  blind: site.blind,
  // What is seen changes every few seconds; it is told only where it is not.
  dataAt: site.blind ? site.dataAt : null,
});

/** Countries in the order of the workspace file, production first. */
export function groupsOf(sites: readonly LaneSite[]): readonly Group[] {
  const groups = new Map<string, LaneSite[]>();
  for (const site of sites) {
    const key = `${site.country} ${site.timeZone}`;
    const known = groups.get(key);
    if (known === undefined) groups.set(key, [site]);
    else known.push(site);
  }
  // A country's clocks stand together.
  const countries = [...new Set(sites.map(({ country }) => country))];
  const place = (group: readonly LaneSite[]): number => countries.indexOf(group[0]?.country ?? '');
  return [...groups]
    .sort(([, a], [, b]) => place(a) - place(b))
    .map(([key, members]) => {
      const shared = (tier: Tier): boolean => members.filter((site) => site.tier === tier).length > 1;
      return {
        key,
        name: countryName(members[0]?.country ?? ''),
        zone: members[0]?.timeZone ?? 'UTC',
        lanes: [...members]
          .sort((a, b) => TIERS.indexOf(a.tier) - TIERS.indexOf(b.tier))
          .map((site) => ({ site, word: shared(site.tier) ? site.name : TIER_WORD[site.tier] })),
      };
    });
}
