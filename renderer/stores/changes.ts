import { createStore, type StoreApi } from 'zustand/vanilla';
import { isUnderWay } from '../../shared/domain/change/rules';
import type { Change, ChangePlan, ChangeView } from '../../shared/domain/change/types';
import type { SnapshotPatch } from '../../shared/domain/snapshot/types';
import type { Output } from '../../shared/ipc/contract';
import type { Ms } from '../../shared/lib/time';
import { toBridgeError, type Bridge } from '../bridge/bridge';
import { createChangeCalls, type ChangeCalls } from './change-calls';
import { debounced } from './debounced';
import type { Hand } from './hand';
import { keptChanges } from './kept-changes';
import type { Turns } from './turns';

export interface ChangesState {
  /** Null until the first answer. */
  readonly changes: readonly Change[] | null;
  /** Why they could not be read; null when they could. */
  readonly problem: string | null;
  /** The one that is open, as far as it was read. */
  readonly open: { readonly id: string; readonly view: ChangeView | null; readonly problem: string | null } | null;
  /** How its watched signals compare, as last asked. */
  readonly judged: {
    readonly id: string;
    readonly answer: Output<'changes.judge'> | null;
    readonly problem: string | null;
    readonly at: Ms;
  } | null;
  /** What a person is moving or typing now, not saved yet: the guard answers for it. */
  readonly trying: { readonly id: string; readonly plan: Partial<ChangePlan> } | null;
}

export interface ChangesStore extends StoreApi<ChangesState>, ChangeCalls {
  /** Follows the records and the signals. Returns its stop. */
  start(): () => void;
  /** Reads a change and follows it; null follows none. */
  open(id: string | null): void;
  /** Compares its watched signals now; `keep` also stores it with the change. */
  judge(id: string, keep: boolean): Promise<string | null>;
  try(trying: ChangesState['trying']): void;
}

export interface ChangesTools {
  readonly now: () => Ms;
  /** Returns its stop. */
  readonly later: (run: () => void, ms: number) => () => void;
  /** Left out: what comes is taken over whole and at once. */
  readonly turns?: Turns;
  readonly hand?: Hand;
  /** Milliseconds of a clock that only goes forward. */
  readonly elapsed?: () => number;
}

/** Many changes that come at once are one reading. */
const LIST_AFTER = 50;
/** Where more and more come, reading them all takes at most a part of the time; nobody waits longer than this for it. */
const LIST_SHARE = 4;
const LIST_AT_LEAST_EVERY = 1_000;
const READ_AFTER = 100;
const RETRY = 2_000;
/** New buckets of a watched signal are compared at most so often. */
const JUDGE_EVERY: Ms = 30_000;

