import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createFakeBridge, type FakeRecords } from '../../../../renderer/bridge/fake';
import { HandoverExport } from '../../../../renderer/features/handover/leaving/export-sheet';
import { createStores, StoresProvider } from '../../../../renderer/stores/stores';
import type { CallError } from '../../../../shared/ipc/contract';
import { paperNodes } from '../../../../renderer/features/handover/leaving/paper-nodes';
import { plainText } from '../../../../shared/lib/plain-text';
import { handoverHtml } from '../../../../shared/records/paper/handover-html';
import { aContent, anItem, aView, END, fullHandover, HASH, NAMES } from '../../../builders/handed-over';
import { ordinaryHandover } from '../../../builders/ordinary-handover';
import { HOSTILE } from '../../../builders/hostile';
import { critical } from '../../builders/retail';
import { NOW } from '../../builders/snapshot';

afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

async function opened(
  answers: Readonly<Record<string, unknown>> = {},
  {
    place = 'desktop',
    view = ordinaryHandover(),
  }: { place?: 'desktop' | 'browser'; view?: ReturnType<typeof ordinaryHandover> } = {},
) {
  const records: FakeRecords = {
    handle: (method) => {
      const answer = answers[method];
      if (answer instanceof Error)
        return Promise.resolve({ ok: false, error: { code: 'failed', message: answer.message } satisfies CallError });
      const empty: Readonly<Record<string, unknown>> = {
        'handovers.list': [view],
        'handovers.read': view,
        'duty.list': [],
      };
      return Promise.resolve({ ok: true, value: (answer ?? empty[method] ?? null) as never });
    },
    onEvent: () => () => undefined,
  };
  const bridge = createFakeBridge({ snapshot: critical(), records, now: () => NOW, place });
  const stores = createStores(bridge, {
    now: () => NOW,
    every: () => () => {},
    later: () => () => {},
    storage: null,
    viewerZone: 'UTC',
  });
  await stores.prime();
  const onClose = vi.fn();
  render(
    <StoresProvider stores={stores}>
      <HandoverExport view={view} onClose={onClose} />
    </StoresProvider>,
  );
  const asked = (method: string) => bridge.asked.filter((one) => one.method === method).map(({ input }) => input);
  return { bridge, stores, onClose, asked };
}
const choose = (name: RegExp): void => void fireEvent.click(screen.getByRole('radio', { name }));
const press = (name: RegExp): void => void fireEvent.click(screen.getByRole('button', { name }));

describe('the export sheet (H9)', () => {
  it('asks for what was chosen: format, paper, and whose clock', async () => {
    const { asked } = await opened({ 'handovers.export': { kind: 'cancelled' } });
    const id = 'handover-1';
    for (const [way, button, said] of [
      [/PDF, A4/, /Save PDF/, { format: 'pdf', paper: 'A4', zone: 'receiver' }],
      [/PDF, Letter/, /Save PDF/, { format: 'pdf', paper: 'Letter', zone: 'receiver' }],
      [/Markdown/, /Save Markdown/, { format: 'markdown', paper: 'A4', zone: 'receiver' }],
      [/Clipboard/, /Copy/, { format: 'text', paper: 'A4', zone: 'receiver' }],
      [/another data folder/, /Save file/, { format: 'file', paper: 'A4', zone: 'receiver' }],
    ] as const) {
      const before = asked('handovers.export').length;
      choose(way);
      press(button);
      await waitFor(() => expect(asked('handovers.export')).toHaveLength(before + 1));
      expect(asked('handovers.export').at(-1)).toEqual({ id, ...said });
      await waitFor(() => expect(screen.queryByText(/Printing|Writing/)).toBeNull());
    }
    choose(/PDF, A4/);
    choose(/of the giver/);
    press(/Save PDF/);
    await waitFor(() =>
      expect(asked('handovers.export').at(-1)).toEqual({ id, format: 'pdf', paper: 'A4', zone: 'giver' }),
    );
  });

  it('says where it went, and shows it in its folder', async () => {
    const { asked } = await opened({ 'handovers.export': { kind: 'saved', path: 'handover.pdf', file: 3 } });
    press(/Save PDF/);
    await screen.findByText('handover.pdf');
    press(/Show in folder/);
    await waitFor(() => expect(asked('incidents.reveal')).toEqual([{ file: 3 }]));
  });

  it('says why not, and where', async () => {
    await opened({ 'handovers.export': new Error('/full/handover.pdf cannot be written: no space left') });
    press(/Save PDF/);
    expect((await screen.findByRole('alert')).textContent).toContain(
      '/full/handover.pdf cannot be written: no space left',
    );
  });

  it('copies for a chat what the engine wrote, and says when the system refuses', async () => {
    const text = { kind: 'text', name: 'h.txt', media: 'text/plain', text: 'Handover: ACCEPTED' };
    const writeText = vi.spyOn(navigator.clipboard, 'writeText').mockResolvedValueOnce();
    await opened({ 'handovers.export': text });
    choose(/Clipboard/);
    press(/Copy/);
    await screen.findByText(/Copied as plain text/);
    expect(writeText).toHaveBeenCalledWith('Handover: ACCEPTED');
    writeText.mockRejectedValueOnce(new Error('denied'));
    press(/Copy/);
    expect((await screen.findByRole('alert')).textContent).toMatch(/select the text here/);
    // It stands there to be selected.
    expect(screen.getByLabelText('Text for a chat').textContent).toContain('ACCEPTED by');
  });

  it('in a browser it is a download', async () => {
    const clicked: string[] = [];
    vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
      clicked.push(this.download);
    });
    URL.createObjectURL = () => 'blob:x';
    URL.revokeObjectURL = () => undefined;
    await opened(
      { 'handovers.export': { kind: 'text', name: 'h.html', media: 'text/html', text: '<p>' } },
      { place: 'browser' },
    );
    choose(/Page to print, A4/);
    press(/Download Page to print/);
    await screen.findByText(/among the downloads of this browser\. Open it and print it to PDF\./);
    expect(clicked).toEqual(['h.html']);
  });

  it('says what is in it, how many pages it takes and whether the signatures cover it', async () => {
    await opened();
    screen.getByText(/pages?\. Both signatures cover this text\./);
    screen.getByText('4 items, 1 question');
    screen.getByText('84f0 1b6d c2e9 7710');
    cleanup();
    const view = ordinaryHandover();
    await opened({}, { view: { ...view, hash: HASH.replace('84f0', '0000') } });
    screen.getByText(/No signature covers this text: it was edited since\./);
  });

  it('leaves with Escape, and its keys reach nothing below', async () => {
    const below = vi.fn();
    document.body.addEventListener('keydown', below);
    const { onClose } = await opened();
    fireEvent.keyDown(screen.getByRole('group', { name: 'Export' }), { key: 'e' });
    fireEvent.keyDown(screen.getByRole('group', { name: 'Export' }), { key: 'Escape' });
    expect(onClose).toHaveBeenCalledOnce();
    document.body.removeEventListener('keydown', below);
  });
});

