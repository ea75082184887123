import { cleanup, configure, screen, waitFor } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, beforeEach, vi } from 'vitest';
import type { KeyValue } from '../../../../renderer/stores/kept';
import type { NewPlan } from '../../../../renderer/stores/change-calls';
import { recordsDesk } from '../../../records-desk/rig';
import { critical } from '../../builders/retail';
import { openWindow } from '../../window';

// Screens are loaded when they are opened: on a busy machine that takes its time.
configure({ asyncUtilTimeout: 10_000 });

beforeEach(() => size(1440, 900));
/** How large the window is; below 1241 it folds. */
export function size(width: number, height: number): void {
  (window as unknown as { happyDOM: { setViewport(size: object): void } }).happyDOM.setViewport({ width, height });
}

const stops: (() => void)[] = [];
afterEach(() => {
  cleanup();
  for (const stop of stops.splice(0)) stop();
  vi.restoreAllMocks();
});

/** The whole window over the real desk and engine of records. */
export async function openOver(options: { readonly person?: string; readonly session?: KeyValue } = {}) {
  const snapshot = critical();
  const rig = recordsDesk({ snapshot, person: options.person ?? 'rafael' });
  stops.push(() => void rig.desk.stop());
  const user = userEvent.setup();
  const opened = openWindow(snapshot, {
    records: rig.desk,
    ...(options.session ? { session: options.session } : {}),
    later: (run, ms) => {
      const timer = setTimeout(run, ms);
      return () => clearTimeout(timer);
    },
  });
  await waitFor(() => {
    if (opened.stores.records.getState().status === null) throw new Error('the records are not open yet');
  });
  return { ...opened, ...rig, user };
}

/** A change that was made, and is open on its screen. */
export async function onChange(plan: NewPlan, options: Parameters<typeof openOver>[0] = {}) {
  const opened = await openOver(options);
  const { changes, navigation } = opened.stores;
  const id = await changes.create(plan);
  if (typeof id !== 'string') throw new Error(id.problem);
  navigation.openChange(id);
  const panel = await screen.findByRole('article', { name: /^Change / });
  return { ...opened, id, panel };
}
