import { describe, expect, test } from 'vitest';
import { signalHistory } from '../../../shared/domain/signals/history';
import { DAY, HOUR, MINUTE } from '../../../shared/lib/time';
import { NOW } from '../../builders/instants';
import { aSignal, anOrdersSignal, bucketAt, buckets, bucketsOf, someData, steadyHours } from '../../builders/signals';

const ZONE = 'America/Sao_Paulo';

describe('the chart of a signal', () => {
  const signal = aSignal();

  test.each([1, 3, 24])('reaches back %s hours from now', (hours) => {
    expect(signalHistory('br-prod', signal, someData(), ZONE, NOW + 59_999, hours)).toMatchObject({
      site: 'br-prod',
      signal: 'p95',
      periodSeconds: 60,
      from: NOW - hours * HOUR,
      to: NOW,
      points: [],
      incomplete: null,
    });
  });

  test('S3: draws complete buckets, and the first that is not complete apart', () => {
    const history = signalHistory('br-prod', signal, buckets(signal, `${'.'.repeat(80)}|CC`), ZONE, NOW, 1);
    expect(history.points).toHaveLength(58);
    expect(history.points[0]?.[0]).toBe(NOW - HOUR);
    expect(history.points.at(-1)?.[0]).toBe(bucketAt(signal, 0));
    expect(history.incomplete).toEqual([bucketAt(signal, -1), 3_000]);
  });

  test('what was not asked is not complete', () => {
    const data = { ...buckets(signal, '..........'), covered: [NOW - HOUR, NOW - 5 * MINUTE] as const };
    const history = signalHistory('br-prod', signal, data, ZONE, NOW, 1);
    expect(history.points.at(-1)?.[0]).toBe(NOW - 6 * MINUTE);
    expect(history.incomplete?.[0]).toBe(NOW - 5 * MINUTE);
  });

  test('S11: the usual range of each local hour: lowest, median and highest of the 14 days', () => {
    const orders = anOrdersSignal();
    const hours = steadyHours(ZONE, 100).map((hour, index) => ({ ...hour, median: 100 + Math.floor(index / 24) }));
    const history = signalHistory('br-prod', orders, { ...bucketsOf(orders, []), hours }, ZONE, NOW, 3);
    expect(history.usual.map(({ at }) => at)).toEqual([NOW - 3 * HOUR, NOW - 2 * HOUR, NOW - HOUR, NOW]);
    // Of 09:00 UTC 13 days are in the memory, of noon 14.
    expect(history.usual[0]).toEqual({ at: NOW - 3 * HOUR, low: 100, median: 106, high: 112 });
    expect(history.usual[3]).toEqual({ at: NOW, low: 100, median: 106.5, high: 113 });
    const later = signalHistory('br-prod', orders, { ...bucketsOf(orders, []), hours }, ZONE, NOW + DAY, 1);
    expect(later.usual[1]).toMatchObject({ low: 101, high: 113 });
  });

  test('without a history there is no usual range, and limits that do not change stand once', () => {
    expect(signalHistory('br-prod', signal, buckets(signal, '...'), ZONE, NOW, 3)).toMatchObject({
      usual: [],
      limits: [{ at: NOW - 3 * HOUR, warning: 800, critical: 2_000 }],
    });
  });
});
