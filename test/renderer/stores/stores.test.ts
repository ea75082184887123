import { describe, expect, it, vi } from 'vitest';
import { createFakeBridge } from '../../../renderer/bridge/fake';
import { createStores, type WindowStores } from '../../../renderer/stores/stores';
import { createPreferencesStore, DEFAULTS } from '../../../renderer/stores/preferences';
import { historyKey } from '../../../renderer/stores/histories';
import { calm, critical, historyOf } from '../builders/retail';
import { aSite, aSnapshot, NOW } from '../builders/snapshot';

/** Timers that a test runs by hand. */
function hands() {
  const waiting: (() => void)[] = [];
  return {
    later: (run: () => void) => {
      waiting.push(run);
      return () => void waiting.splice(waiting.indexOf(run), 1);
    },
    runAll: () => waiting.splice(0).forEach((run) => run()),
    count: () => waiting.length,
  };
}

const settled = async (): Promise<void> => {
  for (let i = 0; i < 5; i += 1) await Promise.resolve();
};

function build(snapshot = aSnapshot(), timers = hands()) {
  const bridge = createFakeBridge({ snapshot, history: historyOf(snapshot) });
  let now = NOW;
  const stores: WindowStores = createStores(bridge, {
    now: () => now,
    every: () => () => {},
    later: timers.later,
    storage: null,
    viewerZone: 'Europe/Kyiv',
  });
  return {
    bridge,
    stores,
    timers,
    passes: (ms: number) => {
      now += ms;
      stores.clock.setState({ now });
    },
  };
}

describe('the snapshot store', () => {
  it('takes the first snapshot, then patches by seq, keeping what they do not name', async () => {
    const { bridge, stores } = build(calm());
    const stop = stores.snapshot.start();
    await settled();
    const before = stores.snapshot.getState().snapshot!;
    const site = aSite({ ...before.sites[0]!, status: 'warning' });
    bridge.sends({ seq: 2, generatedAt: NOW + 1_000, sites: [site] });
    const after = stores.snapshot.getState().snapshot!;
    expect(after.sites[0]?.status).toBe('warning');
    expect(after.sites[1]).toBe(before.sites[1]);
    expect(after.sources).toBe(before.sources);
    bridge.sends({ seq: 2, generatedAt: NOW, sites: [] });
    expect(stores.snapshot.getState().snapshot).toBe(after);
    stop();
  });

  it('asked ahead, it has the snapshot before it is started, asks no second time, and missed no patch', async () => {
    const { bridge, stores } = build(calm());
    await stores.prime();
    expect(stores.snapshot.getState().snapshot?.seq).toBe(1);
    expect(stores.commands.getState().info).not.toBeNull();
    bridge.sends({ seq: 2, generatedAt: NOW + 1_000 });
    const stop = stores.snapshot.start();
    await settled();
    expect(stores.snapshot.getState().snapshot?.seq).toBe(2);
    expect(bridge.asked.filter(({ method }) => method === 'snapshot.get')).toHaveLength(1);
    stop();
    bridge.sends({ seq: 3, generatedAt: NOW + 2_000 });
    expect(stores.snapshot.getState().snapshot?.seq).toBe(2);
  });

  it('a refusal does not keep the window from being drawn', async () => {
    const { bridge, stores } = build(calm());
    bridge.refuses('snapshot.get', { code: 'failed', message: 'no' });
    await stores.prime();
    expect(stores.snapshot.getState().problem).toBe('no');
  });

  it('shows one picture a frame, with every patch that came until then', async () => {
    const frames = hands();
    const bridge = createFakeBridge({ snapshot: calm() });
    const stores = createStores(bridge, {
      now: () => NOW,
      every: () => () => {},
      later: hands().later,
      frame: frames.later,
      storage: null,
      viewerZone: 'Europe/Kyiv',
    });
    const stop = stores.snapshot.start();
    await settled();
    const shown: (number | undefined)[] = [];
    const stopWatching = stores.snapshot.subscribe(({ snapshot }) => shown.push(snapshot?.seq));
    const [first, second] = stores.snapshot.getState().snapshot!.sites;
    bridge.sends({ seq: 2, generatedAt: NOW, sites: [{ id: first!.id, status: 'warning' }] });
    bridge.sends({ seq: 3, generatedAt: NOW, sites: [{ id: second!.id, status: 'critical' }] });
    expect(shown).toEqual([]);
    frames.runAll();
    expect(shown).toEqual([3]);
    expect(
      stores.snapshot
        .getState()
        .snapshot!.sites.slice(0, 2)
        .map(({ status }) => status),
    ).toEqual(['warning', 'critical']);
    bridge.sends({ seq: 4, generatedAt: NOW, demo: false });
    stop();
    expect(frames.count()).toBe(0);
    stopWatching();
  });

  it('asks again after a gap in seq', async () => {
    const { bridge, stores } = build(aSnapshot());
    const stop = stores.snapshot.start();
    await settled();
    bridge.holds(aSnapshot({ seq: 7, sites: [] }));
    bridge.sends({ seq: 5, generatedAt: NOW });
    await settled();
    expect(stores.snapshot.getState().snapshot?.seq).toBe(7);
    expect(bridge.asked.filter(({ method }) => method === 'snapshot.get')).toHaveLength(2);
    stop();
  });

  it('keeps patches that come before the snapshot', async () => {
    const { bridge, stores } = build(aSnapshot());
    const stop = stores.snapshot.start();
    bridge.sends({ seq: 2, generatedAt: NOW, demo: false });
    await settled();
    expect(stores.snapshot.getState().snapshot).toMatchObject({ seq: 2, demo: false });
    stop();
  });

  it('says why there is none and tries again', async () => {
    const { bridge, stores, timers } = build(aSnapshot());
    bridge.refuses('snapshot.get', { code: 'failed', message: 'database is locked' });
    const stop = stores.snapshot.start();
    await settled();
    expect(stores.snapshot.getState()).toMatchObject({ snapshot: null, problem: 'database is locked' });
    timers.runAll();
    await settled();
    expect(stores.snapshot.getState()).toMatchObject({ problem: null, snapshot: { seq: 1 } });
    stop();
    expect(timers.count()).toBe(0);
  });

  it('asks again when the connection comes back', async () => {
    const { bridge, stores } = build(aSnapshot());
    const stop = stores.snapshot.start();
    await settled();
    bridge.disconnects();
    expect(stores.sight.getState().kind).toBe('disconnected');
    bridge.holds(aSnapshot({ seq: 40 }));
    bridge.connects();
    await settled();
    expect(stores.snapshot.getState().snapshot?.seq).toBe(40);
    stop();
  });
});

