import { describe, expect, test } from 'vitest';
import type { Limit, Row } from './figure';
import { sayLimit, sayMeasured, sayNumber, table } from './table';
import { verdictOf } from './verdict';

const row = (over: Partial<Row> = {}): Row => ({
  id: 'a',
  what: 'A sweep',
  measured: 1.14,
  unit: 'x',
  limit: { kind: 'at-most', value: 1.2 },
  ...over,
});

describe('verdict', () => {
  test.each<readonly [Limit['kind'], number, string]>([
    ['at-most', 1.2, 'ok'],
    ['at-most', 1.2000001, 'missed'],
    ['at-least', 1.2, 'ok'],
    ['at-least', 1.1999999, 'missed'],
    ['equal', 1.2, 'ok'],
    ['equal', 1.1999999, 'missed'],
    ['equal', 1.2000001, 'missed'],
  ])('%s 1.2: %s is %s', (kind, measured, verdict) => {
    expect(verdictOf(row({ measured, limit: { kind, value: 1.2 } }))).toBe(verdict);
  });

  test('what could not be measured is missed, what is no number too, with a limit or without', () => {
    for (const limit of [row().limit, null])
      for (const measured of [null, Number.NaN, Infinity]) expect(verdictOf(row({ measured, limit }))).toBe('missed');
  });

  test('without a limit a figure is only shown', () => {
    expect(verdictOf(row({ limit: null }))).toBe('shown');
  });

  test('skipped is never passed, whatever was measured', () => {
    expect(verdictOf(row({ skipped: 'no aws' }))).toBe('skipped');
    expect(verdictOf(row({ skipped: 'no aws', measured: null }))).toBe('skipped');
  });
});

describe('words of a row', () => {
  test('digits enough to tell a figure from its limit', () => {
    expect([1, 1.204, 0.0456, 12.34, 243.7, 8_000].map(sayNumber)).toEqual([
      '1',
      '1.20',
      '0.046',
      '12.3',
      '244',
      '8000',
    ]);
  });

  test('measured with its runs, the limit with its sign', () => {
    expect(sayMeasured(row({ spread: { min: 1.09, max: 1.31, runs: 30 } }))).toBe('1.14 x (1.09 to 1.31, 30 runs)');
    expect(sayMeasured(row({ spread: { min: 1.14, max: 1.14, runs: 1 } }))).toBe('1.14 x');
    expect(sayMeasured(row({ measured: null }))).toBe('-');
    expect(sayMeasured(row({ unit: '' }))).toBe('1.14');
    expect(sayLimit(row())).toBe('≤ 1.20 x');
    expect(sayLimit(row({ limit: { kind: 'at-least', value: 20 } }))).toBe('≥ 20 x');
    expect(sayLimit(row({ limit: { kind: 'equal', value: 1 } }))).toBe('= 1 x');
    expect(sayLimit(row({ limit: null }))).toBe('-');
  });
});

test('the table has one line a row, with what it stands beside below it', () => {
  const text = table([
    row({ peer: 'serial minimum 245 ms', note: 'p95 1.25 x' }),
    row({ id: 'c serial', what: 'aws', measured: null, skipped: 'no aws here' }),
    row({ id: 'g', what: 'Scripts', measured: 400, unit: 'kB', limit: { kind: 'at-most', value: 350 } }),
  ]);
  expect(text.split('\n')).toEqual([
    '          Figure   Measured  Limit     Verdict',
    'a         A sweep  1.14 x    ≤ 1.20 x  ok',
    '          beside: serial minimum 245 ms',
    '          p95 1.25 x',
    'c serial  aws      -         ≤ 1.20 x  skipped',
    '          no aws here',
    'g         Scripts  400 kB    ≤ 350 kB  MISSED',
  ]);
});
