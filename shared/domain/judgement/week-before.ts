import { DAY, HOUR, MINUTE, floorTo, type Ms } from '../../lib/time';
import { fromWall, toWall } from '../../lib/zones';
import type { Point } from '../signals/types';
import { trimmedMean } from './ranks';

/** Wide enough that one bucket says little, narrow enough to follow the day. */
const AROUND: Ms = 45 * MINUTE;
/** Of the buckets around; fewer say nothing of the hour. */
const LEAST = 3;
const STEP: Ms = 5 * MINUTE;

/**
 * What the same weekday and hour of the week before said: the middle of three quarters of an hour before and after the same time on the wall
 * clock of the place (so also over a shift of daylight saving time). Null where that time has too few buckets. `points` ascend.
 */
export function weekBefore(points: readonly Point[], zone: string): (at: Ms) => number | null {
  const known = new Map<Ms, number | null>();
  return (at) => {
    const then = floorTo(fromWall(zone, toWall(zone, at) - 7 * DAY), STEP);
    let value = known.get(then);
    if (value === undefined) {
      value = middleAround(points, then);
      known.set(then, value);
    }
    return value;
  };
}

/** All buckets that `weekBefore` may look at for instants of a range. */
export function weekBeforeOf(from: Ms, to: Ms, zone: string): readonly [from: Ms, to: Ms] {
  const then = (at: Ms): Ms => fromWall(zone, toWall(zone, at) - 7 * DAY);
  // A shift of daylight saving time may fall within the range: its ends are not the farthest then.
  const shift = HOUR;
  return [then(from) - AROUND - STEP - shift, then(to) + AROUND + shift];
}

function middleAround(points: readonly Point[], at: Ms): number | null {
  let first = 0;
  let end = points.length;
  while (first < end) {
    const middle = (first + end) >>> 1;
    if ((points[middle]?.[0] ?? 0) < at - AROUND) first = middle + 1;
    else end = middle;
  }
  const values: number[] = [];
  for (let index = first; index < points.length; index += 1) {
    const point = points[index];
    if (point === undefined || point[0] > at + AROUND) break;
    values.push(point[1]);
  }
  if (values.length < LEAST) return null;
  return trimmedMean(values);
}
