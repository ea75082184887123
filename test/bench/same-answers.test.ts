import { describe, expect, test } from 'vitest';
import { alarmAnswer, compareAlarms, comparePoints, metricAnswer } from './same-answers';

const range = { from: 0, to: 180_000 };
const theirs = { Timestamps: [120_000, 60_000, 0], Values: [3.5, 2, 1] };

describe('points', () => {
  test('the same in any order are the same', () => {
    const ours = [
      [0, 1],
      [60_000, 2],
      [120_000, 3.5],
      [180_000, 9],
    ] as const;
    expect(comparePoints('s', ours, theirs, range)).toEqual({ compared: 3, different: [] });
  });

  test('a value that differs at all, or that only one has, is said', () => {
    const ours = [
      [0, 1],
      [60_000, 2.0000000000000004],
    ] as const;
    expect(comparePoints('s', ours, theirs, range)).toEqual({
      compared: 3,
      different: [
        's at 1970-01-01T00:01:00.000Z: 2.0000000000000004 and 2',
        's at 1970-01-01T00:02:00.000Z: nothing and 3.5',
      ],
    });
    expect(comparePoints('s', [[0, 1]], undefined, range).different).toEqual([
      's at 1970-01-01T00:00:00.000Z: 1 and nothing',
    ]);
  });
});

test('instants are read as every version of the command line writes them', () => {
  const read = (Timestamps: unknown) =>
    metricAnswer.parse({ MetricDataResults: [{ Id: 'q', Timestamps, Values: [1] }] }).MetricDataResults[0]!.Timestamps;
  const at = Date.parse('2026-11-25T11:38:00Z');
  expect(read(['2026-11-25T11:38:00+00:00'])).toEqual([at]);
  expect(read(['2026-11-25T11:38:00Z'])).toEqual([at]);
  expect(read([at / 1_000])).toEqual([at]);
});

test('alarms: a state that differs, and an alarm that only one has', () => {
  const answer = alarmAnswer.parse({
    MetricAlarms: [
      { AlarmName: 'a', StateValue: 'OK', Threshold: 1 },
      { AlarmName: 'b', StateValue: 'ALARM' },
    ],
  });
  const ours = [
    { name: 'a', state: 'OK' },
    { name: 'b', state: 'OK' },
    { name: 'c', state: 'OK' },
  ] as const;
  expect(compareAlarms('site', ours, answer.MetricAlarms)).toEqual({
    compared: 3,
    different: ['site, alarm b: OK and ALARM', 'site, alarm c: OK and nothing'],
  });
  expect(compareAlarms('site', [], []).compared).toBe(0);
});
