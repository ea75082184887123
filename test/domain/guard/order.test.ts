import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compareWords, distinct, ordered } from '../../../shared/domain/guard/order';
import { holds } from '../../builders/property';

const items = fc.array(fc.record({ rank: fc.integer({ min: 0, max: 5 }), name: fc.string({ maxLength: 3 }) }), {
  maxLength: 40,
});

test('few or many come into the order that sorting gives, and equal ones stay as they came', () => {
  holds(
    fc.property(items, (list) => {
      const given = [...list];
      const compare = (a: { readonly rank: number }, b: { readonly rank: number }): number => a.rank - b.rank;
      const sorted = ordered(list, compare);
      expect(sorted).toEqual([...list].sort(compare));
      expect(list).toEqual(given);
      expect(ordered(sorted, compare)).toBe(sorted);
    }),
  );
});

test('each word once, in order', () => {
  holds(
    fc.property(fc.array(fc.constantFrom('br', 'ca', 'in', 'us', '')), (words) => {
      expect(distinct(words)).toEqual([...new Set(words)].sort(compareWords));
    }),
  );
});
