import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { parseSchedule } from '../../../../shared/domain/alarms/mutes/schedule';
import type { MuteRule } from '../../../../shared/domain/alarms/mutes/types';
import { joinWindows, muteWindows } from '../../../../shared/domain/alarms/mutes/windows';
import { DAY, HOUR, MINUTE, iso, type Ms } from '../../../../shared/lib/time';
import { offsetAt, toWall } from '../../../../shared/lib/zones';
import { holds } from '../../../builders/property';

const at = (text: string): Ms => Date.parse(text);

function ruleOf(
  expression: string,
  duration: string,
  timeZone: string,
  dates: { readonly from?: string; readonly until?: string } = {},
): Pick<MuteRule, 'schedule' | 'from' | 'until'> {
  const schedule = parseSchedule({ expression, duration, timeZone });
  if (!schedule.ok) throw new Error(schedule.error);
  return {
    schedule: schedule.value,
    from: dates.from === undefined ? null : at(dates.from),
    until: dates.until === undefined ? null : at(dates.until),
  };
}
const windowsOf = (rule: Pick<MuteRule, 'schedule' | 'from' | 'until'>, from: string, to: string): readonly string[] =>
  muteWindows(rule, at(from), at(to)).map(
    (window) => `${iso(window.from).slice(0, 16)} ${iso(window.to).slice(0, 16)}`,
  );

