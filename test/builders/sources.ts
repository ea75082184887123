import type { Failure, SourceKey, SourceState } from '../../shared/domain/sources/types';
import { NOW } from './instants';

/** A source that answered 20 s ago, which was noon on the clock of AWS, and is asked every minute: live. */
export const aSource = (over: Partial<SourceState> = {}): SourceState => {
  const lastGoodAt = over.lastGoodAt === undefined ? NOW - 20_000 : over.lastGoodAt;
  return {
    account: 'prod',
    region: 'sa-east-1',
    api: 'GetMetricData',
    intervalSeconds: 60,
    lastGoodAwsAt: over.lastGoodAt === undefined ? NOW : lastGoodAt,
    failure: null,
    nextTryAt: null,
    notUnderstood: [],
    ...over,
    lastGoodAt,
  };
};

export const aFailure = (over: Partial<Failure> = {}): Failure => ({
  kind: 'offline',
  reason: 'no route to the endpoint',
  at: NOW - 10_000,
  ...over,
});

/** A source whose last good answer is so old. */
export const aSourceOfAge = (key: SourceKey, ageSeconds: number, over: Partial<SourceState> = {}): SourceState =>
  aSource({ ...key, lastGoodAt: NOW - ageSeconds * 1_000, ...over });
