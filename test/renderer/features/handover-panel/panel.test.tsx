import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { nameOf } from '../../../../renderer/features/handover/panel/read-back-model';
import { onHandover } from './on-handover';

type Opened = Awaited<ReturnType<typeof onHandover>>;

const state = (opened: Opened, wanted: string) => waitFor(() => expect(opened.view().state).toBe(wanted));

async function sign(opened: Opened): Promise<void> {
  await opened.press('Sign and hand over');
  await opened.press('Sign');
  await state(opened, 'ready');
}

/** Ananya reads every unstable item back, in her own words. */
async function readBackAll(opened: Opened): Promise<void> {
  await opened.as('ananya');
  for (const item of opened.unstable()) {
    const field = await within(opened.panelOf()).findByRole('textbox', { name: `Read back ${nameOf(item)}` });
    await opened.user.type(field, `I watch ${item.id}`);
    await opened.user.keyboard('{Control>}{Enter}{/Control}');
    await waitFor(() => expect(opened.view().signing.readBacks.some((one) => one.item === item.id)).toBe(true));
  }
}

async function confirmAll(opened: Opened): Promise<void> {
  await opened.as('rafael');
  for (const item of opened.unstable()) await opened.press(`Confirm ${nameOf(item)}`);
  await waitFor(() => expect(opened.view().signing.readBacks.every(({ answer }) => answer !== null)).toBe(true));
}

