import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readExpression, writeExpression } from '../../../main/polling/questions/expression';

const IDS: Readonly<Record<string, string>> = { e: 'q0', elb: 'q1', r: 'q2', q1: 'q7', ae: 'q8' };

function rewritten(source: string, metrics: readonly string[] = ['e', 'elb', 'r']): string {
  const read = readExpression(source, metrics);
  return read.ok ? writeExpression(read.value, (name) => IDS[name] ?? '?') : `refused: ${read.error}`;
}
function denominators(source: string): readonly string[] {
  const read = readExpression(source, ['e', 'elb', 'r']);
  return read.ok ? [...read.value.denominators].sort() : [read.error];
}

describe('names of metrics become ids of the call', () => {
  it.each([
    ['100 * (FILL(e, 0) + FILL(elb, 0)) / r', '100 * (FILL(q0, 0) + FILL(q1, 0)) / q2'],
    ['e/r', 'q0/q2'],
    ['1e3 * e + .5e', '1e3 * q0 + .5q0'],
    ['IF(r > 10, e / r, 0)', 'IF(q2 > 10, q0 / q2, 0)'],
    ['SUM([e, elb])', 'SUM([q0, q1])'],
    ['SUM(METRICS())', 'SUM([q0,q1,q2])'],
    ['SUM(METRICS("e")) / r', 'SUM([q0,q1]) / q2'],
    ["SUM(METRICS( 'elb' ))", 'SUM([q1])'],
    ['FILL(e, REPEAT)', 'FILL(q0, REPEAT)'],
    [`SUM(SEARCH('{AWS/EC2,e} MetricName="r"', 'Sum', 300))`, `SUM(SEARCH('{AWS/EC2,e} MetricName="r"', 'Sum', 300))`],
    ['SELECT SUM(e) FROM "AWS/EC2" GROUP BY r', 'SELECT SUM(e) FROM "AWS/EC2" GROUP BY r'],
    ['e (r)', 'e (q2)'],
  ])('%s', (source, expected) => {
    expect(rewritten(source)).toBe(expected);
  });

  it('also where a name of the file is the id of a stranger', () => {
    expect(rewritten('q1 / ae', ['q1', 'ae'])).toBe('q7 / q8');
  });

  it('but a name that is none of its metrics is refused: in a shared call it would be somebody else', () => {
    expect(rewritten('e / q3')).toBe('refused: its expression names "q3", which is none of its metrics');
  });

  it('asks only for the metrics it computes with', () => {
    const read = readExpression('e / r', ['e', 'elb', 'r']);
    expect(read.ok && read.value.uses).toEqual(['e', 'r']);
  });

  it('never touches what stands in quotes', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z0-9 ,{}=/]{0,30}$/), (inner) => {
        expect(rewritten(`e + SEARCH('${inner}', 'Sum', 60)`)).toBe(`q0 + SEARCH('${inner}', 'Sum', 60)`);
      }),
    );
  });
});

describe('denominators (S5)', () => {
  it.each([
    ['100 * (FILL(e, 0) + FILL(elb, 0)) / r', ['r']],
    ['e / (r + elb)', ['elb', 'r']],
    ['e / -r', ['r']],
    ['e / FILL(r, 0)', ['r']],
    ['e / SUM([r, elb])', ['elb', 'r']],
    ['e / SUM(METRICS("e"))', ['e', 'elb']],
    ['e / 60', []],
    ['e / r * elb', ['r']],
    ['e / r / elb', ['elb', 'r']],
    ['e * r', []],
    ["SEARCH('a/b', 'Sum') / r", ['r']],
    ['e /', []],
  ])('%s: %j', (source, expected) => {
    expect(denominators(source)).toEqual(expected);
  });
});
