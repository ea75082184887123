import type { CallError } from '../../shared/ipc/contract';
import type { Refusal } from './incidents';

/** A refusal as a window is told it. */
export function callError({ kind, message }: Refusal): CallError {
  if (kind === 'no-such-record') return { code: 'not-found', message };
  return { code: kind === 'not-allowed' ? 'not-allowed' : 'failed', message };
}
