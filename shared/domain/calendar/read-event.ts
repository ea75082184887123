import { DAY, type Ms } from '../../lib/time';
import { plainText } from '../../lib/plain-text';
import { propertiesOf, type Component } from './components';
import { UTC, knownClock, type Clock, type FileZones } from './file-zones';
import { paramOf, textsOf, unescapeText, type Property } from './lines';
import { readDuration, readMoment, type Length, type Moment } from './times';
import type { CalendarEntry, CalendarProblem } from './types';

/** What a VEVENT says, before its series is worked out. */
export interface CalendarEvent {
  readonly line: number;
  /** Null: it has none. */
  readonly uid: string | null;
  readonly start: Moment;
  readonly clock: Clock;
  readonly length: Length;
  /** Of the occurrence it stands for. */
  readonly recurrence: { readonly moment: Moment; readonly at: Ms; readonly andLater: boolean } | null;
  readonly stamp: Ms;
  readonly said: Pick<
    CalendarEntry,
    | 'title'
    | 'description'
    | 'location'
    | 'zone'
    | 'isFloating'
    | 'status'
    | 'organizer'
    | 'attendees'
    | 'categories'
    | 'url'
    | 'sequence'
    | 'lastModified'
  >;
  readonly property: (name: string) => readonly Property[];
}

/** Where times without a zone, and whole days, are. */
export interface Surroundings {
  readonly zones: FileZones;
  readonly floating: Clock;
  /** The calendar names its own zone: floating times are in that, and not in that of whoever asks. */
  readonly named: boolean;
  readonly report: (problem: CalendarProblem) => void;
}

/** Of one property, to be shown. The file keeps it whole. */
const LONGEST_TEXT = 100_000;

type Timed = { readonly moment: Moment; readonly clock: Clock };

export const endOf = ({ clock, length }: Pick<CalendarEvent, 'clock' | 'length'>, wall: Ms): Ms =>
  clock.toInstant(wall + length.days * DAY) + length.exact;

export function readEvent(component: Component, around: Surroundings): CalendarEvent | CalendarProblem {
  const all = new Map<string, Property[]>();
  for (const property of propertiesOf(component)) {
    const same = all.get(property.name);
    if (same === undefined) all.set(property.name, [property]);
    else same.push(property);
  }
  const property = (name: string): readonly Property[] => all.get(name) ?? [];
  const shown = (name: string): readonly Property[] =>
    property(name).map((one) => (one.value.length > LONGEST_TEXT ? shortened(one, around) : one));
  const text = (name: string): string => plainText(unescapeText(shown(name)[0]?.value ?? ''));

  const [dtstart] = property('DTSTART');
  if (dtstart === undefined) return { line: component.line, cause: 'The event has no DTSTART and was not read.' };
  const ownZone = property('X-MERIDIAN-ZONE')[0]?.value;
  const own = ownZone === undefined ? null : knownClock(ownZone);
  const here = own === null ? around : { ...around, floating: own, named: true };
  const start = readTime(dtstart, here);
  if ('cause' in start) return start;
  const length = lengthOf(start, property, here);
  if ('cause' in length) return length;
  const recurrence = recurrenceOf(property('RECURRENCE-ID')[0], here);
  if (recurrence !== null && 'cause' in recurrence) return recurrence;

  const { moment, clock } = start;
  const uid = property('UID')[0]?.value.trim() ?? '';
  const isDate = moment.form === 'date';
  const isFloating = moment.form !== 'utc' && (isDate || paramOf(dtstart, 'TZID') === undefined) && !here.named;
  return {
    line: component.line,
    uid: uid === '' ? null : uid,
    start: moment,
    clock,
    length,
    recurrence,
    stamp: instantOf(property('DTSTAMP')[0]) ?? 0,
    said: {
      title: text('SUMMARY'),
      description: text('DESCRIPTION'),
      location: text('LOCATION'),
      zone: moment.form === 'utc' ? (own?.zone ?? null) : isFloating && !isDate ? null : clock.zone,
      ...(isFloating && { isFloating }),
      status: statusOf(text('STATUS')),
      organizer: shown('ORGANIZER').map(personOf)[0] ?? null,
      attendees: shown('ATTENDEE').map(personOf),
      categories: shown('CATEGORIES').flatMap((one) => textsOf(one.value).map(plainText)),
      url: text('URL').trim() || null,
      sequence: Math.max(0, Math.min(Number.parseInt(text('SEQUENCE'), 10) || 0, Number.MAX_SAFE_INTEGER)),
      lastModified: instantOf(property('LAST-MODIFIED')[0]),
    },
    property,
  };
}

