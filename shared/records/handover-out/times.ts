import { clock, clockZone, date, isoDay, utcDistance, weekday } from '../../lib/local-time';
import { DAY, type Ms } from '../../lib/time';
import { offsetMinutes, zoneName } from '../../lib/zone-names';

/** Times of a document: one local zone, said once at its head with its distance to UTC, and UTC beside what matters. */
export interface OutTimes {
  readonly zone: string;
  /** `IST` */
  readonly name: string;
  /** `Times in IST, UTC is 5 h 30 min behind.` */
  readonly head: string;
  /** `08:29`, with its day where that is not the day of the handover, with its zone where the clocks were changed since. */
  readonly local: (at: Ms) => string;
  /** `08:29 IST` */
  readonly named: (at: Ms) => string;
  /** `02:59`, with its day where that is not the local day. */
  readonly utc: (at: Ms) => string;
  /** `Wed 18 Nov 2026 08:30 IST` */
  readonly dated: (at: Ms) => string;
  /** `08:29 IST, 02:59 UTC` */
  readonly both: (at: Ms) => string;
  /** `08:29 (02:59 UTC)` */
  readonly short: (at: Ms) => string;
}

export function outTimes(zone: string, of: Ms): OutTimes {
  const name = zoneName(zone, of);
  const isUtc = offsetMinutes(zone, of) === 0;
  const changed = (at: Ms): boolean => offsetMinutes(zone, at) !== offsetMinutes(zone, of);
  const day = (at: Ms, to: Ms, where: string, other: string): string =>
    isoDay(at, where) === isoDay(to, other)
      ? ''
      : `${Math.abs(at - of) < WEEK ? weekday(at, where) : date(at, where)} `;
  const bare = (at: Ms): string => `${day(at, of, zone, zone)}${clock(at, zone)}`;
  const named = (at: Ms): string => `${bare(at)} ${zoneName(zone, at)}`;
  const utc = (at: Ms): string => `${day(at, at, 'UTC', zone)}${clock(at, 'UTC')}`;
  const isSame = (at: Ms): boolean => offsetMinutes(zone, at) === 0;
  return {
    zone,
    name,
    head: isUtc ? `Times in ${name}.` : `Times in ${name}, ${utcDistance(zone, of)}.`,
    local: (at) => (changed(at) ? named(at) : bare(at)),
    named,
    utc,
    dated: (at) => `${date(at, zone)} ${isoDay(at, zone).slice(0, 4)} ${clockZone(at, zone)}`,
    both: (at) => (isSame(at) ? named(at) : `${named(at)}, ${utc(at)} UTC`),
    short: (at) => (isSame(at) ? named(at) : `${changed(at) ? named(at) : bare(at)} (${utc(at)} UTC)`),
  };
}

/** Within it a weekday says the day. */
const WEEK: Ms = 6 * DAY;
