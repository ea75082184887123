import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCalendar } from '../../../shared/domain/calendar/read';
import { rewriteCalendar } from '../../../shared/domain/calendar/rewrite';
import { anyText } from '../../builders/any-text';
import { holds } from '../../builders/property';
import { YEARS, calendarOf, eventOf, fileText, read, shown } from './files';

const causes = (text: string): readonly string[] => read(text).problems.map(({ line, cause }) => `${line}: ${cause}`);
const NEW_YORK = [
  'BEGIN:VTIMEZONE',
  'TZID:Office',
  'BEGIN:STANDARD',
  'DTSTART:19701101T020000',
  'RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=1SU',
  'TZOFFSETFROM:-0400',
  'TZOFFSETTO:-0500',
  'END:STANDARD',
  'BEGIN:DAYLIGHT',
  'DTSTART:19700308T020000',
  'RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=2SU',
  'TZOFFSETFROM:-0500',
  'TZOFFSETTO:-0400',
  'END:DAYLIGHT',
  'END:VTIMEZONE',
];

describe('times of events', () => {
  it.each([
    ['UTC', 'DTSTART:20261130T220000Z', '2026-11-30T22:00'],
    ['IANA name without a definition', 'DTSTART;TZID=America/Sao_Paulo:20261130T190000', '2026-11-30T22:00'],
    ['path of Mozilla', 'DTSTART;TZID=/mozilla.org/20050126_1/America/New_York:20261130T170000', '2026-11-30T22:00'],
    ['path of three parts', 'DTSTART;TZID=/x/America/Argentina/Buenos_Aires:20261130T190000', '2026-11-30T22:00'],
    ['Windows name', 'DTSTART;TZID=E. South America Standard Time:20261130T190000', '2026-11-30T22:00'],
    ['offset for a name', 'DTSTART;TZID=GMT-0500:20261130T170000', '2026-11-30T22:00'],
    ['half an hour', 'DTSTART;TZID="(UTC+05:30)":20261201T033000', '2026-11-30T22:00'],
    ['UTC of Microsoft', 'DTSTART;TZID=tzone://Microsoft/Utc:20261130T220000', '2026-11-30T22:00'],
    ['floating', 'DTSTART:20261130T220000', '2026-11-30T22:00'],
    ['leap second', 'DTSTART:20261231T235960Z', '2026-12-31T23:59'],
    // RFC 5545, 3.3.5: as if the hour that is skipped were not, and the first of the hour that is repeated.
    ['skipped hour', 'DTSTART;TZID=America/New_York:20260308T023000', '2026-03-08T07:30'],
    ['repeated hour', 'DTSTART;TZID=America/New_York:20261101T013000', '2026-11-01T05:30'],
    ['skipped hour of a definition', 'DTSTART;TZID=Office:20260308T023000', '2026-03-08T07:30'],
    ['repeated hour of a definition', 'DTSTART;TZID=Office:20261101T013000', '2026-11-01T05:30'],
    ['just before it', 'DTSTART;TZID=Office:20261101T005959', '2026-11-01T04:59'],
    ['just after it', 'DTSTART;TZID=Office:20261101T020000', '2026-11-01T07:00'],
    ['in summer', 'DTSTART;TZID=Office:20270701T120000', '2027-07-01T16:00'],
  ])('%s', (_, dtstart, expected) => {
    const file = read(calendarOf(...NEW_YORK, 'BEGIN:VEVENT', 'UID:a', dtstart, 'END:VEVENT'));
    expect(file.problems).toEqual([]);
    expect(shown(file.entries)).toEqual([`${expected} ${expected}`]);
  });

  it('are those of the zone that the file defines, whatever its name says', () => {
    const odd = NEW_YORK.map((line) => line.replace('TZID:Office', 'TZID:Asia/Kolkata'));
    const event = ['BEGIN:VEVENT', 'UID:a', 'DTSTART;TZID=Asia/Kolkata:20261130T170000', 'END:VEVENT'];
    expect(shown(read(calendarOf(...odd, ...event)).entries)).toEqual(['2026-11-30T22:00 2026-11-30T22:00']);
  });

  it('of a definition that cannot be read are those of its name, and that is said', () => {
    const broken = [
      'BEGIN:VTIMEZONE',
      'TZID:Asia/Kolkata',
      'BEGIN:STANDARD',
      'DTSTART:nonsense',
      'END:STANDARD',
      'END:VTIMEZONE',
    ];
    const file = read(
      calendarOf(...broken, 'BEGIN:VEVENT', 'UID:a', 'DTSTART;TZID=Asia/Kolkata:20261201T033000', 'END:VEVENT'),
    );
    expect(shown(file.entries)).toEqual(['2026-11-30T22:00 2026-11-30T22:00']);
    expect(file.problems.map((one) => one.line)).toEqual([4, 6]);
  });

  it.each([
    ['an end', 'DTEND:20261130T233000Z', '23:30'],
    ['an end in another zone', 'DTEND;TZID=America/Sao_Paulo:20261130T203000', '23:30'],
    ['a length', 'DURATION:PT1H30M', '23:30'],
    ['nothing', 'SUMMARY:', '22:00'],
  ])('end by %s', (_, line, end) => {
    expect(shown(read(eventOf('DTSTART:20261130T220000Z', line)).entries)).toEqual([
      `2026-11-30T22:00 2026-11-30T${end}`,
    ]);
  });

  it('of days in a length are days of the wall clock, hours are exact', () => {
    const start = 'DTSTART;TZID=America/New_York:20261031T120000';
    expect(shown(read(eventOf(start, 'DURATION:P1D')).entries)).toEqual(['2026-10-31T16:00 2026-11-01T17:00']);
    expect(shown(read(eventOf(start, 'DURATION:PT24H')).entries)).toEqual(['2026-10-31T16:00 2026-11-01T16:00']);
  });

  it('of whole days are local midnights, also where a day has 25 hours, or an end on itself', () => {
    const zone = 'America/New_York';
    expect(shown(read(eventOf('DTSTART;VALUE=DATE:20261101'), { zone }).entries)).toEqual([
      '2026-11-01T04:00 2026-11-02T05:00',
    ]);
    const onItself = eventOf('DTSTART;VALUE=DATE:20261101', 'DTEND;VALUE=DATE:20261101');
    expect(read(onItself, { zone }).entries).toEqual(read(eventOf('DTSTART;VALUE=DATE:20261101'), { zone }).entries);
  });

  it('are read when they touch the time asked for, half open', () => {
    const text = eventOf('DTSTART:20261130T220000Z', 'DTEND:20261130T230000Z');
    const at = Date.UTC(2026, 10, 30, 22);
    const count = (from: number, to: number) => read(text, { from: at + from, to: at + to }).entries.length;
    expect([count(-1, 0), count(-1, 1), count(3_599_999, 9e6), count(3_600_000, 9e6)]).toEqual([0, 1, 1, 0]);
  });
});

