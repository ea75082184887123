import { tzOffset } from '@date-fns/tz';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DAY, HOUR, MINUTE, ceilTo, floorTo } from '../../shared/lib/time';
import {
  fromWall,
  isTimeZone,
  localDayStart,
  localHour,
  localHourStart,
  localWeekday,
  offsetAt,
  piecesOf,
  toWall,
} from '../../shared/lib/zones';
import { at } from '../builders/instants';
import { holds } from '../builders/property';

const NEW_YORK = 'America/New_York';
const KYIV = 'Europe/Kyiv';
const SAO_PAULO = 'America/Sao_Paulo';
const KOLKATA = 'Asia/Kolkata';
const ZONES = [
  NEW_YORK,
  KYIV,
  SAO_PAULO,
  KOLKATA,
  'UTC',
  'Australia/Lord_Howe',
  'America/St_Johns',
  'Pacific/Auckland',
  'Asia/Kathmandu',
  'Africa/Casablanca',
  'America/Toronto',
];

const zones = fc.constantFrom(...ZONES);
const minutes = fc
  .integer({ min: at('2000-01-01T00:00:00Z') / MINUTE, max: at('2036-01-01T00:00:00Z') / MINUTE })
  .map((count) => count * MINUTE);
/** Not only the start of a minute, and in any order. */
const moments = fc.integer({ min: at('2000-01-01T00:00:00Z'), max: at('2036-01-01T00:00:00Z') });
const wall = (text: string): number => at(`${text}Z`);

/** What Intl, which is not asked by the code, says the clock of a zone shows. */
function shown(zone: string, instant: number): string {
  const parts = new Intl.DateTimeFormat('en-CA', {
    timeZone: zone,
    dateStyle: 'short',
    timeStyle: 'medium',
    hourCycle: 'h23',
  }).format(instant);
  return parts.replace(',', '').replace(' ', 'T');
}

describe('zones', () => {
  test.each([
    { zone: SAO_PAULO, known: true },
    { zone: 'UTC', known: true },
    { zone: 'Mars/Base', known: false },
    { zone: '', known: false },
    { zone: 'America/Sao Paulo', known: false },
  ])('$zone is known: $known', ({ zone, known }) => {
    expect(isTimeZone(zone)).toBe(known);
  });

  test('the offset that is remembered for a quarter of an hour is that of every moment of it', () => {
    holds(
      fc.property(zones, moments, fc.integer({ min: 0, max: 15 * MINUTE - 1 }), (zone, moment, later) => {
        const quarter = floorTo(moment, 15 * MINUTE);
        offsetAt(zone, moment);
        expect(offsetAt(zone, quarter + later)).toBe(tzOffset(zone, new Date(quarter + later)) * MINUTE);
      }),
      2_000,
    );
  });

  test.each([
    { zone: SAO_PAULO, instant: '2026-11-23T12:00:00Z', hours: -3 },
    { zone: SAO_PAULO, instant: '2026-07-23T12:00:00Z', hours: -3 }, // no daylight saving since 2019
    { zone: SAO_PAULO, instant: '2018-12-23T12:00:00Z', hours: -2 },
    { zone: NEW_YORK, instant: '2026-11-23T12:00:00Z', hours: -5 },
    { zone: NEW_YORK, instant: '2026-07-23T12:00:00Z', hours: -4 },
    { zone: KYIV, instant: '2026-11-23T12:00:00Z', hours: 2 },
    { zone: KYIV, instant: '2026-07-23T12:00:00Z', hours: 3 },
    { zone: KOLKATA, instant: '2026-11-23T12:00:00Z', hours: 5.5 },
    { zone: 'Asia/Kathmandu', instant: '2026-11-23T12:00:00Z', hours: 5.75 },
    { zone: 'UTC', instant: '2026-11-23T12:00:00Z', hours: 0 },
  ])('$zone is $hours h off UTC at $instant', ({ zone, instant, hours }) => {
    expect(offsetAt(zone, at(instant))).toBe(hours * HOUR);
  });

  test.each([
    { zone: NEW_YORK, before: '2026-03-08T06:59:59Z', after: '2026-03-08T07:00:00Z', from: -5, to: -4 },
    { zone: NEW_YORK, before: '2026-11-01T05:59:59Z', after: '2026-11-01T06:00:00Z', from: -4, to: -5 },
    { zone: KYIV, before: '2026-03-29T00:59:59Z', after: '2026-03-29T01:00:00Z', from: 2, to: 3 },
    { zone: KYIV, before: '2026-10-25T00:59:59Z', after: '2026-10-25T01:00:00Z', from: 3, to: 2 },
  ])('$zone changes at $after', ({ zone, before, after, from, to }) => {
    expect(offsetAt(zone, at(before))).toBe(from * HOUR);
    expect(offsetAt(zone, at(after))).toBe(to * HOUR);
  });

  test('the wall clock is what Intl shows', () => {
    holds(
      fc.property(zones, minutes, (zone, instant) => {
        expect(new Date(toWall(zone, instant)).toISOString().slice(0, 19)).toBe(shown(zone, instant));
      }),
      300,
    );
  });
});

