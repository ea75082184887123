import type { Engine } from '../../main/engine/engine-port';
import type { Snapshot, SnapshotPatch } from '../../shared/domain/snapshot/types';
import type { CallError } from '../../shared/ipc/contract';
import { err, ok, type Result } from '../../shared/lib/result';

/** An engine that answers every method with something recognisable and can be told to fail. */
export interface FakeEngine extends Engine {
  readonly calls: readonly { readonly method: string; readonly input: unknown }[];
  /** From now on every call throws this. */
  throwsOn(error: unknown): void;
  /** From now on every call is refused with this. */
  refuses(error: CallError): void;
  /** From now on calls wait until `letGo`. */
  holds(): void;
  letGo(): void;
  emits(patch: SnapshotPatch): void;
  listeners(): number;
}

const emptySnapshot: Snapshot = {
  seq: 1,
  generatedAt: 0,
  demo: true,
  workspace: { id: 'demo', name: 'Demo', file: null, problem: null },
  sites: [],
  sources: [],
  events: [],
  mutes: [],
  outside: [],
  attention: [],
  signIns: [],
  teams: [],
  rules: { freezes: [], hours: {}, services: {}, dependencies: {} },
  spend: { currency: 'USD', today: 0, monthForecast: 0, byApi: [], budget: null, prices: '' },
  restoring: false,
};

export function createFakeEngine(snapshot: Snapshot = emptySnapshot): FakeEngine {
  const calls: { method: string; input: unknown }[] = [];
  const listeners = new Set<(patch: SnapshotPatch) => void>();
  let fault: { readonly thrown: unknown } | null = null;
  let refusal: CallError | null = null;
  let waiting: (() => void)[] | null = null;

  const answer = (method: string): unknown => (method === 'snapshot.get' ? snapshot : { answered: method });

  return {
    calls,
    throwsOn: (thrown) => {
      fault = { thrown };
    },
    refuses: (error) => {
      refusal = error;
    },
    holds: () => {
      waiting = [];
    },
    letGo: () => {
      const held = waiting ?? [];
      waiting = null;
      held.forEach((go) => go());
    },
    emits: (patch) => listeners.forEach((listener) => listener(patch)),
    listeners: () => listeners.size,
    handle: async (method, input) => {
      calls.push({ method, input });
      if (fault !== null) throw fault.thrown;
      if (waiting !== null) await new Promise<void>((go) => waiting?.push(go));
      return (refusal === null ? ok(answer(method)) : err(refusal)) as Result<never, CallError>;
    },
    onPatch: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    snapshot: () => snapshot,
  };
}
