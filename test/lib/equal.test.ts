import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isEqual } from '../../shared/lib/equal';
import { holds } from '../builders/property';

describe('deep equality of plain values', () => {
  test.each([
    [1, 1, true],
    [1, '1', false],
    [Number.NaN, Number.NaN, true],
    [0, -0, false],
    [null, undefined, false],
    [null, {}, false],
    [{}, [], false],
    [[], {}, false],
    [[1, 2], [1, 2], true],
    [[1, 2], [2, 1], false],
    [[1], [1, undefined], false],
    [{ a: 1, b: 2 }, { b: 2, a: 1 }, true],
    [{ a: 1 }, { a: 1, b: undefined }, false],
    [{ a: undefined }, { b: undefined }, false],
    [{ a: { b: [{ c: 1 }] } }, { a: { b: [{ c: 1 }] } }, true],
    [{ a: { b: [{ c: 1 }] } }, { a: { b: [{ c: 2 }] } }, false],
  ])('%j and %j: %s', (one, other, equal) => {
    expect(isEqual(one, other)).toBe(equal);
    expect(isEqual(other, one)).toBe(equal);
  });

  test('keys that are ignored do not count, at any depth, there or not', () => {
    const ignored = new Set(['age']);
    expect(isEqual({ a: [{ age: 1, b: 2 }] }, { a: [{ age: 9, b: 2 }] }, ignored)).toBe(true);
    expect(isEqual({ a: [{ b: 2 }] }, { a: [{ age: 9, b: 2 }] }, ignored)).toBe(true);
    expect(isEqual({ a: [{ age: 1, b: 2 }] }, { a: [{ age: 1, b: 3 }] }, ignored)).toBe(false);
  });

  test('a copy is equal, and JSON tells the same of two values', () => {
    const values = fc.jsonValue({ maxDepth: 3 }).map((value) => JSON.parse(JSON.stringify(value)) as unknown);
    holds(
      fc.property(values, values, (one, other) => {
        expect(isEqual(one, structuredClone(one))).toBe(true);
        const sorted = (value: unknown): string =>
          JSON.stringify(value, (_key, inner: unknown) =>
            inner !== null && typeof inner === 'object' && !Array.isArray(inner)
              ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
              : inner,
          );
        expect(isEqual(one, other)).toBe(sorted(one) === sorted(other));
      }),
    );
  });
});
