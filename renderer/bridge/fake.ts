import type { CallError, Input, Output, Payload } from '../../shared/ipc/contract';
import type { EventName, MethodName } from '../../shared/ipc/names';
import { recordInputs, type RecordMethod } from '../../shared/ipc/records-contract';
import type { Result } from '../../shared/lib/result';
import type { UpdateState } from '../../shared/domain/updates/types';
import type { AppInfo, CrashNotice, SignalHistory, Visit } from '../../shared/ipc/types';
import { diffSnapshots } from '../../shared/domain/snapshot/patch';
import type { Snapshot, SnapshotPatch } from '../../shared/domain/snapshot/types';
import { BridgeError, type Bridge, type ConnectionState } from './bridge';

export interface FakeBridge extends Bridge {
  /** What was asked, in order. */
  readonly asked: readonly { readonly method: MethodName; readonly input: unknown }[];
  /** From now on `snapshot.get` answers this; null never answers. */
  holds(snapshot: Snapshot | null): void;
  sends(patch: SnapshotPatch): void;
  /** Updating stands here from now on. */
  updates(state: UpdateState): void;
  /** A link arrives; a window that starts later finds it waiting. */
  arrives(visit: Visit): void;
  disconnects(): void;
  connects(): void;
  /** The next call of this method is refused. */
  refuses(method: MethodName, error: CallError): void;
}

/** Answers the methods of records; a test plugs in the real ones. */
export interface FakeRecords {
  handle<M extends RecordMethod>(method: M, input: Input<M>): Promise<Result<Output<M>, CallError>>;
  onEvent(listener: (event: EventName, payload: unknown) => void): () => void;
}

export interface FakeSetup {
  readonly snapshot: Snapshot | null;
  readonly history?: (site: string, signal: string, hours: number) => SignalHistory | null;
  readonly info?: AppInfo;
  readonly crash?: CrashNotice;
  readonly now?: () => number;
  readonly place?: 'desktop' | 'browser';
  /** Left out: nobody wrote anything, and nothing can be written. */
  readonly records?: FakeRecords;
}

const INFO: AppInfo = { version: '0.1.0', runtime: 'browser mode', dataFolder: '(none)', warning: null };

