import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mannWhitneyU, sharesBelow, shift, trimmedMean } from '../../../shared/domain/judgement/ranks';
import { studentCdf, studentQuantile } from '../../../shared/domain/judgement/student';
import { holds } from '../../builders/property';

/** Permeability of a membrane at term and at 12 to 26 weeks: Hollander and Wolfe, Nonparametric Statistical Methods, example 4.1. */
const AT_TERM = [0.8, 0.83, 1.89, 1.04, 1.45, 1.38, 1.91, 1.64, 0.73, 1.46];
const EARLY = [1.15, 0.88, 0.9, 0.74, 1.21];

describe('statistics of a judgement against published examples', () => {
  it('Mann-Whitney U and shift of Hollander and Wolfe, example 4.1', () => {
    expect(mannWhitneyU(AT_TERM, EARLY)).toBeCloseTo(35, 12);
    expect(shift(AT_TERM, EARLY)).toBeCloseTo(0.305, 12);
  });

  it('Mann-Whitney U of the hare and the tortoise: 25 of the hares\u2019 pairs, 11 of the tortoises\u2019', () => {
    // Places at the finish: T H H H H H T T T T T H; a lower place is better.
    const hares = [2, 3, 4, 5, 6, 12];
    const tortoises = [1, 7, 8, 9, 10, 11];
    expect(mannWhitneyU(tortoises, hares)).toBe(25);
    expect(mannWhitneyU(hares, tortoises)).toBe(11);
  });

  it.each([
    [1, 12.706],
    [2, 4.303],
    [3, 3.182],
    [5, 2.571],
    [10, 2.228],
    [30, 2.042],
    [120, 1.98],
  ])(
    'Student\u2019s t with %i degrees of freedom exceeds %f with a chance of 2.5 %% (Fisher\u2019s table)',
    (df, t) => {
      expect(studentQuantile(0.025, df)).toBeCloseTo(t, 3);
      expect(studentCdf(-t, df)).toBeCloseTo(0.025, 4);
      expect(studentCdf(0, df)).toBe(0.5);
    },
  );
});

describe('statistics of a judgement', () => {
  const numbers = fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 1, maxLength: 30 });

  it('U counts each pair once, whichever side is asked', () => {
    holds(
      fc.property(numbers, numbers, (a, b) => {
        expect(mannWhitneyU(a, b) + mannWhitneyU(b, a)).toBeCloseTo(a.length * b.length, 6);
        const pairs = a.flatMap((x) => b.map((y) => (x > y ? 1 : x === y ? 0.5 : 0)));
        expect(mannWhitneyU(a, b)).toBeCloseTo(
          pairs.reduce<number>((sum, one) => sum + one, 0),
          6,
        );
      }),
    );
  });

  it('a shift follows what is added, and turns with the sides', () => {
    holds(
      fc.property(numbers, numbers, fc.integer({ min: -9, max: 9 }), (a, b, more) => {
        expect(
          shift(
            a.map((one) => one + more),
            b,
          ),
        ).toBeCloseTo(shift(a, b) + more, 9);
        expect(shift(b, a)).toBeCloseTo(-shift(a, b), 9);
      }),
    );
  });

  it('a shift is the middle of all differences, of few equal ones and of many that lie far apart', () => {
    const far = fc.array(
      fc.double({ min: -1e12, max: 1e12, noNaN: true }).map((one) => Math.round(one * 1e3) / 1e3),
      { minLength: 1, maxLength: 30 },
    );
    for (const some of [numbers, far])
      holds(
        fc.property(some, some, (a, b) => {
          const all = a.flatMap((x) => b.map((y) => x - y)).sort((x, y) => x - y);
          const [low, high] = [all[Math.ceil(all.length / 2) - 1] ?? 0, all[Math.floor(all.length / 2)] ?? 0];
          expect(Math.abs(shift(a, b) - (low + high) / 2)).toBe(0);
        }),
      );
  });

  it('a trimmed mean lies between the numbers and forgets a stray one', () => {
    holds(
      fc.property(numbers, (a) => {
        const middle = trimmedMean(a);
        expect(middle).toBeGreaterThanOrEqual(Math.min(...a));
        expect(middle).toBeLessThanOrEqual(Math.max(...a));
      }),
    );
    expect(trimmedMean([1, 2, 3, 4, 1e9])).toBe(3);
    expect(sharesBelow([2], [1, 2, 3, 4])).toEqual([0.375]);
  });
});
