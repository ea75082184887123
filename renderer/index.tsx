import { createRoot } from 'react-dom/client';
import { App } from './app';
import { chooseBridge } from './bridge/choose';
import { createStores } from './stores/stores';

const stop = (timer: ReturnType<typeof setTimeout>) => () => clearTimeout(timer);

const stores = createStores(chooseBridge(window), {
  now: () => Date.now(),
  every: (run, ms) => stop(setInterval(run, ms)),
  later: (run, ms) => stop(setTimeout(run, ms)),
  storage: window.localStorage,
  session: window.sessionStorage,
  viewerZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
});

const root = document.getElementById('root');
if (root) createRoot(root).render(<App stores={stores} />);