describe('from the wall clock to the instant and back', () => {
  test('a round trip gives the wall clock again, outside of what the zone skips', () => {
    holds(
      fc.property(zones, minutes, (zone, local) => {
        const instant = fromWall(zone, local);
        // Within a gap no instant shows that time: the offset just before it and just after it differ by the gap.
        const skipped = toWall(zone, instant) !== local;
        if (skipped) {
          const before = local - offsetAt(zone, local - DAY);
          const after = local - offsetAt(zone, local + DAY);
          expect(before).not.toBe(after);
          expect([toWall(zone, before), toWall(zone, after)]).not.toContain(local);
        }
        expect(skipped ? local : toWall(zone, instant)).toBe(local);
      }),
      2_000,
    );
  });

  test('from an instant and back is the instant, or the first of two that show the same', () => {
    holds(
      fc.property(zones, minutes, (zone, instant) => {
        const back = fromWall(zone, toWall(zone, instant));
        expect(back).toBeLessThanOrEqual(instant);
        expect(toWall(zone, back)).toBe(toWall(zone, instant));
        expect(instant - back).toBeLessThanOrEqual(HOUR);
      }),
      2_000,
    );
  });

  test.each([
    {
      what: 'the hour that is skipped: the instant after the gap',
      zone: NEW_YORK,
      local: '2026-03-08T02:30:00',
      instant: '2026-03-08T07:30:00Z',
    },
    {
      what: 'the hour that is repeated: the first',
      zone: NEW_YORK,
      local: '2026-11-01T01:30:00',
      instant: '2026-11-01T05:30:00Z',
    },
    { what: 'just before the gap', zone: NEW_YORK, local: '2026-03-08T01:59:00', instant: '2026-03-08T06:59:00Z' },
    { what: 'just after the gap', zone: NEW_YORK, local: '2026-03-08T03:00:00', instant: '2026-03-08T07:00:00Z' },
    {
      what: 'just after the repeated hour',
      zone: NEW_YORK,
      local: '2026-11-01T02:00:00',
      instant: '2026-11-01T07:00:00Z',
    },
    { what: 'the hour that is skipped', zone: KYIV, local: '2026-03-29T03:30:00', instant: '2026-03-29T01:30:00Z' },
    { what: 'the hour that is repeated', zone: KYIV, local: '2026-10-25T03:30:00', instant: '2026-10-25T00:30:00Z' },
    {
      what: 'half an hour is skipped',
      zone: 'Australia/Lord_Howe',
      local: '2026-10-04T02:15:00',
      instant: '2026-10-03T15:45:00Z',
    },
    { what: 'no daylight saving', zone: SAO_PAULO, local: '2026-11-23T09:00:00', instant: '2026-11-23T12:00:00Z' },
    { what: 'half an hour off', zone: KOLKATA, local: '2026-11-23T09:00:00', instant: '2026-11-23T03:30:00Z' },
    { what: 'midnight skipped', zone: SAO_PAULO, local: '2018-11-04T00:00:00', instant: '2018-11-04T03:00:00Z' },
  ])('$zone, $what: $local', ({ zone, local, instant }) => {
    expect(new Date(fromWall(zone, wall(local))).toISOString()).toBe(new Date(instant).toISOString());
  });
});

