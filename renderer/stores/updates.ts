import { createStore, type StoreApi } from 'zustand/vanilla';
import type { UpdateAction, UpdateState } from '../../shared/domain/updates/types';
import { toBridgeError, type Bridge } from '../bridge/bridge';

export interface UpdatesState {
  /** Null until it was told. */
  readonly updates: UpdateState | null;
}

export interface UpdatesStore extends StoreApi<UpdatesState> {
  /** Asks where updating stands and follows it. Returns its stop. */
  start(): () => void;
  /** Asks main to do it; answers with one sentence when that cannot be done, else with null. */
  act(action: UpdateAction): Promise<string | null>;
}

/** Where updating stands, as main says. */
export function createUpdatesStore(bridge: Bridge): UpdatesStore {
  const store = createStore<UpdatesState>(() => ({ updates: null }));
  const ask = async (stillWanted: () => boolean): Promise<void> => {
    try {
      const updates = await bridge.call('updates.state', undefined);
      if (stillWanted()) store.setState({ updates });
    } catch {
      // Nothing depends on it; the next connection asks again.
    }
  };
  return Object.assign(store, {
    start: () => {
      let told = 0;
      const fetch = (): void => {
        const before = told;
        // An event that came meanwhile is newer than the answer.
        void ask(() => told === before);
      };
      const stops = [
        bridge.on('updates.state', (updates) => {
          told += 1;
          store.setState({ updates });
        }),
        bridge.onConnection((state) => {
          if (state === 'connected') fetch();
        }),
      ];
      fetch();
      return () => {
        told = -1;
        stops.forEach((stop) => stop());
      };
    },
    act: async (action: UpdateAction) => {
      try {
        await bridge.call('updates.act', { action });
        return null;
      } catch (thrown) {
        return `Not done: ${toBridgeError(thrown).message}`;
      }
    },
  });
}