describe('from signature to acceptance', () => {
  it('H3 what is missing stands there, leads to its item, and keeps the signature closed', async () => {
    const opened = await onHandover({ whole: false });
    const primary = await opened.button('Sign and hand over');
    expect(primary.getAttribute('aria-disabled')).toBe('true');
    const missing = within(opened.panel).getByRole('group', { name: 'Missing before you can sign' });
    expect(within(missing).getAllByRole('button').length).toBeGreaterThan(2);
    await opened.user.click(primary);
    expect(within(opened.panel).queryByRole('form')).toBeNull();
  });

  it('H4 H5 is signed, read back in own words, confirmed, and taken, each side by its own person', async () => {
    const opened = await onHandover();
    expect(opened.unstable().length).toBeGreaterThan(0);
    await sign(opened);
    await readBackAll(opened);
    const take = await opened.button('Take the shift');
    expect(take.getAttribute('aria-disabled')).toBe('true');
    expect(take.getAttribute('aria-description')).toBe('opens after read-back');
    await confirmAll(opened);
    await opened.as('ananya');
    await waitFor(async () =>
      expect((await opened.button('Take the shift')).getAttribute('aria-disabled')).toBe('false'),
    );
    await opened.press('Take the shift');
    await opened.user.type(
      within(opened.panelOf()).getByRole('textbox', { name: 'Reservations, if any' }),
      'Rollback untested',
    );
    await opened.user.keyboard('{Control>}{Enter}{/Control}');
    await state(opened, 'accepted-with-reservations');
    await within(opened.panelOf()).findByText(/^Ananya has duty since/);
    within(opened.panelOf()).getByText('With reservations: Rollback untested');
    expect(within(opened.panelOf()).queryByRole('button', { name: 'Take the shift' })).toBeNull();
  });

  it('H4 the giver corrects what was misunderstood, and the receiver reads the correction', async () => {
    const opened = await onHandover();
    await sign(opened);
    await readBackAll(opened);
    await opened.as('rafael');
    const [item] = opened.unstable();
    if (item === undefined) throw new Error('nothing is unstable');
    await opened.press(`Correct ${nameOf(item)}`);
    await opened.user.type(
      within(opened.panelOf()).getByRole('textbox', { name: 'What is right' }),
      'Not before 10:00',
    );
    await opened.user.keyboard('{Control>}{Enter}{/Control}');
    await within(opened.panelOf()).findByText('Not before 10:00');
    await opened.as('ananya');
    await within(opened.panelOf()).findByText('Not before 10:00');
  });

  it('H4 the rail says whom it waits for: who reads back, then who answers, then who takes it', async () => {
    const opened = await onHandover();
    const rail = async (words: string): Promise<void> => {
      const entry = within(screen.getByRole('navigation', { name: 'Screens' })).getByRole('button', {
        name: /^Handover\b/,
      });
      await waitFor(() => expect(entry.textContent).toBe(words === '' ? 'Handover' : `!Handover, ${words}`));
    };
    await sign(opened);
    await rail('');
    await opened.as('ananya');
    const left = opened.unstable().length;
    expect(left).toBeGreaterThan(0);
    await rail(`${left === 1 ? '1 item of a handover waits' : `${left} items of a handover wait`} for your read-back`);
    await readBackAll(opened);
    await rail('');
    await opened.as('rafael');
    await rail(`${left === 1 ? '1 read-back waits' : `${left} read-backs wait`} for your answer`);
    await confirmAll(opened);
    await rail('');
    await opened.as('ananya');
    await rail('a handover waits for you to take it');
  });

  it('H4 C confirms inside the panel', async () => {
    const opened = await onHandover();
    await sign(opened);
    await readBackAll(opened);
    await opened.as('rafael');
    const [item] = opened.unstable();
    if (item === undefined) throw new Error('nothing is unstable');
    await opened.button(`Confirm ${nameOf(item)}`);
    opened.panelOf().focus();
    await opened.user.keyboard('c');
    await waitFor(() =>
      expect(opened.view().signing.readBacks.some(({ answer }) => answer?.kind === 'confirmed')).toBe(true),
    );
  });

  it('H6 whoever signed is told that somebody else takes it, and has no button for it', async () => {
    const opened = await onHandover();
    await sign(opened);
    within(opened.panelOf()).getByText('You signed it: somebody else has to take it.');
    expect(within(opened.panelOf()).queryByRole('button', { name: 'Take the shift' })).toBeNull();
  });

  it('H7 an edit after the signature says so, and it is signed again', async () => {
    const opened = await onHandover();
    await sign(opened);
    await opened.stores.handovers.edit(opened.id, [{ edit: 'sentence', text: 'Something else' }]);
    await within(opened.panelOf()).findByText(/^Edited after Rafael signed at .*: sign again\.$/);
    await opened.press('Sign again and hand over');
    await opened.press('Sign');
    await state(opened, 'ready');
  });

  it('H4 an item that is edited after it was read back has to be read back again', async () => {
    const opened = await onHandover();
    await sign(opened);
    await readBackAll(opened);
    await opened.as('rafael');
    const [item] = opened.unstable();
    await opened.stores.handovers.edit(opened.id, [
      { edit: 'item', id: item?.id ?? '', fields: { next: 'Page at once' } },
    ]);
    await within(opened.panelOf()).findByText('edited since: read it back again');
  });

  it('H6 one person covers both shifts with a reason, and it is marked as such', async () => {
    const opened = await onHandover();
    await opened.press('I cover both shifts');
    const send = await opened.button('Cover both');
    expect(send).toHaveProperty('disabled', true);
    await opened.user.type(within(opened.panelOf()).getByRole('textbox', { name: 'Reason' }), 'Ananya is ill');
    await opened.press('Cover both');
    await state(opened, 'self-covered');
    await within(opened.panelOf()).findByText(/^Rafael covers both shifts since .*: Ananya is ill$/);
  });

  it('a refusal needs a reason, and gives it to the giver', async () => {
    const opened = await onHandover();
    await sign(opened);
    await opened.as('ananya');
    await opened.press('Refuse');
    await opened.user.type(within(opened.panelOf()).getByRole('textbox', { name: 'Reason' }), 'No rollback known');
    await opened.user.keyboard('{Control>}{Enter}{/Control}');
    await state(opened, 'refused');
    await opened.as('rafael');
    await within(opened.panelOf()).findByText(/^Ananya refused it .*: No rollback known$/);
    await opened.button('Sign again and hand over');
  });
});