describe('the page in the preview', () => {
  const OPTIONS = { zone: 'receiver', now: END, demo: true, paper: 'A4' } as const;
  const tags = (root: Element): readonly string[] =>
    [...root.querySelectorAll('*:not(tbody)')].map(
      (one) => `${one.tagName.toLowerCase()}.${one.getAttribute('class') ?? ''}`,
    );

  it('is made of the same elements and says the same words as the page that is printed', () => {
    for (const view of [ordinaryHandover(), fullHandover(60)]) {
      const page = handoverHtml(view, NAMES, OPTIONS);
      const { body, style } = paperNodes(page);
      const read = new DOMParser().parseFromString(page, 'text/html').body;
      expect(tags(body)).toEqual(tags(read));
      const words = (root: Element): string => root.textContent.replace(/\s+/g, ' ');
      expect(words(body)).toBe(words(read));
      expect(body.className).toBe(read.className);
      expect(style).toContain('.rows');
    }
  });

  it.each(Object.entries(HOSTILE))('shows %s as text, and makes nothing that could act', (_name, text) => {
    const view = aView(
      aContent({ sentence: text, notes: text, items: [anItem({ name: text, line: text, facts: text, owner: text })] }),
    );
    const { body } = paperNodes(handoverHtml(view, { ...NAMES, team: () => text }, OPTIONS));
    expect(
      body.querySelectorAll('script, img, a, iframe, form, input, style, [onerror], [href], [src], [style]'),
    ).toHaveLength(0);
    expect(body.querySelector('h1')?.textContent).toContain(
      plainText(text).slice(0, 30).split('\n')[0]?.trim().slice(0, 6),
    );
  });

  it('of a page that is not ours makes nothing but text', () => {
    const { body } = paperNodes(
      '<body onload="x()"><script>bad()</script><a href="javascript:x">link</a><p onclick="y()" class="ok">hello</p></body>',
    );
    expect(body.innerHTML).toBe('bad()link<p class="ok">hello</p>');
  });
});

describe('a file of another data folder', () => {
  const drop = (...files: File[]): void =>
    void fireEvent.drop(screen.getByRole('group', { name: 'Export' }), { dataTransfer: { types: ['Files'], files } });

  it.each([
    ['created', 'Taken in'],
    ['merged', 'Put together with what is here'],
    ['unchanged', 'Here already'],
  ])('that was %s is said to be, and can be opened', async (outcome, said) => {
    const { asked, stores } = await opened({ 'handovers.import': { id: 'other', outcome } });
    drop(new File(['{"a":1}'], 'handover.json'));
    await screen.findByText(said);
    expect(asked('handovers.import')).toEqual([{ name: 'handover.json', text: '{"a":1}' }]);
    press(/Show it/);
    expect(stores.navigation.getState().handover).toBe('other');
  });

  it('that is refused names the place and the cause; a hostile name is only a name', async () => {
    await opened({
      'handovers.import': new Error('handover.md:3:1 state: expected a text, got a list\nhandover.md:7:1 no end'),
    });
    drop(new File(['x'], '<img src=x>.md'));
    await screen.findByText('Refused');
    screen.getByText(/handover\.md:3:1 state/);
    screen.getByText('handover.md:7:1 no end');
    screen.getByText('<img src=x>.md');
  });

  it('that is too large or no text is not even asked', async () => {
    const { asked } = await opened();
    drop(new File([new Uint8Array(10_000_001)], 'large.json'), new File([new Uint8Array([0xff, 0xfe, 1])], 'bytes.md'));
    await screen.findByText(/larger than 10 MB/);
    await screen.findByText('it is no text (UTF-8)');
    expect(asked('handovers.import')).toEqual([]);
  });
});
