import { afterEach, describe, expect, it } from 'vitest';
import type { Input } from '../../shared/ipc/contract';
import { HOUR, SECOND } from '../../shared/lib/time';
import { BEFORE_HANDOVER as NOW, HANDOVER_AT } from '../builders/follow-the-sun';
import { openDesk, stopDesks } from './handover-rig';

const open = openDesk;
afterEach(stopDesks);

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
