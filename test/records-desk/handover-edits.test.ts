import { afterEach, describe, expect, it } from 'vitest';
import type { HandoverEdit } from '../../shared/ipc/handovers-contract';
import { MINUTE } from '../../shared/lib/time';
import { BEFORE_HANDOVER as NOW, BRAZIL, HANDOVER_AT, INDIA } from '../builders/follow-the-sun';
import { addUnstable, IF_THEN, openDesk, picture, stopDesks, UNSTABLE, WHOLE } from './handover-rig';

const open = openDesk;
afterEach(stopDesks);

describe('a draft', () => {
  it('H1 is of the end of the shift the team works now, with who gives and who receives', async () => {
    const desk = open('rafael');
    const view = await desk.read(await desk.draft());
    expect(view).toMatchObject({
      from: 'br-l2',
      to: 'in-l2',
      at: HANDOVER_AT,
      draftedAt: NOW,
      state: 'draft',
      givers: ['rafael', 'thiago'],
      receivers: ['ananya', 'vikram'],
    });
    expect(view.content.situation).not.toBeNull();
  });

  it('is made once for one end of a shift, however often it is asked for', async () => {
    const desk = open('rafael');
    const id = await desk.draft();
    expect(await desk.draft()).toBe(id);
    expect(await desk.listed()).toHaveLength(1);
  });

  it('H1 is of the last end when nobody took that one over: late, and said so', async () => {
    const desk = open('rafael', { now: HANDOVER_AT + 25 * MINUTE });
    const view = await desk.read(await desk.draft());
    expect(view.at).toBe(HANDOVER_AT);
    expect(view.draftedAt).toBe(HANDOVER_AT + 25 * MINUTE);
  });

  it('says why there is none: the team hands over to nobody, is not known, or has no shift', async () => {
    const alone = { ...BRAZIL, id: 'alone', name: 'Alone', handsOverTo: null };
    const idle = { ...BRAZIL, id: 'idle', name: 'Idle', shifts: [] };
    const desk = open('rafael', { snapshot: picture({ teams: [BRAZIL, INDIA, alone, idle] }) });
    const of = (from: string) => desk.call('handovers.draft', { from });
    await expect(of('alone')).rejects.toThrow('Alone hands over to nobody');
    await expect(of('idle')).rejects.toThrow('Idle has no shift that ends within the next days');
    await expect(of('nobody')).rejects.toThrow('there is no team nobody');
    expect(await desk.listed()).toEqual([]);
  });

  it('is found by its title and its words', async () => {
    const desk = open('rafael');
    const id = await desk.draft();
    await desk.edit(id, addUnstable);
    desk.records().catchUp();
    for (const text of ['Brazil L2 to India L2, 2026-11-25', 'retries', 'payments fail']) {
      const found = desk.records().search({ text, filters: {}, limit: 5, passages: false });
      expect(found.ok && found.value.records.map(({ record }) => record), text).toEqual([id]);
    }
  });

  it('tells the window of its changes', async () => {
    const desk = open('rafael');
    const id = await desk.draft();
    await desk.edit(id, { edit: 'sentence', text: 'All calm' });
    await desk.listed();
    expect(desk.events.map(({ event }) => event)).toContain('records.listed');
    expect(desk.events).toContainEqual({ event: 'records.saved', payload: { record: id } });
    expect(desk.events.some(({ event, payload }) => event === 'records.changed' && isOf(payload, id))).toBe(true);
  });
});

const isOf = (payload: unknown, id: string): boolean => (payload as { readonly record?: unknown }).record === id;

