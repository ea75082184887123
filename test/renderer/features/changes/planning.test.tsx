import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { HOUR, MINUTE } from '../../../../shared/lib/time';
import { NOW } from '../../builders/snapshot';
import { onChanges } from './on-changes';

/** 03:00 UTC, midnight in São Paulo. */
const START = Math.floor(NOW / HOUR) * HOUR + 2 * HOUR;
const WINDOW = { start: START, end: START + HOUR };
const plan = { title: 'checkout-api 4.18.0', sites: ['br-prod'], services: ['checkout'], window: WINDOW } as const;

const bar = (name = /checkout-api 4\.18\.0/): Promise<HTMLElement> => screen.findByRole('option', { name });

describe('planning by keyboard', () => {
  it('M moves a bar by 15 min and by 1 h, says window and verdict, Enter saves, and Undo takes it back', async () => {
    const { user, create, windowOf } = await onChanges();
    const id = await create({ ...plan, sites: [...plan.sites], services: [...plan.services] });
    (await bar()).focus();
    await user.keyboard('m{ArrowRight}{Shift>}{ArrowRight}{/Shift}');
    const said = screen.getByRole('status', { name: 'Moving' });
    expect(said.textContent).toMatch(/01:15 to 02:15 BRT, 04:15 to 05:15 UTC\. Guard says (go|caution|hold)/);
    expect(windowOf(id)).toEqual(WINDOW);
    await user.keyboard('{Enter}');
    await waitFor(() => expect(windowOf(id)).toEqual({ start: START + 75 * MINUTE, end: START + 135 * MINUTE }));
    expect(said.textContent).toBe('');
    await user.click(await screen.findByRole('button', { name: 'Undo' }));
    await waitFor(() => expect(windowOf(id)).toEqual(WINDOW));
  });

  it('brackets change its length; Escape leaves everything as it was', async () => {
    const { user, create, windowOf } = await onChanges();
    const id = await create({ ...plan, sites: [...plan.sites], services: [...plan.services] });
    (await bar()).focus();
    await user.keyboard('m]]]');
    expect(screen.getByRole('status', { name: 'Moving' }).textContent).toMatch(/03:00 to 04:45 UTC/);
    await user.keyboard('{Escape}');
    expect(screen.getByRole('status', { name: 'Moving' }).textContent).toBe('');
    expect(windowOf(id)).toEqual(WINDOW);
  });

  it('what is under way stays, and says why', async () => {
    const { user, create, stores } = await onChanges();
    const id = await create({ ...plan, type: 'standard', sites: [...plan.sites], services: [...plan.services] });
    for (const state of ['proposed', 'aborted'] as const)
      expect(await stores.changes.act(id, { act: 'move', state })).toBeNull();
    (await bar(/aborted/)).focus();
    await user.keyboard('m');
    expect(await screen.findByText(/cannot be moved here\. It is over\./)).toBeTruthy();
  });

  it('says that a move voids what was approved', async () => {
    const { user, create, stores } = await onChanges();
    const id = await create({
      ...plan,
      sites: [...plan.sites],
      services: [...plan.services],
      executor: 'thiago',
      approvers: ['rafael'],
    });
    expect(await stores.changes.act(id, { act: 'move', state: 'proposed' })).toBeNull();
    stores.changes.open(id);
    await waitFor(() => expect(stores.changes.getState().open?.view).toBeTruthy());
    const planHash = stores.changes.getState().open?.view?.planHash ?? '';
    expect(await stores.changes.act(id, { act: 'approve', answer: 'approved', plan: planHash })).toBeNull();
    (await bar(/, approved,/)).focus();
    await user.keyboard('m{ArrowRight}{Enter}');
    expect(await screen.findByText(/That voids 1 approval\./)).toBeTruthy();
  });
});

