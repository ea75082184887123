import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { closedTimes } from '../../../shared/domain/calendar/closed';
import { rewriteCalendar } from '../../../shared/domain/calendar/rewrite';
import { writeCalendar } from '../../../shared/domain/calendar/write';
import { iso } from '../../../shared/lib/time';
import { YEARS, fileText, read, shown } from './files';

const FILES = ['google', 'outlook', 'apple', 'change-calendar'] as const;
const octets = (line: string): number => Buffer.byteLength(line, 'utf8');

describe('a calendar as Google writes it', () => {
  const file = read(fileText('google'));
  it('has its events at their instants', () => {
    expect(file.problems).toEqual([]);
    expect(file).toMatchObject({ name: 'Shop releases', kind: 'events' });
    expect(shown(file.entries)).toEqual([
      '2026-10-26T13:00 2026-10-26T14:00 Release train',
      '2026-11-03T19:00 2026-11-03T19:30 Release train (moved to Tuesday)',
      // After the clocks went back, and up to the end of the day that UNTIL names; the 9th is left out.
      '2026-11-16T14:00 2026-11-16T15:00 Release train',
      // A whole day where the calendar is.
      '2026-11-27T03:00 2026-11-28T03:00 Black Friday',
      '2026-11-30T22:00 2026-11-30T23:30 Checkout 4.12 to Brazil',
    ]);
  });

  it('has everything that was said of an event', () => {
    expect(file.entries.at(-1)).toEqual({
      uid: '2jd8f7s6k3@google.com',
      recurrenceId: null,
      title: 'Checkout 4.12 to Brazil',
      description:
        'Steps:\n1. drain\n2. switch; wait\n\nRollback is in the ticket, tested on 2026-11-12. Línea con acentos y 日本語 para probar el plegado de líneas.',
      location: 'Room 4, Floor 2',
      start: Date.UTC(2026, 10, 30, 22),
      end: Date.UTC(2026, 10, 30, 23, 30),
      allDay: false,
      zone: null,
      status: 'confirmed',
      organizer: 'Ana Souza <ana@shop.example>',
      attendees: ['Ravi Kumar <ravi@shop.example>', 'Olena, on call <olena@shop.example>'],
      categories: [],
      url: null,
      sequence: 3,
      lastModified: Date.UTC(2026, 10, 19, 8, 30),
    });
    expect(file.entries[1]).toMatchObject({
      uid: 'weekly-train@google.com',
      recurrenceId: Date.UTC(2026, 10, 2, 14),
      zone: 'America/New_York',
      sequence: 1,
    });
    expect(file.entries[3]).toMatchObject({ allDay: true, zone: 'America/Sao_Paulo', recurrenceId: null });
  });
});

describe('a calendar as Outlook writes it', () => {
  // Whole days where the reader is: Outlook names no zone of the calendar.
  const file = read(fileText('outlook'), { zone: 'America/New_York' });
  it('has its events at their instants', () => {
    expect(file.problems).toEqual([]);
    expect(shown(file.entries)).toEqual([
      '2026-10-20T04:00 2026-10-21T04:00 Certificate renewal',
      // 00:30 EDT to 03:00 EST: the night has an hour more.
      '2026-11-01T04:30 2026-11-01T08:00 Order database patch',
      '2026-12-01T04:00 2026-12-01T05:00 Gateway upgrade in India',
      '2027-10-20T04:00 2027-10-21T04:00 Certificate renewal',
    ]);
  });

  it('has zones by their Windows names, defined in the file or not', () => {
    expect(file.entries.map((one) => one.zone)).toEqual([
      'America/New_York',
      'America/New_York',
      'Asia/Kolkata',
      'America/New_York',
    ]);
    expect(file.entries[1]).toMatchObject({
      organizer: 'Smith, John <john@shop.example>',
      categories: ['Change', 'Database'],
      uid: '040000008200E00074C5B7101A82E00800000000B0D5A1F0C659DC01000000000000000010000000A1B2C3D4E5F60718293A4B5C6D7E8F90',
    });
    expect(file.entries[2]?.status).toBe('cancelled');
  });

  it('ends a yearly day on the day of UNTIL, which is its midnight in UTC', () => {
    const later = read(fileText('outlook'), { zone: 'America/New_York', to: Date.UTC(2031, 0, 1) });
    expect(shown(later.entries).at(-1)).toBe('2028-10-20T04:00 2028-10-21T04:00 Certificate renewal');
  });
});

