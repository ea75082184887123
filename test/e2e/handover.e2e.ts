import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ElectronApplication, Page } from 'playwright-core';
import { afterEach, describe, expect, it } from 'vitest';
import type { HandoverRow, HandoverView } from '../../shared/domain/handover/types';
import type { Input, Output } from '../../shared/ipc/contract';
import type { MethodName } from '../../shared/ipc/names';
import { signalText, workspaceText } from './cli';
import { openApp, temporaryFolder } from './windows';

/**
 * Two people, two data folders, two real windows: one shift gives duty to the next. Until there is team sync the record goes from folder to
 * folder as a file. Nothing listens where AWS is looked for: all of it works offline (H8).
 */
const apps: ElectronApplication[] = [];
afterEach(async () => {
  await Promise.all(apps.splice(0).map((app) => app.close().catch(() => undefined)));
});

/** On the wall clock of a zone so many minutes off UTC. */
const wall = (utcHour: number, offset: number): string => {
  const minutes = (((utcHour * 60 + offset) % 1440) + 1440) % 1440;
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
};

/** The day side hands over to the night side in two to three hours: neither side is drafted by itself meanwhile (H1). */
function teams(): string {
  const end = new Date().getUTCHours() + 3;
  const [brazil, india] = [-180, 330];
  return `
teams:
  - id: day
    name: Day L2
    level: L2
    place: Sao Paulo
    timeZone: America/Sao_Paulo
    shifts: [{ days: mon-sun, from: '${wall(end - 12, brazil)}', to: '${wall(end, brazil)}' }]
    handsOverTo: night
  - id: night
    name: Night L2
    level: L2
    place: Pune
    timeZone: Asia/Kolkata
    shifts: [{ days: mon-sun, from: '${wall(end, india)}', to: '${wall(end + 12, india)}' }]
    handsOverTo: day
people:
  - { id: rafael, name: Rafael Monteiro, team: day, lead: true }
  - { id: ananya, name: Ananya Iyer, team: night, lead: true }
  - { id: vikram, name: Vikram Nair, team: night }
`;
}

interface Side {
  readonly app: ElectronApplication;
  readonly page: Page;
  call<M extends MethodName>(method: M, input: Input<M>): Promise<Output<M>>;
}

async function side(workspace: string, person: string): Promise<Side> {
  const { app, page } = await openApp(['--data', temporaryFolder(), '--workspace', workspace], {
    AWS_ENDPOINT_URL: 'http://127.0.0.1:9',
    AWS_EC2_METADATA_DISABLED: 'true',
  });
  apps.push(app);
  await page.getByRole('heading', { level: 1 }).first().waitFor();
  // What the window itself does at the same door, without its forms.
  const call = async <M extends MethodName>(method: M, input: Input<M>): Promise<Output<M>> =>
    JSON.parse(
      await page.evaluate(
        ([name, value]) =>
          (window as unknown as { meridian: { call(m: string, i: unknown): Promise<string> } }).meridian.call(
            name,
            value,
          ),
        [method, input] as const,
      ),
    ) as Output<M>;
  await call('records.identify', { person });
  await page.keyboard.press('4');
  await page.locator('main.handover').waitFor();
  return { app, page, call };
}

/** The record as the file that goes to the other folder. */
async function give({ app, call }: Side, id: string): Promise<string> {
  const path = join(temporaryFolder(), 'handover.meridian.json');
  await app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
  }, path);
  const left = await call('handovers.export', { id, format: 'file', paper: 'A4', zone: 'receiver' });
  expect(left).toMatchObject({ kind: 'saved', path });
  return path;
}
const take = ({ call }: Side, path: string): Promise<Output<'handovers.import'>> =>
  call('handovers.import', { name: 'handover.meridian.json', text: readFileSync(path, 'utf8') });

const rowOf = async ({ call }: Side, id: string): Promise<HandoverRow | undefined> =>
  (await call('handovers.list', undefined)).find((row) => row.id === id);
const read = ({ call }: Side, id: string): Promise<HandoverView> => call('handovers.read', { id });
const shows = (page: Page) => page.getByRole('complementary', { name: 'Read-back and sign-off' });

function workspaceFile(): string {
  const path = join(temporaryFolder(), 'meridian.yaml');
  const text = workspaceText({ id: 'br-prod', alarms: '{ include: ["retail-*"] }', signals: [signalText('p95')] });
  writeFileSync(path, text + teams());
  return path;
}