describe('series', () => {
  it('keep their hour on the wall clock when the clocks change', () => {
    const text = eventOf('DTSTART;TZID=America/New_York:20261030T090000', 'RRULE:FREQ=DAILY;COUNT=4');
    expect(shown(read(text).entries).map((one) => one.slice(5, 16))).toEqual([
      '10-30T13:00',
      '10-31T13:00',
      '11-01T14:00',
      '11-02T14:00',
    ]);
  });

  it('end with UNTIL, inclusive, as an instant or as a day', () => {
    const starts = (until: string) =>
      read(eventOf('DTSTART;TZID=America/New_York:20261030T200000', `RRULE:FREQ=DAILY;UNTIL=${until}`)).entries.length;
    // The second evening is 1 November in UTC, the third 2 November 01:00.
    expect([
      starts('20261101T000000Z'),
      starts('20261102T005959Z'),
      starts('20261102T010000Z'),
      starts('20261101'),
    ]).toEqual([2, 2, 3, 3]);
  });

  it('have dates more (RDATE) and dates less (EXDATE, by time or by day; EXRULE)', () => {
    const text = eventOf(
      'DTSTART:20261201T100000Z',
      'DURATION:PT1H',
      'RRULE:FREQ=DAILY;COUNT=6',
      'RDATE:20261220T100000Z,20261221T110000Z',
      'EXDATE:20261202T100000Z',
      'EXDATE;VALUE=DATE:20261203',
      'EXRULE:FREQ=DAILY;INTERVAL=4;COUNT=2',
    );
    expect(shown(read(text).entries).map((one) => one.slice(0, 16))).toEqual([
      '2026-12-04T10:00',
      '2026-12-06T10:00',
      '2026-12-20T10:00',
      '2026-12-21T11:00',
    ]);
  });

  const weekly = [
    'BEGIN:VEVENT',
    'UID:a',
    'DTSTART:20261201T100000Z',
    'DURATION:PT1H',
    'RRULE:FREQ=WEEKLY;COUNT=4',
    'SUMMARY:Train',
    'END:VEVENT',
  ];
  const override = (...lines: readonly string[]) => ['BEGIN:VEVENT', 'UID:a', ...lines, 'END:VEVENT'];

  it('have single occurrences moved, also into or out of the time asked for, and cancelled', () => {
    const file = read(
      calendarOf(
        ...override('RECURRENCE-ID:20261208T100000Z', 'DTSTART:20270301T100000Z', 'SUMMARY:Moved far'),
        ...weekly,
        ...override(
          'RECURRENCE-ID;VALUE=DATE:20261215',
          'DTSTART:20261215T100000Z',
          'STATUS:CANCELLED',
          'SUMMARY:Train',
        ),
      ),
    );
    expect(
      file.entries.map((one) => [
        one.status,
        one.recurrenceId === null ? null : new Date(one.recurrenceId).getUTCDate(),
        one.title,
      ]),
    ).toEqual([
      [null, 1, 'Train'],
      ['cancelled', 15, 'Train'],
      [null, 22, 'Train'],
      [null, 8, 'Moved far'],
    ]);
    const december = { from: Date.UTC(2026, 11, 1), to: Date.UTC(2026, 11, 31) };
    expect(
      read(calendarOf(...weekly, ...override('RECURRENCE-ID:20261208T100000Z', 'DTSTART:20270301T100000Z')), december)
        .entries,
    ).toHaveLength(3);
  });

  it('go on as an occurrence says that speaks for all later ones', () => {
    const text = calendarOf(
      ...weekly,
      ...override(
        'RECURRENCE-ID;RANGE=THISANDFUTURE:20261215T100000Z',
        'DTSTART:20261216T120000Z',
        'DURATION:PT2H',
        'SUMMARY:Late train',
      ),
    );
    expect(shown(read(text).entries)).toEqual([
      '2026-12-01T10:00 2026-12-01T11:00 Train',
      '2026-12-08T10:00 2026-12-08T11:00 Train',
      '2026-12-16T12:00 2026-12-16T14:00 Late train',
      '2026-12-23T12:00 2026-12-23T14:00 Late train',
    ]);
  });

  it('of which only one occurrence is in the file still show it', () => {
    const file = read(
      calendarOf(...override('RECURRENCE-ID:20261208T100000Z', 'DTSTART:20261209T100000Z', 'SUMMARY:Alone')),
    );
    expect(file.entries).toMatchObject([{ title: 'Alone', recurrenceId: Date.UTC(2026, 11, 8, 10) }]);
  });

  it('that came twice count once: the higher SEQUENCE, else the later DTSTAMP', () => {
    const twice = calendarOf(
      ...override('SEQUENCE:2', 'DTSTART:20261201T100000Z', 'SUMMARY:New'),
      ...override('SEQUENCE:1', 'DTSTART:20261202T100000Z', 'SUMMARY:Old'),
    );
    expect(read(twice).entries).toMatchObject([{ title: 'New' }]);
    expect(causes(twice)).toEqual(['10: The UID of line 4 again: that of line 4 counts.']);
  });

  it('are cancelled as a whole by METHOD:CANCEL', () => {
    expect(read(calendarOf('METHOD:CANCEL', ...weekly)).entries.map((one) => one.status)).toEqual(
      Array(4).fill('cancelled'),
    );
  });
});

