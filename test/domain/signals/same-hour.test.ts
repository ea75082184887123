import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  MEMORY_DAYS,
  hourMedians,
  sameHourLookup,
  sameHourMedian,
  sameHours,
} from '../../../shared/domain/signals/same-hour';
import type { Point } from '../../../shared/domain/signals/types';
import { DAY, HOUR, MINUTE } from '../../../shared/lib/time';
import { localHour, localHourStart } from '../../../shared/lib/zones';
import { at } from '../../builders/instants';
import { holds } from '../../builders/property';
import { hourAt, steadyHours } from '../../builders/signals';

const NEW_YORK = 'America/New_York';
const KYIV = 'Europe/Kyiv';
const SAO_PAULO = 'America/Sao_Paulo';
const KOLKATA = 'Asia/Kolkata';

/** UTC time of day of every hour found, newest first. */
const found = (zone: string, instant: string): readonly string[] =>
  sameHours(steadyHours(zone, 1, at(instant), 20), zone, at(instant)).map(({ start }) =>
    new Date(start).toISOString().slice(0, 16),
  );

describe('S11: the same local hour of the last 14 days', () => {
  test.each([
    { zone: SAO_PAULO, what: 'no daylight saving', instant: '2026-11-23T12:34:56Z', today: '12:00', before: '12:00' },
    { zone: KOLKATA, what: 'half-hour zone', instant: '2026-11-23T12:34:56Z', today: '12:30', before: '12:30' },
    {
      zone: KOLKATA,
      what: 'half-hour zone, first half of the UTC hour',
      instant: '2026-11-23T12:04:00Z',
      today: '11:30',
      before: '11:30',
    },
    {
      zone: 'Asia/Kathmandu',
      what: 'quarter-hour zone',
      instant: '2026-11-23T12:20:00Z',
      today: '12:15',
      before: '12:15',
    },
    { zone: NEW_YORK, what: 'spring forward', instant: '2026-03-10T16:10:00Z', today: '16:00', before: '17:00' },
    { zone: NEW_YORK, what: 'fall back', instant: '2026-11-03T17:10:00Z', today: '17:00', before: '16:00' },
    { zone: KYIV, what: 'spring forward', instant: '2026-03-31T09:10:00Z', today: '09:00', before: '10:00' },
    { zone: KYIV, what: 'fall back', instant: '2026-10-27T10:10:00Z', today: '10:00', before: '09:00' },
  ])('$zone, $what: $instant', ({ zone, instant, today, before }) => {
    const hours = found(zone, instant);
    expect(hours).toHaveLength(14);
    expect(new Date(localHourStart(zone, at(instant))).toISOString().slice(11, 16)).toBe(today);
    expect(hours[0]?.slice(11)).toBe(today);
    expect(hours.at(-1)?.slice(11)).toBe(before);
    const days = hours.map((hour) => hour.slice(0, 10));
    expect(new Set(days).size).toBe(14);
  });

  test('is the same hour on the clock of the place, one a day, none younger than a day, at any instant of any zone', () => {
    const zones = fc.constantFrom(NEW_YORK, KYIV, SAO_PAULO, KOLKATA, 'Australia/Lord_Howe', 'America/St_Johns', 'UTC');
    const instants = fc.integer({ min: at('2026-01-20T00:00:00Z') / MINUTE, max: at('2027-01-20T00:00:00Z') / MINUTE });
    holds(
      fc.property(zones, instants, (zone, minute) => {
        const instant = minute * MINUTE;
        const hours = sameHours(steadyHours(zone, 1, instant, 16), zone, instant);
        for (const { start } of hours) expect(localHour(zone, start)).toBe(localHour(zone, instant));
        expect(new Set(hours.map(({ start }) => start)).size).toBe(hours.length);
        for (const { start } of hours) {
          expect(instant - start).toBeGreaterThanOrEqual(DAY - HOUR);
          expect(instant - start).toBeLessThanOrEqual((MEMORY_DAYS + 1) * DAY + HOUR);
        }
        // A day that skips the hour has none; every other day has one.
        expect(hours.length).toBeGreaterThanOrEqual(MEMORY_DAYS - 1);
      }),
      300,
    );
  });

  test('a day whose clock skipped the hour has none: its next hour is another hour', () => {
    // 8 March 2026, New York: 02:00 to 03:00 does not exist.
    const hours = found(NEW_YORK, '2026-03-10T06:30:00Z');
    expect(hours).toHaveLength(13);
    expect(hours.filter((hour) => hour.startsWith('2026-03-08'))).toEqual([]);
  });

  test('of an hour that a day had twice, the first counts', () => {
    // 1 November 2026, New York: 01:00 comes at 05:00 and again at 06:00 UTC.
    const hours = found(NEW_YORK, '2026-11-02T06:30:00Z');
    expect(hours).toHaveLength(14);
    expect(hours[0]).toBe('2026-11-01T05:00');
  });

  test('hours that are not known are left out; none at all is null, not zero', () => {
    const hours = [
      hourAt(SAO_PAULO, '2026-11-22T09:00', 10),
      hourAt(SAO_PAULO, '2026-11-20T09:00', 30),
      hourAt(SAO_PAULO, '2026-11-21T10:00', 999),
    ];
    expect(sameHourMedian(hours, SAO_PAULO, at('2026-11-23T12:10:00Z'))).toBe(20);
    expect(sameHourMedian(hours, SAO_PAULO, at('2026-11-23T15:10:00Z'))).toBeNull();
    expect(sameHourMedian([], SAO_PAULO, at('2026-11-23T12:10:00Z'))).toBeNull();
  });

  test('today and the 15th day before do not count', () => {
    const hours = [
      hourAt(SAO_PAULO, '2026-11-23T09:00', 1_000),
      hourAt(SAO_PAULO, '2026-11-09T09:00', 7),
      hourAt(SAO_PAULO, '2026-11-08T09:00', 1_000),
    ];
    expect(sameHours(hours, SAO_PAULO, at('2026-11-23T12:10:00Z')).map((hour) => hour.median)).toEqual([7]);
  });

  test('the median of two weeks does not follow one bad day', () => {
    const hours = steadyHours(SAO_PAULO, 200, at('2026-11-23T12:00:00Z')).map((hour) =>
      hour.start >= at('2026-11-22T00:00:00Z') ? { ...hour, median: 0 } : hour,
    );
    expect(sameHourMedian(hours, SAO_PAULO, at('2026-11-23T12:10:00Z'))).toBe(200);
  });

  test('the lookup says the same, asked in any order', () => {
    const instant = at('2026-11-02T12:00:00Z');
    const hours = steadyHours(KOLKATA, 1, instant, 16).map((hour, index) => ({ ...hour, median: (index * 7) % 31 }));
    const instants = fc.array(
      fc.integer({ min: 0, max: 3 * 1_440 }).map((minutes) => instant - minutes * MINUTE),
      { minLength: 1, maxLength: 30 },
    );
    holds(
      fc.property(fc.constantFrom(NEW_YORK, KYIV, KOLKATA, 'Asia/Kathmandu'), instants, (zone, asked) => {
        const lookup = sameHourLookup(hours, zone);
        for (const one of asked) expect(lookup(one)).toBe(sameHourMedian(hours, zone, one));
      }),
      100,
    );
  });

  test('the lookup says the same as asking one by one', () => {
    const instant = at('2026-03-10T16:10:00Z');
    const hours = steadyHours(NEW_YORK, 1, instant, 16).map((hour, index) => ({ ...hour, median: (index * 7) % 31 }));
    const lookup = sameHourLookup(hours, NEW_YORK);
    for (let back = 0; back < 3 * DAY; back += 4 * MINUTE) {
      expect(lookup(instant - back)).toBe(sameHourMedian(hours, NEW_YORK, instant - back));
    }
  });
});

