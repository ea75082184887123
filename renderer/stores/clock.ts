import { createStore, type StoreApi } from 'zustand/vanilla';
import { SECOND, type Ms } from '../../shared/lib/time';

export interface ClockState {
  readonly now: Ms;
}

export interface ClockStore extends StoreApi<ClockState> {
  /** Ticks every second until stopped. */
  start(): () => void;
}

export interface ClockTools {
  readonly now: () => Ms;
  /** Returns its stop. */
  readonly every: (run: () => void, ms: number) => () => void;
}

/** The time of the window: every age on screen is counted from it. A test sets it with `setState` and never starts it. */
export function createClockStore(tools: ClockTools): ClockStore {
  const store = createStore<ClockState>(() => ({ now: tools.now() }));
  return Object.assign(store, {
    start: () => {
      store.setState({ now: tools.now() });
      return tools.every(() => store.setState({ now: tools.now() }), SECOND);
    },
  });
}
