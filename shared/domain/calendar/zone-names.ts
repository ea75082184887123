import { HOUR, MINUTE, type Ms } from '../../lib/time';
import { isTimeZone } from '../../lib/zones';
import { WINDOWS_ZONES } from './windows-zones';

/**
 * The IANA zone that a TZID means: its own name, the end of a path ("/mozilla.org/20050126_1/America/New_York"), or a name of
 * Windows. Null: none of these.
 */
export function ianaOf(tzid: string): string | null {
  const name = tzid.trim();
  if (isNamedZone(name)) return name;
  const windows = Object.hasOwn(WINDOWS_ZONES, name) ? WINDOWS_ZONES[name] : undefined;
  if (windows !== undefined) return windows;
  if (/^tzone:\/\/microsoft\/utc$/i.test(name)) return 'UTC';
  if (!name.startsWith('/')) return null;
  const parts = name.split('/').slice(-3);
  return parts.map((_, index) => parts.slice(index).join('/')).find(isNamedZone) ?? null;
}

/** Newer runtimes also take "+05:30" and the like for zones; older ones, and other programs, do not. */
const isNamedZone = (name: string): boolean => /^[A-Za-z]/.test(name) && isTimeZone(name);

const FIXED = /^\(?(?:GMT|UTC)\s*([+-])(\d{1,2}):?(\d{2})?\)?$/i;

/** "GMT-0500", "(UTC+05:30)": an offset for a name. */
export function fixedOffset(tzid: string): Ms | null {
  const [, sign, hours, minutes = '0'] = FIXED.exec(tzid.trim()) ?? [];
  if (sign === undefined || Number(hours) > 14 || Number(minutes) > 59) return null;
  return (sign === '-' ? -1 : 1) * (Number(hours) * HOUR + Number(minutes) * MINUTE);
}

/** IANA knows whole hours without daylight saving by name, with the sign turned round. */
export function fixedZone(offset: Ms): string | null {
  if (offset === 0) return 'UTC';
  const hours = offset / HOUR;
  return Number.isInteger(hours) && hours >= -12 && hours <= 14
    ? `Etc/GMT${hours < 0 ? '+' : '-'}${Math.abs(hours)}`
    : null;
}
