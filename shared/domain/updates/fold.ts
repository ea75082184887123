import { assertNever } from '../../lib/assert-never';
import type { Ms } from '../../lib/time';
import { REFUSALS, type NewVersion, type UpdateAction, type UpdateProblem, type UpdateState } from './types';

/** What happens to an updater. */
export type UpdateEvent =
  | { readonly kind: 'check'; readonly asked: boolean }
  | { readonly kind: 'nothing-newer'; readonly at: Ms }
  | { readonly kind: 'found'; readonly found: NewVersion }
  | { readonly kind: 'download' }
  | { readonly kind: 'progress'; readonly share: number }
  | { readonly kind: 'downloaded' }
  | { readonly kind: 'restart' }
  | { readonly kind: 'problem'; readonly problem: UpdateProblem };

export const isRefusal = (problem: UpdateProblem): boolean => (REFUSALS as readonly string[]).includes(problem.code);

/** What may be asked of a state; the window and the menu offer this and nothing else. */
export function actionsOf(state: UpdateState): readonly UpdateAction[] {
  switch (state.kind) {
    case 'idle':
      return ['check'];
    case 'available':
      return state.found.install === 'here' ? ['download', 'check'] : ['check'];
    case 'ready':
      return ['restart'];
    case 'failed':
      // A failed download or restart can be tried again. A refused one starts over with a new look at the feed.
      return state.step === 'check' || state.found === null ? ['check'] : [state.step, 'check'];
    case 'refused':
      return ['check'];
    case 'off':
    case 'checking':
    case 'downloading':
    case 'restarting':
      return [];
    default:
      return assertNever(state);
  }
}

/** The state after an event. An event that does not belong to the state changes nothing: late answers are harmless. */
export function foldUpdate(state: UpdateState, event: UpdateEvent): UpdateState {
  switch (event.kind) {
    case 'check':
      // A look by itself leaves on screen what is known; only its outcome shows.
      if (!actionsOf(state).includes('check') || (state.kind === 'available' && !event.asked)) return state;
      return { kind: 'checking', asked: event.asked };
    case 'nothing-newer':
      if (state.kind === 'checking') return { kind: 'idle', checkedAt: event.at, asked: state.asked };
      // Withdrawn by its publisher.
      if (state.kind === 'available') return { kind: 'idle', checkedAt: event.at, asked: false };
      if (state.kind === 'downloading') return { kind: 'idle', checkedAt: event.at, asked: true };
      return state;
    case 'found':
      if (state.kind === 'checking' || state.kind === 'available') return { kind: 'available', found: event.found };
      // A download begins with a fresh look: an even newer version is what is loaded.
      if (state.kind === 'downloading') return { ...state, found: event.found };
      return state;
    case 'download':
      if (!actionsOf(state).includes('download') || !('found' in state) || state.found === null) return state;
      return { kind: 'downloading', found: state.found, share: 0 };
    case 'progress':
      return state.kind === 'downloading' ? { ...state, share: clamp(event.share) } : state;
    case 'downloaded':
      return state.kind === 'downloading' ? { kind: 'ready', found: state.found } : state;
    case 'restart':
      if (!actionsOf(state).includes('restart') || !('found' in state) || state.found === null) return state;
      return { kind: 'restarting', found: state.found };
    case 'problem':
      return troubled(state, event.problem);
    default:
      return assertNever(event);
  }
}

function troubled(state: UpdateState, problem: UpdateProblem): UpdateState {
  const kind = isRefusal(problem) ? 'refused' : 'failed';
  switch (state.kind) {
    case 'checking':
      return { kind, step: 'check', problem, found: null, asked: state.asked };
    case 'available':
      // A look by itself: offline is no news, but what is refused must not stay on offer.
      return kind === 'refused' ? { kind, step: 'check', problem, found: null, asked: false } : state;
    case 'downloading':
      return { kind, step: 'download', problem, found: state.found, asked: true };
    case 'restarting':
      return { kind, step: 'restart', problem, found: state.found, asked: true };
    case 'off':
    case 'idle':
    case 'ready':
    case 'failed':
    case 'refused':
      return state;
    default:
      return assertNever(state);
  }
}

const clamp = (share: number): number => (Number.isFinite(share) ? Math.min(1, Math.max(0, share)) : 0);
