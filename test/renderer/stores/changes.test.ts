import { describe, expect, it } from 'vitest';
import { createFakeBridge, type FakeRecords } from '../../../renderer/bridge/fake';
import { createChangesStore } from '../../../renderer/stores/changes';
import { createClockStore } from '../../../renderer/stores/clock';
import { createGuardStore, type Guard } from '../../../renderer/stores/guard';
import { createRecordsStore } from '../../../renderer/stores/records';
import { createSnapshotStore } from '../../../renderer/stores/snapshot';
import { createTurns } from '../../../renderer/stores/turns';
import type { Change } from '../../../shared/domain/change/types';
import type { GuardAnswer, GuardFacts } from '../../../shared/domain/guard/types';
import type { RecordsStatus } from '../../../shared/domain/incident/types';
import { MINUTE } from '../../../shared/lib/time';
import { aChange } from '../../builders/planned';
import { critical } from '../builders/retail';
import { NOW } from '../builders/snapshot';

const status = (person: string | null): RecordsStatus => ({
  person,
  notSaved: null,
  unsaved: [],
  report: [],
  problem: null,
});

/** Timers that run when they are told to. */
function timers() {
  let waiting: { readonly run: () => void; readonly ms: number }[] = [];
  return {
    later: (run: () => void, ms: number) => {
      const one = { run, ms };
      waiting.push(one);
      return () => void (waiting = waiting.filter((other) => other !== one));
    },
    waiting: () => waiting.map(({ ms }) => ms),
    run: () => {
      const now = waiting;
      waiting = [];
      now.forEach(({ run }) => run());
    },
  };
}

function aDesk(all: { changes: readonly Change[]; fails?: string }) {
  let tell: (event: 'records.listed' | 'records.health', payload: unknown) => void = () => undefined;
  const records: FakeRecords = {
    handle: (method) => {
      const answers: Readonly<Record<string, unknown>> = {
        'records.status': status('rafael'),
        'incidents.list': [],
        'changes.list': all.changes,
        'changes.edit': { saved: false, reason: 'the disk is full' },
        'changes.create': { saved: true, reason: null, id: 'new' },
      };
      return Promise.resolve(
        all.fails === method || !Object.hasOwn(answers, method)
          ? { ok: false, error: { code: 'failed', message: 'the records are closed' } }
          : { ok: true, value: answers[method] as never },
      );
    },
    onEvent: (listener) => {
      tell = listener;
      return () => undefined;
    },
  };
  return { records, tell: (...said: Parameters<typeof tell>) => tell(...said) };
}

const settled = (): Promise<void> => new Promise((done) => setTimeout(done));

function open(all: { changes: readonly Change[]; fails?: string }) {
  const desk = aDesk(all);
  const bridge = createFakeBridge({ snapshot: critical(), records: desk.records, now: () => NOW });
  const time = timers();
  const changes = createChangesStore(bridge, { now: () => NOW, later: time.later });
  return { bridge, changes, time, ...desk };
}

describe('the store of changes', () => {
  it('reads them at the start, and anew when records say that they changed: once for many', async () => {
    const all = { changes: [aChange({ id: 'a' })] };
    const { changes, tell, time, bridge } = open(all);
    const stop = changes.start();
    expect(changes.getState().changes).toBeNull();
    await settled();
    expect(changes.getState().changes?.map(({ id }) => id)).toEqual(['a']);
    all.changes = [aChange({ id: 'a' }), aChange({ id: 'b' })];
    const before = bridge.asked.length;
    tell('records.listed', {});
    tell('records.listed', {});
    time.run();
    await settled();
    expect(bridge.asked.length - before).toBe(1);
    expect(changes.getState().changes).toHaveLength(2);
    stop();
  });

  it('says why they cannot be read, keeps what it has, and asks again', async () => {
    const all: { changes: readonly Change[]; fails?: string } = { changes: [aChange()], fails: 'changes.list' };
    const { changes, time } = open(all);
    const stop = changes.start();
    await settled();
    expect(changes.getState()).toMatchObject({ changes: null, problem: 'the records are closed' });
    delete all.fails;
    time.run();
    await settled();
    expect(changes.getState().problem).toBeNull();
    expect(changes.getState().changes).toHaveLength(1);
    stop();
    expect(time.waiting()).toEqual([]);
  });

  it('forgets what somebody else may not see', async () => {
    const { changes, tell } = open({ changes: [aChange()] });
    const stop = changes.start();
    tell('records.health', status('rafael'));
    await settled();
    changes.try({ id: 'a', plan: {} });
    tell('records.health', status('dana'));
    expect(changes.getState()).toMatchObject({ changes: null, trying: null, judged: null });
    await settled();
    expect(changes.getState().changes).toHaveLength(1);
    stop();
  });

  it('answers what came of it: the id, what is not on disk yet, or why not', async () => {
    const { changes } = open({ changes: [] });
    expect(await changes.create({ title: 'Switch' })).toBe('new');
    expect(await changes.edit('new', { title: 'Other' })).toMatch(/Not on disk yet: the disk is full/);
    expect(await changes.examples()).toEqual({ problem: 'Not loaded: the records are closed' });
  });
});

