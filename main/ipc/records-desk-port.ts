import type { CallError, Input, Output } from '../../shared/ipc/contract';
import type { EventName } from '../../shared/ipc/names';
import type { RecordMethod } from '../../shared/ipc/records-contract';
import type { Result } from '../../shared/lib/result';

/** Answers what concerns records, at the same door as the engine and the desk. */
export interface RecordsDesk {
  handle<M extends RecordMethod>(method: M, input: Input<M>): Promise<Result<Output<M>, CallError>>;
  /** Returns its stop. */
  onEvent(listener: (event: EventName, payload: unknown) => void): () => void;
}
