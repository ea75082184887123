import { dutyNow } from '../../../../shared/domain/shifts/duty';
import type { DutyEntry } from '../../../../shared/domain/shifts/types';
import type { TeamView } from '../../../../shared/domain/snapshot/types';
import type { Ms } from '../../../../shared/lib/time';

/** "Rafael Monteiro and Thiago Nunes (Brazil L2), Dana Whitfield (US L3, on call)": by rota, leave, cover and swaps of that moment. */
export function dutyText(
  teams: readonly TeamView[],
  at: Ms,
  entries?: readonly DutyEntry[],
): { readonly text: string; readonly nobody: boolean } {
  const on = dutyNow(teams, at, entries).filter(({ kind, crew }) => kind !== 'off' && crew.kind !== 'nobody');
  if (on.length === 0) return { text: 'nobody, as far as shifts and on-call say', nobody: true };
  const text = on.map(({ team, kind, crew }) => {
    const call = kind === 'on-call' ? ', on call' : '';
    const [first, ...more] = crew.kind === 'named' ? crew.people.map(({ name }) => name) : [];
    if (first === undefined) return `${team.name}${call}`;
    return `${first}${more.length === 0 ? '' : ` +${more.length}`} (${team.name}${call})`;
  });
  return { text: text.join(', '), nobody: false };
}
