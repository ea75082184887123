import { HOUR, MINUTE, type Ms } from '../../lib/time';
import { fromWall, toWall } from '../../lib/zones';
import { ianaOf } from './zone-names';

const TIME =
  /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2})(:\d{2}(?:\.\d{1,3})?)?\s*(?:(Z)|([+-])(\d{2}):?(\d{2})|([A-Za-z].*))?$/;

/** "2026-11-30 22:00 America/Sao_Paulo", "2026-11-30T22:00:00-03:00", or without a zone, in that of the file. */
export function readCsvTime(
  text: string,
  usual: string,
): { readonly at: Ms; readonly zone: string | null } | { readonly cause: string } {
  const [, day, clock, seconds = ':00', utc, sign, hours, minutes, named] = TIME.exec(text.trim()) ?? [];
  if (day === undefined || clock === undefined) {
    return {
      cause: `"${text}" is no time: expected such as "2026-11-30 22:00 America/Sao_Paulo" or 2026-11-30T22:00-03:00.`,
    };
  }
  const wall = Date.parse(`${day}T${clock}${seconds}Z`);
  if (Number.isNaN(wall) || new Date(wall).toISOString().slice(0, 10) !== day)
    return { cause: `"${text}" is in no calendar.` };
  if (utc !== undefined) return { at: wall, zone: null };
  if (sign !== undefined) {
    const offset = (sign === '-' ? -1 : 1) * (Number(hours) * HOUR + Number(minutes) * MINUTE);
    return { at: wall - offset, zone: null };
  }
  const zone = named === undefined ? usual : ianaOf(named);
  if (zone === null) return { cause: `"${named ?? ''}" is no time zone: expected such as America/Sao_Paulo.` };
  const at = fromWall(zone, wall);
  return toWall(zone, at) === wall
    ? { at, zone: named === undefined ? null : zone }
    : { cause: `${day} ${clock} does not exist in ${zone}: the clock is put forward over it.` };
}
