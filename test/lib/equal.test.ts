import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isEqual, reuse } from '../../shared/lib/equal';
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

describe('reusing what is equal', () => {
  const values = fc.object({ values: [fc.integer({ max: 2, min: 0 }), fc.boolean(), fc.constant(null)], maxDepth: 3 });

  test('gives what came, and the old object where it says the same', () => {
    holds(
      fc.property(values, values, (before, after) => {
        const copies = structuredClone([before, after]);
        const joined = reuse(before, after);
        expect(joined).toEqual(after);
        expect(joined === before).toBe(isEqual(before, after));
        expect([before, after]).toEqual(copies);
      }),
      1_000,
    );
  });

  test('keeps the parts that are equal beside those that are not', () => {
    const before = { a: [1, 2], b: { c: 1 }, list: [{ id: 1 }, { id: 2 }] };
    const joined = reuse(before, { a: [1, 2], b: { c: 2 }, list: [{ id: 1 }, { id: 3 }, { id: 4 }] });
    expect(joined.a).toBe(before.a);
    expect(joined.list[0]).toBe(before.list[0]);
    expect(joined).toEqual({ a: [1, 2], b: { c: 2 }, list: [{ id: 1 }, { id: 3 }, { id: 4 }] });
  });

  test('a list is no object, and a missing field is no undefined one', () => {
    expect(reuse({ 0: 'a' }, ['a'])).toEqual(['a']);
    expect(reuse({ a: undefined }, {})).toEqual({});
    expect(reuse({}, { a: undefined })).toHaveProperty('a');
  });
});
