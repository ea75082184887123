import { describe, expect, it } from 'vitest';
import { deploymentRun, type Deployment } from '../../../shared/domain/outside/deployment';
import { HOUR, MINUTE } from '../../../shared/lib/time';
import { NOW } from '../../builders/instants';

const PLACE = { account: 'prod', region: 'sa-east-1' };
const deployment = (over: Partial<Deployment> = {}): Deployment => ({
  id: 'd-1',
  application: 'checkout',
  group: 'br-prod',
  status: 'InProgress',
  createdAt: NOW - HOUR,
  startedAt: NOW - 50 * MINUTE,
  completedAt: null,
  creator: 'user',
  description: 'checkout 4.18.0',
  trouble: null,
  revision: 's3://releases/checkout.zip',
  rollbackOf: null,
  overview: { ended: 5, all: 24 },
  ...over,
});

describe('a deployment', () => {
  it('says what goes where, and how far it is', () => {
    expect(deploymentRun(PLACE, deployment())).toMatchObject({
      id: 'deployment:prod:sa-east-1:checkout/br-prod:d-1',
      name: 'checkout/br-prod',
      state: 'running',
      startedAt: NOW - 50 * MINUTE,
      endedAt: null,
      progress: { done: 5, of: 24 },
      revision: 's3://releases/checkout.zip',
      summary: 'checkout 4.18.0',
      by: 'user',
    });
  });

  it('that is ready waits for its traffic; since when is said only where somebody saw it', () => {
    expect(deploymentRun(PLACE, deployment({ status: 'Ready' }))).toMatchObject({
      state: 'waiting-traffic',
      waitingSince: null,
    });
    expect(deploymentRun(PLACE, deployment({ status: 'Ready' }), NOW - MINUTE)?.waitingSince).toBe(NOW - MINUTE);
    expect(deploymentRun(PLACE, deployment(), NOW - MINUTE)?.waitingSince).toBeNull();
  });

  it.each([
    ['Created', 'running'],
    ['Queued', 'running'],
    ['Baking', 'running'],
    ['Succeeded', 'succeeded'],
    ['Failed', 'failed'],
    ['Stopped', 'stopped'],
  ] as const)('%s is %s', (status, state) => {
    const completedAt = NOW - MINUTE;
    const run = deploymentRun(PLACE, deployment({ status, completedAt }));
    expect(run?.state).toBe(state);
    expect(run?.endedAt).toBe(state === 'running' ? null : completedAt);
  });

  it('one that puts back what another broke is a rollback; the one that broke it is not', () => {
    expect(deploymentRun(PLACE, deployment({ rollbackOf: 'd-0' }))).toMatchObject({
      state: 'rolling-back',
      rollback: true,
    });
    expect(deploymentRun(PLACE, deployment({ creator: 'CloudFormationRollback' }))?.rollback).toBe(true);
    expect(deploymentRun(PLACE, deployment({ status: 'Failed', trouble: 'ALARM_ACTIVE: p95' }))).toMatchObject({
      rollback: false,
      summary: 'ALARM_ACTIVE: p95',
    });
  });

  it('P10: a status that nobody knows is no run', () => {
    expect(deploymentRun(PLACE, deployment({ status: 'Levitating' }))).toBeNull();
  });
});