describe('while one types', () => {
  it("H4 what is typed stays, whatever others write meanwhile, and is nobody's until it is sent", async () => {
    const opened = await onHandover();
    await sign(opened);
    await opened.as('ananya');
    const [item] = opened.unstable();
    if (item === undefined) throw new Error('nothing is unstable');
    const name = `Read back ${nameOf(item)}`;
    const field = await within(opened.panelOf()).findByRole('textbox', { name });
    await opened.user.type(field, 'Лише з 07:46');
    // That it is being read is known to those who wait.
    await state(opened, 'in-review');
    await opened.stores.handovers.act(opened.id, { act: 'question', text: 'And pricing?', item: null });
    await within(opened.panelOf()).findByText(/And pricing/);
    expect(within(opened.panelOf()).getByRole('textbox', { name })).toHaveProperty('value', 'Лише з 07:46');
    expect(document.activeElement).toBe(field);
    expect(opened.view().signing.readBacks).toEqual([]);
  });

  it('a question is asked, stands open, and is answered by the giver with A', async () => {
    const opened = await onHandover();
    await sign(opened);
    await opened.as('ananya');
    await opened.press('Ask a question');
    await opened.user.type(
      within(opened.panelOf()).getByRole('textbox', { name: 'Your question' }),
      'Does it touch pricing?',
    );
    await opened.user.keyboard('{Control>}{Enter}{/Control}');
    await within(opened.panelOf()).findByRole('heading', { name: '1 question open' });
    expect(within(opened.panelOf()).queryByRole('button', { name: /^Answer/ })).toBeNull();
    await opened.as('rafael');
    await opened.button('Answer Ananya');
    opened.panelOf().focus();
    await opened.user.keyboard('a');
    await opened.user.type(
      await within(opened.panelOf()).findByRole('textbox', { name: 'Answer' }),
      'No, only checkout',
    );
    await opened.user.keyboard('{Control>}{Enter}{/Control}');
    await within(opened.panelOf()).findByText(/No, only checkout/);
    within(opened.panelOf()).getByRole('heading', { name: 'No question is open' });
  });

  it('Escape leaves a form and what was typed is there again', async () => {
    const opened = await onHandover();
    await opened.press('I cover both shifts');
    await opened.user.type(within(opened.panelOf()).getByRole('textbox', { name: 'Reason' }), 'Nobody');
    await opened.user.keyboard('{Escape}');
    expect(within(opened.panelOf()).queryByRole('textbox', { name: 'Reason' })).toBeNull();
    await opened.press('I cover both shifts');
    expect(within(opened.panelOf()).getByRole('textbox', { name: 'Reason' })).toHaveProperty('value', 'Nobody');
  });

  it('what was refused stays with its cause', async () => {
    const opened = await onHandover();
    opened.bridge.refuses('handovers.act', { code: 'not-allowed', message: 'it was edited meanwhile: read it again' });
    await opened.press('Sign and hand over');
    await opened.press('Sign');
    const alert = await within(opened.panelOf()).findByRole('alert');
    expect(alert.textContent).toContain('it was edited meanwhile');
  });
});

describe('elsewhere in the window', () => {
  it('H8 an accepted one is in the measures, which lead back to it', async () => {
    const opened = await onHandover();
    await sign(opened);
    await readBackAll(opened);
    await confirmAll(opened);
    await opened.as('ananya');
    await opened.press('Take the shift');
    await opened.user.keyboard('{Control>}{Enter}{/Control}');
    await state(opened, 'accepted');
    opened.stores.navigation.show('measures');
    const sheet = await screen.findByRole('dialog', { name: 'Handover measures' });
    await within(sheet).findByRole('button', { name: 'Brazil L2 to India L2' });
  });
});
