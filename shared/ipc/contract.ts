import { z } from 'zod';
import type { Snapshot, SnapshotPatch } from '../domain/snapshot/types';
import { UPDATE_ACTIONS, type UpdateState } from '../domain/updates/types';
import type { MethodName, EventName } from './names';
import type { AppInfo, SignalHistory } from './types';

/** Ids come from the workspace file or from AWS; both stay far below this. */
const id = z.string().min(1).max(2_048);
const nothing = z.undefined();

/**
 * Input of every method, checked at the one door in main (main/ipc). Outputs are built by typed code on the trusted
 * side and are therefore types, not schemas.
 */
export const inputs = {
  'snapshot.get': nothing,
  'signal.history': z.strictObject({
    site: id,
    signal: id,
    hours: z.union([z.literal(1), z.literal(3), z.literal(24)]),
  }),
  'attention.acknowledge': z.strictObject({ key: id }),
  'attention.unacknowledge': z.strictObject({ key: id }),
  /** Ask one source now instead of at its next try; without a source, all of them. */
  'source.retry': z.strictObject({ source: id.optional() }),
  'app.info': nothing,
  'updates.state': nothing,
  /** What a person asked for; refused where the state does not offer it. */
  'updates.act': z.strictObject({ action: z.enum(UPDATE_ACTIONS) }),
} satisfies Record<MethodName, z.ZodType>;

export interface Outputs {
  'snapshot.get': Snapshot;
  'signal.history': SignalHistory | null;
  'attention.acknowledge': { readonly acknowledgedAt: number };
  'attention.unacknowledge': null;
  'source.retry': { readonly asked: number };
  'app.info': AppInfo;
  'updates.state': UpdateState;
  'updates.act': null;
}

export interface Events {
  'snapshot.patch': SnapshotPatch;
  'updates.state': UpdateState;
}

export type Input<M extends MethodName> = z.infer<(typeof inputs)[M]>;
export type Output<M extends MethodName> = Outputs[M];
export type Payload<E extends EventName> = Events[E];

/** What the window holds: one typed function per method, one subscription per event. */
export interface Api {
  call<M extends MethodName>(method: M, input: Input<M>): Promise<Output<M>>;
  /** Returns its stop. */
  on<E extends EventName>(event: E, listener: (payload: Payload<E>) => void): () => void;
}

/** A refused or failed call, as it travels. `code` is the closed list a caller can act on. */
export interface CallError {
  readonly code: 'unknown-method' | 'bad-input' | 'not-found' | 'failed' | 'not-allowed' | 'disconnected';
  readonly message: string;
}

/** Frames of browser mode (WebSocket, JSON text). */
export type ClientFrame = { readonly id: number; readonly method: string; readonly input?: unknown };
export type ServerFrame =
  | { readonly id: number; readonly ok: true; readonly output: unknown }
  | { readonly id: number; readonly ok: false; readonly error: CallError }
  | { readonly event: EventName; readonly payload: unknown };
