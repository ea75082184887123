import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  isApproved,
  isOver,
  movesFrom,
  overriddenKeys,
  riskLevel,
  spanOf,
  stateOf,
} from '../../../shared/domain/change/rules';
import { CHANGE_STATES, type Override } from '../../../shared/domain/change/types';
import { holds } from '../../builders/property';

const override = (
  person: string,
  findings: readonly string[],
  breakGlass = false,
  reason = 'customers wait',
): Override => ({
  person,
  at: 0,
  act: `${person} ${findings.join()}`,
  reason,
  findings,
  breakGlass,
});

describe('states of a change (product.md 4)', () => {
  it('every state leads on or is over, and no move leads to approved: approvals do', () => {
    for (const state of CHANGE_STATES) {
      expect(movesFrom(state).length, state).toBeGreaterThan(0);
      expect(movesFrom(state)).not.toContain('approved');
    }
  });

  it('what runs, bakes or is done can always be marked rolled back', () => {
    for (const state of ['running', 'baking', 'done'] as const) expect(movesFrom(state)).toContain('rolled-back');
  });

  it('an approval that is void takes a scheduled change back to proposed, and stops none that runs', () => {
    expect(stateOf('scheduled', true)).toBe('scheduled');
    expect(stateOf('scheduled', false)).toBe('proposed');
    expect(stateOf('proposed', true)).toBe('approved');
    expect(stateOf('running', false)).toBe('running');
    for (const state of CHANGE_STATES) if (isOver(state)) expect(stateOf(state, false)).toBe(state);
  });
});

describe('approval', () => {
  const plan = { type: 'normal', executor: 'thiago', approvers: [] } as const;
  it('of the executor alone is none; of anybody else it is one', () => {
    expect(isApproved(plan, [{ person: 'thiago' }])).toBe(false);
    expect(isApproved(plan, [{ person: 'dana' }])).toBe(true);
    expect(isApproved(plan, [])).toBe(false);
  });
  it('needs everybody who is asked', () => {
    const asked = { ...plan, approvers: ['dana', 'olena'] };
    expect(isApproved(asked, [{ person: 'dana' }])).toBe(false);
    expect(isApproved(asked, [{ person: 'dana' }, { person: 'olena' }])).toBe(true);
  });
  it('is not needed for a standard change, and is for an emergency', () => {
    expect(isApproved({ ...plan, type: 'standard' }, [])).toBe(true);
    expect(isApproved({ ...plan, type: 'emergency' }, [])).toBe(false);
  });
});

describe('overrides of a hold', () => {
  it('count with two different people and a reason each', () => {
    expect(overriddenKeys([override('dana', ['freeze'])])).toEqual(new Set());
    expect(overriddenKeys([override('dana', ['freeze']), override('dana', ['freeze'])])).toEqual(new Set());
    expect(overriddenKeys([override('dana', ['freeze']), override('olena', ['freeze'], false, ' ')])).toEqual(
      new Set(),
    );
    expect(overriddenKeys([override('dana', ['freeze', 'data']), override('olena', ['freeze'])])).toEqual(
      new Set(['freeze']),
    );
  });
  it('or with one who is alone on call (break-glass)', () => {
    expect(overriddenKeys([override('dana', ['freeze'], true)])).toEqual(new Set(['freeze']));
  });
  it('name only what was read: nobody overrides what came later', () => {
    holds(
      fc.property(
        fc.array(
          fc.record({
            person: fc.constantFrom('a', 'b', 'c'),
            findings: fc.array(fc.constantFrom('x', 'y', 'z'), { maxLength: 3 }),
            breakGlass: fc.boolean(),
          }),
          { maxLength: 6 },
        ),
        (given) => {
          const keys = overriddenKeys(given.map((one) => override(one.person, one.findings, one.breakGlass)));
          for (const key of keys) {
            const named = given.filter(({ findings }) => findings.some((one) => one === key));
            expect(
              named.some(({ breakGlass }) => breakGlass) || new Set(named.map(({ person }) => person)).size >= 2,
            ).toBe(true);
          }
        },
      ),
    );
  });
});

describe('risk and span', () => {
  it('risk is impact x reversibility x novelty; what nobody rated counts as high', () => {
    expect(riskLevel(null)).toBe('high');
    expect(riskLevel({ impact: 1, reversibility: 2, novelty: 2 })).toBe('low');
    expect(riskLevel({ impact: 2, reversibility: 2, novelty: 2 })).toBe('medium');
    expect(riskLevel({ impact: 3, reversibility: 2, novelty: 2 })).toBe('high');
  });
  it('a change stands where it ran, else where it is planned; one that runs late reaches now', () => {
    const window = { start: 100, end: 200 };
    const times = { startedAt: null, bakingAt: null, endedAt: null };
    expect(spanOf({ window: null, state: 'draft', times }, 0)).toBe(null);
    expect(spanOf({ window, state: 'scheduled', times }, 0)).toEqual(window);
    expect(spanOf({ window, state: 'running', times: { ...times, startedAt: 150 } }, 400)).toEqual({
      start: 150,
      end: 400,
    });
    expect(spanOf({ window, state: 'done', times: { ...times, startedAt: 110, endedAt: 130 } }, 400)).toEqual({
      start: 110,
      end: 130,
    });
  });
});
