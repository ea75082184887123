import { describe, expect, it } from 'vitest';
import { batchesOf } from '../../../main/polling/questions/batches';
import type { Query } from '../../../main/polling/questions/calls';
import { unitOf } from '../../../main/polling/questions/units';
import { sweepMetrics, type MetricSweep } from '../../../main/polling/sweep/metrics';
import type { SignalAnswer } from '../../../shared/domain/signals/merge';
import type { Signal } from '../../../shared/domain/workspace/types';
import { MINUTE, SECOND } from '../../../shared/lib/time';
import { failure, queriesOf, type FakeAws } from '../../fakes/aws';
import { NOW, aMetric, aSignal, anExpression, watch } from '../builders';
import { sweepRig, type SweepRig } from './rig';

async function sweep(rig: SweepRig, ...signals: readonly Signal[]): Promise<MetricSweep> {
  const units = watch(...signals).map((watched) => {
    const unit = unitOf(watched, { denominators: true });
    if (!unit.ok) throw new Error(unit.error);
    return unit.value;
  });
  return sweepMetrics(rig.asker, batchesOf(units, 0, NOW));
}
const answerOf = async (rig: SweepRig, signal: Signal): Promise<SignalAnswer> => {
  const answer = (await sweep(rig, signal)).answers.get(`br/${signal.id}`);
  if (answer === undefined) throw new Error('no answer');
  return answer;
};
/** The first query is answered with this, the second one well. */
const answers = (aws: FakeAws, result: object, rest: object = {}): void => {
  const good = { Label: 'a', StatusCode: 'Complete', Timestamps: [], Values: [] };
  aws.answers('GetMetricData', {
    MetricDataResults: [
      { Id: 'q0', ...good, ...result },
      { Id: 'q1', ...good },
    ],
    Messages: [],
    ...rest,
  });
};
const many = (count: number, make: (index: number) => Signal): readonly Signal[] =>
  Array.from({ length: count }, (_, index) => make(index));

const BUCKET = NOW - 30 * SECOND - 5 * MINUTE;