/** Plays an engine for tests and for the preview page: a snapshot, then whatever patches it is told to send. */
export function createFakeBridge(setup: FakeSetup): FakeBridge {
  let snapshot = setup.snapshot;
  let state: ConnectionState = 'connected';
  const asked: { readonly method: MethodName; readonly input: unknown }[] = [];
  const refused = new Map<MethodName, CallError>();
  const listeners = new Map<EventName, Set<(payload: never) => void>>();
  let updates: UpdateState = { kind: 'off', reason: 'no-feed' };
  let visits: readonly Visit[] = [];
  let crash = setup.crash ?? null;
  const states = new Set<(state: ConnectionState) => void>();
  const now = setup.now ?? (() => snapshot?.generatedAt ?? 0);

  const become = (next: ConnectionState): void => {
    state = next;
    for (const listener of [...states]) listener(next);
  };
  const emit = <E extends EventName>(event: E, payload: Payload<E>): void => {
    for (const listener of [...(listeners.get(event) ?? [])]) (listener as (payload: Payload<E>) => void)(payload);
  };
  const send = (patch: SnapshotPatch): void => emit('snapshot.patch', patch);
  const acknowledge = (key: string, acknowledgedAt: number | null): void => {
    if (!snapshot) return;
    const attention = snapshot.attention.map((item) => (item.key === key ? { ...item, acknowledgedAt } : item));
    const sorted = [
      ...attention.filter((i) => i.acknowledgedAt === null),
      ...attention.filter((i) => i.acknowledgedAt !== null),
    ];
    const after = { ...snapshot, seq: snapshot.seq + 1, attention: sorted };
    const patch = diffSnapshots(snapshot, after);
    snapshot = after;
    if (patch !== null) send(patch);
  };

  const answers: {
    readonly [M in Exclude<MethodName, RecordMethod>]: (input: Input<M>) => Output<M> | Promise<Output<M>>;
  } = {
    'snapshot.get': () => snapshot ?? new Promise<never>(() => {}),
    'signal.history': ({ site, signal, hours }) => setup.history?.(site, signal, hours) ?? null,
    'attention.acknowledge': ({ key }) => {
      acknowledge(key, now());
      return { acknowledgedAt: now() };
    },
    'attention.unacknowledge': ({ key }) => {
      acknowledge(key, null);
      return null;
    },
    'source.retry': ({ source }) => ({ asked: source === undefined ? (snapshot?.sources.length ?? 0) : 1 }),
    'app.info': () => setup.info ?? INFO,
    'window.drawn': () => null,
    'navigation.waiting': () => visits,
    'navigation.done': ({ id }) => {
      visits = visits.filter((visit) => visit.id !== id);
      return null;
    },
    'updates.state': () => updates,
    'updates.act': () => null,
    'window.alive': () => null,
    'app.diagnostics': () => ({ text: 'Meridian diagnostics\nall well', lines: 2 }),
    'app.lastCrash': () => crash,
    'app.crashSeen': () => {
      crash = null;
      return null;
    },
  };

  const records = setup.records ?? NO_RECORDS;
  records.onEvent((event, payload) => emit(event, payload as Payload<typeof event>));
  const isRecords = (method: MethodName): method is RecordMethod => Object.hasOwn(recordInputs, method);
  const answer = async <M extends MethodName>(method: M, input: Input<M>): Promise<Output<M>> => {
    if (!isRecords(method)) {
      const asked: Exclude<MethodName, RecordMethod> = method;
      const one = answers[asked] as unknown as (input: Input<M>) => Output<M>;
      return one(input);
    }
    const answered: Result<unknown, CallError> = await records.handle(method, input as Input<RecordMethod>);
    if (!answered.ok) throw new BridgeError(answered.error);
    return answered.value as Output<M>;
  };

  return {
    place: setup.place ?? 'browser',
    asked,
    holds: (next) => {
      snapshot = next;
    },
    sends: send,
    updates: (state) => {
      updates = state;
      emit('updates.state', state);
    },
    arrives: (visit) => {
      visits = [...visits, visit];
      emit('navigation.open', visit);
    },
    disconnects: () => become('disconnected'),
    connects: () => become('connected'),
    refuses: (method, error) => void refused.set(method, error),
    call: async <M extends MethodName>(method: M, input: Input<M>): Promise<Output<M>> => {
      asked.push({ method, input });
      if (state === 'disconnected')
        throw new BridgeError({ code: 'disconnected', message: 'Meridian does not answer.' });
      const refusal = refused.get(method);
      if (refusal) {
        refused.delete(method);
        throw new BridgeError(refusal);
      }
      return answer(method, input);
    },
    on: <E extends EventName>(event: E, listener: (payload: Payload<E>) => void) => {
      const heard = listeners.get(event) ?? new Set();
      listeners.set(event, heard.add(listener));
      return () => void heard.delete(listener);
    },
    connection: () => state,
    onConnection: (listener) => {
      states.add(listener);
      return () => void states.delete(listener);
    },
    close: () => {},
  };
}

const NO_RECORDS: FakeRecords = {
  handle: async (method) => {
    const known: Partial<Record<RecordMethod, unknown>> = {
      'records.status': { person: null, notSaved: null, unsaved: [], report: [], problem: null },
      'incidents.list': [],
      'changes.list': [],
      'handovers.list': [],
      'duty.list': [],
    };
    return Object.hasOwn(known, method)
      ? { ok: true, value: known[method] as never }
      : { ok: false, error: { code: 'not-found', message: 'there are no records here' } };
  },
  onEvent: () => () => undefined,
};
