import { DAY, HOUR, MINUTE, floorTo, type Ms } from '../../lib/time';
import { fromWall, toWall } from '../../lib/zones';
import type { ShiftView } from '../snapshot/types';
import type { Span } from './types';

/** One occurrence of hours that come back. */
interface Occurrence<H> extends Span {
  readonly hours: H;
  /** Midnight of the local day on which it begins, on the wall clock. */
  readonly wall: Ms;
}

/**
 * Every occurrence that reaches into [from, to), day by day. Times are wall clock of the zone, so hours over a change of the
 * clocks are one longer or shorter; hours that the clocks skip as a whole do not take place.
 */
export function occurrencesOf<H extends ShiftView>(
  hours: readonly H[],
  zone: string,
  from: Ms,
  to: Ms,
): readonly Occurrence<H>[] {
  const found: Occurrence<H>[] = [];
  const last = toWall(zone, to);
  for (let wall = floorTo(toWall(zone, from), DAY) - DAY; wall <= last; wall += DAY) {
    const weekday = new Date(wall).getUTCDay();
    for (const one of hours) {
      if (!one.days.includes(weekday)) continue;
      const start = fromWall(zone, wall + one.from * MINUTE);
      const end = fromWall(zone, wall + one.to * MINUTE + (one.to <= one.from ? DAY : 0));
      if (end > start && end > from && start < to) found.push({ hours: one, wall, from: start, to: end });
    }
  }
  return found;
}

/** When hours that come back are within [from, to), in order, joined where one meets the next. */
export const spansOf = (hours: readonly ShiftView[], zone: string, from: Ms, to: Ms): readonly Span[] =>
  joined(occurrencesOf(hours, zone, from, to));

export function joined(spans: readonly Span[]): readonly Span[] {
  const all: Span[] = [];
  for (const { from, to } of [...spans].sort((a, b) => a.from - b.from)) {
    const last = all.at(-1);
    if (last && from <= last.to) all[all.length - 1] = { from: last.from, to: Math.max(last.to, to) };
    else all.push({ from, to });
  }
  return all;
}

export const contains = ({ from, to }: Span, at: Ms): boolean => from <= at && at < to;

/** The day around now that the strip shows. */
export const hoursAround = (now: Ms): Span => ({ from: now - 11 * HOUR, to: now + 13 * HOUR });
