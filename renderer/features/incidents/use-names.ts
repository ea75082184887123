import { useMemo } from 'react';
import { useSnapshot } from '../../stores/stores';
import { namesOf, type Names } from '../../ui/names';
import { useSteady } from '../../ui/use-steady';

/** Who and where, in words. They change with the workspace file, not with what happens. */
export function useNames(): Names {
  const parts = useSteady(
    useSnapshot((state) => state.snapshot)?.sites.map(({ id, name, country, tier, timeZone }) => ({
      id,
      name,
      country,
      tier,
      timeZone,
    })) ?? [],
  );
  const people = useSteady(
    useSnapshot((state) => state.snapshot)?.teams.flatMap((team) =>
      team.people.map(({ id, name }) => ({ id, name })),
    ) ?? [],
  );
  return useMemo(() => namesOf(parts, people), [parts, people]);
}
