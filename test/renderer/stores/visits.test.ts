import { describe, expect, it } from 'vitest';
import { createFakeBridge } from '../../../renderer/bridge/fake';
import { createNavigationStore } from '../../../renderer/stores/navigation';
import { createSnapshotStore } from '../../../renderer/stores/snapshot';
import { createVisits } from '../../../renderer/stores/visits';
import type { Snapshot } from '../../../shared/domain/snapshot/types';
import { aSite, aSnapshot } from '../builders/snapshot';

const settled = async (): Promise<void> => {
  for (let i = 0; i < 8; i += 1) await Promise.resolve();
};

const world = aSnapshot({ sites: [aSite({ id: 'br-prod' })] });
const to = (site: string) => ({ kind: 'site', site }) as const;

function build(snapshot: Snapshot | null) {
  const bridge = createFakeBridge({ snapshot });
  const snapshots = createSnapshotStore(bridge, { later: () => () => undefined });
  const navigation = createNavigationStore();
  const visits = createVisits(bridge, snapshots, navigation);
  return { bridge, snapshots, navigation, visits };
}

const done = (bridge: ReturnType<typeof createFakeBridge>) =>
  bridge.asked.filter(({ method }) => method === 'navigation.done').map(({ input }) => input);

describe('a link that arrives', () => {
  it('opens its site', async () => {
    const { bridge, snapshots, navigation, visits } = build(world);
    snapshots.start();
    visits.start();
    await settled();
    navigation.show('palette');
    bridge.arrives({ id: 1, to: to('br-prod') });
    expect(navigation.getState()).toMatchObject({ site: 'br-prod', overlay: null, notice: null });
    expect(done(bridge)).toEqual([{ id: 1 }]);
  });

  it('of no site of this workspace is said, and the window stays where it is', async () => {
    const { bridge, snapshots, navigation, visits } = build(world);
    snapshots.start();
    visits.start();
    await settled();
    navigation.openSite('br-prod');
    bridge.arrives({ id: 1, to: to('xy <b>') });
    expect(navigation.getState()).toMatchObject({ site: 'br-prod', notice: 'No site "xy <b>" in this workspace.' });
    bridge.arrives({ id: 2, to: { kind: 'refused', why: 'A link was not followed: it is too long.' } });
    expect(navigation.getState()).toMatchObject({
      site: 'br-prod',
      notice: 'A link was not followed: it is too long.',
    });
    bridge.arrives({ id: 3, to: { kind: 'live' } });
    expect(navigation.getState().site).toBeNull();
    expect(done(bridge)).toEqual([{ id: 1 }, { id: 2 }, { id: 3 }]);
  });

  it('before the window was there, or before it knows its sites, waits', async () => {
    const { bridge, snapshots, navigation, visits } = build(world);
    bridge.arrives({ id: 4, to: to('br-prod') });
    visits.start();
    await settled();
    // Not done: a window that ends now leaves it to the next one.
    expect(done(bridge)).toEqual([]);
    expect(navigation.getState().site).toBeNull();
    snapshots.start();
    await settled();
    expect(navigation.getState().site).toBe('br-prod');
    expect(done(bridge)).toEqual([{ id: 4 }]);
  });

  it('is followed once, also when it comes both ways', async () => {
    const { bridge, snapshots, navigation, visits } = build(world);
    snapshots.start();
    visits.start();
    bridge.arrives({ id: 5, to: to('br-prod') });
    await settled();
    expect(done(bridge)).toEqual([{ id: 5 }]);
    navigation.leave();
    bridge.connects();
    await settled();
    expect(navigation.getState().site).toBeNull();
  });

  it('is left alone by a window that was stopped', async () => {
    const { bridge, snapshots, navigation, visits } = build(world);
    snapshots.start();
    const stop = visits.start();
    await settled();
    stop();
    bridge.arrives({ id: 6, to: to('br-prod') });
    expect(navigation.getState().site).toBeNull();
    expect(done(bridge)).toEqual([]);
  });
});
