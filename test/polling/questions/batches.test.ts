import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MOST_POINTS, MOST_QUERIES, batchesOf, type Batch } from '../../../main/polling/questions/batches';
import { billedMetrics, callOf, type Query } from '../../../main/polling/questions/calls';
import { commonStep, rangeFor } from '../../../main/polling/questions/ranges';
import { unitOf, type Unit } from '../../../main/polling/questions/units';
import type { Signal } from '../../../shared/domain/workspace/types';
import { DAY, HOUR, MINUTE, SECOND } from '../../../shared/lib/time';
import { NOW, aMetric, aSignal, anExpression, watch } from '../builders';

const units = (...signals: readonly Signal[]): readonly Unit[] =>
  watch(...signals).map((watched) => {
    const unit = unitOf(watched, { denominators: true });
    if (!unit.ok) throw new Error(unit.error);
    return unit.value;
  });
const queriesOf = (batch: Batch): readonly Query[] =>
  callOf(batch.units, batch.range).input['MetricDataQueries'] as readonly Query[];
const many = (count: number, make: (index: number) => Signal): readonly Signal[] =>
  Array.from({ length: count }, (_, index) => make(index));

describe('ranges (P3)', () => {
  it('are the last 30 buckets of the longest period, aligned, and end with the bucket of now', () => {
    expect(rangeFor([60], 0, NOW)).toEqual({ start: NOW + 30 * SECOND - 30 * MINUTE, end: NOW + 30 * SECOND });
    expect(rangeFor([60, 300], 0, NOW)).toEqual({ start: NOW + 4.5 * MINUTE - 150 * MINUTE, end: NOW + 4.5 * MINUTE });
    expect(rangeFor([60], 3 * HOUR, NOW)).toEqual({ start: NOW + 30 * SECOND - 3 * HOUR, end: NOW + 30 * SECOND });
  });

  it('of now on the grid end with now', () => {
    expect(rangeFor([60], 0, NOW - 30 * SECOND)?.end).toBe(NOW - 30 * SECOND);
  });

  it('are aligned to every period', () => {
    expect(commonStep([20, 30])).toBe(MINUTE);
    expect(commonStep([180, 300])).toBe(15 * MINUTE);
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(10, 20, 30, 60, 120, 300, 900, 3_600), { minLength: 1, maxLength: 4 }),
        fc.integer({ min: 2 ** 40, max: 2 ** 41 }),
        (periods, now) => {
          const range = rangeFor(periods, 0, now);
          if (range === null) return;
          for (const period of periods) {
            expect(range.start % (period * SECOND)).toBe(0);
            expect(range.end % (period * SECOND)).toBe(0);
          }
          expect(range.end).toBeGreaterThanOrEqual(now);
          expect(range.end - now).toBeLessThan(commonStep(periods) ?? 0);
        },
      ),
    );
  });

  it('never ask a period further back than AWS keeps it', () => {
    expect(rangeFor([10], 3 * HOUR, NOW)?.start).toBeGreaterThan(NOW - 3 * HOUR);
    expect(rangeFor([60, 86_400], 0, NOW)).toBeNull();
    expect(rangeFor([86_400], 0, NOW)?.start).toBe(Date.parse('2026-10-28'));
  });
});

