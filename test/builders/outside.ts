import type { OutsideRun } from '../../shared/domain/outside/types';
import { MINUTE } from '../../shared/lib/time';
import { NOW } from './instants';

/** A pipeline that runs since ten minutes. */
export const aRun = (over: Partial<OutsideRun> = {}): OutsideRun => ({
  id: 'pipeline:prod:sa-east-1:checkout:run-1',
  kind: 'pipeline',
  account: 'prod',
  region: 'sa-east-1',
  name: 'checkout',
  runId: 'run-1',
  state: 'running',
  said: 'InProgress',
  startedAt: NOW - 10 * MINUTE,
  updatedAt: NOW - MINUTE,
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
