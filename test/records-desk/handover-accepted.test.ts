import { afterEach, describe, expect, it } from 'vitest';
import { HOUR, MINUTE } from '../../shared/lib/time';
import { openDesk, people, readBack, send, signed, stopDesks, UNSTABLE, type Desk } from './handover-rig';

const open = openDesk;
afterEach(stopDesks);

describe('after duty passed, by files', () => {
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
