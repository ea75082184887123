import { expect, it } from 'vitest';
import type { WatchedIfThen } from '../../shared/domain/handover/watching';
import { HOUR, MINUTE, SECOND } from '../../shared/lib/time';
import { NOW, aSignal, aSite, aWorkspace } from '../polling/builders';
import { startRig } from './rig';

const workspace = aWorkspace(
  [
    aSite('br', { alarms: { include: [], ignore: [], critical: [] }, signals: [aSignal('p95')] }),
    aSite('zz', { tier: 'development', alarms: { include: [], ignore: [], critical: [] }, signals: [aSignal('err')] }),
  ],
  { people: [{ id: 'ananya', name: 'Ananya Iyer', team: 'in-l2', lead: true }] },
);
const watched = (part: Partial<WatchedIfThen> = {}): readonly WatchedIfThen[] => [
  {
    id: 'if-1',
    handover: 'h1',
    text: 'Latency climbs.',
    watch: { site: 'br', signal: 'p95', is: 'over', limit: 5, minutes: 3 },
    action: 'Roll back 4.18.0',
    who: 'ananya',
    from: NOW,
    until: NOW + 10 * MINUTE,
    ...part,
  },
];

it('stands in the queue with its action and person while it is true, ranked by the tier of its site, and is acknowledged like others', async () => {
  let value = 8;
  const rig = startRig(workspace, {
    prepare: (aws) => {
      // Within its own warning limit of 10: the site is ok, and the contingency is not.
      aws.hasMetric('p95', () => value);
      aws.hasMetric('err', 50);
    },
  });
  await rig.clock.advance(10 * SECOND);
  expect(rig.attention()).toEqual(['zz']);
  rig.engine.watch(watched());
  await rig.clock.advance(SECOND);
  expect(rig.attention()).toEqual(['br', 'zz']);
  const item = rig.window().attention[0];
  expect(item).toMatchObject({
    site: 'br',
    severity: 'warning',
    title: 'p95 is over 5 for 3 min: 8',
    detail: 'Latency climbs. Then: Roll back 4.18.0 (Ananya Iyer).',
    then: { action: 'Roll back 4.18.0', who: 'ananya', handover: 'h1' },
    acknowledgedAt: null,
  });
  expect(item?.key).toMatch(/^if-then:h1\/if-1\|/);
  expect(rig.site('br').status, 'a contingency is no status').toBe('ok');

  await rig.engine.handle('attention.acknowledge', { key: item?.key ?? '' });
  await rig.clock.advance(SECOND);
  expect(rig.attention(), 'moved down, never away').toEqual(['zz', 'br']);
  expect(rig.window().attention[1]?.acknowledgedAt).not.toBeNull();

  value = 1;
  await rig.clock.advance(4 * MINUTE);
  expect(rig.attention()).toEqual(['zz']);
  value = 9;
  await rig.clock.advance(6 * MINUTE);
  expect(rig.engine.snapshot().generatedAt).toBeGreaterThan(NOW + 10 * MINUTE);
  expect(rig.attention(), 'its time is over').toEqual(['zz']);
});

it('fires again as news: what was acknowledged was the first time', async () => {
  const rig = startRig(workspace, {
    prepare: (aws) => aws.hasMetric('p95', (at) => (at < NOW + MINUTE || at > NOW + 5 * MINUTE ? 8 : 1)),
  });
  rig.engine.watch(watched({ until: NOW + HOUR }));
  await rig.clock.advance(10 * SECOND);
  const mine = () => rig.engine.snapshot().attention.find(({ key }) => key.startsWith('if-then:'));
  const first = mine();
  await rig.engine.handle('attention.acknowledge', { key: first?.key ?? '' });
  await rig.clock.advance(6 * MINUTE);
  expect(mine()).toBeUndefined();
  await rig.clock.advance(10 * MINUTE);
  expect(mine()).toMatchObject({ acknowledgedAt: null });
  expect(mine()?.since).toBeGreaterThan(first?.since ?? Infinity);
});

it('is said to be unwatched where buckets are missing or the signal is gone, and never said to be true', async () => {
  let value: number | null = 1;
  const rig = startRig(workspace, { prepare: (aws) => aws.hasMetric('p95', () => value) });
  const mine = () => rig.engine.snapshot().attention.find(({ key }) => key.startsWith('if-then:'));
  rig.engine.watch(watched({ until: NOW + HOUR }));
  await rig.clock.advance(10 * SECOND);
  expect(mine()).toBeUndefined();
  value = null;
  await rig.clock.advance(7 * MINUTE);
  expect(mine()).toMatchObject({
    severity: 'unknown',
    title: expect.stringMatching(/^Cannot watch p95 of br: \d+ buckets are missing$/) as string,
  });
  const gone = watched({ watch: { site: 'br', signal: 'gone', is: 'over', limit: 1, minutes: 1 }, until: NOW + HOUR });
  rig.engine.watch(gone);
  await rig.clock.advance(SECOND);
  expect(mine()).toMatchObject({
    severity: 'unknown',
    title: 'Cannot watch gone of br: the workspace file has no such signal any more',
  });
  rig.engine.watch(watched({ watch: { site: 'nowhere', signal: 'p95', is: 'over', limit: 1, minutes: 1 } }));
  await rig.clock.advance(SECOND);
  expect(mine()).toBeUndefined();
});

it('what is told again as it was is no news', async () => {
  const rig = startRig(workspace, { prepare: (aws) => aws.hasMetric('p95', 8) });
  rig.engine.watch(watched());
  await rig.clock.advance(10 * SECOND);
  const before = rig.patches.length;
  rig.engine.watch(watched());
  await rig.clock.advance(20);
  expect(rig.patches.length).toBe(before);
});
