import { describe, expect, it } from 'vitest';
import { sparkOf, type SparkInput } from '../../../shared/domain/signals/spark';

const base: SparkInput = {
  points: [],
  warning: null,
  critical: null,
  worse: 'higher',
  from: 0,
  to: 600_000,
  periodSeconds: 60,
};

describe('sparkline', () => {
  it('is empty without points', () => expect(sparkOf(base)).toMatchObject({ line: '', end: null, limitY: null }));

  it('breaks where a bucket is missing: a gap is never bridged', () => {
    const { line } = sparkOf({
      ...base,
      points: [
        [0, 1],
        [60_000, 1],
        [240_000, 1],
      ],
    });
    expect(line.match(/M/g)).toHaveLength(2);
  });

  it('colours only what is outside of its limit', () => {
    const { outWarning, outCritical, end } = sparkOf({
      ...base,
      warning: 10,
      critical: 20,
      points: [
        [0, 5],
        [60_000, 15],
        [120_000, 25],
      ],
    });
    expect(outWarning).toContain('M10 ');
    expect(outCritical).toContain('M20 ');
    expect(end?.state).toBe('critical');
  });

  it('knows the direction that is worse', () => {
    const below = { ...base, worse: 'lower' as const, warning: 10, points: [[0, 5]] as const };
    expect(sparkOf(below).end?.state).toBe('warning');
    expect(sparkOf({ ...below, worse: 'higher' }).end?.state).toBe('ok');
  });

  it('puts a flat line in the middle of the box', () => {
    const { end } = sparkOf({
      ...base,
      points: [
        [0, 7],
        [60_000, 7],
      ],
    });
    expect(end?.y).toBeGreaterThan(9);
    expect(end?.y).toBeLessThan(14);
  });
});
