import { DAY, HOUR, SECOND, floorTo, type Ms } from '../../lib/time';
import { localHourStart } from '../../lib/zones';
import { firstIndexFrom } from './points';
import { MEMORY_DAYS, hourMedians } from './same-hour';
import type { HourMedian, Point, SignalData, SignalProblem } from './types';

/** How much is kept of every signal in memory and in the store: a day for the drawer, and the sweep that began before it. */
export const KEEP: Ms = DAY + 3 * HOUR;

export const EMPTY_SIGNAL: SignalData = {
  points: [],
  covered: null,
  noDenominator: new Set(),
  problem: null,
  hours: [],
  seenIn14Days: null,
};

/** What AWS answered for one signal, over all pages. */
export interface SignalAnswer {
  /** The asked range [from, to), aligned to the period. */
  readonly asked: readonly [from: Ms, to: Ms];
  readonly points: readonly Point[];
  readonly noDenominator: ReadonlySet<Ms>;
  readonly problem: SignalProblem | null;
}

/**
 * Puts an answer over what was known. Inside the asked range the answer is the truth: a point that is no longer there is
 * gone. Outside of it an answer says nothing. Points are brought to the grid of the period, one a bucket, ascending; what is
 * no finite number is no point.
 */
export function mergeAnswer(known: SignalData, answer: SignalAnswer, periodSeconds: number): SignalData {
  const [from, to] = answer.asked;
  if (answer.problem !== null && answer.problem.kind !== 'partial') return { ...known, problem: answer.problem };
  const period = periodSeconds * SECOND;
  const buckets = new Map<Ms, number>();
  for (const [at, value] of [...answer.points].sort((a, b) => a[0] - b[0])) {
    if (at >= from && at < to && Number.isFinite(value)) buckets.set(floorTo(at, period), value);
  }
  const keepFrom = Math.max(to, known.covered?.[1] ?? to) - KEEP;
  const first = firstIndexFrom(known.points, from);
  // A hole between what was covered and what is answered now would read as missing buckets: then only the new range counts.
  const touches = known.covered !== null && known.covered[1] >= from && known.covered[0] <= to;
  // What was just asked counts whole, however long its buckets are.
  const covered: readonly [Ms, Ms] = touches
    ? [Math.min(Math.max(known.covered[0], keepFrom), from), Math.max(known.covered[1], to)]
    : [from, to];
  const inside = withKnown(known.points, first, buckets);
  const points = touches
    ? known.points
        .slice(firstIndexFrom(known.points, keepFrom), first)
        .concat(inside, known.points.slice(firstIndexFrom(known.points, to)))
    : inside;
  return {
    points,
    covered,
    noDenominator: new Set([
      ...[...known.noDenominator].filter((at) => touches && at >= keepFrom && (at < from || at >= to)),
      ...answer.noDenominator,
    ]),
    problem: answer.problem,
    hours: known.hours,
    seenIn14Days: points.length > 0 ? true : known.seenIn14Days,
  };
}

/** Points of the buckets, ascending; one that says what is known already is the known one, so that nothing looks new for it. */
function withKnown(known: readonly Point[], first: number, buckets: ReadonlyMap<Ms, number>): Point[] {
  let index = first;
  return [...buckets].map((point) => {
    while ((known[index]?.[0] ?? Infinity) < point[0]) index++;
    const same = known[index];
    return same?.[0] === point[0] && same[1] === point[1] ? same : point;
  });
}

/** S11: adds fetched or just completed hours to the memory of a signal; a newer answer for an hour replaces the older one. */
export function mergeHours(known: readonly HourMedian[], added: readonly HourMedian[], now: Ms): readonly HourMedian[] {
  const byStart = new Map(known.map((hour) => [hour.start, hour]));
  for (const hour of added) byStart.set(hour.start, hour);
  const oldest = now - (MEMORY_DAYS + 1) * DAY;
  return [...byStart.values()].filter((hour) => hour.start >= oldest).sort((a, b) => a.start - b.start);
}

/** Hours that lie wholly inside what is covered and are over: live points become memory, so history is fetched only once. */
export function completedHours(data: SignalData, zone: string, now: Ms): readonly HourMedian[] {
  const covered = data.covered;
  if (covered === null) return [];
  const settled = now - 10 * 60 * SECOND;
  return hourMedians(data.points, zone).filter(
    ({ start }) =>
      start >= covered[0] && start + HOUR <= Math.min(covered[1], settled) && localHourStart(zone, start) === start,
  );
}
