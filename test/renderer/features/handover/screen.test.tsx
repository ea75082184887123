import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { aContent, aHandover, BOUNDARY } from '../../builders/handover';
import { aHandoverDesk } from '../../builders/handover-desk';
import { line, onHandover, onRealHandover, rowOf } from './on-handover';

const accepted = (amend: boolean) => {
  const copy = aContent();
  const items = copy.items.map((item) => (amend && item.id === 'inc-87' ? { ...item, next: 'Page Dana.' } : item));
  return aHandover(
    { items },
    {
      state: 'accepted',
      amended: amend,
      accepted: { act: 'a', person: 'ananya', at: BOUNDARY, replica: 'r', content: 'x', reservations: '', copy },
    },
  );
};

describe('the screen of handovers', () => {
  it('H1 has none yet: says who gives over next, the own team first, and drafts from live data', async () => {
    const { user, stores } = await onRealHandover();
    const empty = within(await screen.findByRole('group', { name: 'No handover yet' }));
    expect(empty.getAllByRole('listitem')[0]?.textContent).toMatch(
      /^Brazil L2 hands over to India L2 at Wed 18 Nov 00:00 BRT, 03:00 UTC, in 1 h 1[78]\./,
    );
    const [draft] = empty.getAllByRole('button', { name: 'Draft now' });
    if (draft === undefined) throw new Error('No button.');
    await user.click(draft);
    expect(await screen.findByRole('heading', { level: 1, name: 'Brazil L2 to India L2' })).toBeTruthy();
    expect(document.querySelector('.ho-head')?.textContent).toContain('Times in IST, UTC is 5 h 30 min behind.');
    const view = stores.handovers.getState().open?.view;
    expect(view?.content.items.length).toBeGreaterThan(0);
    expect(document.querySelectorAll('.ho-section')).toHaveLength(8);
    // Written through the real records, and read again.
    const [item] = view?.content.items ?? [];
    if (item === undefined) throw new Error('Nothing was drafted.');
    rowOf(item.id).focus();
    await user.keyboard('n');
    await user.type(await screen.findByRole('textbox', { name: 'Next action' }), 'Watch it.');
    await user.keyboard('{Control>}{Enter}{/Control}');
    await waitFor(() =>
      expect(stores.handovers.getState().open?.view?.content.items.find(({ id }) => id === item.id)?.next).toBe(
        'Watch it.',
      ),
    );
  });

  it('asks once who writes, and lets nobody write before', async () => {
    const desk = aHandoverDesk({ person: null });
    const { user } = await onHandover(desk, null);
    expect(screen.queryByRole('button', { name: /^The situation in one sentence/ })).toBeNull();
    expect(screen.queryByRole('button', { name: 'Add an action' })).toBeNull();
    await user.selectOptions(screen.getByLabelText('Person of the workspace'), 'rafael');
    await user.click(screen.getByRole('button', { name: 'Write as this person' }));
    expect(await screen.findByRole('button', { name: /^The situation in one sentence/ })).toBeTruthy();
  });

  it('says what is due to whom and when, with the counts of marks and what is not ready', async () => {
    await onHandover();
    expect(screen.getByText('Wed 18 Nov 08:30 IST').parentElement?.textContent).toContain(', 03:00 UTC, 00:00 BRT.');
    expect(screen.getByText('6 of 8 ready')).toBeTruthy();
    expect(screen.getByText('Filled from live data at 08:17 IST.')).toBeTruthy();
    expect(screen.getByText(/since India to Brazil, Tue 20:30 IST/)).toBeTruthy();
    const counts = document.querySelector('.ho-counts')?.textContent;
    expect(counts).toMatch(/\+ \d+ new~ 2 changed 2 closed= 6 same/);
  });

  it('shows only what changed, remembers that, and says how much it leaves out', async () => {
    const { user, stores } = await onHandover();
    expect(line('inc-86')).toBeTruthy();
    await user.click(screen.getByRole('switch', { name: 'Only what changed' }));
    expect(stores.preferences.getState().handoverChanged).toBe(true);
    expect(document.querySelector('[data-at="inc-86"]')).toBeNull();
    expect(screen.getAllByText(/the same as before$/).length).toBeGreaterThan(0);
    rowOf('inc-87').focus();
    await user.keyboard('c');
    expect(line('inc-86')).toBeTruthy();
  });

  it('J and K go from line to line over all sections, Enter opens one, Escape closes it', async () => {
    const { user } = await onHandover();
    rowOf('inc-87').focus();
    await user.keyboard('jj');
    expect(document.activeElement).toBe(rowOf('inc-86'));
    await user.keyboard('j');
    expect(document.activeElement).toBe(rowOf('chg-222'));
    await user.keyboard('kkkk');
    expect(document.activeElement?.getAttribute('aria-label')).toMatch(/^The situation in one sentence/);
    await user.keyboard('j{Enter}');
    expect(rowOf('inc-87').getAttribute('aria-expanded')).toBe('true');
    await user.keyboard('{Escape}');
    expect(rowOf('inc-87').getAttribute('aria-expanded')).toBe('false');
    expect(rowOf('inc-87').getAttribute('aria-label')).toBe(
      'New, INC-0087 Checkout slow in Brazil, Unstable, Ananya Iyer',
    );
  });

  it('without letter keys the arrows move and F2 writes', async () => {
    const { user, stores } = await onHandover();
    stores.preferences.set({ letters: false });
    rowOf('inc-87').focus();
    await user.keyboard('j');
    expect(document.activeElement).toBe(rowOf('inc-87'));
    await user.keyboard('{ArrowDown}');
    expect(document.activeElement).toBe(rowOf('inc-85'));
    await user.keyboard('{F2}');
    expect(await screen.findByRole('textbox', { name: 'Line' })).toBeTruthy();
  });

  it('says what is new since the draft, and brings it in when it is asked for', async () => {
    const desk = aHandoverDesk({ news: { added: 3, changed: 1, closed: 0 } });
    const { user } = await onHandover(desk);
    expect(await screen.findByText('3 new and 1 changed since the draft.')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Bring up to date' }));
    expect(await screen.findByText('3 lines added, 1 brought up to date, 0 closed.')).toBeTruthy();
    expect(desk.written.map(({ method }) => method)).toEqual(['handovers.refresh']);
  });

  it('H5 shows the accepted copy, says that it was amended, and line by line how', async () => {
    const desk = aHandoverDesk({ views: [accepted(true)] });
    const { user } = await onHandover(desk);
    expect(screen.getByText('Amended after acceptance.')).toBeTruthy();
    expect(screen.getByText(/copy that Ananya Iyer took duty with/)).toBeTruthy();
    await user.click(rowOf('inc-87'));
    expect(await within(line('inc-87')).findByText('Watch p95 until 10:00 IST, then resolve.')).toBeTruthy();
    expect(screen.queryByRole('button', { name: /^Next action/ })).toBeNull();
    await user.click(screen.getByRole('button', { name: 'See what changed' }));
    expect(await screen.findByText(/Was: next action .Watch p95 until 10:00 IST, then resolve\../)).toBeTruthy();
    expect(screen.getByText(/1 part of it is another than in the accepted copy/)).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Back to the accepted copy' }));
    expect(screen.queryByText(/^Was:/)).toBeNull();
  });

  it('H5 an accepted one is amended only by whoever asks for that first', async () => {
    const { user } = await onHandover(aHandoverDesk({ views: [accepted(false)] }));
    rowOf('inc-87').focus();
    await user.keyboard('e');
    expect(screen.queryByRole('textbox', { name: 'Line' })).toBeNull();
    await user.click(screen.getByRole('button', { name: 'Amend it' }));
    rowOf('inc-87').focus();
    await user.keyboard('e');
    expect(await screen.findByRole('textbox', { name: 'Line' })).toBeTruthy();
  });

  it('says why handovers cannot be read, and asks again', async () => {
    const desk = aHandoverDesk();
    let fails = true;
    await onHandoverFailing(desk, () => fails);
    const alerts = await screen.findAllByRole('alert');
    expect(alerts.map(({ textContent }) => textContent).join()).toContain('Handovers cannot be read. the disk is gone');
    fails = false;
    expect(await screen.findByRole('heading', { level: 1, name: 'Brazil L2 to India L2' })).toBeTruthy();
  });

  it('offers a choice only where several wait', async () => {
    const views = [aHandover(), aHandover({ from: 'us-l3', to: 'ua-l3' }, {}, { id: 'second' })];
    const { user } = await onHandover(aHandoverDesk({ views }));
    const choice = screen.getByRole('combobox', { name: 'Which handover' });
    await user.selectOptions(choice, 'second');
    expect(await screen.findByRole('heading', { level: 1, name: 'US L3 to Ukraine L3' })).toBeTruthy();
  });
});

async function onHandoverFailing(desk: ReturnType<typeof aHandoverDesk>, fails: () => boolean) {
  const failing: typeof desk = {
    ...desk,
    views: () => [],
    handle: (method, input) =>
      method === 'handovers.list' && fails()
        ? Promise.resolve({ ok: false, error: { code: 'failed', message: 'the disk is gone' } })
        : desk.handle(method, input),
  };
  return onHandover(failing);
}
