import { DAY, floorTo, type Ms } from '../../lib/time';
import { endOf, isDay, readTime, type CalendarEvent, type Surroundings } from './read-event';
import { expand, type Budget } from './recurrence';
import { readRule, type Rule } from './rule';
import { readDuration, readMoment } from './times';
import type { CalendarEntry } from './types';

/** What an event or a series of events takes part in. */
export interface Reading extends Surroundings {
  readonly from: Ms;
  readonly to: Ms;
  readonly budget: Budget;
}

/** Of one series in the time asked for: every 10 minutes for a month. Whoever repeats more often is no plan. */
const MOST_OF_SERIES = 5_000;
/** Work for one series, of what there is for the file. */
const WORK_OF_SERIES = 1_000_000;

interface Occurrence {
  /** Where the series has it. */
  readonly at: Ms;
  readonly wall: Ms;
  readonly end: Ms;
}

/** The entries of one UID: the series, and what was said of single occurrences. */
export function entriesOf(
  uid: string,
  master: CalendarEvent | null,
  overrides: readonly CalendarEvent[],
  reading: Reading,
): readonly CalendarEntry[] {
  const single = overrides.flatMap((event) => {
    const { start, clock } = event;
    const at = clock.toInstant(start.wall);
    return touches(at, endOf(event, start.wall), reading)
      ? [entry(uid, event, event.recurrence?.at ?? null, at, endOf(event, start.wall))]
      : [];
  });
  if (master === null) return single;
  const repeats = ['RRULE', 'RDATE'].some((name) => master.property(name).length > 0);
  const replaced = new Set(overrides.flatMap((one) => keyOf(one, master)));
  const later = overrides
    .filter((one) => one.recurrence?.andLater === true)
    .sort((a, b) => (a.recurrence?.at ?? 0) - (b.recurrence?.at ?? 0));
  const occurrences = (repeats ? occurrencesOf(master, reading) : [first(master)]).filter(
    (one) => !replaced.has(one.at),
  );
  const own = occurrences.map((one) => {
    const change = later.findLast((event) => (event.recurrence?.at ?? Infinity) < one.at);
    return change === undefined
      ? entry(uid, master, repeats ? one.at : null, one.at, one.end)
      : moved(uid, one, change);
  });
  return [...own.filter((one) => touches(one.start, one.end, reading)), ...single];
}

const touches = (start: Ms, end: Ms, { from, to }: Reading): boolean =>
  start < to && (end > from || (start === end && start >= from));

function entry(uid: string, event: CalendarEvent, recurrenceId: Ms | null, start: Ms, end: Ms): CalendarEntry {
  return { uid, recurrenceId, start, end, allDay: isDay(event.start), ...event.said };
}

/** The occurrence as an override that goes on (THISANDFUTURE) changes it: as much earlier or later, and as long. */
function moved(uid: string, { at, wall }: Occurrence, change: CalendarEvent): CalendarEntry {
  const shift = change.recurrence === null ? 0 : change.start.wall - wallOf(change, change.recurrence.at);
  const newWall = wall + shift;
  return entry(uid, change, at, change.clock.toInstant(newWall), endOf(change, newWall));
}

const wallOf = ({ clock }: CalendarEvent, at: Ms): Ms => at + clock.offsetAt(at);

/** The occurrence that an override replaces. A day may stand for the time on it. */
function keyOf({ recurrence }: CalendarEvent, master: CalendarEvent): readonly Ms[] {
  if (recurrence === null) return [];
  if (!isDay(recurrence.moment) || isDay(master.start)) return [recurrence.at];
  return [master.clock.toInstant(recurrence.moment.wall + timeOfDay(master.start.wall))];
}

const timeOfDay = (wall: Ms): Ms => wall - floorTo(wall, DAY);

const first = (event: CalendarEvent): Occurrence => ({
  at: event.clock.toInstant(event.start.wall),
  wall: event.start.wall,
  end: endOf(event, event.start.wall),
});

