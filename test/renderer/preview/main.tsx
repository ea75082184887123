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
import { aHandover, anItem, BOUNDARY } from '../builders/handover';
import { aHandoverDesk } from '../builders/handover-desk';
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

/** `handover=draft`, `review`, `accepted`, `many` or `none`. */
const wanted = ask.get('handover');
const views: Readonly<Record<string, () => readonly ReturnType<typeof aHandover>[]>> = {
  draft: () => [
    aHandover(),
    aHandover({ from: 'in-l2', to: 'br-l2', at: BOUNDARY - 43_200_000 }, { state: 'accepted' }, { id: 'before' }),
  ],
  none: () => [],
  review: () => [
    aHandover(
      {},
      {
        state: 'in-review',
        signatures: [{ act: 's', person: 'rafael', at: BOUNDARY - 960_000, replica: 'r', content: 'sha256:0000' }],
        readBacks: [
          {
            act: 'b1',
            item: 'chg-222',
            person: 'ananya',
            at: BOUNDARY - 900_000,
            text: '4.18.0 goes nowhere today. 222 stays on hold.',
            isOld: false,
            answer: { act: 'c1', person: 'rafael', at: BOUNDARY - 880_000, kind: 'confirmed', text: '' },
          },
        ],
        questions: [
          {
            act: 'q1',
            person: 'ananya',
            at: BOUNDARY - 800_000,
            text: 'Does the 5 % canary in USA touch pricing?',
            item: 'chg-221',
            answers: [],
          },
        ],
      },
    ),
  ],
  accepted: () => {
    const view = aHandover();
    const items = view.content.items.map((item) =>
      item.id === 'inc-87' ? { ...item, next: 'Page Dana first.' } : item,
    );
    return [
      aHandover(
        { items },
        {
          state: 'accepted',
          amended: true,
          accepted: {
            act: 'a',
            person: 'ananya',
            at: BOUNDARY,
            replica: 'r',
            content: 'x',
            reservations: '',
            copy: view.content,
          },
        },
      ),
    ];
  },
  many: () => [
    aHandover({
      items: Array.from({ length: 500 }, (_, index) =>
        anItem({
          id: `i${index}`,
          kind: (['incident', 'change', 'aws-event', 'site', 'action', 'note'] as const)[index % 6] ?? 'note',
          name: index % 6 < 2 ? `${index % 6 === 0 ? 'INC' : 'CHG'}-${1000 + index}` : '',
          line: `Line ${index} of a long night, with some more words`,
          facts: 'Canada, SEV3, mitigated',
          condition: (['stable', 'watcher', 'unstable'] as const)[index % 3] ?? 'stable',
          begins: index % 6 === 1 ? BOUNDARY + index * 60_000 : null,
          sites: ['br-prod'],
          status: 'warning',
        }),
      ),
    }),
  ],
};
const desk =
  wanted === null
    ? null
    : aHandoverDesk({ views: (views[wanted] ?? (() => []))(), person: ask.get('person') ?? 'rafael' });
const bridge = createFakeBridge({
  snapshot,
  ...(desk === null ? {} : { records: desk }),
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
  if (wanted !== null) stores.navigation.goTo('handover');
  if (ask.get('lost') !== null) bridge.disconnects();
  const open = ask.get('open');
  if (open !== null) stores.navigation.openSite(open);
  const overlay = ask.get('overlay');
  if (overlay === 'palette' || overlay === 'keys') stores.navigation.show(overlay);
}, 50);
