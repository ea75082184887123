import { DAY, HOUR, MINUTE, type Ms } from '../../../shared/lib/time';

const RADIANS = Math.PI / 180;
const J2000 = Date.UTC(2000, 0, 1, 12);

export interface SubsolarPoint {
  readonly latitude: number;
  readonly longitude: number;
}

/**
 * Where the sun stands overhead. Low-precision formulas of the Astronomical Almanac: better than 0.01 degrees until
 * 2050, a hundredth of a pixel here.
 */
export function subsolarPoint(at: Ms): SubsolarPoint {
  const days = (at - J2000) / DAY;
  const mean = 280.46 + 0.9856474 * days;
  const anomaly = (357.528 + 0.9856003 * days) * RADIANS;
  const ecliptic = (mean + 1.915 * Math.sin(anomaly) + 0.02 * Math.sin(2 * anomaly)) * RADIANS;
  const obliquity = (23.439 - 0.0000004 * days) * RADIANS;
  const declination = Math.asin(Math.sin(obliquity) * Math.sin(ecliptic)) / RADIANS;
  const ascension = Math.atan2(Math.cos(obliquity) * Math.sin(ecliptic), Math.cos(ecliptic)) / RADIANS;
  const greenwich = 280.46061837 + 360.98564736629 * days;
  return { latitude: declination, longitude: wrap(ascension - greenwich) };
}

export const wrap = (longitude: number): number => ((((longitude + 180) % 360) + 360) % 360) - 180;

/** The point where it is midnight: twilight is drawn as circles around it. */
export function antiSolarPoint(at: Ms): SubsolarPoint {
  const { latitude, longitude } = subsolarPoint(at);
  return { latitude: -latitude, longitude: wrap(longitude + 180) };
}

/** Height of the sun in degrees at a place. */
export function sunHeight(at: Ms, latitude: number, longitude: number): number {
  const sun = subsolarPoint(at);
  const angle = (longitude - sun.longitude) * RADIANS;
  const sine =
    Math.sin(latitude * RADIANS) * Math.sin(sun.latitude * RADIANS) +
    Math.cos(latitude * RADIANS) * Math.cos(sun.latitude * RADIANS) * Math.cos(angle);
  return Math.asin(Math.max(-1, Math.min(1, sine))) / RADIANS;
}

/** Refraction and the sun's radius: sunrise is when its centre stands this far below the horizon. */
export const HORIZON = -0.833;

/** Spans of daylight at a place within [from, to), to the minute. Polar day is one span, polar night none. */
export function daylight(latitude: number, longitude: number, from: Ms, to: Ms): readonly (readonly [Ms, Ms])[] {
  const up = (at: Ms): boolean => sunHeight(at, latitude, longitude) > HORIZON;
  const spans: (readonly [Ms, Ms])[] = [];
  let start: Ms | null = up(from) ? from : null;
  for (let at = from; at < to; at += HOUR / 2) {
    const next = Math.min(to, at + HOUR / 2);
    if (up(at) === up(next)) continue;
    const edge = crossing(at, next, up);
    if (start === null) start = edge;
    else {
      spans.push([start, edge]);
      start = null;
    }
  }
  if (start !== null) spans.push([start, to]);
  return spans;
}

function crossing(low: Ms, high: Ms, up: (at: Ms) => boolean): Ms {
  const before = up(low);
  let from = low;
  let to = high;
  while (to - from > MINUTE / 4) {
    const middle = (from + to) / 2;
    if (up(middle) === before) from = middle;
    else to = middle;
  }
  return Math.round(to / MINUTE) * MINUTE;
}
