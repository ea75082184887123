import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Snapshot, SnapshotPatch } from '../../shared/domain/snapshot/types';
import type { Bridge, ConnectionState } from '../bridge/bridge';
import { toBridgeError } from '../bridge/bridge';
import { applyPatch } from '../../shared/domain/snapshot/patch';

export interface SnapshotState {
  /** Null until the first one came. */
  readonly snapshot: Snapshot | null;
  readonly connection: ConnectionState;
  /** Why the last try to get a snapshot failed; null when it did not. */
  readonly problem: string | null;
}

export interface SnapshotStore extends StoreApi<SnapshotState> {
  /** Starts ahead of `start`, which then joins; done when the first answer, or refusal, is there. */
  prime(): Promise<void>;
  /** Asks for the snapshot and follows its patches. Returns its stop. */
  start(): () => void;
}

export interface SnapshotTools {
  /** Returns its stop. */
  readonly later: (run: () => void, ms: number) => () => void;
  /** Before the next frame is drawn; returns its stop. Left out: at once. */
  readonly frame?: (run: () => void) => () => void;
}

const RETRY = 2_000;

/**
 * The picture of everything: one snapshot, then patches in order of `seq`; after a gap, one snapshot again. However many
 * patches come, the window sees one picture a frame.
 */
export function createSnapshotStore(bridge: Bridge, tools: SnapshotTools): SnapshotStore {
  const store = createStore<SnapshotState>(() => ({ snapshot: null, connection: bridge.connection(), problem: null }));
  let started = false;
  let fetching = false;
  let early: readonly SnapshotPatch[] = [];
  let stopRetry = (): void => {};
  /** With every patch that came; the window has it from the next frame on. */
  let latest: Snapshot | null = null;
  let stopFrame: (() => void) | null = null;

  const show = (): void => {
    stopFrame?.();
    stopFrame = null;
    store.setState({ snapshot: latest });
  };
  const take = (patch: SnapshotPatch): void => {
    const snapshot = latest;
    if (!snapshot || fetching) {
      early = [...early, patch];
      return;
    }
    if (patch.seq <= snapshot.seq) return;
    if (patch.seq !== snapshot.seq + 1) {
      early = [patch];
      void fetch();
      return;
    }
    latest = applyPatch(snapshot, patch);
    if (tools.frame === undefined) show();
    else stopFrame ??= tools.frame(show);
  };

  const fetch = async (): Promise<void> => {
    if (fetching || !started) return;
    fetching = true;
    try {
      const snapshot = await bridge.call('snapshot.get', undefined);
      fetching = false;
      if (!isStarted()) return;
      latest = snapshot;
      store.setState({ snapshot, problem: null });
      const waiting = early;
      early = [];
      waiting.forEach(take);
    } catch (thrown) {
      fetching = false;
      const error = toBridgeError(thrown);
      if (!isStarted()) return;
      store.setState({ problem: error.message });
      // A lost connection asks again by itself when it comes back; anything else is worth another try.
      if (error.code !== 'disconnected') stopRetry = tools.later(() => void fetch(), RETRY);
    }
  };
  const isStarted = (): boolean => started;

  let stop = (): void => {};
  /** The first fetch; whoever begins a second time joins it. */
  const begin = (): Promise<void> => {
    if (started) return Promise.resolve();
    started = true;
    const stopPatches = bridge.on('snapshot.patch', take);
    const stopConnection = bridge.onConnection((connection) => {
      store.setState({ connection });
      if (connection === 'connected') void fetch();
    });
    stop = () => {
      started = false;
      stopRetry();
      stopFrame?.();
      stopPatches();
      stopConnection();
    };
    return fetch();
  };

  return Object.assign(store, {
    prime: begin,
    start: () => {
      void begin();
      return () => stop();
    },
  });
}
