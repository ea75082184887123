import { DAY, HOUR, MINUTE, SECOND, type Ms } from '../../lib/time';

/** A DATE or DATE-TIME as written, on its wall clock as if that were UTC. */
export interface Moment {
  readonly wall: Ms;
  readonly form: 'utc' | 'local' | 'date';
}

const MOMENT = /^(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})(\d{2})(Z?))?$/;

/** Null: none, or a day that no calendar has. */
export function readMoment(text: string): Moment | null {
  const [, year, month, day, hour, minute, second, utc] = MOMENT.exec(text.trim().toUpperCase()) ?? [];
  if (year === undefined) return null;
  const date = new Date(0);
  date.setUTCFullYear(Number(year), Number(month) - 1, Number(day));
  if (date.getUTCMonth() + 1 !== Number(month) || date.getUTCDate() !== Number(day)) return null;
  if (hour === undefined) return { wall: date.getTime(), form: 'date' };
  // A leap second is the last one of its minute.
  const [h, m, s] = [Number(hour), Number(minute), Math.min(Number(second), 60)];
  if (h > 23 || m > 59 || Number(second) > 60) return null;
  const wall = date.getTime() + h * HOUR + m * MINUTE + Math.min(s, 59) * SECOND;
  return { wall, form: utc === 'Z' ? 'utc' : 'local' };
}

/** Days are days of the wall clock, however long; the rest is exact (RFC 5545, 3.3.6). */
export interface Length {
  readonly days: number;
  readonly exact: Ms;
}

const DURATION = /^([+-]?)P(?:(\d{1,6})W)?(?:(\d{1,6})D)?(?:T(?:(\d{1,8})H)?(?:(\d{1,8})M)?(?:(\d{1,8})S)?)?$/;

export function readDuration(text: string): Length | null {
  const found = DURATION.exec(text.trim().toUpperCase());
  if (found === null || !/\d/.test(text)) return null;
  const [, sign, weeks = '0', days = '0', hours = '0', minutes = '0', seconds = '0'] = found;
  const direction = sign === '-' ? -1 : 1;
  return {
    days: direction * (7 * Number(weeks) + Number(days)),
    exact: direction * (Number(hours) * HOUR + Number(minutes) * MINUTE + Number(seconds) * SECOND),
  };
}

const two = (value: number): string => String(value).padStart(2, '0');

/** `20261130`, as RFC 5545 writes a day. */
export function dateText(wall: Ms): string {
  const date = new Date(wall);
  return `${String(date.getUTCFullYear()).padStart(4, '0')}${two(date.getUTCMonth() + 1)}${two(date.getUTCDate())}`;
}

/** `20261130T220000`, to the second. */
export function dateTimeText(wall: Ms): string {
  const date = new Date(wall);
  return `${dateText(wall)}T${two(date.getUTCHours())}${two(date.getUTCMinutes())}${two(date.getUTCSeconds())}`;
}

/** `-0330`, or with seconds where a zone had them. */
export function offsetText(offset: Ms): string {
  const size = Math.abs(offset);
  const seconds = Math.floor(size / SECOND) % 60;
  const text = `${two(Math.floor(size / HOUR))}${two(Math.floor(size / MINUTE) % 60)}`;
  return `${offset < 0 ? '-' : '+'}${text}${seconds > 0 ? two(seconds) : ''}`;
}

export function readOffset(text: string): Ms | null {
  const [, sign, hours, minutes, seconds = '0'] = /^([+-])(\d{2})(\d{2})(\d{2})?$/.exec(text.trim()) ?? [];
  if (sign === undefined) return null;
  const size = Number(hours) * HOUR + Number(minutes) * MINUTE + Number(seconds) * SECOND;
  return size >= DAY ? null : sign === '-' ? -size : size;
}
