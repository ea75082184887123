import { cleanup, screen, waitFor } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, beforeEach, expect, vi } from 'vitest';
import type { NewPlan } from '../../../../renderer/stores/change-calls';
import { recordsDesk } from '../../../records-desk/rig';
import { critical } from '../../builders/retail';
import { openWindow } from '../../window';
import '../../patience';

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

/** The whole window over the real desk and engine of records, on the screen of changes. */
export async function onChanges(person: string | null = 'rafael') {
  const snapshot = critical();
  const rig = recordsDesk({ snapshot, person });
  // The clock of the engine goes on by itself: what it gathers is told a moment later.
  const ticking = setInterval(() => void rig.clock.advance(250), 20);
  stops.push(() => {
    clearInterval(ticking);
    void rig.desk.stop();
  });
  const opened = openWindow(snapshot, {
    records: rig.desk,
    later: (run, ms) => {
      const timer = setTimeout(run, ms);
      return () => clearTimeout(timer);
    },
  });
  const { stores } = opened;
  const { changes } = stores;
  await waitFor(() => expect(stores.records.getState().status?.person).toBe(person));
  stores.navigation.goTo('changes');
  await screen.findByRole('heading', { level: 1, name: 'Changes' });
  const create = async (plan: NewPlan): Promise<string> => {
    const id = await changes.create(plan);
    if (typeof id !== 'string') throw new Error(id.problem);
    await waitFor(() => expect(changes.getState().changes?.some((change) => change.id === id)).toBe(true));
    return id;
  };
  const windowOf = (id: string) => changes.getState().changes?.find((change) => change.id === id)?.window ?? null;
  return { ...opened, ...rig, snapshot, user: userEvent.setup(), create, windowOf };
}
