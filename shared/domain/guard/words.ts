import { DAY, MINUTE, floorTo, iso, type Ms } from '../../lib/time';
import { ageText } from '../../lib/words';
import { zoneName } from '../../lib/zone-names';
import { offsetAt, toWall } from '../../lib/zones';
import type { Severity } from '../incident/types';
import type { SourceView } from '../snapshot/types';
import type { MinuteRange } from './change-rules';
import type { Spanned } from './intervals';

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;

/**
 * One string of its pieces. What is added up keeps every piece and every sum between as long as it lives, and an answer is kept: twenty
 * small things where one of the same length will do.
 */
export const joined = (...pieces: readonly string[]): string => pieces.join('');

interface Day {
  readonly year: string;
  readonly text: string;
  /** With its year. */
  readonly dated: string;
}

/** Days and clock times that were written before: most moments of all changes fall on few of them, and writing a date takes long. */
const days = new Map<number, Day>();
const MOST_DAYS = 4_000;
const clocks: string[] = [];

function dayOf(day: number): Day {
  const known = days.get(day);
  if (known !== undefined) return known;
  // From the end: a year may have more than four digits.
  const full = iso(day * DAY);
  const year = full.slice(0, -20);
  const text = `${Number(full.slice(-16, -14))} ${MONTHS[Number(full.slice(-19, -17)) - 1] ?? ''}`;
  const found = { year, text, dated: `${text} ${year}` };
  if (days.size >= MOST_DAYS) days.clear();
  days.set(day, found);
  return found;
}

export const yearOf = (at: Ms): string => dayOf(Math.floor(at / DAY)).year;

/** `26 Nov`, with the year when it is not this one. */
function dayText(wall: Ms, thisYear: string): string {
  const { year, text, dated } = dayOf(Math.floor(wall / DAY));
  return year === thisYear ? text : dated;
}

const clockText = (minutes: number): string =>
  (clocks[minutes] ??= `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`);

/** `00:00`. */
const timeOf = (wall: Ms): string => clockText(Math.floor((wall - floorTo(wall, DAY)) / MINUTE));

/** `26 Nov 00:00`, on the wall clock of the zone. */
export function localText(at: Ms, zone: string, now: Ms): string {
  if (!Number.isFinite(at)) return 'a time that no clock shows';
  const wall = toWall(zone, at);
  return joined(dayText(wall, yearOf(now)), ' ', timeOf(wall));
}

/** Names of zones by their offset: they depend on nothing else. */
const names = new Map<string, Map<Ms, string>>();

/** What people call the zone then; one that no clock shows is called by itself. */
function nameOf(zone: string, at: Ms): string {
  if (!Number.isFinite(at)) return zone;
  let known = names.get(zone);
  if (known === undefined) names.set(zone, (known = new Map<Ms, string>()));
  const offset = offsetAt(zone, at);
  let name = known.get(offset);
  if (name === undefined) known.set(offset, (name = zoneName(zone, at)));
  return name;
}

/** `26 Nov 00:00 BRT (26 Nov 03:00 UTC)`. */
export const timeText = (at: Ms, zone: string, now: Ms): string =>
  Number.isFinite(at)
    ? momentText(at, toWall(zone, at), zone, yearOf(now))
    : `${localText(at, zone, now)} ${nameOf(zone, at)} (${localText(at, 'UTC', now)} UTC)`;
const momentText = (at: Ms, wall: Ms, zone: string, year: string): string =>
  joined(
    dayText(wall, year),
    ' ',
    timeOf(wall),
    ' ',
    nameOf(zone, at),
    ' (',
    dayText(at, year),
    ' ',
    timeOf(at),
    ' UTC)',
  );

/** `26 Nov 00:00 to 1 Dec 00:00 BRT (26 Nov 03:00 to 1 Dec 03:00 UTC)`; a day that is the same is said once. */
export const rangeText = (start: Ms, end: Ms, zone: string, now: Ms): string =>
  rangeTold({ start, end }, yearOf(now))(zone);
const rangeWith = (start: Ms, end: Ms, zone: string, year: string, utc: string): string =>
  joined(rangeIn(toWall(zone, start), toWall(zone, end), year), ' ', nameOf(zone, start), ' (', utc, ' UTC)');

/** The same for many zones, written once for each; days of the year it is now without the year. */
export function rangeTold({ start, end }: Spanned, year: string): (zone: string) => string {
  let utc: string | null = null;
  // Most are told in one zone, hardly any in more than three, and many in none.
  let known: { readonly zone: string; readonly text: string }[] | null = null;
  return (zone) => {
    if (known !== null) for (const one of known) if (one.zone === zone) return one.text;
    const text = rangeWith(start, end, zone, year, (utc ??= rangeIn(start, end, year)));
    (known ??= []).push({ zone, text });
    return text;
  };
}

function rangeIn(start: Ms, end: Ms, year: string): string {
  const [first, last] = [dayText(start, year), dayText(end, year)];
  return first === last
    ? joined(first, ' ', timeOf(start), ' to ', timeOf(end))
    : joined(first, ' ', timeOf(start), ' to ', last, ' ', timeOf(end));
}

/** `09:00-12:00, 14:00-18:00`, as the workspace file says it. */
export const minutesText = (ranges: readonly MinuteRange[]): string =>
  ranges.map(([from, to]) => `${clockText(from)}-${clockText(to)}`).join(', ');

/** `20 s ago`; what lies ahead was said by a clock that runs differently, and how old it is nobody knows. */
export function agoText(at: Ms, now: Ms): string {
  if (!Number.isFinite(at)) return 'at a time that no clock shows';
  return at > now ? `${ageText(at - now)} ahead of the clock here` : `${ageText(now - at)} ago`;
}

/** `last good answer 20 s ago`. */
export const answerText = (at: Ms | null, now: Ms): string =>
  at === null ? 'no good answer yet' : `last good answer ${agoText(at, now)}`;

/** `GetMetricData of prod in sa-east-1`. */
export const sourceText = ({ api, account, region }: Pick<SourceView, 'api' | 'account' | 'region'>): string =>
  region === 'global' ? `${api} of ${account}` : `${api} of ${account} in ${region}`;

export const severityText = (severity: Severity | null): string => severity ?? 'unrated, taken as SEV1';