describe('edits', () => {
  it('every field of an item, an if-then, the header and the people come back as they were written', async () => {
    const desk = open('rafael');
    const id = await desk.draft();
    await desk.edit(
      id,
      addUnstable,
      IF_THEN,
      { edit: 'item', id: UNSTABLE, fields: { done: 'Restarted two pods', due: null, owner: 'vikram' } },
      { edit: 'overall', overall: 'on-fire' },
      { edit: 'sentence', text: 'Payments first' },
      { edit: 'notes', text: 'Bridge 2 is open' },
      { edit: 'people', side: 'receivers', people: ['ananya', 'meera'] },
    );
    const { content } = await desk.read(id);
    expect(content).toMatchObject({
      overall: 'on-fire',
      sentence: 'Payments first',
      notes: 'Bridge 2 is open',
      receivers: ['ananya', 'meera'],
    });
    expect(content.items.find((item) => item.id === UNSTABLE)).toMatchObject({
      ...WHOLE,
      done: 'Restarted two pods',
      due: null,
      owner: 'vikram',
      origin: null,
      sites: ['br-prod'],
      kind: 'action',
    });
    expect(content.ifThens).toEqual([{ id: 'if-1', from: null, until: null, ...IF_THEN.fields }]);
  });

  it('an item is dismissed with a reason, told with another one, and taken back', async () => {
    const desk = open('rafael');
    const id = await desk.draft();
    const note: HandoverEdit = { ...addUnstable, id: 'n', kind: 'note', fields: { line: 'a note' } };
    await desk.edit(id, addUnstable, note, { edit: 'merge', id: 'n', into: UNSTABLE });
    const item = async (which: string) => (await desk.read(id)).content.items.find((one) => one.id === which);
    expect(await item('n')).toMatchObject({ mergedInto: UNSTABLE });
    await expect(desk.edit(id, { edit: 'dismiss', id: UNSTABLE, reason: 'over' })).rejects.toThrow('tells a note too');
    await desk.edit(id, { edit: 'restore', id: 'n' }, { edit: 'dismiss', id: UNSTABLE, reason: 'over' });
    expect(await item(UNSTABLE)).toMatchObject({ dismissed: 'over' });
    await desk.edit(id, { edit: 'restore', id: UNSTABLE });
    expect(await item(UNSTABLE)).toMatchObject({ dismissed: null, mergedInto: null });
  });

  it('an if-then is taken out and put back with its words', async () => {
    const desk = open('rafael');
    const id = await desk.draft();
    await desk.edit(id, addUnstable, IF_THEN, { edit: 'remove-if-then', id: 'if-1' });
    expect((await desk.read(id)).content.ifThens).toEqual([]);
    await expect(desk.edit(id, IF_THEN)).rejects.toThrow('was removed: restore it first');
    await desk.edit(id, { edit: 'restore-if-then', id: 'if-1' });
    expect((await desk.read(id)).content.ifThens).toHaveLength(1);
  });

  it.each<[string, readonly HandoverEdit[], string]>([
    ['an item that is not here', [{ edit: 'item', id: 'x', fields: { line: 'x' } }], 'no such item'],
    ['a site nobody knows', [{ ...addUnstable, kind: 'site', reference: 'nowhere' }], 'there is no site nowhere'],
    ['an item twice', [addUnstable, addUnstable], 'edit 2: an item with this id is here already'],
    [
      'a signal nobody knows',
      [
        addUnstable,
        {
          ...IF_THEN,
          fields: { watch: { site: 'br-prod', signal: 'nope', is: 'over', limit: 1, minutes: 1 } },
        },
      ],
      'edit 2: Brazil production has no signal nope to watch',
    ],
    ['an if-then of no item', [{ ...IF_THEN, fields: { item: 'x' } }], 'there is no such item here'],
    ['told with itself', [addUnstable, { edit: 'merge', id: UNSTABLE, into: UNSTABLE }], 'cannot be told with itself'],
    ['a time that ends before it begins', [{ ...IF_THEN, fields: { from: 2, until: 1 } }], 'end after it begins'],
  ])('%s is refused with its place, and nothing is changed', async (_, edits, message) => {
    const desk = open('rafael');
    const id = await desk.draft();
    const before = await desk.read(id);
    await expect(desk.edit(id, { edit: 'notes', text: 'first' }, ...edits)).rejects.toThrow(
      message.replace(/^edit 2/, 'edit 3'),
    );
    expect((await desk.read(id)).hash).toBe(before.hash);
  });
});
