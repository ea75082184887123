import { createStore, type StoreApi } from 'zustand/vanilla';
import type { SignalHistory } from '../../shared/ipc/types';
import { toBridgeError, type Bridge } from '../bridge/bridge';

export type Hours = 1 | 24;
export type HistoryEntry =
  | { readonly kind: 'loading' }
  | { readonly kind: 'ready'; readonly history: SignalHistory }
  /** The engine keeps no points of this signal. */
  | { readonly kind: 'none' }
  | { readonly kind: 'failed'; readonly reason: string };

export interface HistoryStore extends StoreApi<{ readonly entries: ReadonlyMap<string, HistoryEntry> }> {
  load(site: string, signal: string, hours: Hours): Promise<void>;
  /** Forgets what a closed drawer had asked for. */
  forget(): void;
}

export const historyKey = (site: string, signal: string, hours: Hours): string => `${hours}|${site}|${signal}`;

/** Points for the charts of the open drawer. What is shown stays until the newer answer is there. */
export function createHistoryStore(bridge: Bridge): HistoryStore {
  const store = createStore<{ readonly entries: ReadonlyMap<string, HistoryEntry> }>(() => ({ entries: new Map() }));
  const put = (key: string, entry: HistoryEntry): void =>
    store.setState(({ entries }) => ({ entries: new Map([...entries, [key, entry]]) }));
  return Object.assign(store, {
    load: async (site: string, signal: string, hours: Hours) => {
      const key = historyKey(site, signal, hours);
      if (!store.getState().entries.has(key)) put(key, { kind: 'loading' });
      try {
        const history = await bridge.call('signal.history', { site, signal, hours });
        put(key, history ? { kind: 'ready', history } : { kind: 'none' });
      } catch (thrown) {
        put(key, { kind: 'failed', reason: toBridgeError(thrown).message });
      }
    },
    forget: () => store.setState({ entries: new Map() }),
  });
}