function shortened(property: Property, { report }: Surroundings): Property {
  const { line, name, value } = property;
  report({ line, cause: `${name} has ${value.length} characters; the first ${LONGEST_TEXT} were read.` });
  return { ...property, value: value.slice(0, LONGEST_TEXT) };
}

/** The time of a property, on its clock. Lists are read one by one (`value`). */
export function readTime(property: Property, around: Surroundings, value = property.value): Timed | CalendarProblem {
  const moment = readMoment(value);
  if (moment === null) {
    const cause = `${property.name}:${value.slice(0, 40)} is no time: expected such as 20261130T220000Z or 20261130.`;
    return { line: property.line, cause };
  }
  if (moment.form === 'utc') return { moment, clock: UTC };
  const tzid = paramOf(property, 'TZID');
  if (moment.form === 'date' || tzid === undefined) return { moment, clock: around.floating };
  const clock = around.zones.clockOf(tzid);
  if (clock !== null) return { moment, clock };
  const cause = `${property.name} is in the zone "${tzid.slice(0, 60)}", which the file does not define and nobody knows here.`;
  return { line: property.line, cause };
}

export const isDay = ({ form }: Moment): boolean => form === 'date';

function lengthOf(start: Timed, property: CalendarEvent['property'], around: Surroundings): Length | CalendarProblem {
  const [dtend] = property('DTEND');
  const [duration] = property('DURATION');
  const whole = isDay(start.moment);
  if (dtend !== undefined) {
    const end = readTime(dtend, around);
    if ('cause' in end) return end;
    if (isDay(end.moment) !== whole)
      return { line: dtend.line, cause: 'Of DTSTART and DTEND one is a day and the other a time.' };
    const size = whole
      ? end.moment.wall - start.moment.wall
      : end.clock.toInstant(end.moment.wall) - start.clock.toInstant(start.moment.wall);
    if (size < 0) return { line: dtend.line, cause: 'The event ends before it starts and was not read.' };
    // Some programs end a whole day on itself.
    return whole ? { days: Math.max(1, size / DAY), exact: 0 } : { days: 0, exact: size };
  }
  if (duration !== undefined) {
    const length = readDuration(duration.value);
    if (length === null || length.days * DAY + length.exact < 0)
      return {
        line: duration.line,
        cause: `DURATION:${duration.value.slice(0, 40)} is no length: expected such as PT1H30M.`,
      };
    return whole ? { days: Math.max(1, length.days), exact: 0 } : length;
  }
  return { days: whole ? 1 : 0, exact: 0 };
}

function recurrenceOf(
  property: Property | undefined,
  around: Surroundings,
): CalendarEvent['recurrence'] | CalendarProblem {
  if (property === undefined) return null;
  const time = readTime(property, around);
  if ('cause' in time) return time;
  const at = time.clock.toInstant(time.moment.wall);
  return { moment: time.moment, at, andLater: paramOf(property, 'RANGE')?.toUpperCase() === 'THISANDFUTURE' };
}

function instantOf(property: Property | undefined): Ms | null {
  const moment = property === undefined ? null : readMoment(property.value);
  return moment?.wall ?? null;
}

function statusOf(text: string): CalendarEntry['status'] {
  const status = text.trim().toLowerCase();
  return status === 'tentative' || status === 'confirmed' || status === 'cancelled' ? status : null;
}

/** "Name <address>", or what there is of it. `invalid:nomail` is how programs write somebody without an address. */
function personOf(property: Property): string {
  const name = plainText((paramOf(property, 'CN') ?? '').slice(0, LONGEST_TEXT)).trim();
  const address = plainText(property.value.trim().replace(/^mailto:/i, ''));
  if (address === '' || /^invalid:/i.test(address)) return name;
  return name === '' || name === address ? address : `${name} <${address}>`;
}
