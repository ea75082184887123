import { afterEach, describe, expect, it } from 'vitest';
import { HOUR, MINUTE, SECOND } from '../../shared/lib/time';
import { BEFORE_HANDOVER, HANDOVER_AT } from '../builders/follow-the-sun';
import { addUnstable, IF_THEN, openDesk, readBack, send, signed, stopDesks, type Desk } from './handover-rig';

afterEach(stopDesks);

/** Rafael and Thiago drafted apart; each draft is signed. */
async function twoDrafts() {
  const [rafael, thiago] = [openDesk('rafael'), openDesk('thiago')];
  return { rafael, thiago, first: await signed(rafael), second: await signed(thiago) };
}
async function taken(giver: Desk, receiver: Desk, id: string): Promise<void> {
  await send(giver, receiver, id);
  await readBack(giver, receiver, id);
  await receiver.accept(id);
}
const REFUSED = 'this end of the shift was taken over with another handover, by name of ananya at 02:20 UTC';

describe('two handovers of one end of a shift', () => {
  it('H5 the second is neither signed, accepted nor self-covered once the first gave duty', async () => {
    const { rafael, thiago, first, second } = await twoDrafts();
    const ananya = openDesk('ananya');
    await send(thiago, ananya, second);
    await readBack(thiago, ananya, second);
    await taken(rafael, ananya, first);
    await expect(ananya.accept(second)).rejects.toThrow(REFUSED);
    await send(ananya, thiago, first);
    await expect(thiago.sign(second)).rejects.toThrow(REFUSED);
    await expect(
      thiago.onPresent(second, (content) => ({ act: 'self-cover', content, reason: 'nobody came' })),
    ).rejects.toThrow(REFUSED);
    expect(await ananya.read(second)).toMatchObject({
      state: 'in-review',
      inConflict: false,
      alsoTaken: [{ id: first, by: 'ananya', at: BEFORE_HANDOVER }],
    });
    expect(await ananya.read(first)).toMatchObject({ state: 'accepted', inConflict: false, alsoTaken: [] });
  });

  it('H8 both taken apart: each is flagged where they meet, in the list and the document, and names the other', async () => {
    const { rafael, thiago, first, second } = await twoDrafts();
    const [ananya, vikram] = [openDesk('ananya'), openDesk('vikram')];
    await taken(rafael, ananya, first);
    await vikram.clock.advance(5 * MINUTE);
    await taken(thiago, vikram, second);
    expect(await ananya.listed()).toMatchObject([{ id: first, inConflict: false }]);
    await send(vikram, ananya, second);
    const one = { id: first, by: 'ananya', at: BEFORE_HANDOVER };
    const other = { id: second, by: 'vikram', at: BEFORE_HANDOVER + 5 * MINUTE };
    const rows = await ananya.listed();
    expect(rows.find(({ id }) => id === first)).toMatchObject({ inConflict: true, alsoTaken: [other] });
    expect(rows.find(({ id }) => id === second)).toMatchObject({ inConflict: true, alsoTaken: [one] });
    expect(await ananya.read(second)).toMatchObject({ inConflict: true, alsoTaken: [one], state: 'accepted' });
  });

  it('the same if-then of both is watched once, by the one that was taken first; another one is watched too', async () => {
    const { rafael, thiago, first, second } = await twoDrafts();
    const [ananya, vikram] = [openDesk('ananya'), openDesk('vikram')];
    await taken(rafael, ananya, first);
    await vikram.clock.advance(5 * MINUTE);
    await taken(thiago, vikram, second);
    await send(vikram, ananya, second);
    await ananya.clock.advance(SECOND);
    expect(ananya.watched.at(-1)).toMatchObject([{ id: 'if-1', handover: first }]);
  });

  it('one of another end of a shift says nothing of this one', async () => {
    const desk = openDesk('rafael');
    const id = await signed(desk);
    await desk.onPresent(id, (content) => ({ act: 'self-cover', content, reason: 'nobody came' }));
    await desk.clock.advance(12 * HOUR);
    const next = await desk.call('handovers.draft', { from: 'in-l2' });
    // Who covered India gives its shift over.
    await desk.edit(
      next.id,
      { edit: 'people', side: 'givers', people: ['rafael'] },
      { edit: 'people', side: 'receivers', people: ['thiago'] },
    );
    await desk.sign(next.id);
    expect(await desk.read(next.id)).toMatchObject({ state: 'ready', alsoTaken: [] });
  });

  it('H5 what people wrote into the one that was not accepted is in the next draft, also where it came later', async () => {
    const { rafael, thiago, first, second } = await twoDrafts();
    await thiago.edit(
      second,
      { ...addUnstable, id: 'vendor', fields: { ...addUnstable.fields, line: 'Vendor is told' } },
      { ...IF_THEN, id: 'if-vendor', fields: { ...IF_THEN.fields, item: 'vendor' } },
      { edit: 'notes', text: 'Gate code is 11' },
    );
    const ananya = openDesk('ananya');
    await taken(rafael, ananya, first);
    await ananya.clock.advance(12 * HOUR);
    const next = await ananya.call('handovers.draft', { from: 'in-l2' });
    const keys = async () => (await ananya.read(next.id)).content.items.map(({ key, facts }) => [key, facts]);
    expect(await keys()).toEqual([['action:payments', '']]);
    await send(thiago, ananya, second);
    await ananya.listed();
    expect(await ananya.call('handovers.refresh', { id: next.id })).toMatchObject({ added: 3 });
    expect(await keys()).toEqual([
      ['action:payments', ''],
      ['action:vendor', 'from a handover that nobody accepted'],
    ]);
    const { content } = await ananya.read(next.id);
    expect(content.before).toMatchObject({ id: first });
    expect(content.ifThens.map(({ id }) => id)).toEqual(['if-1', 'if-vendor']);
    expect(content.notes).toMatch(/\nWritten apart for Brazil L2 to India L2, 25 Nov 03:00 UTC:\nGate code is 11$/);
  });

  it('H8 of two that were accepted apart the earlier one is the handover before, and the other is carried', async () => {
    const { rafael, thiago, first, second } = await twoDrafts();
    await thiago.edit(second, { edit: 'sentence', text: 'Watch the queue' });
    await thiago.sign(second);
    const [ananya, vikram] = [openDesk('ananya'), openDesk('vikram')];
    await taken(rafael, ananya, first);
    await vikram.clock.advance(5 * MINUTE);
    await taken(thiago, vikram, second);
    await send(vikram, ananya, second);
    await ananya.listed();
    await ananya.clock.advance(12 * HOUR);
    const { id } = await ananya.call('handovers.draft', { from: 'in-l2' });
    const { content } = await ananya.read(id);
    expect(content.before).toMatchObject({ id: first });
    expect(content.notes).toMatch(/\nWritten apart for .*:\nWatch the queue$/);
  });
});

