import { DAY, HOUR, MINUTE, SECOND, type Ms } from '../../shared/lib/time';
import { offsetAt, toWall } from '../../shared/lib/zones';

/**
 * Names people use for a zone at an instant. Intl knows those of the United States only and says GMT-3 for the rest;
 * a zone that is not here is written as its offset, which is never wrong.
 */
const NAMES: Readonly<Record<string, readonly [offsetMinutes: number, name: string][]>> = {
  'America/Sao_Paulo': [[-180, 'BRT']],
  'America/Argentina/Buenos_Aires': [[-180, 'ART']],
  'America/Bogota': [[-300, 'COT']],
  'America/Santiago': [
    [-180, 'CLST'],
    [-240, 'CLT'],
  ],
  'Asia/Kolkata': [[330, 'IST']],
  'Asia/Calcutta': [[330, 'IST']],
  'Asia/Dubai': [[240, 'GST']],
  'Asia/Hong_Kong': [[480, 'HKT']],
  'Asia/Jakarta': [[420, 'WIB']],
  'Asia/Manila': [[480, 'PHT']],
  'Asia/Seoul': [[540, 'KST']],
  'Asia/Singapore': [[480, 'SGT']],
  'Asia/Tokyo': [[540, 'JST']],
  'Australia/Sydney': [
    [660, 'AEDT'],
    [600, 'AEST'],
  ],
  'Pacific/Auckland': [
    [780, 'NZDT'],
    [720, 'NZST'],
  ],
};
const EUROPE: readonly (readonly [zones: RegExp, winter: number, winterName: string, summerName: string])[] = [
  [/^Europe\/(Kyiv|Kiev|Helsinki|Riga|Tallinn|Vilnius|Sofia|Bucharest|Athens|Chisinau)$/, 120, 'EET', 'EEST'],
  [/^Europe\/(London|Jersey|Guernsey|Isle_of_Man)$/, 0, 'GMT', 'BST'],
  [/^Europe\/Lisbon$/, 0, 'WET', 'WEST'],
  [
    /^Europe\/(Amsterdam|Belgrade|Berlin|Bratislava|Brussels|Budapest|Copenhagen|Ljubljana|Luxembourg|Madrid|Malta|Oslo|Paris|Prague|Rome|Stockholm|Vienna|Warsaw|Zagreb|Zurich)$/,
    60,
    'CET',
    'CEST',
  ],
];

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

/** Minutes east of UTC at an instant. */
export const offsetMinutes = (zone: string, at: Ms): number => Math.round(offsetAt(zone, at) / MINUTE);

// Formatters are slow to build, and a name depends on zone and offset alone: a cache of them is not state.
const usNames = new Map<string, string>();

/** "BRT", "EST", "IST", else "UTC+8". */
export function zoneName(zone: string, at: Ms): string {
  if (zone === 'UTC' || zone === 'Etc/UTC') return 'UTC';
  const offset = offsetMinutes(zone, at);
  const own = NAMES[zone]?.find(([minutes]) => minutes === offset);
  if (own) return own[1];
  for (const [zones, winter, winterName, summerName] of EUROPE) {
    if (zones.test(zone)) return offset === winter ? winterName : summerName;
  }
  const key = `${zone} ${offset}`;
  const known = usNames.get(key) ?? usName(zone, at, offset);
  usNames.set(key, known);
  return known;
}

function usName(zone: string, at: Ms, offset: number): string {
  const format = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'short' });
  const name = format.formatToParts(at).find((part) => part.type === 'timeZoneName')?.value ?? '';
  return /^[A-Z]{3,4}$/.test(name) && name !== 'GMT' ? name : offsetName(offset);
}

/** "UTC+5:30", "UTC−3", "UTC". */
export function offsetName(minutes: number): string {
  if (minutes === 0) return 'UTC';
  const size = Math.abs(minutes);
  const rest = size % 60;
  return `UTC${minutes < 0 ? '\u2212' : '+'}${Math.floor(size / 60)}${rest === 0 ? '' : `:${String(rest).padStart(2, '0')}`}`;
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
