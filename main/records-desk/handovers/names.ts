import type { Snapshot } from '../../../shared/domain/snapshot/types';
import { countryName } from '../../../shared/lib/country-name';
import type { HandoverNames } from '../../../shared/records/handover-out/options';

/** How the workspace calls what a handover knows by id. */
export function namesOf({
  teams,
  sites,
}: Pick<Snapshot, 'teams'> & {
  readonly sites: readonly { readonly id: string; readonly name: string }[];
}): HandoverNames {
  const people = new Map(teams.flatMap((team) => team.people.map(({ id, name }) => [id, name] as const)));
  const teamOf = new Map(teams.map((team) => [team.id, team]));
  const siteOf = new Map(sites.map((site) => [site.id, site]));
  return {
    person: (id) => people.get(id) ?? id,
    team: (id) => teamOf.get(id)?.name ?? id,
    site: (id) => siteOf.get(id)?.name ?? id,
    country: countryName,
    zoneOf: (team) => teamOf.get(team)?.timeZone ?? 'UTC',
  };
}
