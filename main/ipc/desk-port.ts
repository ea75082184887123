import type { Result } from '../../shared/lib/result';
import type { CallError, Input, Output } from '../../shared/ipc/contract';
import type { EventName, MethodName } from '../../shared/ipc/names';

/** Methods that concern the program around the engine: links that arrived, the window, updates, what the program knows of itself. */
export type DeskMethod =
  | Extract<MethodName, `navigation.${string}` | `window.${string}` | `updates.${string}`>
  | 'app.diagnostics'
  | 'app.lastCrash'
  | 'app.crashSeen';

/** Answers beside the engine, at the same door. */
export interface Desk {
  handle<M extends DeskMethod>(method: M, input: Input<M>): Promise<Result<Output<M>, CallError>>;
  /** Calls back with every event that is not the engine's. Returns its stop. */
  onEvent(listener: (event: EventName, payload: unknown) => void): () => void;
}
