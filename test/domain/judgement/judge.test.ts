import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { judge, leastBuckets } from '../../../shared/domain/judgement/judge';
import type { JudgementInput } from '../../../shared/domain/judgement/types';
import { weekBefore } from '../../../shared/domain/judgement/week-before';
import { DAY, HOUR, MINUTE, type Ms } from '../../../shared/lib/time';
import { fromWall } from '../../../shared/lib/zones';
import { bucketsOf } from '../../bench/judgement/traffic';
import { createRandom } from '../../bench/random';
import { holds } from '../../builders/property';

const NOW = Date.parse('2026-11-18T15:00:00Z');

/** A signal at 100 with a tenth of noise, judged after `count` buckets that are `factor` times as high. */
function anInput({
  count = 30,
  factor = 1,
  seed = 1,
  before = 600,
  ...given
}: Partial<Omit<JudgementInput, 'before'>> & {
  readonly count?: number;
  readonly factor?: number;
  readonly seed?: number;
  readonly before?: number;
} = {}): JudgementInput {
  const random = createRandom(seed);
  const value = (): number => 90 + 20 * random();
  return {
    worse: 'higher',
    periodSeconds: 60,
    before: Array.from({ length: before }, (_, index) => [NOW - (before - index) * MINUTE, value()] as const),
    after: Array.from({ length: count }, (_, index) => [NOW + index * MINUTE, factor * value()] as const),
    usual: () => 100,
    isBeyond: ([, at]) => at > 150,
    breach: { m: 3, n: 5 },
    tolerance: 0.05,
    ...given,
  };
}

