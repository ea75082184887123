import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromWall, isTimeZone, localDayStart, toWall } from '../../../shared/lib/zones';
import { DAY, HOUR, SECOND } from '../../../shared/lib/time';
import { plainText } from '../../../shared/lib/plain-text';
import type { CalendarEntry } from '../../../shared/domain/calendar/types';
import { WINDOWS_ZONES } from '../../../shared/domain/calendar/windows-zones';
import { writeCalendar } from '../../../shared/domain/calendar/write';
import { anyText } from '../../builders/any-text';
import { holds } from '../../builders/property';
import { read } from './files';

const NOW = Date.UTC(2026, 10, 30, 12);
const PLAIN: CalendarEntry = {
  uid: 'change-7@meridian',
  recurrenceId: null,
  title: 'Checkout 4.12',
  description: '',
  location: '',
  start: Date.UTC(2026, 10, 30, 22),
  end: Date.UTC(2026, 10, 30, 23),
  allDay: false,
  zone: null,
  status: 'confirmed',
  organizer: null,
  attendees: [],
  categories: [],
  url: null,
  sequence: 0,
  lastModified: null,
};
const write = (...entries: readonly Partial<CalendarEntry>[]): string =>
  writeCalendar(
    entries.map((one) => ({ ...PLAIN, ...one })),
    { name: 'Changes', now: NOW },
  );

describe('a calendar of ours', () => {
  it('is what RFC 5545 asks for', () => {
    expect(
      write({
        zone: 'Asia/Kolkata',
        title: 'Gateway; with, marks \\ and\nlines',
        organizer: 'Smith, "Jo" <jo@shop.example>',
        attendees: ['ravi@shop.example', 'Ana'],
        categories: ['normal', 'a,b'],
        url: 'https://wiki.shop.example/7',
        sequence: 4,
        lastModified: NOW,
      }).split('\r\n'),
    ).toEqual([
      'BEGIN:VCALENDAR',
      'VERSION:2.0',
      'PRODID:-//Meridian//Meridian//EN',
      'CALSCALE:GREGORIAN',
      'METHOD:PUBLISH',
      'NAME:Changes',
      'X-WR-CALNAME:Changes',
      'BEGIN:VTIMEZONE',
      'TZID:Asia/Kolkata',
      'BEGIN:STANDARD',
      'DTSTART:20251125T053000',
      'TZOFFSETFROM:+0530',
      'TZOFFSETTO:+0530',
      'END:STANDARD',
      'END:VTIMEZONE',
      'BEGIN:VEVENT',
      'UID:change-7@meridian',
      'DTSTAMP:20261130T120000Z',
      'DTSTART;TZID=Asia/Kolkata:20261201T033000',
      'DTEND;TZID=Asia/Kolkata:20261201T043000',
      'SUMMARY:Gateway\\; with\\, marks \\\\ and\\nlines',
      'STATUS:CONFIRMED',
      'SEQUENCE:4',
      'LAST-MODIFIED:20261130T120000Z',
      `ORGANIZER;CN="Smith, ^'Jo^'":mailto:jo@shop.example`,
      'ATTENDEE:mailto:ravi@shop.example',
      'ATTENDEE;CN=Ana:invalid:nomail',
      'CATEGORIES:normal,a\\,b',
      'URL:https://wiki.shop.example/7',
      'END:VEVENT',
      'END:VCALENDAR',
      '',
    ]);
  });

  it('defines a zone with each change of its clock around the events', () => {
    const text = write({ zone: 'America/New_York' });
    expect(text).toContain(
      'BEGIN:DAYLIGHT\r\nDTSTART:20260308T020000\r\nRDATE:20270314T020000\r\nTZOFFSETFROM:-0500\r\nTZOFFSETTO:-0400\r\n',
    );
    expect(text).toContain('DTSTART:20261101T020000\r\n');
  });

  it('is folded at 75 octets and never within a character', () => {
    const title = `${'日本語'.repeat(40)}${'👩‍👩‍👧‍👦'.repeat(20)}${'é'.repeat(100)}`;
    const text = write({ title });
    for (const line of text.split('\r\n')) {
      expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
      expect(Buffer.from(line).toString()).toBe(line);
    }
    expect(text.split('\r\n').some((line) => Buffer.byteLength(line) >= 72)).toBe(true);
    expect(read(text).entries[0]?.title).toBe(title);
  });

  it('cannot be made to hold a line of somebody else by a text, an address, an id or a zone', () => {
    const evil = 'x\r\nBEGIN:VALARM\nATTACH:evil\r\n y';
    const text = write({
      uid: evil,
      title: evil,
      url: evil,
      zone: evil,
      organizer: evil,
      attendees: [`${evil} <a@b${evil}>`],
      categories: [evil],
      location: evil,
    });
    expect(text).not.toMatch(/^(BEGIN:VALARM|ATTACH)/m);
    expect(read(text).problems).toEqual([]);
  });

  it('gives a time in an hour that is repeated in UTC, where the wall clock would mean the other', () => {
    const start = Date.UTC(2026, 10, 1, 6, 30);
    expect(write({ zone: 'America/New_York', start, end: start + HOUR })).toContain('DTSTART:20261101T063000Z\r\n');
    expect(read(write({ zone: 'America/New_York', start, end: start + HOUR })).entries[0]).toMatchObject({
      start,
      zone: 'America/New_York',
    });
  });

  it('keeps the zone of a whole day', () => {
    const start = fromWall('Asia/Kolkata', Date.UTC(2026, 10, 8));
    const day = { allDay: true, zone: 'Asia/Kolkata', start, end: start + DAY };
    expect(write(day)).toContain('DTSTART;VALUE=DATE:20261108\r\n');
    expect(read(write(day), { zone: 'America/New_York' }).entries).toEqual([{ ...PLAIN, ...day }]);
  });
});

