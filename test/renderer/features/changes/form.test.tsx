import { cleanup, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { NewPlan } from '../../../../renderer/stores/change-calls';
import { HOUR } from '../../../../shared/lib/time';
import { NOW } from '../../builders/snapshot';
import { onChange, openOver } from './on-change';

type Opened = Awaited<ReturnType<typeof openOver>>;

async function newForm(options: Parameters<typeof openOver>[0] = {}) {
  const opened = await openOver(options);
  opened.stores.navigation.plan();
  const form = await screen.findByRole('dialog', { name: 'New change' });
  return { ...opened, form };
}
const views = async ({ stores }: Opened, id: string) => {
  stores.changes.open(id);
  await waitFor(() => expect(stores.changes.getState().open?.view?.id).toBe(id));
  return stores.changes.getState().open?.view ?? null;
};
/** A storage as a window has it for as long as it lives. */
function session() {
  const kept = new Map<string, string>();
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  };
}
const save = (form: HTMLElement) => within(form).getByRole('button', { name: /^Save/ });

describe('planning a change', () => {
  it('product.md 4 what is typed and chosen is saved as a draft, which opens', async () => {
    const opened = await newForm();
    const { user, form } = opened;
    const field = (name: string) => within(form).getByLabelText(name);
    expect(document.activeElement).toBe(field('Title'));
    await user.type(field('Title'), 'payments-api 2.7.0, भुगतान');
    await user.click(within(within(form).getByRole('group', { name: 'Brazil' })).getByLabelText('Production'));
    await user.click(within(form).getByRole('button', { name: /^Next hour/ }));
    await user.type(field('Services'), 'payments{Enter}checkout{Enter}');
    await user.type(field('Owner'), 'Rafael Monteiro');
    await user.type(field('Carries it out'), 'Олена');
    await user.type(field('Asked to approve'), 'Dana Whitfield{Enter}');
    for (const grade of ['3 many orders', '1 easily undone', '2 seldom'])
      await user.click(within(form).getByRole('radio', { name: grade }));
    within(form).getByText('medium risk');
    await user.keyboard('{Control>}{Enter}{/Control}');
    await screen.findByRole('article', { name: /payments-api 2\.7\.0/ });
    const id = opened.stores.navigation.getState().change ?? '';
    const view = await views(opened, id);
    expect(view).toMatchObject({
      state: 'draft',
      sites: ['br-prod'],
      services: ['checkout', 'payments'],
      owner: 'rafael',
      executor: 'Олена',
      risk: { impact: 3, reversibility: 1, novelty: 2 },
      window: { start: Date.UTC(2026, 10, 18, 2), end: Date.UTC(2026, 10, 18, 3) },
    });
    const site = opened.stores.snapshot.getState().snapshot?.sites.find((one) => one.id === 'br-prod');
    expect(view?.watched.map(({ signal }) => signal).sort()).toEqual(site?.signals.map((one) => one.id).sort());
  });

  it('the guard answers for what is typed, before there is any change', async () => {
    const { user, form } = await newForm();
    await user.type(within(form).getByLabelText('Title'), 'x');
    await user.click(within(within(form).getByRole('group', { name: 'Brazil' })).getByLabelText('Production'));
    const aside = within(form).getByRole('complementary', { name: 'What the guard would say' });
    await within(aside).findByRole('heading', { name: 'Hold' });
  });

  it('errors name the field and the cause, lead there, and lose nothing', async () => {
    const { user, form } = await newForm();
    await user.click(
      within(within(form).getByRole('group', { name: 'Steps' })).getByRole('button', { name: 'Add a step' }),
    );
    await user.type(within(form).getByLabelText('Step 1, minutes'), 'ten');
    await user.click(save(form));
    const alert = within(form).getByRole('alert');
    within(alert).getByText('Not saved: 3 fields to look at.');
    expect(document.activeElement).toBe(within(form).getByLabelText(/^Title/));
    expect(
      within(form)
        .getByLabelText(/^Title/)
        .getAttribute('aria-invalid'),
    ).toBe('true');
    await user.click(within(alert).getByRole('button', { name: 'Step 1: "ten" is no number of minutes' }));
    const minutes = within(form).getByLabelText('Step 1, minutes');
    expect(document.activeElement).toBe(minutes);
    expect(minutes).toHaveProperty('value', 'ten');
  });

  it('what the engine refuses is said and stays', async () => {
    const { user, form, bridge } = await newForm();
    await user.type(within(form).getByLabelText('Title'), 'kept');
    bridge.refuses('changes.create', { code: 'failed', message: 'the engine fell over' });
    await user.click(save(form));
    await within(form).findByText('Not created: the engine fell over');
    expect(within(form).getByLabelText('Title')).toHaveProperty('value', 'kept');
  });

  it('Escape keeps what was typed, also over a page that is begun anew; Discard forgets it', async () => {
    const kept = session();
    const first = await newForm({ session: kept });
    await first.user.type(within(first.form).getByLabelText('Title'), 'half a title');
    await first.user.keyboard('{Escape}');
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    cleanup();
    const second = await newForm({ session: kept });
    expect(within(second.form).getByLabelText('Title')).toHaveProperty('value', 'half a title');
    within(second.form).getByText(/^Goes on where you left it/);
    await second.user.click(within(second.form).getByRole('button', { name: 'Discard' }));
    second.stores.navigation.plan();
    const third = await screen.findByRole('dialog', { name: 'New change' });
    expect(within(third).getByLabelText('Title')).toHaveProperty('value', '');
  });

  it('steps are added by Enter and moved by Alt with arrows and by buttons', async () => {
    const { user, form } = await newForm();
    const steps = within(form).getByRole('group', { name: 'Steps' });
    const texts = () =>
      within(steps)
        .getAllByLabelText<HTMLInputElement>(/^Step \d$/)
        .map(({ value }) => value);
    const focused = (name: string) =>
      waitFor(() => expect(document.activeElement).toBe(within(steps).getByLabelText(name)));
    await user.click(within(steps).getByRole('button', { name: 'Add a step' }));
    await focused('Step 1');
    await user.keyboard('one{Enter}');
    await focused('Step 2');
    await user.keyboard('two{Alt>}{ArrowUp}{/Alt}');
    expect(texts()).toEqual(['two', 'one']);
    await focused('Step 1');
    await user.click(within(steps).getByRole('button', { name: 'Move Step 1 down' }));
    expect(texts()).toEqual(['one', 'two']);
    await user.click(within(steps).getByRole('button', { name: 'Remove Step 1' }));
    expect(texts()).toEqual(['two']);
  });

  it('sites are found by country and tier', async () => {
    const { user, form } = await newForm();
    const sites = within(form).getByRole('group', { name: 'Sites' });
    const find = within(sites).getByRole('searchbox');
    await user.type(find, 'india pre');
    expect(within(sites).getAllByRole('checkbox')).toHaveLength(1);
    await user.keyboard('{Enter}');
    within(sites).getByRole('button', { name: 'Remove India, Pre-production' });
    await user.clear(find);
    await user.type(find, 'mars');
    within(sites).getByText('No site is called that.');
  });
});