/** A draft with one unstable thing in it, all else stable: what is looked at is how duty passes. */
async function drafted(giver: Side): Promise<string> {
  const { page, call } = giver;
  const known = (await call('handovers.list', undefined)).find((row) => row.from === 'day');
  if (known === undefined)
    await page.getByRole('listitem').filter({ hasText: 'Day L2 hands over' }).getByRole('button').click();
  await page.getByRole('heading', { level: 1, name: 'Day L2 to Night L2' }).waitFor();
  const id = (await call('handovers.list', undefined)).find((row) => row.from === 'day')?.id ?? '';
  const { content } = await read(giver, id);
  // Nothing of AWS is seen: the draft says so, and nothing in it looks well.
  const sources = content.items.filter((item) => item.kind === 'source');
  expect(sources.length).toBeGreaterThan(0);
  expect(content.situation?.places).toMatchObject([{ country: 'BR', tier: 'production', status: 'unknown' }]);
  const quiet = content.items.filter(({ closed }) => !closed);
  await call('handovers.edit', {
    id,
    edits: [
      ...quiet.map(({ id: item }) => ({ edit: 'item' as const, id: item, fields: { condition: 'stable' as const } })),
      { edit: 'people', side: 'givers', people: ['rafael'] },
      { edit: 'people', side: 'receivers', people: ['ananya', 'vikram'] },
      { edit: 'overall', overall: 'watch' },
      { edit: 'sentence', text: 'Checkout recovered and is being watched.' },
      {
        edit: 'add-item',
        id: 'checkout',
        kind: 'site',
        reference: 'br-prod',
        sites: ['br-prod'],
        fields: { condition: 'unstable', line: 'Brazil checkout only just recovered', owner: 'ananya' },
      },
    ],
  });
  return id;
}

const COMPLETE = (due: number) =>
  [
    { edit: 'item', id: 'checkout', fields: { next: 'Keep 4.18.0 on hold', due } },
    {
      edit: 'if-then',
      id: 'reopen',
      fields: {
        item: 'checkout',
        watch: { site: 'br-prod', signal: 'p95', is: 'over', limit: 10, minutes: 5 },
        action: 'Reopen the incident and contact Dana',
        who: 'ananya',
      },
    },
  ] as const;