describe('S6: the windows of a mute rule', () => {
  const NEW_YORK = 'America/New_York';
  test.each<
    [
      what: string,
      expression: string,
      duration: string,
      zone: string,
      from: string,
      to: string,
      windows: readonly string[],
    ]
  >([
    [
      'once',
      'at(2026-12-24T20:00)',
      'PT4H',
      'America/Sao_Paulo',
      '2026-12-24T00:00Z',
      '2026-12-26T00:00Z',
      ['2026-12-24T23:00 2026-12-25T03:00'],
    ],
    ['once, elsewhere', 'at(2026-12-24T20:00)', 'PT4H', 'UTC', '2026-12-25T00:00Z', '2026-12-26T00:00Z', []],
    [
      'once, seen from within, whole',
      'at(2026-12-24T20:00)',
      'P15D',
      'UTC',
      '2027-01-05T00:00Z',
      '2027-01-05T01:00Z',
      ['2026-12-24T20:00 2027-01-08T20:00'],
    ],
    [
      'every night',
      'cron(0 2 * * *)',
      'PT2H',
      'UTC',
      '2026-11-23T12:00Z',
      '2026-11-25T12:00Z',
      ['2026-11-24T02:00 2026-11-24T04:00', '2026-11-25T02:00 2026-11-25T04:00'],
    ],
    [
      'in a zone of half an hour',
      'cron(0 2 * * *)',
      'PT2H',
      'Asia/Kolkata',
      '2026-11-23T12:00Z',
      '2026-11-24T12:00Z',
      ['2026-11-23T20:30 2026-11-23T22:30'],
    ],
    [
      'in a zone of three quarters',
      'cron(15 2 * * *)',
      'PT30M',
      'Asia/Kathmandu',
      '2026-11-23T12:00Z',
      '2026-11-24T12:00Z',
      ['2026-11-23T20:30 2026-11-23T21:00'],
    ],
    // 8 March 2026: New York goes from 02:00 EST to 03:00 EDT.
    [
      'the hour that the clock skips: after the gap',
      'cron(30 2 * * *)',
      'PT1H',
      NEW_YORK,
      '2026-03-07T12:00Z',
      '2026-03-09T12:00Z',
      ['2026-03-08T07:30 2026-03-08T08:30', '2026-03-09T06:30 2026-03-09T07:30'],
    ],
    [
      'over the gap it lasts as long as it says',
      'cron(0 1 * * *)',
      'PT3H',
      NEW_YORK,
      '2026-03-07T12:00Z',
      '2026-03-08T12:00Z',
      ['2026-03-08T06:00 2026-03-08T09:00'],
    ],
    // 1 November 2026: New York goes from 02:00 EDT back to 01:00 EST.
    [
      'the hour that the clock repeats: once',
      'cron(30 1 * * *)',
      'PT1H',
      NEW_YORK,
      '2026-10-31T12:00Z',
      '2026-11-02T12:00Z',
      ['2026-11-01T05:30 2026-11-01T06:30', '2026-11-02T06:30 2026-11-02T07:30'],
    ],
    [
      'the same time of day on both sides of the change',
      'cron(0 2 * * SUN)',
      'PT1H',
      NEW_YORK,
      '2026-10-25T00:00Z',
      '2026-11-08T12:00Z',
      ['2026-10-25T06:00 2026-10-25T07:00', '2026-11-01T07:00 2026-11-01T08:00', '2026-11-08T07:00 2026-11-08T08:00'],
    ],
    [
      'a weekend from Friday on, seen on Sunday',
      'cron(0 18 * * FRI)',
      'P2DT12H',
      'UTC',
      '2026-11-29T00:00Z',
      '2026-11-29T01:00Z',
      ['2026-11-27T18:00 2026-11-30T06:00'],
    ],
    [
      'the first of the month',
      'cron(0 1 1 * *)',
      'PT6H',
      'UTC',
      '2026-11-15T00:00Z',
      '2027-01-15T00:00Z',
      ['2026-12-01T01:00 2026-12-01T07:00', '2027-01-01T01:00 2027-01-01T07:00'],
    ],
    [
      'lists, ranges, names',
      'cron(0,30 22-23 * nov MON-TUE)',
      'PT10M',
      'UTC',
      '2026-11-23T22:20Z',
      '2026-11-24T23:00Z',
      [
        '2026-11-23T22:30 2026-11-23T22:40',
        '2026-11-23T23:00 2026-11-23T23:10',
        '2026-11-23T23:30 2026-11-23T23:40',
        '2026-11-24T22:00 2026-11-24T22:10',
        '2026-11-24T22:30 2026-11-24T22:40',
      ],
    ],
    [
      'steps',
      'cron(*/20 8-10/2 * * *)',
      'PT5M',
      'UTC',
      '2026-11-23T08:10Z',
      '2026-11-23T10:20Z',
      ['2026-11-23T08:20 2026-11-23T08:25', '2026-11-23T08:40 2026-11-23T08:45', '2026-11-23T10:00 2026-11-23T10:05'],
    ],
    [
      'day of month or day of week, where both are named',
      'cron(0 0 25 * SUN)',
      'PT1H',
      'UTC',
      '2026-11-23T00:00Z',
      '2026-11-30T00:00Z',
      ['2026-11-25T00:00 2026-11-25T01:00', '2026-11-29T00:00 2026-11-29T01:00'],
    ],
    [
      'from Friday over Sunday; 0 and 7 are Sunday',
      'cron(0 9 ? * FRI-SUN)',
      'PT1H',
      'UTC',
      '2026-11-23T00:00Z',
      '2026-11-30T00:00Z',
      ['2026-11-27T09:00 2026-11-27T10:00', '2026-11-28T09:00 2026-11-28T10:00', '2026-11-29T09:00 2026-11-29T10:00'],
    ],
    [
      'windows that meet are one',
      'cron(0 * * * *)',
      'PT1H',
      'UTC',
      '2026-11-23T08:30Z',
      '2026-11-23T11:00Z',
      ['2026-11-23T08:00 2026-11-23T11:00'],
    ],
    [
      '29 February in a year without one',
      'cron(0 0 29 2 *)',
      'PT1H',
      'UTC',
      '2026-02-01T00:00Z',
      '2026-04-01T00:00Z',
      [],
    ],
  ])('%s', (_, expression, duration, zone, from, to, windows) => {
    expect(windowsOf(ruleOf(expression, duration, zone), from, to)).toEqual(windows);
  });

  it('0 and 7 are Sunday', () => {
    const [zero, seven] = ['0', '7'].map((day) => ruleOf(`cron(0 2 * * ${day})`, 'PT1H', 'UTC'));
    const sunday = ['2026-11-29T02:00 2026-11-29T03:00'];
    expect(windowsOf(zero!, '2026-11-23T00:00Z', '2026-11-30T00:00Z')).toEqual(sunday);
    expect(windowsOf(seven!, '2026-11-23T00:00Z', '2026-11-30T00:00Z')).toEqual(sunday);
  });

  it('a rule mutes from its StartDate on and no longer than until its ExpireDate', () => {
    const rule = ruleOf('cron(0 2 * * *)', 'PT2H', 'UTC', { from: '2026-11-24T03:00Z', until: '2026-11-26T02:30Z' });
    expect(windowsOf(rule, '2026-11-20T00:00Z', '2026-11-30T00:00Z')).toEqual([
      '2026-11-24T03:00 2026-11-24T04:00',
      '2026-11-25T02:00 2026-11-25T04:00',
      '2026-11-26T02:00 2026-11-26T02:30',
    ]);
  });

  it('of a rule whose schedule is not understood there are none, and of no time neither', () => {
    expect(muteWindows({ schedule: null, from: null, until: null }, 0, 1e15)).toEqual([]);
    const rule = ruleOf('cron(* * * * *)', 'PT1M', 'UTC');
    expect(muteWindows(rule, 1e12, 1e12)).toEqual([]);
    // As an older file may have it: nothing in it was checked.
    const broken = { expression: 'rate(1 hour)', duration: HOUR, timeZone: 'Mars/Olympus' };
    expect(muteWindows({ schedule: broken, from: null, until: null }, 0, DAY)).toEqual([]);
    const nowhere = { ...broken, expression: 'cron(0 2 * * *)' };
    expect(muteWindows({ schedule: nowhere, from: null, until: null }, 1e12, 1e12 + DAY)).toEqual([]);
  });
});

