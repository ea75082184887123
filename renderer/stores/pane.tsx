import { useEffect, useState, type ReactNode } from 'react';
import { flushSync } from 'react-dom';
import { createStore, type StoreApi } from 'zustand/vanilla';
import { StoresProvider, useStores, type Stores } from './stores';

/**
 * A part of the window that is brought up to date in its own turn: what is inside sees the snapshot, what may be claimed of it
 * and the time of that turn, all three of one moment. What a person does (navigation, preferences) reaches it at once.
 */
export function Pane({ children }: { readonly children: ReactNode }) {
  const stores = useStores();
  const [own] = useState(() => ownStores(stores));
  useEffect(() => own.start(), [own]);
  return <StoresProvider stores={own.stores}>{children}</StoresProvider>;
}

function ownStores(stores: Stores): { readonly stores: Stores; readonly start: () => () => void } {
  const parts = [follow(stores.snapshot), follow(stores.sight), follow(stores.clock)] as const;
  const [snapshot, sight, clock] = parts;
  const copy = (): void => {
    for (const part of parts) part.copy();
  };
  return {
    stores: { ...stores, snapshot: snapshot.own, sight: sight.own, clock: clock.own },
    start: () => {
      // Drawn within the turn, so that what it costs is known before the next one begins.
      const turn = stores.turns.join(stores.turns.paced ? () => flushSync(copy) : copy);
      const stops = parts.map((part) => part.source.subscribe(turn.ask));
      if (parts.some((part) => part.own.getState() !== part.source.getState())) turn.ask();
      return () => {
        for (const stop of stops) stop();
        turn.leave();
      };
    },
  };
}

function follow<T>(source: StoreApi<T>) {
  const own = createStore<T>(() => source.getState());
  const copy = (): void => {
    if (own.getState() !== source.getState()) own.setState(source.getState(), true);
  };
  return { source, own, copy };
}