describe('editing a change', () => {
  const PLAN: NewPlan = {
    title: 'checkout-api 4.18.0',
    sites: ['us-dev'],
    window: { start: NOW + HOUR - 12_000, end: NOW + 2 * HOUR - 12_000 },
    executor: 'thiago',
  };

  it('product.md 4 says before saving that approvals become void, and writes only what was changed', async () => {
    const opened = await onChange(PLAN);
    const { user, panel, stores, bridge, id } = opened;
    await user.click(within(panel).getByRole('button', { name: 'Propose' }));
    await user.click(await within(panel).findByRole('button', { name: 'Approve' }));
    await waitFor(() => expect(stores.changes.getState().open?.view?.state).toBe('approved'));
    stores.navigation.plan({ change: id });
    const form = await screen.findByRole('dialog', { name: /^Edit CHG-/ });
    expect(save(form)).toHaveProperty('disabled', true);
    within(form).getByText('Nothing is changed yet.');
    await user.type(within(form).getByLabelText('Description'), 'Нова ціна');
    within(form).getByText(/^Saving makes the approval of Rafael Monteiro void/);
    await user.click(save(form));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    const edits = bridge.asked.filter(({ method }) => method === 'changes.edit');
    expect(edits.map(({ input }) => input)).toEqual([{ id, plan: { description: 'Нова ціна' } }]);
    await within(panel).findByText(/an edit since then made it void/);
  });

  it('a duplicate is a new change without the window of the other', async () => {
    const opened = await onChange(PLAN);
    const { user, panel, id } = opened;
    await user.click(within(panel).getByRole('button', { name: 'More for this change' }));
    await user.click(within(panel).getByRole('menuitem', { name: 'Duplicate' }));
    const form = await screen.findByRole('dialog', { name: 'New change' });
    expect(within(form).getByLabelText('Title')).toHaveProperty('value', PLAN.title);
    expect(within(form).getByLabelText(/^Starts/)).toHaveProperty('value', '');
    await user.click(save(form));
    await waitFor(() => expect(opened.stores.navigation.getState().change).not.toBe(id));
  });
});
