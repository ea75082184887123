import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { catchUpDelay, isJump, promisedSeconds, retryDelay, usualDelay, type PaceOf } from '../../main/polling/pacing';
import { HOUR, MINUTE, SECOND } from '../../shared/lib/time';
import { NOW } from './builders';

const pace = (part: Partial<PaceOf>): number =>
  promisedSeconds({ api: 'GetMetricData', production: true, shortestPeriodSeconds: 60, calmSince: null, ...part }, NOW);
const fraction = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

describe('the promised interval (P4)', () => {
  it.each([
    ['alarms of production', { api: 'DescribeAlarms' }, 30],
    ['alarms elsewhere', { api: 'DescribeAlarms', production: false }, 60],
    ['AWS Health', { api: 'Health' }, 60],
    ['signals of production', {}, 60],
    ['signals of production, calm for less than an hour', { calmSince: NOW - HOUR + 1 }, 60],
    ['signals of production, calm for an hour', { calmSince: NOW - HOUR }, 120],
    ['signals elsewhere', { production: false }, 300],
    ['signals elsewhere, calm', { production: false, calmSince: NOW - 2 * HOUR }, 300],
    ['signals of 10 s', { shortestPeriodSeconds: 10 }, 60],
    ['signals of 5 min', { shortestPeriodSeconds: 300 }, 300],
    ['signals of an hour: still seen within the bound', { shortestPeriodSeconds: 3_600 }, 300],
    ['signals of an hour elsewhere', { production: false, shortestPeriodSeconds: 3_600 }, 900],
  ] as const)('%s', (_what, part, seconds) => {
    expect(pace(part)).toBe(seconds);
  });

  it('never exceeds 5 min for production and 15 min elsewhere', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('DescribeAlarms' as const, 'GetMetricData' as const, 'Health' as const),
        fc.boolean(),
        fc.integer({ min: 10, max: 86_400 }),
        fc.integer({ min: 0, max: NOW }),
        (api, production, shortestPeriodSeconds, calmSince) => {
          expect(pace({ api, production, shortestPeriodSeconds, calmSince })).toBeLessThanOrEqual(
            production ? 300 : 900,
          );
        },
      ),
    );
  });
});

describe('the next try', () => {
  it('comes after the interval, 10 % sooner or later', () => {
    fc.assert(
      fc.property(fc.integer({ min: 30, max: 900 }), fraction, (interval, random) => {
        const delay = usualDelay(interval, () => random);
        expect(delay).toBeGreaterThanOrEqual(interval * SECOND * 0.9);
        expect(delay).toBeLessThanOrEqual(interval * SECOND * 1.1);
      }),
    );
  });

  it('after a failure backs off from 2 s with full jitter, never beyond the interval (P6)', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('throttled' as const, 'offline' as const, 'error' as const),
        fc.integer({ min: 1, max: 1_000 }),
        fc.integer({ min: 30, max: 900 }),
        fraction,
        (kind, failures, interval, random) => {
          const delay = retryDelay(kind, failures, interval, () => random);
          expect(delay).toBeGreaterThanOrEqual(SECOND / 2);
          expect(delay).toBeLessThanOrEqual(
            Math.max(SECOND / 2, Math.min(interval * SECOND, 2 * SECOND * 2 ** (failures - 1))),
          );
        },
      ),
    );
    expect(retryDelay('throttled', 3, 60, () => 0.5)).toBe(4 * SECOND);
  });

  it('of what is denied waits for the interval, of what is signed out a minute', () => {
    expect(retryDelay('denied', 9, 300, () => 0.5)).toBe(300 * SECOND);
    expect(retryDelay('signed-out', 9, 300, () => 0.5)).toBe(MINUTE);
  });

  it('after a jump is spread over 5 s (P7)', () => {
    expect(catchUpDelay(() => 0)).toBe(0);
    expect(catchUpDelay(() => 0.999)).toBeLessThan(5 * SECOND);
    expect(isJump(121 * SECOND, 60)).toBe(true);
    expect(isJump(120 * SECOND, 60)).toBe(false);
  });
});
