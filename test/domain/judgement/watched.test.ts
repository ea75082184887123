import { describe, expect, it } from 'vitest';
import type { ChangeState, ChangeTimes } from '../../../shared/domain/change/types';
import { judgedSpan } from '../../../shared/domain/judgement/spans';
import { judgeWatched, type WatchedFacts } from '../../../shared/domain/judgement/watched';
import { weekBefore, weekBeforeOf } from '../../../shared/domain/judgement/week-before';
import { EMPTY_SIGNAL } from '../../../shared/domain/signals/merge';
import { hourMedians } from '../../../shared/domain/signals/same-hour';
import type { Point, SignalData } from '../../../shared/domain/signals/types';
import { DAY, HOUR, MINUTE, type Ms } from '../../../shared/lib/time';
import { createRandom } from '../../bench/random';
import { aSignal } from '../../polling/builders';

/** A change began 20 s into a bucket. */
const START = Date.parse('2026-11-18T01:26:20Z');
const BUCKET = Date.parse('2026-11-18T01:26:00Z');
const SITE_ZONE = 'America/Sao_Paulo';

/** Buckets of a minute from `from` to before `to`, around a level. */
function around(level: (at: Ms) => number, from: Ms, to: Ms, seed = 1): readonly Point[] {
  const random = createRandom(seed);
  const points: Point[] = [];
  for (let at = from; at < to; at += MINUTE) points.push([at, level(at) * (0.95 + 0.1 * random())]);
  return points;
}
const dataOf = (points: readonly Point[], part: Partial<SignalData> = {}): SignalData => ({
  ...EMPTY_SIGNAL,
  points,
  covered: [points[0]?.[0] ?? 0, (points.at(-1)?.[0] ?? 0) + MINUTE],
  ...part,
});

function facts(
  part: Partial<WatchedFacts> & { readonly level?: (at: Ms) => number; readonly until?: Ms } = {},
): WatchedFacts {
  const { level = () => 100, until = BUCKET + 45 * MINUTE, ...rest } = part;
  return {
    watched: { id: 'w', site: 'br', signal: 'p95', tolerance: 0.1 },
    signal: aSignal('p95', { unit: 'ms', warning: { kind: 'absolute', value: 150 } }),
    zone: SITE_ZONE,
    data: dataOf(around(level, BUCKET - DAY - HOUR, until)),
    weekBefore: around(() => 100, BUCKET - 8 * DAY - 2 * HOUR, BUCKET - 6 * DAY, 2),
    gap: null,
    span: { start: START, bake: null, end: START + DAY },
    awsNow: until + 2 * MINUTE,
    ...rest,
  };
}

