import { cleanup, configure, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { recordsDesk } from '../../../records-desk/rig';
import { critical } from '../../builders/retail';
import { openWindow } from '../../window';

// Screens are loaded when they are opened: on a busy machine that takes its time.
configure({ asyncUtilTimeout: 10_000 });

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

const KEY = 'AKIAIOSFODNN7EXAMPLE';

/** The whole window over the real desk and engine of records, on an incident. */
async function open(more: { readonly kind?: 'security' } = {}) {
  const snapshot = critical();
  const rig = recordsDesk({ snapshot, person: 'rafael' });
  stops.push(() => void rig.desk.stop());
  const user = userEvent.setup();
  const opened = openWindow(snapshot, {
    records: rig.desk,
    later: (run, ms) => {
      const timer = setTimeout(run, ms);
      return () => clearTimeout(timer);
    },
  });
  const { stores } = opened;
  await waitFor(() => expect(stores.records.getState().status?.person).toBe('rafael'));
  const declare = async (title: string): Promise<string> => {
    const done = await stores.records.declare({
      title,
      kind: more.kind ?? 'operations',
      severity: 'SEV1',
      sites: ['br-prod'],
      attention: null,
      restrictedTo: [],
    });
    if (typeof done === 'string') throw new Error(done);
    await rig.clock.advance(250);
    return done.id;
  };
  const id = await declare('Checkout slow');
  await waitFor(() => expect(stores.records.getState().rows).toHaveLength(1));
  return { ...opened, ...rig, user, id, declare };
}

async function onIncident(more: Parameters<typeof open>[0] = {}) {
  const opened = await open(more);
  opened.stores.navigation.openIncident(opened.id);
  await screen.findByRole('region', { name: 'Timeline' });
  return opened;
}

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

  it('what fails says why', async () => {
    const { user, bridge } = await onIncident();
    bridge.refuses('incidents.export', { code: 'failed', message: '/x cannot be written: no space' });
    await user.click(screen.getByRole('button', { name: 'Export' }));
    await user.click(screen.getByRole('menuitem', { name: /^JSON/ }));
    await screen.findByText('Not exported: /x cannot be written: no space.');
  });
});

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

describe('pinning', () => {
  const chart = async (): Promise<HTMLElement> => {
    const [first] = await screen.findAllByRole('button', { name: /^Pin .* to an incident$/ });
    if (first === undefined) throw new Error('no chart');
    return first;
  };

  it('a chart is pinned at once to the one open incident of its site, and the notice leads there', async () => {
    const { user, stores, bridge, id } = await open();
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

  it('of several it asks which; E does the same for the chart that has the focus', async () => {
    const { user, stores, declare, bridge } = await open();
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
    const { user, stores, bridge } = await open();
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