describe('one bad event costs only itself, and its line is named', () => {
  const good = ['BEGIN:VEVENT', 'UID:good', 'DTSTART:20261201T100000Z', 'SUMMARY:Good', 'END:VEVENT'];
  it.each<[string, readonly string[], string]>([
    ['no start', ['SUMMARY:x'], '9: The event has no DTSTART and was not read.'],
    [
      'a start that is no time',
      ['DTSTART:soon'],
      '11: DTSTART:soon is no time: expected such as 20261130T220000Z or 20261130.',
    ],
    [
      '31 November',
      ['DTSTART:20261131T100000Z'],
      '11: DTSTART:20261131T100000Z is no time: expected such as 20261130T220000Z or 20261130.',
    ],
    [
      'an unknown zone',
      ['DTSTART;TZID=Middle Earth:20261201T100000'],
      '11: DTSTART is in the zone "Middle Earth", which the file does not define and nobody knows here.',
    ],
    [
      'an end before the start',
      ['DTSTART:20261201T100000Z', 'DTEND:20261201T090000Z'],
      '12: The event ends before it starts and was not read.',
    ],
    [
      'a day that ends at a time',
      ['DTSTART;VALUE=DATE:20261201', 'DTEND:20261201T090000Z'],
      '12: Of DTSTART and DTEND one is a day and the other a time.',
    ],
    [
      'a length that is none',
      ['DTSTART:20261201T100000Z', 'DURATION:90 min'],
      '12: DURATION:90 min is no length: expected such as PT1H30M.',
    ],
    [
      'a length backwards',
      ['DTSTART:20261201T100000Z', 'DURATION:-PT5M'],
      '12: DURATION:-PT5M is no length: expected such as PT1H30M.',
    ],
  ])('%s', (_, lines, cause) => {
    const text = calendarOf(...good, 'BEGIN:VEVENT', 'UID:bad', ...lines, 'END:VEVENT');
    expect(causes(text)).toEqual([cause]);
    expect(shown(read(text).entries)).toEqual(['2026-12-01T10:00 2026-12-01T10:00 Good']);
    expect(rewriteCalendar(read(text).source)).toBe(text);
  });

  it.each<[string, readonly string[], string]>([
    ['a rule that is none', ['RRULE:FREQ=SOMETIMES'], '8: RRULE: FREQ=SOMETIMES: expected one of'],
    ['an end of the rule that is none', ['RRULE:FREQ=DAILY;UNTIL=SOON'], '8: RRULE: UNTIL=SOON is no time'],
    ['an exception that is none', ['RRULE:FREQ=DAILY;COUNT=1', 'EXDATE:never'], '9: EXDATE:never is no time'],
    ['a line that is none', ['what is this'], '8: "what is this" is no property'],
    ['a parameter that is none', ['LOCATION;LANGUAGE:x'], '8: "LOCATION;LANGUAGE:x" is no property'],
  ])('%s costs less than the event', (_, lines, cause) => {
    const text = eventOf('DTSTART:20261201T100000Z', ...lines, 'SUMMARY:Still here');
    expect(causes(text)).toEqual([expect.stringContaining(cause)]);
    expect(shown(read(text).entries)).toEqual(['2026-12-01T10:00 2026-12-01T10:00 Still here']);
    expect(rewriteCalendar(read(text).source)).toBe(text);
  });

  it('without a UID an event gets one, the same each time', () => {
    const text = calendarOf('BEGIN:VEVENT', 'DTSTART:20261201T100000Z', 'SUMMARY:x', 'END:VEVENT');
    expect(causes(text)).toEqual(['4: The event has no UID; it was given one.']);
    expect(read(text).entries[0]?.uid).toBe(read(text).entries[0]?.uid);
    expect(read(text).entries[0]?.uid).not.toBe(read(text.replace('SUMMARY:x', 'SUMMARY:y')).entries[0]?.uid);
  });

  it('a file that was cut off, and what lies around a calendar', () => {
    const cut = eventOf('DTSTART:20261201T100000Z').split('\r\nEND:VEVENT')[0] ?? '';
    expect(causes(cut)).toEqual([
      '1: VCALENDAR has no end: the file may be cut off.',
      '4: VEVENT has no end: the file may be cut off.',
    ]);
    expect(read(cut).entries).toHaveLength(1);
    expect(read(rewriteCalendar(read(cut).source)).problems).toEqual([]);
    expect(causes(`hello\r\nEND:VEVENT\r\n${eventOf('DTSTART:20261201T100000Z')}`)).toEqual([
      '1: "hello" stands outside of a calendar and was left out.',
      '2: END:VEVENT ends nothing that was begun.',
    ]);
  });

  it('several calendars in one file are all read', () => {
    expect(read(fileText('google') + fileText('apple')).entries).toHaveLength(12);
  });

  it('a text that is no calendar is a failure', () => {
    expect(readCalendar('<html>', YEARS)).toEqual({
      ok: false,
      error: { line: 1, cause: 'This is no iCalendar file: it has no BEGIN:VCALENDAR.' },
    });
    expect(readCalendar('', YEARS).ok).toBe(false);
    expect(readCalendar('x'.repeat(20_000_001), YEARS)).toEqual({
      ok: false,
      error: { line: 1, cause: 'The file has 20000001 characters; up to 20000000 are read.' },
    });
  });
});

