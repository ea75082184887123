import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import type { NewPlan } from '../../../../renderer/stores/change-calls';
import { HOUR } from '../../../../shared/lib/time';
import { NOW } from '../../builders/snapshot';
import { onChange, size } from './on-change';

/** In a site that is ok, within its hours, alone: what holds it is only what a test adds. */
const PLAN: NewPlan = {
  title: 'checkout-api 4.18.0',
  type: 'normal',
  sites: ['us-dev'],
  services: ['checkout'],
  window: { start: NOW - HOUR, end: NOW + HOUR },
  executor: 'thiago',
  approvers: [],
  steps: [
    { id: 's1', text: 'Canary', minutes: 10 },
    { id: 's2', text: 'Усе інше', minutes: null },
  ],
  rollback: { steps: [], command: 'deploy checkout-api --to 4.17.3', minutes: 4, testedAt: null },
  abortSignals: [],
  watched: [],
  bakeMinutes: 30,
};
/** A production change whose approver would be its executor: the guard holds it. */
const HELD: NewPlan = { ...PLAN, sites: ['br-prod'] };

type Opened = Awaited<ReturnType<typeof onChange>>;
const now = (opened: Opened) => opened.stores.changes.getState().open?.view;
const state = (opened: Opened, wanted: string) => waitFor(() => expect(now(opened)?.state).toBe(wanted));
const press = async ({ user, panel, clock }: Opened, name: string | RegExp) => {
  await user.click(await within(panel).findByRole('button', { name }));
  // What is listed follows what was done after a moment.
  await clock.advance(250);
};
const more = async (opened: Opened, name: string | RegExp) => {
  await press(opened, 'More for this change');
  await opened.user.click(within(opened.panel).getByRole('menuitem', { name }));
};

async function running(plan: NewPlan = PLAN): Promise<Opened> {
  const opened = await onChange(plan);
  await press(opened, 'Propose');
  await press(opened, 'Approve');
  await state(opened, 'approved');
  await press(opened, 'Schedule');
  await waitFor(() => expect(opened.panel.textContent).not.toContain('Not judged yet'));
  await press(opened, 'Start');
  return opened;
}

describe('a change from draft to done', () => {
  it('product.md 4 is proposed, approved, scheduled, started, baked and done, each by one press', async () => {
    const opened = await running();
    await state(opened, 'running');
    await press(opened, 'Bake 30 min');
    await state(opened, 'baking');
    expect(within(opened.panel).getByText(/^Bakes for/).textContent).toContain('UTC');
    await more(opened, 'Done');
    await state(opened, 'done');
    const log = within(opened.panel).getByRole('region', { name: 'Log' });
    expect(within(log).getByText('Done.')).toBeTruthy();
    expect(within(log).getByText('Approved.')).toBeTruthy();
  });

  it('steps are ticked by Space and Enter, skipped and opened again', async () => {
    const opened = await running();
    await state(opened, 'running');
    const { user, panel } = opened;
    const first = within(panel).getByRole('checkbox', { name: 'Step 1: Canary' });
    expect(first.getAttribute('aria-current')).toBe('step');
    first.focus();
    await user.keyboard(' ');
    await waitFor(() => expect(first).toHaveProperty('checked', true));
    await user.keyboard('{Enter}');
    await waitFor(() => expect(first).toHaveProperty('checked', false));
    await press(opened, 'Skip: Усе інше');
    await within(panel).findByRole('checkbox', { name: 'Step 2: Усе інше, skipped' });
    await press(opened, 'Open again: Усе інше');
    await within(panel).findByRole('checkbox', { name: 'Step 2: Усе інше' });
  });

  it('product.md 4 rolling back is one press, may be taken back, and is never held', async () => {
    const opened = await running();
    await state(opened, 'running');
    await press(opened, 'Mark rolled back');
    await state(opened, 'rolled-back');
    await press(opened, 'Undo');
    await state(opened, 'running');
  });

  it('the rollback command is copied by R inside the panel; Meridian runs nothing', async () => {
    const opened = await running();
    await state(opened, 'running');
    const written = vi.spyOn(navigator.clipboard, 'writeText').mockResolvedValue(undefined);
    opened.panel.focus();
    await opened.user.keyboard('r');
    await waitFor(() => expect(written).toHaveBeenCalledWith('deploy checkout-api --to 4.17.3'));
    await screen.findByText(/Meridian runs nothing/);
  });
});

