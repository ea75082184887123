import { describe, expect, test } from 'vitest';
import { fewestBilled, fewestCalls } from './fewest';
import type { MetricGroup, PlatformShape } from './rig/platform';

const group = (metrics: number, statistics = 1, period = 60): MetricGroup => ({
  metrics,
  statistics: Array.from({ length: statistics }, (_, index) => `p${index + 90}`),
  period,
});
const shape = (
  groups: readonly MetricGroup[],
  over: Partial<PlatformShape & { alarms: number }> = {},
): PlatformShape => ({
  places: [{ account: 'one', region: 'sa-east-1', groups, alarms: over.alarms ?? 0 }],
  events: over.events ?? 0,
  entities: over.entities ?? 0,
});
const calls = (groups: readonly MetricGroup[], occasion: 'start' | 'usual' = 'usual') =>
  fewestCalls(shape(groups), occasion)['GetMetricData'];

describe('GetMetricData', () => {
  test.each([
    [1, 1],
    [500, 1],
    [501, 2],
    [1_000, 2],
    [1_001, 3],
  ])('%d signals: %d calls', (metrics, expected) => {
    expect(calls([group(metrics)])).toBe(expected);
  });

  test('statistics of one metric stay together: three of them leave room for 166 metrics', () => {
    expect(calls([group(166, 3)])).toBe(1);
    expect(calls([group(167, 3)])).toBe(2);
    expect(calls([group(332, 3)])).toBe(2);
    // 999 queries fit two calls, 333 whole metrics do not.
    expect(calls([group(333, 3)])).toBe(3);
  });

  test('points bound what three hours can ask in one call', () => {
    expect(calls([group(93, 1, 10)], 'start')).toBe(1);
    expect(calls([group(94, 1, 10)], 'start')).toBe(2);
    expect(calls([group(94, 1, 10)], 'usual')).toBe(1);
  });

  test('different metrics share a call', () => {
    expect(calls([group(260), group(240, 1, 300)], 'start')).toBe(1);
    expect(calls([group(260), group(241, 1, 300)])).toBe(2);
  });
});

test('alarms and events are paged at 100, details asked ten at a time and of what is new', () => {
  expect(fewestCalls(shape([group(1)], { alarms: 100, events: 100, entities: 1 }), 'start')).toEqual({
    GetMetricData: 1,
    DescribeAlarms: 1,
    DescribeEvents: 1,
    DescribeEventDetails: 10,
    DescribeAffectedEntities: 10,
  });
  expect(fewestCalls(shape([group(1)], { alarms: 101, events: 101, entities: 20 }), 'start')).toEqual({
    GetMetricData: 1,
    DescribeAlarms: 2,
    DescribeEvents: 2,
    DescribeEventDetails: 11,
    DescribeAffectedEntities: 21,
  });
  expect(fewestCalls(shape([group(1)], { alarms: 0, events: 101 }), 'usual')).toEqual({
    GetMetricData: 1,
    DescribeAlarms: 1,
    DescribeEvents: 2,
  });
});

test('every place is asked, and AWS Health once for each account', () => {
  const place = (account: string, region: string) => ({ account, region, groups: [group(40)], alarms: 10 });
  const places = [place('one', 'sa-east-1'), place('one', 'us-east-1'), place('two', 'us-east-1')];
  expect(fewestCalls({ places, events: 0, entities: 0 }, 'usual')).toEqual({
    GetMetricData: 3,
    DescribeAlarms: 3,
    DescribeEvents: 2,
  });
});

test('up to five statistics of a metric are billed as one', () => {
  expect([1, 5, 6, 10, 11].map((statistics) => fewestBilled(shape([group(10, statistics)])))).toEqual([
    10, 10, 20, 20, 30,
  ]);
});
