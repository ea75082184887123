import { afterEach, describe, expect, it } from 'vitest';
import { createDoor } from '../../main/ipc/door';
import type { ChangeEdit } from '../../shared/ipc/changes-contract';
import type { Input, Output } from '../../shared/ipc/contract';
import type { RecordMethod } from '../../shared/ipc/records-contract';
import type { SignalView } from '../../shared/domain/snapshot/types';
import { HOUR, MINUTE, SECOND } from '../../shared/lib/time';
import { aSignalView, aSiteView, aSnapshot } from '../builders/snapshots';
import { createFakeEngine } from '../fakes/fake-engine';
import { MemoryLog } from '../fakes/memory-log';
import { recordsDesk } from './rig';

const NOW = Date.UTC(2026, 10, 25, 12);
const errors = (part: Partial<SignalView> = {}): SignalView =>
  aSignalView({ id: 'errors', name: 'Error rate', unit: 'percent', value: 0.2, warning: 1, critical: 3, ...part });
const picture = (...signals: readonly SignalView[]) =>
  aSnapshot({
    generatedAt: NOW,
    restoring: false,
    sites: [aSiteView({ id: 'br-pre', name: 'Brazil pre', tier: 'pre-production', signals })],
  });
const PLAN: ChangeEdit & { readonly title: string } = {
  title: 'checkout-api 4.18.0',
  type: 'normal',
  sites: ['br-pre'],
  window: { start: NOW - HOUR, end: NOW + HOUR },
  executor: 'thiago',
  owner: 'olena',
  rollback: { steps: [], command: 'deploy --to 4.17.3', minutes: 4, testedAt: NOW - HOUR },
  abortSignals: [{ id: 'a', site: 'br-pre', signal: 'errors', at: 'critical' }],
  impact: { text: 'Slow for a minute', warnings: ['signal:p95'] },
  bakeMinutes: 10,
};

const stops: (() => void)[] = [];
afterEach(() => {
  for (const stop of stops.splice(0)) stop();
});

function open(person: string, log = new MemoryLog(), now = NOW) {
  const rig = recordsDesk({ snapshot: picture(errors()), person, log, now });
  rig.desk.start();
  stops.push(() => void rig.desk.stop());
  const door = createDoor(createFakeEngine(), { records: rig.desk });
  const call = async <M extends RecordMethod>(method: M, input: Input<M>): Promise<Output<M>> => {
    const answer = await door.call(method, input);
    if (!answer.ok) throw new Error(`${answer.error.code}: ${answer.error.message}`);
    return answer.value as Output<M>;
  };
  const move = async (id: string, state: 'proposed' | 'running' | 'baking' | 'done') => {
    await call('changes.act', { id, act: { act: 'move', state } });
    // The list follows within a quarter of a second, and whoever watches looks once a second.
    await rig.clock.advance(1.5 * SECOND);
  };
  /** What Meridian wrote of signals, oldest first. */
  const told = async (id: string) =>
    (await call('changes.read', { id })).log.flatMap((line) => (line.type === 'signal' ? [line.text] : [])).reverse();
  return { ...rig, call, move, told };
}

async function running(desk: ReturnType<typeof open>, plan = PLAN): Promise<string> {
  const { id } = await desk.call('changes.create', { plan });
  await desk.move(id, 'proposed');
  const { planHash } = await desk.call('changes.read', { id });
  await desk.call('changes.act', { id, act: { act: 'approve', answer: 'approved', plan: planHash } });
  await desk.move(id, 'running');
  return id;
}
const BEYOND = 'Error rate 3.1 % is beyond its critical limit of 3 %: stop, says the plan';
const bad = picture(errors({ state: 'critical', value: 3.1 }));

