import type { Ms } from '../../../../shared/lib/time';
import { useHandovers, useMinute, useSnapshot } from '../../../stores/stores';
import { dutyText } from './duty-model';

/** Who is there when it begins; while it runs, who is there now. */
export function DutyLine({ begins, runs }: { readonly begins: Ms | null; readonly runs: boolean }) {
  const teams = useSnapshot((state) => state.snapshot?.teams);
  const entries = useHandovers((state) => state.duty);
  const now = useMinute();
  const at = runs ? now : begins;
  if (teams === undefined || teams.length === 0 || at === null || (!runs && at < now)) return null;
  const { text, nobody } = dutyText(teams, at, entries ?? undefined);
  return (
    <p className={nobody ? 'plan-meta is-nobody' : 'plan-meta'} tabIndex={0} data-hint={text}>
      {runs ? 'On duty now: ' : 'On duty when it begins: '}
      {text}
    </p>
  );
}
