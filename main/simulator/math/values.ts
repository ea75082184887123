import type { Ms } from '../../../shared/lib/time';
import { MathError } from './parse';

/** One time series on the grid `from + i * periodMs`; NaN where there is no point. */
export interface Series {
  readonly label: string;
  readonly from: Ms;
  readonly periodMs: Ms;
  readonly values: Float64Array;
}

export type Value =
  | { readonly kind: 'scalar'; readonly value: number }
  | { readonly kind: 'series'; readonly series: Series }
  | { readonly kind: 'array'; readonly items: readonly Series[] }
  | { readonly kind: 'text'; readonly value: string }
  | { readonly kind: 'word'; readonly word: string };

export const scalar = (value: number): Value => ({ kind: 'scalar', value });
export const one = (series: Series): Value => ({ kind: 'series', series });
export const many = (items: readonly Series[]): Value => ({ kind: 'array', items });

/** What is not a finite number is no point: that is how a division by zero ends. */
export const point = (value: number): number => (Number.isFinite(value) ? value : NaN);

export const mapSeries = (series: Series, f: (value: number, index: number) => number): Series => ({
  ...series,
  values: series.values.map((value, index) => (Number.isNaN(value) ? NaN : point(f(value, index)))),
});

/** Brings series to one grid: as they are when they share it, else the coarsest one, reading what stands at its instants. */
export function align(all: readonly Series[]): readonly Series[] {
  const first = all[0];
  if (first === undefined) return all;
  const same = all.every(
    (series) =>
      series.periodMs === first.periodMs && series.from === first.from && series.values.length === first.values.length,
  );
  if (same) return all;
  const grid = all.reduce((coarsest, series) => (series.periodMs > coarsest.periodMs ? series : coarsest), first);
  return all.map((series) => ({
    ...grid,
    label: series.label,
    values: grid.values.map((_, i) => {
      const offset = (grid.from + i * grid.periodMs - series.from) / series.periodMs;
      return Number.isInteger(offset) ? (series.values[offset] ?? NaN) : NaN;
    }),
  }));
}

/** Point by point; where one has no point, the result has none. */
function zip(a: Series, b: Series, f: (x: number, y: number) => number): Series {
  const [left, right] = align([a, b]);
  if (left === undefined || right === undefined) return a;
  return {
    ...left,
    values: left.values.map((x, i) => {
      const y = right.values[i] ?? NaN;
      return Number.isNaN(x) || Number.isNaN(y) ? NaN : point(f(x, y));
    }),
  };
}

/** Applies an operator to any two values: scalars spread over series, series over arrays, arrays pair up. */
export function combine(left: Value, right: Value, f: (x: number, y: number) => number): Value {
  if (left.kind === 'scalar' && right.kind === 'scalar') return scalar(point(f(left.value, right.value)));
  if (left.kind === 'array' && right.kind === 'array') {
    if (left.items.length !== right.items.length) throw new MathError('The arrays are not of the same length');
    return many(left.items.map((item, i) => zip(item, right.items[i] ?? item, f)));
  }
  if (left.kind === 'array') return many(left.items.map((item) => combineOne(item, right, f)));
  if (right.kind === 'array') return many(right.items.map((item) => combineOne(item, left, (x, y) => f(y, x))));
  if (left.kind === 'series') return one(combineOne(left.series, right, f));
  if (right.kind === 'series') return one(combineOne(right.series, left, (x, y) => f(y, x)));
  throw new MathError('Unsupported operand type(s)');
}

function combineOne(series: Series, other: Value, f: (x: number, y: number) => number): Series {
  if (other.kind === 'series') return zip(series, other.series, f);
  if (other.kind !== 'scalar') throw new MathError('Unsupported operand type(s)');
  if (Number.isNaN(other.value)) return mapSeries(series, () => NaN);
  return mapSeries(series, (value) => f(value, other.value));
}
