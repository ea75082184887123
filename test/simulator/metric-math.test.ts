import type { MetricDataQuery } from '@aws-sdk/client-cloudwatch';
import { describe, expect, test } from 'vitest';
import { refusal, started } from './harness';
import { lastMinutes, minuteBefore, scripted, stat } from './questions';

// Four minutes: a has them all, b misses the second, z is zero in the third, none has nothing.
const WORLD = {
  world: 'empty',
  metrics: [
    scripted('a', [1, 2, 3, 4]),
    scripted('b', [10, null, 30, 40]),
    scripted('z', [1, 1, 0, 2]),
    scripted('gap', [null, 4, null, 8]),
    { ...scripted('slow', [100, 200]), period: 120, series: { values: [100, 200], endingAt: 140 } },
  ],
};

const INPUTS: MetricDataQuery[] = ['a', 'b', 'z', 'gap', 'none'].map((name) => ({
  Id: name,
  MetricStat: stat(name),
  ReturnData: false,
}));

async function answer(expression: string, more: MetricDataQuery[] = []) {
  const sim = await started(WORLD);
  const command = lastMinutes(4, [...INPUTS, ...more, { Id: 'e1', Expression: expression }]);
  const { MetricDataResults } = await sim.cloudWatch('eu-west-1').send(command);
  return MetricDataResults!.map((result) => ({
    id: result.Id,
    label: result.Label,
    // Minutes 0 to 3, so that a missing point shows where it is missing.
    points: Object.fromEntries(
      result.Timestamps!.map((at, i) => [(at.getTime() - minuteBefore(4)) / 60_000, result.Values![i]]),
    ),
    messages: result.Messages?.map((message) => message.Code),
  }));
}

const TABLE: readonly (readonly [expression: string, points: Record<number, number>])[] = [
  ['a + 1', { 0: 2, 1: 3, 2: 4, 3: 5 }],
  ['1 + a * 2', { 0: 3, 1: 5, 2: 7, 3: 9 }],
  ['(1 + a) * 2', { 0: 4, 1: 6, 2: 8, 3: 10 }],
  ['10 - a - 1', { 0: 8, 1: 7, 2: 6, 3: 5 }],
  ['-a', { 0: -1, 1: -2, 2: -3, 3: -4 }],
  ['-a ^ 2', { 0: -1, 1: -4, 2: -9, 3: -16 }],
  ['2 ^ a ^ 1', { 0: 2, 1: 4, 2: 8, 3: 16 }],
  ['a * 1e-1', { 0: 0.1, 1: 0.2, 2: 3 * 0.1, 3: 0.4 }],
  ['a + b', { 0: 11, 2: 33, 3: 44 }],
  ['a / z', { 0: 1, 1: 2, 3: 2 }],
  ['a + none', {}],
  ['a > 2', { 0: 0, 1: 0, 2: 1, 3: 1 }],
  ['a <= 2 AND z == 1', { 0: 1, 1: 1, 2: 0, 3: 0 }],
  ['a == 1 OR a == 4', { 0: 1, 1: 0, 2: 0, 3: 1 }],
  ['a == 1 || z != 0 && a > 3', { 0: 1, 1: 0, 2: 0, 3: 1 }],
  ['IF(a > 2, a, 0)', { 0: 0, 1: 0, 2: 3, 3: 4 }],
  ['IF(a > 2, a)', { 2: 3, 3: 4 }],
  ['IF(b > 15, 1, 0)', { 0: 0, 2: 1, 3: 1 }],
  ['IF(1, a, b)', { 0: 1, 1: 2, 2: 3, 3: 4 }],
  ['FILL(b, 0)', { 0: 10, 1: 0, 2: 30, 3: 40 }],
  ['FILL(none, 0)', { 0: 0, 1: 0, 2: 0, 3: 0 }],
  ['FILL(gap, REPEAT)', { 1: 4, 2: 4, 3: 8 }],
  ['FILL(gap, LINEAR)', { 1: 4, 2: 6, 3: 8 }],
  ['FILL(b, a)', { 0: 10, 1: 2, 2: 30, 3: 40 }],
  ['100 * (FILL(gap, 0) + FILL(none, 0)) / a', { 0: 0, 1: 200, 2: 0, 3: 200 }],
  ['a / SUM(a)', { 0: 0.1, 1: 0.2, 2: 0.3, 3: 0.4 }],
  ['a * AVG(b)', { 0: (1 * 80) / 3, 1: (2 * 80) / 3, 2: 80, 3: (4 * 80) / 3 }],
  ['a + MAX(b) - MIN(b)', { 0: 31, 1: 32, 2: 33, 3: 34 }],
  ['SUM([a, b])', { 0: 11, 1: 2, 2: 33, 3: 44 }],
  ['MAX([a, b, 20])', { 0: 20, 1: 20, 2: 30, 3: 40 }],
  ['MIN([a, z])', { 0: 1, 1: 1, 2: 0, 3: 2 }],
  ['AVG([a, z])', { 0: 1, 1: 1.5, 2: 1.5, 3: 3 }],
  ['SUM(METRICS())', { 0: 12, 1: 7, 2: 33, 3: 54 }],
  ['SUM(METRICS("a"))', { 0: 1, 1: 6, 2: 3, 3: 12 }],
  ['ABS(0 - a)', { 0: 1, 1: 2, 2: 3, 3: 4 }],
  ['CEIL(a / 2)', { 0: 1, 1: 1, 2: 2, 3: 2 }],
  ['FLOOR(a / 2)', { 0: 0, 1: 1, 2: 1, 3: 2 }],
  ['DIFF(a)', { 1: 1, 2: 1, 3: 1 }],
  ['DIFF(b)', { 2: 20, 3: 10 }],
  ['RATE(b) * 60', { 2: 10, 3: 10 }],
  ['a * PERIOD(a)', { 0: 60, 1: 120, 2: 180, 3: 240 }],
  ['TIME_SERIES(MAX(a))', { 0: 4, 1: 4, 2: 4, 3: 4 }],
  ['RUNNING_SUM(a)', { 0: 1, 1: 3, 2: 6, 3: 10 }],
];

