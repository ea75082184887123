import { describe, expect, test } from 'vitest';
import { addUsage, costOf, spendView, type DayUsage } from '../../../shared/domain/spend/meter';
import { PRICES } from '../../../shared/domain/spend/prices';
import { DAY, HOUR } from '../../../shared/lib/time';
import { at } from '../../builders/instants';

const TODAY = at('2026-11-23T00:00:00Z');
const NOON = TODAY + 12 * HOUR;
const aDay = (over: Partial<DayUsage> = {}): DayUsage => ({
  day: TODAY,
  api: 'GetMetricData',
  requests: 1,
  units: 1_000,
  ...over,
});

describe('P5: what AWS bills', () => {
  test.each([
    { api: 'GetMetricData', units: 1_000, cost: 0.01 },
    { api: 'GetMetricData', units: 0, cost: 0 },
    { api: 'DescribeAlarms', units: 1_000, cost: 0 },
    { api: 'Health', units: 1_000, cost: 0 },
  ])('$units units of $api: $cost USD', ({ api, units, cost }) => {
    expect(costOf(api, units)).toBeCloseTo(cost, 10);
  });

  test('300 metrics every minute for a month of 30 days are about 130 dollars', () => {
    expect(costOf('GetMetricData', 300 * 60 * 24 * 30)).toBeCloseTo(129.6, 6);
  });
});

describe('P5: usage is counted by UTC day and operation', () => {
  test('a request adds to the count of its day', () => {
    const once = addUsage([], NOON, 'GetMetricData', 1, 300);
    expect(once).toEqual([aDay({ units: 300 })]);
    const more = addUsage(
      addUsage(addUsage(once, NOON + HOUR, 'GetMetricData', 2, 10), NOON, 'Health', 1, 0),
      NOON + DAY,
      'GetMetricData',
      1,
      5,
    );
    expect(more).toHaveLength(3);
    expect(more).toContainEqual(aDay({ requests: 3, units: 310 }));
    expect(more).toContainEqual(aDay({ api: 'Health', requests: 1, units: 0 }));
    expect(more).toContainEqual(aDay({ day: TODAY + DAY, requests: 1, units: 5 }));
  });

  test('nothing of what was counted is changed', () => {
    const days = Object.freeze([Object.freeze(aDay())]);
    addUsage(days, NOON, 'GetMetricData', 1, 1);
    expect(days).toEqual([aDay()]);
  });
});

describe('P5: what is shown', () => {
  test('today by operation, with the source of the prices and the budget', () => {
    const days = [
      aDay({ units: 5_000, requests: 10 }),
      aDay({ api: 'DescribeAlarms', requests: 7, units: 0 }),
      aDay({ day: TODAY - DAY, units: 9_000 }),
    ];
    expect(spendView(days, NOON, 0, 50)).toEqual({
      currency: 'USD',
      today: 0.05,
      monthForecast: 0.14,
      byApi: [
        { api: 'DescribeAlarms', requests: 7, billedUnits: 0, cost: 0 },
        { api: 'GetMetricData', requests: 10, billedUnits: 5_000, cost: 0.05 },
      ],
      budget: 50,
      prices: PRICES.source,
    });
  });

  test('the month so far, and the rest at the pace at which is asked now', () => {
    // One metric a second is 0.036 USD an hour, and 7.5 days are left in November.
    expect(spendView([aDay({ units: 12_000 })], NOON, 1, null).monthForecast).toBeCloseTo(0.12 + 0.036 * 7.5 * 24, 6);
    const lastSecond = at('2026-11-30T23:59:59Z');
    expect(spendView([aDay({ units: 12_000 })], lastSecond, 1, null).monthForecast).toBeCloseTo(0.12, 4);
  });

  test('in December the month ends with the year', () => {
    expect(spendView([], at('2026-12-31T00:00:00Z'), 1, null).monthForecast).toBeCloseTo(0.036 * 24, 6);
  });

  test('a day of another month does not count', () => {
    const october = aDay({ day: at('2026-10-31T00:00:00Z'), units: 1e9 });
    expect(spendView([october], NOON, 0, null)).toMatchObject({ today: 0, monthForecast: 0, byApi: [] });
  });

  test('nothing asked yet costs nothing', () => {
    expect(spendView([], NOON, 0, null)).toMatchObject({ today: 0, monthForecast: 0, byApi: [], budget: null });
  });
});
