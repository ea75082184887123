import { screen, within } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import type { FakeBridge } from '../../../../renderer/bridge/fake';
import { shortId } from '../../../../shared/domain/incident/words';
import { onIncident } from './on-incident';

/** Exports are answered when the test says so. */
function holds(bridge: FakeBridge): () => Promise<void> {
  const { call } = bridge;
  let open = (): void => undefined;
  const gate = new Promise<void>((opened) => {
    open = opened;
  });
  let done: Promise<unknown> = gate;
  vi.spyOn(bridge, 'call').mockImplementation((method, input) => {
    if (!/^incidents\.export$/.test(method)) return call(method, input);
    const answer = gate.then(() => call(method, input));
    done = answer;
    return answer;
  });
  return async () => {
    open();
    await done.catch(() => undefined);
    // As far as what follows from it.
    for (let turn = 0; turn < 50; turn += 1) await Promise.resolve();
  };
}

describe('leaving', () => {
  it('X opens the ways out, arrows move, Escape closes; a browser gets a file', async () => {
    const { user } = await onIncident();
    const made: { readonly name: string; readonly text: Promise<string> }[] = [];
    let blob: Blob | null = null;
    vi.spyOn(URL, 'createObjectURL').mockImplementation((of) => {
      blob = of as Blob;
      return 'blob:x';
    });
    vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
      made.push({ name: this.download, text: blob!.text() });
    });
    await user.keyboard('x');
    const menu = screen.getByRole('menu', { name: 'Export this incident' });
    expect(
      within(menu)
        .getAllByRole('menuitem')
        .map((one) => one.textContent),
    ).toEqual([
      'Markdown a file that comes back as it left',
      'JSON a file with its images',
      'Page to print the review; a browser makes the PDF of it',
      'Copy for chat plain text, calls nobody',
      'Draft the review from the timeline, says what is missing',
    ]);
    await user.keyboard('{Escape}');
    expect(screen.queryByRole('menu')).toBeNull();
    await user.keyboard('x{ArrowDown}{ArrowUp}{Enter}');
    await screen.findByText(/among the downloads of this browser/);
    expect(made[0]?.name).toMatch(/^INC-[0-9A-F]{5}-Checkout slow\.md$/);
    expect(await made[0]?.text).toContain('title: Checkout slow');
  });

  it('a restricted incident says first that the file is not protected', async () => {
    const { user, bridge } = await onIncident({ kind: 'security' });
    await user.click(screen.getByRole('button', { name: 'Export' }));
    await user.click(screen.getByRole('menuitem', { name: /^Copy for chat/ }));
    screen.getByText(/is not protected: whoever gets it can read it/);
    const asked = () => bridge.asked.filter(({ method }) => method === 'incidents.export').length;
    expect(asked()).toBe(0);
    await user.click(screen.getByRole('button', { name: 'Copy for chat all the same' }));
    await screen.findByText('Copied as plain text.');
    expect(await navigator.clipboard.readText()).toContain('RESTRICTED to name of rafael: do not pass on');
  });

  it('a review is drafted, says what is missing, and goes into the notes', async () => {
    const { user, stores, id } = await onIncident();
    await user.click(screen.getByRole('button', { name: 'Export' }));
    await user.click(screen.getByRole('menuitem', { name: /^Draft the review/ }));
    const sheet = await screen.findByRole('dialog', { name: 'Review draft' });
    const draft = within(sheet).getByLabelText<HTMLTextAreaElement>('Draft, Markdown').value;
    expect(draft).toContain('- [ ] Mitigated: no time');
    await user.click(within(sheet).getByRole('button', { name: 'Put into the notes' }));
    expect(screen.queryByRole('dialog', { name: 'Review draft' })).toBeNull();
    expect((await stores.records.notes(id)).text.toJSON()).toBe(draft);
  });

  it('the question of a restricted incident is no menu: Tab moves to Cancel, and the next export begins anew', async () => {
    const { user } = await onIncident({ kind: 'security' });
    const button = screen.getByRole('button', { name: 'Export' });
    await user.click(button);
    await user.click(screen.getByRole('menuitem', { name: /^JSON/ }));
    expect(document.activeElement).toBe(screen.getByRole('button', { name: 'JSON all the same' }));
    await user.tab();
    expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Cancel' }));
    // Past its end it is left.
    await user.tab();
    expect(screen.queryByRole('group', { name: 'Restricted incident' })).toBeNull();
    await user.click(button);
    screen.getByRole('menu', { name: 'Export this incident' });
    await user.tab();
    expect(screen.queryByRole('menu')).toBeNull();
  });

  it('the focus is on Export while it is busy and after it, also when a review was closed', async () => {
    const { user, bridge } = await onIncident();
    const button = screen.getByRole('button', { name: 'Export' });
    const answer = holds(bridge);
    await user.click(button);
    await user.click(screen.getByRole('menuitem', { name: /^Draft the review/ }));
    expect([document.activeElement, button.getAttribute('aria-disabled')]).toEqual([button, 'true']);
    await user.keyboard('{Enter}');
    expect(screen.queryByRole('menu')).toBeNull();
    await answer();
    await screen.findByRole('dialog', { name: 'Review draft' });
    await user.keyboard('{Escape}');
    expect([document.activeElement, button.getAttribute('aria-disabled')]).toEqual([button, 'false']);
  });

  it('what came of it is said to a person who went on to another incident', async () => {
    const { user, bridge, declare, stores, id } = await onIncident();
    const other = await declare('Payments refuse');
    const answer = holds(bridge);
    bridge.refuses('incidents.export', { code: 'failed', message: 'no space' });
    await user.click(screen.getByRole('button', { name: 'Export' }));
    await user.click(screen.getByRole('menuitem', { name: /^JSON/ }));
    stores.navigation.openIncident(other);
    await screen.findByRole('article', { name: 'Incident Payments refuse' });
    await answer();
    await screen.findByText(`${shortId(id)}: Not exported: no space.`);
    stores.navigation.getState().offer?.run();
    expect(stores.navigation.getState().incident).toBe(id);
  });

  it('what came of it is not said to somebody else', async () => {
    const { user, bridge, stores } = await onIncident({ kind: 'security' });
    const answer = holds(bridge);
    bridge.refuses('incidents.export', { code: 'failed', message: 'Checkout slow.json: no space' });
    await user.click(screen.getByRole('button', { name: 'Export' }));
    await user.click(screen.getByRole('menuitem', { name: /^JSON/ }));
    await user.click(screen.getByRole('button', { name: 'JSON all the same' }));
    await bridge.call('records.identify', { person: 'Eve' });
    await screen.findByRole('heading', { level: 1, name: 'This incident cannot be shown' });
    await answer();
    expect(stores.navigation.getState().notice).toBeNull();
  });

  it('what fails says why', async () => {
    const { user, bridge } = await onIncident();
    bridge.refuses('incidents.export', { code: 'failed', message: '/x cannot be written: no space' });
    await user.click(screen.getByRole('button', { name: 'Export' }));
    await user.click(screen.getByRole('menuitem', { name: /^JSON/ }));
    await screen.findByText('Not exported: /x cannot be written: no space.');
  });
});
