import { describe, expect, it } from 'vitest';
import {
  ACTIVE_STACKS,
  ENDED_STACKS,
  operationStart,
  stackRuns,
  type Stack,
} from '../../../shared/domain/outside/stack';
import { DAY, MINUTE } from '../../../shared/lib/time';
import { NOW } from '../../builders/instants';

const PLACE = { account: 'prod', region: 'sa-east-1' };
const idOf = (name: string): string => `arn:aws:cloudformation:sa-east-1:111122223333:stack/${name}/unique-${name}`;
const stack = (name: string, over: Partial<Stack> = {}): Stack => ({
  id: idOf(name),
  name,
  status: 'UPDATE_IN_PROGRESS',
  reason: null,
  createdAt: NOW - 400 * DAY,
  updatedAt: NOW - 7 * MINUTE,
  deletedAt: null,
  rootId: null,
  ...over,
});

describe('an operation on a stack', () => {
  it('began with its update, not with the stack', () => {
    expect(stackRuns(PLACE, [stack('shop')])).toMatchObject([
      {
        id: `stack:prod:sa-east-1:shop:unique-shop@${NOW - 7 * MINUTE}`,
        kind: 'stack',
        name: 'shop',
        runId: idOf('shop'),
        state: 'running',
        said: 'UPDATE_IN_PROGRESS',
        startedAt: NOW - 7 * MINUTE,
        endedAt: null,
        summary: null,
        rollback: false,
      },
    ]);
  });

  it.each([
    ['CREATE_IN_PROGRESS', NOW - 400 * DAY],
    ['ROLLBACK_IN_PROGRESS', NOW - 400 * DAY],
    ['UPDATE_ROLLBACK_IN_PROGRESS', NOW - 7 * MINUTE],
    ['DELETE_IN_PROGRESS', NOW - MINUTE],
    // When a deletion began is not known any more when it is over.
    ['DELETE_COMPLETE', null],
  ] as const)('%s began at what AWS says of that operation', (status, at) => {
    expect(operationStart(stack('shop', { status, deletedAt: NOW - MINUTE }))).toBe(at);
  });

  it('without LastUpdatedTime an update has no start, rather than that of the stack', () => {
    expect(operationStart(stack('shop', { updatedAt: null }))).toBeNull();
  });

  it('two updates of one stack are two runs', () => {
    const [first] = stackRuns(PLACE, [stack('shop')]);
    const [second] = stackRuns(PLACE, [stack('shop', { updatedAt: NOW })]);
    expect(first?.id).not.toBe(second?.id);
    expect(first?.runId).toBe(second?.runId);
  });

  it('REVIEW_IN_PROGRESS is a change set that nobody executed, and no change', () => {
    expect(stackRuns(PLACE, [stack('poc', { status: 'REVIEW_IN_PROGRESS', updatedAt: null })])).toEqual([]);
    expect([...ACTIVE_STACKS, ...ENDED_STACKS]).not.toContain('REVIEW_IN_PROGRESS');
  });

  it('asks for every status of an operation that goes on, and for none besides', () => {
    expect([...ACTIVE_STACKS].sort()).toEqual([
      'CREATE_IN_PROGRESS',
      'DELETE_IN_PROGRESS',
      'IMPORT_IN_PROGRESS',
      'IMPORT_ROLLBACK_IN_PROGRESS',
      'ROLLBACK_IN_PROGRESS',
      'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS',
      'UPDATE_IN_PROGRESS',
      'UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS',
      'UPDATE_ROLLBACK_IN_PROGRESS',
    ]);
    expect(ENDED_STACKS.filter((status) => status.endsWith('_IN_PROGRESS'))).toEqual([]);
  });

  it('nested stacks are one with their root, in whatever order they come', () => {
    const nested = ['db', 'web'].map((name) => stack(name, { rootId: idOf('shop'), updatedAt: NOW - 5 * MINUTE }));
    for (const order of [
      [stack('shop'), ...nested],
      [...nested, stack('shop')],
    ])
      expect(stackRuns(PLACE, order)).toMatchObject([
        { name: 'shop', startedAt: NOW - 7 * MINUTE, summary: '2 nested stacks in progress' },
      ]);
  });

  it('nested stacks whose root is not told stand for it', () => {
    const nested = [
      stack('db', { rootId: idOf('shop'), updatedAt: NOW - 5 * MINUTE }),
      stack('web', { rootId: idOf('shop'), updatedAt: NOW - 3 * MINUTE, status: 'UPDATE_ROLLBACK_IN_PROGRESS' }),
    ];
    expect(stackRuns(PLACE, nested)).toMatchObject([
      {
        name: 'shop',
        runId: idOf('shop'),
        state: 'rolling-back',
        startedAt: NOW - 5 * MINUTE,
        rollback: true,
      },
    ]);
  });

  it.each([
    ['UPDATE_COMPLETE', 'succeeded', false],
    ['UPDATE_ROLLBACK_COMPLETE', 'failed', true],
    ['UPDATE_FAILED', 'failed', false],
    ['ROLLBACK_FAILED', 'failed', true],
    ['IMPORT_ROLLBACK_IN_PROGRESS', 'rolling-back', true],
  ] as const)('%s is %s', (status, state, rollback) => {
    // AWS does not say when an operation ended.
    expect(stackRuns(PLACE, [stack('shop', { status })])).toMatchObject([{ state, rollback, endedAt: null }]);
  });

  it('a deleted stack ended with its deletion', () => {
    const status = 'DELETE_COMPLETE';
    expect(stackRuns(PLACE, [stack('shop', { status, deletedAt: NOW - MINUTE })])).toMatchObject([
      { startedAt: null, endedAt: NOW - MINUTE, state: 'succeeded' },
    ]);
  });
});
