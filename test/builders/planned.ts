import type { Change } from '../../shared/domain/change/types';
import type { OutsideRun } from '../../shared/domain/outside/types';
import { HOUR, MINUTE, type Ms } from '../../shared/lib/time';
import { aChange as base } from './changes';

/** Wed 18 Nov 2026, 01:42 UTC. */
export const AT: Ms = Date.UTC(2026, 10, 18, 1, 42);

/** A change of checkout in Brazil, in an hour, with nothing in it that a test does not put there. */
export const aChange = (over: Partial<Change> = {}): Change =>
  base({
    title: 'checkout-api 4.18.0',
    window: { start: AT + HOUR, end: AT + 2 * HOUR },
    watched: [],
    approvals: [],
    ...over,
  });

export const aRun = (over: Partial<OutsideRun> = {}): OutsideRun => ({
  id: 'pipeline:prod:sa-east-1:retail-checkout-api:e-1',
  kind: 'pipeline',
  account: 'prod',
  region: 'sa-east-1',
  name: 'retail-checkout-api',
  runId: 'e-1',
  state: 'running',
  said: 'InProgress',
  startedAt: AT + HOUR + 5 * MINUTE,
  updatedAt: null,
  endedAt: null,
  waitingSince: null,
  stage: null,
  by: null,
  revision: null,
  summary: null,
  progress: null,
  rollback: false,
  ...over,
});
