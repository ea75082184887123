import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isActive, isKept, isMoving, isWaiting, outsideList } from '../../../shared/domain/outside/rules';
import { outsideSources } from '../../../shared/domain/outside/sources';
import { knownSources } from '../../../shared/domain/sources/known';
import type { OutsideState } from '../../../shared/domain/outside/types';
import { isOutsideApi, sourceId } from '../../../shared/domain/sources/types';
import { allSources, muteSources, requiredSources } from '../../../shared/domain/status/required';
import { DAY, HOUR, MINUTE } from '../../../shared/lib/time';
import { NOW } from '../../builders/instants';
import { aRun } from '../../builders/outside';
import { holds } from '../../builders/property';
import { aSite, aWorkspace } from '../../polling/builders';

const STATES: readonly (readonly [OutsideState, 'moves' | 'waits' | 'ended'])[] = [
  ['running', 'moves'],
  ['stopping', 'moves'],
  ['rolling-back', 'moves'],
  ['waiting-approval', 'waits'],
  ['waiting-traffic', 'waits'],
  ['blocked', 'waits'],
  ['succeeded', 'ended'],
  ['failed', 'ended'],
  ['stopped', 'ended'],
  ['superseded', 'ended'],
];

describe('runs from outside', () => {
  it.each(STATES)('%s: %s; what waits for people is kept apart from what moves', (state, what) => {
    const run = aRun({ state });
    expect({ active: isActive(run), waiting: isWaiting(run), moving: isMoving(run) }).toEqual({
      active: what !== 'ended',
      waiting: what === 'waits',
      moving: what === 'moves',
    });
  });

  it('an approval stays however old it is; what ended stays for 24 hours, by the best that is known of its end', () => {
    const old = { startedAt: NOW - 9 * DAY, updatedAt: NOW - 8 * DAY };
    expect(isKept(aRun({ state: 'waiting-approval', ...old }), NOW)).toBe(true);
    expect(isKept(aRun({ state: 'succeeded', ...old, endedAt: NOW - 23 * HOUR }), NOW)).toBe(true);
    expect(isKept(aRun({ state: 'succeeded', ...old, endedAt: NOW - 25 * HOUR }), NOW)).toBe(false);
    expect(isKept(aRun({ state: 'failed', ...old, updatedAt: NOW - HOUR }), NOW)).toBe(true);
    expect(isKept(aRun({ state: 'failed', startedAt: null, updatedAt: null }), NOW)).toBe(false);
  });

  it('the list says what moves first, then what waits, then what ended, the newest first', () => {
    const runs = [
      aRun({ id: 'ended', state: 'failed', endedAt: NOW - HOUR }),
      aRun({ id: 'waits', state: 'waiting-approval', startedAt: NOW - MINUTE }),
      aRun({ id: 'older', startedAt: NOW - 2 * HOUR }),
      aRun({ id: 'newer', startedAt: NOW - HOUR }),
      aRun({ id: 'gone', state: 'succeeded', startedAt: NOW - 3 * DAY, updatedAt: null, endedAt: NOW - 2 * DAY }),
    ];
    expect(outsideList([runs.slice(0, 2), runs.slice(2)], NOW).map(({ id }) => id)).toEqual([
      'newer',
      'older',
      'waits',
      'ended',
    ]);
  });

  it('the list does not depend on the order in which sources answered', () => {
    const states = fc.constantFrom(...STATES.map(([state]) => state));
    const runs = fc.uniqueArray(
      fc
        .record({ id: fc.string({ maxLength: 3 }), state: states, startedAt: fc.integer({ min: NOW - DAY, max: NOW }) })
        .map(aRun),
      { selector: ({ id }) => id, maxLength: 8 },
    );
    holds(
      fc.property(runs, (list) => {
        expect(outsideList([[...list].reverse()], NOW)).toEqual(
          outsideList(
            list.map((run) => [run]),
            NOW,
          ),
        );
      }),
    );
  });
});

describe('sources of changes from outside', () => {
  const workspace = aWorkspace([
    aSite('br'),
    aSite('br-2'),
    aSite('in', { region: 'ap-south-1', healthRequired: true }),
    aSite('dev', { account: 'lower' }),
  ]);

  it('S2: no site requires one of them, whatever it asks for', () => {
    for (const site of workspace.sites)
      expect(requiredSources(site).filter(({ api }) => isOutsideApi(api))).toEqual([]);
    expect(allSources(workspace).filter(({ api }) => isOutsideApi(api))).toEqual([]);
  });

  it('P1: three of every account and region that a site is in, each once', () => {
    expect(outsideSources(workspace).map(sourceId)).toEqual(
      ['prod/sa-east-1', 'prod/ap-south-1', 'lower/sa-east-1'].flatMap((place) =>
        ['CodePipeline', 'CodeDeploy', 'CloudFormation'].map((api) => `${place}/${api}`),
      ),
    );
    expect(knownSources(workspace)).toEqual([
      ...allSources(workspace),
      ...muteSources(workspace),
      ...outsideSources(workspace),
    ]);
  });
});
