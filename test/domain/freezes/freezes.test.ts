import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { eventDay, type CalendarEvent } from '../../../shared/domain/freezes/events';
import { freezeSpans, freezeWindows, neverEnds } from '../../../shared/domain/freezes/freezes';
import type { MomentFreeze } from '../../../shared/domain/freezes/types';
import { MOMENT_FORM, readMoment, type Moment } from '../../../shared/domain/freezes/moment';
import { DAY, HOUR, MINUTE, iso, type Ms } from '../../../shared/lib/time';
import { toWall } from '../../../shared/lib/zones';
import { holds } from '../../builders/property';

const moment = (text: string): Moment => {
  const read = readMoment(text);
  if ('expected' in read) throw new Error(`${text}: expected ${read.expected}`);
  return read;
};
const aFreeze = (
  from: string,
  to: string,
  given: Partial<Pick<MomentFreeze, 'countries' | 'sites'>> = {},
): MomentFreeze => ({
  kind: 'moments',
  id: 'f',
  name: 'Peak',
  countries: null,
  sites: null,
  ...given,
  from: moment(from),
  to: moment(to),
});
const spans = (from: string, to: string, zone: string, year: number): readonly (readonly string[])[] =>
  freezeSpans(aFreeze(from, to), zone, Date.UTC(year, 0, 2), Date.UTC(year + 1, 0, 1)).map((span) =>
    span.map((at) => iso(at).slice(0, 16)),
  );

describe('days of the retail calendar', () => {
  it.each<[CalendarEvent, number, string]>([
    ['us-thanksgiving', 2026, '11-26'],
    ['us-thanksgiving', 2027, '11-25'],
    // November begins on a Friday: Black Friday is the 29th and the fifth Friday.
    ['us-thanksgiving', 2024, '11-28'],
    ['us-memorial-day', 2026, '05-25'],
    ['us-labor-day', 2026, '09-07'],
    ['us-mothers-day', 2026, '05-10'],
    ['ca-family-day', 2026, '02-16'],
    ['ca-victoria-day', 2026, '05-18'],
    // 25 May is a Monday: the one before it.
    ['ca-victoria-day', 2020, '05-18'],
    ['ca-thanksgiving', 2026, '10-12'],
    ['easter', 2026, '04-05'],
    ['easter', 2038, '04-25'],
    ['easter', 2285, '03-22'],
    ['br-carnaval', 2026, '02-17'],
    ['br-carnaval', 2027, '02-09'],
    ['br-dia-das-maes', 2026, '05-10'],
    ['br-dia-dos-pais', 2026, '08-09'],
    ['in-diwali', 2026, '11-08'],
    ['in-diwali', 2032, '11-02'],
  ])('%s of %i is %s', (event, year, day) => {
    const { month, day: of } = eventDay(event, year) ?? { month: 0, day: 0 };
    expect(`${String(month).padStart(2, '0')}-${String(of).padStart(2, '0')}`).toBe(day);
  });

  it('of Diwali is not guessed beyond the table', () => expect(eventDay('in-diwali', 2040)).toBeNull());

  it('Easter is a Sunday between 22 March and 25 April', () => {
    holds(
      fc.property(fc.integer({ min: 1900, max: 2199 }), (year) => {
        const { month, day } = eventDay('easter', year) ?? { month: 0, day: 0 };
        const at = Date.UTC(year, month - 1, day);
        expect(new Date(at).getUTCDay()).toBe(0);
        expect(at).toBeGreaterThanOrEqual(Date.UTC(year, 2, 22));
        expect(at).toBeLessThanOrEqual(Date.UTC(year, 3, 25));
      }),
    );
  });
});

describe('the text of a moment', () => {
  it.each<[string, Moment]>([
    ['2026-12-20', { kind: 'once', year: 2026, day: { month: 12, day: 20 }, minutes: 0 }],
    ['2026-12-20 18:30', { kind: 'once', year: 2026, day: { month: 12, day: 20 }, minutes: 1_110 }],
    ['12-20 06:00', { kind: 'yearly', day: { month: 12, day: 20 }, minutes: 360 }],
    ['us-thanksgiving', { kind: 'event', event: 'us-thanksgiving', days: 0, minutes: 0 }],
    ['us-thanksgiving + 5d 00:00', { kind: 'event', event: 'us-thanksgiving', days: 5, minutes: 0 }],
    ['in-diwali - 2d 20:00', { kind: 'event', event: 'in-diwali', days: -2, minutes: 1_200 }],
  ])('%j is read', (text, expected) => expect(readMoment(text)).toEqual(expected));

  it.each<[string, string | RegExp]>([
    ['next week', MOMENT_FORM],
    ['2026-12-20T18:00', MOMENT_FORM],
    ['2026-12-20 24:00', MOMENT_FORM],
    ['2026-02-30', 'a day that is in the calendar'],
    ['13-01', 'a day that is in the calendar'],
    ['us-thanksgivin + 1d', /^one of the events easter, .*us-thanksgiving/],
    ['constructor', /^one of the events/],
  ])('%j is refused', (text, expected) => {
    const read = readMoment(text);
    expect('expected' in read && read.expected).toEqual(
      typeof expected === 'string' ? expected : expect.stringMatching(expected),
    );
  });

  it('of any kind is read or refused, and nothing throws', () => {
    holds(
      fc.property(fc.string({ unit: fc.constantFrom(...Array.from('0123456789-+: dus-thanksgiving')) }), (text) => {
        expect(readMoment(text)).toBeTypeOf('object');
      }),
    );
  });
});

