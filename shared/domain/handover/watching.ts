import { MINUTE, SECOND, floorTo, type Ms } from '../../lib/time';
import { newestComplete } from '../signals/fold';
import { firstIndexFrom } from '../signals/points';
import type { SignalData } from '../signals/types';
import { takenBy } from '../shifts/types';
import type { TeamView } from '../snapshot/types';
import type { Signal } from '../workspace/types';
import { endOf } from './end';
import { isSameEnd } from './same-end';
import { hasEnded } from './state';
import type { HandoverRow, IfThen, IfThenWatch } from './types';

/** A contingency of the handover by which somebody has duty, for as long as it is watched: [from, until). */
export interface WatchedIfThen extends Pick<IfThen, 'id' | 'text' | 'action' | 'who'> {
  readonly handover: string;
  readonly watch: IfThenWatch;
  readonly from: Ms;
  readonly until: Ms;
}

type Row = Pick<HandoverRow, 'id' | 'from' | 'to' | 'at' | 'state' | 'acceptedAt' | 'watches'>;

/**
 * Contingencies with a signal and a limit of what was accepted, each until its own end or that of the receiving shift. When those who
 * took over have given duty on, theirs are watched no more: the next handover carries what still holds. A clock that was ahead when it
 * was accepted makes none wait.
 */
export function watchedOf(rows: readonly Row[], teams: readonly TeamView[], now: Ms): readonly WatchedIfThen[] {
  const accepted = rows.filter(({ state }) => hasEnded(state));
  const takenAt = ({ acceptedAt, at }: Row): Ms => takenBy(acceptedAt ?? at, at, now);
  const firstFirst = [...accepted].sort((a, b) => takenAt(a) - takenAt(b) || (a.id < b.id ? -1 : 1));
  /** Carried into two handovers of one end of a shift, it is watched once. */
  const isRepeated = (row: Row, ifThen: IfThen): boolean =>
    firstFirst
      .slice(0, firstFirst.indexOf(row))
      .some((one) => isSameEnd(one, row) && one.watches.some((other) => isSame(other, ifThen)));
  return accepted.flatMap((row) => {
    const { id, to, at, watches } = row;
    if (watches.length === 0) return [];
    const given = accepted.filter((one) => one.from === to && one.at > at).map(takenAt);
    const end = Math.min(endOf(teams, row)?.toShift?.to ?? at + LONGEST, ...given);
    return watches.flatMap((ifThen): readonly WatchedIfThen[] => {
      const { watch, text, action, who } = ifThen;
      const begins = ifThen.from ?? takenAt(row);
      const until = Math.min(ifThen.until ?? end, Math.min(...given));
      return watch === null || until <= begins || isRepeated(row, ifThen)
        ? []
        : [{ id: ifThen.id, handover: id, text, action, who, watch, from: begins, until }];
    });
  });
}
const isSame = (a: IfThen, b: IfThen): boolean =>
  a.id === b.id && JSON.stringify(ordered(a)) === JSON.stringify(ordered(b));
const ordered = ({ text, action, who, from, until, watch }: IfThen) => [
  [text, action, who, from, until],
  watch && [watch.site, watch.signal, watch.is, watch.limit, watch.minutes],
];
/** Of a team whose shifts say nothing. */
const LONGEST: Ms = 12 * 60 * MINUTE;

export interface WatchState {
  /** Start of the first bucket of those that make it true; null: it is not. */
  readonly since: Ms | null;
  readonly value: number | null;
  /** Complete buckets without a value in a row at the end: they make nothing true and end nothing. */
  readonly silent: number;
  /** So many buckets in a row make it true. */
  readonly needed: number;
}

/**
 * Whether a signal was over (or under) a limit for so long, in complete buckets. Pure, of stored buckets alone, so that the window, the
 * command line and another machine agree. A missing bucket breaks the proof before it is whole, and takes nothing back after.
 * Null: no complete bucket is known.
 */
export function foldWatch(
  { is, limit, minutes }: IfThenWatch,
  signal: Pick<Signal, 'periodSeconds' | 'settleSeconds'>,
  { points, covered }: Pick<SignalData, 'points' | 'covered'>,
  from: Ms,
  awsNow: Ms,
): WatchState | null {
  if (covered === null) return null;
  const period = signal.periodSeconds * SECOND;
  const needed = Math.max(1, Math.ceil((minutes * MINUTE) / period));
  // What is so already when it begins to be watched is true at once.
  const first = Math.max(Math.ceil(covered[0] / period) * period, newestComplete(signal, from) - (needed - 1) * period);
  const newest = Math.min(newestComplete(signal, awsNow), floorTo(covered[1] - 1, period));
  if (newest < first) return null;
  let since: Ms | null = null;
  let value: number | null = null;
  let run = 0;
  let runSince = first;
  let silent = 0;
  let index = firstIndexFrom(points, first);
  for (let at = first; at <= newest; at += period) {
    const point = points[index];
    if (point?.[0] !== at) {
      silent += 1;
      run = 0;
      continue;
    }
    index += 1;
    silent = 0;
    value = point[1];
    if (is === 'over' ? value <= limit : value >= limit) {
      run = 0;
      since = null;
      continue;
    }
    if (run === 0) runSince = at;
    run += 1;
    if (run >= needed) since ??= runSince;
  }
  return { since, value, silent, needed };
}
