import { useMemo } from 'react';
import { NO_ENTRIES } from '../../../../shared/domain/shifts/types';
import type { Ms } from '../../../../shared/lib/time';
import { shiftDoubt } from '../../../stores/derive/doubt';
import { useHandovers, useMinute, useSnapshot } from '../../../stores/stores';
import { dutyText } from './duty-model';

/** Who is there when it begins; while it runs, who is there now. */
export function DutyLine({ begins, runs }: { readonly begins: Ms | null; readonly runs: boolean }) {
  const teams = useSnapshot((state) => state.snapshot?.teams);
  const entries = useHandovers((state) => state.duty) ?? NO_ENTRIES;
  const doubt = useHandovers(shiftDoubt);
  const now = useMinute();
  const at = runs ? now : begins;
  const isTold = at !== null && (runs || at >= now);
  const told = useMemo(
    () => (teams === undefined || teams.length === 0 || !isTold ? null : dutyText(teams, at, entries)),
    [teams, at, isTold, entries],
  );
  if (told === null) return null;
  const text = doubt === null ? told.text : `${told.text}. Not sure: ${doubt}`;
  return (
    <p className={told.nobody ? 'plan-meta is-nobody' : 'plan-meta'} tabIndex={0} data-hint={text}>
      {runs ? 'On duty now: ' : 'On duty when it begins: '}
      {text}
    </p>
  );
}
