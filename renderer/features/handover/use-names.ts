import { useMemo } from 'react';
import { useSnapshot } from '../../stores/stores';
import { namesOf, type Names } from '../../ui/names';
import { useSteady } from '../../ui/use-steady';

/** Who and where, in words. They change with the workspace file, not with what happens. */
export function useNames(): Names {
  const snapshot = useSnapshot((state) => state.snapshot);
  const sites = useSteady(
    snapshot?.sites.map(({ id, name, country, tier, timeZone }) => ({ id, name, country, tier, timeZone })) ?? [],
  );
  const people = useSteady(snapshot?.teams.flatMap((team) => team.people.map(({ id, name }) => ({ id, name }))) ?? []);
  return useMemo(() => namesOf(sites, people), [sites, people]);
}