describe('what holds a change', () => {
  it('product.md 4 it is not started, the reasons are said, and an override takes a second person', async () => {
    const opened = await running(HELD);
    const alert = await within(opened.panel).findByRole('alert');
    within(alert).getByText('Not started: the guard says hold.');
    await opened.user.click(within(alert).getByRole('button', { name: 'Override hold' }));
    const form = within(opened.panel).getByRole('form', { name: 'Override hold' });
    within(form).getByText('1 of 2 people.');
    const go = within(form).getByRole('button', { name: /^Override as first/ });
    expect(go).toHaveProperty('disabled', true);
    await opened.user.type(within(form).getByLabelText('Reason'), 'відкат дорожчий{Enter}');
    await waitFor(() => expect(now(opened)?.overrides).toHaveLength(1));
    await press(opened, 'Start');
    // One person is not enough.
    await within(opened.panel).findByText('Not started: the guard says hold.');
    expect(now(opened)?.state).toBe('scheduled');
  });

  it('product.md 4 one who is alone on call breaks the glass, and it starts', async () => {
    const opened = await running(HELD);
    await press(opened, 'Leave it');
    const verdict = within(opened.panel).getByRole('region', { name: 'Guard verdict' });
    await opened.user.click(within(verdict).getByRole('button', { name: 'Override hold' }));
    const form = within(opened.panel).getByRole('form', { name: 'Override hold' });
    await opened.user.click(within(form).getByRole('checkbox', { name: 'I am alone on call' }));
    within(form).getByText('One person, alone on call.');
    await opened.user.type(within(form).getByLabelText('Reason'), 'alone{Enter}');
    await waitFor(() => expect(now(opened)?.overrides).toHaveLength(1));
    await opened.clock.advance(250);
    await within(opened.panel).findAllByText('overridden', {}, { timeout: 5_000 });
    await press(opened, 'Start');
    await state(opened, 'running');
    expect(within(opened.panel).getByRole('region', { name: 'Log' }).textContent).toContain('alone on call: alone');
  });
});

describe('what is written', () => {
  it('a note is added by N and stays when it is refused', async () => {
    const opened = await onChange(PLAN);
    const { user, panel, bridge } = opened;
    panel.focus();
    await user.keyboard('n');
    const field = within(panel).getByLabelText('Note for the log');
    await waitFor(() => expect(document.activeElement).toBe(field));
    bridge.refuses('changes.note', { code: 'failed', message: 'the engine fell over' });
    await user.type(field, 'Чекаємо L3{Enter}');
    await within(panel).findByText('Not done: the engine fell over');
    expect(field).toHaveProperty('value', 'Чекаємо L3');
    await user.keyboard('{Enter}');
    const log = within(panel).getByRole('region', { name: 'Log' });
    await within(log).findByText('Чекаємо L3');
    expect(field).toHaveProperty('value', '');
  });

  it('a disapproval needs its reason; an edit of the plan says that an approval is void', async () => {
    const opened = await onChange({ ...PLAN, approvers: ['rafael'] });
    await press(opened, 'Propose');
    await press(opened, 'Disapprove');
    const form = within(opened.panel).getByRole('form', { name: 'Disapprove' });
    expect(within(form).getByRole('button', { name: 'Disapprove' })).toHaveProperty('disabled', true);
    await opened.user.type(within(form).getByLabelText('Reason'), 'no way back{Enter}');
    await within(opened.panel).findByText(/^Disapproved by Rafael Monteiro/);
    await press(opened, 'Approve');
    await state(opened, 'approved');
    await opened.stores.changes.edit(opened.id, { title: 'checkout-api 4.18.1' });
    await within(opened.panel).findByText(/an edit since then made it void/);
    await state(opened, 'proposed');
  });

  it('an incident is opened from it, with its title', async () => {
    const opened = await running();
    await state(opened, 'running');
    await more(opened, 'Open incident');
    const form = within(opened.panel).getByRole('form', { name: 'Open incident' });
    expect(within(form).getByLabelText('Title')).toHaveProperty('value', 'After checkout-api 4.18.0');
    await opened.user.click(within(form).getByRole('button', { name: /^Open SEV2/ }));
    await waitFor(() => expect(now(opened)?.links.some(({ kind }) => kind === 'incident')).toBe(true));
  });

  it('a link to another change opens it, whatever leads elsewhere is copied', async () => {
    const opened = await onChange({
      ...PLAN,
      links: [
        { id: 'l1', kind: 'ticket', target: 'OPS-4711', label: '' },
        { id: 'l2', kind: 'change', target: '2', label: 'the one after' },
      ],
    });
    const { stores, clock, id } = opened;
    const other = await stores.changes.create({ title: 'the other' });
    await clock.advance(250);
    await waitFor(() => expect(stores.changes.getState().changes).toHaveLength(2));
    const written = vi.spyOn(navigator.clipboard, 'writeText').mockResolvedValue(undefined);
    await press(opened, /^Ticket OPS-4711/);
    await waitFor(() => expect(written).toHaveBeenCalledWith('OPS-4711'));
    expect(stores.navigation.getState().change).toBe(id);
    await press(opened, /^Change the one after/);
    await waitFor(() => expect(stores.navigation.getState().change).toBe(other));
  });

  it('the rollback was never tested, until it is', async () => {
    const opened = await onChange(PLAN);
    within(opened.panel).getByText('Never tested');
    await press(opened, 'Tested now');
    await within(opened.panel).findByText(/^Tested 0 s ago/);
  });
});

describe('where there is less room', () => {
  it('the parts become tabs, what is being typed stays, arrows move between them', async () => {
    size(1100, 700);
    const opened = await onChange(PLAN);
    const { user, panel } = opened;
    await user.click(within(panel).getByRole('tab', { name: /^Log/ }));
    await user.type(within(panel).getByLabelText('Note for the log'), 'half a');
    await user.click(within(panel).getByRole('tab', { name: 'Before and after' }));
    await user.keyboard('{ArrowRight}');
    expect(within(panel).getByRole('tab', { name: /^Log/ }).getAttribute('aria-selected')).toBe('true');
    expect(within(panel).getByLabelText('Note for the log')).toHaveProperty('value', 'half a');
  });
});
