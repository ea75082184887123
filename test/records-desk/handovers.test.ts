import { afterEach, describe, expect, it } from 'vitest';
import type { HandoverEdit } from '../../shared/ipc/handovers-contract';
import type { Input } from '../../shared/ipc/contract';
import { HOUR, MINUTE, SECOND } from '../../shared/lib/time';
import { BEFORE_HANDOVER as NOW, BRAZIL, HANDOVER_AT, INDIA } from '../builders/follow-the-sun';
import {
  addUnstable,
  IF_THEN,
  openDesk,
  people,
  picture,
  readBack,
  send,
  signed,
  stopDesks,
  UNSTABLE,
  WHOLE,
  type Desk,
} from './handover-rig';

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

describe('the round of two people in two data folders, by files', () => {
  it('H1 to H5 drafted, signed, read back, confirmed and accepted: both say the same', async () => {
    const [rafael, ananya] = [open('rafael'), open('ananya')];
    const id = await signed(rafael);
    expect(await send(rafael, ananya, id)).toEqual({ id, outcome: 'created' });
    await ananya.onPresent(id, (content) => ({ act: 'review', content }));
    await expect(ananya.accept(id)).rejects.toThrow('the receiver reads it back in own words');
    await readBack(rafael, ananya, id);
    await ananya.act(id, { act: 'question', text: 'Who is on the bridge?', item: null });
    await ananya.accept(id, 'bridge 2 is not known to me');
    expect(await send(ananya, rafael, id)).toEqual({ id, outcome: 'merged' });
    expect(await send(ananya, rafael, id)).toEqual({ id, outcome: 'unchanged' });
    for (const desk of [rafael, ananya]) {
      expect(await desk.read(id)).toMatchObject({
        state: 'accepted-with-reservations',
        signedBy: 'rafael',
        acceptedBy: 'ananya',
        readBack: { settled: 1, needed: 1 },
        openQuestions: 1,
        inConflict: false,
        amended: false,
      });
      const [row] = await desk.listed();
      expect(row).toMatchObject({ id, state: 'accepted-with-reservations', acceptedBy: 'ananya' });
    }
    expect((await rafael.read(id)).hash).toBe((await ananya.read(id)).hash);
  });

  it('H3 nothing is signed while an unstable item lacks what it needs: each is named', async () => {
    const desk = open('rafael');
    const id = await desk.draft();
    await desk.edit(id, { ...addUnstable, fields: { condition: 'unstable', line: 'Payments fail' } });
    await expect(desk.sign(id)).rejects.toThrow(/Payments fail: say who owns it; .*next.*; .*by when; .*one if-then/);
  });

  it('H6 who signed neither accepts, refuses nor reads back; who answered for the giver does not accept', async () => {
    const [rafael, thiago] = [open('rafael'), open('thiago')];
    const id = await signed(rafael);
    expect(await rafael.read(id)).toMatchObject({ toRead: 1, unanswered: 0 });
    await expect(rafael.accept(id)).rejects.toThrow('nobody signs both sides');
    await expect(rafael.refuse(id, 'no')).rejects.toThrow('the other side refuses');
    await expect(rafael.act(id, { act: 'read-back', item: UNSTABLE, text: 'x' })).rejects.toThrow('H6');
    const ananya = open('ananya');
    await send(rafael, ananya, id);
    await ananya.act(id, { act: 'read-back', item: UNSTABLE, text: 'roll back' });
    await send(ananya, thiago, id);
    const [said] = (await thiago.read(id)).signing.readBacks;
    expect(await thiago.read(id)).toMatchObject({ toRead: 0, unanswered: 1 });
    await thiago.act(id, { act: 'confirm', of: said?.act ?? '' });
    expect(await thiago.read(id)).toMatchObject({ toRead: 0, unanswered: 0 });
    await expect(thiago.accept(id)).rejects.toThrow('somebody else accepts it');
    await send(thiago, ananya, id);
    await ananya.accept(id);
    expect((await ananya.read(id)).state).toBe('accepted');
  });

  it('H6 who read back is on the receiving side, and confirms nothing of it', async () => {
    const [rafael, ananya] = [open('rafael'), open('ananya')];
    const id = await signed(rafael);
    await send(rafael, ananya, id);
    await ananya.act(id, { act: 'read-back', item: UNSTABLE, text: 'roll back' });
    const [said] = (await ananya.read(id)).signing.readBacks;
    await expect(ananya.act(id, { act: 'confirm', of: said?.act ?? '' })).rejects.toThrow('read it back yourself');
  });

  it('H6 people act for the side they are named on, who is named on both covers both, and it is said why', async () => {
    const [rafael, thiago, ananya, vikram] = [open('rafael'), open('thiago'), open('ananya'), open('vikram')];
    const id = await rafael.draft();
    await rafael.edit(
      id,
      addUnstable,
      IF_THEN,
      { edit: 'people', side: 'givers', people: ['rafael', 'thiago', 'dana'] },
      { edit: 'people', side: 'receivers', people: ['ananya', 'vikram', 'dana'] },
    );
    await send(rafael, vikram, id);
    await expect(vikram.sign(id)).rejects.toThrow('named to take it: somebody of the giving side signs it (H6)');
    await rafael.sign(id);
    for (const desk of [thiago, ananya, vikram]) await send(rafael, desk, id);
    await expect(thiago.act(id, { act: 'read-back', item: UNSTABLE, text: 'x' })).rejects.toThrow(
      'named to give it: somebody of the receiving side reads back (H6)',
    );
    await expect(thiago.refuse(id, 'no')).rejects.toThrow('somebody of the receiving side refuses it');
    await ananya.act(id, { act: 'read-back', item: UNSTABLE, text: 'roll back' });
    for (const desk of [vikram, thiago, rafael]) await send(ananya, desk, id);
    const of = (await vikram.read(id)).signing.readBacks[0]?.act ?? '';
    await expect(vikram.act(id, { act: 'confirm', of })).rejects.toThrow('giving side says whether it was understood');
    await thiago.act(id, { act: 'confirm', of });
    const [camila, dana] = [open('camila'), open('dana')];
    for (const desk of [rafael, dana, camila, ananya]) await send(thiago, desk, id);
    await expect(dana.accept(id)).rejects.toThrow('named on both sides: cover both shifts yourself');
    await dana.onPresent(id, (content) => ({ act: 'self-cover', content, reason: 'nobody came' }));
    expect(await dana.read(id)).toMatchObject({ state: 'self-covered', acceptedBy: 'dana' });
    await camila.accept(id);
    expect(await camila.read(id)).toMatchObject({ state: 'accepted', acceptedBy: 'camila' });
  });

  it('H6 who is named to give does not take what another one signed', async () => {
    const [rafael, thiago, ananya] = [open('rafael'), open('thiago'), open('ananya')];
    const id = await signed(rafael);
    expect((await rafael.read(id)).givers).toContain('thiago');
    await send(rafael, ananya, id);
    await readBack(rafael, ananya, id);
    await send(ananya, thiago, id);
    await expect(thiago.accept(id)).rejects.toThrow('named to give it: somebody of the receiving side accepts it (H6)');
  });

  it('H7 an edit between the signatures voids the first: what was read is not what would be accepted', async () => {
    const [rafael, ananya] = [open('rafael'), open('ananya')];
    const id = await signed(rafael);
    await send(rafael, ananya, id);
    const { hash } = await ananya.read(id);
    await ananya.edit(id, { edit: 'item', id: UNSTABLE, fields: { next: 'Watch the queue' } });
    await expect(ananya.act(id, { act: 'accept', content: hash, reservations: '' })).rejects.toThrow(
      'it was edited meanwhile: read it again',
    );
    await expect(ananya.accept(id)).rejects.toThrow('has not signed it yet, or it was edited since');
    expect(await ananya.read(id)).toMatchObject({ state: 'draft', signing: { voided: [{ person: 'rafael' }] } });
    await send(ananya, rafael, id);
    await rafael.sign(id);
    expect((await rafael.read(id)).state).toBe('ready');
  });

  it('is refused with a reason and signed anew', async () => {
    const [rafael, ananya] = [open('rafael'), open('ananya')];
    const id = await signed(rafael);
    await send(rafael, ananya, id);
    await ananya.refuse(id, 'who owns payments in the morning?');
    await send(ananya, rafael, id);
    expect(await rafael.read(id)).toMatchObject({ state: 'refused', signing: { refusals: [{ person: 'ananya' }] } });
    await rafael.edit(id, { edit: 'item', id: UNSTABLE, fields: { owner: 'vikram' } });
    await rafael.sign(id);
    await send(rafael, ananya, id);
    await readBack(rafael, ananya, id);
    await ananya.accept(id);
    expect((await ananya.read(id)).state).toBe('accepted');
  });

  it('refused as it stands, it may be signed as it stands once more', async () => {
    const [rafael, ananya] = [open('rafael'), open('ananya')];
    const id = await signed(rafael);
    await send(rafael, ananya, id);
    await ananya.refuse(id, 'too early');
    await send(ananya, rafael, id);
    await rafael.sign(id);
    expect((await rafael.read(id)).state).toBe('ready');
  });

  it('R65 refused, it is taken by nobody else until it is signed anew; who refused it may accept it after all', async () => {
    const [rafael, ananya, vikram] = [open('rafael'), open('ananya'), open('vikram')];
    const id = await signed(rafael);
    await send(rafael, ananya, id);
    await readBack(rafael, ananya, id);
    await ananya.refuse(id, 'too early');
    await send(ananya, vikram, id);
    await expect(vikram.accept(id)).rejects.toThrow('it was refused, and nobody signed it again since');
    await vikram.refuse(id, 'too early for me too');
    await expect(vikram.accept(id)).rejects.toThrow('it was refused, and nobody signed it again since');
    await ananya.accept(id);
    expect(await ananya.read(id)).toMatchObject({ state: 'accepted', acceptedBy: 'ananya' });
    await send(vikram, rafael, id);
    await rafael.sign(id);
    await send(rafael, vikram, id);
    await vikram.accept(id);
    expect(await vikram.read(id)).toMatchObject({ state: 'accepted', acceptedBy: 'vikram' });
  });

  it('H5 what is edited after the acceptance is amended, and duty stays where it is', async () => {
    const [rafael, ananya] = [open('rafael'), open('ananya')];
    const id = await signed(rafael);
    await send(rafael, ananya, id);
    await readBack(rafael, ananya, id);
    await ananya.accept(id);
    await ananya.edit(id, { edit: 'item', id: UNSTABLE, fields: { done: 'Rolled back at 04:10' } });
    const view = await ananya.read(id);
    expect(view).toMatchObject({ state: 'accepted', acceptedBy: 'ananya', signedBy: 'rafael', amended: true });
    expect(view.signing.accepted?.copy.items.find((item) => item.id === UNSTABLE)?.done).toBe('');
    await expect(ananya.sign(id)).rejects.toThrow('name of ananya has accepted it: duty has passed');
    await expect(ananya.call('handovers.refresh', { id })).rejects.toThrow('duty has passed');
  });

  it('H8 two acceptances given apart are both kept and flagged when they meet, until people say who had duty', async () => {
    const [rafael, ananya, vikram] = [open('rafael'), open('ananya'), open('vikram')];
    const id = await signed(rafael);
    await send(rafael, ananya, id);
    await readBack(rafael, ananya, id);
    await send(ananya, vikram, id);
    await ananya.accept(id);
    await vikram.clock.advance(MINUTE);
    await vikram.accept(id);
    await send(ananya, vikram, id);
    await send(vikram, ananya, id);
    for (const desk of [ananya, vikram]) {
      expect(people(await desk.read(id))).toEqual(['ananya', 'vikram']);
      expect(await desk.read(id)).toMatchObject({ inConflict: true, acceptedBy: 'ananya' });
    }
    const second = (await vikram.read(id)).signing.acceptances[1];
    await expect(vikram.act(id, { act: 'settle', of: 'nothing' })).rejects.toThrow('no such acceptance or self-cover');
    await vikram.act(id, { act: 'settle', of: second?.act ?? '' });
    await send(vikram, ananya, id);
    expect(await ananya.read(id)).toMatchObject({ inConflict: false, acceptedBy: 'vikram' });
    expect(people(await ananya.read(id))).toHaveLength(2);
  });

  it('H8 a self-cover and an acceptance that meet, and two self-covers, are settled by naming any of them', async () => {
    const [rafael, ananya] = [open('rafael'), open('ananya')];
    const cover = async (desk: Desk, record: string) =>
      desk.onPresent(record, (content) => ({ act: 'self-cover', content, reason: 'nobody came' }));
    const meet = async (one: Desk, other: Desk, record: string) => {
      await send(one, other, record);
      await send(other, one, record);
    };
    const id = await signed(rafael);
    await send(rafael, ananya, id);
    await readBack(rafael, ananya, id);
    await ananya.accept(id);
    await rafael.clock.advance(MINUTE);
    await cover(rafael, id);
    await meet(rafael, ananya, id);
    const met = await ananya.read(id);
    expect(met).toMatchObject({ inConflict: true, state: 'accepted', acceptedBy: 'ananya' });
    expect(met.signing.holders.map(({ kind, person }) => [kind, person])).toEqual([
      ['accept', 'ananya'],
      ['self-cover', 'rafael'],
    ]);
    await ananya.act(id, { act: 'settle', of: met.signing.holders[1]?.act ?? '' });
    await meet(rafael, ananya, id);
    expect(await rafael.read(id)).toMatchObject({ inConflict: false, state: 'self-covered', acceptedBy: 'rafael' });

    const [camila, thiago] = [open('camila'), open('thiago')];
    const alone = await camila.draft();
    await send(camila, thiago, alone);
    await cover(camila, alone);
    await thiago.clock.advance(10 * MINUTE);
    await cover(thiago, alone);
    await meet(camila, thiago, alone);
    const [first, second] = (await camila.read(alone)).signing.holders;
    expect([first?.person, second?.person]).toEqual(['camila', 'thiago']);
    expect((await camila.read(alone)).inConflict).toBe(true);
    await camila.act(alone, { act: 'settle', of: second?.act ?? '' });
    expect(await camila.read(alone)).toMatchObject({ inConflict: false, acceptedBy: 'thiago' });
  });

  it('H6 one person who covers both shifts records that instead, marked as such', async () => {
    const desk = open('rafael');
    const id = await desk.draft();
    await desk.onPresent(id, (content) => ({ act: 'self-cover', content, reason: 'India is on holiday' }));
    expect(await desk.read(id)).toMatchObject({
      state: 'self-covered',
      acceptedBy: 'rafael',
      signing: { accepted: null, selfCover: { reason: 'India is on holiday' } },
    });
    await expect(desk.accept(id)).rejects.toThrow('covers both shifts');
  });

  it('what the receiver accepted is the handover before of their own, and what is open is carried', async () => {
    const [rafael, ananya] = [open('rafael'), open('ananya')];
    const id = await signed(rafael);
    await send(rafael, ananya, id);
    await readBack(rafael, ananya, id);
    await ananya.accept(id);
    await ananya.listed();
    await ananya.clock.advance(12 * HOUR);
    const next = await ananya.call('handovers.draft', { from: 'in-l2' });
    const { content } = await ananya.read(next.id);
    expect(content.before).toMatchObject({ id, from: 'br-l2', to: 'in-l2' });
    expect(content.items.find(({ key }) => key === `action:${UNSTABLE}`)).toMatchObject({
      carried: 1,
      owner: 'ananya',
    });
    expect(content.ifThens).toHaveLength(1);
  });
});

