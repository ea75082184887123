import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fewestMoves } from '../../../renderer/ui/fewest-moves';
import { holds } from '../../builders/property';

const ascends = (places: readonly number[]): boolean =>
  places.every((place, index) => index === 0 || (places[index - 1] ?? 0) <= place);

describe('the fewest moves that put a list in order', () => {
  test('who rises to the top moves alone', () => {
    expect(fewestMoves([1, 2, 3, 0])).toEqual([3]);
    expect(fewestMoves([3, 0, 1, 2])).toEqual([0]);
    expect(fewestMoves([0, 1, 2])).toEqual([]);
    expect(fewestMoves([])).toEqual([]);
  });

  test('what stays stands in order, and no fewer could move', () => {
    holds(
      fc.property(fc.array(fc.nat(20), { maxLength: 9 }), (places) => {
        const moved = new Set(fewestMoves(places));
        expect(ascends(places.filter((_, index) => !moved.has(index)))).toBe(true);
        const rows = Array.from({ length: 2 ** places.length }, (_, bits) =>
          places.filter((__, index) => (bits >> index) % 2 === 1),
        );
        const longest = Math.max(...rows.filter(ascends).map((row) => row.length));
        expect(places.length - moved.size).toBe(longest);
      }),
      200,
    );
  });

  test('the one with the focus never moves, and the others stand in order around it', () => {
    holds(
      fc.property(fc.array(fc.nat(20), { minLength: 1, maxLength: 12 }), fc.nat(), (places, at) => {
        const fixed = at % places.length;
        const moved = new Set(fewestMoves(places, fixed));
        expect(moved.has(fixed)).toBe(false);
        expect(ascends(places.filter((_, index) => !moved.has(index)))).toBe(true);
      }),
    );
  });
});