describe('a calendar as Apple writes it', () => {
  const file = read(fileText('apple'), { zone: 'Asia/Kolkata' });
  it('has its events at their instants', () => {
    expect(file.problems).toEqual([]);
    expect(shown(file.entries)).toEqual([
      // The start is no last working day and comes first all the same; of three, it is one.
      '2026-10-26T07:00 2026-10-26T07:30 Month end freeze review',
      '2026-10-30T07:00 2026-10-30T07:30 Month end freeze review',
      '2026-11-30T07:00 2026-11-30T07:30 Month end freeze review',
      '2026-12-02T01:00 2026-12-02T02:30 Cache flush',
      // Floating: noon where the reader is, and without an end.
      '2026-12-02T06:30 2026-12-02T06:30 Look at the boards',
      '2026-12-04T01:00 2026-12-04T01:45 Cache flush',
      '2026-12-05T01:00 2026-12-05T04:00 Cache flush',
    ]);
    expect(file.entries.map((one) => one.zone)).toEqual([
      ...Array<string>(3).fill('Europe/Kiev'),
      'Etc/GMT+5',
      null,
      'Etc/GMT+5',
      'Etc/GMT+5',
    ]);
    expect(file.entries[0]).toMatchObject({
      location: 'Kyiv office\nKhreshchatyk 1',
      url: 'https://wiki.shop.example/freeze',
    });
  });
});

describe('a Change Calendar', () => {
  const file = read(fileText('change-calendar'));
  const closed = (from: number, to: number, of = file) =>
    closedTimes(of, from, to).map(
      ({ start, end, title }) => `${iso(start).slice(0, 16)} ${iso(end).slice(0, 16)} ${title}`,
    );

  it('that is open by default is closed inside its events', () => {
    expect(file).toMatchObject({ kind: 'default-open', name: 'Peak freeze of the shops', problems: [] });
    expect(closed(Date.UTC(2026, 10, 30), Date.UTC(2026, 11, 14))).toEqual([
      '2026-11-30T00:00 2026-12-01T08:00 Cyber week',
      '2026-12-05T05:00 2026-12-07T05:00 Weekend',
      '2026-12-12T05:00 2026-12-14T00:00 Weekend',
    ]);
  });

  it('that is closed by default is open inside them, and says nothing of a time it was not read for', () => {
    const other = read(fileText('change-calendar').replace('DEFAULT_OPEN', 'DEFAULT_CLOSED'), {
      from: Date.UTC(2026, 10, 20),
      to: Date.UTC(2026, 11, 10),
    });
    expect(closed(0, Date.UTC(2030, 0, 1), other)).toEqual([
      '2026-11-20T00:00 2026-11-25T23:00 Peak freeze of the shops',
      '2026-12-01T08:00 2026-12-05T05:00 Peak freeze of the shops',
      '2026-12-07T05:00 2026-12-10T00:00 Peak freeze of the shops',
    ]);
  });

  it('is not closed by an event that was cancelled; a calendar of events is never closed', () => {
    const cancelled = fileText('change-calendar').replace(
      'SUMMARY:Cyber week',
      'SUMMARY:Cyber week\r\nSTATUS:CANCELLED',
    );
    expect(closed(Date.UTC(2026, 10, 1), Date.UTC(2026, 11, 2), read(cancelled))).toEqual([]);
    expect(closedTimes(read(fileText('google')), YEARS.from, YEARS.to)).toEqual([]);
  });

  it('is written so that it reads the same, also when nothing is in it', () => {
    const options = {
      name: 'Peak freeze of the shops',
      now: Date.UTC(2026, 10, 1),
      kind: 'default-open',
      zone: 'America/New_York',
    } as const;
    const again = read(writeCalendar(file.entries, options));
    expect(again).toMatchObject({ kind: file.kind, name: file.name, problems: [] });
    expect(closedTimes(again, YEARS.from, YEARS.to)).toEqual(closedTimes(file, YEARS.from, YEARS.to));
    const empty = writeCalendar([], { ...options, kind: 'default-closed' });
    expect(empty).toContain('BEGIN:VTODO');
    expect(closed(YEARS.from, YEARS.to, read(empty))).toEqual([
      '2026-01-01T00:00 2028-01-01T00:00 Peak freeze of the shops',
    ]);
  });
});

