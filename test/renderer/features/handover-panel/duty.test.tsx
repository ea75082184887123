import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { HOUR } from '../../../../shared/lib/time';
import { takenTwice } from '../../../builders/taken-twice';
import { NOW } from '../../builders/snapshot';
import { openOver } from './on-handover';

const sheet = () => screen.findByRole('dialog', { name: 'Who is on duty' });

describe('who is on duty', () => {
  it('opens from the strip, and one press says "I am on duty"; the notice takes it back', async () => {
    const opened = await openOver();
    const { user, stores } = opened;
    await user.click(await screen.findByRole('button', { name: 'Who is on duty' }));
    const box = await sheet();
    await user.click(await within(box).findByRole('button', { name: 'I am on duty' }));
    await waitFor(() => expect(stores.handovers.getState().duty).toHaveLength(1));
    expect(stores.handovers.getState().duty?.[0]).toMatchObject({ kind: 'on-duty', team: 'br-l2', person: 'rafael' });
    within(box).getByText('Rafael Monteiro is on duty for Brazil L2');
    await user.click(await screen.findByRole('button', { name: 'Undo' }));
    await waitFor(() => expect(stores.handovers.getState().duty).toEqual([]));
  });

  it('a leave makes a gap, the gap is covered with one press and Save, and withdrawn again', async () => {
    const opened = await openOver();
    const { user, stores } = opened;
    await stores.handovers.writeDuty({ kind: 'leave', person: 'ananya', from: NOW, to: NOW + 14 * HOUR });
    stores.navigation.show('duty');
    const box = await sheet();
    const gap = await within(box).findByRole('button', { name: /^Cover this: India L2/ });
    await user.click(gap);
    const form = within(box).getByRole('form', { name: 'Cover' });
    expect(within(form).getByRole('combobox', { name: 'Instead of' })).toHaveProperty('value', 'ananya');
    await user.click(within(form).getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(within(box).queryByRole('button', { name: /^Cover this: India L2/ })).toBeNull());
    const what = 'Rafael Monteiro covers India L2 instead of Ananya Iyer';
    await user.click(within(box).getByRole('button', { name: `Withdraw: ${what}` }));
    await within(box).findByRole('button', { name: /^Cover this: India L2/ });
  });

  it('a form that does not say enough names the field, and goes there', async () => {
    const opened = await openOver();
    opened.stores.navigation.show('duty');
    const box = await sheet();
    await opened.user.click(within(box).getByRole('button', { name: 'Swap' }));
    const form = within(box).getByRole('form', { name: 'Swap' });
    await opened.user.click(within(form).getByRole('button', { name: 'Save' }));
    expect(within(form).getByRole('alert').textContent).toBe('Say with whom.');
    expect(document.activeElement).toBe(within(form).getByRole('combobox', { name: 'With whom' }));
  });

  it('before it is known who writes here, it is read only and says why', async () => {
    const opened = await openOver(null);
    opened.stores.navigation.show('duty');
    const box = await sheet();
    within(box).getByText(/Say who writes here/);
    expect(within(box).queryByRole('button', { name: 'I am on duty' })).toBeNull();
    expect(within(box).queryByRole('button', { name: /^Cover this/ })).toBeNull();
  });

  it('what was refused stays with its cause', async () => {
    const opened = await openOver();
    opened.stores.navigation.show('duty');
    const box = await sheet();
    opened.bridge.refuses('duty.write', { code: 'failed', message: 'the disk is full' });
    await opened.user.click(within(box).getByRole('button', { name: 'I am on duty' }));
    const alert = await within(box).findByRole('alert');
    expect(alert.textContent).toContain('the disk is full');
  });
});

describe('what could not be read', () => {
  const refused = { code: 'failed', message: 'the disk is gone' } as const;

  it('H5 of duty entries: neither the sheet nor the strip says that all is by the rota', async () => {
    const { bridge, stores } = await openOver();
    bridge.refuses('duty.list', refused);
    await stores.handovers.writeDuty({ kind: 'leave', person: 'ananya', from: NOW, to: NOW + HOUR });
    stores.navigation.show('duty');
    const box = await sheet();
    const alert = await within(box).findByRole('alert');
    expect(alert.textContent).toBe('Leave, cover and swaps cannot be read: the disk is gone.');
    within(box).getByRole('heading', { name: /in cover, not sure$/ });
    expect(within(box).queryByText(/everybody works as the rota says/)).toBeNull();
    screen.getByRole('heading', { name: /^On shift, not sure.*the disk is gone\.$/, hidden: true });
  });

  it('H5 of handovers: a banner and the strip say that who has duty is not sure', async () => {
    const { bridge, stores } = await openOver();
    bridge.refuses('handovers.list', refused);
    await stores.handovers.writeDuty({ kind: 'leave', person: 'ananya', from: NOW, to: NOW + HOUR });
    await screen.findByText('Handovers cannot be read: who has duty is not sure.');
    screen.getByText('The disk is gone. Shown is what was read last.');
    screen.getByRole('heading', { name: /^On shift, not sure.*Handovers cannot be read: the disk is gone\.$/ });
  });
});

describe('two acceptances that meet', () => {
  it('H8 both stand as equals until somebody says who had duty; both are kept', async () => {
    const files = await takenTwice();
    const opened = await openOver('rafael');
    const { handovers, navigation } = opened.stores;
    for (const text of files) {
      const taken = await handovers.import('handover.json', text);
      if ('problem' in taken) throw new Error(taken.problem);
    }
    await waitFor(() => expect(handovers.getState().rows?.[0]?.inConflict).toBe(true));
    navigation.openHandover(handovers.getState().rows?.[0]?.id ?? null);
    const panel = await screen.findByRole('complementary', { name: 'Read-back and sign-off' });
    const rivals = within(panel).getByRole('region', { name: 'Two took this shift' });
    within(rivals).getByRole('group', { name: 'A: Ananya Iyer' });
    within(rivals).getByRole('group', { name: 'B: vikram' });
    await opened.user.click(within(rivals).getByRole('button', { name: 'vikram had duty' }));
    await waitFor(() => expect(within(panel).queryByRole('region', { name: 'Two took this shift' })).toBeNull());
    await within(panel).findByText(/^vikram has duty since/);
    expect(handovers.getState().open?.view?.signing.acceptances).toHaveLength(2);
  });
});

describe('H5 on every screen', () => {
  it('whoever keeps duty is named with how long, and one press leads to the handover', async () => {
    const opened = await openOver();
    const { handovers, clock } = opened.stores;
    const made = await handovers.draft('br-l2');
    if ('problem' in made) throw new Error(made.problem);
    await waitFor(() => expect(handovers.getState().rows).toHaveLength(1));
    const end = handovers.getState().rows?.[0]?.at ?? 0;
    clock.setState({ now: end + 25 * 60_000 });
    const alert = await screen.findByText('Brazil L2 keeps duty: India L2 has not accepted. 25 min overdue.');
    const banner = alert.closest<HTMLElement>('[role="alert"]');
    if (banner === null) throw new Error('it is no alert');
    await opened.user.click(within(banner).getByRole('button', { name: 'Open handover' }));
    await screen.findByRole('complementary', { name: 'Read-back and sign-off' });
  });
});
