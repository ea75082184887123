import { firstAction, isWorthALine, stateDetail, stateLine } from '../../../../shared/domain/updates/words';
import type { UpdateAction, UpdateState } from '../../../../shared/domain/updates/types';

export interface UpdateLineView {
  /** Changes when there is something else to say: what was put away stays away until then. */
  readonly key: string;
  readonly text: string;
  readonly detail: string | null;
  /** 0 to 1 while something is loaded, else null. */
  readonly share: number | null;
  readonly action: { readonly action: UpdateAction; readonly label: string } | null;
  /** The words of the button that puts it away; null while there is nothing to decide. */
  readonly away: string | null;
}

/** The one quiet line about updates; null when there is nothing a person wants to know now. */
export function updateLineOf(state: UpdateState | null, away: string | null): UpdateLineView | null {
  if (state === null || !isWorthALine(state)) return null;
  const key = keyOf(state);
  if (key === away) return null;
  const action = state.kind === 'idle' ? null : firstAction(state);
  const undecided = state.kind === 'available' || state.kind === 'ready';
  const underWay = state.kind === 'checking' || state.kind === 'downloading' || state.kind === 'restarting';
  return {
    key,
    text: stateLine(state),
    detail: stateDetail(state),
    share: state.kind === 'downloading' ? state.share : null,
    action,
    away: underWay ? null : undecided ? 'Later' : 'Close',
  };
}

function keyOf(state: UpdateState): string {
  const version = 'found' in state && state.found !== null ? state.found.version : '';
  const problem = 'problem' in state ? `${state.step} ${state.problem.code}` : '';
  const when = state.kind === 'idle' ? String(state.checkedAt) : '';
  return [state.kind, version, problem, when].join('|');
}
