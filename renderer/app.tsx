// Tokens and base come first: what a component says of itself must win over them.
import './ui/fonts.css';
import './ui/tokens.css';
import './ui/base.css';
import { useEffect } from 'react';
import { LiveScreen } from './features/live/live-screen';
import { Shell } from './features/shell/shell';
import { StoresProvider, type Stores } from './stores/stores';

/** The window: its stores started, the shell around the live screen. Screens to come stand beside `LiveScreen`. */
export function App({ stores }: { readonly stores: Stores }) {
  useEffect(() => {
    const stopSnapshot = stores.snapshot.start();
    const stopClock = stores.clock.start();
    const stopVisits = stores.visits.start();
    const stopUpdates = stores.updates.start();
    const stopLiving = stores.live();
    if (stores.commands.getState().info === null) void stores.commands.loadInfo();
    return () => {
      stopSnapshot();
      stopClock();
      stopVisits();
      stopUpdates();
      stopLiving();
    };
  }, [stores]);
  return (
    <StoresProvider stores={stores}>
      <Shell>
        <LiveScreen />
      </Shell>
    </StoresProvider>
  );
}
