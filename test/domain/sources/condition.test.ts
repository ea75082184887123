import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { HOLD, blindFrom, conditionOf, conditionReason, isSeen } from '../../../shared/domain/sources/condition';
import type { Condition, FailureKind } from '../../../shared/domain/sources/types';
import { MINUTE } from '../../../shared/lib/time';
import { NOW } from '../../builders/instants';
import { holds } from '../../builders/property';
import { aFailure, aSource } from '../../builders/sources';

const KINDS: readonly FailureKind[] = ['throttled', 'denied', 'signed-out', 'offline', 'error'];

describe('S2: live up to 2 promised intervals after the last good answer, late up to 3, then stale', () => {
  test.each([
    { interval: 60, age: 0, condition: 'live' },
    { interval: 60, age: 120_000, condition: 'live' },
    { interval: 60, age: 120_001, condition: 'late' },
    { interval: 60, age: 180_000, condition: 'late' },
    { interval: 60, age: 180_001, condition: 'stale' },
    { interval: 300, age: 600_000, condition: 'live' },
    { interval: 300, age: 600_001, condition: 'late' },
    { interval: 300, age: 900_000, condition: 'late' },
    { interval: 300, age: 900_001, condition: 'stale' },
    { interval: 45, age: 135_000, condition: 'late' },
    { interval: 45, age: 135_001, condition: 'stale' },
  ])('asked every $interval s, $age ms old: $condition', ({ interval, age, condition }) => {
    expect(conditionOf(aSource({ intervalSeconds: interval, lastGoodAt: NOW - age }), NOW)).toBe(condition);
  });

  test.each(KINDS)('a failed try (%s) does not blind a source whose last good answer is young', (kind) => {
    const failure = aFailure({ kind });
    expect(conditionOf(aSource({ lastGoodAt: NOW - 120_000, failure }), NOW)).toBe('live');
    expect(conditionOf(aSource({ lastGoodAt: NOW - 180_000, failure }), NOW)).toBe('late');
  });

  test.each(KINDS)('past 3 intervals the kind of the failure is the condition: %s', (kind) => {
    expect(conditionOf(aSource({ lastGoodAt: NOW - 180_001, failure: aFailure({ kind }) }), NOW)).toBe(kind);
  });

  test.each(KINDS)('without any good answer the failure shows at once: %s', (kind) => {
    expect(conditionOf(aSource({ lastGoodAt: null, failure: aFailure({ kind }) }), NOW)).toBe(kind);
  });

  test('asked never, or not yet answered: never', () => {
    expect(conditionOf(aSource({ lastGoodAt: null }), NOW)).toBe('never');
  });

  test('an answer dated ahead, as after the clock was set back, is no younger than one as far behind', () => {
    expect(conditionOf(aSource({ lastGoodAt: NOW + 60_000 }), NOW)).toBe('live');
    expect(conditionOf(aSource({ lastGoodAt: NOW + 180_001 }), NOW)).toBe('stale');
    expect(conditionOf(aSource({ lastGoodAt: NOW + 86_400_000 }), NOW)).toBe('stale');
  });

  test.each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])(
    'a last good answer at %s is not seen',
    (lastGoodAt) => {
      expect(isSeen(conditionOf(aSource({ lastGoodAt }), NOW))).toBe(false);
    },
  );

  test('only live and late are seen', () => {
    const conditions: readonly Condition[] = ['live', 'late', 'stale', 'never', ...KINDS];
    expect(conditions.filter(isSeen)).toEqual(['live', 'late']);
  });

  test('a source that gets no answer never gets better by waiting', () => {
    const order: readonly Condition[] = ['live', 'late', 'stale'];
    holds(
      fc.property(
        fc.integer({ min: 1, max: 900 }),
        fc.nat(10_000_000),
        fc.nat(10_000_000),
        (intervalSeconds, one, other) => {
          const source = aSource({ intervalSeconds, lastGoodAt: NOW });
          const [early, late] = [Math.min(one, other), Math.max(one, other)];
          const rank = (age: number): number => order.indexOf(conditionOf(source, NOW + age));
          expect(rank(early)).toBeLessThanOrEqual(rank(late));
          expect(isSeen(conditionOf(source, NOW + late))).toBe(NOW + late <= (blindFrom(source) ?? 0));
        },
      ),
    );
  });

  test('what was worse is held 15 minutes after blindness, which begins after 3 intervals', () => {
    expect(HOLD).toBe(15 * MINUTE);
    expect(blindFrom(aSource({ intervalSeconds: 60, lastGoodAt: NOW }))).toBe(NOW + 3 * MINUTE);
    expect(blindFrom(aSource({ intervalSeconds: 300, lastGoodAt: NOW }))).toBe(NOW + 15 * MINUTE);
    expect(blindFrom(aSource({ lastGoodAt: null }))).toBeNull();
  });
});

describe('the reason of a condition', () => {
  test.each([
    { what: 'live', source: aSource(), reason: null },
    {
      what: 'live with a failed try',
      source: aSource({ failure: aFailure({ reason: 'too many requests' }) }),
      reason: 'too many requests',
    },
    { what: 'late', source: aSource({ lastGoodAt: NOW - 150_000 }), reason: 'no answer since 11:57 UTC' },
    {
      what: 'stale',
      source: aSource({ lastGoodAt: NOW - 86_400_000 }),
      reason: 'no answer since 2026-11-22 12:00 UTC',
    },
    { what: 'never', source: aSource({ lastGoodAt: null }), reason: 'not asked yet' },
    {
      what: 'denied',
      source: aSource({
        lastGoodAt: null,
        failure: aFailure({ kind: 'denied', reason: 'cloudwatch:GetMetricData is missing' }),
      }),
      reason: 'cloudwatch:GetMetricData is missing',
    },
    {
      what: 'live, not all understood',
      source: aSource({ notUnderstood: ['a', 'b'] }),
      reason: 'not understood: a, b',
    },
    {
      what: 'late, not all understood',
      source: aSource({ lastGoodAt: NOW - 150_000, notUnderstood: ['a'] }),
      reason: 'no answer since 11:57 UTC; not understood: a',
    },
  ])('$what: $reason', ({ source, reason }) => {
    expect(conditionReason(source, NOW)).toBe(reason);
  });

  test('every condition but a clean live has one', () => {
    const ages = fc.option(fc.integer({ min: 0, max: 1_000_000 }), { nil: null });
    const failures = fc.option(fc.constantFrom(...KINDS), { nil: null });
    holds(
      fc.property(ages, failures, (age, kind) => {
        const source = aSource({
          lastGoodAt: age === null ? null : NOW - age,
          failure: kind === null ? null : aFailure({ kind }),
        });
        const clean = conditionOf(source, NOW) === 'live' && kind === null;
        expect(conditionReason(source, NOW) === null).toBe(clean);
      }),
    );
  });
});