describe('a handover', () => {
  it('H3 H4 H5 H7 H8 goes from one folder to the other and back: signed, edited, signed again, read back, corrected, accepted', async () => {
    const workspace = workspaceFile();
    const giver = await side(workspace, 'rafael');
    const id = await drafted(giver);
    const panel = shows(giver.page);

    // Somebody writes while the document changes: neither words, caret nor page move.
    const { page } = giver;
    await page.getByRole('button', { name: /^The situation in one sentence/ }).click();
    const writing = page.getByRole('textbox', { name: 'The situation in one sentence' });
    await writing.fill('Checkout is being watched by hand');
    await writing.evaluate((field: HTMLTextAreaElement) => field.setSelectionRange(9, 13));
    const stands = () =>
      page.evaluate(() => {
        const { activeElement: field } = document;
        const document_ = document.querySelector('.ho-doc');
        if (!(field instanceof HTMLTextAreaElement) || document_ === null) return null;
        return [field.value, field.selectionStart, field.selectionEnd, document_.scrollTop];
      });
    await page.evaluate(() => document.querySelector('.ho-doc')?.scrollBy({ top: 24 }));
    const before = await stands();
    expect(before?.slice(0, 3)).toEqual(['Checkout is being watched by hand', 9, 13]);
    await giver.call('handovers.edit', {
      id,
      edits: [
        { edit: 'add-item', id: 'late', kind: 'action', reference: '', sites: [], fields: { line: 'Came meanwhile' } },
        { edit: 'item', id: 'checkout', fields: { line: 'Brazil checkout recovered a moment ago' } },
      ],
    });
    await page.getByText(/came while you wrote/).waitFor();
    expect(await stands()).toEqual(before);
    await page.keyboard.press('Escape');

    // H3: what is missing is said, and nothing can be signed.
    await panel.getByText('1 item lacks something').waitFor();
    await expect(
      giver.call('handovers.act', { id, act: { act: 'sign', content: (await read(giver, id)).hash } }),
    ).rejects.toThrow();
    await giver.call('handovers.edit', { id, edits: [...COMPLETE((await read(giver, id)).content.at + 3_600_000)] });
    await panel.getByRole('button', { name: 'Sign and hand over' }).click();
    await panel.getByRole('button', { name: 'Sign', exact: true }).click();
    await expect.poll(async () => (await rowOf(giver, id))?.state).toBe('ready');

    // H7: an edit after it voids the signature, and says so.
    await giver.call('handovers.edit', { id, edits: [{ edit: 'sentence', text: 'Checkout recovered at noon.' }] });
    await panel.getByText(/Edited after Rafael signed/).waitFor();
    expect((await rowOf(giver, id))?.state).toBe('draft');
    await panel.getByRole('button', { name: 'Sign again and hand over' }).click();
    await panel.getByRole('button', { name: 'Sign', exact: true }).click();
    await expect.poll(async () => (await rowOf(giver, id))?.state).toBe('ready');

    // H6: not by the one who gave it.
    const { hash } = await read(giver, id);
    await expect(
      giver.call('handovers.act', { id, act: { act: 'accept', content: hash, reservations: '' } }),
    ).rejects.toThrow();

    const receiver = await side(workspace, 'ananya');
    expect(await take(receiver, await give(giver, id))).toEqual({ id, outcome: 'created' });
    await receiver.page.getByRole('heading', { level: 1, name: 'Day L2 to Night L2' }).waitFor();
    const taking = shows(receiver.page);
    // H4: a tick is not enough: the shift cannot be taken before it is read back, in words, and answered.
    expect(await taking.getByRole('button', { name: 'Take the shift' }).getAttribute('aria-disabled')).not.toBe(
      'false',
    );
    await taking
      .getByRole('textbox', { name: /Read back/ })
      .fill('Checkout is stable since noon. Over 10 for five minutes, and I reopen.');
    await receiver.page.keyboard.press('Control+Enter');
    await expect.poll(async () => (await read(receiver, id)).signing.readBacks.length).toBe(1);
    await expect(
      receiver.call('handovers.act', { id, act: { act: 'accept', content: hash, reservations: '' } }),
    ).rejects.toThrow();

    expect(await take(giver, await give(receiver, id))).toEqual({ id, outcome: 'merged' });
    await panel.getByRole('button', { name: /^Correct / }).click();
    await panel.getByRole('textbox', { name: 'What is right' }).fill('Not stable: it only just recovered.');
    await giver.page.keyboard.press('Control+Enter');
    await expect.poll(async () => (await read(giver, id)).signing.readBacks[0]?.answer?.kind).toBe('corrected');
    expect((await rowOf(giver, id))?.state).toBe('in-review');

    await take(receiver, await give(giver, id));
    await taking.getByText('Not stable: it only just recovered.').waitFor();
    await taking.getByRole('button', { name: 'Take the shift' }).click();
    await taking.getByRole('textbox', { name: /Reservations/ }).fill('p95 was not seen for an hour');
    await taking.getByRole('button', { name: 'Take the shift' }).last().click();
    await taking.getByText(/Ananya has duty since/).waitFor();

    // H5: the giver learns it, and duty never comes back: a later edit is an amendment.
    await take(giver, await give(receiver, id));
    await panel.getByText(/Ananya has duty since/).waitFor();
    await giver.call('handovers.edit', { id, edits: [{ edit: 'sentence', text: 'Written afterwards.' }] });
    const after = await read(giver, id);
    expect(after).toMatchObject({ state: 'accepted-with-reservations', amended: true, acceptedBy: 'ananya' });
    expect(after.signing.accepted?.copy.sentence).toBe('Checkout recovered at noon.');
    expect(after.watches.map(({ id: watch }) => watch)).toEqual(['reopen']);
    await take(receiver, await give(giver, id));
    const both = await Promise.all([giver, receiver].map((one) => read(one, id)));
    expect(both[0]?.hash).toBe(both[1]?.hash);
    expect(both[1]?.state).toBe('accepted-with-reservations');
  }, 180_000);

  it('H8 two who take it apart, offline, are both kept and flagged until people say who had duty', async () => {
    const workspace = workspaceFile();
    const giver = await side(workspace, 'rafael');
    const id = await drafted(giver);
    const at = (await read(giver, id)).content.at;
    await giver.call('handovers.edit', { id, edits: [...COMPLETE(at + 3_600_000)] });
    await giver.call('handovers.act', { id, act: { act: 'sign', content: (await read(giver, id)).hash } });

    const ananya = await side(workspace, 'ananya');
    await take(ananya, await give(giver, id));
    await ananya.call('handovers.act', {
      id,
      act: { act: 'read-back', item: 'checkout', text: 'Held until it is calm.' },
    });
    await take(giver, await give(ananya, id));
    const [said] = (await read(giver, id)).signing.readBacks;
    await giver.call('handovers.act', { id, act: { act: 'confirm', of: said?.act ?? '' } });
    const settled = await give(giver, id);

    const vikram = await side(workspace, 'vikram');
    await take(ananya, settled);
    await take(vikram, settled);
    const { hash } = await read(giver, id);
    for (const one of [ananya, vikram])
      await one.call('handovers.act', { id, act: { act: 'accept', content: hash, reservations: '' } });
    await take(giver, await give(vikram, id));
    expect((await rowOf(giver, id))?.inConflict).toBe(false);
    await take(giver, await give(ananya, id));

    const rivals = giver.page.getByRole('region', { name: 'Two took this shift' });
    await rivals.waitFor();
    expect((await read(giver, id)).signing.acceptances.map(({ person }) => person).sort()).toEqual([
      'ananya',
      'vikram',
    ]);
    await rivals.getByRole('button', { name: 'Vikram had duty' }).click();
    await rivals.waitFor({ state: 'detached' });
    // Both are kept, and every folder comes to the same.
    await take(ananya, await give(giver, id));
    for (const one of [giver, ananya]) {
      const view = await read(one, id);
      expect(view).toMatchObject({ inConflict: false, acceptedBy: 'vikram', state: 'accepted' });
      expect(view.signing.acceptances).toHaveLength(2);
    }
  }, 180_000);
});