describe('judgement', () => {
  it('says worse of a clear regression, and better when lower is worse', () => {
    expect(judge(anInput({ factor: 1.2 }))).toMatchObject({ verdict: 'worse', method: 'week-ratio', breached: false });
    expect(judge(anInput({ factor: 1.2, worse: 'lower' })).verdict).toBe('better');
    expect(judge(anInput({ factor: 0.8 })).verdict).toBe('better');
    expect(judge(anInput({ factor: 0.8, worse: 'lower' })).verdict).toBe('worse');
  });

  it('says how much, how sure, of how many', () => {
    const { effect, interval, before, after, text } = judge(anInput({ factor: 1.2 }));
    expect(effect).toBeCloseTo(0.2, 1);
    expect(interval?.[0]).toBeGreaterThan(0.15);
    expect(interval?.[1]).toBeLessThan(0.25);
    expect([before.n, after.n]).toEqual([600, 30]);
    // Independent buckets count as nearly all of themselves.
    expect(after.effective).toBeGreaterThan(15);
    expect(text).toMatch(/^\d+ % higher than before \(95 % sure: \d+ % to \d+ %\)$/);
  });

  it('says same only when the whole interval lies within the tolerance', () => {
    const same = judge(anInput({ count: 120 }));
    expect(same.verdict).toBe('same');
    expect(judge(anInput({ count: 120, tolerance: 0.001 })).verdict).toBe('not-enough-data');
  });

  it('an effect within the tolerance is never worse, however sure it is', () => {
    expect(judge(anInput({ count: 150, factor: 1.04, tolerance: 0.1 })).verdict).toBe('same');
  });

  it.each([
    [60, 30],
    [300, 12],
  ])('periods of %i s need %i buckets for better and same', (periodSeconds, least) => {
    expect(leastBuckets(periodSeconds)).toBe(least);
    expect(judge(anInput({ periodSeconds, factor: 0.5, count: least - 1 })).verdict).toBe('not-enough-data');
    expect(judge(anInput({ periodSeconds, factor: 0.5, count: least })).verdict).toBe('better');
  });

  it('worse may be said from 8 buckets when a limit is breached, and not from 7', () => {
    expect(judge(anInput({ factor: 2, count: 8 }))).toMatchObject({ verdict: 'worse', breached: true });
    expect(judge(anInput({ factor: 2, count: 7 })).verdict).toBe('not-enough-data');
    // As large, and no limit breached: it waits.
    expect(judge(anInput({ factor: 2, count: 8, isBeyond: () => false })).verdict).toBe('not-enough-data');
  });

  it('a limit that was breached before as well is no effect of the change', () => {
    expect(judge(anInput({ count: 8, isBeyond: () => true })).verdict).toBe('not-enough-data');
  });

  it('without the week before only a breach is said, and the method says so', () => {
    const plain = { usual: () => null } as const;
    expect(judge(anInput({ factor: 0.5, ...plain }))).toMatchObject({ verdict: 'not-enough-data', method: 'plain' });
    expect(judge(anInput({ factor: 1.3, ...plain })).verdict).toBe('not-enough-data');
    expect(judge(anInput({ factor: 2, count: 8, ...plain }))).toMatchObject({ verdict: 'worse', method: 'plain' });
  });

  it('a signal that was zero has a judgement', () => {
    const zero = anInput({ usual: () => 0 });
    const before = zero.before.map(([at]) => [at, 0] as const);
    const errors = zero.after.map(([at]) => [at, 200] as const);
    expect(judge({ ...zero, before, after: errors })).toMatchObject({ verdict: 'worse', effect: 1, p: 0 });
    const none = judge({ ...zero, before, after: errors.map(([at]) => [at, 0] as const) });
    expect(none).toMatchObject({ verdict: 'not-enough-data', effect: 0 });
  });

  it('too little of the time before is said', () => {
    expect(judge(anInput({ before: 31 }))).toMatchObject({
      verdict: 'not-enough-data',
      text: '31 buckets before the change; 32 are needed',
    });
    expect(judge(anInput({ before: 0, count: 0 })).verdict).toBe('not-enough-data');
  });

  it('the daily curve alone is no effect', () => {
    const random = createRandom(3);
    const quiet = { cv: 0.05, keeps: 0.5 };
    for (let hour = 0; hour < 24; hour += 1) {
      const start = NOW + hour * HOUR;
      const all = bucketsOf(quiet, start - DAY, 1_470, random);
      const { verdict } = judge({
        ...anInput(),
        before: all.slice(0, 1_440),
        after: all.slice(1_440),
        usual: weekBefore(bucketsOf(quiet, start - 8 * DAY - HOUR, 1_640, random), 'America/Sao_Paulo'),
      });
      expect([hour, verdict === 'worse' || verdict === 'better']).toEqual([hour, false]);
    }
  });

  it('of any numbers it answers, turns with the direction, and says nothing it cannot know', () => {
    const points = fc
      .array(fc.oneof(fc.double({ min: 0, max: 1e9, noNaN: true }), fc.constantFrom(0, 1, 100)), { maxLength: 90 })
      .map((values) => values.map((value, index) => [NOW + index * MINUTE, value] as const));
    holds(
      fc.property(
        points,
        points,
        fc.constantFrom<number | null>(null, 0, 1, 100),
        fc.constantFrom(0.01, 0.05, 0.3),
        (before, after, usual, tolerance) => {
          const input = { ...anInput(), before, after, usual: () => usual, tolerance, isBeyond: () => false };
          const higher = judge(input);
          const lower = judge({ ...input, worse: 'lower' });
          const turned = {
            worse: 'better',
            better: 'worse',
            same: 'same',
            'not-enough-data': 'not-enough-data',
          } as const;
          expect(lower.verdict).toBe(turned[higher.verdict]);
          if (higher.verdict !== 'not-enough-data') {
            expect(after.length).toBeGreaterThanOrEqual(30);
            expect(higher.method).toBe('week-ratio');
          }
          for (const one of [higher.effect, higher.p, ...(higher.interval ?? [])])
            expect(one === null || Number.isFinite(one)).toBe(true);
        },
      ),
    );
  });
});

describe('the same hour of the week before', () => {
  const zone = 'America/New_York';
  const flat = (from: Ms, hours: number, value: (at: Ms) => number) =>
    Array.from({ length: hours * 60 }, (_, index) => [from + index * MINUTE, value(from + index * MINUTE)] as const);

  it('is that of the wall clock, also over a shift of daylight saving time', () => {
    // The clocks of New York went back on Sunday 2026-11-01.
    const monday = fromWall(zone, Date.UTC(2026, 10, 2, 12));
    const before = fromWall(zone, Date.UTC(2026, 9, 26, 12));
    expect(monday - before).toBe(7 * DAY + HOUR);
    const usual = weekBefore(
      flat(before - 2 * HOUR, 4, (at) => (Math.abs(at - before) <= 45 * MINUTE ? 7 : 1)),
      zone,
    );
    expect(usual(monday)).toBe(7);
  });

  it('is not known where there were no buckets', () => {
    expect(weekBefore([], zone)(NOW)).toBeNull();
    expect(
      weekBefore(
        flat(NOW - 7 * DAY - 12 * HOUR, 2, () => 1),
        zone,
      )(NOW),
    ).toBeNull();
  });
});