describe('a draft that is put away', () => {
  it('is marked, not overdue, in no way of the next draft, and comes back when it is taken up', async () => {
    const desk = openDesk('rafael', { now: HANDOVER_AT + 25 * MINUTE });
    const id = await signed(desk);
    const { hash } = await desk.read(id);
    await desk.edit(id, { edit: 'put-away', reason: 'Thiago wrote it' });
    expect(await desk.listed()).toMatchObject([{ id, state: 'ready', putAway: 'Thiago wrote it' }]);
    expect((await desk.read(id)).hash, 'the signature is of what it says of the shift').toBe(hash);
    await expect(desk.accept(id)).rejects.toThrow('it was put away (Thiago wrote it): take it up first');
    const other = await desk.draft();
    expect(other).not.toBe(id);
    await desk.edit(other, { edit: 'put-away', reason: 'one is enough' });
    await desk.edit(id, { edit: 'take-up' });
    expect(await desk.draft()).toBe(id);
    expect(await desk.read(id)).toMatchObject({ state: 'ready', putAway: null, hash });
  });

  it('is not drafted anew by itself', async () => {
    const desk = openDesk('rafael');
    await desk.edit(await desk.draft(), { edit: 'put-away', reason: 'Thiago writes it' });
    await desk.clock.advance(30 * MINUTE);
    expect(await desk.listed()).toHaveLength(1);
  });

  it('H5 is none once somebody took it over, here or apart: it stays what was accepted', async () => {
    const [rafael, ananya] = [openDesk('rafael'), openDesk('ananya')];
    const id = await signed(rafael);
    await send(rafael, ananya, id);
    await readBack(rafael, ananya, id);
    await rafael.edit(id, { edit: 'put-away', reason: 'Thiago wrote it' });
    await ananya.accept(id);
    await send(ananya, rafael, id);
    expect(await rafael.read(id)).toMatchObject({ state: 'accepted', putAway: null, amended: false });
    await expect(rafael.edit(id, { edit: 'put-away', reason: 'x' })).rejects.toThrow('duty has passed with it');
  });

  it('H8 put away and taken up apart, it stands; put away twice, it is away', async () => {
    const [rafael, thiago] = [openDesk('rafael'), openDesk('thiago')];
    const id = await signed(rafael);
    await rafael.edit(id, { edit: 'put-away', reason: 'first' });
    await send(rafael, thiago, id);
    await rafael.edit(id, { edit: 'put-away', reason: 'second' });
    await thiago.edit(id, { edit: 'take-up' });
    await send(thiago, rafael, id);
    expect(await rafael.read(id)).toMatchObject({ putAway: null });
    await rafael.edit(id, { edit: 'put-away', reason: 'third' });
    await send(rafael, thiago, id);
    expect(await thiago.read(id)).toMatchObject({ putAway: 'third' });
    await thiago.edit(id, { edit: 'put-away', reason: 'fourth' });
    await rafael.edit(id, { edit: 'put-away', reason: 'fifth' });
    await send(thiago, rafael, id);
    expect((await rafael.read(id)).putAway).toMatch(/^(fourth|fifth)$/);
  });
});
