import { describe, expect, it } from 'vitest';
import { HOUR, MINUTE, type Ms } from '../../../shared/lib/time';
import { aRun } from '../../builders/outside';
import { failure, type FakeCall } from '../../fakes/aws';
import { NOW } from '../builders';
import { outsideRig, seconds, type OutsideRig } from './rig';

interface Planted {
  readonly id: string;
  readonly status: string;
  readonly created?: Ms;
  readonly completed?: Ms;
}

const ACTIVE = ['Created', 'Queued', 'InProgress', 'Baking', 'Ready'];
const idsOf = ({ input }: FakeCall): readonly string[] => (input['deploymentIds'] ?? []) as readonly string[];
const isActiveList = ({ input }: FakeCall): boolean => 'includeOnlyStatuses' in input;

/** A CodeDeploy that holds these. */
function has(rig: OutsideRig, deployments: readonly Planted[]): void {
  rig.aws.answersBy('ListDeployments', (call) => {
    const range = call.input['createTimeRange'] as { readonly start: Date } | undefined;
    return {
      deployments: deployments
        .filter(({ status }) => !isActiveList(call) || ACTIVE.includes(status))
        .filter(({ created = NOW }) => range === undefined || created >= range.start.getTime())
        .map(({ id }) => id),
    };
  });
  rig.aws.answersBy('BatchGetDeployments', (call) => ({
    deploymentsInfo: deployments
      .filter(({ id }) => idsOf(call).includes(id))
      .map(({ id, status, created = NOW, completed }) => ({
        deploymentId: id,
        applicationName: 'checkout',
        status,
        createTime: seconds(created),
        ...(completed !== undefined && { completeTime: seconds(completed) }),
      })),
  }));
}
const batches = (rig: OutsideRig): readonly (readonly string[])[] => rig.aws.callsOf('BatchGetDeployments').map(idsOf);

