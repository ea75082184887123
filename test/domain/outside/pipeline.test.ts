import { describe, expect, it } from 'vitest';
import { pipelineRun, type PipelineExecution, type PipelineStage } from '../../../shared/domain/outside/pipeline';
import { DAY, HOUR, MINUTE } from '../../../shared/lib/time';
import { NOW } from '../../builders/instants';

const PLACE = { account: 'prod', region: 'sa-east-1' };

const execution = (over: Partial<PipelineExecution> = {}): PipelineExecution => ({
  id: 'run-1',
  status: 'InProgress',
  statusSummary: null,
  startedAt: NOW - 3 * DAY,
  updatedAt: NOW - 2 * DAY,
  revisions: [{ id: 'c0ffee', summary: 'checkout 4.18.0' }],
  trigger: 'Webhook: main',
  rollback: false,
  ...over,
});

type Action = PipelineStage['actions'][number];
const action = (over: Partial<Action> = {}): Action => ({
  name: 'Deploy',
  status: 'InProgress',
  changedAt: NOW - HOUR,
  approval: false,
  ...over,
});
const stage = (name: string, over: Partial<PipelineStage> = {}): PipelineStage => ({
  name,
  execution: 'run-1',
  status: 'Succeeded',
  inbound: [],
  closed: null,
  actions: [],
  ...over,
});

const run = (over: Partial<PipelineExecution>, stages: readonly PipelineStage[] | null) =>
  pipelineRun(PLACE, 'checkout', execution(over), stages);

describe('a run of a pipeline', () => {
  it('says where it comes from and what runs', () => {
    expect(run({}, [stage('Source'), stage('Build', { status: 'InProgress', actions: [action()] })])).toEqual({
      id: 'pipeline:prod:sa-east-1:checkout:run-1',
      kind: 'pipeline',
      ...PLACE,
      name: 'checkout',
      runId: 'run-1',
      state: 'running',
      said: 'InProgress',
      startedAt: NOW - 3 * DAY,
      updatedAt: NOW - 2 * DAY,
      endedAt: null,
      waitingSince: null,
      stage: 'Build',
      by: 'Webhook: main',
      revision: 'c0ffee',
      summary: 'checkout 4.18.0',
      progress: null,
      rollback: false,
    });
  });

  it('that waits for an approval is not a running one, although AWS calls it in progress', () => {
    const since = NOW - 2 * DAY;
    const asking = action({ approval: true, changedAt: since });
    expect(run({}, [stage('Approve', { status: 'InProgress', actions: [asking] })])).toMatchObject({
      state: 'waiting-approval',
      waitingSince: since,
      stage: 'Approve',
      said: 'InProgress',
    });
  });

  it('with an approval beside an action that still runs does run', () => {
    const actions = [action({ approval: true }), action({ name: 'Smoke tests' })];
    expect(run({}, [stage('Approve', { status: 'InProgress', actions })])).toMatchObject({
      state: 'running',
      waitingSince: null,
    });
  });

  it('an approval of another run in the same stage does not make this one wait', () => {
    const other = stage('Approve', { execution: 'run-2', status: 'InProgress', actions: [action({ approval: true })] });
    expect(run({}, [other])).toMatchObject({ state: 'running', stage: null });
  });

  it('before a closed stage is blocked since it was closed, or since it had nothing left to do', () => {
    const closed = (since: number) =>
      stage('Production', {
        execution: 'run-0',
        inbound: ['run-1'],
        closed: { since, reason: 'freeze' },
      });
    const build = stage('Build', { actions: [action({ status: 'Succeeded', changedAt: NOW - HOUR })] });
    expect(run({}, [build, closed(NOW - 30 * MINUTE)])).toMatchObject({
      state: 'blocked',
      stage: 'Production',
      waitingSince: NOW - 30 * MINUTE,
      summary: 'checkout 4.18.0; freeze',
    });
    expect(run({}, [build, closed(NOW - DAY)])).toMatchObject({ waitingSince: NOW - HOUR });
  });

  it('before an open stage waits its turn, which is no block', () => {
    const next = stage('Production', { execution: 'run-0', status: 'InProgress', inbound: ['run-1'] });
    expect(run({}, [stage('Build'), next])).toMatchObject({
      state: 'running',
      stage: 'Production',
      waitingSince: null,
    });
  });

  it.each([
    ['Stopping', 'stopping', null],
    ['Stopped', 'stopped', NOW - 2 * DAY],
    ['Cancelled', 'stopped', NOW - 2 * DAY],
    ['Succeeded', 'succeeded', NOW - 2 * DAY],
    ['Superseded', 'superseded', NOW - 2 * DAY],
    ['Failed', 'failed', NOW - 2 * DAY],
  ] as const)('%s is %s', (status, state, endedAt) => {
    expect(run({ status }, null)).toMatchObject({ state, said: status, endedAt });
  });

  it('that rolls back says so', () => {
    expect(run({ rollback: true }, null)).toMatchObject({ state: 'rolling-back', rollback: true });
    expect(run({ rollback: true, status: 'Succeeded' }, null)).toMatchObject({ state: 'succeeded', rollback: true });
  });

  it('P10: a status that nobody knows is no run, and never a good one', () => {
    expect(run({ status: 'Dreaming' }, null)).toBeNull();
  });
});