describe('any text', () => {
  const WORDS = [
    'BEGIN:VCALENDAR',
    'END:VCALENDAR',
    'BEGIN:VEVENT',
    'END:VEVENT',
    'BEGIN:VTIMEZONE',
    'END:VTIMEZONE',
    'BEGIN:STANDARD',
    'END:STANDARD',
    'TZID:Office',
    'DTSTART:20261130T100000',
    'DTSTART;TZID=Office:20261130T100000',
    'DTSTART;VALUE=DATE:20261130',
    'RRULE:FREQ=SECONDLY',
    'RRULE:FREQ=YEARLY;BYDAY=5FR',
    'RDATE:20261201',
    'EXDATE:20261201',
    'RECURRENCE-ID:20261130T100000',
    'RECURRENCE-ID;RANGE=THISANDFUTURE:20261130',
    'DURATION:P9999W',
    'TZOFFSETFROM:+0100',
    'TZOFFSETTO:-2359',
    'UID:a',
    'UID:__proto__',
    ' fold',
    'X-WR-TIMEZONE:constructor',
    'CATEGORIES:a\\,b,,c\\',
  ] as const;
  it('never throws, and what was read and written again reads the same', () => {
    const lines = fc.array(
      fc.oneof(
        { weight: 6, arbitrary: fc.constantFrom(...WORDS) },
        { weight: 1, arbitrary: anyText({ maxLength: 20 }) },
      ),
      { maxLength: 40 },
    );
    holds(
      fc.property(lines, fc.constantFrom('\r\n', '\n'), (all, end) => {
        const file = read(['BEGIN:VCALENDAR', 'VERSION:2.0', ...all].join(end), { most: 50 });
        const written = rewriteCalendar(file.source);
        expect(read(written, { most: 50 }).entries).toEqual(file.entries);
        expect(rewriteCalendar(read(written).source)).toBe(written);
        for (const { line } of file.problems) expect(line).toBeGreaterThan(0);
      }),
      500,
    );
  });
});
