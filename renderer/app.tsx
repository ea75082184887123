// Tokens and base come first: what a component says of itself must win over them.
import './ui/fonts.css';
import './ui/tokens.css';
import './ui/base.css';
import { useEffect } from 'react';
import { LiveScreen } from './features/live/live-screen';
import { Shell } from './features/shell/shell';
import { StoresProvider, type WindowStores } from './stores/stores';

/** The window: its stores started, the shell around the live screen. Screens to come stand beside `LiveScreen`. */
export function App({ stores }: { readonly stores: WindowStores }) {
  useEffect(() => stores.start(), [stores]);
  return (
    <StoresProvider stores={stores}>
      <Shell>
        <LiveScreen />
      </Shell>
    </StoresProvider>
  );
}
