import { createContext, useContext, type ReactNode } from 'react';
import { useStore } from 'zustand';
import { floorTo, MINUTE, SECOND, type Ms } from '../../shared/lib/time';
import type { Bridge } from '../bridge/bridge';
import { giveSigns } from './alive';
import { createClockStore, type ClockStore, type ClockTools } from './clock';
import { createCommandStore, type CommandState, type CommandStore } from './commands';
import { createHistoryStore, type HistoryEntry, type HistoryStore } from './histories';
import { createNavigationStore, type NavigationState, type NavigationStore } from './navigation';
import type { KeyValue } from './kept';
import { createPreferencesStore, type PreferencesState, type PreferencesStore } from './preferences';
import type { Sight } from './derive/sight';
import { createSightStore, type SightStore } from './sight';
import { createVisits, type Visits } from './visits';
import { createUpdatesStore, type UpdatesState, type UpdatesStore } from './updates';
import { createSnapshotStore, type SnapshotState, type SnapshotStore, type SnapshotTools } from './snapshot';

/** Every store of the window, built once at its start and handed down. */
export interface Stores {
  readonly place: Bridge['place'];
  readonly viewerZone: string;
  readonly snapshot: SnapshotStore;
  readonly sight: SightStore;
  readonly clock: ClockStore;
  readonly preferences: PreferencesStore;
  readonly navigation: NavigationStore;
  readonly commands: CommandStore;
  readonly histories: HistoryStore;
  readonly visits: Visits;
  readonly updates: UpdatesStore;
  /** Asks for what the first picture needs, before anything is drawn. Never fails: what is missing is asked for again. */
  prime(): Promise<void>;
  /** Signs of life to main. Returns its stop. */
  readonly live: () => () => void;
}

export function createStores(
  bridge: Bridge,
  tools: ClockTools &
    SnapshotTools & {
      readonly storage: KeyValue | null;
      /** Lives as long as the window, over a page that is begun anew. */
      readonly session?: KeyValue | null;
      readonly viewerZone: string;
    },
): Stores {
  const snapshot = createSnapshotStore(bridge, tools);
  const clock = createClockStore(tools);
  const navigation = createNavigationStore(tools.session ?? null);
  const commands = createCommandStore(bridge);
  return {
    place: bridge.place,
    viewerZone: tools.viewerZone,
    snapshot,
    clock,
    sight: createSightStore(snapshot, clock),
    preferences: createPreferencesStore(tools.storage),
    navigation,
    commands,
    histories: createHistoryStore(bridge),
    visits: createVisits(bridge, snapshot, navigation),
    updates: createUpdatesStore(bridge),
    prime: async () => {
      await Promise.all([snapshot.prime(), commands.loadInfo()]);
    },
    live: () => giveSigns(bridge, tools.every),
  };
}

const StoresContext = createContext<Stores | null>(null);

export function StoresProvider({ stores, children }: { readonly stores: Stores; readonly children: ReactNode }) {
  return <StoresContext value={stores}>{children}</StoresContext>;
}

export function useStores(): Stores {
  const stores = useContext(StoresContext);
  if (!stores) throw new Error('No stores: the component is outside of StoresProvider.');
  return stores;
}

export const useSnapshot = <T,>(select: (state: SnapshotState) => T): T => useStore(useStores().snapshot, select);
export const useSight = <T,>(select: (sight: Sight) => T): T => useStore(useStores().sight, select);
export const usePreferences = <T,>(select: (state: PreferencesState) => T): T =>
  useStore(useStores().preferences, select);
export const useNavigation = <T,>(select: (state: NavigationState) => T): T => useStore(useStores().navigation, select);
export const useCommands = <T,>(select: (state: CommandState) => T): T => useStore(useStores().commands, select);
export const useUpdates = <T,>(select: (state: UpdatesState) => T): T => useStore(useStores().updates, select);

/** The time, stepping by `step`: a component that shows minutes does not redraw every second. */
const useNow = (step: Ms): Ms => useStore(useStores().clock, (state) => floorTo(state.now, step));
export const useSecond = (): Ms => useNow(SECOND);
export const useMinute = (): Ms => useNow(MINUTE);
export const useHistories = <T,>(select: (entries: ReadonlyMap<string, HistoryEntry>) => T): T =>
  useStore(useStores().histories, (state) => select(state.entries));
