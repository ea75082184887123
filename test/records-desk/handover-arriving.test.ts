import { afterEach, describe, expect, it } from 'vitest';
import type { TeamView } from '../../shared/domain/snapshot/types';
import { DAY, HOUR, SECOND } from '../../shared/lib/time';
import { BEFORE_HANDOVER, BRAZIL, HANDOVER_AT, INDIA } from '../builders/follow-the-sun';
import { addUnstable, IF_THEN, openDesk, picture, send, signed, stopDesks, type Desk } from './handover-rig';

afterEach(stopDesks);

interface File {
  readonly workspace: string;
  readonly demo: boolean;
  readonly entries: readonly { readonly body: { readonly type: string } }[];
}
async function fileOf(desk: Desk, id: string): Promise<File> {
  const out = await desk.call('handovers.export', { id, format: 'file', paper: 'A4', zone: 'receiver' });
  return JSON.parse(out.kind === 'text' ? out.text : '') as File;
}
const takeIn = (desk: Desk, file: unknown) =>
  desk.call('handovers.import', { name: 'x.json', text: JSON.stringify(file) });

describe('a file of another workspace', () => {
  it('is refused by its workspace, and by being of the demo or not, and says which', async () => {
    const other = picture({ workspace: { id: 'bank', name: 'Bank', file: null, problem: null } });
    const [rafael, bank, demo] = [
      openDesk('rafael'),
      openDesk('ananya', { snapshot: other }),
      openDesk('thiago', { snapshot: picture({ demo: true }) }),
    ];
    const id = await signed(rafael);
    expect(await fileOf(rafael, id)).toMatchObject({ workspace: 'retail', demo: false });
    await expect(send(rafael, bank, id)).rejects.toThrow(
      'json, workspace: it is of the workspace retail; this one is bank',
    );
    await expect(send(rafael, demo, id)).rejects.toThrow(
      'json, demo: it is of the workspace retail, and this is the demo',
    );
    await expect(send(demo, rafael, await signed(demo))).rejects.toThrow(
      'json, demo: it is of the demo, and this is no demo',
    );
    await expect(takeIn(rafael, { ...(await fileOf(rafael, id)), workspace: undefined })).rejects.toThrow(
      'x.json, workspace: this is no file of a handover',
    );
    expect(await bank.listed()).toEqual([]);
  });
});

describe('a handover of another chain of teams', () => {
  const other = (like: TeamView, id: string, handsOverTo: string, person: string) => ({
    ...like,
    id,
    level: 'L3',
    handsOverTo,
    people: [{ id: person, name: person, lead: true }],
    rota: [],
  });
  it('is not the one before: nothing of it is carried into a draft', async () => {
    const teams = [BRAZIL, INDIA, other(BRAZIL, 'x-l3', 'y-l3', 'xena'), other(INDIA, 'y-l3', 'x-l3', 'yuri')];
    const desk = openDesk('xena', { snapshot: picture({ teams }) });
    const { id } = await desk.call('handovers.draft', { from: 'x-l3' });
    await desk.edit(id, addUnstable, IF_THEN);
    await desk.onPresent(id, (content) => ({ act: 'self-cover', content, reason: 'alone' }));
    await desk.listed();
    await desk.clock.advance(12 * HOUR);
    const next = await desk.call('handovers.draft', { from: 'in-l2' });
    const { content } = await desk.read(next.id);
    expect(content.before).toBeNull();
    expect(content.ifThens).toEqual([]);
  });
});

describe('a part of a record', () => {
  it('makes no new handover: acts alone, or updates without the first one', async () => {
    const [rafael, ananya] = [openDesk('rafael'), openDesk('ananya')];
    const whole = await fileOf(rafael, await signed(rafael));
    const parts = [
      whole.entries.filter(({ body }) => body.type === 'act'),
      whole.entries.filter((entry) => entry !== whole.entries.find(({ body }) => body.type !== 'act')),
    ];
    for (const entries of parts) {
      await expect(takeIn(ananya, { ...whole, entries })).rejects.toThrow(
        'x.json: a part of the record is missing: it does not say from whom, to whom and when; nothing was taken in',
      );
      expect(await ananya.listed()).toEqual([]);
    }
    await takeIn(ananya, whole);
    expect(await takeIn(ananya, { ...whole, entries: parts[0] }), 'of one that is here it merges').toMatchObject({
      outcome: 'unchanged',
    });
  });

  it('of an end of a shift in a far future is none either', async () => {
    const year = 370 * DAY;
    const [ahead, here] = [openDesk('rafael', { now: BEFORE_HANDOVER + year }), openDesk('ananya')];
    await expect(send(ahead, here, await signed(ahead))).rejects.toThrow(
      'which is too far ahead; nothing was taken in',
    );
    const soon = openDesk('rafael', { now: BEFORE_HANDOVER + 7 * DAY });
    expect(await send(soon, here, await signed(soon))).toMatchObject({ outcome: 'created' });
  });

  it('that is in the log all the same stands in no list', async () => {
    const desk = openDesk('rafael');
    desk.records().create('handover', [{ edit: 'set', field: 'title', value: 'nothing' }]);
    desk.records().create('handover', [
      { edit: 'set', field: 'from', value: 'br-l2' },
      { edit: 'set', field: 'to', value: 'in-l2' },
      { edit: 'set', field: 'at', value: 0 },
    ]);
    await desk.clock.advance(SECOND);
    expect(await desk.listed()).toMatchObject([{ from: 'br-l2', at: HANDOVER_AT }]);
  });
});
