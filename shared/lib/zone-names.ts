import { MINUTE, type Ms } from './time';
import { offsetAt } from './zones';

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
