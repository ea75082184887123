import { render } from '@testing-library/react';
import { vi } from 'vitest';
import { App } from '../../renderer/app';
import { createFakeBridge, type FakeRecords } from '../../renderer/bridge/fake';
import type { KeyValue } from '../../renderer/stores/kept';
import { createStores } from '../../renderer/stores/stores';
import type { PreferencesState } from '../../renderer/stores/preferences';
import type { AppInfo, CrashNotice } from '../../shared/ipc/types';
import type { Snapshot } from '../../shared/domain/snapshot/types';
import { historyOf } from './builders/retail';
import { NOW } from './builders/snapshot';

/** The test page lays nothing out: everything is given the size of the designed map. */
function giveSize(width = 1024, height = 639): void {
  vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockReturnValue(width);
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(height);
}

/** The whole window on a fake engine, with a clock that stands until it is told to pass. */
export function openWindow(
  snapshot: Snapshot | null,
  options: {
    readonly preferences?: Partial<PreferencesState>;
    readonly info?: AppInfo;
    readonly crash?: CrashNotice;
    /** Left out: nothing that is to happen later does. */
    readonly later?: (run: () => void, ms: number) => () => void;
    /** Left out: nothing is kept over a page that is begun anew. */
    readonly session?: KeyValue;
    /** Left out: nobody wrote anything. */
    readonly records?: FakeRecords;
    /** Left out: there are no frames, and everything is drawn at once. */
    readonly frame?: (run: () => void) => () => void;
  } = {},
) {
  giveSize();
  const bridge = createFakeBridge({
    snapshot,
    now: () => NOW,
    history: snapshot ? historyOf(snapshot) : () => null,
    ...(options.info ? { info: options.info } : {}),
    ...(options.crash ? { crash: options.crash } : {}),
    ...(options.records ? { records: options.records } : {}),
  });
  const stores = createStores(bridge, {
    now: () => NOW,
    every: () => () => {},
    later: options.later ?? (() => () => {}),
    storage: null,
    ...(options.session ? { session: options.session } : {}),
    ...(options.frame ? { frame: options.frame } : {}),
    viewerZone: 'Europe/Kyiv',
  });
  if (options.preferences) stores.preferences.set(options.preferences);
  const view = render(<App stores={stores} />);
  return { ...view, bridge, stores };
}
