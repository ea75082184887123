/**
 * The window on a fake engine, for looking at it: `npx vite test/renderer/preview`, then
 * `/?scene=critical&theme=light&open=br-prod&view=list&overlay=palette`.
 */
import { createRoot } from 'react-dom/client';
import type { Snapshot } from '../../../shared/domain/snapshot/types';
import { App } from '../../../renderer/app';
import { createFakeBridge } from '../../../renderer/bridge/fake';
import { createStores } from '../../../renderer/stores/stores';
import * as retail from '../builders/retail';
import { NOW } from '../builders/snapshot';

const ask = new URLSearchParams(location.search);
const scenes: Readonly<Record<string, () => Snapshot | null>> = {
  critical: retail.critical,
  calm: retail.calm,
  blind: retail.blind,
  production: retail.blindProduction,
  restoring: retail.restoring,
  troubles: retail.troubles,
  many: retail.many,
  single: retail.single,
  empty: retail.empty,
  problem: () => ({
    ...retail.critical(),
    workspace: {
      id: 'retail',
      name: 'Retail platform',
      file: 'meridian.yaml',
      problem: 'meridian.yaml:41:7 sites[3].region: expected a region name, got "sa-east"',
    },
  }),
  loading: () => null,
};
const snapshot = (scenes[ask.get('scene') ?? 'critical'] ?? retail.critical)();
/** With `tick` the clock runs; without, every picture is of the same second. */
const ticking = ask.get('tick') !== null;
const later = Number(ask.get('later') ?? 0) * 1_000;

const bridge = createFakeBridge({
  snapshot,
  history: snapshot ? retail.historyOf(snapshot) : () => null,
  ...(ask.get('old') === null
    ? {}
    : {
        info: {
          version: '0.1.0',
          runtime: 'Electron 25.1.1',
          dataFolder: '',
          warning:
            'This old Electron is for trying things out. It gets no security fixes; do not use it with real accounts.',
        },
      }),
});
const stores = createStores(bridge, {
  now: () => NOW + later + (ticking ? performance.now() : 0),
  every: (run, ms) => {
    if (!ticking) return () => {};
    const timer = setInterval(run, ms);
    return () => clearInterval(timer);
  },
  later: () => () => {},
  storage: null,
  viewerZone: 'Europe/Kyiv',
});
const theme = ask.get('theme');
stores.preferences.set({
  theme: theme === 'light' ? 'light' : 'dark',
  view: ask.get('view') === 'list' ? 'list' : 'map',
  zone: ask.get('zone') === 'utc' ? 'utc' : ask.get('zone') === 'viewer' ? 'viewer' : 'site',
});
const root = document.getElementById('root');
if (root) createRoot(root).render(<App stores={stores} />);
setTimeout(() => {
  if (ask.get('lost') !== null) bridge.disconnects();
  const open = ask.get('open');
  if (open !== null) stores.navigation.openSite(open);
  const overlay = ask.get('overlay');
  if (overlay === 'palette' || overlay === 'keys') stores.navigation.show(overlay);
}, 50);
