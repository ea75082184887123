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
    const late = createLateDoor(
      new Promise((resolve) => {
        open = resolve;
      }),
    );
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
    const late = createLateDoor(Promise.resolve(door));
    const stopEarly = late.onEvent(() => undefined);
    stopEarly();
    const stop = late.onEvent(() => undefined);
    await late.call('app.info', undefined);
    expect(listeners.size).toBe(1);
    stop();
    expect(listeners.size).toBe(0);
  });

  it('a door that never opens fails the call, and nothing else', async () => {
    const late = createLateDoor(Promise.reject(new Error('no')));
    late.onEvent(() => undefined);
    await expect(late.call('app.info', undefined)).rejects.toThrow('no');
  });
});
