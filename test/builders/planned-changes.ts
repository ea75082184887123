import type { Change } from '../../shared/domain/change/types';
import type { OutsideRun } from '../../shared/domain/outside/types';
import { HOUR, MINUTE, type Ms } from '../../shared/lib/time';

/** Wed 18 Nov 2026, 01:42 UTC. */
export const AT: Ms = Date.UTC(2026, 10, 18, 1, 42);

export const aChange = (over: Partial<Change> = {}): Change => ({
  id: '00000000-0000-7000-8000-000000000214',
  number: '214-K7QD',
  title: 'checkout-api 4.18.0',
  description: '',
  type: 'normal',
  sites: ['br-prod'],
  services: ['checkout'],
  window: { start: AT + HOUR, end: AT + 2 * HOUR },
  owner: 'rafael',
  executor: 'thiago',
  approvers: [],
  risk: null,
  steps: [],
  rollback: { steps: [], command: '', minutes: null, testedAt: null },
  abortSignals: [],
  watched: [],
  bakeMinutes: 0,
  impact: null,
  artifact: null,
  state: 'scheduled',
  inConflict: false,
  approvals: [],
  voided: [],
  overrides: [],
  ticks: [],
  times: { startedAt: null, bakingAt: null, endedAt: null },
  links: [],
  origin: null,
  changedAt: AT - HOUR,
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
