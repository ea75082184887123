import { DAY, type Ms } from '../../lib/time';
import { fromWall } from '../../lib/zones';
import type { Site } from '../workspace/types';
import { publicHolidays } from './holidays';
import type { HolidayFreeze } from './types';

type Place = Pick<Site, 'country' | 'subdivision' | 'timeZone'>;

/**
 * The windows of the public holidays of a site that touch [from, to), with the names of the holidays. A day is that of the wall clock, from
 * midnight to midnight; days that meet or overlap are one window.
 */
export function holidaySpans(
  { before, after }: Pick<HolidayFreeze, 'before' | 'after'>,
  { country, subdivision, timeZone }: Place,
  from: Ms,
  to: Ms,
): readonly (readonly [start: Ms, end: Ms, holidays: readonly string[]])[] {
  const runs: { start: Ms; end: Ms; names: string[] }[] = [];
  for (const { name, wall } of publicHolidays(country, subdivision)) {
    const start = wall - before;
    const end = wall + DAY + after;
    const last = runs.at(-1);
    if (last === undefined || start > last.end) runs.push({ start, end, names: [name] });
    else {
      last.end = end;
      last.names.push(name);
    }
  }
  // No wall clock is further than a day from UTC.
  return runs
    .filter(({ start, end }) => start < to + DAY && end > from - DAY)
    .map(({ start, end, names }) => [fromWall(timeZone, start), fromWall(timeZone, end), names] as const)
    .filter(([start, end]) => start < to && end > from);
}
