import type { Result } from '../../shared/lib/result';
import type { Snapshot, SnapshotPatch } from '../../shared/domain/snapshot/types';
import type { CallError, Input, Output } from '../../shared/ipc/contract';
import type { MethodName } from '../../shared/ipc/names';
import type { RecordMethod } from '../../shared/ipc/records-contract';
import type { DeskMethod } from '../ipc/desk-port';

/** Methods of the contract that the engine answers; the rest is that of the desk and of the records. */
export type EngineMethod = Exclude<MethodName, DeskMethod | RecordMethod>;

/** What the door (main/ipc) and the composition roots need of the engine. It knows no Electron and no HTTP. */
export interface Engine {
  /** Answers one method of the contract. The input was parsed at the door; expected failures come back as values. */
  handle<M extends EngineMethod>(method: M, input: Input<M>): Promise<Result<Output<M>, CallError>>;
  /** Calls back with every patch, batched per frame by the engine, in order of `seq`. Returns its stop. */
  onPatch(listener: (patch: SnapshotPatch) => void): () => void;
  snapshot(): Snapshot;
}
