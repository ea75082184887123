import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { foldSignal } from '../../../shared/domain/signals/fold';
import {
  EMPTY_SIGNAL,
  KEEP,
  completedHours,
  mergeAnswer,
  mergeHours,
  type SignalAnswer,
} from '../../../shared/domain/signals/merge';
import type { Point, SignalData } from '../../../shared/domain/signals/types';
import { DAY, HOUR, MINUTE, SECOND } from '../../../shared/lib/time';
import { NOW } from '../../builders/instants';
import { holds } from '../../builders/property';
import { aSignal, bucketAt, hourAt, someData } from '../../builders/signals';

const PERIOD = 60;
const minutes = (count: number): number => NOW + count * MINUTE;

/** An answer over minutes [from, to) around noon. */
const anAnswer = (from: number, to: number, over: Partial<SignalAnswer> = {}): SignalAnswer => ({
  asked: [minutes(from), minutes(to)],
  points: [],
  noDenominator: new Set(),
  problem: null,
  ...over,
});
const pointsAt = (...at: readonly number[]): readonly Point[] => at.map((minute) => [minutes(minute), minute]);

describe('the asked range is the truth', () => {
  const known = mergeAnswer(EMPTY_SIGNAL, anAnswer(0, 10, { points: pointsAt(0, 2, 4, 6, 8) }), PERIOD);

  test('a first answer is all that is known', () => {
    expect(known).toEqual(
      someData({ points: pointsAt(0, 2, 4, 6, 8), covered: [minutes(0), minutes(10)], seenIn14Days: true }),
    );
  });

  test('a point that is no longer answered is gone, one that is new is there, others stay', () => {
    const merged = mergeAnswer(known, anAnswer(3, 7, { points: pointsAt(3, 6) }), PERIOD);
    expect(merged.points).toEqual(pointsAt(0, 2, 3, 6, 8));
    expect(merged.covered).toEqual([minutes(0), minutes(10)]);
  });

  test('the range is from its start, inclusive, to its end, exclusive', () => {
    expect(mergeAnswer(known, anAnswer(2, 6), PERIOD).points).toEqual(pointsAt(0, 6, 8));
  });

  test('outside of what was asked an answer says nothing', () => {
    const merged = mergeAnswer(known, anAnswer(3, 7, { points: pointsAt(0, 1, 5, 7, 9) }), PERIOD);
    expect(merged.points).toEqual(pointsAt(0, 2, 5, 8));
  });

  test('a value that changed is replaced', () => {
    const merged = mergeAnswer(known, anAnswer(4, 5, { points: [[minutes(4), 99]] }), PERIOD);
    expect(merged.points.find(([at]) => at === minutes(4))).toEqual([minutes(4), 99]);
  });

  test.each([
    { what: 'goes on where the known ends', from: 10, to: 12, covered: [0, 12], points: [0, 2, 4, 6, 8, 11] },
    { what: 'overlaps the end', from: 5, to: 12, covered: [0, 12], points: [0, 2, 4, 11] },
    { what: 'overlaps the begin', from: -3, to: 1, covered: [-3, 10], points: [2, 4, 6, 8] },
    { what: 'ends where the known begins', from: -3, to: 0, covered: [-3, 10], points: [0, 2, 4, 6, 8] },
    { what: 'holds the known', from: -5, to: 20, covered: [-5, 20], points: [11] },
    { what: 'leaves a hole before it', from: 11, to: 12, covered: [11, 12], points: [11] },
    { what: 'leaves a hole behind it', from: -3, to: -1, covered: [-3, -1], points: [] },
  ])('an answer that $what covers $covered', ({ from, to, covered, points }) => {
    const merged = mergeAnswer(known, anAnswer(from, to, { points: pointsAt(11) }), PERIOD);
    expect(merged.covered).toEqual(covered.map(minutes));
    expect(merged.points).toEqual(pointsAt(...points));
  });

  test('points are brought to the grid of the period, one a bucket, the latest wins, ascending', () => {
    const points: readonly Point[] = [
      [minutes(3) + 59 * SECOND, 2],
      [minutes(1), 7],
      [minutes(3) + 1, 1],
    ];
    expect(mergeAnswer(EMPTY_SIGNAL, anAnswer(0, 5, { points }), PERIOD).points).toEqual([
      [minutes(1), 7],
      [minutes(3), 2],
    ]);
  });

  test.each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])('%s is no point', (value) => {
    expect(mergeAnswer(EMPTY_SIGNAL, anAnswer(0, 5, { points: [[minutes(1), value]] }), PERIOD)).toMatchObject({
      points: [],
      seenIn14Days: null,
    });
  });

  test.each([{ at: Number.NaN }, { at: Number.POSITIVE_INFINITY }, { at: -8.64e15 }, { at: 8.64e15 }])(
    'a point at $at is outside of every range',
    ({ at }) => {
      expect(mergeAnswer(EMPTY_SIGNAL, anAnswer(0, 5, { points: [[at, 1]] }), PERIOD).points).toEqual([]);
    },
  );
});