describe('CodeDeploy', () => {
  it('tells what is active and what ended in the last day', async () => {
    const rig = outsideRig('CodeDeploy');
    has(rig, [
      { id: 'd-old', status: 'Ready', created: NOW - 90 * HOUR },
      { id: 'd-run', status: 'InProgress' },
      { id: 'd-done', status: 'Succeeded', created: NOW - 2 * HOUR, completed: NOW - HOUR },
      { id: 'd-past', status: 'Succeeded', created: NOW - 30 * HOUR, completed: NOW - 29 * HOUR },
    ]);
    const { runs, failure: none, notUnderstood } = await rig.sweep();
    expect([none, notUnderstood]).toEqual([null, []]);
    expect(runs?.map(({ runId, state }) => `${runId} ${state}`).sort()).toEqual([
      'd-done succeeded',
      'd-old waiting-traffic',
      'd-run running',
    ]);
    expect(batches(rig)).toEqual([['d-old', 'd-run', 'd-done']]);
  });

  it('P2: 25 ids a call, and what ended is never asked again', async () => {
    const rig = outsideRig('CodeDeploy');
    has(rig, [
      ...Array.from({ length: 30 }, (_, index): Planted => ({ id: `d-${index}`, status: 'InProgress' })),
      ...Array.from({ length: 30 }, (_, index): Planted => ({ id: `e-${index}`, status: 'Failed', completed: NOW })),
    ]);
    expect((await rig.sweep()).runs).toHaveLength(60);
    expect(batches(rig).map(({ length }) => length)).toEqual([25, 25, 10]);
    await rig.clock.advance(6 * MINUTE);
    expect((await rig.sweep()).runs).toHaveLength(60);
    expect(batches(rig).map(({ length }) => length)).toEqual([25, 5]);
  });

  it('P4: what was created lately is listed every 5 minutes, what is active every time', async () => {
    const rig = outsideRig('CodeDeploy');
    has(rig, []);
    const lists: number[] = [];
    for (let minute = 0; minute <= 5; minute++) {
      await rig.sweep();
      lists.push(rig.aws.callsOf('ListDeployments').length);
      expect(rig.aws.callsOf('BatchGetDeployments')).toEqual([]);
      await rig.clock.advance(MINUTE);
    }
    expect(lists).toEqual([2, 1, 1, 1, 1, 2]);
  });

  it('one that was active has its end told, however long ago it was created', async () => {
    const rig = outsideRig('CodeDeploy');
    const created = NOW - 50 * HOUR;
    has(rig, [{ id: 'd-1', status: 'InProgress', created }]);
    await rig.sweep();
    await rig.clock.advance(MINUTE);
    has(rig, [{ id: 'd-1', status: 'Failed', created, completed: NOW + 30_000 }]);
    expect((await rig.sweep()).runs).toMatchObject([{ runId: 'd-1', state: 'failed', endedAt: NOW + 30_000 }]);
  });

  it('P9: so has one that an earlier run was told of', async () => {
    const rig = outsideRig('CodeDeploy', [aRun({ kind: 'deployment', runId: 'd-1' })]);
    has(rig, [{ id: 'd-1', status: 'Stopped', created: NOW - 50 * HOUR, completed: NOW - HOUR }]);
    expect((await rig.sweep()).runs).toMatchObject([{ runId: 'd-1', state: 'stopped' }]);
  });

  it('waits for its traffic since we saw it come to that; found so, nobody can say', async () => {
    const rig = outsideRig('CodeDeploy');
    has(rig, [
      { id: 'd-1', status: 'InProgress' },
      { id: 'd-2', status: 'Ready' },
    ]);
    await rig.sweep();
    await rig.clock.advance(2 * MINUTE);
    has(rig, [
      { id: 'd-1', status: 'Ready' },
      { id: 'd-2', status: 'Ready' },
    ]);
    const since = Math.floor(rig.clock.now() / 1_000) * 1_000;
    for (let again = 0; again < 3; again++) {
      const { runs } = await rig.sweep();
      const waits = new Map(runs?.map(({ runId, waitingSince }) => [runId, waitingSince]));
      expect(waits.get('d-1')).toBe(since);
      expect(waits.get('d-2')).toBeNull();
      await rig.clock.advance(MINUTE);
    }
  });

  it('P9: of one that an earlier run saw move nobody can say since when it is ready', async () => {
    const rig = outsideRig('CodeDeploy', [aRun({ kind: 'deployment', runId: 'd-1', state: 'running' })]);
    has(rig, [{ id: 'd-1', status: 'Ready' }]);
    expect((await rig.sweep()).runs).toMatchObject([{ state: 'waiting-traffic', waitingSince: null }]);
  });

  it('P10: one that is listed and not told, or has a status nobody knows, is named', async () => {
    const rig = outsideRig('CodeDeploy');
    rig.aws.answersBy('ListDeployments', (call) => ({
      deployments: isActiveList(call) ? ['d-1', 'd-2', 'd-3', 7] : [],
    }));
    rig.aws.answers('BatchGetDeployments', {
      deploymentsInfo: [
        { deploymentId: 'd-1', applicationName: 'a', status: 'Levitating' },
        { deploymentId: 'd-2', applicationName: 'a', status: 'Queued', createTime: seconds(NOW) },
        { deploymentId: 'd-3' },
      ],
    });
    const swept = await rig.sweep();
    expect(swept.runs).toMatchObject([{ runId: 'd-2' }]);
    expect(swept.notUnderstood).toEqual(['deployments[3]', 'd-3', 'd-1 (status Levitating)']);
    rig.aws.answers('BatchGetDeployments', { deploymentsInfo: [] });
    expect((await rig.sweep()).notUnderstood).toEqual(['deployments[3]', 'd-1', 'd-2', 'd-3']);
  });

  it('P10: a list without one readable name is no answer', async () => {
    const rig = outsideRig('CodeDeploy');
    rig.aws.answers('ListDeployments', { deployments: [1, 2] });
    expect(await rig.sweep()).toMatchObject({ failure: { kind: 'error' }, runs: null });
  });

  it('P6: each question may be refused; what was learned before stays', async () => {
    const rig = outsideRig('CodeDeploy');
    has(rig, [{ id: 'd-1', status: 'InProgress' }]);
    await rig.sweep();
    rig.aws.fails('BatchGetDeployments', failure('denied', 'codedeploy:BatchGetDeployments is not allowed'));
    expect(await rig.sweep()).toMatchObject({ failure: { kind: 'denied' }, runs: [{ runId: 'd-1' }] });
    await rig.clock.advance(5 * MINUTE);
    has(rig, [{ id: 'd-1', status: 'InProgress' }]);
    rig.aws.failsBy(
      'ListDeployments',
      (call) => (isActiveList(call) ? null : failure('throttled', 'slower')),
      () => ({ deployments: ['d-1'] }),
    );
    expect(await rig.sweep()).toMatchObject({ failure: { kind: 'throttled' }, runs: [{ runId: 'd-1' }] });
    rig.aws.fails('ListDeployments', failure('offline', 'no network'));
    expect(await rig.sweep()).toMatchObject({ failure: { kind: 'offline' }, runs: null });
  });

  it('an older partition that does not know Baking is asked without it from then on', async () => {
    const rig = outsideRig('CodeDeploy');
    rig.aws.failsBy(
      'ListDeployments',
      ({ input }) =>
        (input['includeOnlyStatuses'] as readonly string[] | undefined)?.includes('Baking') === true
          ? failure('error', 'no such status', 'InvalidDeploymentStatusException')
          : null,
      () => ({ deployments: [] }),
    );
    expect((await rig.sweep()).failure).toBeNull();
    expect(rig.aws.callsOf('ListDeployments')).toHaveLength(3);
    expect((await rig.sweep()).failure).toBeNull();
    expect(rig.aws.callsOf('ListDeployments').map(({ input }) => input['includeOnlyStatuses'])).toEqual([
      ACTIVE.filter((status) => status !== 'Baking'),
    ]);
  });
});