describe('the sight store', () => {
  it('stays the same object while only seconds pass, and turns unknown without any patch', async () => {
    const { stores, passes } = build(calm());
    const stop = stores.snapshot.start();
    await settled();
    const first = stores.sight.getState();
    passes(1_000);
    expect(stores.sight.getState()).toBe(first);
    passes(30 * 60_000);
    expect(stores.sight.getState()).toMatchObject({ kind: 'blind', counts: { unknown: 12, ok: 0 } });
    stop();
  });
});

describe('commands', () => {
  it('wait, and tell why they failed', async () => {
    const { bridge, stores } = build(critical());
    bridge.refuses('attention.acknowledge', { code: 'not-found', message: 'It is over already.' });
    const done = stores.commands.acknowledge('k');
    expect(stores.commands.getState().pending.has('k')).toBe(true);
    await done;
    expect(stores.commands.getState().pending.size).toBe(0);
    expect(stores.commands.getState().failures.get('k')).toBe('It is over already.');
    await stores.commands.acknowledge('k');
    expect(stores.commands.getState().failures.size).toBe(0);
  });

  it('answer a retry with a sentence', async () => {
    const { bridge, stores } = build();
    expect(await stores.commands.retry('prod/sa-east-1/Health')).toBe('Asking 1 source now.');
    expect(await stores.commands.retry()).toBe('Asking 3 sources now.');
    bridge.disconnects();
    expect(await stores.commands.retry()).toMatch(/^Not asked: /);
  });
});

describe('histories', () => {
  it('load, keep what is shown, and tell none and failure apart', async () => {
    const { bridge, stores } = build(critical());
    const entry = (site: string, signal: string) =>
      stores.histories.getState().entries.get(historyKey(site, signal, 1));
    await stores.histories.load('br-prod', 'p95', 1);
    expect(entry('br-prod', 'p95')?.kind).toBe('ready');
    await stores.histories.load('br-prod', 'nothing', 1);
    expect(entry('br-prod', 'nothing')?.kind).toBe('none');
    bridge.disconnects();
    await stores.histories.load('br-prod', 'orders', 1);
    expect(entry('br-prod', 'orders')).toMatchObject({ kind: 'failed' });
    stores.histories.forget();
    expect(stores.histories.getState().entries.size).toBe(0);
  });
});

describe('navigation', () => {
  it('goes back one level at a time', () => {
    const { navigation } = build().stores;
    navigation.openSite('br-prod');
    navigation.show('keys');
    expect([navigation.back(), navigation.getState().overlay, navigation.getState().site]).toEqual([
      true,
      null,
      'br-prod',
    ]);
    expect([navigation.back(), navigation.getState().site]).toEqual([true, null]);
    expect(navigation.back()).toBe(false);
  });
});

describe('preferences', () => {
  const storage = (held: string | null) => ({ getItem: () => held, setItem: vi.fn() });
  it('are read with distrust', () => {
    expect(
      createPreferencesStore(storage('{"theme":"pink","letters":"yes","zone":"utc","layers":3}')).getState(),
    ).toEqual({
      ...DEFAULTS,
      zone: 'utc',
    });
    expect(createPreferencesStore(storage('not json')).getState()).toEqual(DEFAULTS);
    expect(createPreferencesStore(null).getState()).toEqual(DEFAULTS);
  });
  it('are kept, and a storage that refuses costs nothing else', () => {
    const kept = storage(null);
    const store = createPreferencesStore(kept);
    store.toggleLayer('teams');
    expect(store.getState().layers.teams).toBe(false);
    expect(kept.setItem).toHaveBeenCalledOnce();
    const full = createPreferencesStore({
      getItem: () => null,
      setItem: () => {
        throw new Error('full');
      },
    });
    full.set({ theme: 'light' });
    expect(full.getState().theme).toBe('light');
  });
});