describe('a change that runs', () => {
  it('gets a line in its log when an abort signal reaches its limit, once, also after a restart', async () => {
    const log = new MemoryLog();
    const desk = open('dana', log);
    const id = await running(desk);
    expect(await desk.told(id)).toEqual([]);
    desk.shows(bad);
    await desk.clock.advance(SECOND);
    expect(await desk.told(id)).toEqual([BEYOND]);
    for (let turn = 0; turn < 5; turn += 1) {
      desk.shows(bad);
      await desk.clock.advance(SECOND);
    }
    expect(await desk.told(id)).toEqual([BEYOND]);
    desk.desk.stop();
    const later = open('dana', log, desk.clock.now());
    later.shows(bad);
    await later.clock.advance(5 * SECOND);
    expect(await later.told(id)).toEqual([BEYOND]);
    later.shows(picture(errors()));
    await later.clock.advance(SECOND);
    expect(await later.told(id)).toEqual([BEYOND, 'Error rate 0.2 % is inside its critical limit of 3 % again']);
  });

  it('is looked at once a second however often the picture changes, and not before anything was heard', async () => {
    const desk = open('dana');
    const id = await running(desk);
    desk.shows({ ...bad, restoring: true });
    await desk.clock.advance(5 * SECOND);
    expect(await desk.told(id)).toEqual([]);
    desk.shows(picture(errors()));
    await desk.clock.advance(SECOND);
    desk.shows(picture(errors()));
    await desk.clock.advance(0);
    // Looked at just now: what comes and goes within the second is not seen, nor written.
    desk.shows(bad);
    await desk.clock.advance(SECOND / 2);
    desk.shows(picture(errors()));
    await desk.clock.advance(SECOND);
    expect(await desk.told(id)).toEqual([]);
  });

  it('has one guard made a look for all that run, and another only when something it reads is another, or a minute later', async () => {
    const desk = open('dana');
    for (let count = 0; count < 3; count += 1) await running(desk);
    let read = 0;
    /** The teams of a picture are read by nobody but who makes a guard of it. */
    const counted = (from: ReturnType<typeof picture>) => ({
      ...from,
      get teams() {
        read += 1;
        return from.teams;
      },
    });
    const made = async (shown: ReturnType<typeof picture>, looks = 1) => {
      read = 0;
      for (let look = 0; look < looks; look += 1) {
        desk.shows(shown);
        await desk.clock.advance(SECOND);
      }
      return read;
    };
    const calm = counted(picture(errors()));
    expect(await made(calm)).toBe(1);
    expect(await made(calm, 20)).toBe(0);
    expect(await made(counted(picture(errors({ value: 0.3 }))))).toBe(1);
    expect(await made(calm)).toBe(1);
    expect(await made(calm, 130)).toBe(2);
    read = 0;
    await desk.call('incidents.declare', {
      kind: 'operations',
      title: 'Payments fail',
      severity: 'SEV1',
      sites: ['br-pre'],
      attention: null,
      restrictedTo: [],
    });
    await desk.clock.advance(2 * SECOND);
    expect(read).toBeGreaterThan(0);
    await desk.clock.advance(5 * SECOND);
    expect(await made(calm, 5)).toBe(0);
  });

  it('says when its bake is over, at that moment, with no picture at all', async () => {
    const desk = open('dana');
    const id = await running(desk);
    await desk.move(id, 'baking');
    await desk.clock.advance(10 * MINUTE - 2 * SECOND);
    expect(await desk.told(id)).toEqual([]);
    await desk.clock.advance(2 * SECOND);
    expect(await desk.told(id)).toEqual(['Bake time of 10 min is over']);
  });

  it.each([
    ['executes', { ...PLAN, executor: 'dana' }, 1],
    ['owns', { ...PLAN, owner: 'dana' }, 1],
    ['started', PLAN, 1],
    ['has nothing to do with', PLAN, 0],
  ] as const)('is followed by whoever %s it', async (role, plan, listeners) => {
    const log = new MemoryLog();
    const starter = open('someone', log);
    const id = await running(starter, { ...plan });
    starter.desk.stop();
    const person = role === 'started' ? 'someone' : 'dana';
    const desk = open(person, log, starter.clock.now());
    await desk.clock.advance(SECOND);
    expect(desk.looking()).toBe(listeners);
    desk.shows(bad);
    await desk.clock.advance(SECOND);
    expect(await desk.told(id)).toEqual(listeners === 0 ? [] : [BEYOND]);
  });

  it('costs nothing once it is over: nobody listens, no timer waits', async () => {
    const desk = open('dana');
    await desk.clock.advance(MINUTE);
    expect(desk.looking()).toBe(0);
    const idle = desk.clock.waiting;
    const id = await running(desk);
    expect(desk.looking()).toBe(1);
    await desk.move(id, 'done');
    expect(desk.looking()).toBe(0);
    await desk.clock.advance(2 * MINUTE);
    expect(desk.clock.waiting).toBe(idle);
    desk.desk.stop();
    expect(desk.looking()).toBe(0);
  });
});

it('S8: what is declared is told while it is approved or runs, and taken back when it is over', async () => {
  const desk = open('dana');
  const last = () => desk.declared.at(-1)?.map(({ number, sites, warnings }) => [number, sites, warnings]);
  const id = await running(desk);
  const [change] = await desk.call('changes.list', undefined);
  expect(last()).toEqual([[`CHG-${change?.number ?? ''}`, ['br-pre'], ['signal:p95']]]);
  await desk.move(id, 'done');
  expect(last()).toEqual([]);
});
