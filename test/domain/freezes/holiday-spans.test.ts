import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { freezeWindows } from '../../../shared/domain/freezes/freezes';
import { holidaySpans } from '../../../shared/domain/freezes/holiday-spans';
import { publicHolidays } from '../../../shared/domain/freezes/holidays';
import { readLength } from '../../../shared/domain/freezes/moment';
import type { Freeze } from '../../../shared/domain/freezes/types';
import { DAY, HOUR, MINUTE, iso, type Ms } from '../../../shared/lib/time';
import { fromWall } from '../../../shared/lib/zones';
import { holds } from '../../builders/property';
import { aSite } from '../../builders/sites';

describe('windows of public holidays (product.md 4)', () => {
  const place = { country: 'US', subdivision: null, timeZone: 'America/New_York' } as const;
  const said = (spans: ReturnType<typeof holidaySpans>): readonly string[] =>
    spans.map(([start, end, names]) => `${iso(start).slice(0, 16)} ${iso(end).slice(0, 16)} ${names.join(' + ')}`);

  it('are days of the wall clock; days that meet are one window', () => {
    const july = holidaySpans({ before: 0, after: 0 }, place, Date.UTC(2026, 6, 1), Date.UTC(2026, 8, 1));
    expect(said(july)).toEqual([
      '2026-07-03T04:00 2026-07-05T04:00 Independence Day (substitute day) + Independence Day',
    ]);
  });

  it('begin before and end after by the wall clock', () => {
    const at = { country: 'BR', subdivision: null, timeZone: 'America/Sao_Paulo' };
    const november = holidaySpans({ before: 6 * HOUR, after: DAY }, at, Date.UTC(2026, 10, 14), Date.UTC(2026, 11, 1));
    expect(said(november)).toEqual([
      '2026-11-14T21:00 2026-11-17T03:00 Republic Day',
      '2026-11-19T21:00 2026-11-22T03:00 Black Awareness Day',
    ]);
  });

  it.each([
    ['1d', DAY],
    ['31d', 31 * DAY],
    ['6h', 6 * HOUR],
    ['72h', 72 * HOUR],
    ['32d', null],
    ['73h', null],
    ['1 d', null],
    ['-1d', null],
    ['1w', null],
    ['', null],
  ])('a length of %j', (text, expected) => expect(readLength(text)).toBe(expected));

  // Half and quarter hours; clocks that change at midnight (Cairo, Havana, Azores); no change; both ends of the world.
  const zones = [
    'America/New_York',
    'America/St_Johns',
    'America/Sao_Paulo',
    'Asia/Kolkata',
    'Asia/Kathmandu',
    'Australia/Lord_Howe',
    'Africa/Cairo',
    'America/Havana',
    'Atlantic/Azores',
    'Pacific/Kiritimati',
    'Pacific/Pago_Pago',
  ];
  const places = fc.constantFrom(
    ['US', null] as const,
    ['CA', 'ON'] as const,
    ['CA', 'NL'] as const,
    ['BR', null] as const,
    ['IN', null] as const,
  );

  /** The local date by the platform, not by our own arithmetic. */
  const formats = new Map<string, Intl.DateTimeFormat>();
  const dateIn = (zone: string, at: Ms): string => {
    const format = formats.get(zone) ?? new Intl.DateTimeFormat('en-CA', { timeZone: zone, dateStyle: 'short' });
    formats.set(zone, format);
    return format.format(at);
  };

  it('hold exactly the minutes whose local date is in them, over every shift of the clocks in any zone', () => {
    const length = fc.integer({ min: 0, max: 31 });
    const hours = fc.integer({ min: -4 * 60, max: 4 * 60 });
    holds(
      fc.property(
        places,
        fc.constantFrom(...zones),
        fc.nat(10_000),
        length,
        length,
        fc.constantFrom('begin', 'end'),
        hours,
        ([country, subdivision], timeZone, pick, before, after, edge, minutes) => {
          const holidays = publicHolidays(country, subdivision);
          const { wall } = holidays[pick % holidays.length] ?? { wall: 0 };
          // Around the edge of a window, wherever on earth.
          const at = edge === 'begin' ? wall - before * DAY : wall + (1 + after) * DAY;
          const near = fromWall(timeZone, at) + minutes * MINUTE;
          const date = Date.parse(dateIn(timeZone, near));
          const isIn = holidays.some((one) => date >= one.wall - before * DAY && date <= one.wall + after * DAY);
          const spans = holidaySpans(
            { before: before * DAY, after: after * DAY },
            { country, subdivision, timeZone },
            near,
            near + 1,
          );
          expect(spans.length > 0).toBe(isIn);
        },
      ),
      2_000,
    );
  });

  it('lose no minute where the clock skips or repeats the midnight of their edge', () => {
    const brazil = { country: 'BR', subdivision: null };
    const span = (timeZone: string, days: number): string =>
      said(
        holidaySpans(
          { before: 0, after: days * DAY },
          { ...brazil, timeZone },
          Date.UTC(2026, 3, 22),
          Date.UTC(2026, 3, 23),
        ),
      )[0] ?? '';
    // Cairo goes from 00:00 to 01:00 on 24 April 2026: the window ends with the last instant of the 23rd.
    expect(span('Africa/Cairo', 2)).toBe("2026-04-20T22:00 2026-04-23T22:00 Tiradentes' Day");
    // And on one day more it is an hour shorter.
    expect(span('Africa/Cairo', 3)).toBe("2026-04-20T22:00 2026-04-24T21:00 Tiradentes' Day");
    // Havana goes from 01:00 back to 00:00 on 1 November 2026: the day begins with the first of the two.
    const havana = { ...brazil, timeZone: 'America/Havana' };
    const november = holidaySpans({ before: DAY, after: 0 }, havana, Date.UTC(2026, 9, 31), Date.UTC(2026, 10, 3));
    expect(said(november)).toEqual(["2026-11-01T04:00 2026-11-03T05:00 All Souls' Day"]);
  });

  it('what touches is found, whatever part of it is asked for', () => {
    const lengths = fc.constantFrom(0, 6 * HOUR, DAY, 9 * DAY);
    const start = fc.integer({ min: Date.UTC(2026, 0), max: Date.UTC(2028, 0) });
    holds(
      fc.property(
        places,
        fc.constantFrom(...zones),
        lengths,
        lengths,
        start,
        fc.integer({ min: 1, max: 30 * DAY }),
        ([country, subdivision], timeZone, before, after, from, length) => {
          const at = { country, subdivision, timeZone };
          const all = holidaySpans({ before, after }, at, Date.UTC(2024, 0), Date.UTC(2040, 0));
          expect(holidaySpans({ before, after }, at, from, from + length)).toEqual(
            all.filter(([begins, ends]) => begins < from + length && ends > from),
          );
        },
      ),
    );
  });

  const freeze: Freeze = {
    kind: 'holidays',
    id: 'h',
    name: 'Public holidays',
    countries: null,
    sites: null,
    before: 0,
    after: 0,
  };

  it('are those of the country and the province of each site', () => {
    const sites = [
      aSite({ id: 'on', country: 'CA', subdivision: 'ON', timeZone: 'America/Toronto' }),
      aSite({ id: 'qc', country: 'CA', subdivision: 'QC', timeZone: 'America/Toronto' }),
      aSite({ id: 'in', country: 'IN', timeZone: 'Asia/Kolkata' }),
    ];
    const windows = freezeWindows({ freezes: [freeze], sites }, Date.UTC(2026, 11, 20), Date.UTC(2026, 11, 30));
    expect(windows.map(({ site, holidays, start }) => [site, ...holidays, iso(start).slice(0, 16)])).toEqual([
      ['in', 'Christmas Day', '2026-12-24T18:30'],
      ['on', 'Christmas Day', 'Boxing Day', '2026-12-25T05:00'],
      ['qc', 'Christmas Day', '2026-12-25T05:00'],
    ]);
  });

  it('of 200 sites and 50 freezes over 13 months are told in far less than 3 s', () => {
    const sites = Array.from({ length: 200 }, (_, index) => {
      const [country, subdivision] = (
        [
          ['US', null],
          ['CA', 'ON'],
          ['BR', null],
          ['IN', null],
        ] as const
      )[index % 4] ?? ['US', null];
      return aSite({ id: `s${index}`, country, subdivision, timeZone: zones[index % zones.length] ?? 'UTC' });
    });
    const freezes = Array.from({ length: 50 }, (_, index) => ({ ...freeze, id: `f${index}`, before: index * HOUR }));
    const began = performance.now();
    const windows = freezeWindows({ freezes, sites }, Date.UTC(2026, 10), Date.UTC(2027, 11));
    const took = performance.now() - began;
    console.info(`${windows.length} windows in ${took.toFixed(0)} ms`);
    expect(windows.length).toBeGreaterThan(50_000);
    // Ten times what it takes: this finds another order of growth, not a slow machine.
    expect(took).toBeLessThan(3_000);
  });
});
