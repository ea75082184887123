import { DAY, SECOND, floorTo, type Ms } from '../../lib/time';
import { fromWall, isTimeZone, toWall } from '../../lib/zones';
import { escapeText, fold, oneLine, paramText } from './lines';
import { dateText, dateTimeText } from './times';
import type { CalendarEntry, CalendarKind } from './types';
import { canDescribe, zoneLines } from './write-zones';

/** What is written of a change, or of what was read. Times are written to the second. */
export type ExportEntry = CalendarEntry;

export interface WriteOptions {
  readonly name: string;
  /** When it is written (DTSTAMP). */
  readonly now: Ms;
  /** Events for calendar programs, or a Change Calendar. */
  readonly kind?: CalendarKind;
  /** Zone of the calendar, where it has one: of whole days for programs that ask for it. */
  readonly zone?: string;
}

/** A calendar (RFC 5545): CRLF, folded at 75 octets, times in their zones, which are described in the file, or in UTC. */
export function writeCalendar(entries: readonly ExportEntry[], options: WriteOptions): string {
  const zones = zonesOf(entries);
  const lines = [
    'BEGIN:VCALENDAR',
    ...headOf(options),
    ...[...zones].flatMap(([zone, { from, to }]) => zoneLines(zone, from, to)),
    ...entries.flatMap((entry) => eventLines(entry, zones, options.now)),
    ...(entries.length === 0 ? placeholder(options) : []),
    'END:VCALENDAR',
  ];
  return lines.map(fold).join('');
}

function headOf({ name, kind = 'events', zone }: WriteOptions): readonly string[] {
  const own = zone === undefined ? [] : [`X-WR-TIMEZONE:${oneLine(zone)}`];
  if (kind === 'events') {
    return [
      'VERSION:2.0',
      'PRODID:-//Meridian//Meridian//EN',
      'CALSCALE:GREGORIAN',
      'METHOD:PUBLISH',
      `NAME:${escapeText(name)}`,
      `X-WR-CALNAME:${escapeText(name)}`,
      ...own,
    ];
  }
  return [
    'PRODID:-//AWS//Change Calendar 1.0//EN',
    'VERSION:2.0',
    `X-CALENDAR-TYPE:${kind === 'default-open' ? 'DEFAULT_OPEN' : 'DEFAULT_CLOSED'}`,
    `X-WR-CALDESC:${escapeText(name)}`,
    'X-CALENDAR-CMEVENTS:DISABLED',
    ...own,
  ];
}

/** A calendar holds at least one component; an empty Change Calendar has such a one from AWS too. */
const placeholder = ({ now, name }: WriteOptions): readonly string[] => [
  'BEGIN:VTODO',
  'UID:empty@meridian',
  `DTSTAMP:${utc(now)}`,
  `SUMMARY:${escapeText(`Nothing is planned in ${name}`)}`,
  'END:VTODO',
];

type Zones = ReadonlyMap<string, { readonly from: Ms; readonly to: Ms }>;

/** The zones that are described in the file, and for which time. */
function zonesOf(entries: readonly ExportEntry[]): Zones {
  const zones = new Map<string, { readonly from: Ms; readonly to: Ms }>();
  for (const { zone, start, end, recurrenceId, allDay } of entries) {
    if (zone === null || (allDay && isWholeDays({ zone, start, end }))) continue;
    // A moved occurrence may be far from where its series has it.
    const from = Math.min(start, recurrenceId ?? start);
    const to = Math.max(end, recurrenceId ?? end);
    if (/^(?:Etc\/)?UTC$/.test(zone) || !canDescribe(zone, from, to)) continue;
    const before = zones.get(zone);
    zones.set(zone, { from: Math.min(from, before?.from ?? from), to: Math.max(to, before?.to ?? to) });
  }
  return zones;
}

function eventLines(entry: ExportEntry, zones: Zones, now: Ms): readonly string[] {
  const { zone } = entry;
  const days = entry.allDay && zone !== null && isWholeDays({ ...entry, zone });
  const time = (name: string, at: Ms): string => {
    if (days) return `${name};VALUE=DATE:${dateText(toWall(zone, at))}`;
    const wall = zone === null || !zones.has(zone) ? null : toWall(zone, at);
    // The second time an hour is repeated has no name on the wall clock.
    if (zone === null || wall === null || fromWall(zone, wall) !== at) return `${name}:${utc(at)}`;
    return `${name};TZID=${paramText(zone)}:${dateTimeText(wall)}`;
  };
  const text = (name: string, value: string): readonly string[] =>
    value === '' ? [] : [`${name}:${escapeText(value)}`];
  const lines = [
    'BEGIN:VEVENT',
    `UID:${oneLine(entry.uid)}`,
    ...(entry.recurrenceId === null ? [] : [time('RECURRENCE-ID', entry.recurrenceId)]),
    `DTSTAMP:${utc(now)}`,
    time('DTSTART', entry.start),
    time('DTEND', entry.end),
    ...text('SUMMARY', entry.title),
    ...text('DESCRIPTION', entry.description),
    ...text('LOCATION', entry.location),
    ...(entry.status === null ? [] : [`STATUS:${entry.status.toUpperCase()}`]),
    `SEQUENCE:${Math.max(0, Math.trunc(entry.sequence))}`,
    ...(entry.lastModified === null ? [] : [`LAST-MODIFIED:${utc(entry.lastModified)}`]),
    ...(entry.organizer === null ? [] : [person('ORGANIZER', entry.organizer)]),
    ...entry.attendees.map((one) => person('ATTENDEE', one)),
    ...(entry.categories.length === 0 ? [] : [`CATEGORIES:${entry.categories.map(escapeText).join(',')}`]),
    ...(entry.url === null ? [] : [`URL:${oneLine(entry.url)}`]),
  ];
  // A day has no zone in iCalendar, and a time in UTC has lost its own: for whoever can use it.
  const named = lines.some((line) => line.startsWith('DTSTART;TZID='));
  if (zone !== null && !named) lines.push(`X-MERIDIAN-ZONE:${oneLine(zone)}`);
  return [...lines, 'END:VEVENT'];
}

const utc = (at: Ms): string => `${dateTimeText(Number.isFinite(at) ? floorTo(at, SECOND) : 0)}Z`;

/** From one local midnight to another. */
function isWholeDays({ zone, start, end }: { readonly zone: string; readonly start: Ms; readonly end: Ms }): boolean {
  if (!isTimeZone(zone) || start >= end) return false;
  return [start, end].every((at) => fromWall(zone, floorTo(toWall(zone, at), DAY)) === at);
}

function person(name: string, value: string): string {
  const [, cn, address] = /^(.*\S)\s*<([^<>\s]+)>$/s.exec(value) ?? [];
  const mail = address ?? (/^\S+@\S+$/.test(value) ? value : null);
  const uri = mail === null ? 'invalid:nomail' : /^[a-z][a-z0-9+.-]*:/i.test(mail) ? mail : `mailto:${mail}`;
  const shown = cn ?? (mail === null ? value : null);
  return `${name}${shown === null ? '' : `;CN=${paramText(shown)}`}:${oneLine(uri)}`;
}
