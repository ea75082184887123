import { useMemo } from 'react';
import type { TeamView } from '../../../shared/domain/snapshot/types';
import type { HandoverNames } from '../../../shared/records/handover-out/options';
import { useSnapshot } from '../../stores/stores';
import { useSteady } from '../../ui/use-steady';
import { countryName } from '../../ui/words';
import { useNames } from './use-names';

const NO_TEAMS: readonly TeamView[] = [];

/** Who, where and on which clock, as a handover is told to others. */
export function useOutNames(): HandoverNames {
  const names = useNames();
  const teams = useSteady(
    useSnapshot((state) => state.snapshot?.teams ?? NO_TEAMS).map(({ id, name, timeZone }) => ({ id, name, timeZone })),
  );
  return useMemo(() => {
    const byId = new Map(teams.map((team) => [team.id, team]));
    return {
      person: names.person,
      site: names.site,
      country: countryName,
      team: (id) => byId.get(id)?.name ?? id,
      zoneOf: (id) => byId.get(id)?.timeZone ?? 'UTC',
    };
  }, [names, teams]);
}