describe('P10: an expression that is not understood names what is wrong with it', () => {
  test.each([
    ['cron(60 2 * * *)', 'minutes "60" of its cron'],
    ['cron(0 24 * * *)', 'hours "24" of its cron'],
    ['cron(0 2 0 * *)', 'day of month "0" of its cron'],
    ['cron(0 2 L * *)', 'day of month "L" of its cron'],
    ['cron(0 2 * FEBRUARY *)', 'month "FEBRUARY" of its cron'],
    ['cron(0 2 * 13 *)', 'month "13" of its cron'],
    ['cron(0 2 * * 8)', 'day of week "8" of its cron'],
    ['cron(0 2 * * MON#2)', 'day of week "MON#2" of its cron'],
    ['cron(5-1 2 * * *)', 'minutes "5-1" of its cron'],
    ['cron(1-2-3 2 * * *)', 'minutes "1-2-3" of its cron'],
    ['cron(*/0 2 * * *)', 'minutes "*/0" of its cron'],
    ['cron(0,, 2 * * *)', 'minutes "" of its cron'],
    ['cron(-1 2 * * *)', 'minutes "-1" of its cron'],
    ['cron(0 2 * * ? *)', 'cron with 6 fields instead of 5'],
    ['cron(0 2)', 'cron with 2 fields instead of 5'],
    ['rate(1 hour)', 'expression "rate(1 hour)"'],
    ['at(2026-02-30T10:00)', 'expression "at(2026-02-30T10:00)"'],
    ['at(2026-02-03 10:00)', 'expression "at(2026-02-03 10:00)"'],
    ['at(2026-02-03T24:00)', 'expression "at(2026-02-03T24:00)"'],
    ['', 'expression ""'],
  ])('%s', (expression, error) => {
    expect(parseSchedule({ expression, duration: 'PT1H', timeZone: null })).toEqual({ ok: false, error });
  });

  test.each<[duration: string, ms: Ms | string]>([
    ['PT1M', MINUTE],
    ['PT90M', 90 * MINUTE],
    ['P2DT12H', 60 * HOUR],
    ['P1W', 7 * DAY],
    ['P15D', 15 * DAY],
    ['P15DT1M', 'duration P15DT1M, not within PT1M and P15D'],
    ['PT59S', 'duration PT59S, not within PT1M and P15D'],
    ['P', 'duration "P"'],
    ['PT', 'duration "PT"'],
    ['P1M', 'duration "P1M"'],
    ['4H', 'duration "4H"'],
    ['PT1.5H', 'duration "PT1.5H"'],
  ])('a duration of %s', (duration, expected) => {
    const parsed = parseSchedule({ expression: 'cron(0 2 * * *)', duration, timeZone: 'Europe/Kyiv' });
    expect(parsed.ok ? parsed.value.duration : parsed.error).toBe(expected);
  });

  it('no zone is UTC; one that nobody knows is said', () => {
    const words = { expression: 'cron(0 2 * * *)', duration: 'PT1H' };
    expect(parseSchedule({ ...words, timeZone: null })).toMatchObject({ value: { timeZone: 'UTC' } });
    expect(parseSchedule({ ...words, timeZone: 'Mars/Olympus' })).toEqual({
      ok: false,
      error: 'time zone "Mars/Olympus"',
    });
    expect(parseSchedule({ ...words, expression: null, timeZone: null })).toEqual({
      ok: false,
      error: 'no expression',
    });
    expect(parseSchedule({ ...words, duration: null, timeZone: null })).toEqual({ ok: false, error: 'no duration' });
  });
});