describe('batches (P2, P3)', () => {
  it('put all periods into one call where they fit', () => {
    const found = batchesOf(
      units(aSignal('a'), aSignal('b', { periodSeconds: 300 }), aSignal('c', { periodSeconds: 3_600 })),
      3 * HOUR,
      NOW,
    );
    expect(found).toHaveLength(1);
    expect(found[0]?.range).toEqual(rangeFor([60, 300, 3_600], 3 * HOUR, NOW));
  });

  it('go apart by period where points would not last so long, or a common call would be too large', () => {
    expect(batchesOf(units(aSignal('a'), aSignal('b', { periodSeconds: 86_400 })), 0, NOW)).toHaveLength(2);
    expect(batchesOf(units(aSignal('a'), aSignal('b', { periodSeconds: 10 })), 24 * HOUR, NOW)).toHaveLength(2);
    const signals = [...many(200, (index) => aSignal(`a${index}`)), aSignal('hourly', { periodSeconds: 3_600 })];
    expect(batchesOf(units(...signals), 0, NOW).map((batch) => batch.units.length)).toEqual([200, 1]);
  });

  it('hold 500 queries at most', () => {
    expect(batchesOf(units(...many(500, (index) => aSignal(`a${index}`))), 0, NOW)).toHaveLength(1);
    expect(
      batchesOf(units(...many(501, (index) => aSignal(`a${index}`))), 0, NOW).map((batch) => batch.units.length),
    ).toEqual([500, 1]);
  });

  it('hold 100,800 points at most: 70 signals of a minute over a day', () => {
    const found = batchesOf(units(...many(140, (index) => aSignal(`a${index}`))), DAY, NOW);
    expect(found.map((batch) => batch.units.length)).toEqual([70, 70]);
  });

  it('keep statistics of one metric together, because they are billed as one', () => {
    const stats = ['p50', 'p90', 'p95', 'p99', 'Average'];
    const signals = [
      ...many(498, (index) => aSignal(`a${index}`)),
      ...stats.map((statistic) =>
        aSignal(statistic, { question: { kind: 'metric', metric: aMetric('latency', { statistic }), scale: 1 } }),
      ),
    ];
    const found = batchesOf(units(...signals), 0, NOW);
    expect(found).toHaveLength(2);
    const homes = found.filter((batch) => batch.units.some((unit) => stats.includes(unit.watched.signal.id)));
    expect(homes).toHaveLength(1);
    expect(found.reduce((sum, batch) => sum + callOf(batch.units, batch.range).billedMetrics, 0)).toBe(499);
  });

  it('hold one Metrics Insights query each', () => {
    const found = batchesOf(
      units(
        anExpression('a', 'SELECT SUM(x) FROM y', ['m']),
        anExpression('b', 'SELECT SUM(x) FROM z', ['m']),
        aSignal('c'),
      ),
      0,
      NOW,
    );
    expect(found).toHaveLength(2);
  });

  it('hold every signal once and stay within the limits, whatever the mixture', () => {
    const signal = fc.record({
      metric: fc.integer({ min: 0, max: 30 }),
      statistic: fc.constantFrom('Sum', 'p95', 'Average'),
      period: fc.constantFrom(10, 60, 300, 3_600, 86_400),
    });
    fc.assert(
      fc.property(
        fc.array(signal, { minLength: 1, maxLength: 120 }),
        fc.constantFrom(0, 3 * HOUR, DAY),
        (all, reach) => {
          const signals = all.map(({ metric, statistic, period }, index) =>
            aSignal(`s${index}`, {
              periodSeconds: period,
              question: {
                kind: 'metric',
                metric: aMetric(`m${metric}`, { statistic, periodSeconds: period }),
                scale: 1,
              },
            }),
          );
          const found = batchesOf(units(...signals), reach, NOW);
          expect(found.flatMap((batch) => batch.units.map((unit) => unit.watched.signal.id)).sort()).toEqual(
            signals.map((one) => one.id).sort(),
          );
          for (const batch of found) {
            const queries = queriesOf(batch);
            expect(queries.length).toBeLessThanOrEqual(MOST_QUERIES);
            expect(new Set(queries.map((query) => query.Id)).size).toBe(queries.length);
            const points = queries.reduce(
              (sum, query) =>
                sum +
                ('MetricStat' in query && query.ReturnData
                  ? (batch.range.end - batch.range.start) / (query.MetricStat.Period * SECOND)
                  : 0),
              0,
            );
            expect(points).toBeLessThanOrEqual(MOST_POINTS);
          }
        },
      ),
      { numRuns: 50 },
    );
  });
});

describe('one call', () => {
  it('asks identical metrics once, with statistics of one metric side by side', () => {
    const p95 = aSignal('p95', {
      question: { kind: 'metric', metric: aMetric('latency', { statistic: 'p95' }), scale: 1_000 },
    });
    const p99 = aSignal('p99', {
      question: { kind: 'metric', metric: aMetric('latency', { statistic: 'p99' }), scale: 1 },
    });
    const call = callOf(units(p95, aSignal('requests'), p99, anExpression('rate', 'e / requests', ['e', 'requests'])), {
      start: 0,
      end: HOUR,
    });
    const queries = call.input['MetricDataQueries'] as readonly Query[];
    expect(
      queries.map((query) =>
        'MetricStat' in query
          ? `${query.Id} ${query.MetricStat.Metric.MetricName} ${query.MetricStat.Stat} ${query.ReturnData}`
          : `${query.Id} ${query.Expression}`,
      ),
    ).toEqual(['q0 latency p95 true', 'q1 latency p99 true', 'q2 requests Sum true', 'q3 e Sum false', 'q4 q3 / q2']);
    expect(call.billedMetrics).toBe(3);
  });

  it('asks for the points of denominators only where a missing bucket has a meaning', () => {
    const returned = (missing: Signal['missing']): readonly boolean[] =>
      (
        callOf(units(anExpression('rate', '100 * e / r', ['e', 'r'], { missing })), { start: 0, end: HOUR }).input[
          'MetricDataQueries'
        ] as readonly Query[]
      ).map((query) => query.ReturnData);
    expect(returned('unknown')).toEqual([false, false, true]);
    expect(returned('ok')).toEqual([false, true, true]);
  });

  it('gives a period to what searches for itself, and to nothing else', () => {
    const query = (text: string): Query | undefined =>
      (
        callOf(units(anExpression('x', text, ['e'])), { start: 0, end: HOUR }).input[
          'MetricDataQueries'
        ] as readonly Query[]
      ).at(-1);
    expect(query(`SUM(SEARCH('x', 'Sum', 60))`)).toMatchObject({ Period: 60 });
    expect(query('e + 1')).not.toHaveProperty('Period');
  });
});

describe('what is billed (P5)', () => {
  const stat = (name: string, statistic: string, index: number): Query => ({
    Id: `q${index}`,
    MetricStat: { Metric: { Namespace: 'n', MetricName: name, Dimensions: [] }, Period: 60, Stat: statistic },
    ReturnData: true,
  });
  it('is a metric for up to five statistics, and another for the sixth', () => {
    const stats = ['p50', 'p90', 'p95', 'p99', 'Sum'].map((statistic, index) => stat('a', statistic, index));
    expect(billedMetrics(stats)).toBe(1);
    expect(billedMetrics([...stats, stat('a', 'Average', 5)])).toBe(2);
    expect(billedMetrics([...stats, stat('b', 'Average', 5)])).toBe(2);
    expect(billedMetrics([...stats, { Id: 'q6', Expression: 'q0 + 1', ReturnData: true }])).toBe(1);
  });
});
