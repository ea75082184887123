import { MINUTE, SECOND } from '../../../../shared/lib/time';
import { BOUNDARY } from '../../builders/handover';
import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { onHandover, onRealHandover } from './on-handover';

describe('what else is done with a handover', () => {
  it('P presents it over the work area, Esc leaves', async () => {
    const { user } = await onHandover();
    await user.keyboard('p');
    expect(await screen.findByRole('dialog', { name: 'Presenting the handover' })).toBeTruthy();
    await user.keyboard('{Escape}');
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(screen.getByRole('button', { name: /^Present/ })).toBeTruthy();
  });

  it('ticks on while it is presented: clocks, ages, what is overdue and how long is talked', async () => {
    const { user, stores } = await onHandover();
    const { now } = stores.clock.getState();
    await user.keyboard('p');
    const dialog = await screen.findByRole('dialog', { name: 'Presenting the handover' });
    const says = (of: string): string => dialog.querySelector(of)?.textContent ?? '';
    const clock = says('.present-clock');
    expect(says('.present-time')).toContain('0:00 here, 0:00 in all');
    expect(says('.present-state')).toBe('Draft');
    act(() => stores.clock.setState({ now: now + SECOND }));
    expect(says('.present-time')).toContain('0:01 here, 0:01 in all');
    expect(says('.present-clock')).toBe(clock);
    act(() => stores.clock.setState({ now: BOUNDARY + 25 * MINUTE }));
    expect(says('.present-clock')).toBe('08:55 IST03:25 UTC');
    expect(says('.present-state')).toBe('Draft, 25 min overdue');
    expect(says('.present-data')).toContain('38 min ago');
    await user.keyboard('{Escape}');
    await user.keyboard('p');
    await screen.findByRole('dialog', { name: 'Presenting the handover' });
    expect(document.querySelector('.present-time')?.textContent).toContain('1:42:48 here, 1:42:48 in all');
  });

  it('S shows how it leaves, in place of the document', async () => {
    const { user } = await onHandover();
    await user.click(screen.getByRole('button', { name: /^Export/ }));
    expect(await screen.findByRole('form', { name: 'How it leaves' })).toBeTruthy();
    await user.click(screen.getByRole('button', { name: /^Back/ }));
    expect(screen.queryByRole('form', { name: 'How it leaves' })).toBeNull();
    await user.keyboard('s');
    expect(await screen.findByRole('form', { name: 'How it leaves' })).toBeTruthy();
  });

  it('says who gives and who receives, and lets people change both', async () => {
    const { user, stores } = await onRealHandover();
    const [draft] = await screen.findAllByRole('button', { name: 'Draft now' });
    if (draft === undefined) throw new Error('No button.');
    await user.click(draft);
    await screen.findByRole('heading', { level: 1, name: 'Brazil L2 to India L2' });
    const people = () => stores.handovers.getState().open?.view?.content;
    const before = people()?.receivers ?? [];
    await user.click(screen.getByRole('button', { name: /^Change who gives/ }));
    const receivers = within(screen.getByRole('group', { name: 'Receivers' }));
    const [first] = receivers.getAllByRole('button');
    if (first === undefined) throw new Error('Nobody receives it.');
    await user.click(first);
    await waitFor(() => expect(people()?.receivers).toHaveLength(before.length - 1));
    const gone = before.find((person) => !people()?.receivers.includes(person)) ?? '';
    await user.selectOptions(receivers.getByRole('combobox'), gone);
    await waitFor(() => expect(people()?.receivers).toEqual(before));
  });

  it('H8 takes a file in where there is none yet, and says what is wrong with it', async () => {
    await onRealHandover();
    const empty = within(await screen.findByRole('group', { name: 'No handover yet' }));
    const file = new File(['{ "meridian": "incident" }'], 'wrong.json', { type: 'application/json' });
    fireEvent.change(empty.getByLabelText('Handover files'), { target: { files: [file] } });
    expect((await empty.findByRole('status', { name: 'Taken in' })).textContent).toContain('wrong.json');
    expect(empty.getByText(/no file of a handover/)).toBeTruthy();
  });
});
