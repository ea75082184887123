import { DAY, type Ms } from '../../lib/time';
import { fromWall, offsetAt } from '../../lib/zones';
import { componentsOf, propertiesOf, propertyOf, type Component } from './components';
import type { Property } from './lines';
import { expand, type Budget } from './recurrence';
import { readRule } from './rule';
import { readMoment, readOffset } from './times';
import type { CalendarProblem } from './types';
import { fixedOffset, fixedZone, ianaOf } from './zone-names';

/** How the wall clock of a zone runs. */
export interface Clock {
  /** IANA name, where there is one. */
  readonly zone: string | null;
  readonly offsetAt: (at: Ms) => Ms;
  /** In an hour that is skipped, as if it were not; in one that is repeated, the first (RFC 5545, 3.3.5). */
  readonly toInstant: (wall: Ms) => Ms;
}

export const UTC: Clock = { zone: null, offsetAt: () => 0, toInstant: (wall) => wall };

export const ianaClock = (zone: string): Clock => ({
  zone,
  offsetAt: (at) => offsetAt(zone, at),
  toInstant: (wall) => fromWall(zone, wall),
});

const fixedClock = (offset: Ms): Clock => ({
  zone: fixedZone(offset),
  offsetAt: () => offset,
  toInstant: (wall) => wall - offset,
});

export interface FileZones {
  /** Null: neither defined in the file nor known here. */
  readonly clockOf: (tzid: string) => Clock | null;
}

/**
 * The zones of a calendar. What the file defines counts, and else what the platform knows. A definition is worked out when it is first
 * used, up to `to`.
 */
export function fileZones(
  calendar: Component,
  to: Ms,
  budget: Budget,
  report: (problem: CalendarProblem) => void,
): FileZones {
  const defined = new Map<string, Component>();
  for (const component of componentsOf(calendar, 'VTIMEZONE')) {
    const tzid = propertyOf(component, 'TZID')?.value.trim();
    if (tzid === undefined) report({ line: component.line, cause: 'VTIMEZONE has no TZID: nothing can name it.' });
    else defined.set(tzid, component);
  }
  const clocks = new Map<string, Clock | null>();
  return {
    clockOf: (name) => {
      const tzid = name.trim();
      let clock = clocks.get(tzid);
      if (clock === undefined) {
        const component = defined.get(tzid);
        clock = (component && definedClock(tzid, component, to, budget, report)) ?? knownClock(tzid);
        clocks.set(tzid, clock);
      }
      return clock;
    },
  };
}

/** Of a zone that only has a name, whatever the file defines. */
export function knownClock(name: string): Clock | null {
  const zone = ianaOf(name);
  if (zone !== null) return ianaClock(zone);
  const offset = fixedOffset(name);
  return offset === null ? null : fixedClock(offset);
}

/** A change of the clock: at `at`, when the wall clock shows `wall` by the offset before. */
interface Onset {
  readonly at: Ms;
  readonly wall: Ms;
  readonly before: Ms;
  readonly after: Ms;
}

function definedClock(
  tzid: string,
  component: Component,
  to: Ms,
  budget: Budget,
  report: (problem: CalendarProblem) => void,
): Clock | null {
  const onsets = ['STANDARD', 'DAYLIGHT']
    .flatMap((name) => componentsOf(component, name))
    .flatMap((observance) => onsetsOf(tzid, observance, to, budget, report))
    .sort((a, b) => a.at - b.at);
  const [first] = onsets;
  if (first === undefined) {
    report({ line: component.line, cause: `The zone "${tzid}" is defined without a readable STANDARD or DAYLIGHT.` });
    return null;
  }
  const location = propertyOf(component, 'X-LIC-LOCATION')?.value ?? '';
  const fixed = onsets.every((one) => one.after === first.after) ? fixedZone(first.after) : null;
  return {
    zone: ianaOf(tzid) ?? ianaOf(location) ?? fixed,
    offsetAt: (at) => lastWhere(onsets, (one) => one.at <= at)?.after ?? first.before,
    toInstant: (wall) => {
      const onset = lastWhere(onsets, (one) => one.wall <= wall);
      if (onset === undefined) return wall - first.before;
      const skipped = wall < onset.wall + onset.after - onset.before;
      return wall - (skipped ? onset.before : onset.after);
    },
  };
}

/** The last of those for which it holds: it holds for the first ones and for no later one. */
function lastWhere<T>(list: readonly T[], holds: (one: T) => boolean): T | undefined {
  let [from, to] = [0, list.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if (holds(list[middle] as T)) from = middle + 1;
    else to = middle;
  }
  return list[from - 1];
}

/** Of a zone: a change of its clock twice a year for 400 years, as Outlook begins them in 1601, and to spare. */
const MOST_ONSETS = 2_000;

function onsetsOf(
  tzid: string,
  observance: Component,
  to: Ms,
  budget: Budget,
  report: (problem: CalendarProblem) => void,
): readonly Onset[] {
  const start = readMoment(propertyOf(observance, 'DTSTART')?.value ?? '');
  const before = readOffset(propertyOf(observance, 'TZOFFSETFROM')?.value ?? '');
  const after = readOffset(propertyOf(observance, 'TZOFFSETTO')?.value ?? '');
  if (start === null || before === null || after === null) {
    const cause = `${observance.name} of the zone "${tzid}" needs DTSTART, TZOFFSETFROM and TZOFFSETTO.`;
    report({ line: observance.line, cause });
    return [];
  }
  const walls = [start.wall, ...propertiesOf(observance, 'RDATE').flatMap(wallsOf)];
  for (const property of propertiesOf(observance, 'RRULE')) {
    const rule = readRule(property.value);
    if ('cause' in rule) {
      report({ line: property.line, cause: `RRULE of the zone "${tzid}": ${rule.cause}.` });
      continue;
    }
    const until = rule.until === null ? null : readMoment(rule.until);
    const last = until === null ? Infinity : until.wall + (until.form === 'utc' ? before : 0);
    // What came before 1970 matters to nobody's plans, and is many steps.
    const span = { from: Math.max(start.wall, -DAY), last: Math.min(last, to + 2 * DAY), most: MOST_ONSETS };
    const { starts, cut } = expand(rule, start.wall, span, budget);
    if (cut !== null)
      report({ line: property.line, cause: `RRULE of the zone "${tzid}" changes its clock too often.` });
    walls.push(...starts);
  }
  return [...new Set(walls)].map((wall) => ({ at: wall - before, wall, before, after }));
}

const wallsOf = (property: Property): readonly Ms[] =>
  property.value.split(',').flatMap((one) => readMoment(one)?.wall ?? []);
