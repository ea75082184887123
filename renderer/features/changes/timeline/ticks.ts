import type { MinuteRange } from '../../../../shared/domain/guard/change-rules';
import { DAY, HOUR, MINUTE, type Ms } from '../../../../shared/lib/time';
import { floorTo } from '../../../../shared/lib/time';
import { fromWall, toWall } from '../../../../shared/lib/zones';
import { date, weekday } from '../../../ui/time';
import type { Range, Span } from './scale';

export interface Tick {
  readonly at: Ms;
  /** Empty: a mark alone. */
  readonly text: string;
  /** Midnight of the clock that the ruler shows: a line, and its day. */
  readonly midnight: boolean;
}

const UTC_STEP: Readonly<Record<Span, number>> = { 24: 1, 72: 3, 336: 12 };
const UTC_SAID: Readonly<Record<Span, number>> = { 24: 3, 72: 6, 336: 24 };
const two = (value: number): string => String(value).padStart(2, '0');

/** Room of a day, in pixels, in which its date can be written out; else its weekday and number alone. */
const WHOLE_DATE = 78;
const dayText = (at: Ms, zone: string, room: number): string => {
  const whole = date(at, zone);
  return room < WHOLE_DATE ? whole.slice(0, whole.lastIndexOf(' ')) : whole;
};

/** Hours of UTC; midnight names its day. `room`: pixels that a day has. */
export function utcTicks({ from, to }: Range, span: Span, room: number): readonly Tick[] {
  const step = UTC_STEP[span] * HOUR;
  const ticks: Tick[] = [];
  for (let at = Math.ceil(from / step) * step; at < to; at += step) {
    const midnight = at % DAY === 0;
    const hour = (at % DAY) / HOUR;
    const said = hour % UTC_SAID[span] === 0 ? two(hour) : '';
    ticks.push({ at, midnight, text: midnight ? dayText(at, 'UTC', room) : said });
  }
  return ticks;
}

const LOCAL_SAID: Readonly<Record<Span, readonly number[]>> = {
  24: [3, 6, 9, 12, 15, 18, 21],
  72: [9, 12, 18],
  336: [],
};

/** Hours on the wall of a zone: local days have 23 or 25 hours twice a year, and nine is nine all the same. */
export function localTicks(zone: string, range: Range, span: Span, room: number): readonly Tick[] {
  return days(zone, range).flatMap((day) => {
    const midnight = { at: fromWall(zone, day), midnight: true, text: '' };
    const hours = LOCAL_SAID[span].map((hour) => ({
      at: fromWall(zone, day + hour * HOUR),
      midnight: false,
      text: two(hour),
    }));
    const text = span === 336 ? dayText(midnight.at, zone, room) : `${weekday(midnight.at, zone)} 00`;
    return [{ ...midnight, text }, ...hours].filter(({ at }) => at >= range.from && at < range.to);
  });
}

/** Hours that are agreed with a site where the workspace names none. */
export const USUAL_HOURS: readonly MinuteRange[] = [[9 * 60, 18 * 60]];

/** Agreed hours as they fall on the days of a zone; an end before its start is on the next day. */
export function hourSpans(
  zone: string,
  hours: readonly MinuteRange[],
  range: Range,
): readonly { readonly start: Ms; readonly end: Ms }[] {
  return days(zone, range).flatMap((day) =>
    hours.flatMap(([from, to]) => {
      const start = fromWall(zone, day + from * MINUTE);
      const end = fromWall(zone, day + (to <= from ? to + 24 * 60 : to) * MINUTE);
      return end > start && start < range.to && end > range.from ? [{ start, end }] : [];
    }),
  );
}

/** Local midnights as their walls show them, from the day before the range to its last. */
function days(zone: string, { from, to }: Range): readonly Ms[] {
  const all: Ms[] = [];
  for (let day = floorTo(toWall(zone, from), DAY) - DAY; day < toWall(zone, to); day += DAY) all.push(day);
  return all;
}
