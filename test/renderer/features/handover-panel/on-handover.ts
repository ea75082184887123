import { cleanup, configure, screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, beforeEach, expect, vi } from 'vitest';
import { isOpen } from '../../../../shared/domain/handover/items';
import { missingOf } from '../../../../shared/domain/handover/ready';
import { HOUR } from '../../../../shared/lib/time';
import type { HandoverEdit } from '../../../../shared/ipc/handovers-contract';
import { recordsDesk } from '../../../records-desk/rig';
import { critical } from '../../builders/retail';
import { NOW } from '../../builders/snapshot';
import { openWindow } from '../../window';

// Screens are loaded when they are opened: on a busy machine that takes its time.
configure({ asyncUtilTimeout: 10_000 });

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

/** The whole window over the real desk and engine of records; whoever is to write is said with `become`. */
export async function openOver(person: string | null = 'rafael') {
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
  const { records, handovers } = opened.stores;
  await waitFor(() => expect(records.getState().status?.person).toBe(person));
  await waitFor(() => expect(handovers.getState().duty).not.toBeNull());
  const become = async (next: string): Promise<void> => {
    const refused = await records.identify(next);
    if (refused !== null) throw new Error(refused);
    await waitFor(() => expect(records.getState().status?.person).toBe(next));
  };
  return { ...opened, ...rig, become, user: userEvent.setup() };
}

/** A handover of Brazil to India, drafted from live data, every item of it whole; open on its screen. */
export async function onHandover({ whole = true }: { readonly whole?: boolean } = {}) {
  const opened = await openOver();
  const { handovers, navigation } = opened.stores;
  const made = await handovers.draft('br-l2');
  if ('problem' in made) throw new Error(made.problem);
  const { id } = made;
  navigation.openHandover(id);
  const panel = await screen.findByRole('complementary', { name: 'Read-back and sign-off' });
  const view = () => {
    const read = handovers.getState().open?.view;
    if (!read) throw new Error('the handover is not read yet');
    return read;
  };
  if (whole) await complete(view().content.items.filter(isOpen), (edits) => handovers.edit(id, edits));
  if (whole)
    await waitFor(() => {
      const { items, ifThens } = view().content;
      expect(items.filter(isOpen).flatMap((item) => missingOf(item, ifThens))).toEqual([]);
    });
  const unstable = () => view().content.items.filter((item) => isOpen(item) && item.condition === 'unstable');
  const button = (name: string | RegExp) => within(panelOf()).findByRole('button', { name });
  const panelOf = () => screen.getByRole('complementary', { name: 'Read-back and sign-off' });
  const press = async (name: string | RegExp): Promise<void> => opened.user.click(await button(name));
  /** As the other person: what they see is read anew. */
  const as = async (person: string): Promise<void> => {
    await opened.become(person);
    await waitFor(() => expect(handovers.getState().open?.view?.id).toBe(id));
    await screen.findByRole('complementary', { name: 'Read-back and sign-off' });
  };
  return { ...opened, id, panel, panelOf, view, unstable, button, press, as };
}

async function complete(
  items: readonly { readonly id: string; readonly condition: string }[],
  edit: (edits: readonly HandoverEdit[]) => Promise<string | null>,
): Promise<void> {
  const edits = items
    .filter(({ condition }) => condition !== 'stable')
    .flatMap(({ id }): readonly HandoverEdit[] => [
      { edit: 'item', id, fields: { owner: 'ananya', next: 'Watch it', due: NOW + 4 * HOUR } },
      { edit: 'if-then', id: `if-${id}`, fields: { item: id, text: 'It gets worse', action: 'Page Dana' } },
    ]);
  if (edits.length === 0) throw new Error('the draft has nothing that is not stable');
  const refused = await edit(edits);
  if (refused !== null) throw new Error(refused);
}
