import { createContext, useContext, type ReactNode } from 'react';
import { useStore, type StoreApi } from 'zustand';
import { floorTo, MINUTE, SECOND, type Ms } from '../../shared/lib/time';
import type { Bridge } from '../bridge/bridge';
import { giveSigns } from './alive';
import { createChangesStore, type ChangesState, type ChangesStore } from './changes';
import { createClockStore, type ClockState, type ClockStore, type ClockTools } from './clock';
import { createCommandStore, type CommandState, type CommandStore } from './commands';
import { createHand } from './hand';
import { createGuardStore, type GuardStore } from './guard';
import { createHandoversStore, type HandoversState, type HandoversStore } from './handovers';
import { createHistoryStore, type HistoryEntry, type HistoryStore } from './histories';
import { createNavigationStore, type NavigationState, type NavigationStore } from './navigation';
import { createDrafts, type Drafts } from './drafts';
import type { KeyValue } from './kept';
import { createPinning, type Pinning } from './pinning';
import { createRecordsStore, type RecordsState, type RecordsStore } from './records';
import { createPreferencesStore, type PreferencesState, type PreferencesStore } from './preferences';
import type { Sight } from './derive/sight';
import { createSightStore, type SightStore } from './sight';
import { createVisits, type Visits } from './visits';
import type { Talks } from './talks';
import { createTurns, type Turns } from './turns';
import { createUpdatesStore, type UpdatesState, type UpdatesStore } from './updates';
import { createSnapshotStore, type SnapshotState, type SnapshotStore, type SnapshotTools } from './snapshot';

/** What a part of the window reads and does; a Pane has its own snapshot, sight and clock. */
export interface Stores {
  readonly place: Bridge['place'];
  readonly viewerZone: string;
  readonly snapshot: StoreApi<SnapshotState>;
  readonly sight: SightStore;
  readonly clock: StoreApi<ClockState>;
  readonly preferences: PreferencesStore;
  readonly navigation: NavigationStore;
  readonly commands: CommandStore;
  readonly histories: HistoryStore;
  readonly visits: Visits;
  readonly updates: UpdatesStore;
  readonly records: RecordsStore;
  readonly changes: ChangesStore;
  readonly guard: GuardStore;
  readonly handovers: HandoversStore;
  readonly pinning: Pinning;
  readonly drafts: Drafts;
  readonly talks: Talks;
  readonly turns: Turns;
}

/** Every store of the window, built once at its start and handed down. */
export interface WindowStores extends Stores {
  readonly snapshot: SnapshotStore;
  readonly clock: ClockStore;
  /** Asks for what the first picture needs, before anything is drawn. Never fails: what is missing is asked for again. */
  prime(): Promise<void>;
  /** Follows the engine and the clock, and gives signs of life to main. Returns its stop. */
  start(): () => void;
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
): WindowStores {
  const turns = createTurns({ frame: tools.frame, elapsed: () => performance.now() });
  const inTurn = (run: () => void): (() => void) => {
    const turn = turns.join(run);
    turn.ask();
    return turn.leave;
  };
  const snapshot = createSnapshotStore(bridge, { ...tools, ...(turns.paced && { frame: inTurn }) });
  const clock = createClockStore(tools);
  const navigation = createNavigationStore(tools.session ?? null);
  const commands = createCommandStore(bridge);
  const visits = createVisits(bridge, snapshot, navigation);
  const updates = createUpdatesStore(bridge);
  const records = createRecordsStore(bridge, tools);
  const elapsed = (): number => performance.now();
  const hand = createHand(elapsed);
  const changes = createChangesStore(bridge, { ...tools, turns, elapsed, hand });
  const handovers = createHandoversStore(bridge, tools);
  const guard = createGuardStore(
    { snapshot, records, changes, clock, turns },
    {
      later: tools.later,
      elapsed,
      hand,
      load: async () => (await import('../../shared/domain/guard/guard')).createGuard,
    },
  );
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
    visits,
    updates,
    records,
    changes,
    guard,
    handovers,
    pinning: createPinning(records, navigation),
    drafts: createDrafts(tools.session ?? null),
    talks: new Map(),
    turns,
    prime: async () => {
      await Promise.all([snapshot.prime(), commands.loadInfo()]);
    },
    start: () => {
      const stops = [
        snapshot.start(),
        clock.start(),
        visits.start(),
        updates.start(),
        records.start(),
        changes.start(),
        handovers.start(),
        guard.start(),
        giveSigns(bridge, tools.every),
      ];
      if (commands.getState().info === null) void commands.loadInfo();
      return () => stops.forEach((stop) => stop());
    },
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
export const useRecords = <T,>(select: (state: RecordsState) => T): T => useStore(useStores().records, select);
export const useChanges = <T,>(select: (state: ChangesState) => T): T => useStore(useStores().changes, select);
export const useHandovers = <T,>(select: (state: HandoversState) => T): T => useStore(useStores().handovers, select);
export const useUpdates = <T,>(select: (state: UpdatesState) => T): T => useStore(useStores().updates, select);

/** The time, stepping by `step`: a component that shows minutes does not redraw every second. */
const useNow = (step: Ms): Ms => useStore(useStores().clock, (state) => floorTo(state.now, step));
export const useSecond = (): Ms => useNow(SECOND);
export const useMinute = (): Ms => useNow(MINUTE);
export const useHistories = <T,>(select: (entries: ReadonlyMap<string, HistoryEntry>) => T): T =>
  useStore(useStores().histories, (state) => select(state.entries));
