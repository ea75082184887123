import { iso, type Ms } from '../../lib/time';
import { ageText } from '../../lib/words';
import { toWall } from '../../lib/zones';
import type { Severity } from '../incident/types';
import type { SourceView } from '../snapshot/types';
import type { MinuteRange } from './types';

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;

/** `26 Nov`, with the year when it is not that of `now`; `00:00`. */
function faceOf(wall: Ms, now: Ms): { readonly day: string; readonly clock: string } {
  const text = iso(wall);
  const year = text.slice(0, -20);
  const day = `${Number(text.slice(-16, -14))} ${MONTHS[Number(text.slice(-19, -17)) - 1] ?? ''}`;
  return { day: year === iso(now).slice(0, -20) ? day : `${day} ${year}`, clock: text.slice(-13, -8) };
}

/** `26 Nov 00:00`, on the wall clock of the zone. */
export function localText(at: Ms, zone: string, now: Ms): string {
  const { day, clock } = faceOf(toWall(zone, at), now);
  return `${day} ${clock}`;
}

/** `26 Nov 00:00 America/Sao_Paulo (26 Nov 03:00 UTC)`. */
export const timeText = (at: Ms, zone: string, now: Ms): string =>
  `${localText(at, zone, now)} ${zone} (${localText(at, 'UTC', now)} UTC)`;

/** `26 Nov 00:00 to 1 Dec 00:00 America/Sao_Paulo (26 Nov 03:00 to 1 Dec 03:00 UTC)`; a day that is the same is said once. */
export const rangeText = (start: Ms, end: Ms, zone: string, now: Ms): string =>
  `${rangeIn(toWall(zone, start), toWall(zone, end), now)} ${zone} (${rangeIn(start, end, now)} UTC)`;

function rangeIn(start: Ms, end: Ms, now: Ms): string {
  const [first, last] = [faceOf(start, now), faceOf(end, now)];
  return `${first.day} ${first.clock} to ${first.day === last.day ? '' : `${last.day} `}${last.clock}`;
}

const clockText = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;

/** `09:00-12:00, 14:00-18:00`, as the workspace file says it. */
export const minutesText = (ranges: readonly MinuteRange[]): string =>
  ranges.map(([from, to]) => `${clockText(from)}-${clockText(to)}`).join(', ');

/** `20 s ago`; what lies ahead was said by a clock that runs differently, and how old it is nobody knows. */
export const agoText = (at: Ms, now: Ms): string =>
  at > now ? `${ageText(at - now)} ahead of the clock here` : `${ageText(now - at)} ago`;

/** `last good answer 20 s ago`. */
export const answerText = (at: Ms | null, now: Ms): string =>
  at === null ? 'no good answer yet' : `last good answer ${agoText(at, now)}`;

/** `GetMetricData of prod in sa-east-1`. */
export const sourceText = ({ api, account, region }: Pick<SourceView, 'api' | 'account' | 'region'>): string =>
  region === 'global' ? `${api} of ${account}` : `${api} of ${account} in ${region}`;

export const severityText = (severity: Severity | null): string => severity ?? 'unrated, taken as SEV1';
