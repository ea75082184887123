import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { aHandover, anItem, BOUNDARY } from '../../builders/handover';
import { aHandoverDesk } from '../../builders/handover-desk';
import { line, onHandover, rowOf } from './on-handover';

const itemOf = (desk: ReturnType<typeof aHandoverDesk>, id: string) =>
  desk.views()[0]?.content.items.find((item) => item.id === id);
const field = (name: string) => screen.findByRole<HTMLTextAreaElement>('textbox', { name });

describe('writing in a handover', () => {
  it('a change from elsewhere to the same text moves neither the words, nor the caret, nor the page', async () => {
    const { user, desk } = await onHandover();
    rowOf('inc-87').focus();
    await user.keyboard('n');
    const writing = await field('Next action');
    await user.clear(writing);
    await user.type(writing, 'Page Dana first');
    writing.setSelectionRange(5, 9);
    const page = document.querySelector('.ho-doc');
    if (page === null) throw new Error('No document.');
    page.scrollTop = 120;
    const items = desk.views()[0]?.content.items ?? [];
    desk.writes('handover', {
      items: items.map((item) =>
        item.id === 'inc-87' ? { ...item, next: 'Somebody else', line: 'Another line', condition: 'stable' } : item,
      ),
    });
    expect(await screen.findByText('Meanwhile somebody wrote: Somebody else')).toBeTruthy();
    expect(line('inc-87').textContent).toContain('Another line');
    expect(writing.isConnected).toBe(true);
    expect(writing.value).toBe('Page Dana first');
    expect([writing.selectionStart, writing.selectionEnd]).toEqual([5, 9]);
    expect(page.scrollTop).toBe(120);
    expect(document.activeElement).toBe(writing);
    // Worse first it would stand elsewhere by now: not while somebody writes.
    const order = [...document.querySelectorAll('.is-incidents [data-key]')].map((one) => one.getAttribute('data-key'));
    expect(order).toEqual(['inc-87', 'inc-85', 'inc-86']);
    await user.keyboard('{Control>}{Enter}{/Control}');
    await waitFor(() => expect(itemOf(desk, 'inc-87')?.next).toBe('Page Dana first'));
    await waitFor(() => expect(screen.queryByRole('textbox', { name: 'Next action' })).toBeNull());
  });

  it('a line opens by E, F2 and a click, is saved by Enter and by leaving it, and goes on from where it stood', async () => {
    const { user, desk } = await onHandover();
    rowOf('inc-86').focus();
    await user.keyboard('e');
    await user.clear(await field('Line'));
    await user.keyboard('Search is stale{Enter}');
    await waitFor(() => expect(itemOf(desk, 'inc-86')?.line).toBe('Search is stale'));
    await waitFor(() => expect(line('inc-86').contains(document.activeElement)).toBe(true));
    await user.keyboard('{F2}');
    await user.keyboard(' again');
    await user.click(screen.getByRole('heading', { level: 1 }));
    await waitFor(() => expect(itemOf(desk, 'inc-86')?.line).toBe('Search is stale again'));
    await user.click(within(line('inc-86')).getByRole('button', { name: /^Line: Search is stale again/ }));
    expect((await field('Line')).value).toBe('Search is stale again');
  });

  it('Escape takes back what was typed, and one press keeps it after all', async () => {
    const { user, desk } = await onHandover();
    await user.click(screen.getByRole('button', { name: /^The situation in one sentence/ }));
    const writing = await field('The situation in one sentence');
    await user.clear(writing);
    await user.type(writing, 'All is well.');
    await user.keyboard('{Escape}');
    expect(screen.queryByRole('textbox', { name: 'The situation in one sentence' })).toBeNull();
    expect(desk.written).toEqual([]);
    await user.click(await screen.findByRole('button', { name: 'Keep it after all' }));
    await waitFor(() => expect(desk.views()[0]?.content.sentence).toBe('All is well.'));
  });

  it('what was refused stays in the field with the reason; what is not on disk yet is said', async () => {
    const desk = aHandoverDesk();
    const { user } = await onHandover(desk);
    await user.click(rowOf('inc-87'));
    await user.click(await screen.findByRole('button', { name: /^Done so far/ }));
    const writing = await field('Done so far');
    await user.clear(writing);
    await user.type(writing, 'Rolled back.');
    desk.answersOnce({ refused: 'the records are closed' });
    await user.keyboard('{Control>}{Enter}{/Control}');
    expect((await screen.findByRole('alert')).textContent).toBe('Not done: the records are closed');
    expect((await field('Done so far')).value).toBe('Rolled back.');
    desk.answersOnce({ notSaved: 'the disk is full' });
    await user.keyboard('{Control>}{Enter}{/Control}');
    expect(await screen.findByText('Not on disk yet: the disk is full. It is tried again.')).toBeTruthy();
    await waitFor(() => expect(itemOf(desk, 'inc-87')?.done).toBe('Rolled back.'));
  });

  it('whoever goes to another screen with the caret in a text has saved it', async () => {
    const { user, desk, stores } = await onHandover();
    rowOf('inc-87').focus();
    await user.keyboard('n');
    await user.type(await field('Next action'), ' Then sleep.');
    stores.navigation.goTo('live');
    await waitFor(() => expect(itemOf(desk, 'inc-87')?.next).toMatch(/Then sleep\.$/));
  });

  it('H3 says at the item what it lacks, and each word leads into its field', async () => {
    const { user } = await onHandover();
    const lacks = within(line('chg-221'));
    expect(line('chg-221').textContent).toContain('Lacks next action, due, if-then');
    await user.click(lacks.getByRole('button', { name: 'next action' }));
    expect(document.activeElement).toBe(await field('Next action'));
    await user.click(lacks.getByRole('button', { name: 'due' }));
    await waitFor(() => expect(document.activeElement).toBe(screen.getByLabelText(/^Due, IST/)));
    await user.click(lacks.getByRole('button', { name: 'if-then' }));
    expect(await screen.findByRole('form', { name: 'New if-then' })).toBeTruthy();
  });

  it('owner, due and condition are chosen by O, D and T, on the clock of those who receive', async () => {
    const { user, desk } = await onHandover();
    rowOf('inc-86').focus();
    await user.keyboard('o');
    const owner = await screen.findByRole('combobox', { name: 'Owner' });
    await waitFor(() => expect(document.activeElement).toBe(owner));
    await user.selectOptions(owner, 'ananya');
    await waitFor(() => expect(itemOf(desk, 'inc-86')?.owner).toBe('ananya'));
    rowOf('inc-86').focus();
    await user.keyboard('d');
    const due = screen.getByLabelText<HTMLInputElement>(/^Due, IST/);
    await waitFor(() => expect(document.activeElement).toBe(due));
    await user.clear(due);
    await user.type(due, '2026-11-18T10:00');
    await user.keyboard('{Enter}');
    await waitFor(() => expect(itemOf(desk, 'inc-86')?.due).toBe(BOUNDARY + 90 * 60_000));
    expect(line('inc-86').textContent).toContain('10:00 IST, 04:30 UTC');
    rowOf('inc-86').focus();
    await user.keyboard('t');
    await waitFor(() => expect((document.activeElement as HTMLInputElement).type).toBe('radio'));
    await user.click(within(line('inc-86')).getByRole('radio', { name: 'watcher' }));
    await waitFor(() => expect(itemOf(desk, 'inc-86')?.condition).toBe('watcher'));
  });

  it('an if-then names a signal with its present value, a limit and minutes, or says what is missing', async () => {
    const { user, desk } = await onHandover();
    rowOf('inc-85').focus();
    await user.keyboard('i');
    const form = within(await screen.findByRole('form', { name: 'New if-then' }));
    await user.selectOptions(form.getByLabelText('Site'), 'br-prod');
    await user.click(form.getByRole('button', { name: 'Save' }));
    expect(form.getByRole('alert').textContent).toBe('Choose a site and one of its signals.');
    await user.selectOptions(form.getByLabelText('Signal'), 'p95');
    expect(form.getByText(/^Now .* old\. Warning at 0\.8 s\. Critical at 2\.0 s\.$/)).toBeTruthy();
    await user.type(form.getByLabelText('Limit, ms'), 'many');
    await user.click(form.getByRole('button', { name: 'Save' }));
    expect(form.getByRole('alert').textContent).toBe('The limit is a number in ms.');
    await user.clear(form.getByLabelText('Limit, ms'));
    await user.type(form.getByLabelText('Limit, ms'), '900,5');
    await user.type(form.getByLabelText('Then'), 'Page Dana');
    await user.keyboard('{Control>}{Enter}{/Control}');
    await waitFor(() => expect(desk.views()[0]?.content.ifThens).toHaveLength(4));
    expect(desk.views()[0]?.content.ifThens.at(-1)).toMatchObject({
      item: 'inc-85',
      action: 'Page Dana',
      watch: { site: 'br-prod', signal: 'p95', is: 'over', limit: 900.5, minutes: 5 },
    });
    await waitFor(() => expect(line('inc-85').textContent).not.toContain('Lacks'));
  });

  it('X dismisses with a reason and one press undoes it; without a reason nothing goes', async () => {
    const { user, desk } = await onHandover();
    rowOf('inc-86').focus();
    await user.keyboard('x');
    const form = within(await screen.findByRole('form', { name: /^Dismiss/ }));
    expect(form.getByRole<HTMLButtonElement>('button', { name: 'Dismiss' }).disabled).toBe(true);
    await user.keyboard('Canada watches it itself{Enter}');
    await waitFor(() => expect(itemOf(desk, 'inc-86')?.dismissed).toBe('Canada watches it itself'));
    await waitFor(() => expect(document.querySelector('.is-incidents [data-at="inc-86"]')).toBeNull());
    expect(document.activeElement).not.toBe(document.body);
    await user.click(await screen.findByRole('button', { name: '1 dismissed' }));
    expect(screen.getByText('dismissed: Canada watches it itself')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Undo' }));
    await waitFor(() => expect(line('inc-86')).toBeTruthy());
  });

  it('M tells an item with another one, and takes it apart again', async () => {
    const { user, desk } = await onHandover();
    rowOf('inc-86').focus();
    await user.keyboard('m');
    const form = within(await screen.findByRole('form', { name: /with another item/ }));
    await user.selectOptions(form.getByLabelText('Told with'), 'inc-87');
    await user.click(form.getByRole('button', { name: 'Tell it there' }));
    await waitFor(() => expect(itemOf(desk, 'inc-86')?.mergedInto).toBe('inc-87'));
    await user.click(rowOf('inc-87'));
    await user.click(await within(line('inc-87')).findByRole('button', { name: 'Take it apart' }));
    await waitFor(() => expect(itemOf(desk, 'inc-86')?.mergedInto).toBeNull());
  });

  it('an action is added by one line, and the next one is asked for', async () => {
    const { user, desk } = await onHandover();
    await user.click(screen.getByRole('button', { name: 'Add an action' }));
    await user.keyboard('Call the bank{Enter}');
    await waitFor(() =>
      expect(desk.views()[0]?.content.items.at(-1)).toMatchObject({ kind: 'action', line: 'Call the bank' }),
    );
    expect(screen.getByRole<HTMLInputElement>('textbox', { name: 'Action' }).value).toBe('');
  });

  it('what comes while somebody writes waits above the document, and nothing moves until it is asked for', async () => {
    const { user, desk } = await onHandover();
    rowOf('inc-87').focus();
    await user.keyboard('n');
    await field('Next action');
    const shown = (): string => document.querySelector('.ho-doc')?.textContent ?? '';
    const items = desk.views()[0]?.content.items ?? [];
    desk.writes('handover', {
      items: [...items, anItem({ id: 'come', kind: 'incident', condition: 'unstable', line: 'New one' })],
    });
    expect(await screen.findByText('1 line came while you wrote.')).toBeTruthy();
    expect(shown()).not.toContain('New one');
    await user.keyboard('{Escape}');
    expect(shown()).not.toContain('New one');
    await user.click(screen.getByRole('button', { name: 'Show it' }));
    await waitFor(() => expect(shown()).toContain('New one'));
  });

  it('an edit of one line draws no other line again', async () => {
    const { desk, stores } = await onHandover();
    const before = stores.handovers.getState().open?.view?.content.items;
    const items = aHandover().content.items;
    desk.writes('handover', { items: items.map((item) => (item.id === 'inc-86' ? { ...item, line: 'x' } : item)) });
    await waitFor(() => expect(line('inc-86').textContent).toContain('x'));
    const after = stores.handovers.getState().open?.view?.content.items;
    expect(after?.filter((item) => !before?.includes(item)).map(({ id }) => id)).toEqual(['inc-86']);
  });
});