describe('the time line by keyboard', () => {
  it('arrows go along a lane and across lanes, Enter opens, Escape closes', async () => {
    const { user, create, stores } = await onChanges();
    const at = (title: string, site: string, hours: number) =>
      create({ title, sites: [site], window: { start: START + hours * HOUR, end: START + (hours + 1) * HOUR } });
    await at('First', 'br-prod', 0);
    const second = await at('Second', 'br-prod', 4);
    await at('Below', 'br-pre', 4);
    (await bar(/First/)).focus();
    await user.keyboard('{ArrowRight}');
    await waitFor(() => expect(document.activeElement?.getAttribute('aria-label')).toMatch(/Second/));
    await user.keyboard('{ArrowDown}');
    await waitFor(() => expect(document.activeElement?.getAttribute('aria-label')).toMatch(/Below/));
    await user.keyboard('{ArrowUp}{Enter}');
    expect(stores.navigation.getState().change).toBe(second);
    expect((await bar(/Second/)).getAttribute('aria-selected')).toBe('true');
    await user.keyboard('{Escape}');
    expect(stores.navigation.getState().change).toBeNull();
  });

  it('a name says everything: number, title, state, site, both clocks and the verdict', async () => {
    const { create, stores } = await onChanges();
    const id = await create({ ...plan, type: 'standard', sites: ['br-prod'], services: ['checkout'] });
    expect(await stores.changes.act(id, { act: 'move', state: 'proposed' })).toBeNull();
    await waitFor(async () =>
      expect((await bar()).getAttribute('aria-label')).toMatch(
        /^1 checkout-api 4\.18\.0, approved, CHG-1-[0-9A-Z]{4}, Brazil production, Wed 18 Nov 00:00 to 01:00 BRT, 03:00 to 04:00 UTC, guard says (go|caution|hold)$/,
      ),
    );
  });

  it('zooms by keys and by its buttons', async () => {
    const { user, create, stores } = await onChanges();
    await create({ ...plan, sites: ['br-prod'], services: [] });
    (await bar()).focus();
    await user.keyboard('-');
    expect(stores.preferences.getState().changesSpan).toBe(336);
    await user.keyboard('++');
    expect(stores.preferences.getState().changesSpan).toBe(24);
    await user.click(screen.getByRole('radio', { name: '72 h' }));
    expect(stores.preferences.getState().changesSpan).toBe(72);
  });
});

describe('planning by drag', () => {
  const box = { left: 0, top: 0, right: 1024, bottom: 400, width: 1024, height: 400, x: 0, y: 0 };
  const drag = (element: Element, by: number): void => {
    fireEvent.pointerDown(element, { clientX: 300, clientY: 10, button: 0 });
    fireEvent.pointerMove(window, { clientX: 300 + by / 2, clientY: 10 });
    fireEvent.pointerMove(window, { clientX: 300 + by, clientY: 10 });
  };

  it('a bar that is let go is saved, one let go with Escape is not', async () => {
    const { create, windowOf } = await onChanges();
    const id = await create({ ...plan, sites: ['br-prod'], services: [] });
    const hour = 1024 / 72;
    drag(await bar(), 3 * hour);
    expect(screen.getByRole('status', { name: 'Moving' }).textContent).toMatch(/03:00 to 04:00 BRT/);
    fireEvent.keyDown(window, { key: 'Escape' });
    fireEvent.pointerUp(window);
    expect(windowOf(id)).toEqual(WINDOW);
    drag(await bar(), 3 * hour);
    fireEvent.pointerUp(window);
    await waitFor(() => expect(windowOf(id)).toEqual({ start: START + 3 * HOUR, end: START + 4 * HOUR }));
  });

  it('a click only chooses', async () => {
    const { create, stores, windowOf } = await onChanges();
    const id = await create({ ...plan, sites: ['br-prod'], services: [] });
    drag(await bar(), 2);
    fireEvent.pointerUp(window);
    expect(stores.navigation.getState().change).toBe(id);
    expect(windowOf(id)).toEqual(WINDOW);
  });

  it('a window drawn on an empty lane begins a new change there', async () => {
    const { stores } = await onChanges();
    const band = (await screen.findByRole('listbox', { name: 'Changes on the time line' })).closest('.tl-band');
    if (band === null) throw new Error('there is no band');
    band.getBoundingClientRect = () => box as DOMRect;
    fireEvent.pointerDown(band, { clientX: 600, clientY: 30, button: 0 });
    fireEvent.pointerMove(window, { clientX: 630, clientY: 30 });
    fireEvent.pointerMove(window, { clientX: 660, clientY: 30 });
    fireEvent.pointerUp(window);
    await waitFor(() => expect(stores.navigation.getState().overlay).toBe('plan'));
    const { site, window: drawn } = stores.navigation.getState().planFrom;
    expect(site).not.toBeNull();
    expect((drawn?.start ?? 0) > NOW).toBe(true);
    expect((drawn?.end ?? 0) - (drawn?.start ?? 0)).toBe(Math.round(60 / (1024 / 72) / 0.25) * 15 * MINUTE);
  });
});

