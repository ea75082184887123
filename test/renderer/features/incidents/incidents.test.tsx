import { cleanup, configure, screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
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

/** The whole window over the real desk and engine of records. */
function open(person: string | null = 'rafael') {
  const snapshot = critical();
  const rig = recordsDesk({ snapshot, person });
  stops.push(() => void rig.desk.stop());
  const user = userEvent.setup();
  const later = (run: () => void, ms: number): (() => void) => {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  };
  return { ...openWindow(snapshot, { records: rig.desk, later }), ...rig, user };
}

const drawn = () => screen.findAllByRole('heading', { level: 1, name: /critical/ });

/** The button that declares, once the records are open. */
async function ready(): Promise<HTMLElement> {
  const go = await screen.findByRole('button', { name: /^Declare SEV/ });
  await waitFor(() => expect(go).toHaveProperty('disabled', false));
  return go;
}

async function declared(opened: ReturnType<typeof open>): Promise<void> {
  await drawn();
  opened.stores.navigation.declare({ site: 'br-prod', attention: null });
  await opened.user.click(await ready());
  await screen.findByRole('region', { name: 'Timeline' });
}

describe('declaring', () => {
  it('asks who it is once, takes the item along, and opens the incident with its snapshot', async () => {
    const opened = open(null);
    await drawn();
    opened.stores.navigation.declare({ site: 'br-prod', attention: null });
    const sheet = await screen.findByRole('dialog', { name: 'Declare an incident' });
    const go = within(sheet).getByRole('button', { name: /^Declare SEV1/ });
    expect(go).toHaveProperty('disabled', true);
    await opened.user.type(within(sheet).getByLabelText('Or your name'), 'Олена');
    expect(within(sheet).getByLabelText<HTMLInputElement>('Title').value).not.toBe('');
    await opened.user.click(go);
    const timeline = await screen.findByRole('region', { name: 'Timeline' });
    within(timeline).getByText('Incident declared');
    within(screen.getByRole('region', { name: 'Snapshots' })).getByText('1 frozen');
    expect(opened.person()).toBe('Олена');
    // Now it is known.
    opened.stores.navigation.declare();
    const again = await screen.findByRole('dialog', { name: 'Declare an incident' });
    expect(within(again).queryByLabelText('Or your name')).toBeNull();
  });

  it('what is refused stays on the sheet, in words', async () => {
    const opened = open();
    await drawn();
    opened.stores.navigation.declare({ site: 'br-prod', attention: null });
    const go = await ready();
    opened.bridge.refuses('incidents.declare', { code: 'failed', message: 'the engine fell over' });
    await opened.user.click(go);
    await screen.findByText('Not declared: the engine fell over');
    screen.getByRole('dialog', { name: 'Declare an incident' });
  });

  it('I declares from the item that has the focus', async () => {
    const opened = open();
    const queue = await screen.findByRole('complementary', { name: 'Attention' });
    const first = queue.querySelector<HTMLElement>('.queue-open');
    first?.focus();
    await opened.user.keyboard('i');
    const sheet = await screen.findByRole('dialog', { name: 'Declare an incident' });
    expect(within(sheet).getByLabelText<HTMLInputElement>('Title').value).not.toBe('');
  });
});

describe('the screen', () => {
  it('is empty in words, and 3 leads there', async () => {
    const { user } = open();
    await user.keyboard('3');
    await screen.findByRole('heading', { level: 1, name: 'No incidents' });
    expect(screen.getByRole('button', { name: /^Incidents/, current: 'page' })).toBeTruthy();
  });

  it('a state is asked for once, with a reason, and stands in the timeline; the rail counts what is open', async () => {
    const opened = open();
    await declared(opened);
    await opened.clock.advance(250);
    await waitFor(() => expect(screen.getByRole('button', { name: /1 incident not resolved/ })).toBeTruthy(), {
      timeout: 3_000,
    });
    await opened.user.click(screen.getByRole('button', { name: 'Mark resolved' }));
    await opened.user.type(screen.getByLabelText('Reason, for the timeline'), 'rolled back{Enter}');
    const timeline = screen.getByRole('region', { name: 'Timeline' });
    await within(timeline).findByText('Resolved');
    within(timeline).getByText(/rolled back/);
    screen.getByRole('button', { name: /Mark reviewed/ });
  });

  it('a timeline entry, a follow-up and a role are made by hand and stand there', async () => {
    const opened = open();
    await declared(opened);
    await opened.user.click(screen.getByRole('button', { name: /Add entry/ }));
    await opened.user.click(screen.getByRole('radio', { name: 'Decision' }));
    await opened.user.type(screen.getByLabelText('Text of the entry'), 'Не чекаємо AWS');
    await opened.user.keyboard('{Control>}{Enter}{/Control}');
    await within(screen.getByRole('region', { name: 'Timeline' })).findByText(/Не чекаємо AWS/);

    const followUps = screen.getByRole('region', { name: 'Follow-ups' });
    await opened.user.click(within(followUps).getByRole('button', { name: 'Add' }));
    await opened.user.type(within(followUps).getByLabelText('What is to be done'), 'Replay{Enter}');
    const done = await within(followUps).findByRole('checkbox', { name: 'Replay' });
    await opened.user.click(done);
    await within(followUps).findByText('1 of 1 done');

    await opened.user.click(screen.getByRole('button', { name: 'Give Scribe' }));
    await opened.user.click(screen.getByRole('button', { name: 'I take it' }));
    await within(screen.getByRole('region', { name: 'Timeline' })).findByText('Took the role scribe');
  });

  it('a disk that refuses is said, with what can be done', async () => {
    const opened = open();
    await declared(opened);
    opened.log.refuse('full');
    await opened.user.click(screen.getByRole('button', { name: /Add entry/ }));
    await opened.user.type(screen.getByLabelText('Text of the entry'), 'kept{Control>}{Enter}{/Control}');
    await screen.findByText(/the disk says full\. What you write stays in memory/);
    screen.getByRole('button', { name: 'Copy what is not saved' });
    await within(screen.getByRole('region', { name: 'Timeline' })).findByText('kept');
  });
});

describe('typing', () => {
  it('reads no list and no incident again with each letter, and the index has them', async () => {
    const opened = open();
    await declared(opened);
    await opened.clock.advance(1_000);
    const { records } = opened.stores;
    await waitFor(() => expect(records.getState().rows).toHaveLength(1));
    const id = records.getState().rows?.[0]?.id ?? '';
    const session = await records.notes(id);
    const asked = () => opened.bridge.asked.filter(({ method }) => /^incidents\.(list|read)$/.test(method)).length;
    const listed: null[] = [];
    opened.bridge.on('records.listed', (news) => listed.push(news));
    const before = asked();
    for (const letter of 'found it') session.text.insert(session.text.length, letter);
    await waitFor(() => expect(session.state.getState().kind).toBe('saved'));
    await opened.clock.advance(1_000);
    records.search('found');
    await waitFor(() => expect([...(records.getState().search?.found ?? [])]).toEqual([id]));
    // The search alone.
    expect([asked() - before, listed]).toEqual([1, []]);
  });
});
