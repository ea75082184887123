import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import { onIncident, openOver } from './on-incident';

const PNG = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0]);

describe('pinning', () => {
  const chart = async (): Promise<HTMLElement> => {
    const [first] = await screen.findAllByRole('button', { name: /^Pin .* to an incident$/ });
    if (first === undefined) throw new Error('no chart');
    return first;
  };

  it('a chart is pinned at once to the one open incident of its site, and the notice leads there', async () => {
    const { user, stores, bridge, id } = await openOver();
    stores.navigation.openSite('br-prod');
    await user.click(await chart());
    await screen.findByText(/^Pinned to INC-/);
    const { snapshots } = await bridge.call('incidents.read', { id });
    expect(snapshots).toHaveLength(2);
    expect(snapshots.some(({ title }) => title.includes(', '))).toBe(true);
    await user.click(screen.getByRole('button', { name: 'Open it' }));
    await screen.findByRole('region', { name: 'Timeline' });
    expect(stores.navigation.getState().incident).toBe(id);
  });

  it('on a disk that is full is not called pinned, and an image is not called kept', async () => {
    const { user, stores, bridge, log, id } = await openOver();
    stores.navigation.openSite('br-prod');
    const pin = await chart();
    log.refuse('full');
    await user.click(pin);
    await screen.findByText(/^Not on disk yet: the disk says full/);
    expect(screen.queryByText(/^Pinned to/)).toBeNull();
    // The image itself was kept; its entry in the record is not.
    log.allow();
    const { call } = bridge;
    vi.spyOn(bridge, 'call').mockImplementation((method, input) => {
      if (method === 'incidents.edit') log.refuse('full');
      return call(method, input);
    });
    const kept = await stores.records.putImage(id, 'image/png', 'graph', PNG);
    expect(kept).toMatchObject({ note: expect.stringMatching(/^Not on disk yet: the disk says full/) as unknown });
  });

  it('of several it asks which; E does the same for the chart that has the focus', async () => {
    const { user, stores, declare, bridge } = await openOver();
    const other = await declare('Payments refuse');
    await waitFor(() => expect(stores.records.getState().rows).toHaveLength(2));
    stores.navigation.openSite('br-prod');
    (await chart()).focus();
    await user.keyboard('e');
    const sheet = await screen.findByRole('dialog', { name: 'Pin to an incident' });
    await user.click(within(sheet).getByRole('button', { name: /Payments refuse/ }));
    await screen.findByText(/^Pinned to INC-/);
    expect((await bridge.call('incidents.read', { id: other })).snapshots).toHaveLength(2);
  });

  it('where none is open it offers to declare one with it', async () => {
    const { user, stores, bridge } = await openOver();
    stores.navigation.openSite('in-prod');
    await user.click(await chart());
    const sheet = await screen.findByRole('dialog', { name: 'Pin to an incident' });
    await user.click(within(sheet).getByRole('button', { name: 'Declare one with it' }));
    const declare = await screen.findByRole('dialog', { name: 'Declare an incident' });
    await user.type(within(declare).getByLabelText('Title'), 'Slow in India');
    await user.click(within(declare).getByRole('button', { name: /^Declare SEV/ }));
    await screen.findByRole('region', { name: 'Timeline' });
    const id = stores.navigation.getState().incident ?? '';
    // The site, and the signal it was asked for.
    expect((await bridge.call('incidents.read', { id })).snapshots).toHaveLength(2);
  });
});

describe('an image that cannot be shown', () => {
  it('says the true cause, and is asked for again', async () => {
    const { user, stores, bridge, id } = await onIncident();
    const notes = await stores.records.notes(id);
    notes.text.insert(0, `![the graph](image:${'a'.repeat(64)})`);
    await user.click(await screen.findByRole('button', { name: 'Read' }));
    await screen.findByText(/Image the graph cannot be shown: this incident has no image of that name/);
    await bridge.call('incidents.edit', {
      id,
      edits: [{ edit: 'add-image', hash: 'b'.repeat(64), media: 'image/png', name: 'b', size: 1 }],
    });
    notes.text.insert(0, `![another](image:${'b'.repeat(64)})\n\n`);
    await screen.findByText(/it was kept on another machine and has not come here/);
    bridge.refuses('records.getImage', { code: 'failed', message: 'the image bbbb is not what was put in' });
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    await screen.findByText(/the image bbbb is not what was put in/);
  });
});