describe.each(FILES)('the file of %s', (name) => {
  const text = fileText(name);
  const file = read(text);

  it('is written again octet by octet: nothing it said is lost', () => {
    // It is folded where we fold, so that nothing but the words decides.
    expect(rewriteCalendar(file.source)).toBe(
      text
        .replace(/\r\n[ \t]/g, '')
        .split('\r\n')
        .slice(0, -1)
        .map(folded)
        .join(''),
    );
    for (const line of rewriteCalendar(file.source).split('\r\n')) expect(octets(line)).toBeLessThanOrEqual(75);
  });

  it('can be kept as JSON and written later', () => {
    const kept = JSON.parse(JSON.stringify(file.source)) as typeof file.source;
    expect(rewriteCalendar(kept)).toBe(rewriteCalendar(file.source));
    expect(read(rewriteCalendar(kept)).entries).toEqual(file.entries);
  });

  it('has the same entries when they are written as events of ours', () => {
    const again = read(writeCalendar(file.entries, { name: 'Copy', now: Date.UTC(2026, 10, 1) }));
    expect(again.problems).toEqual([]);
    // A floating time is written in the zone that it was read in.
    expect(again.entries).toEqual(file.entries.map(({ isFloating: _, ...pinned }) => pinned));
  });

  it('means the same with LF, with other folds, and with a byte order mark', () => {
    const narrow = text.replace(/([^\r\n]{20})(?=[^\r\n])/gu, '$1\r\n\t');
    expect(read(narrow).entries).toEqual(file.entries);
    expect(read(`\ufeff${text.replaceAll('\r\n', '\n')}`).entries).toEqual(file.entries);
  });
});

/** By Node's own UTF-8, as the other side of the fold. */
function folded(line: string): string {
  const lines: string[] = [];
  let rest = [...line];
  for (let most = 75; rest.length > 0; most = 74) {
    let size = 0;
    let count = 0;
    while (count < rest.length && size + octets(rest[count] ?? '') <= most) size += octets(rest[count++] ?? '');
    lines.push(rest.slice(0, count).join(''));
    rest = rest.slice(count);
  }
  return `${lines.join('\r\n ')}\r\n`;
}

/** Change Calendars as they were recorded; they are not part of the project, so elsewhere this is skipped. */
const RECORDED = join(import.meta.dirname, '..', '..', '..', 'shared', 'fixtures', 'aws', 'change-calendar');
const recorded = existsSync(RECORDED) ? readdirSync(RECORDED).filter((name) => name.endsWith('.ics')) : [];
describe.skipIf(recorded.length === 0)('recorded Change Calendars', () => {
  it.each(recorded)('%s is read and written again', (name) => {
    const file = read(readFileSync(join(RECORDED, name), 'utf8'));
    expect(file.kind).not.toBe('events');
    expect(file.problems).toEqual([]);
    expect(read(rewriteCalendar(file.source)).entries).toEqual(file.entries);
  });
});
