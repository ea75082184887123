import { reuse } from '../../shared/lib/equal';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ClockStore } from './clock';
import { seeNow, sightKey, type Sight } from './derive/sight';
import type { SnapshotState, SnapshotStore } from './snapshot';

export type SightStore = StoreApi<Sight>;

const sameItems = <T>(before: readonly T[], after: readonly T[]): readonly T[] =>
  before.length === after.length && after.every((item, index) => item === before[index]) ? before : after;

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
  const show = (next: Sight): void => {
    const { sites, counts } = store.getState();
    store.setState({ ...next, sites: sameItems(sites, next.sites), counts: reuse(counts, next.counts) }, true);
  };
  let seen: SnapshotState = snapshots.getState();
  snapshots.subscribe((state) => {
    seen = state;
    show(look());
  });
  clock.subscribe(() => {
    const next = look();
    if (snapshots.getState() !== seen || sightKey(next) !== sightKey(store.getState())) show(next);
  });
  return store;
}
