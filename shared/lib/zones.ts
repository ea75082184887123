import { tzOffset } from '@date-fns/tz';
import { DAY, HOUR, MINUTE, floorTo, type Ms } from './time';

/** Whether the platform knows the IANA zone. */
export function isTimeZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}

/** Offset of a zone from UTC at an instant, in milliseconds, positive east. */
export const offsetAt = (zone: string, at: Ms): Ms => tzOffset(zone, new Date(at)) * MINUTE;

/** An instant as if the wall clock of the zone were UTC: good for arithmetic on local days and hours, never for display. */
export const toWall = (zone: string, at: Ms): Ms => at + offsetAt(zone, at);

/**
 * The instant at which the wall clock of a zone shows `wall`. In the hour that a zone skips, the instant after the gap;
 * in the hour it repeats, the first one.
 */
export function fromWall(zone: string, wall: Ms): Ms {
  const before = wall - offsetAt(zone, wall - DAY);
  const after = wall - offsetAt(zone, wall + DAY);
  const candidates = [before, after].filter((at) => toWall(zone, at) === wall);
  return candidates.length > 0 ? Math.min(...candidates) : Math.max(before, after);
}

/** Start of the local hour that contains the instant; half-hour zones start at half past in UTC. */
export function localHourStart(zone: string, at: Ms): Ms {
  return at - (((toWall(zone, at) % HOUR) + HOUR) % HOUR);
}

/** Hour of the local day, 0 to 23. */
export const localHour = (zone: string, at: Ms): number => Math.floor((((toWall(zone, at) % DAY) + DAY) % DAY) / HOUR);

/** Start of the local day that contains the instant. */
export const localDayStart = (zone: string, at: Ms): Ms => fromWall(zone, floorTo(toWall(zone, at), DAY));

/** Day of the week at an instant, 0 is Sunday. */
export const localWeekday = (zone: string, at: Ms): number => new Date(toWall(zone, at)).getUTCDay();
