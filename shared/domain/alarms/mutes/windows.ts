import { DAY, floorTo, type Ms } from '../../../lib/time';
import { fromWall, offsetAt, toWall } from '../../../lib/zones';
import { wallsOf } from './cron';
import { timesOf, type Times } from './schedule';
import type { MuteRule, MuteSchedule } from './types';

/** A time in which an alarm tells nobody: [from, to). */
export interface MuteWindow {
  readonly from: Ms;
  readonly to: Ms;
}

/**
 * The windows of a rule that touch [from, to), in order, each whole: it may begin before and end after it. Those that overlap or
 * meet are one. A time of day that the clock skips is the moment after the gap, of one it repeats the first counts, and a window
 * lasts as long as it says whatever the clock does. For days and weeks, not for years.
 */
export function muteWindows(rule: Pick<MuteRule, 'schedule' | 'from' | 'until'>, from: Ms, to: Ms): MuteWindow[] {
  const { schedule } = rule;
  const times = schedule === null ? null : timesOf(schedule);
  if (schedule === null || times === null || !(from < to)) return [];
  const windows = startsOf(schedule, times, from - schedule.duration, to).flatMap((start): readonly MuteWindow[] => {
    const begins = Math.max(start, rule.from ?? -Infinity);
    const ends = Math.min(start + schedule.duration, rule.until ?? Infinity);
    return begins < ends && ends > from && begins < to ? [{ from: begins, to: ends }] : [];
  });
  return joinWindows(windows, ({ from: begins, to: ends }) => ({ from: begins, to: ends }));
}

/** When it begins within [from, to). */
function startsOf({ timeZone }: MuteSchedule, times: Times, from: Ms, to: Ms): readonly Ms[] {
  const within = (at: Ms): boolean => at >= from && at < to;
  if (times.kind === 'at') return [fromWall(timeZone, times.wall)].filter(within);
  const starts: Ms[] = [];
  // A day more on either side: a clock that jumps may move a start over midnight.
  const last = toWall(timeZone, to) + DAY;
  for (let day = floorTo(toWall(timeZone, from), DAY) - DAY; day < last; day += DAY) {
    const walls = wallsOf(times.cron, day);
    if (walls.length === 0) continue;
    // Nearly every day the clock runs evenly, and one difference serves all of its minutes.
    const offset = offsetAt(timeZone, day - DAY);
    const isEven = offset === offsetAt(timeZone, day + 2 * DAY);
    for (const wall of walls) {
      const at = isEven ? wall - offset : fromWall(timeZone, wall);
      if (within(at)) starts.push(at);
    }
  }
  return starts;
}

/** Windows that overlap or meet as one, in order; `join` makes the one of all that became part of it. */
export function joinWindows<W extends MuteWindow, R>(
  windows: readonly W[],
  join: (window: MuteWindow, of: readonly W[]) => R,
): R[] {
  const joined: R[] = [];
  let open: { from: Ms; to: Ms; of: W[] } | null = null;
  const close = (): void => {
    if (open !== null) joined.push(join({ from: open.from, to: open.to }, open.of));
  };
  for (const window of [...windows].sort((a, b) => a.from - b.from || a.to - b.to)) {
    if (open !== null && window.from <= open.to) {
      open.to = Math.max(open.to, window.to);
      open.of.push(window);
    } else {
      close();
      open = { from: window.from, to: window.to, of: [window] };
    }
  }
  close();
  return joined;
}