describe('what is kept', () => {
  const old = mergeAnswer(
    EMPTY_SIGNAL,
    anAnswer(0, 10, { points: pointsAt(0, 5), noDenominator: new Set([minutes(1), minutes(6)]) }),
    PERIOD,
  );

  test('27 hours, then it is forgotten', () => {
    const steps = Array.from({ length: 28 }, (_, hour) => anAnswer(hour * 60, (hour + 1) * 60 + 3));
    const merged = steps.reduce((data, answer) => mergeAnswer(data, answer, PERIOD), old);
    expect(KEEP).toBe(27 * HOUR);
    expect(merged.covered).toEqual([minutes(28 * 60 + 3) - KEEP, minutes(28 * 60 + 3)]);
    expect(merged.points).toEqual([]);
    expect(merged.noDenominator).toEqual(new Set());
  });

  test('what was just asked counts whole, however long its buckets are', () => {
    const daily: SignalAnswer = {
      asked: [NOW - 30 * DAY, NOW],
      points: [[NOW - 12 * HOUR - 20 * DAY, 5]],
      noDenominator: new Set(),
      problem: null,
    };
    const first = mergeAnswer(EMPTY_SIGNAL, daily, 86_400);
    const second = mergeAnswer(first, daily, 86_400);
    expect(second).toEqual(first);
    expect(second.covered).toEqual([NOW - 30 * DAY, NOW]);
  });

  test('missing denominators follow the same range', () => {
    expect(old.noDenominator).toEqual(new Set([minutes(1), minutes(6)]));
    const merged = mergeAnswer(old, anAnswer(5, 8, { noDenominator: new Set([minutes(7)]) }), PERIOD);
    expect(merged.noDenominator).toEqual(new Set([minutes(1), minutes(7)]));
    const older = mergeAnswer(old, anAnswer(-2, 2), PERIOD);
    expect(older.noDenominator).toEqual(new Set([minutes(6)]));
    expect(mergeAnswer(old, anAnswer(20, 30), PERIOD).noDenominator).toEqual(new Set());
  });

  test('hours and "seen in 14 days" stay; a point proves that it was seen', () => {
    const hours = [hourAt('UTC', '2026-11-22T10:00', 5)];
    const known = someData({ hours, seenIn14Days: false });
    expect(mergeAnswer(known, anAnswer(0, 5), PERIOD)).toMatchObject({ hours, seenIn14Days: false });
    expect(mergeAnswer(known, anAnswer(0, 5, { points: pointsAt(1) }), PERIOD)).toMatchObject({
      hours,
      seenIn14Days: true,
    });
  });

  test.each(['misconfigured', 'denied'] as const)('an answer that is %s changes nothing but the problem', (kind) => {
    const problem = { kind, text: 'AWS refuses it' };
    expect(mergeAnswer(old, anAnswer(5, 20, { points: pointsAt(11), problem }), PERIOD)).toEqual({ ...old, problem });
  });

  test('a partial answer is merged and stays marked until a whole one comes', () => {
    const problem = { kind: 'partial', text: 'AWS sent only a part of it' } as const;
    const partial = mergeAnswer(old, anAnswer(5, 12, { points: pointsAt(11), problem }), PERIOD);
    expect(partial).toMatchObject({ points: pointsAt(0, 11), covered: [minutes(0), minutes(12)], problem });
    expect(mergeAnswer(partial, anAnswer(10, 13), PERIOD).problem).toBeNull();
  });
});

