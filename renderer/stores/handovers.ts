import { createStore, type StoreApi } from 'zustand/vanilla';
import type { HandoverRow, HandoverView } from '../../shared/domain/handover/types';
import type { DutyEntry } from '../../shared/domain/shifts/types';
import { reuse } from '../../shared/lib/equal';
import { toBridgeError, type Bridge } from '../bridge/bridge';
import { debounced } from './debounced';
import { createHandoverCalls, type HandoverCalls } from './handover-calls';

export interface HandoversState {
  /** Newest end of shift first; null until the first answer. */
  readonly rows: readonly HandoverRow[] | null;
  /** Why they could not be read; null when they could. */
  readonly problem: string | null;
  /** The one that is open, as far as it was read. */
  readonly open: { readonly id: string; readonly view: HandoverView | null; readonly problem: string | null } | null;
  /** Leave, cover, swaps and "I am on duty"; null until the first answer. */
  readonly duty: readonly DutyEntry[] | null;
  readonly dutyProblem: string | null;
}

export interface HandoversStore extends StoreApi<HandoversState>, HandoverCalls {
  /** Follows the records. Returns its stop. */
  start(): () => void;
  /** Reads a handover and follows it; null follows none. */
  open(id: string | null): void;
}

export interface HandoversTools {
  /** Returns its stop. */
  readonly later: (run: () => void, ms: number) => () => void;
}

/** Many records that come at once are one reading. */
const LIST_AFTER = 50;
const READ_AFTER = 100;
const RETRY = 2_000;
const NOTHING: Pick<HandoversState, 'rows' | 'duty'> = { rows: null, duty: null };

/**
 * Handovers and who is on duty otherwise than planned, as the engine has them. What was read anew keeps what says the same:
 * of a document of hundreds of items only those are drawn again that are others.
 */
export function createHandoversStore(bridge: Bridge, tools: HandoversTools): HandoversStore {
  const store = createStore<HandoversState>(() => ({ ...NOTHING, problem: null, open: null, dutyProblem: null }));
  const list = debounced(tools.later, () => void readLists());
  const read = debounced(tools.later, () => void readOpen());
  let person: string | null = null;
  let asked = 0;
  let askedOpen = 0;
  let stopped = true;

  async function readLists(): Promise<void> {
    // Of two answers that overtake each other, the one to the later question counts.
    const question = ++asked;
    await Promise.all([readRows(() => question === asked), readDuty(() => question === asked)]);
  }

  async function readRows(counts: () => boolean): Promise<void> {
    try {
      const fresh = await bridge.call('handovers.list', undefined);
      if (counts()) store.setState(({ rows }) => ({ rows: reuse(rows, fresh), problem: null }));
    } catch (thrown) {
      if (counts()) store.setState({ problem: refused(thrown) });
    }
  }

  async function readDuty(counts: () => boolean): Promise<void> {
    try {
      const fresh = await bridge.call('duty.list', undefined);
      if (counts()) store.setState(({ duty }) => ({ duty: reuse(duty, fresh), dutyProblem: null }));
    } catch (thrown) {
      if (counts()) store.setState({ dutyProblem: refused(thrown) });
    }
  }

  /** Asks again soon, unless nothing can be asked. */
  function refused(thrown: unknown): string {
    const error = toBridgeError(thrown);
    if (error.code !== 'disconnected' && !stopped) list.soon(RETRY);
    return error.message;
  }

  async function readOpen(): Promise<void> {
    const id = store.getState().open?.id;
    if (id === undefined) return;
    const question = ++askedOpen;
    const put = (fresh: HandoverView | null, problem: string | null): void => {
      const { open } = store.getState();
      if (open?.id !== id || question !== askedOpen) return;
      store.setState({ open: { id, view: fresh === null ? open.view : reuse(open.view, fresh), problem } });
    };
    try {
      put(await bridge.call('handovers.read', { id }), null);
    } catch (thrown) {
      put(null, toBridgeError(thrown).message);
    }
  }

  /** Somebody else: what the one before may see may be hidden from them. */
  function hearPerson(next: string | null): void {
    const before = person;
    person = next;
    if (before === null || next === before) return;
    const { open } = store.getState();
    store.setState({ ...NOTHING, open: open && { id: open.id, view: null, problem: null } });
    void readLists();
    void readOpen();
  }

  return Object.assign(store, {
    start: () => {
      stopped = false;
      const stops = [
        bridge.on('records.changed', ({ record }) => {
          if (store.getState().open?.id === record) read.soon(READ_AFTER);
        }),
        bridge.on('records.listed', () => list.soon(LIST_AFTER)),
        bridge.on('records.health', (status) => {
          hearPerson(status.person);
          if (store.getState().rows === null) list.soon(0);
        }),
        bridge.onConnection((state) => {
          if (state !== 'connected') return;
          void readLists();
          void readOpen();
        }),
      ];
      void readLists();
      return () => {
        stopped = true;
        list.stop();
        read.stop();
        stops.forEach((stop) => stop());
      };
    },
    open: (id: string | null) => {
      if (id === (store.getState().open?.id ?? null)) return;
      store.setState({ open: id === null ? null : { id, view: null, problem: null } });
      void readOpen();
    },
    ...createHandoverCalls(bridge, async () => {
      await Promise.all([readLists(), readOpen()]);
    }),
  });
}