describe('the guard in the window', () => {
  const watch = (all: readonly Change[]) => {
    const { bridge, changes, time } = open({ changes: all });
    const tools = { now: () => NOW, later: time.later, every: () => () => undefined };
    const snapshot = createSnapshotStore(bridge, tools);
    const clock = createClockStore(tools);
    const records = createRecordsStore(bridge, tools);
    let elapsed = 0;
    const seen: GuardFacts[] = [];
    const create = (facts: GuardFacts): Guard => {
      seen.push(facts);
      return ({ id, window }): GuardAnswer => ({
        change: id,
        verdict: window === null ? 'hold' : 'go',
        at: facts.now,
        findings: [],
        passed: [],
        gaps: [],
      });
    };
    const guard = createGuardStore(
      { snapshot, records, changes, clock, turns: createTurns({ elapsed: () => elapsed }) },
      { later: time.later, elapsed: () => elapsed, load: () => Promise.resolve(create) },
    );
    const stops = [snapshot.start(), guard.start(), changes.start()];
    return {
      guard,
      changes,
      clock,
      snapshot,
      time,
      seen,
      pass: (ms: number) => {
        elapsed += ms;
        clock.setState({ now: clock.getState().now + ms });
      },
      stop: () => stops.forEach((stop) => stop()),
    };
  };

  it('answers for what is planned or under way, and counts', async () => {
    const { guard, seen, stop } = watch([
      aChange({ id: 'a' }),
      aChange({ id: 'b', window: null }),
      aChange({ id: 'draft', state: 'draft' }),
      aChange({ id: 'over', state: 'done' }),
    ]);
    await settled();
    expect([...guard.getState().answers.keys()]).toEqual(['a', 'b']);
    expect(guard.getState().counts).toEqual({ go: 1, caution: 0, hold: 1 });
    expect(seen[0]?.changes.map(({ id }) => id)).toContain('over');
    stop();
  });

  it('is not even loaded where nothing is planned', async () => {
    const { guard, seen, stop } = watch([aChange({ state: 'draft' })]);
    await settled();
    expect(seen).toEqual([]);
    expect(guard.getState().counts).toEqual({ go: 0, caution: 0, hold: 0 });
    stop();
  });

  it('looks again when a minute passed, and not before half a second after it looked', async () => {
    const { seen, pass, time, stop } = watch([aChange()]);
    await settled();
    const first = seen.length;
    pass(MINUTE);
    expect(seen.length).toBe(first + 1);
    pass(100);
    expect(seen.length).toBe(first + 1);
    pass(MINUTE);
    expect(seen.length).toBe(first + 2);
    time.run();
    stop();
  });

  it('S2 hears nothing as live that grew old in this window, or came before it lost Meridian', async () => {
    const { seen, pass, time, snapshot, stop } = watch([aChange()]);
    await settled();
    const conditions = (): ReadonlySet<string> => new Set(seen.at(-1)?.sources.map(({ condition }) => condition));
    expect(conditions()).toEqual(new Set(['live']));
    pass(20 * MINUTE);
    time.run();
    expect(conditions()).toEqual(new Set(['stale']));
    snapshot.setState({ connection: 'disconnected' });
    expect(conditions()).toEqual(new Set(['offline']));
    stop();
  });

  it('is not in the way of a hand that moves something, for five seconds at most', async () => {
    const { guard, seen, pass, stop, time } = watch([aChange()]);
    await settled();
    const first = seen.length;
    for (let step = 0; step < 16; step += 1) {
      guard.busy();
      pass(290);
      time.run();
    }
    expect(seen.length).toBe(first);
    pass(500);
    time.run();
    guard.busy();
    pass(MINUTE);
    time.run();
    expect(seen.length).toBeGreaterThan(first);
    stop();
  });

  it('answers at once for what is tried, without looking at the others again', async () => {
    const { guard, changes, seen, stop } = watch([aChange({ id: 'a' })]);
    await settled();
    const looks = seen.length;
    changes.try({ id: 'a', plan: { window: null } });
    expect(guard.getState().trying?.verdict).toBe('hold');
    expect(guard.getState().answers.get('a')?.verdict).toBe('go');
    changes.try({ id: 'not-yet', plan: { window: { start: NOW, end: NOW + MINUTE } } });
    expect(guard.getState().trying).toMatchObject({ change: 'not-yet', verdict: 'go' });
    changes.try(null);
    expect(guard.getState().trying).toBeNull();
    expect(seen.length).toBe(looks);
    stop();
  });
});
