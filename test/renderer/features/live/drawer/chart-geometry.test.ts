import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  nearest,
  pathsOf,
  placeTicks,
  xOf,
  yOf,
  type Field,
} from '../../../../../renderer/features/live/drawer/chart-geometry';
import type { ChartPoint } from '../../../../../renderer/features/live/drawer/chart-points';

const MINUTE = 60_000;
const PAST = 8;
const field: Field = { width: 600, height: 72, from: 0, to: 60 * MINUTE, low: 0, high: 100 };
const row = (at: number, more: Partial<ChartPoint> = {}): ChartPoint => ({
  at,
  value: null,
  isBucket: true,
  outWarning: null,
  outCritical: null,
  usual: null,
  warning: null,
  critical: null,
  ...more,
});

const value = fc.option(fc.integer({ min: 0, max: 100 }), { nil: null, freq: 4 });
/** Rows of one chart, ascending: few values, so that steps stay level as limits do. */
const level = fc.option(fc.constantFrom(20, 50, 80), { nil: null, freq: 6 });
const rows = fc
  .uniqueArray(fc.tuple(fc.integer({ min: -60, max: 3_600 }), value, level), { selector: ([at]) => at, maxLength: 60 })
  .map((all) =>
    [...all]
      .sort((a, b) => a[0] - b[0])
      .map(([at, measured, limit]) =>
        row(at * 1_000, { value: measured, warning: limit, usual: limit === null ? null : [limit - 5, limit + 5] }),
      ),
  );

type Place = readonly [x: number, y: number];

/** The stretches of a path of straight lines, as `d` says them. */
const stretches = (d: string): readonly (readonly Place[])[] =>
  d
    .split('M')
    .slice(1)
    .map((part) =>
      part
        .replace('Z', '')
        .split('L')
        .map((place) => place.split(',').map(Number) as unknown as Place),
    );

const runs = (
  points: readonly ChartPoint[],
  has: (point: ChartPoint) => boolean,
): readonly (readonly ChartPoint[])[] => {
  const found: ChartPoint[][] = [];
  for (const [index, point] of points.entries()) {
    if (!has(point)) continue;
    const before = points[index - 1];
    if (before && has(before)) found.at(-1)?.push(point);
    else found.push([point]);
  }
  return found;
};

describe('the lines of a chart', () => {
  it('go through every bucket in its place, and break at every gap', () =>
    fc.assert(
      fc.property(rows, (points) => {
        const drawn = stretches(pathsOf(points, field).value);
        const wanted = runs(points, (point) => point.value !== null);
        expect(drawn.map((stretch) => stretch.length)).toEqual(wanted.map((run) => run.length));
        for (const [index, point] of wanted.flat().entries()) {
          const [x = NaN, y = NaN] = drawn.flat()[index] ?? [];
          expect(x).toBeCloseTo(xOf(field, point.at), 1);
          expect(y).toBeCloseTo(yOf(field, point.value ?? NaN), 1);
        }
      }),
    ));

  it('of limits hold their height until the next one, whatever points are left out', () =>
    fc.assert(
      fc.property(rows, (points) => {
        const drawn = stretches(pathsOf(points, field).warning);
        const wanted = runs(points, (point) => point.warning !== null);
        expect(drawn).toHaveLength(wanted.length);
        for (const [index, run] of wanted.entries()) {
          const stretch = drawn[index] ?? [];
          // Only level and upright: a limit never slopes.
          for (const [at, [x, y]] of stretch.entries()) {
            const before = stretch[at - 1];
            if (before) expect(before[0] === x || before[1] === y).toBe(true);
          }
          for (const [at, point] of run.entries()) {
            const next = run[at + 1];
            if (!next) continue;
            const middle = xOf(field, (point.at + next.at) / 2);
            const left = stretch.findLastIndex(([x]) => x <= middle);
            expect(stretch[left]?.[1]).toBeCloseTo(yOf(field, point.warning ?? NaN), 1);
            expect(stretch[left + 1]?.[0]).toBeGreaterThanOrEqual(middle - 0.01);
          }
        }
      }),
    ));

  it('of the usual range enclose it, each stretch closed', () => {
    const points = [
      row(0, { usual: [10, 20] }),
      row(10 * MINUTE, { usual: [10, 20] }),
      row(20 * MINUTE, { usual: [30, 40] }),
      row(30 * MINUTE, { usual: [30, 40] }),
      row(40 * MINUTE),
      row(50 * MINUTE, { usual: [0, 100] }),
      row(60 * MINUTE, { usual: [0, 100] }),
    ];
    expect(pathsOf(points, field).usual.match(/M[^Z]*Z/g)).toHaveLength(2);
    expect(pathsOf(points.slice(5), field).usual).toBe('M500,0L600,0L600,0L600,72L600,72L500,72Z');
  });

  it('a limit of a day is as short as what it says', () => {
    const points = Array.from({ length: 1_440 }, (_, index) => row(index * MINUTE, { warning: 50, critical: 80 }));
    const { warning, critical, value: nothing } = pathsOf(points, { ...field, to: 1_439 * MINUTE });
    expect(warning).toBe('M0,36L600,36L600,36');
    expect(critical).toBe('M0,14.4L600,14.4L600,14.4');
    expect(nothing).toBe('');
  });
});

it('the nearest point is the nearest', () =>
  fc.assert(
    fc.property(rows, fc.integer({ min: -100_000, max: 4_000_000 }), (points, at) => {
      const distances = points.map((point) => Math.abs(point.at - at));
      expect(nearest(points, at)).toBe(distances.indexOf(Math.min(...distances)));
    }),
  ));

it('words of the time axis stay in the field and apart from each other', () =>
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.integer({ min: 0, max: 60 }), { maxLength: 20 }),
      fc.integer({ min: 5, max: 80 }),
      (minutes, width) => {
        const ticks = [...minutes]
          .sort((a, b) => a - b)
          .map((minute) => ({ at: minute * MINUTE, text: String(minute) }));
        const placed = placeTicks(ticks, field, () => width, PAST);
        expect(placed.length > 0).toBe(ticks.length > 0);
        for (const [index, { x, middle, text }] of placed.entries()) {
          expect(x).toBeCloseTo(Number(text) * 10);
          expect(middle - width / 2).toBeGreaterThanOrEqual(-PAST);
          expect(middle + width / 2).toBeLessThanOrEqual(field.width + PAST);
          expect(Math.abs(middle - x)).toBeLessThanOrEqual(width / 2);
          const next = placed[index + 1];
          if (next) expect(next.middle - middle).toBeGreaterThanOrEqual(width);
        }
      },
    ),
  ));