describe('what is written is read', () => {
  const text = (maxLength: number) => anyText({ maxLength }).map((one) => plainText(one.replace(/\r\n?/g, '\n')));
  const line = (maxLength: number) => text(maxLength).map((one) => one.replace(/[\n\t]/g, ' ').trim());
  const zones = [
    'America/New_York',
    'America/Sao_Paulo',
    'Asia/Kolkata',
    'Europe/Kiev',
    'Africa/Casablanca',
    'Australia/Lord_Howe',
    'America/St_Johns',
    'UTC',
    'Etc/GMT+5',
  ] as const;
  const instant = fc
    .integer({ min: Date.UTC(2020, 0, 1) / SECOND, max: Date.UTC(2035, 0, 1) / SECOND })
    .map((at) => at * SECOND);
  const someone = fc.oneof(
    fc.emailAddress().filter((one) => /^[\w.+-]+@[\w.-]+$/.test(one)),
    fc
      .tuple(
        line(20)
          .map((one) => one.replace(/[<>@:]/g, '').trim())
          .filter((one) => one !== ''),
        fc.integer({ min: 1, max: 99 }),
      )
      .map(([name, n]) => `${name} <p${n}@shop.example>`),
    fc.constant('Ana, on call'),
  );
  const entry: fc.Arbitrary<CalendarEntry> = fc
    .record({
      uid: fc.uuid(),
      recurrenceId: fc.option(instant),
      title: text(80),
      description: text(200),
      location: text(40),
      start: instant,
      length: fc.integer({ min: 0, max: 400_000 }).map((one) => one * SECOND),
      days: fc.option(fc.integer({ min: 1, max: 9 })),
      zone: fc.option(fc.constantFrom(...zones)),
      status: fc.constantFrom('tentative', 'confirmed', 'cancelled', null),
      organizer: fc.option(someone),
      attendees: fc.array(someone, { maxLength: 3 }),
      categories: fc.array(
        line(20).filter((one) => one !== ''),
        { maxLength: 3 },
      ),
      url: fc.option(fc.webUrl()),
      sequence: fc.nat(1_000),
      lastModified: fc.option(instant),
    })
    .map(({ length, days, ...one }) => {
      const whole = days === null || one.zone === null ? null : localDayStart(one.zone, one.start);
      if (whole === null || days === null || one.zone === null)
        return { ...one, end: one.start + length, allDay: false };
      const end = fromWall(one.zone, toWall(one.zone, whole) + days * DAY);
      return { ...one, start: whole, end, recurrenceId: null, allDay: true };
    });

  it('with every field, in every zone, and again with the same words', () => {
    holds(
      fc.property(fc.uniqueArray(entry, { maxLength: 6, selector: (one) => one.uid }), (entries) => {
        const written = writeCalendar(entries, { name: 'Changes', now: NOW });
        const file = read(written, { from: Date.UTC(2019, 0, 1), to: Date.UTC(2036, 0, 1), zone: 'Pacific/Auckland' });
        expect(file.problems).toEqual([]);
        const order = (list: readonly CalendarEntry[]) => [...list].sort((a, b) => (a.uid < b.uid ? -1 : 1));
        expect(order(file.entries)).toEqual(order(entries));
        for (const one of written.split('\r\n')) expect(Buffer.byteLength(one)).toBeLessThanOrEqual(75);
      }),
    );
  });
});

describe('the zones of Windows', () => {
  it('are all known to the platform', () => {
    expect(Object.entries(WINDOWS_ZONES).filter(([, zone]) => !isTimeZone(zone))).toEqual([]);
    expect(Object.keys(WINDOWS_ZONES)).toHaveLength(139);
  });
});
