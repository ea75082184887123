import { describe, expect, it } from 'vitest';
import { rewriteCalendar } from '../../../shared/domain/calendar/rewrite';
import { calendarOf, eventOf, read } from './files';

const causes = (text: string, most?: number): readonly string[] =>
  read(text, most === undefined ? {} : { most }).problems.map(({ line, cause }) => `${line}: ${cause}`);
const events = (count: number, ...lines: readonly string[]): string =>
  Array.from({ length: count }, (_, n) =>
    ['BEGIN:VEVENT', `UID:${n}`, 'DTSTART:20261201T100000Z', ...lines, 'END:VEVENT'].join('\r\n'),
  ).join('\r\n');

describe('a calendar that means harm ends, and says what was not read', () => {
  it('every second without end', () => {
    const text = eventOf('DTSTART:20261201T100000Z', 'RRULE:FREQ=SECONDLY');
    expect(causes(text)).toEqual(['8: RRULE: FREQ=SECONDLY repeats too often; only the first 5000 were read.']);
    expect(read(text).entries).toHaveLength(5_000);
  });

  it('every second since long ago, counted', () => {
    const text = eventOf('DTSTART:19700101T000000Z', 'RRULE:FREQ=SECONDLY;COUNT=999999999');
    expect(causes(text)).toEqual([
      '8: RRULE: FREQ=SECONDLY;COUNT=999999999 repeats too often; only the first 0 were read.',
    ]);
  });

  it('one such series beside good ones costs only itself', () => {
    const text = calendarOf(
      events(1, 'RRULE:FREQ=SECONDLY;INTERVAL=2;BYSECOND=1'),
      'BEGIN:VEVENT',
      'UID:good',
      'DTSTART:20261201T100000Z',
      'RRULE:FREQ=DAILY;COUNT=9',
      'END:VEVENT',
    );
    expect(read(text).entries.filter((one) => one.uid === 'good')).toHaveLength(9);
    expect(causes(text)).toHaveLength(1);
  });

  it('thousands of them use up what there is for a file, and each one left out is named', () => {
    const text = calendarOf(events(300, 'RRULE:FREQ=SECONDLY;INTERVAL=2;BYSECOND=1'));
    const problems = causes(text);
    expect(problems).toHaveLength(201);
    expect(problems.at(-1)).toContain('There are 100 more problems.');
    expect(read(text).entries).toHaveLength(300);
  });

  it('a zone whose clock changes every second', () => {
    const zone = [
      'BEGIN:VTIMEZONE',
      'TZID:X',
      'BEGIN:STANDARD',
      'DTSTART:20260101T000000',
      'RRULE:FREQ=SECONDLY',
      'TZOFFSETFROM:+0100',
      'TZOFFSETTO:+0200',
      'END:STANDARD',
      'END:VTIMEZONE',
    ];
    const text = calendarOf(...zone, 'BEGIN:VEVENT', 'UID:a', 'DTSTART;TZID=X:20261201T100000', 'END:VEVENT');
    expect(causes(text)).toEqual(['8: RRULE of the zone "X" changes its clock too often.']);
  });

  it('a hundred thousand events', () => {
    const text = calendarOf(events(100_000));
    const { entries, problems } = read(text);
    expect(entries).toHaveLength(20_000);
    expect(problems).toEqual([
      { line: 80_004, cause: 'There are more than 20000 entries: from here on none was read.' },
    ]);
    expect(causes(text, 10)).toEqual(['44: There are more than 10 entries: from here on none was read.']);
  });

  it('components within components', () => {
    const text = calendarOf(
      Array(100_000).fill('BEGIN:VEVENT').join('\r\n'),
      Array(100_000).fill('END:VEVENT').join('\r\n'),
    );
    const problems = causes(text);
    expect(problems).toContain('11: VEVENT lies deeper than 8 components and was not read.');
    expect(rewriteCalendar(read(text).source)).toBe(text);
  });

  it('ten megabytes in one line, in folds, in parameters and in quotes', () => {
    const long = 'x'.repeat(10_000_000);
    const around = (line: string) => eventOf('DTSTART:20261201T100000Z', line);
    const described = read(around(`DESCRIPTION:${long}`));
    expect(described.entries[0]?.description).toHaveLength(100_000);
    expect(described.problems).toEqual([
      { line: 8, cause: 'DESCRIPTION has 10000000 characters; the first 100000 were read.' },
    ]);
    expect(rewriteCalendar(described.source).replaceAll('\r\n ', '')).toContain(long);
    expect(causes(around(`SUMMARY:a${'\u0301'.repeat(9_000_000)}`))).toHaveLength(1);
    expect(read(around(`SUMMARY:${'\r\n a'.repeat(1_000_000)}`)).entries[0]?.title).toHaveLength(100_000);
    expect(read(around(`COMMENT${';A=b'.repeat(200_000)}:c`)).problems).toEqual([]);
    expect(causes(around(`COMMENT;A="${long}`))).toHaveLength(1);
    expect(causes(around(`CATEGORIES:${'\\'.repeat(1_000_001)}`))).toHaveLength(1);
    expect(causes(around(`EXDATE:${','.repeat(1_000_000)}`)).length).toBeLessThanOrEqual(201);
    expect(causes(around(`RRULE:FREQ=DAILY;BYHOUR=${'1,'.repeat(1_000_000)}1;COUNT=1`))).toEqual([]);
  });

  it('ten megabytes of nothing but problems', () => {
    expect(causes(calendarOf('?\r\n'.repeat(1_000_000)))).toHaveLength(201);
  });
});
