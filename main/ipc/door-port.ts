import type { Result } from '../../shared/lib/result';
import type { CallError } from '../../shared/ipc/contract';
import type { EventName } from '../../shared/ipc/names';

/** The one way from a window into the engine: the same for Electron's IPC (main/shell) and for the WebSocket (main/serve). */
export interface Door {
  /** Everything is `unknown` until it was checked here. Never throws, never rejects, never tells a stack trace. */
  call(method: unknown, input: unknown): Promise<Result<unknown, CallError>>;
  /** Calls back with every event of the contract, in order. Returns its stop. */
  onEvent(listener: (event: EventName, payload: unknown) => void): () => void;
}
