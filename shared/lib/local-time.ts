import { DAY, HOUR, MINUTE, SECOND, type Ms } from './time';
import { offsetMinutes, zoneName } from './zone-names';
import { toWall } from './zones';

interface Parts {
  readonly weekday: string;
  readonly day: string;
  readonly month: string;
  readonly hour: string;
  readonly minute: string;
}

const WEEKDAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'] as const;
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;
const two = (value: number): string => String(value).padStart(2, '0');

/** By arithmetic on the offset, which is remembered: asking the platform for every time on screen costs a frame. */
function partsOf(at: Ms, zone: string): Parts {
  const wall = new Date(toWall(zone, at));
  return {
    weekday: WEEKDAYS[wall.getUTCDay()] ?? '',
    day: String(wall.getUTCDate()),
    month: MONTHS[wall.getUTCMonth()] ?? '',
    hour: two(wall.getUTCHours()),
    minute: two(wall.getUTCMinutes()),
  };
}

/** "22:42" */
export function clock(at: Ms, zone: string): string {
  const { hour, minute } = partsOf(at, zone);
  return `${hour}:${minute}`;
}

/** "Tue" */
export const weekday = (at: Ms, zone: string): string => partsOf(at, zone).weekday;

/** "22:42 Tue" */
export const clockDay = (at: Ms, zone: string): string => `${clock(at, zone)} ${weekday(at, zone)}`;

/** "22:42 BRT" */
export const clockZone = (at: Ms, zone: string): string => `${clock(at, zone)} ${zoneName(zone, at)}`;

/** "Sun 22 Nov" */
export function date(at: Ms, zone: string): string {
  const { weekday: day, day: number, month } = partsOf(at, zone);
  return `${day} ${number} ${month}`;
}

/** Local calendar day as the workspace file writes it: "2026-11-18". */
export function isoDay(at: Ms, zone: string): string {
  return new Date(at + offsetMinutes(zone, at) * MINUTE).toISOString().slice(0, 10);
}

/** An instant, with its day only when that is not today: "22:30 BRT", "Sun 22 Nov 03:00 BRT". */
export function when(at: Ms, now: Ms, zone: string): string {
  return isoDay(at, zone) === isoDay(now, zone) ? clockZone(at, zone) : `${date(at, zone)} ${clockZone(at, zone)}`;
}

/** Both clocks of an instant: "22:30 BRT, 01:30 UTC"; the day stands where it is not today. */
export function bothClocks(at: Ms, now: Ms, zone: string): string {
  const own = when(at, now, zone);
  if (offsetMinutes(zone, at) === 0) return own;
  return `${own}, ${clock(at, 'UTC')} UTC`;
}

/** "06:24 UTC", with its day when that is not today in UTC: "Tue 20:24 UTC". */
export function sinceUtc(at: Ms, now: Ms): string {
  const same = isoDay(at, 'UTC') === isoDay(now, 'UTC');
  const day = same ? '' : now - at < 6 * DAY ? `${weekday(at, 'UTC')} ` : `${date(at, 'UTC')} `;
  return `${day}${clock(at, 'UTC')} UTC`;
}

/** "UTC is 3 h ahead", said once at the head of a block of local times. */
export function utcDistance(zone: string, at: Ms): string {
  const offset = offsetMinutes(zone, at);
  if (offset === 0) return 'the same as UTC';
  const size = Math.abs(offset);
  const rest = size % 60;
  const text = `${Math.floor(size / 60)} h${rest === 0 ? '' : ` ${rest} min`}`;
  return `UTC is ${text} ${offset < 0 ? 'ahead' : 'behind'}`;
}

/** An age or a distance: "12 s", "7 min", "1 h 18", "3 d 4 h". Never negative. */
export function age(ms: Ms): string {
  const span = Math.max(0, ms);
  if (span < MINUTE) return `${Math.floor(span / SECOND)} s`;
  if (span < HOUR) return `${Math.floor(span / MINUTE)} min`;
  if (span < DAY) {
    const minutes = Math.floor((span % HOUR) / MINUTE);
    return minutes === 0 ? `${Math.floor(span / HOUR)} h` : `${Math.floor(span / HOUR)} h ${minutes}`;
  }
  const hours = Math.floor((span % DAY) / HOUR);
  const days = Math.floor(span / DAY);
  return hours === 0 || days >= 10 ? `${days} d` : `${days} d ${hours} h`;
}

/** An age inside a sentence: "12 minutes", "1 minute", "1 h 18 min". */
export function ageInWords(ms: Ms): string {
  const span = Math.max(0, ms);
  const count = (value: number, word: string): string => `${value} ${word}${value === 1 ? '' : 's'}`;
  if (span < MINUTE) return count(Math.floor(span / SECOND), 'second');
  if (span < HOUR) return count(Math.floor(span / MINUTE), 'minute');
  if (span < DAY && Math.floor((span % HOUR) / MINUTE) > 0) return `${age(span)} min`;
  return age(span);
}
