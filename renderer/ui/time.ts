import { DAY, HOUR, MINUTE, SECOND, type Ms } from '../../shared/lib/time';

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
  readonly year: number;
  readonly hour: string;
  readonly minute: string;
  readonly second: string;
}

// Formatters are slow to build and depend on the zone alone: a cache of them is not state.
const formatters = new Map<string, Intl.DateTimeFormat>();
const usNames = new Map<string, Intl.DateTimeFormat>();

function formatter(zone: string): Intl.DateTimeFormat {
  let found = formatters.get(zone);
  if (!found) {
    found = new Intl.DateTimeFormat('en-GB', {
      timeZone: zone,
      weekday: 'short',
      day: 'numeric',
      month: 'short',
      year: 'numeric',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
      hourCycle: 'h23',
    });
    formatters.set(zone, found);
  }
  return found;
}

function partsOf(at: Ms, zone: string): Parts {
  const parts = new Map(
    formatter(zone)
      .formatToParts(at)
      .map((part) => [part.type, part.value]),
  );
  const get = (type: Intl.DateTimeFormatPartTypes): string => parts.get(type) ?? '';
  // en-GB writes Sept; every other month has three letters.
  const month = get('month').slice(0, 3);
  return {
    weekday: get('weekday'),
    day: get('day'),
    month,
    year: Number(get('year')),
    hour: get('hour'),
    minute: get('minute'),
    second: get('second'),
  };
}

/** Minutes east of UTC at an instant. */
export function offsetMinutes(zone: string, at: Ms): number {
  const parts = partsOf(at, zone);
  const month = 'JanFebMarAprMayJunJulAugSepOctNovDec'.indexOf(parts.month) / 3;
  const wall = Date.UTC(
    parts.year,
    month,
    Number(parts.day),
    Number(parts.hour),
    Number(parts.minute),
    Number(parts.second),
  );
  return Math.round((wall - Math.floor(at / SECOND) * SECOND) / MINUTE);
}

/** "BRT", "EST", "IST", else "UTC+8". */
export function zoneName(zone: string, at: Ms): string {
  if (zone === 'UTC' || zone === 'Etc/UTC') return 'UTC';
  const offset = offsetMinutes(zone, at);
  const own = NAMES[zone]?.find(([minutes]) => minutes === offset);
  if (own) return own[1];
  for (const [zones, winter, winterName, summerName] of EUROPE) {
    if (zones.test(zone)) return offset === winter ? winterName : summerName;
  }
  let us = usNames.get(zone);
  if (!us) {
    us = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'short' });
    usNames.set(zone, us);
  }
  const name = us.formatToParts(at).find((part) => part.type === 'timeZoneName')?.value ?? '';
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