/** Planned work, as the engine has it. Everything here works with no network at all. */
export function createChangesStore(bridge: Bridge, tools: ChangesTools): ChangesStore {
  const store = createStore<ChangesState>(() => ({
    changes: null,
    problem: null,
    open: null,
    judged: null,
    trying: null,
  }));
  const list = debounced(tools.later, () => listAtRest());
  const read = debounced(tools.later, () => void readOpen());
  const again = debounced(tools.later, () => void judgeOpen());
  let person: string | null = null;
  const { elapsed = tools.now } = tools;
  let asked = 0;
  let listedAt = -Infinity;
  let listTook = 0;
  let stopped = true;

  /** A list that nobody asked for is in no hand's way. */
  function listAtRest(): void {
    const wait = tools.hand?.restsIn(listedAt) ?? 0;
    if (wait > 0) list.soon(wait);
    else void readList();
  }

  /** Somewhat after the last one: the longer that took, the later. */
  const listSoon = (): void => {
    const rest = Math.min(LIST_AT_LEAST_EVERY, LIST_SHARE * listTook) - (elapsed() - listedAt);
    list.soon(Math.max(LIST_AFTER, rest));
  };

  async function readList(): Promise<void> {
    // Of two answers that overtake each other, the one to the later question counts.
    const question = ++asked;
    const began = elapsed();
    try {
      const fresh = await bridge.call('changes.list', undefined);
      const changes = await keptChanges(store.getState().changes, fresh, tools.turns);
      listedAt = elapsed();
      listTook = listedAt - began;
      if (question === asked) store.setState({ changes, problem: null });
    } catch (thrown) {
      if (question !== asked) return;
      const error = toBridgeError(thrown);
      store.setState({ problem: error.message });
      if (error.code !== 'disconnected' && !stopped) list.soon(RETRY);
    }
  }

  async function readOpen(): Promise<void> {
    const id = store.getState().open?.id;
    if (id === undefined) return;
    const put = (view: ChangeView | null, problem: string | null): void => {
      const { open } = store.getState();
      if (open?.id === id) store.setState({ open: { id, view: view ?? open.view, problem } });
    };
    try {
      put(await bridge.call('changes.read', { id }), null);
    } catch (thrown) {
      put(null, toBridgeError(thrown).message);
    }
    const { open, judged } = store.getState();
    if (open?.id === id && open.view !== null && isFollowed(open.view) && judged?.id !== id) void judge(id, false);
  }

  async function judge(id: string, keep: boolean): Promise<string | null> {
    const put = (answer: Output<'changes.judge'> | null, problem: string | null): void => {
      const { open, judged } = store.getState();
      if (open?.id !== id) return;
      const before = judged?.id === id ? judged.answer : null;
      store.setState({ judged: { id, answer: answer ?? before, problem, at: tools.now() } });
    };
    try {
      put(await bridge.call('changes.judge', { id, keep }), null);
      return null;
    } catch (thrown) {
      const problem = `Not compared: ${toBridgeError(thrown).message}`;
      put(null, problem);
      return problem;
    }
  }

  async function judgeOpen(): Promise<void> {
    const view = store.getState().open?.view;
    if (view && isFollowed(view)) await judge(view.id, false);
  }

  /** A watched signal of the open change may have a new bucket. */
  function hearPatch({ sites = [] }: SnapshotPatch): void {
    const { open, judged } = store.getState();
    const view = open?.view;
    if (!view || !isFollowed(view) || sites.length === 0) return;
    const watched = new Set(view.watched.map(({ site }) => site));
    if (!sites.some(({ id, signals, signalPatches }) => watched.has(id) && (signals ?? signalPatches) !== undefined))
      return;
    const since = judged?.id === view.id ? tools.now() - judged.at : JUDGE_EVERY;
    again.soon(Math.max(0, JUDGE_EVERY - since));
  }

  /** Somebody else: what the one before may see may be hidden from them. */
  function hearPerson(next: string | null): void {
    const before = person;
    person = next;
    if (before === null || next === before) return;
    const { open } = store.getState();
    store.setState({
      changes: null,
      judged: null,
      trying: null,
      open: open && { id: open.id, view: null, problem: null },
    });
    void readList();
    void readOpen();
  }

  return Object.assign(store, {
    start: () => {
      stopped = false;
      const stops = [
        bridge.on('records.changed', ({ record }) => {
          if (store.getState().open?.id === record) read.soon(READ_AFTER);
        }),
        bridge.on('records.listed', listSoon),
        bridge.on('records.health', (status) => {
          hearPerson(status.person);
          if (store.getState().changes === null) list.soon(0);
        }),
        bridge.on('snapshot.patch', hearPatch),
        bridge.onConnection((state) => {
          if (state !== 'connected') return;
          void readList();
          void readOpen();
        }),
      ];
      void readList();
      return () => {
        stopped = true;
        list.stop();
        read.stop();
        again.stop();
        stops.forEach((stop) => stop());
      };
    },
    open: (id: string | null) => {
      if (id === (store.getState().open?.id ?? null)) return;
      again.stop();
      store.setState({ open: id === null ? null : { id, view: null, problem: null }, judged: null });
      void readOpen();
    },
    judge,
    try: (trying: ChangesState['trying']) => store.setState({ trying }),
    ...createChangeCalls(bridge, async () => {
      await Promise.all([readList(), readOpen()]);
    }),
  });
}

/** Its signals are compared again as they come in. */
const isFollowed = ({ state, watched }: Change): boolean => isUnderWay(state) && watched.length > 0;
