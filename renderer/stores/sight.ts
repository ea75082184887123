import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ClockStore } from './clock';
import { seeNow, sightKey, type Sight } from './derive/sight';
import type { SnapshotState, SnapshotStore } from './snapshot';

export type SightStore = StoreApi<Sight>;

/**
 * What the window may claim, brought up to date by every patch and every second. As long as no status changed it stays
 * the same object, so that a passing second redraws nothing but the ages.
 */
export function createSightStore(snapshots: SnapshotStore, clock: ClockStore): SightStore {
  const look = (): Sight => {
    const { snapshot, connection } = snapshots.getState();
    return seeNow(snapshot, connection, clock.getState().now);
  };
  const store = createStore<Sight>(look);
  let seen: SnapshotState = snapshots.getState();
  snapshots.subscribe((state) => {
    seen = state;
    store.setState(look(), true);
  });
  clock.subscribe(() => {
    const next = look();
    if (snapshots.getState() !== seen || sightKey(next) !== sightKey(store.getState())) store.setState(next, true);
  });
  return store;
}
