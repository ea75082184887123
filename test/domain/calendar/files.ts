import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readCalendar } from '../../../shared/domain/calendar/read';
import type { CalendarEntry, CalendarFile, ReadOptions } from '../../../shared/domain/calendar/types';
import { iso } from '../../../shared/lib/time';

/** As such files come: with CRLF, which git would not keep for sure. */
export const fileText = (name: string): string =>
  readFileSync(join(import.meta.dirname, 'files', `${name}.ics`), 'utf8').replace(/\r?\n/g, '\r\n');

export const YEARS: ReadOptions = { from: Date.UTC(2026, 0, 1), to: Date.UTC(2028, 0, 1), zone: 'UTC' };

export function read(text: string, options: Partial<ReadOptions> = {}): CalendarFile {
  const file = readCalendar(text, { ...YEARS, ...options });
  if (!file.ok) throw new Error(`line ${file.error.line}: ${file.error.cause}`);
  return file.value;
}

/** The lines of an event in a calendar, as a file. */
export const calendarOf = (...lines: readonly string[]): string =>
  ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Test//EN', ...lines, 'END:VCALENDAR', ''].join('\r\n');
export const eventOf = (...lines: readonly string[]): string =>
  calendarOf('BEGIN:VEVENT', 'UID:a', 'DTSTAMP:20261101T000000Z', ...lines, 'END:VEVENT');

/** `2026-11-30T22:00 2026-11-30T23:30 Title`, in UTC. */
export const shown = (entries: readonly CalendarEntry[]): readonly string[] =>
  entries.map(({ start, end, title }) => `${iso(start).slice(0, 16)} ${iso(end).slice(0, 16)} ${title}`.trim());
