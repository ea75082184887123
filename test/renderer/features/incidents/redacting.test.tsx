import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { onIncident } from './on-incident';

const KEY = 'AKIAIOSFODNN7EXAMPLE';

describe('a secret in an incident', () => {
  it('is said by kind and place, never itself; redacted once asked, and the timeline says so', async () => {
    const { user, stores, id } = await onIncident();
    const notes = await stores.records.notes(id);
    notes.text.insert(0, `first line\nused ${KEY} there\nlast line`);
    await screen.findByText(/in the notes, line 2/);
    const line = screen.getByText('AWS access key id').closest<HTMLElement>('.secrets');
    expect(line?.textContent).not.toContain(KEY);
    await user.click(screen.getByRole('button', { name: 'Redact for good' }));
    screen.getByText('It cannot be undone.');
    await user.click(screen.getByRole('button', { name: 'Redact it for good' }));
    await screen.findByText(/1 secret taken out for good/);
    expect(notes.text.toJSON()).toBe('first line\nused [AWS access key id removed] there\nlast line');
    await within(screen.getByRole('region', { name: 'Timeline' })).findByText('Redacted for good');
    await waitFor(() => expect(screen.queryByText(/in the notes, line 2/)).toBeNull());
  });

  it('that is left is not said again in this window, and not redacted with another', async () => {
    const { user, stores, id } = await onIncident();
    const notes = await stores.records.notes(id);
    notes.text.insert(0, `${KEY}\nAKIAIOSFODNN7EXAMPL2`);
    await screen.findByText(/in the notes, line 2/);
    await user.click(screen.getAllByRole('button', { name: 'Leave it' })[0]!);
    await user.click(screen.getByRole('button', { name: 'Redact for good' }));
    await user.click(screen.getByRole('button', { name: 'Redact it for good' }));
    await screen.findByText(/1 secret taken out/);
    expect(notes.text.toJSON()).toBe(`${KEY}\n[AWS access key id removed]`);
    expect(screen.queryByText(/in the notes, line 1/)).toBeNull();
  });

  it('in an entry is asked about before it is sent; sent all the same, it is said with its place', async () => {
    const { user } = await onIncident();
    await user.click(screen.getByRole('button', { name: /Add entry/ }));
    const field = screen.getByLabelText<HTMLTextAreaElement>('Text of the entry');
    fireEvent.change(field, { target: { value: `pasted ${KEY}` } });
    await user.click(await screen.findByRole('button', { name: 'Take it out' }));
    expect(field.value).toBe('pasted [AWS access key id removed]');
    fireEvent.change(field, { target: { value: `pasted ${KEY}` } });
    await user.keyboard('{Control>}{Enter}{/Control}');
    await screen.findByText(/in the timeline$/);
    await user.click(screen.getByRole('button', { name: 'Show' }));
    expect(document.activeElement?.textContent).toContain(`pasted ${KEY}`);
  });

  it('a redaction that cannot be ended says why and can be tried again', async () => {
    const opened = await onIncident();
    const notes = await opened.stores.records.notes(opened.id);
    notes.text.insert(0, KEY);
    await screen.findByText(/in the notes, line 1/);
    opened.bridge.refuses('incidents.redact', { code: 'failed', message: 'the disk says full' });
    await opened.user.click(screen.getByRole('button', { name: 'Redact for good' }));
    await opened.user.click(screen.getByRole('button', { name: 'Redact it for good' }));
    await screen.findByText('Not redacted: the disk says full');
    await opened.user.click(screen.getByRole('button', { name: 'Redact it for good' }));
    await screen.findByText(/1 secret taken out/);
  });
});

describe('a redaction', () => {
  it('that failed after the words were clean can be tried again', async () => {
    const opened = await onIncident();
    const notes = await opened.stores.records.notes(opened.id);
    notes.text.insert(0, KEY);
    await screen.findByText(/in the notes, line 1/);
    opened.bridge.refuses('incidents.redact', { code: 'failed', message: 'the disk says full' });
    await opened.user.click(screen.getByRole('button', { name: 'Redact for good' }));
    await opened.user.click(screen.getByRole('button', { name: 'Redact it for good' }));
    await screen.findByText('Not redacted: the disk says full');
    notes.text.delete(0, KEY.length);
    await waitFor(() => expect(screen.queryByText(/in the notes, line 1/)).toBeNull());
    await opened.user.click(screen.getByRole('button', { name: 'Try again' }));
    await screen.findByText(/The log was rewritten|taken out for good/);
  });

  it('names what was left in this incident alone, however much was left elsewhere', async () => {
    const { user, stores, id, bridge } = await onIncident();
    for (let count = 0; count < 120; count += 1) stores.records.leaveSecret(`aws-key left elsewhere ${count}`);
    const notes = await stores.records.notes(id);
    notes.text.insert(0, `${KEY}\nAKIAIOSFODNN7EXAMPL2`);
    await screen.findByText(/in the notes, line 2/);
    await user.click(screen.getAllByRole('button', { name: 'Leave it' })[0]!);
    await user.click(screen.getByRole('button', { name: 'Redact for good' }));
    await user.click(screen.getByRole('button', { name: 'Redact it for good' }));
    await screen.findByText(/1 secret taken out/);
    expect(notes.text.toJSON()).toBe(`${KEY}\n[AWS access key id removed]`);
    const [asked] = bridge.asked.filter(({ method }) => method === 'incidents.redact');
    expect((asked?.input as { keep: string[] }).keep).toHaveLength(1);
  });

  it('that would have to leave more than one call can name is refused, and nothing is taken out', async () => {
    const { stores, id, bridge } = await onIncident();
    const keep = Array.from({ length: 101 }, (_, index) => `aws-key ${index}`);
    expect(await stores.records.redact(id, keep)).toMatch(/^Not redacted: more than 100 secrets/);
    expect(bridge.asked.filter(({ method }) => method === 'incidents.redact')).toEqual([]);
  });
});
