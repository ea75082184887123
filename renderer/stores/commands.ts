import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Input } from '../../shared/ipc/contract';
import type { AppInfo, CrashNotice, Diagnostics } from '../../shared/ipc/types';
import { toBridgeError, type Bridge } from '../bridge/bridge';

export interface CommandState {
  /** Keys of attention items whose acknowledgement is under way. */
  readonly pending: ReadonlySet<string>;
  /** Why the last command on a key failed. */
  readonly failures: ReadonlyMap<string, string>;
  readonly info: AppInfo | null;
  /** What went wrong in an earlier run and nobody has put away yet. */
  readonly crash: CrashNotice | null;
}

export interface CommandStore extends StoreApi<CommandState> {
  acknowledge(key: string): Promise<void>;
  unacknowledge(key: string): Promise<void>;
  /** Asks one source, or all; answers with one sentence for the person. */
  retry(source?: string): Promise<string>;
  loadInfo(): Promise<void>;
  /** Tells once that all sites are on screen. */
  drawn(what: Input<'window.drawn'>): void;
  /** Somebody knows of the crash now; it is not told of again. */
  dismissCrash(): void;
  diagnostics(): Promise<Diagnostics>;
}

/** What a person asks the engine to do. Its effect comes back as a patch; here live only the waiting and the refusal. */
export function createCommandStore(bridge: Bridge): CommandStore {
  const store = createStore<CommandState>(() => ({ pending: new Set(), failures: new Map(), info: null, crash: null }));

  const run = async (key: string, work: () => Promise<unknown>): Promise<void> => {
    const { pending, failures } = store.getState();
    if (pending.has(key)) return;
    store.setState({
      pending: new Set([...pending, key]),
      failures: new Map([...failures].filter(([other]) => other !== key)),
    });
    let failure: string | null = null;
    try {
      await work();
    } catch (thrown) {
      failure = toBridgeError(thrown).message;
    }
    const after = store.getState();
    store.setState({
      pending: new Set([...after.pending].filter((other) => other !== key)),
      ...(failure === null ? {} : { failures: new Map([...after.failures, [key, failure]]) }),
    });
  };

  return Object.assign(store, {
    acknowledge: (key: string) => run(key, () => bridge.call('attention.acknowledge', { key })),
    unacknowledge: (key: string) => run(key, () => bridge.call('attention.unacknowledge', { key })),
    retry: async (source?: string) => {
      try {
        const { asked } = await bridge.call('source.retry', source === undefined ? {} : { source });
        return asked === 1 ? 'Asking 1 source now.' : `Asking ${asked} sources now.`;
      } catch (thrown) {
        return `Not asked: ${toBridgeError(thrown).message}`;
      }
    },
    loadInfo: async () => {
      try {
        const [info, crash] = [bridge.call('app.info', undefined), bridge.call('app.lastCrash', undefined)];
        // What went wrong earlier is said in a line of its own: the first picture does not wait for it.
        crash.then((found) => store.setState({ crash: found })).catch(() => undefined);
        store.setState({ info: await info });
      } catch {
        // Only the version line and a runtime warning depend on it; the next connection asks again.
      }
    },
    drawn: (what: Input<'window.drawn'>) => {
      // A line in a log hangs on it; nothing on screen does.
      bridge.call('window.drawn', what).catch(() => undefined);
    },
    dismissCrash: () => {
      store.setState({ crash: null });
      bridge.call('app.crashSeen', undefined).catch(() => undefined);
    },
    diagnostics: () => bridge.call('app.diagnostics', undefined),
  });
}
