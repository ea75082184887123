import { DAY, HOUR, MINUTE, type Ms } from '../../lib/time';
import { CALENDAR_EVENTS, eventDay, isCalendarEvent, type CalendarDay, type CalendarEvent } from './events';

/** A time on the wall clock of a site: once, every year, or some days before or after an event of the calendar. */
export type Moment =
  | { readonly kind: 'once'; readonly year: number; readonly day: CalendarDay; readonly minutes: number }
  | { readonly kind: 'yearly'; readonly day: CalendarDay; readonly minutes: number }
  | { readonly kind: 'event'; readonly event: CalendarEvent; readonly days: number; readonly minutes: number };

export const MOMENT_FORM =
  'a time as "2026-12-20 18:00", every year as "12-20 18:00", or by an event as "us-thanksgiving + 1d 00:00"';

const CLOCK = '(?: ([01]\\d|2[0-3]):([0-5]\\d))?';
const ONCE = new RegExp(`^(\\d{4})-(\\d{2})-(\\d{2})${CLOCK}$`);
const YEARLY = new RegExp(`^(\\d{2})-(\\d{2})${CLOCK}$`);
const EVENT = new RegExp(`^([a-z][a-z0-9-]*)(?: ([+-]) (\\d{1,3})d)?${CLOCK}$`);

/** Reads the text of a freeze's `from` or `to`. The error finishes the sentence "expected ...". */
export function readMoment(text: string): Moment | { readonly expected: string } {
  const once = ONCE.exec(text);
  if (once !== null) {
    const year = Number(once[1]);
    const day = dayOf(year, once[2], once[3]);
    return day === null
      ? { expected: 'a day that is in the calendar' }
      : { kind: 'once', year, day, minutes: minutesOf(once[4], once[5]) };
  }
  const yearly = YEARLY.exec(text);
  if (yearly !== null) {
    // A year with a 29 February; in others it is the day after the 28th.
    const day = dayOf(2024, yearly[1], yearly[2]);
    return day === null
      ? { expected: 'a day that is in the calendar' }
      : { kind: 'yearly', day, minutes: minutesOf(yearly[3], yearly[4]) };
  }
  const event = EVENT.exec(text);
  if (event === null) return { expected: MOMENT_FORM };
  const [, name = '', sign, days = '0', hour, minute] = event;
  if (!isCalendarEvent(name)) return { expected: `one of the events ${CALENDAR_EVENTS.join(', ')}` };
  return { kind: 'event', event: name, days: Number(days) * (sign === '-' ? -1 : 1), minutes: minutesOf(hour, minute) };
}

export const LENGTH_FORM = 'days or hours as "1d" (at most 31d) or "6h" (at most 72h)';
const LENGTH = /^(\d{1,2})([dh])$/;

/** Reads the text of `before` and `after`; null where it is none. */
export function readLength(text: string): Ms | null {
  const [, count, unit] = LENGTH.exec(text) ?? [];
  if (count === undefined || Number(count) > (unit === 'd' ? 31 : 72)) return null;
  return Number(count) * (unit === 'd' ? DAY : HOUR);
}

const minutesOf = (hour = '0', minute = '0'): number => 60 * Number(hour) + Number(minute);

function dayOf(year: number, month = '', day = ''): CalendarDay | null {
  const at = new Date(Date.UTC(year, Number(month) - 1, Number(day)));
  return at.getUTCMonth() + 1 === Number(month) && at.getUTCDate() === Number(day)
    ? { month: Number(month), day: Number(day) }
    : null;
}

/** The moment in a year, as if the wall clock were UTC (`fromWall` makes an instant of it); null where there is none. */
export function wallIn(moment: Moment, year: number): Ms | null {
  const wall = ({ month, day }: CalendarDay, days = 0): Ms =>
    Date.UTC(year, month - 1, day + days) + moment.minutes * MINUTE;
  switch (moment.kind) {
    case 'once':
      return moment.year === year ? wall(moment.day) : null;
    case 'yearly':
      return wall(moment.day);
    case 'event': {
      const day = eventDay(moment.event, year);
      return day === null ? null : wall(day, moment.days);
    }
  }
}