describe('answers', () => {
  it('are scaled, sorted points within the asked range', async () => {
    const rig = sweepRig();
    answers(rig.aws, { Timestamps: [BUCKET / SECOND + 60, BUCKET / SECOND, 1_000], Values: [0.2, 0.1, 9] });
    const answer = await answerOf(
      rig,
      aSignal('a', { question: { kind: 'metric', metric: aMetric('a'), scale: 1_000 } }),
    );
    expect(answer.points).toEqual([
      [BUCKET, 100],
      [BUCKET + MINUTE, 200],
    ]);
    expect(answer.problem).toBeNull();
  });

  it('of several pages are put together per id, in any order', async () => {
    const rig = sweepRig();
    const page = (at: number, value: number, status: string): object => ({
      MetricDataResults: [{ Id: 'q0', Label: 'a', StatusCode: status, Timestamps: [at / SECOND], Values: [value] }],
    });
    rig.aws.answersPages('GetMetricData', [
      page(BUCKET + MINUTE, 2, 'PartialData'),
      page(BUCKET, 1, 'Complete'),
    ] as never);
    const answer = await answerOf(rig, aSignal('a'));
    expect(answer.points).toEqual([
      [BUCKET, 1],
      [BUCKET + MINUTE, 2],
    ]);
    expect(answer.problem).toBeNull();
    expect(rig.usage.map((one) => one.billedMetrics)).toEqual([1, 1]);
  });

  it.each([
    ['not answered', { Id: 'q9' }, {}, 'partial', /AWS did not answer it/],
    ['only in part', { StatusCode: 'PartialData' }, {}, 'partial', /only a part of it \(PartialData\)/],
    ['of a new status', { StatusCode: 'Odd' }, {}, 'partial', /only a part of it \(Odd\)/],
    [
      'forbidden',
      { StatusCode: 'Forbidden', Messages: [{ Code: 'x', Value: 'no link' }] },
      {},
      'denied',
      /AWS forbids this metric: no link \(x\)/,
    ],
    [
      'with a message',
      { Messages: [{ Code: 'MaxMetricsExceeded', Value: 'too many' }] },
      {},
      'partial',
      /too many \(MaxMetricsExceeded\)/,
    ],
    [
      'with a message about the call',
      {},
      { Messages: [{ Code: 'MaxQueryTimeRangeExceeded', Value: 'too long' }] },
      'partial',
      /too long/,
    ],
    [
      'with points that are none',
      { Timestamps: [1, 2], Values: [1, 'NaN'] },
      {},
      'partial',
      /1 of its points are no numbers/,
    ],
    ['that cannot be understood', { Timestamps: {} }, {}, 'partial', /could not be understood/],
  ] as const)('%s are a problem of that signal', async (_what, result, rest, kind, words) => {
    const rig = sweepRig();
    answers(rig.aws, result, rest);
    const found = await sweep(rig, aSignal('a'), aSignal('b'));
    const problem = found.answers.get('br/a')?.problem;
    expect(found.failure).toBeNull();
    expect(problem?.kind).toBe(kind);
    expect(problem?.text).toMatch(words);
  });

  it('that AWS could not compute are asked once more', async () => {
    const rig = sweepRig();
    rig.aws.answersBy('GetMetricData', (call) => ({
      MetricDataResults: queriesOf(call).map(({ Id }) => ({
        Id,
        Label: 'x',
        StatusCode: Id === 'q1' && rig.aws.calls.length === 1 ? 'InternalError' : 'Complete',
        Timestamps: [BUCKET / SECOND],
        Values: [1],
      })),
    }));
    const found = await sweep(rig, aSignal('a'), aSignal('b'));
    expect(rig.aws.calls.map((call) => queriesOf(call).length)).toEqual([2, 1]);
    expect(found.answers.get('br/b')?.problem).toBeNull();
    rig.aws.answersBy('GetMetricData', () => ({ MetricDataResults: [{ Id: 'q0', StatusCode: 'InternalError' }] }));
    rig.aws.forgetCalls();
    expect((await answerOf(rig, aSignal('a'))).problem?.text).toBe('AWS could not compute it (InternalError)');
    expect(rig.aws.calls).toHaveLength(2);
  });

  it('of several series are a question that is wrong: a signal is one number', async () => {
    const rig = sweepRig();
    rig.aws.answers('GetMetricData', {
      MetricDataResults: ['a', 'b'].map((Label) => ({
        Id: 'q0',
        Label,
        StatusCode: 'Complete',
        Timestamps: [1],
        Values: [1],
      })),
    });
    const { problem } = await answerOf(rig, anExpression('x', `SEARCH('x', 'Sum', 60)`, ['m']));
    expect(problem).toEqual({ kind: 'misconfigured', text: 'returns several series; a signal is one number' });
  });

  it('nobody asked for are told', async () => {
    const rig = sweepRig();
    rig.aws.answers('GetMetricData', { MetricDataResults: [{ Id: 'q0' }, { Id: 'zz' }, 5] });
    expect((await sweep(rig, aSignal('a'))).notUnderstood).toEqual([
      'result zz, which was not asked for',
      'MetricDataResults[2]',
    ]);
  });

  it.each([
    ['no results', [[]], /without any of the metrics that were asked for$/],
    ['no results on any page', [[], []], /without any of the metrics that were asked for$/],
    ['results nobody asked for', [[{ Id: 'zz' }, null]], /without any of the metrics that were asked for$/],
    ['results that cannot be read', [[{ Id: 'q0', Timestamps: {} }]], /nothing that can be understood$/],
  ] as const)('%s are an error of the source, and say nothing of the signals (P10)', async (_what, pages, words) => {
    const rig = sweepRig();
    rig.aws.answersPages(
      'GetMetricData',
      pages.map((MetricDataResults) => ({ MetricDataResults })),
    );
    const found = await sweep(rig, aSignal('a'), aSignal('b'));
    expect(found.failure).toMatchObject({ kind: 'error' });
    expect(found.failure?.reason).toMatch(words);
    expect(found.answers.size).toBe(0);
    expect(found.awsAt).toBeNull();
  });

  it('of no metric at all say what AWS said of the call', async () => {
    const rig = sweepRig();
    rig.aws.answers('GetMetricData', { MetricDataResults: [], Messages: [{ Code: 'Odd', Value: 'not today' }] });
    expect((await sweep(rig, aSignal('a'))).failure?.reason).toMatch(/: not today \(Odd\)$/);
  });

  it('of another call count where one call is answered with nothing', async () => {
    const rig = sweepRig();
    for (const name of ['a', 'b']) rig.aws.hasMetric(name, 1);
    rig.aws.answersBy('GetMetricData', (call) => ({
      MetricDataResults: queriesOf(call).length === 1 ? [] : queriesOf(call).map(({ Id }) => ({ Id, Label: Id })),
    }));
    const units = watch(aSignal('a'), aSignal('b'), aSignal('c')).flatMap((watched) => {
      const unit = unitOf(watched, { denominators: true });
      return unit.ok ? [unit.value] : [];
    });
    const range = { start: BUCKET, end: BUCKET + 5 * MINUTE };
    const found = await sweepMetrics(rig.asker, [
      { units: units.slice(0, 2), range },
      { units: units.slice(2), range },
    ]);
    expect(found.failure).toMatchObject({ kind: 'error' });
    expect([...found.answers.keys()]).toEqual(['br/a', 'br/b']);
  });

  it('of a division tell where the denominator is missing (S5), and a division by zero is no problem of its own', async () => {
    const rig = sweepRig();
    rig.aws.answersBy('GetMetricData', () => ({
      MetricDataResults: [
        { Id: 'q1', Label: 'r', StatusCode: 'Complete', Timestamps: [BUCKET / SECOND], Values: [0] },
        {
          Id: 'q2',
          Label: 'rate',
          StatusCode: 'Complete',
          Timestamps: [],
          Values: [],
          Messages: [{ Code: 'ArithmeticError', Value: 'division by zero' }],
        },
      ],
    }));
    const answer = await answerOf(rig, anExpression('rate', 'e / r', ['e', 'r'], { missing: 'ok' }));
    expect(answer.noDenominator.has(BUCKET)).toBe(false);
    expect(answer.noDenominator.has(BUCKET - MINUTE)).toBe(true);
    expect(answer.noDenominator.size).toBe(29);
    expect(answer.problem).toBeNull();
  });
});

