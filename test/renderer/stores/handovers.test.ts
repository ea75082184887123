import { describe, expect, it } from 'vitest';
import { createFakeBridge, type FakeRecords } from '../../../renderer/bridge/fake';
import { createHandoversStore } from '../../../renderer/stores/handovers';
import type { HandoverRow } from '../../../shared/domain/handover/types';
import type { RecordsStatus } from '../../../shared/domain/incident/types';
import { critical } from '../builders/retail';
import { NOW } from '../builders/snapshot';
import { aHandover } from '../builders/handover';

const status = (person: string | null): RecordsStatus => ({
  person,
  notSaved: null,
  unsaved: [],
  report: [],
  problem: null,
});
const settled = (): Promise<void> => new Promise((done) => setTimeout(done));

/** Timers that run when they are told to. */
function timers() {
  let waiting: (() => void)[] = [];
  return {
    later: (run: () => void) => {
      waiting.push(run);
      return () => void (waiting = waiting.filter((other) => other !== run));
    },
    run: () => {
      const now = waiting;
      waiting = [];
      now.forEach((run) => run());
    },
  };
}

function open(all: { view: ReturnType<typeof aHandover>; fails?: string }) {
  let tell: (event: 'records.listed' | 'records.changed' | 'records.health', payload: unknown) => void = () =>
    undefined;
  const records: FakeRecords = {
    handle: (method) => {
      const answers: Readonly<Record<string, () => unknown>> = {
        'handovers.list': () => [structuredClone(all.view)] as readonly HandoverRow[],
        'handovers.read': () => structuredClone(all.view),
        'handovers.edit': () => ({ saved: false, reason: 'the disk is full' }),
        'handovers.draft': () => ({ saved: true, reason: null, id: 'new' }),
        'duty.list': () => [],
      };
      const answer = answers[method];
      return Promise.resolve(
        all.fails === method || answer === undefined
          ? { ok: false, error: { code: 'failed', message: 'the records are closed' } }
          : { ok: true, value: answer() as never },
      );
    },
    onEvent: (listener) => {
      tell = listener;
      return () => undefined;
    },
  };
  const bridge = createFakeBridge({ snapshot: critical(), records, now: () => NOW });
  const time = timers();
  const handovers = createHandoversStore(bridge, { later: time.later });
  return { bridge, handovers, time, tell: (...said: Parameters<typeof tell>) => tell(...said) };
}

describe('the store of handovers', () => {
  it('reads them and the duty entries at the start, and anew when records say so: once for many', async () => {
    const { bridge, handovers, time, tell } = open({ view: aHandover() });
    const stop = handovers.start();
    await settled();
    expect(handovers.getState()).toMatchObject({ problem: null, duty: [], rows: [{ id: 'handover' }] });
    const count = (): number => bridge.asked.filter(({ method }) => method === 'handovers.list').length;
    expect(count()).toBe(1);
    tell('records.listed', null);
    tell('records.listed', null);
    time.run();
    await settled();
    expect(count()).toBe(2);
    stop();
    tell('records.listed', null);
    time.run();
    expect(count()).toBe(2);
  });

  it('keeps the items that say the same when the open one comes anew: only what changed is drawn again', async () => {
    const all = { view: aHandover() };
    const { handovers, time, tell } = open(all);
    handovers.start();
    handovers.open('handover');
    await settled();
    const before = handovers.getState().open?.view?.content.items;
    const [first] = all.view.content.items;
    if (first === undefined) throw new Error('The builder made no item.');
    all.view = aHandover({
      items: [{ ...first, line: 'Another line' }, ...all.view.content.items.slice(1)],
    });
    tell('records.changed', { record: 'other', update: null, from: null });
    time.run();
    await settled();
    expect(handovers.getState().open?.view?.content.items).toBe(before);
    tell('records.changed', { record: 'handover', update: null, from: null });
    time.run();
    await settled();
    const after = handovers.getState().open?.view?.content.items;
    expect(after?.[0]?.line).toBe('Another line');
    expect(after?.[1]).toBe(before?.[1]);
  });

  it('says why something was not done, and what is not on disk yet', async () => {
    const all: { view: ReturnType<typeof aHandover>; fails?: string } = { view: aHandover() };
    const { handovers } = open(all);
    handovers.start();
    await settled();
    expect(await handovers.edit('handover', [{ edit: 'notes', text: 'x' }])).toBe(
      'Not on disk yet: the disk is full. It is tried again.',
    );
    expect(await handovers.draft('brazil-l2')).toEqual({ id: 'new', notSaved: null });
    expect(await handovers.act('handover', { act: 'seen' })).toBe('Not done: the records are closed');
    expect(await handovers.refresh('handover')).toEqual({ problem: 'Not brought up to date: the records are closed' });
    all.fails = 'handovers.list';
    expect(await handovers.draft('brazil-l2')).toEqual({ id: 'new', notSaved: null });
    expect(handovers.getState().problem).toBe('the records are closed');
  });

  it('forgets what the person before could see, and reads what this one may', async () => {
    const { handovers, tell } = open({ view: aHandover() });
    handovers.start();
    handovers.open('handover');
    await settled();
    tell('records.health', status('rafael'));
    tell('records.health', status('ananya'));
    expect(handovers.getState()).toMatchObject({ rows: null, duty: null, open: { id: 'handover', view: null } });
    await settled();
    expect(handovers.getState().open?.view?.id).toBe('handover');
  });
});
