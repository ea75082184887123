import { expect, it } from 'vitest';
import { maintenanceOf } from '../../shared/domain/status/declared';
import { MINUTE, SECOND } from '../../shared/lib/time';
import { aChange } from '../builders/changes';
import { NOW, aSignal, aSite, aWorkspace } from '../polling/builders';
import { startRig } from './rig';

const change = aChange({
  id: 'c1',
  number: '7-K7QD',
  sites: ['br'],
  state: 'scheduled',
  window: { start: NOW + MINUTE, end: NOW + 3 * MINUTE },
  impact: { text: 'Slow', warnings: ['signal:p95'] },
});
const declared = (part: Partial<typeof change> = {}) => {
  const one = maintenanceOf({ ...change, ...part });
  return one === null ? [] : [one];
};
/** A site whose p95 warns. */
const workspace = aWorkspace([
  aSite('br', { alarms: { include: [], ignore: [], critical: [] }, signals: [aSignal('p95')] }),
]);

it('S8: what a change declares reaches the window when its window opens, and ends when that closes', async () => {
  const rig = startRig(workspace, { prepare: (aws) => aws.hasMetric('p95', 50) });
  await rig.clock.advance(10 * SECOND);
  expect(rig.site('br').status).toBe('warning');
  rig.engine.declare(declared());
  await rig.clock.advance(40 * SECOND);
  expect(rig.site('br').status).toBe('warning');
  await rig.clock.advance(12 * SECOND);
  expect(rig.site('br')).toMatchObject({ status: 'maintenance', since: NOW + MINUTE });
  expect(rig.window().sites[0]?.status).toBe('maintenance');
  expect(rig.site('br').reasons.map(({ kind, severity }) => [kind, severity])).toContainEqual(['signal', 'info']);
  // The chart still shows what is so.
  expect(rig.site('br').signals[0]?.state).toBe('warning');
  await rig.clock.advance(2 * MINUTE);
  expect(rig.site('br').status).toBe('warning');
});

it('S8: it ends at once when the change is over, and telling the same again changes nothing', async () => {
  const rig = startRig(workspace, { prepare: (aws) => aws.hasMetric('p95', 50) });
  const times = { startedAt: NOW, bakingAt: null, endedAt: null };
  const window = { start: NOW, end: NOW + 10 * MINUTE };
  rig.engine.declare(declared({ state: 'running', times, window }));
  await rig.clock.advance(10 * SECOND);
  expect(rig.site('br').status).toBe('maintenance');
  await rig.clock.advance(0);
  const before = rig.patches.length;
  rig.engine.declare(declared({ state: 'running', times, window }));
  await rig.clock.advance(20);
  expect(rig.patches.length).toBe(before);
  rig.engine.declare(declared({ state: 'done', times, window }));
  await rig.clock.advance(20);
  expect(rig.site('br').status).toBe('warning');
  expect(rig.window().sites[0]?.status).toBe('warning');
});
