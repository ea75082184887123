import { describe, expect, it } from 'vitest';
import { createDesk } from '../../main/desk/desk';
import { createVisits } from '../../main/desk/visits';
import { createDoor } from '../../main/ipc/door';
import type { Visit } from '../../shared/ipc/types';
import { createFakeEngine } from '../fakes/fake-engine';

const site = (name: string) => ({ kind: 'site', site: name }) as const;

describe('links that arrived', () => {
  it('wait in order until the window is done with them, over any number of reloads', () => {
    const visits = createVisits();
    visits.open(site('a'));
    visits.open({ kind: 'live' });
    expect(visits.waiting()).toEqual([
      { id: 1, to: site('a') },
      { id: 2, to: { kind: 'live' } },
    ]);
    visits.done(1);
    visits.done(7);
    expect(visits.waiting()).toEqual([{ id: 2, to: { kind: 'live' } }]);
  });

  it('are told at once to a window that is there, and a thousand clicks on a dead window stay a short list', () => {
    const visits = createVisits();
    const seen: Visit[] = [];
    const stop = visits.onOpen((visit) => seen.push(visit));
    for (let n = 0; n < 1_000; n += 1) visits.open(site(String(n)));
    expect(seen).toHaveLength(1_000);
    expect(visits.waiting()).toHaveLength(16);
    expect(visits.waiting().at(-1)).toEqual({ id: 1_000, to: site('999') });
    stop();
    visits.open(site('b'));
    expect(seen).toHaveLength(1_000);
  });

  it('go through the one door, beside the engine', async () => {
    const visits = createVisits();
    const engine = createFakeEngine();
    const door = createDoor(engine, {
      desk: createDesk({
        visits,
        updates: null,
        onAlive: () => undefined,
        onDrawn: () => undefined,
        diagnostics: async () => ({ text: 'x', lines: 1 }),
        lastCrash: () => null,
        onCrashSeen: () => undefined,
      }),
    });
    const events: unknown[] = [];
    const stop = door.onEvent((...event) => events.push(event));
    visits.open(site('a'));
    engine.emits({ seq: 2, generatedAt: 0 });
    expect(events).toEqual([
      ['navigation.open', { id: 1, to: site('a') }],
      ['snapshot.patch', { seq: 2, generatedAt: 0 }],
    ]);
    expect(await door.call('navigation.waiting', undefined)).toEqual({ ok: true, value: visits.waiting() });
    expect(await door.call('navigation.done', { id: -1 })).toMatchObject({ ok: false, error: { code: 'bad-input' } });
    expect(await door.call('navigation.done', { id: 1 })).toEqual({ ok: true, value: null });
    expect(await door.call('navigation.waiting', undefined)).toEqual({ ok: true, value: [] });
    expect(engine.calls).toEqual([]);
    stop();
    visits.open(site('b'));
    expect(events).toHaveLength(2);
    expect(engine.listeners()).toBe(0);
  });

  it('never come where there is no desk', async () => {
    const door = createDoor(createFakeEngine());
    expect(await door.call('navigation.waiting', undefined)).toEqual({ ok: true, value: [] });
    expect(await door.call('navigation.done', { id: 1 })).toEqual({ ok: true, value: null });
  });
});