describe('a file of a handover', () => {
  const file = async (desk: Desk, id: string) => {
    const out = await desk.call('handovers.export', { id, format: 'file', paper: 'A4', zone: 'receiver' });
    if (out.kind !== 'text') throw new Error('browser mode gives the text');
    return out;
  };

  it('is named by its teams and day', async () => {
    const desk = open('rafael');
    const { name, media } = await file(desk, await desk.draft());
    expect(name).toBe('handover-br-l2-in-l2-2026-11-25.meridian.json');
    expect(media).toBe('application/json');
  });

  it('that is cut, wrong, newer or of something else changes nothing, and says where it is wrong', async () => {
    const [rafael, ananya] = [open('rafael'), open('ananya')];
    const { text } = await file(rafael, await signed(rafael));
    const whole = JSON.parse(text) as Record<string, unknown> & { entries: Record<string, unknown>[] };
    const [first] = whole.entries;
    const body = first?.['body'] as Record<string, unknown>;
    const withEntry = (entry: unknown) => JSON.stringify({ ...whole, entries: [...whole.entries, entry] });
    const last = whole.entries.length;
    const act = whole.entries.find((entry) => (entry['body'] as { type: string }).type === 'act');
    const wrong: readonly (readonly [string, string | RegExp])[] = [
      [text.slice(0, -40), 'x.json: this is no whole file of a handover'],
      ['', 'x.json: this is no whole file of a handover'],
      ['null', 'x.json: this is no file of a handover'],
      [JSON.stringify({ ...whole, meridian: 1 }), 'x.json, meridian: this is no file of a handover'],
      [JSON.stringify({ ...whole, version: 2 }), 'x.json, version: a newer Meridian wrote it'],
      [JSON.stringify({ ...whole, entries: [] }), 'x.json, entries: this is no file of a handover'],
      [withEntry({}), `x.json, entries[${last}]: this is no entry of a log`],
      [withEntry({ ...first, record: 'other' }), `x.json, entries[${last}].record: it is of another record`],
      [withEntry({ ...first, kind: 'incident' }), `x.json, entries[${last}].kind: it is of kind incident, no handover`],
      [withEntry({ ...first, body: { ...body, bytes: 'no base64!' } }), `entries[${last}]: this is no entry`],
      [withEntry({ ...first, replica: 'q', body: { ...body, bytes: 'AAEC' } }), 'cannot be understood'],
      [
        withEntry({
          ...act,
          replica: 'q',
          body: { ...(act?.['body'] as object), act: { ...(act?.['body'] as { act: object }).act, person: 'mallory' } },
        }),
        'an act that was changed on its way',
      ],
    ];
    for (const [bad, message] of wrong) {
      await expect(ananya.call('handovers.import', { name: 'x.json', text: bad })).rejects.toThrow(message);
      expect(await ananya.listed()).toEqual([]);
    }
    await ananya.call('handovers.import', { name: 'x.json', text });
    expect(await ananya.listed()).toHaveLength(1);
  });

  it('never touches a record of another kind that is here', async () => {
    const desk = open('rafael');
    const { text } = await file(desk, await desk.draft());
    const incident = await desk.call('incidents.declare', {
      title: 'Payments fail',
      kind: 'operations',
      severity: 'SEV2',
      sites: [],
      attention: null,
      restrictedTo: [],
    });
    const whole = JSON.parse(text) as { record: string; entries: { record: string }[] };
    const forged = {
      ...whole,
      record: incident.id,
      entries: whole.entries.map((entry) => ({ ...entry, record: incident.id })),
    };
    await expect(desk.call('handovers.import', { name: 'x.json', text: JSON.stringify(forged) })).rejects.toThrow(
      'here its record is of kind incident, no handover',
    );
  });
});