describe('windows of a freeze', () => {
  it('are local: the same days begin at another instant in each zone', () => {
    const bf = ['us-thanksgiving + 0d 00:00', 'us-thanksgiving + 5d 00:00'] as const;
    expect(spans(...bf, 'America/New_York', 2026)).toEqual([['2026-11-26T05:00', '2026-12-01T05:00']]);
    expect(spans(...bf, 'America/St_Johns', 2026)).toEqual([['2026-11-26T03:30', '2026-12-01T03:30']]);
    expect(spans(...bf, 'Asia/Kolkata', 2026)).toEqual([['2026-11-25T18:30', '2026-11-30T18:30']]);
  });

  it('over a shift of daylight saving time last an hour less or more', () => {
    const length = (from: string, to: string, zone: string): number => {
      const [start = 0, end = 0] = freezeSpans(aFreeze(from, to), zone, 0, Date.UTC(2030, 0))[0] ?? [];
      return (end - start) / HOUR;
    };
    expect(length('2026-03-08', '2026-03-09', 'America/New_York')).toBe(23);
    expect(length('2026-11-01', '2026-11-02', 'America/New_York')).toBe(25);
    expect(length('2026-10-25', '2026-10-26', 'Europe/Kyiv')).toBe(25);
    // Brazil and India shift no clocks.
    expect(length('2026-11-01', '2026-11-02', 'America/Sao_Paulo')).toBe(24);
    expect(length('2026-11-01', '2026-11-02', 'Asia/Kolkata')).toBe(24);
  });

  it('of every year go over its end', () => {
    expect(spans('12-20', '01-03', 'UTC', 2026)).toEqual([
      ['2025-12-20T00:00', '2026-01-03T00:00'],
      ['2026-12-20T00:00', '2027-01-03T00:00'],
    ]);
  });

  it('that lasts longer than a year is one that was meant so: with both ends said once', () => {
    expect(spans('2025-06-01', '2027-06-01', 'UTC', 2026)).toEqual([['2025-06-01T00:00', '2027-06-01T00:00']]);
    expect(spans('2019-01-01', '2040-01-01', 'UTC', 2026)).toEqual([['2019-01-01T00:00', '2040-01-01T00:00']]);
    expect(spans('12-20', '2030-01-01', 'UTC', 2026)).toEqual([]);
  });

  it('an end that is not after its beginning is told', () => {
    expect(neverEnds(moment('2026-12-20'), moment('2026-12-20'))).toBe(true);
    expect(neverEnds(moment('2026-12-20'), moment('2026-12-20 00:01'))).toBe(false);
    expect(neverEnds(moment('2026-12-20'), moment('12-01'))).toBe(false);
  });

  const zones = ['America/New_York', 'America/St_Johns', 'America/Sao_Paulo', 'Asia/Kolkata', 'Europe/Kyiv', 'UTC'];
  const start = fc.integer({ min: Date.UTC(2026, 0), max: Date.UTC(2028, 0) });

  it('a moment is in a window exactly when the wall clock of the site says so, in any zone', () => {
    const text = (wall: Ms): string => iso(wall).slice(0, 16).replace('T', ' ');
    holds(
      fc.property(
        start,
        fc.integer({ min: 1, max: 20 * 24 * 60 }),
        start,
        fc.constantFrom(...zones),
        (from, minutes, at, zone) => {
          const begins = Math.floor(from / MINUTE) * MINUTE;
          const ends = begins + minutes * MINUTE;
          const near = begins + ((at - begins) % (40 * DAY));
          const inside = freezeSpans(aFreeze(text(begins), text(ends)), zone, near, near + 1).length > 0;
          const wall = toWall(zone, near);
          // In the hour that a clock repeats the same wall time comes twice; the window begins with the first.
          const isTwice = toWall(zone, near - HOUR) === wall || toWall(zone, near + HOUR) === wall;
          if (!isTwice) expect(inside).toBe(wall >= begins && wall < ends);
        },
      ),
      400,
    );
  });

  it('what touches is found, whatever part of it is asked for', () => {
    holds(
      fc.property(start, fc.integer({ min: 1, max: 30 * DAY }), fc.constantFrom(...zones), (from, length, zone) => {
        const freeze = aFreeze('us-thanksgiving - 3d', 'us-thanksgiving + 5d');
        const all = freezeSpans(freeze, zone, Date.UTC(2025, 0), Date.UTC(2029, 0));
        const touched = all.filter(([begins, ends]) => begins < from + length && ends > from);
        expect(freezeSpans(freeze, zone, from, from + length)).toEqual(touched);
      }),
    );
  });

  it('hold at the sites of their countries, at sites that are named, or everywhere', () => {
    const sites = [
      { id: 'us-prod', country: 'US', timeZone: 'America/New_York' },
      { id: 'br-prod', country: 'BR', timeZone: 'America/Sao_Paulo' },
      { id: 'in-prod', country: 'IN', timeZone: 'Asia/Kolkata' },
    ] as const;
    const at = (given: Partial<MomentFreeze>): readonly string[] =>
      freezeWindows(
        { freezes: [aFreeze('2026-12-01', '2026-12-02', given)], sites: sites as never },
        0,
        Date.UTC(2027, 0),
      ).map(({ site }) => site);
    // The east begins first.
    expect(at({})).toEqual(['in-prod', 'br-prod', 'us-prod']);
    expect(at({ countries: ['BR'] })).toEqual(['br-prod']);
    expect(at({ countries: ['BR'], sites: ['us-prod'] })).toEqual(['br-prod', 'us-prod']);
  });
});
