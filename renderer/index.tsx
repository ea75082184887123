import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';
import { App } from './app';
import { chooseBridge } from './bridge/choose';
import { nextFrame } from './next-frame';
import { createStores } from './stores/stores';

const stop = (timer: ReturnType<typeof setTimeout>) => () => clearTimeout(timer);

const stores = createStores(chooseBridge(window), {
  now: () => Date.now(),
  every: (run, ms) => stop(setInterval(run, ms)),
  later: (run, ms) => stop(setTimeout(run, ms)),
  frame: nextFrame,
  storage: window.localStorage,
  viewerZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
});

/** How long the empty window waits for the engine before it is drawn without data. */
const PATIENCE = 300;

// The engine answers within milliseconds. Drawing an empty window first, and everything again when it did, would cost a person
// more time than it spares; drawing all in one go costs one layout.
const patience = new Promise((done) => setTimeout(done, PATIENCE));
void Promise.race([stores.prime(), patience]).then(() => {
  const root = document.getElementById('root');
  if (root) flushSync(() => createRoot(root).render(<App stores={stores} />));
});
