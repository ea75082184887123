import { z } from 'zod';
import type { Snapshot, SnapshotPatch } from '../domain/snapshot/types';
import { UPDATE_ACTIONS, type UpdateState } from '../domain/updates/types';
import type { MethodName, EventName } from './names';
import { recordInputs, type RecordEvents, type RecordOutputs } from './records-contract';
import type { AppInfo, CrashNotice, Diagnostics, SignalHistory, Visit } from './types';

/** Ids come from the workspace file or from AWS; both stay far below this. */
const id = z.string().min(1).max(2_048);
const nothing = z.undefined();
const count = z.int().min(0).max(1_000_000);

/**
 * Input of every method, checked at the one door in main (main/ipc). Outputs are built by typed code on the trusted
 * side and are therefore types, not schemas.
 */
export const inputs = {
  ...recordInputs,
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
  /** Once per window: all its sites are on screen for the first time, `known` of them with a state. `at`: epoch milliseconds. */
  'window.drawn': z.strictObject({ at: z.number().min(0).max(8.64e15), sites: count, known: count }),
  /** Where links led that the window has not gone to yet, oldest first. */
  'navigation.waiting': nothing,
  /** The window went there, or said why it cannot. */
  'navigation.done': z.strictObject({ id: z.int().min(0) }),
  /** A sign of life, every few seconds: a window that gives none is begun anew. */
  'window.alive': nothing,
  /** What helps another person to see what is wrong here; nothing secret in it. */
  'app.diagnostics': nothing,
  /** What went wrong with the program itself in an earlier run, until somebody says that they know. */
  'app.lastCrash': nothing,
  'app.crashSeen': nothing,
  'updates.state': nothing,
  /** What a person asked for; refused where the state does not offer it. */
  'updates.act': z.strictObject({ action: z.enum(UPDATE_ACTIONS) }),
} satisfies Record<MethodName, z.ZodType>;

export interface Outputs extends RecordOutputs {
  'updates.state': UpdateState;
  'updates.act': null;
  'snapshot.get': Snapshot;
  'signal.history': SignalHistory | null;
  'attention.acknowledge': { readonly acknowledgedAt: number };
  'attention.unacknowledge': null;
  'source.retry': { readonly asked: number };
  'app.info': AppInfo;
  'window.drawn': null;
  'navigation.waiting': readonly Visit[];
  'navigation.done': null;
  'window.alive': null;
  'app.diagnostics': Diagnostics;
  'app.lastCrash': CrashNotice | null;
  'app.crashSeen': null;
}

export interface Events extends RecordEvents {
  'updates.state': UpdateState;
  'snapshot.patch': SnapshotPatch;
  'navigation.open': Visit;
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