describe('metric math', () => {
  test.each(TABLE)('%s', async (expression, points) => {
    const [result] = await answer(expression);
    expect(Object.keys(result!.points)).toEqual(Object.keys(points));
    for (const [at, value] of Object.entries(points)) expect(result!.points[at]).toBeCloseTo(value, 9);
  });

  test('an expression may stand on another one', async () => {
    const [result] = await answer('half + 1', [{ Id: 'half', Expression: 'a / 2', ReturnData: false }]);
    expect(result).toMatchObject({ id: 'e1', label: 'e1', points: { 0: 1.5, 3: 3 } });
  });

  test('an array gives one result each, all under the same id', async () => {
    const results = await answer('[a, b] * 2');
    expect(results.map(({ id, label }) => [id, label])).toEqual([
      ['e1', 'e1 a'],
      ['e1', 'e1 b'],
    ]);
    expect(results[1]!.points).toEqual({ 0: 20, 2: 60, 3: 80 });
  });

  test('a lost point is told by a message of a complete result', async () => {
    expect((await answer('a / z'))[0]!.messages).toEqual(['ArithmeticError']);
    expect((await answer('a * z'))[0]!.messages).toBeUndefined();
  });

  test('series of different periods meet on the coarser one', async () => {
    const sim = await started(WORLD);
    const command = lastMinutes(4, [
      { Id: 'a', MetricStat: stat('a'), ReturnData: false },
      { Id: 'slow', MetricStat: stat('slow', 'Average', 120), ReturnData: false },
      { Id: 'e1', Expression: 'a + slow' },
    ]);
    const [result] = (await sim.cloudWatch('eu-west-1').send(command)).MetricDataResults!;
    expect(result!.Timestamps!.every((at) => at.getTime() % 120_000 === 0)).toBe(true);
    expect(result!.Values).toHaveLength(2);
  });

  test.each([
    ['a +', "Error in expression 'e1': Unexpected end of the expression"],
    ['(a', "Error in expression 'e1': Expected ')'"],
    ['a b', "Error in expression 'e1': Expected the end of the expression but found 'b'"],
    ['a # 2', "Error in expression 'e1': Unexpected character '#'"],
    ['a + x1', "Error in expression 'e1': Unknown identifier 'x1'"],
    ['e1 + 1', "Error in expression 'e1': The expression refers to itself"],
    ['NOSUCH(a)', "Error in expression 'e1': Unsupported function 'NOSUCH'"],
    ['constructor(a)', "Error in expression 'e1': Unsupported function 'constructor'"],
    ['SUM(a, b)', "Error in expression 'e1': SUM expects 1 argument but got 2"],
    ['FILL(a)', "Error in expression 'e1': FILL expects 2 arguments but got 1"],
    ['SUM(a)', "Error in expression 'e1': The result must be a time series or an array of time series"],
    ['5', "Error in expression 'e1': The result must be a time series or an array of time series"],
    ['"a" + 1', "Error in expression 'e1': Unsupported operand type(s)"],
    ['[a, b] + [a]', "Error in expression 'e1': The arrays are not of the same length"],
  ])('%s is refused', async (expression, message) => {
    expect(await refusal(answer(expression))).toMatchObject({
      message: expect.stringContaining(message) as string,
      status: 400,
    });
  });

  test('the bad one of many expressions is named, also when it is not returned', async () => {
    const bad = { Id: 'bad_one', Expression: 'a / nothing', ReturnData: false };
    expect((await refusal(answer('a + 1', [bad]))).message).toContain("Error in expression 'bad_one'");
  });
});