function occurrencesOf(event: CalendarEvent, reading: Reading): readonly Occurrence[] {
  const found = new Map<Ms, Occurrence>();
  const add = (wall: Ms, at = event.clock.toInstant(wall), end = endOf(event, wall)): void => {
    if (touches(at, end, reading) && !found.has(at)) found.set(at, { at, wall, end });
  };
  add(event.start.wall);
  for (const wall of wallsOf('RRULE', event, reading)) add(wall);
  for (const property of event.property('RDATE')) {
    for (const value of property.value.split(',')) {
      const [from = '', to] = value.split('/');
      const time = readTime(property, reading, from);
      if ('cause' in time) {
        reading.report(time);
        continue;
      }
      const at = time.clock.toInstant(time.moment.wall);
      add(wallOf(event, at), at, to === undefined ? undefined : periodEnd(to, at, time.clock.toInstant));
    }
  }
  const excluded = excludedOf(event, reading);
  return [...found.values()].filter(
    ({ at, wall }) => !excluded.times.has(at) && !excluded.days.has(floorTo(wall, DAY)),
  );
}

/** Of a PERIOD: its end, or its length. */
function periodEnd(text: string, start: Ms, toInstant: (wall: Ms) => Ms): Ms | undefined {
  const moment = readMoment(text);
  if (moment !== null) return moment.form === 'utc' ? moment.wall : toInstant(moment.wall);
  const length = readDuration(text);
  return length === null ? undefined : start + length.days * DAY + length.exact;
}

/** EXDATE by instant, or by day where it names one; and EXRULE, which RFC 2445 had. */
function excludedOf(event: CalendarEvent, reading: Reading): { readonly times: Set<Ms>; readonly days: Set<Ms> } {
  const times = new Set(wallsOf('EXRULE', event, reading).map(event.clock.toInstant));
  const days = new Set<Ms>();
  for (const property of event.property('EXDATE')) {
    for (const value of property.value.split(',')) {
      const time = readTime(property, reading, value);
      if ('cause' in time) reading.report(time);
      else if (isDay(time.moment)) days.add(time.moment.wall);
      else if (isDay(event.start)) days.add(floorTo(time.moment.wall, DAY));
      else times.add(time.clock.toInstant(time.moment.wall));
    }
  }
  return { times, days };
}

function wallsOf(name: 'RRULE' | 'EXRULE', event: CalendarEvent, reading: Reading): readonly Ms[] {
  return event.property(name).flatMap((property) => {
    const say = (cause: string): void => reading.report({ line: property.line, cause: `${name}: ${cause}.` });
    const rule = readRule(property.value);
    if ('cause' in rule) {
      say(`${rule.cause}; only the first occurrence was read`);
      return [];
    }
    const until = untilOf(rule, event, reading);
    if (until === null) {
      say(`UNTIL=${rule.until ?? ''} is no time; only the first occurrence was read`);
      return [];
    }
    const given = Math.min(WORK_OF_SERIES, reading.budget.left);
    if (given <= 0) {
      say('the series of this file are too much to work out; of this one only the first occurrence was read');
      return [];
    }
    const budget = { left: given };
    const length = event.length.days * DAY + event.length.exact;
    // Wall clocks are never more than a day away from UTC.
    const span = {
      from: reading.from - length - 2 * DAY,
      last: Math.min(until, reading.to + 2 * DAY),
      most: MOST_OF_SERIES,
    };
    const { starts, cut } = expand(rule, event.start.wall, span, budget);
    reading.budget.left -= given - Math.max(0, budget.left);
    if (cut !== null)
      say(`${property.value.slice(0, 80)} repeats too often; only the first ${starts.length} were read`);
    return starts;
  });
}

/**
 * The last wall time a rule allows. A day means all of it, and where the series is of days a time means its day (Outlook: midnight of
 * the calendar's own zone, as UTC). Null: not readable.
 */
function untilOf({ until }: Rule, event: CalendarEvent, { floating }: Reading): Ms | null {
  if (until === null) return Infinity;
  const moment = readMoment(until);
  if (moment === null) return null;
  if (isDay(moment)) return moment.wall + DAY - 1;
  if (!isDay(event.start)) return moment.form === 'utc' ? wallOf(event, moment.wall) : moment.wall;
  const local = moment.form === 'utc' ? moment.wall + floating.offsetAt(moment.wall) : moment.wall;
  return timeOfDay(local) === 0 ? local : floorTo(moment.wall, DAY);
}