describe('a refused batch is split until the bad query stands alone (P2)', () => {
  const forty = many(40, (index) => aSignal(`s${index}`));

  it.each([0, 1, 19, 20, 39])('one bad among 40, at place %i, costs at most 15 calls', async (bad) => {
    const rig = sweepRig();
    for (const signal of forty) rig.aws.hasMetric(signal.id, 1);
    rig.aws.refusesQuery(`s${bad}x`);
    const signals = forty.map((signal, index) =>
      index === bad
        ? aSignal(signal.id, { question: { kind: 'metric', metric: aMetric(`s${bad}x`), scale: 1 } })
        : signal,
    );
    const found = await sweep(rig, ...signals);
    expect(found.refused).toEqual([`br/s${bad}`]);
    expect(found.failure).toBeNull();
    expect([...found.answers].filter(([, answer]) => answer.problem === null)).toHaveLength(39);
    expect(found.answers.get(`br/s${bad}`)?.problem).toEqual({
      kind: 'misconfigured',
      text: 'AWS refuses its question: Error in expression: it is bad',
    });
    expect(rig.aws.calls.length).toBeLessThanOrEqual(15);
    expect(rig.usage.reduce((sum, one) => sum + one.billedMetrics, 0)).toBeGreaterThan(40);
  });

  it('goes there at once where the message names the query, and says it in the words of the file', async () => {
    const rig = sweepRig();
    rig.aws.refusesQuery('FOO(', "Error in expression '{id}': Syntax error at {id}");
    const found = await sweep(rig, ...forty, anExpression('bad', 'FOO(e)', ['e']));
    expect(rig.aws.calls).toHaveLength(3);
    expect(found.answers.get('br/bad')?.problem?.text).toBe(
      'AWS refuses its question: Error in expression "FOO(e)": Syntax error at {id}',
    );
  });

  it('names the metric of a signal that is one', async () => {
    const rig = sweepRig();
    rig.aws.refusesQuery('s7x', "The value of '{id}' is bad");
    const found = await sweep(
      rig,
      aSignal('s7', { question: { kind: 'metric', metric: aMetric('s7x'), scale: 1 } }),
      aSignal('b'),
    );
    expect(found.answers.get('br/s7')?.problem?.text).toBe("AWS refuses its question: The value of 's7x' is bad");
  });

  it.each([0, 1, 19, 20, 39])('names of good queries do not mislead it for long: place %i', async (bad) => {
    const rig = sweepRig();
    const signals = forty.map((signal, index) =>
      index === bad ? aSignal(signal.id, { question: { kind: 'metric', metric: aMetric('bad'), scale: 1 } }) : signal,
    );
    const metricOf = (query: Query): string => ('MetricStat' in query ? query.MetricStat.Metric.MetricName : '');
    rig.aws.failsBy(
      'GetMetricData',
      (call) => {
        const queries = queriesOf(call);
        if (!queries.some((query) => metricOf(query) === 'bad')) return null;
        const good = queries.find((query) => metricOf(query) !== 'bad');
        return failure('validation', `Error in expression '${good?.Id ?? 'q0'}': it is bad`);
      },
      (call) => ({ MetricDataResults: queriesOf(call).map(({ Id }) => ({ Id, Label: Id, StatusCode: 'Complete' })) }),
    );
    const found = await sweep(rig, ...signals);
    expect(found.refused).toEqual([`br/s${bad}`]);
    expect(found.failure).toBeNull();
    expect([...found.answers.values()].filter((answer) => answer.problem === null)).toHaveLength(39);
    expect(rig.aws.calls.length).toBeLessThanOrEqual(15);
  });

  it('believes a place in the list, too', async () => {
    const rig = sweepRig();
    rig.aws.refusesQuery('s7x', 'The value of MetricDataQueries.member.8.MetricStat.Stat is bad');
    const signals = forty.map((signal, index) =>
      index === 7 ? aSignal('s7', { question: { kind: 'metric', metric: aMetric('s7x'), scale: 1 } }) : signal,
    );
    const found = await sweep(rig, ...signals);
    expect(found.refused).toEqual(['br/s7']);
    expect(rig.aws.calls).toHaveLength(3);
  });

  it('blames everybody who shares the bad metric, and nobody else', async () => {
    const rig = sweepRig();
    rig.aws.refusesQuery('bad');
    const found = await sweep(
      rig,
      aSignal('a'),
      anExpression('x', 'bad + e', ['bad', 'e']),
      aSignal('b'),
      anExpression('y', 'bad * 2', ['bad']),
      anExpression('z', 'e * 2', ['e']),
    );
    expect([...found.refused].sort()).toEqual(['br/x', 'br/y']);
    expect(found.answers.size).toBe(5);
  });

  it('finds several bad ones', async () => {
    const rig = sweepRig();
    for (const bad of ['b3', 'b17', 'b18']) rig.aws.refusesQuery(bad);
    const signals = many(24, (index) =>
      aSignal(`s${index}`, {
        question: {
          kind: 'metric',
          metric: aMetric([3, 17, 18].includes(index) ? `b${index}` : `s${index}`),
          scale: 1,
        },
      }),
    );
    expect([...(await sweep(rig, ...signals)).refused].sort()).toEqual(['br/s17', 'br/s18', 'br/s3']);
  });

  it('gives up for this sweep where nearly everything is bad, and says so', async () => {
    const rig = sweepRig();
    rig.aws.refusesQuery('s');
    const found = await sweep(rig, ...many(300, (index) => aSignal(`s${index}`)));
    expect(rig.aws.calls.length).toBeLessThanOrEqual(201);
    expect(found.answers.size).toBe(300);
    expect([...found.answers.values()].filter((answer) => answer.problem?.kind === 'partial').length).toBeGreaterThan(
      0,
    );
  });

  it('does not split for a page token that AWS refuses', async () => {
    const rig = sweepRig();
    rig.aws.failsBy(
      'GetMetricData',
      ({ input }) => (input['NextToken'] === undefined ? null : failure('validation', 'the token has expired')),
      () => ({ MetricDataResults: [], NextToken: 'x' }),
    );
    const found = await sweep(rig, ...forty);
    expect(found.failure).toMatchObject({ kind: 'error', reason: 'the token has expired' });
    expect(rig.aws.calls).toHaveLength(2);
  });
});
