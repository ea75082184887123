import { describe, expect, test } from 'vitest';
import { median, percentile, summary } from './statistics';

describe('statistics', () => {
  test('the median is the middle, or between the two in the middle, in any order', () => {
    expect(median([9])).toBe(9);
    expect(median([10, 2, 9])).toBe(9);
    expect(median([100, 3, 20, 1])).toBe(11.5);
  });

  test('a percentile is one of the values, by the nearest rank', () => {
    const hundred = Array.from({ length: 100 }, (_, index) => 100 - index);
    expect(percentile(hundred, 0.95)).toBe(95);
    expect(percentile(hundred, 0.99)).toBe(99);
    expect(percentile(hundred, 1)).toBe(100);
    expect(percentile(hundred, 0)).toBe(1);
    expect(percentile([10, 9, 100], 0.5)).toBe(10);
    expect(percentile([10, 9, 100], 0.95)).toBe(100);
  });

  test('nothing has neither', () => {
    expect(() => median([])).toThrow();
    expect(() => percentile([], 0.5)).toThrow();
  });

  test('a summary says how far the runs lie apart, and leaves them as they were', () => {
    const runs = [3, 1, 2];
    expect(summary(runs)).toEqual({ measured: 2, spread: { min: 1, max: 3, runs: 3 } });
    expect(runs).toEqual([3, 1, 2]);
  });
});