describe('duty entries', () => {
  it('leave, cover, a swap and "I am on duty" are written, listed and withdrawn', async () => {
    const desk = open('rafael');
    const span = { from: NOW, to: NOW + 8 * HOUR };
    const written = [
      { kind: 'leave', person: 'thiago', ...span },
      { kind: 'cover', team: 'br-l2', person: 'ananya', instead: 'thiago', ...span },
      { kind: 'swap', team: 'br-l2', between: ['rafael', 'thiago'], days: ['2026-11-26', '2026-11-27'] },
      { kind: 'on-duty', team: 'br-l2', person: 'rafael', ...span },
    ] as const;
    const ids: string[] = [];
    for (const entry of written) {
      ids.push((await desk.call('duty.write', { entry: entry as Input<'duty.write'>['entry'] })).id);
      await desk.clock.advance(SECOND);
    }
    const listed = await desk.call('duty.list', undefined);
    expect(listed).toHaveLength(4);
    expect(listed).toMatchObject(written.map((entry, index) => ({ ...entry, id: ids[index], by: 'rafael' })));
    await desk.call('duty.withdraw', { id: ids[0] ?? '', withdrawn: true });
    await desk.clock.advance(SECOND);
    expect((await desk.call('duty.list', undefined)).map(({ kind }) => kind)).toEqual(['cover', 'swap', 'on-duty']);
    await desk.call('duty.withdraw', { id: ids[0] ?? '', withdrawn: false });
    await desk.clock.advance(SECOND);
    expect(await desk.call('duty.list', undefined)).toHaveLength(4);
  });

  it('say what is wrong with them', async () => {
    const desk = open('rafael');
    const span = { from: NOW, to: NOW + 8 * HOUR };
    const write = (entry: Input<'duty.write'>['entry']) => desk.call('duty.write', { entry });
    await expect(write({ kind: 'on-duty', team: 'x', person: 'rafael', ...span })).rejects.toThrow('no team x');
    await expect(write({ kind: 'cover', team: 'br-l2', person: 'rafael', instead: 'rafael', ...span })).rejects.toThrow(
      'nobody covers for themselves',
    );
    await expect(desk.call('duty.withdraw', { id: 'nothing', withdrawn: true })).rejects.toThrow('not-found');
  });

  it('decide who gives and who receives a draft', async () => {
    const desk = open('rafael');
    await desk.call('duty.write', {
      entry: { kind: 'leave', person: 'ananya', from: HANDOVER_AT - HOUR, to: HANDOVER_AT + 24 * HOUR },
    });
    await desk.clock.advance(SECOND);
    expect((await desk.read(await desk.draft())).receivers).toEqual(['vikram']);
  });
});