describe('a watched signal', () => {
  it('is compared over complete buckets only, none of them the one the change began in (S3)', () => {
    const { judgement, points, dataAt } = judgeWatched(facts());
    // The bucket of the start is in neither; the settle time of 120 s leaves out the newest.
    expect(judgement.before.n).toBe(1_440 - 1);
    expect(judgement.after.n).toBe(44);
    expect(dataAt).toBe(BUCKET + 44 * MINUTE);
    expect(points[0]?.[0]).toBe(BUCKET - HOUR + MINUTE);
    const early = judgeWatched(facts({ awsNow: BUCKET + 45 * MINUTE }));
    expect(early.judgement.after.n).toBe(42);
    expect(early.dataAt).toBe(BUCKET + 42 * MINUTE);
  });

  it('is compared from the start of the bake once the bake has 8 complete buckets', () => {
    const bake = (at: Ms) => ({ start: START, bake: at, end: START + DAY });
    const seven = judgeWatched(facts({ span: bake(BUCKET + 38 * MINUTE) }));
    expect(seven.judgement.after.n).toBe(44);
    const eight = judgeWatched(facts({ span: bake(BUCKET + 37 * MINUTE) }));
    expect(eight.judgement.after.n).toBe(8);
  });

  it('of a change that was rolled back ends there, whatever came after', () => {
    const over = START + 20 * MINUTE;
    // It recovered at once.
    const level = (at: Ms): number => (at >= BUCKET && at < over ? 300 : 100);
    const { judgement, points, afterMedian } = judgeWatched(
      facts({ level, span: { start: START, bake: null, end: over } }),
    );
    expect(judgement.after.n).toBe(19);
    expect(judgement).toMatchObject({ verdict: 'worse', breached: true });
    expect(afterMedian).toBeGreaterThan(250);
    expect(points.at(-1)?.[0]).toBeLessThan(over);
  });

  it('breaches the limit that applies at each bucket: the warning, else the critical one', () => {
    const level = (at: Ms): number => (at >= BUCKET ? 200 : 100);
    const limits = (warning: number | null, critical: number | null) =>
      judgeWatched(
        facts({
          level,
          signal: aSignal('p95', {
            warning: warning === null ? null : { kind: 'absolute', value: warning },
            critical: critical === null ? null : { kind: 'absolute', value: critical },
          }),
        }),
      );
    expect(limits(150, 500).judgement.breached).toBe(true);
    expect(limits(null, 150).judgement.breached).toBe(true);
    expect(limits(null, 500).judgement.breached).toBe(false);
    expect(limits(null, null).judgement.breached).toBe(false);
    expect(limits(150, 500)).toMatchObject({ warning: 150, critical: 500 });
  });

  it('breaches a percentage of the same hour (S11), which counts above the floor only', () => {
    const level = (at: Ms): number => (at >= BUCKET ? 60 : 100);
    const hours = hourMedians(
      Array.from({ length: 15 * 24 }, (_, hour): Point => [BUCKET - hour * HOUR, 100]),
      SITE_ZONE,
    );
    const signal = aSignal('orders', { worse: 'lower', warning: { kind: 'same-hour', percent: 75 }, floor: 50 });
    const data = dataOf(around(level, BUCKET - DAY - HOUR, BUCKET + 45 * MINUTE), { hours });
    const judged = judgeWatched(facts({ level, signal, data }));
    expect(judged.judgement).toMatchObject({ verdict: 'worse', breached: true });
    expect(judged.warning).toBe(75);
    expect(judgeWatched(facts({ level, signal: { ...signal, floor: 100 }, data })).judgement.breached).toBe(false);
    // Without history no limit is known, so none is breached.
    expect(judgeWatched(facts({ level, signal })).judgement.breached).toBe(false);
  });

  it('without the week before says why, and passes nothing', () => {
    const { judgement } = judgeWatched(facts({ weekBefore: [], gap: 'the network cannot be reached' }));
    expect(judgement).toMatchObject({
      verdict: 'not-enough-data',
      method: 'plain',
      text: 'what this hour says in other weeks is not known; the week before: the network cannot be reached',
    });
  });

  it('that AWS refuses says so', () => {
    const data = dataOf([], { covered: null, problem: { kind: 'misconfigured', text: 'AWS refuses its question' } });
    const { judgement, dataAt } = judgeWatched(facts({ data }));
    expect(judgement).toMatchObject({ verdict: 'not-enough-data', text: 'AWS refuses its question' });
    expect(dataAt).toBeNull();
  });
});

describe('the time a change is compared over', () => {
  const times = (part: Partial<ChangeTimes>): ChangeTimes => ({
    startedAt: null,
    bakingAt: null,
    endedAt: null,
    ...part,
  });
  const span = (state: ChangeState, part: Partial<ChangeTimes>) => judgedSpan({ state, times: times(part) });

  it('is none before it began', () => {
    expect(span('scheduled', {})).toBeNull();
  });
  it('goes on while it runs and bakes, for a day at most', () => {
    expect(span('running', { startedAt: 5 })).toEqual({ start: 5, bake: null, end: 5 + DAY });
    expect(span('baking', { startedAt: 5, bakingAt: HOUR })).toEqual({ start: 5, bake: HOUR, end: HOUR + DAY });
  });
  it('ends where it was undone, and six hours on where it was done sooner', () => {
    expect(span('rolled-back', { startedAt: 0, endedAt: HOUR })?.end).toBe(HOUR);
    expect(span('aborted', { startedAt: 0, endedAt: HOUR })?.end).toBe(HOUR);
    expect(span('done', { startedAt: 0, endedAt: HOUR })?.end).toBe(6 * HOUR);
    expect(span('done', { startedAt: 0, bakingAt: HOUR, endedAt: 9 * HOUR })?.end).toBe(9 * HOUR);
    expect(span('done', { startedAt: 0, endedAt: 3 * DAY })?.end).toBe(DAY);
  });
});

it.each(['America/New_York', 'Europe/Kyiv', 'Asia/Kolkata', 'America/Sao_Paulo'])(
  'what is asked of the week before holds every bucket that is looked at, also over a shift of the clock: %s',
  (zone) => {
    // New York fell back on 2026-11-01, Kyiv on 2026-10-25.
    for (let day = 0; day < 20; day += 1) {
      const from = Date.parse('2026-10-20T00:00:00Z') + day * DAY;
      const to = from + 2 * DAY;
      const [first, end] = weekBeforeOf(from, to, zone);
      const all = around(() => 1, first - 3 * HOUR, end + 3 * HOUR);
      const asked = all.filter(([at]) => at >= first && at < end);
      const [whole, part] = [weekBefore(all, zone), weekBefore(asked, zone)];
      for (let at = from; at < to; at += 30 * MINUTE) expect(part(at)).toBe(whole(at));
    }
  },
);
