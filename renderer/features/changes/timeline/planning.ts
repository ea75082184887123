import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Change, Window } from '../../../../shared/domain/change/types';
import type { ChangesStore } from '../../../stores/changes';
import type { NavigationStore } from '../../../stores/navigation';
import { plural } from '../../../ui/format';
import { drawn, fixedBecause, moved, sameWindow, type Grip } from './moving';
import { windowWords } from './words';

/** The lane on which a window is moved. */
export interface LaneAt {
  readonly site: string;
  readonly zone: string;
}
export type PlanningState = {
  readonly lane: LaneAt;
  readonly window: Window;
  readonly by: 'pointer' | 'keys';
  /** Null: one that is not there yet. */
  readonly change: Change | null;
} | null;

export interface Planning extends StoreApi<{ readonly moving: PlanningState }> {
  /** False where it cannot be moved; then it says why. */
  begin(change: Change, lane: LaneAt, by: 'pointer' | 'keys'): boolean;
  /** Moves what was begun to where its grip is now, `by` milliseconds from where it was. */
  drag(grip: Grip, by: number): void;
  /** A new one, from one place of an empty lane to another. */
  draw(lane: LaneAt, from: number, to: number): void;
  set(window: Window): void;
  save(): Promise<void>;
  cancel(): void;
}

/** What the guard is asked about for a window that belongs to no change yet. */
const NOT_YET = 'not-yet';

/** Planning by moving: what is moved is tried out at every step, saved once, and can be taken back. */
export function createPlanning(changes: ChangesStore, navigation: NavigationStore): Planning {
  const store = createStore<{ readonly moving: PlanningState }>(() => ({ moving: null }));
  const put = (moving: PlanningState): void => {
    store.setState({ moving });
    if (moving === null) changes.try(null);
    else if (moving.change !== null) changes.try({ id: moving.change.id, plan: { window: moving.window } });
    else changes.try({ id: NOT_YET, plan: { sites: [moving.lane.site], window: moving.window } });
  };
  const set = (window: Window): void => {
    const { moving } = store.getState();
    if (moving !== null && !sameWindow(moving.window, window)) put({ ...moving, window });
  };

  async function save(): Promise<void> {
    const { moving } = store.getState();
    if (moving === null) return;
    const { change, window, lane } = moving;
    if (change === null) {
      put(null);
      navigation.plan({ site: lane.site, window });
      return;
    }
    const before = change.window;
    if (before === null || sameWindow(before, window)) {
      put(null);
      return;
    }
    const problem = await changes.edit(change.id, { window });
    put(null);
    if (problem !== null) {
      navigation.say(problem);
      return;
    }
    const voids = change.approvals.length === 0 ? '' : ` That voids ${plural(change.approvals.length, 'approval')}.`;
    navigation.propose(`${change.title}: ${windowWords(window.start, window.end, lane.zone)}.${voids}`, {
      word: 'Undo',
      run: () =>
        void changes.edit(change.id, { window: before }).then((refused) => {
          navigation.say(refused ?? `${change.title} is back at ${windowWords(before.start, before.end, lane.zone)}.`);
        }),
    });
  }

  return Object.assign(store, {
    begin: (change: Change, lane: LaneAt, by: 'pointer' | 'keys') => {
      const reason = fixedBecause(change);
      if (reason !== null || change.window === null) {
        navigation.say(`${change.title} cannot be moved here. ${reason ?? ''}`);
        return false;
      }
      put({ change, lane, by, window: change.window });
      return true;
    },
    drag: (grip: Grip, by: number) => {
      const { moving } = store.getState();
      const window = moving?.change?.window;
      if (moving !== null && window != null) set(moved(window, grip, by, moving.lane.zone));
    },
    draw: (lane: LaneAt, from: number, to: number) => {
      const window = drawn(from, to, lane.zone);
      if (store.getState().moving === null) put({ change: null, lane, by: 'pointer', window });
      else set(window);
    },
    set,
    save,
    cancel: () => put(null),
  });
}