describe('S11: medians by local hour', () => {
  const points = (start: string, values: readonly number[], step = 20 * MINUTE): readonly Point[] =>
    values.map((value, index) => [at(start) + index * step, value]);

  test('an hour begins with the local hour, half past in UTC where the zone is half an hour off', () => {
    const list = points('2026-11-23T10:00:00Z', [1, 2, 3, 4, 5, 6]);
    expect(hourMedians(list, SAO_PAULO)).toEqual([
      { start: at('2026-11-23T10:00:00Z'), median: 2, count: 3 },
      { start: at('2026-11-23T11:00:00Z'), median: 5, count: 3 },
    ]);
    expect(hourMedians(list, KOLKATA)).toEqual([
      { start: at('2026-11-23T09:30:00Z'), median: 1.5, count: 2 },
      { start: at('2026-11-23T10:30:00Z'), median: 4, count: 3 },
      { start: at('2026-11-23T11:30:00Z'), median: 6, count: 1 },
    ]);
  });

  test('both hours of a clock that goes back are kept apart', () => {
    const list = points('2026-11-01T05:00:00Z', [1, 1, 1, 9, 9, 9]);
    expect(hourMedians(list, NEW_YORK).map((hour) => hour.median)).toEqual([1, 9]);
  });

  test('the order of points does not matter', () => {
    const list = points('2026-11-23T10:00:00Z', [5, 1, 4, 2, 3, 9]);
    expect(hourMedians([...list].reverse(), KYIV)).toEqual(hourMedians(list, KYIV));
  });
});
