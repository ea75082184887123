import { useMemo } from 'react';
import type { HandoverView } from '../../../../shared/domain/handover/types';
import { dutyNow } from '../../../../shared/domain/shifts/duty';
import { floorTo, MINUTE, type Ms } from '../../../../shared/lib/time';
import { useHandovers, useSnapshot } from '../../../stores/stores';
import type { Witness } from './signers-model';

/** Who of another level is called now: they are told of it, and sign on neither side. */
export function useWitnesses({ content: { from, to } }: HandoverView, now: Ms): readonly Witness[] {
  const teams = useSnapshot((state) => state.snapshot?.teams);
  const entries = useHandovers((state) => state.duty);
  const minute = floorTo(now, MINUTE);
  return useMemo(() => {
    const own = new Set(teams?.filter(({ id }) => id === from || id === to).map(({ level }) => level));
    return dutyNow(teams ?? [], minute, entries ?? undefined)
      .filter(({ team, kind, crew }) => !own.has(team.level) && kind === 'on-call' && crew.kind === 'named')
      .flatMap(({ team, crew }) => crew.people.map(({ id }): Witness => ({ person: id, level: team.level })));
  }, [teams, entries, minute, from, to]);
}
