import { cleanup, configure, screen, waitFor } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, beforeEach, expect, vi } from 'vitest';
import { recordsDesk } from '../../../records-desk/rig';
import { critical } from '../../builders/retail';
import { openWindow } from '../../window';

// Screens are loaded when they are opened: on a busy machine that takes its time.
configure({ asyncUtilTimeout: 10_000 });

/** The window as it is designed: nothing folded away. */
beforeEach(() => {
  (window as unknown as { happyDOM: { setViewport(size: object): void } }).happyDOM.setViewport({
    width: 1440,
    height: 900,
  });
});

const stops: (() => void)[] = [];
afterEach(() => {
  cleanup();
  for (const stop of stops.splice(0)) stop();
  vi.restoreAllMocks();
});

/** The whole window over the real desk and engine of records, on an incident. */
export async function openOver(more: { readonly kind?: 'security' } = {}) {
  const snapshot = critical();
  const rig = recordsDesk({ snapshot, person: 'rafael' });
  stops.push(() => void rig.desk.stop());
  const user = userEvent.setup();
  const opened = openWindow(snapshot, {
    records: rig.desk,
    later: (run, ms) => {
      const timer = setTimeout(run, ms);
      return () => clearTimeout(timer);
    },
  });
  const { stores } = opened;
  await waitFor(() => expect(stores.records.getState().status?.person).toBe('rafael'));
  const declare = async (title: string): Promise<string> => {
    const done = await stores.records.declare({
      title,
      kind: more.kind ?? 'operations',
      severity: 'SEV1',
      sites: ['br-prod'],
      attention: null,
      restrictedTo: [],
    });
    if (typeof done === 'string') throw new Error(done);
    await rig.clock.advance(250);
    return done.id;
  };
  const id = await declare('Checkout slow');
  await waitFor(() => expect(stores.records.getState().rows).toHaveLength(1));
  return { ...opened, ...rig, user, id, declare };
}

export async function onIncident(more: Parameters<typeof openOver>[0] = {}) {
  const opened = await openOver(more);
  opened.stores.navigation.openIncident(opened.id);
  await screen.findByRole('region', { name: 'Timeline' });
  return opened;
}