describe('properties', () => {
  const rules = fc
    .record({
      minute: fc.integer({ min: 0, max: 59 }),
      hour: fc.integer({ min: 0, max: 23 }),
      weekday: fc.constantFrom('*', 'MON', 'SAT-SUN', '1,3'),
      minutes: fc.integer({ min: 1, max: 3 * 1440 }),
      zone: fc.constantFrom(
        'UTC',
        'America/New_York',
        'America/St_Johns',
        'Asia/Kolkata',
        'Australia/Lord_Howe',
        'Europe/Kyiv',
      ),
    })
    .map((one) => ({
      ...one,
      rule: ruleOf(`cron(${one.minute} ${one.hour} * * ${one.weekday})`, `PT${one.minutes}M`, one.zone),
    }));
  const spans = fc
    .tuple(fc.integer({ min: at('2026-01-01'), max: at('2027-12-01') }), fc.integer({ min: 1, max: 20 * 1440 }))
    .map(([from, minutes]) => [from, from + minutes * MINUTE] as const);

  it('are in order, apart, and touch what was asked', () => {
    holds(
      fc.property(rules, spans, ({ rule }, [from, to]) => {
        const windows = muteWindows(rule, from, to);
        windows.forEach((window, index) => {
          expect(window.from).toBeLessThan(window.to);
          expect(window.to).toBeGreaterThan(from);
          expect(window.from).toBeLessThan(to);
          expect(window.from).toBeGreaterThan(windows[index - 1]?.to ?? -Infinity);
        });
      }),
    );
  });

  it('a moment is in a window exactly when the rule fired within its duration before it', () => {
    holds(
      fc.property(rules, spans, fc.double({ min: 0, max: 1, noNaN: true }), (one, [from, to], share) => {
        const moment = Math.floor((from + share * (to - from - 1)) / MINUTE) * MINUTE;
        const within = muteWindows(one.rule, moment, moment + 1).length > 0;
        // Minute by minute over the wall clock of the zone, without the rule's own arithmetic. Where the clock jumps, its reading is another.
        const start = moment - one.minutes * MINUTE;
        fc.pre(offsetAt(one.zone, start - DAY) === offsetAt(one.zone, moment + DAY));
        let fired = false;
        for (let minute = start + MINUTE; minute <= moment && !fired; minute += MINUTE) {
          const wall = new Date(toWall(one.zone, minute));
          const day = wall.getUTCDay();
          const isDay =
            one.weekday === '*' ||
            (one.weekday === 'MON'
              ? day === 1
              : one.weekday === '1,3'
                ? day === 1 || day === 3
                : day === 6 || day === 0);
          fired = isDay && wall.getUTCHours() === one.hour && wall.getUTCMinutes() === one.minute;
        }
        expect(within).toBe(fired);
      }),
      60,
    );
  });

  it('what is asked in two parts is what is asked at once', () => {
    holds(
      fc.property(rules, spans, fc.double({ min: 0.01, max: 0.99, noNaN: true }), ({ rule }, [from, to], share) => {
        const middle = Math.floor(from + share * (to - from));
        fc.pre(middle > from && middle < to);
        const parts = [...muteWindows(rule, from, middle), ...muteWindows(rule, middle, to)];
        expect(joinWindows(parts, (window) => window)).toEqual(muteWindows(rule, from, to));
      }),
    );
  });
});
