import { cleanup, screen, waitFor } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, beforeEach, expect, vi } from 'vitest';
import type { FakeRecords } from '../../../../renderer/bridge/fake';
import { recordsDesk } from '../../../records-desk/rig';
import { critical } from '../../builders/retail';
import { aHandoverDesk, type HandoverDesk } from '../../builders/handover-desk';
import { NOW } from '../../builders/snapshot';
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

async function openOn(records: FakeRecords, person: string | null, now = NOW) {
  const opened = openWindow(critical(), {
    records,
    later: (run, ms) => {
      const timer = setTimeout(run, ms);
      return () => clearTimeout(timer);
    },
  });
  await waitFor(() => expect(opened.stores.records.getState().status?.person).toBe(person));
  opened.stores.clock.setState({ now });
  opened.stores.navigation.goTo('handover');
  await screen.findByRole('main');
  return { ...opened, user: userEvent.setup() };
}

/** The window over the real desk and engine of records, on the screen of handovers. */
export async function onRealHandover(person: string | null = 'rafael', now = NOW) {
  const rig = recordsDesk({ snapshot: critical(), person, now });
  // The clock of the engine goes on by itself: what it gathers is told a moment later.
  const ticking = setInterval(() => void rig.clock.advance(250), 20);
  stops.push(() => {
    clearInterval(ticking);
    void rig.desk.stop();
  });
  return { ...(await openOn(rig.desk, person, now)), ...rig };
}

/** The same over handovers that stand in memory, as far along as a test wants them. */
export async function onHandover(desk: HandoverDesk = aHandoverDesk(), person: string | null = 'rafael') {
  const opened = await openOn(desk, person);
  if (desk.views().length > 0) await screen.findByRole('heading', { level: 1, name: /to India L2$/ });
  return { ...opened, desk };
}

export const line = (at: string): HTMLElement => {
  const found = document.querySelector<HTMLElement>(`.ho-doc [data-at="${at}"]`);
  if (found === null) throw new Error(`No line ${at}.`);
  return found;
};
export const rowOf = (at: string): HTMLElement => {
  const found = line(at).querySelector<HTMLElement>('[data-row]');
  if (found === null) throw new Error(`Line ${at} has no mark.`);
  return found;
};
