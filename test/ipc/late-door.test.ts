import { describe, expect, it } from 'vitest';
import type { Door } from '../../main/ipc/door-port';
import { createLateDoor } from '../../main/ipc/late-door';
import { ok } from '../../shared/lib/result';

function aDoor() {
  const listeners = new Set<Parameters<Door['onEvent']>[0]>();
  const door: Door = {
    call: async (method, input) => ok([method, input]),
    onEvent: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
  return { door, listeners };
}

describe('a door that opens late', () => {
  it('answers what was asked before it opened, once it is open', async () => {
    let open: (door: Door) => void = () => undefined;
    const late = createLateDoor({
      opening: new Promise((resolve) => {
        open = resolve;
      }),
    });
    const events: string[] = [];
    late.onEvent((name) => events.push(name));
    const answer = late.call('app.info', 1);
    const { door, listeners } = aDoor();
    open(door);
    expect(await answer).toEqual(ok(['app.info', 1]));
    for (const listener of listeners) listener('snapshot.patch', null);
    expect(events).toEqual(['snapshot.patch']);
  });

  it('who stopped listening before it opened, or after, hears nothing', async () => {
    const { door, listeners } = aDoor();
    const late = createLateDoor({ opening: Promise.resolve(door) });
    const stopEarly = late.onEvent(() => undefined);
    stopEarly();
    const stop = late.onEvent(() => undefined);
    await late.call('app.info', undefined);
    expect(listeners.size).toBe(1);
    stop();
    expect(listeners.size).toBe(0);
  });

  it('answers at the threshold what is known there, until the door is open', async () => {
    let open: (door: Door) => void = () => undefined;
    const info = { version: '1', runtime: 'test', dataFolder: 'data', warning: null };
    const knocks: unknown[] = [];
    const late = createLateDoor({
      opening: new Promise((resolve) => {
        open = resolve;
      }),
      threshold: { 'app.info': () => info, 'app.lastCrash': async () => null, 'snapshot.get': () => undefined },
      onKnock: (method) => knocks.push(method),
    });
    expect(await late.call('app.info', undefined)).toEqual(ok(info));
    expect(await late.call('app.lastCrash', undefined)).toEqual(ok(null));
    // Not known there, with an input that only the door can judge, or no method at all.
    const waiting = [
      late.call('snapshot.get', undefined),
      late.call('app.info', 1),
      late.call('constructor', undefined),
      late.call({ name: 'app.info' }, undefined),
    ];
    const settled = Promise.race([...waiting, Promise.resolve('nothing yet')]);
    expect(await settled).toBe('nothing yet');
    open(aDoor().door);
    expect(await Promise.all(waiting)).toEqual([
      ok(['snapshot.get', undefined]),
      ok(['app.info', 1]),
      ok(['constructor', undefined]),
      ok([{ name: 'app.info' }, undefined]),
    ]);
    expect(await late.call('app.info', undefined)).toEqual(ok(['app.info', undefined]));
    expect(knocks).toEqual([
      'app.info',
      'app.lastCrash',
      'snapshot.get',
      'app.info',
      'constructor',
      { name: 'app.info' },
    ]);
  });

  it('a door that never opens fails the call, and nothing else', async () => {
    const late = createLateDoor({ opening: Promise.reject(new Error('no')) });
    late.onEvent(() => undefined);
    await expect(late.call('app.info', undefined)).rejects.toThrow('no');
  });
});
