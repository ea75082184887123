import { fireEvent, screen, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { onIncident } from './on-incident';

describe('arriving', () => {
  const drop = (...files: File[]): void => {
    const list = screen.getByRole('complementary', { name: 'Incidents' });
    fireEvent.drop(list, { dataTransfer: { types: ['Files'], files } });
  };

  it('says of each file what was made, what is here already, what was refused and where', async () => {
    const { bridge, id, clock, stores } = await onIncident();
    const left = await bridge.call('incidents.export', { id, format: 'markdown' });
    if (left.kind !== 'text') throw new Error(left.kind);
    drop(new File([left.text], 'same.md'), new File(['---\ntitle: [\n---\n'], '<img src=x>.md'));
    await screen.findByText('Here already');
    screen.getByText('<img src=x>.md');
    expect(screen.getByText(/^\d+:\d+ YAML/).textContent).toMatch(/Flow sequence/);
    // Here it says something else by now: both can be had.
    await bridge.call('incidents.note', { id, kind: 'note', text: 'more' });
    drop(new File([left.text], 'older.md'));
    fireEvent.click(await screen.findByRole('button', { name: 'Import as another incident' }));
    await screen.findByText('Taken in');
    await clock.advance(250);
    await waitFor(() => expect(stores.records.getState().rows).toHaveLength(2));
  });

  it('what is too large or no text is not even asked', async () => {
    const { bridge } = await onIncident();
    drop(new File([new Uint8Array(10_000_001)], 'large.json'), new File([new Uint8Array([0xff, 0xfe, 1])], 'bytes.md'));
    await screen.findByText(/it is larger than 10 MB; the command `meridian records import`/);
    await screen.findByText('it is no text (UTF-8)');
    expect(bridge.asked.filter(({ method }) => method === 'incidents.import')).toEqual([]);
  });
});
