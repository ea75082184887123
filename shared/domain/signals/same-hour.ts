import { remembered } from '../../lib/remembered';
import { median } from '../../lib/numbers';
import { DAY, floorTo, type Ms } from '../../lib/time';
import { QUARTER, fromWall, localHourStart, toWall } from '../../lib/zones';
import type { HourMedian, Point } from './types';

/** S11: how many days back the same local hour is remembered. */
export const MEMORY_DAYS = 14;

/** Medians by local hour of the zone; what is kept of the history of a signal. */
export function hourMedians(points: readonly Point[], zone: string): readonly HourMedian[] {
  const hours = new Map<Ms, number[]>();
  for (const [at, value] of points) {
    const start = localHourStart(zone, at);
    const values = hours.get(start);
    if (values === undefined) hours.set(start, [value]);
    else values.push(value);
  }
  return [...hours]
    .sort(([a], [b]) => a - b)
    .map(([start, values]) => ({ start, median: median(values) ?? 0, count: values.length }));
}

/** The same local hour of each of the 14 days before the instant, as far as points exist; the hour of the instant itself is not among them. */
export const sameHours = (hours: readonly HourMedian[], zone: string, at: Ms): readonly HourMedian[] =>
  sameHoursOf(byStart(hours), zone, at);

const byStart = remembered(
  (hours: readonly HourMedian[]): ReadonlyMap<Ms, HourMedian> => new Map(hours.map((hour) => [hour.start, hour])),
);

function sameHoursOf(hours: ReadonlyMap<Ms, HourMedian>, zone: string, at: Ms): readonly HourMedian[] {
  const wall = toWall(zone, localHourStart(zone, at));
  const found: HourMedian[] = [];
  for (let day = 1; day <= MEMORY_DAYS; day++) {
    const start = fromWall(zone, wall - day * DAY);
    const hour = hours.get(start);
    // A day whose clock skipped the hour has no such hour.
    if (hour !== undefined && toWall(zone, start) === wall - day * DAY) found.push(hour);
  }
  return found;
}

/** S11: median of the same local hour of the last 2 weeks; null while no such hour is known. */
export function sameHourMedian(hours: readonly HourMedian[], zone: string, at: Ms): number | null {
  return median(sameHours(hours, zone, at).map((hour) => hour.median));
}

/** Medians that were computed of a memory, by zone and hour: every answer of a signal asks for the same day again. */
const medians = remembered((_hours: readonly HourMedian[]) => new Map<string, Map<Ms, number | null>>());
function mediansOf(hours: readonly HourMedian[], zone: string): Map<Ms, number | null> {
  const zones = medians(hours);
  const known = zones.get(zone) ?? new Map<Ms, number | null>();
  zones.set(zone, known);
  return known;
}

/** The same, asked for many instants: one computation an hour. */
export function sameHourLookup(hours: readonly HourMedian[], zone: string): (at: Ms) => number | null {
  const known = mediansOf(hours, zone);
  // Buckets are asked for one after the other: within a quarter the local hour is the same in every zone.
  let quarter = Number.NaN;
  let newest: number | null = null;
  return (at) => {
    if (at >= quarter && at < quarter + QUARTER) return newest;
    const hour = localHourStart(zone, at);
    let value = known.get(hour);
    if (value === undefined) {
      value = sameHourMedian(hours, zone, at);
      known.set(hour, value);
    }
    quarter = floorTo(at, QUARTER);
    newest = value;
    return value;
  };
}
