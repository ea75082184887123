import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatNumber, median, sayIn } from '../../shared/lib/numbers';
import { holds } from '../builders/property';

describe('median', () => {
  test.each([
    { values: [], result: null },
    { values: [7], result: 7 },
    { values: [1, 9], result: 5 },
    { values: [9, 1, 2], result: 2 },
    { values: [10, 9, 100, 2], result: 9.5 }, // by number, not by text
    { values: [-1, -10, 5], result: -1 },
    { values: [0, 0, 0], result: 0 },
  ])('of $values is $result', ({ values, result }) => {
    expect(median(values)).toBe(result);
  });

  test('as many are not above as are not below it, in any order', () => {
    const lists = fc.array(fc.integer({ min: -1_000, max: 1_000 }), { minLength: 1, maxLength: 30 });
    holds(
      fc.property(
        lists.chain((list) => fc.tuple(fc.constant(list), fc.shuffledSubarray([...list], { minLength: list.length }))),
        ([list, shuffled]) => {
          const middle = median(list) ?? Number.NaN;
          expect(median(shuffled)).toBe(middle);
          expect(list.filter((value) => value <= middle).length * 2).toBeGreaterThanOrEqual(list.length);
          expect(list.filter((value) => value >= middle).length * 2).toBeGreaterThanOrEqual(list.length);
        },
      ),
    );
  });

  test('leaves the list as it was', () => {
    const list = Object.freeze([3, 1, 2]);
    median(list);
    expect(list).toEqual([3, 1, 2]);
  });
});

describe('numbers for people', () => {
  test.each([
    { value: 0, text: '0' },
    { value: 1, text: '1' },
    { value: 1.234, text: '1.23' },
    { value: 9.999, text: '10' },
    { value: 12.34, text: '12.3' },
    { value: 99.94, text: '99.9' },
    { value: 123.4, text: '123' },
    { value: 1_234.5, text: '1,235' },
    { value: 1_234_567, text: '1,234,567' },
    { value: -5, text: '\u22125' },
    { value: -1_234.5, text: '\u22121,235' },
    { value: 0.5, text: '0.5' },
    { value: 0.129, text: '0.13' },
    // Only zero is written as 0: a limit of 0.004 is not "limit 0".
    { value: 0.004, text: '0.004' },
    { value: 0.000_123_4, text: '0.00012' },
    { value: -0.000_1, text: '\u22120.0001' },
    { value: -0, text: '0' },
    { value: Number.POSITIVE_INFINITY, text: '∞' },
  ])('$value is $text', ({ value, text }) => {
    expect(formatNumber(value)).toBe(text);
  });

  test.each([
    { value: 1.5, unit: 'percent', text: '1.5 %' },
    { value: 140, unit: 'per minute', text: '140 a minute' },
    { value: 3, unit: 'count', text: '3' },
    { value: 2_400, unit: 'ms', text: '2.4 s' },
    { value: 999, unit: 'ms', text: '999 ms' },
    { value: 1, unit: 'constructor', text: '1 constructor' },
  ])('$value $unit: $text', ({ value, unit, text }) => {
    expect(sayIn(unit, [value])(value)).toBe(text);
  });

  test('a value and its limit are said in the same unit', () => {
    const say = sayIn('ms', [2_400, 800]);
    expect([say(2_400), say(800)]).toEqual(['2.4 s', '0.8 s']);
  });
});