describe('local hours, days and weekdays', () => {
  test.each([
    { zone: SAO_PAULO, instant: '2026-11-23T12:34:56Z', start: '2026-11-23T12:00:00Z', hour: 9 },
    { zone: KOLKATA, instant: '2026-11-23T12:34:56Z', start: '2026-11-23T12:30:00Z', hour: 18 },
    { zone: KOLKATA, instant: '2026-11-23T12:29:59Z', start: '2026-11-23T11:30:00Z', hour: 17 },
    { zone: 'Asia/Kathmandu', instant: '2026-11-23T12:00:00Z', start: '2026-11-23T11:15:00Z', hour: 17 },
    { zone: NEW_YORK, instant: '2026-11-23T02:00:00Z', start: '2026-11-23T02:00:00Z', hour: 21 },
    { zone: SAO_PAULO, instant: '1969-12-31T23:30:00Z', start: '1969-12-31T23:00:00Z', hour: 20 },
  ])('$zone, $instant: hour $hour, which began at $start', ({ zone, instant, start, hour }) => {
    expect(new Date(localHourStart(zone, at(instant))).toISOString()).toBe(new Date(start).toISOString());
    expect(localHour(zone, at(instant))).toBe(hour);
  });

  test.each([
    { zone: SAO_PAULO, instant: '2026-11-23T02:59:59Z', start: '2026-11-22T03:00:00Z', weekday: 0 },
    { zone: SAO_PAULO, instant: '2026-11-23T03:00:00Z', start: '2026-11-23T03:00:00Z', weekday: 1 },
    { zone: KOLKATA, instant: '2026-11-22T18:30:00Z', start: '2026-11-22T18:30:00Z', weekday: 1 },
    { zone: NEW_YORK, instant: '2026-03-08T12:00:00Z', start: '2026-03-08T05:00:00Z', weekday: 0 },
    { zone: NEW_YORK, instant: '2026-03-09T03:00:00Z', start: '2026-03-08T05:00:00Z', weekday: 0 },
    { zone: NEW_YORK, instant: '2026-11-02T04:30:00Z', start: '2026-11-01T04:00:00Z', weekday: 0 },
    { zone: SAO_PAULO, instant: '2018-11-04T12:00:00Z', start: '2018-11-04T03:00:00Z', weekday: 0 }, // midnight was skipped
  ])('$zone, $instant: the day began at $start, weekday $weekday', ({ zone, instant, start, weekday }) => {
    expect(new Date(localDayStart(zone, at(instant))).toISOString()).toBe(new Date(start).toISOString());
    expect(localWeekday(zone, at(instant))).toBe(weekday);
  });

  test('an hour holds its instant, and a day too', () => {
    holds(
      fc.property(zones, minutes, (zone, instant) => {
        const hour = localHourStart(zone, instant);
        expect(instant - hour).toBeGreaterThanOrEqual(0);
        expect(instant - hour).toBeLessThan(HOUR);
        const day = localDayStart(zone, instant);
        expect(instant - day).toBeGreaterThanOrEqual(0);
        expect(instant - day).toBeLessThan(DAY + HOUR);
        expect(localWeekday(zone, day)).toBe(localWeekday(zone, instant));
      }),
      500,
    );
  });
});

test('steps are found below and above an instant, before 1970 too', () => {
  holds(
    fc.property(fc.integer({ min: -1e12, max: 1e13 }), fc.constantFrom(1, 1_000, MINUTE, HOUR), (instant, step) => {
      expect(floorTo(instant, step)).toBeLessThanOrEqual(instant);
      expect(ceilTo(instant, step)).toBeGreaterThanOrEqual(instant);
      expect(ceilTo(instant, step) - floorTo(instant, step)).toBe(instant % step === 0 ? 0 : step);
    }),
  );
});

describe('pieces of a time in which a clock runs evenly', () => {
  test('a shift parts them', () => {
    expect(piecesOf(NEW_YORK, at('2026-11-01T05:30:00Z'), at('2026-11-01T06:30:00Z'))).toEqual([
      { from: at('2026-11-01T05:30:00Z'), to: at('2026-11-01T06:00:00Z'), offset: -4 * HOUR },
      { from: at('2026-11-01T06:00:00Z'), to: at('2026-11-01T06:30:00Z'), offset: -5 * HOUR },
    ]);
    expect(piecesOf(SAO_PAULO, at('2026-11-01T05:30:00Z'), at('2026-11-01T06:30:00Z'))).toHaveLength(1);
  });

  test('they follow each other without a gap, each with its own offset', () => {
    const zones = fc.constantFrom(NEW_YORK, KYIV, SAO_PAULO, 'Australia/Lord_Howe', 'Asia/Kathmandu');
    const instants = fc.integer({ min: at('2024-01-01T00:00:00Z'), max: at('2030-01-01T00:00:00Z') });
    holds(
      fc.property(zones, instants, fc.integer({ min: 1, max: 3 * DAY }), (zone, from, length) => {
        const pieces = piecesOf(zone, from, from + length);
        expect(pieces[0]?.from).toBe(from);
        expect(pieces.at(-1)?.to).toBe(from + length);
        pieces.forEach((piece, index) => {
          expect(piece.to).toBeGreaterThan(piece.from);
          if (index > 0) expect(piece.from).toBe(pieces[index - 1]?.to);
          for (const one of [piece.from, (piece.from + piece.to) / 2, piece.to - 1])
            expect(offsetAt(zone, one)).toBe(piece.offset);
        });
      }),
    );
  });
});
