import { fireEvent, screen, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { shortId } from '../../../../shared/domain/incident/words';
import { onIncident } from './on-incident';

describe('who writes', () => {
  it('can be changed; what the new person may not see is gone from the screen', async () => {
    const { user, person } = await onIncident({ kind: 'security' });
    await user.click(screen.getByRole('button', { name: 'Change' }));
    await user.type(screen.getByLabelText('Or your name'), 'Eve{Enter}');
    await screen.findByText('From now on Eve writes here.');
    expect(person()).toBe('Eve');
    await screen.findByRole('heading', { level: 1, name: 'This incident cannot be shown' });
    expect(screen.queryByText('Checkout slow')).toBeNull();
  });
});

describe('who writes next', () => {
  it('sees nothing of what the one before took in or left', async () => {
    const { bridge, id, stores } = await onIncident({ kind: 'security' });
    const left = await bridge.call('incidents.export', { id, format: 'markdown' });
    if (left.kind !== 'text') throw new Error(left.kind);
    const list = screen.getByRole('complementary', { name: 'Incidents' });
    fireEvent.drop(list, { dataTransfer: { types: ['Files'], files: [new File([left.text], 'same.md')] } });
    await screen.findByText('Here already');
    stores.records.leaveSecret('aws-key x');
    await bridge.call('records.identify', { person: 'Eve' });
    await screen.findByRole('heading', { level: 1, name: 'This incident cannot be shown' });
    expect(screen.queryByText('Here already')).toBeNull();
    expect(screen.queryByText(/Checkout slow/)).toBeNull();
    expect(stores.records.getState().left.size).toBe(0);
  });

  it('sends no word of the one before, whose words are kept to copy until they are put away', async () => {
    const { user, bridge, desk, records, stores, id } = await onIncident();
    const notes = await stores.records.notes(id);
    notes.text.insert(0, 'saved. ');
    await waitFor(() => expect(notes.state.getState().kind).toBe('saved'));
    bridge.disconnects();
    notes.text.insert(7, 'Only here.');
    await waitFor(() => expect(notes.state.getState().kind).toBe('not-saved'));
    const sent = () => bridge.asked.filter(({ method }) => method === 'records.update').length;
    const before = sent();
    // Another tab.
    await desk.handle('records.identify', { person: 'Eve' });
    bridge.connects();
    await screen.findByText('Not saved when the person changed.');
    screen.getByText(`Notes of ${shortId(id)} Checkout slow. They are kept here until they are put away.`);
    expect((await stores.records.notes(id)).text.toJSON()).toBe('saved. ');
    expect([sent(), records().unsavedText()]).toEqual([before, '']);
    await user.click(screen.getByRole('button', { name: 'Copy the notes' }));
    await screen.findByText('The notes are on the clipboard.');
    expect(await navigator.clipboard.readText()).toBe('saved. Only here.');
    await user.click(screen.getByRole('button', { name: 'Put away' }));
    expect(screen.queryByText('Not saved when the person changed.')).toBeNull();
  });
});