describe('the rest of the screen', () => {
  it('says that nothing is planned and asks once who writes', async () => {
    const { user, stores } = await onChanges(null);
    expect(await screen.findByText('Nothing is planned.')).toBeTruthy();
    const who = screen.getByRole('form', { name: 'Who writes here' });
    await user.type(within(who).getByLabelText('Or your name'), 'Ada');
    await user.click(within(who).getByRole('button', { name: 'Write as this person' }));
    await waitFor(() => expect(stores.records.getState().status?.person).toBe('Ada'));
    expect(screen.queryByRole('form', { name: 'Who writes here' })).toBeNull();
  });

  it('everything on the time line is in the list, which sorts, filters and finds', async () => {
    const { user, create, stores } = await onChanges();
    await create({ ...plan, sites: ['br-prod'], services: [] });
    await create({ title: 'Índice de busca', sites: ['us-prod'] });
    await user.click(screen.getByRole('button', { name: 'List' }));
    const table = await screen.findByRole('table', { name: 'Changes' });
    const titles = (): readonly string[] =>
      within(table)
        .getAllByRole('row')
        .slice(1)
        .map((row) => within(row).getByRole('button').textContent);
    expect(titles()).toEqual(['Índice de busca', 'checkout-api 4.18.0']);
    await user.click(within(table).getByRole('button', { name: 'Number' }));
    expect(titles()).toEqual(['checkout-api 4.18.0', 'Índice de busca']);
    await user.type(screen.getByRole('searchbox', { name: 'Find a change' }), 'indice');
    expect(titles()).toEqual(['Índice de busca']);
    expect(within(table).getByText('No window yet')).toBeTruthy();
    await user.click(within(table).getByRole('button', { name: 'Índice de busca' }));
    expect(stores.navigation.getState().change).not.toBeNull();
  });

  it('a file of another kind is refused by its name', async () => {
    const { container } = await onChanges();
    const main = container.querySelector('#changes');
    if (main === null) throw new Error('there is no screen');
    const file = new File(['x'], 'notes.txt', { type: 'text/plain' });
    fireEvent.drop(main, { dataTransfer: { types: ['Files'], files: [file] } });
    expect(await screen.findByText('notes.txt')).toBeTruthy();
    expect(screen.getByText('it is neither a calendar (.ics) nor a table (.csv)')).toBeTruthy();
  });

  it('what comes from a calendar is on the time line and cannot be moved', async () => {
    const { container, user } = await onChanges();
    const main = container.querySelector('#changes');
    if (main === null) throw new Error('there is no screen');
    const text = [
      'BEGIN:VCALENDAR',
      'VERSION:2.0',
      'PRODID:-//ops//EN',
      'BEGIN:VEVENT',
      'UID:1@ops.example.com',
      'DTSTAMP:20261118T000000Z',
      'DTSTART:20261118T030000Z',
      'DTEND:20261118T040000Z',
      'SUMMARY:Switch replacement',
      'LOCATION:br-prod',
      'END:VEVENT',
      'END:VCALENDAR',
      '',
    ].join('\r\n');
    fireEvent.drop(main, { dataTransfer: { types: ['Files'], files: [new File([text], 'ops.ics')] } });
    expect(await screen.findByText('1 new change')).toBeTruthy();
    const list = await screen.findByRole('button', { name: 'List' });
    await user.click(list);
    expect(await screen.findByRole('button', { name: 'Switch replacement' })).toBeTruthy();
  });
});