describe('S4: the same buckets give the same state whatever chunks they arrived in', () => {
  const signal = aSignal();
  const first = bucketAt(signal, 99);
  const bucket = fc.oneof(
    { weight: 5, arbitrary: fc.constant(100) },
    { weight: 2, arbitrary: fc.constant(1_000) },
    { weight: 2, arbitrary: fc.constant(3_000) },
    { weight: 2, arbitrary: fc.constant(null) },
  );
  const whole = fc.record({
    values: fc.array(bucket, { minLength: 100, maxLength: 100 }),
    noDenominator: fc.uniqueArray(fc.nat(99), { maxLength: 5 }),
  });
  type Whole = { readonly values: readonly (number | null)[]; readonly noDenominator: readonly number[] };

  /** What AWS answers for buckets [from, to), the points in any order. */
  const answerOf = ({ values, noDenominator }: Whole, from: number, to: number, backwards = false): SignalAnswer => {
    const points = values.flatMap((value, index): readonly Point[] =>
      value === null || index < from || index >= to ? [] : [[first + index * MINUTE, value]],
    );
    return {
      asked: [first + from * MINUTE, first + to * MINUTE],
      points: backwards ? [...points].reverse() : points,
      noDenominator: new Set(
        noDenominator.filter((index) => index >= from && index < to).map((index) => first + index * MINUTE),
      ),
      problem: null,
    };
  };
  const fold = (data: SignalData) => foldSignal(signal, data, NOW, () => null);

  test('chunks that overlap or touch, growing to either side, points in any order', () => {
    const steps = fc.array(
      fc.record({
        side: fc.constantFrom('before', 'after'),
        reach: fc.integer({ min: 0, max: 40 }),
        overlap: fc.integer({ min: 0, max: 15 }),
        backwards: fc.boolean(),
      }),
      { maxLength: 8 },
    );
    holds(
      fc.property(whole, fc.nat(99), steps, (all, start, chunks) => {
        const ends = [
          { side: 'before', reach: 100, overlap: 0, backwards: true },
          { side: 'after', reach: 100, overlap: 3, backwards: false },
        ] as const;
        let [low, high] = [start, start + 1];
        let data = mergeAnswer(EMPTY_SIGNAL, answerOf(all, low, high), PERIOD);
        for (const { side, reach, overlap, backwards } of [...chunks, ...ends]) {
          const [from, to] =
            side === 'before'
              ? [Math.max(0, low - reach), Math.min(high, low + overlap)]
              : [Math.max(low, high - overlap), Math.min(100, high + reach)];
          data = mergeAnswer(data, answerOf(all, from, to, backwards), PERIOD);
          [low, high] = [Math.min(low, from), Math.max(high, to)];
        }
        const once = mergeAnswer(EMPTY_SIGNAL, answerOf(all, 0, 100), PERIOD);
        expect({ ...data, seenIn14Days: null }).toEqual({ ...once, seenIn14Days: null });
        expect(fold(data)).toEqual(fold(once));
      }),
    );
  });

  test('asking again changes nothing', () => {
    holds(
      fc.property(whole, fc.nat(99), fc.nat(99), (all, a, b) => {
        const [from, to] = [Math.min(a, b), Math.max(a, b) + 1];
        const once = mergeAnswer(EMPTY_SIGNAL, answerOf(all, 0, 100), PERIOD);
        expect(mergeAnswer(once, answerOf(all, from, to), PERIOD)).toEqual(once);
      }),
    );
  });
});

describe('S11: the memory of hours', () => {
  const hour = (start: number, median: number) => ({ start, median, count: 60 });

  test('a newer answer for an hour replaces the older one; 15 days are kept, ascending', () => {
    const known = [hour(NOW - 15 * DAY - HOUR, 1), hour(NOW - 15 * DAY, 2), hour(NOW - DAY, 3)];
    expect(mergeHours(known, [hour(NOW - DAY, 30), hour(NOW - 2 * DAY, 4)], NOW)).toEqual([
      hour(NOW - 15 * DAY, 2),
      hour(NOW - 2 * DAY, 4),
      hour(NOW - DAY, 30),
    ]);
  });

  test('live points become memory when their hour is over, settled and wholly covered', () => {
    const points = Array.from({ length: 180 }, (_, index): Point => [NOW - 3 * HOUR + index * MINUTE, index]);
    const data = someData({ points, covered: [NOW - 3 * HOUR + MINUTE, NOW] });
    // 9 to 10 is not wholly covered, 10 to 11 is, 11 to 12 is only over at noon and settled ten minutes later.
    expect(completedHours(data, 'UTC', NOW)).toEqual([hour(NOW - 2 * HOUR, 89.5)]);
    expect(completedHours(data, 'UTC', NOW + 10 * MINUTE - 1)).toHaveLength(1);
    expect(completedHours(data, 'UTC', NOW + 10 * MINUTE)).toEqual([
      hour(NOW - 2 * HOUR, 89.5),
      hour(NOW - HOUR, 149.5),
    ]);
    expect(completedHours(someData(), 'UTC', NOW)).toEqual([]);
  });

  test('in a half-hour zone an hour begins at half past in UTC', () => {
    const points = Array.from({ length: 180 }, (_, index): Point => [NOW - 3 * HOUR + index * MINUTE, index]);
    const data = someData({ points, covered: [NOW - 3 * HOUR, NOW] });
    expect(
      completedHours(data, 'Asia/Kolkata', NOW).map(({ start }) => new Date(start).toISOString().slice(11, 16)),
    ).toEqual(['09:30', '10:30']);
  });
});
