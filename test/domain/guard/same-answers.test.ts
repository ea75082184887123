import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createGuard } from '../../../shared/domain/guard/guard';
import type { GuardAnswer, GuardFacts } from '../../../shared/domain/guard/types';
import { DAY, MINUTE } from '../../../shared/lib/time';
import { changes, situations } from '../../builders/guarded';
import { holds, seedOf } from '../../builders/property';
import { LOOKED_UP, foundPlainly } from './plain';

/** Many changes that are judged over the same facts, each of them among these. */
const crowds = fc
  .record({
    situation: situations,
    more: fc.uniqueArray(changes, { minLength: 4, maxLength: 20, selector: ({ id }) => id }),
  })
  .map(({ situation: { facts, change }, more }): GuardFacts => {
    const all = new Map([change, ...facts.changes, ...more].map((one) => [one.id, one]));
    return { ...facts, changes: [...all.values()] };
  });

const subjectOf = (key: string): string => key.slice(0, key.lastIndexOf('@'));
/** What the rules that look things up found, without runs from outside. */
const found = ({ findings }: GuardAnswer, { outside }: GuardFacts): readonly string[] =>
  findings
    .map(({ key }) => key)
    .filter((key) => LOOKED_UP.some((rule) => key.startsWith(`${rule}:`)))
    .filter((key) => !outside.some(({ id }) => subjectOf(key) === `overlap:${id}`))
    .sort();

describe(`4 Guard, many at once (seed ${seedOf(20_261_123)})`, () => {
  test('it finds in its indexes what looking at everything finds', () => {
    holds(
      fc.property(crowds, (facts) => {
        const judge = createGuard(facts);
        for (const change of facts.changes)
          expect(found(judge(change), facts), change.id).toEqual(foundPlainly(facts, change));
      }),
      200,
    );
  });

  test('what it remembers of others, and of earlier guards, changes no word: a guard that knows nothing yet says the same', () => {
    const times = fc.constantFrom(0, MINUTE, 40 * DAY, 400 * DAY);
    holds(
      fc.property(crowds, times, ({ now, ...facts }, passed) => {
        facts.changes.forEach((change) => createGuard({ ...facts, now })(change));
        const later = { ...facts, now: now + passed };
        const judge = createGuard(later);
        for (const change of later.changes) {
          // Copies are other objects: nothing is known of them.
          const copy = structuredClone({ later, change });
          expect(judge(change)).toEqual(createGuard(copy.later)(copy.change));
        }
      }),
      60,
    );
  });
});
