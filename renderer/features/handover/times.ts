import type { Ms } from '../../../shared/lib/time';
import { offsetMinutes, zoneName } from '../../../shared/lib/zone-names';
import { fromWall, toWall } from '../../../shared/lib/zones';
import { clock, clockZone, date, isoDay, utcDistance, weekday } from '../../ui/time';

/** Times of a handover: on the clock of those who receive it, whoever reads (product rule), with UTC beside or said once. */
export interface Times {
  readonly zone: string;
  /** "IST" */
  readonly name: string;
  /** "UTC is 5 h 30 min behind"; empty where it is UTC. */
  readonly distance: string;
  /** "08:30" on the day of the end of the shift, else with its day: "Thu 08:30". */
  bare(at: Ms): string;
  /** The same, and "IST" after it. */
  named(at: Ms): string;
  /** "03:00", with its day where that is another than on the local clock. */
  utc(at: Ms): string;
  /** "08:30 IST, 03:00 UTC" */
  both(at: Ms): string;
  /** "Wed 18 Nov 08:30 IST" */
  whole(at: Ms): string;
  /** For a `datetime-local` field, and back. */
  toInput(at: Ms | null): string;
  fromInput(text: string): Ms | null;
}

/** `at`: the end of the shift, whose day goes without saying. */
export function timesOf(zone: string, at: Ms): Times {
  const name = zoneName(zone, at);
  const isUtc = offsetMinutes(zone, at) === 0;
  const bare = (one: Ms): string => {
    if (isoDay(one, zone) === isoDay(at, zone)) return clock(one, zone);
    return Math.abs(one - at) < 6 * 86_400_000
      ? `${weekday(one, zone)} ${clock(one, zone)}`
      : `${date(one, zone)} ${clock(one, zone)}`;
  };
  const utc = (one: Ms): string =>
    isoDay(one, 'UTC') === isoDay(one, zone) ? clock(one, 'UTC') : `${weekday(one, 'UTC')} ${clock(one, 'UTC')}`;
  const named = (one: Ms): string => `${bare(one)} ${zoneName(zone, one)}`;
  return {
    zone,
    name,
    distance: isUtc ? '' : utcDistance(zone, at),
    bare,
    named,
    utc,
    both: (one) => (isUtc ? named(one) : `${named(one)}, ${utc(one)} UTC`),
    whole: (one) => `${date(one, zone)} ${clockZone(one, zone)}`,
    toInput: (one) => (one === null ? '' : new Date(toWall(zone, one)).toISOString().slice(0, 16)),
    fromInput: (text) => {
      if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?$/.test(text)) return null;
      const wall = Date.parse(`${text}Z`);
      const instant = Number.isFinite(wall) ? fromWall(zone, wall) : Number.NaN;
      return instant >= 0 ? instant : null;
    },
  };
}
