import { afterEach, describe, expect, it } from 'vitest';
import { addUnstable, IF_THEN, openDesk, readBack, send, signed, stopDesks, UNSTABLE } from './handover-rig';

const open = openDesk;
afterEach(stopDesks);

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
});
