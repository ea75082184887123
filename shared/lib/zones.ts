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

/** Since 2012 no zone changes its offset but at a whole quarter of an hour of UTC (Newfoundland did a minute past midnight). */
export const QUARTER: Ms = 15 * MINUTE;
const IN_QUARTERS: Ms = Date.UTC(2012, 0, 1);
/** A month of quarters; beyond it a zone is forgotten and learned anew. */
const MOST_QUARTERS = 3_000;
const offsets = new Map<string, Map<number, Ms>>();

/**
 * Offset of a zone from UTC at an instant, in milliseconds, positive east. Remembered by quarter: the platform takes
 * microseconds to tell it, and judging some hundred signals asks a million times.
 */
export function offsetAt(zone: string, at: Ms): Ms {
  if (!(at >= IN_QUARTERS)) return tzOffset(zone, new Date(at)) * MINUTE;
  let known = offsets.get(zone);
  if (known === undefined || known.size > MOST_QUARTERS) {
    known = new Map();
    offsets.set(zone, known);
  }
  const quarter = Math.floor(at / QUARTER);
  let offset = known.get(quarter);
  if (offset === undefined) {
    offset = tzOffset(zone, new Date(at)) * MINUTE;
    known.set(quarter, offset);
  }
  return offset;
}

/** An instant as if the wall clock of the zone were UTC: good for arithmetic on local days and hours, never for display. */
export const toWall = (zone: string, at: Ms): Ms => at + offsetAt(zone, at);

/**
 * The instant at which the wall clock of a zone shows `wall`. In the hour that a zone skips, the instant after the gap;
 * in the hour it repeats, the first one.
 */
export function fromWall(zone: string, wall: Ms): Ms {
  const before = wall - offsetAt(zone, wall - DAY);
  const after = wall - offsetAt(zone, wall + DAY);
  const [first, last] = before < after ? [before, after] : [after, before];
  return toWall(zone, first) === wall ? first : last;
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

/**
 * [from, to) in pieces through which the clock of the zone runs evenly, each with its offset. For days, not for years: of two shifts
 * that take each other back within it neither is seen.
 */
export function piecesOf(
  zone: string,
  from: Ms,
  to: Ms,
): readonly { readonly from: Ms; readonly to: Ms; readonly offset: Ms }[] {
  // Hardly any day has a shift in it.
  if (from < to && offsetAt(zone, from) === offsetAt(zone, to - 1)) return [{ from, to, offset: offsetAt(zone, from) }];
  const pieces: { from: Ms; to: Ms; offset: Ms }[] = [];
  for (let at = from; at < to;) {
    const offset = offsetAt(zone, at);
    let end = to;
    if (offsetAt(zone, to - 1) !== offset) {
      // The first quarter of an hour with another offset.
      let [low, high] = [Math.floor(at / QUARTER), Math.floor((to - 1) / QUARTER)];
      while (high - low > 1) {
        const middle = (low + high) >> 1;
        if (offsetAt(zone, middle * QUARTER) === offset) low = middle;
        else high = middle;
      }
      end = high * QUARTER;
    }
    end = Math.max(end, Math.min(to, at + 1));
    pieces.push({ from: at, to: end, offset });
    at = end;
  }
  return pieces;
}
