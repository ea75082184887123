import { afterEach, describe, expect, it } from 'vitest';
import { HOUR, MINUTE, SECOND } from '../../shared/lib/time';
import { err } from '../../shared/lib/result';
import { BRAZIL, HANDOVER_AT, INDIA } from '../builders/follow-the-sun';
import { openDesk, picture, send, signed, stopDesks, type Desk } from './handover-rig';

afterEach(stopDesks);

const DUE = HANDOVER_AT - HOUR;
const early = { now: DUE - 30 * MINUTE };

describe('a draft that is made by itself', () => {
  it('H1 is there 60 minutes before the end of the shift, once, and the window hears of it', async () => {
    const desk = openDesk('rafael', early);
    await desk.clock.advance(30 * MINUTE - SECOND);
    expect(await desk.listed()).toEqual([]);
    await desk.clock.advance(2 * SECOND);
    expect(await desk.listed()).toMatchObject([{ from: 'br-l2', to: 'in-l2', at: HANDOVER_AT, draftedAt: DUE }]);
    expect(desk.events.map(({ event }) => event)).toContain('records.listed');
    expect(desk.logged.filter((line) => line.includes('drafted by itself'))).toHaveLength(1);
    await desk.clock.advance(2 * HOUR);
    expect(await desk.listed()).toHaveLength(1);
  });

  it('comes right after a start within that hour, and not after its end where nothing was handed over here before', async () => {
    const desk = openDesk('rafael', { now: HANDOVER_AT - MINUTE });
    await desk.clock.advance(SECOND);
    expect(await desk.listed()).toHaveLength(1);
    const late = openDesk('rafael', { now: HANDOVER_AT + MINUTE });
    await late.clock.advance(HOUR);
    expect(await late.listed()).toEqual([]);
  });

  it('H1 comes late where the machine slept over the end, once, and says so', async () => {
    const desk = openDesk('rafael', { now: HANDOVER_AT - 3 * HOUR });
    await desk.clock.advance(SECOND);
    await desk.clock.jump(3 * HOUR + 5 * MINUTE);
    await desk.clock.advance(HOUR);
    const [row, ...more] = await desk.listed();
    expect(more).toEqual([]);
    expect(row).toMatchObject({ at: HANDOVER_AT });
    expect(row?.draftedAt).toBeGreaterThan(HANDOVER_AT);
    expect(desk.logged.filter((line) => line.includes('drafted by itself, late'))).toHaveLength(1);
  });

  it('H1 comes late after a start within two hours of the end, once, where the team is known to hand over here', async () => {
    const before = openDesk('rafael', { now: HANDOVER_AT - 12 * HOUR - 30 * MINUTE });
    const { id } = await before.call('handovers.draft', { from: 'in-l2' });
    const startedAt = async (late: number) => {
      const desk = openDesk('rafael', { now: HANDOVER_AT + late, log: before.log });
      await desk.clock.advance(HOUR);
      const made = (await desk.listed()).filter((row) => row.id !== id);
      return { desk, made };
    };
    expect((await startedAt(2 * HOUR)).made).toEqual([]);
    const { desk, made } = await startedAt(2 * HOUR - MINUTE);
    expect(made).toMatchObject([{ from: 'br-l2', to: 'in-l2', at: HANDOVER_AT }]);
    expect(made[0]?.draftedAt).toBeGreaterThan(HANDOVER_AT);
    expect(desk.logged.filter((line) => line.includes('drafted by itself, late'))).toHaveLength(1);
    expect((await startedAt(HOUR)).made).toHaveLength(1);
  });

  it('comes late no more once that end was taken over, one of it is here, or those who take over have gone too', async () => {
    const asleep = async (slept: number, before: (desk: Desk) => Promise<unknown> = async () => undefined) => {
      const desk = openDesk('rafael', { now: HANDOVER_AT - 3 * HOUR });
      await desk.clock.advance(SECOND);
      await before(desk);
      await desk.clock.jump(slept);
      await desk.clock.advance(30 * MINUTE);
      return (await desk.listed()).length;
    };
    const other = openDesk('thiago');
    const id = await signed(other);
    await other.onPresent(id, (content) => ({ act: 'self-cover', content, reason: 'nobody came' }));
    expect(await asleep(4 * HOUR, (desk) => send(other, desk, id))).toBe(1);
    expect(await asleep(14 * HOUR + 50 * MINUTE), 'minutes before the end of the next shift').toBe(1);
    expect(await asleep(15 * HOUR + MINUTE)).toBe(0);
  });

  it('comes late not while nothing was heard', async () => {
    const desk = openDesk('rafael', { now: HANDOVER_AT - 3 * HOUR });
    await desk.clock.advance(SECOND);
    desk.shows(picture({ restoring: true }));
    await desk.clock.jump(3 * HOUR + 5 * MINUTE);
    await desk.clock.advance(30 * MINUTE);
    expect(await desk.listed()).toEqual([]);
    desk.shows(picture());
    await desk.clock.advance(2 * MINUTE);
    expect(await desk.listed()).toHaveLength(1);
  });

  it('is for whoever gives: not for the receiver, nor for a person of no team, nor for one on leave', async () => {
    for (const person of ['ananya', 'nobody']) {
      const desk = openDesk(person, early);
      await desk.clock.advance(HOUR);
      expect(await desk.listed(), person).toEqual([]);
    }
    const leave = [{ person: 'rafael', from: '2026-11-20', to: '2026-11-30' }];
    const away = openDesk('rafael', { ...early, snapshot: picture({ teams: [{ ...BRAZIL, leave }, INDIA] }) });
    await away.clock.advance(HOUR);
    expect(await away.listed()).toEqual([]);
  });

  it('is for whoever covers, as soon as that is written', async () => {
    const desk = openDesk('ananya', early);
    await desk.call('duty.write', {
      entry: {
        kind: 'cover',
        team: 'br-l2',
        person: 'ananya',
        instead: 'rafael',
        from: HANDOVER_AT - 5 * HOUR,
        to: HANDOVER_AT,
      },
    });
    await desk.clock.advance(30 * MINUTE + SECOND);
    expect(await desk.listed()).toHaveLength(1);
  });

  it('is none where one of that end is here already, from whichever folder', async () => {
    const [rafael, thiago] = [openDesk('rafael', early), openDesk('thiago', early)];
    const id = await rafael.draft();
    await send(rafael, thiago, id);
    await thiago.clock.advance(HOUR);
    expect((await thiago.listed()).map((row) => row.id)).toEqual([id]);
  });

  it('waits until something was heard: what is on the picture before is what was known', async () => {
    const desk = openDesk('rafael', { ...early, now: DUE + MINUTE, snapshot: picture({ restoring: true }) });
    await desk.clock.advance(10 * MINUTE);
    expect(await desk.listed()).toEqual([]);
    expect(desk.looking()).toBe(1);
    desk.shows(picture());
    await desk.clock.advance(SECOND);
    expect(await desk.listed()).toHaveLength(1);
    expect(desk.looking()).toBe(0);
  });

  it('is tried again where it could not be made, and said once', async () => {
    const desk = openDesk('rafael', early);
    const records = desk.records();
    const create = records.create.bind(records);
    records.create = () => err({ kind: 'full', message: 'no room on the disk' });
    await desk.clock.advance(31 * MINUTE + 10 * MINUTE);
    expect(desk.logged.filter((line) => line.includes('could not be drafted: no room on the disk'))).toHaveLength(1);
    records.create = create;
    await desk.clock.advance(5 * MINUTE);
    expect(await desk.listed()).toHaveLength(1);
  });

  it('leaves no timer when the desk stops', async () => {
    const desk = openDesk('rafael', early);
    await desk.clock.advance(SECOND);
    desk.desk.stop();
    expect(desk.clock.waiting).toBe(0);
    expect(desk.looking()).toBe(0);
  });

  it('looks no more often than once a minute', async () => {
    const desk = openDesk('rafael', early);
    let asked = 0;
    const list = desk.records().list.bind(desk.records());
    desk.records().list = (query) => {
      if (query.kind === 'duty') asked += 1;
      return list(query);
    };
    await desk.clock.advance(30 * MINUTE);
    expect(asked).toBeLessThanOrEqual(30);
  });
});
