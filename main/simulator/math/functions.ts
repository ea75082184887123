import { SECOND, type Ms } from '../../../shared/lib/time';
import { MathError } from './parse';
import { align, mapSeries, many, one, point, scalar, type Series, type Value } from './values';

type Fold = (values: readonly number[]) => number;

const sum: Fold = (values) => values.reduce((total, value) => total + value, 0);
const mean: Fold = (values) => sum(values) / values.length;
const deviation: Fold = (values) => {
  const middle = mean(values);
  return Math.sqrt(mean(values.map((value) => (value - middle) ** 2)));
};

const FOLDS: ReadonlyMap<string, Fold> = new Map([
  ['SUM', sum],
  ['AVG', mean],
  ['MIN', (values) => values.reduce((a, b) => Math.min(a, b), Infinity)],
  ['MAX', (values) => values.reduce((a, b) => Math.max(a, b), -Infinity)],
  ['STDDEV', deviation],
]);

const EACH: ReadonlyMap<string, (value: number) => number> = new Map([
  ['ABS', Math.abs],
  ['CEIL', Math.ceil],
  ['FLOOR', Math.floor],
  ['LOG', Math.log],
  ['LOG10', Math.log10],
]);

const present = (series: Series): readonly number[] => [...series.values].filter((value) => !Number.isNaN(value));

/** Folds an array of series instant by instant over the points that exist. */
function foldArray(items: readonly Series[], fold: Fold): Series {
  const [first, ...rest] = align(items);
  if (first === undefined) throw new MathError('The array is empty');
  const values = first.values.map((value, i) => {
    const here = [value, ...rest.map((series) => series.values[i] ?? NaN)].filter((one_) => !Number.isNaN(one_));
    return here.length === 0 ? NaN : point(fold(here));
  });
  return { ...first, values };
}

function needSeries(name: string, value: Value | undefined): Series {
  if (value?.kind === 'series') return value.series;
  throw new MathError(`${name} expects a time series as its first argument`);
}

const perSeries = (name: string, value: Value | undefined, f: (series: Series) => Series): Value => {
  if (value?.kind === 'series') return one(f(value.series));
  if (value?.kind === 'array') return many(value.items.map(f));
  throw new MathError(`${name} expects a time series or an array of time series as its first argument`);
};

/** Difference to the last point before, wherever that was; `perSecond` divides by the time between. */
function differences(series: Series, perSecond: boolean): Series {
  let before = -1;
  return {
    ...series,
    values: series.values.map((value, i) => {
      if (Number.isNaN(value)) return NaN;
      const from = before;
      before = i;
      if (from < 0) return NaN;
      const change = value - (series.values[from] ?? NaN);
      return perSecond ? change / (((i - from) * series.periodMs) / SECOND) : change;
    }),
  };
}

/** Fills gaps; a bucket that has not begun is no gap. */
function fill(series: Series, filler: Value, now: Ms): Series {
  const begun = (i: number): boolean => series.from + i * series.periodMs <= now;
  if (filler.kind === 'scalar') {
    return { ...series, values: series.values.map((v, i) => (Number.isNaN(v) && begun(i) ? filler.value : v)) };
  }
  if (filler.kind === 'series') {
    const [base, other] = align([series, filler.series]);
    if (base === undefined || other === undefined) return series;
    return { ...base, values: base.values.map((v, i) => (Number.isNaN(v) ? (other.values[i] ?? NaN) : v)) };
  }
  if (filler.kind === 'word' && filler.word === 'REPEAT') {
    let last = NaN;
    const values = series.values.map((v, i) => {
      if (!Number.isNaN(v)) last = v;
      return begun(i) ? last : NaN;
    });
    return { ...series, values };
  }
  if (filler.kind === 'word' && filler.word === 'LINEAR') return linear(series);
  throw new MathError('FILL expects a number, a time series, REPEAT or LINEAR as its second argument');
}

/** Straight lines across gaps; what lies before the first or after the last point stays empty. */
function linear(series: Series): Series {
  const values = series.values.slice();
  let before = -1;
  for (let i = 0; i < values.length; i += 1) {
    const value = values[i] ?? NaN;
    if (Number.isNaN(value)) continue;
    const from = values[before] ?? NaN;
    for (let gap = before + 1; before >= 0 && gap < i; gap += 1) {
      values[gap] = from + ((value - from) * (gap - before)) / (i - before);
    }
    before = i;
  }
  return { ...series, values };
}

/** IF(condition, yes, no): a missing condition gives no point; without `no`, so does a false one. */
function choose(condition: Value, yes: Value, no: Value | null): Value {
  if (condition.kind === 'scalar') {
    if (condition.value !== 0) return yes;
    if (no !== null) return no;
    throw new MathError('IF without a third argument expects a time series as its condition');
  }
  if (condition.kind !== 'series') throw new MathError('IF expects a scalar or a time series as its condition');
  const test = condition.series;
  const spread = (value: Value | null): Series => {
    if (value === null) return { ...test, values: test.values.map(() => NaN) };
    if (value.kind === 'series') return value.series;
    if (value.kind === 'scalar') return { ...test, values: test.values.map(() => value.value) };
    throw new MathError('IF expects scalars or time series as its results');
  };
  const [aligned, whenTrue, whenFalse] = align([test, spread(yes), spread(no)]);
  if (aligned === undefined || whenTrue === undefined || whenFalse === undefined) return condition;
  const values = aligned.values.map((v, i) =>
    Number.isNaN(v) ? NaN : ((v === 0 ? whenFalse.values[i] : whenTrue.values[i]) ?? NaN),
  );
  return one({ ...aligned, values });
}

/** Calls a function of metric math that needs nothing but its arguments. Throws MathError. */
export function callFunction(name: string, args: readonly Value[], now: Ms): Value {
  const [first, second, third] = args;
  const fold = FOLDS.get(name);
  if (fold !== undefined) {
    if (args.length !== 1) throw new MathError(`${name} expects 1 argument but got ${args.length}`);
    if (first?.kind === 'array') return one(foldArray(first.items, fold));
    const values = present(needSeries(name, first));
    return scalar(values.length === 0 ? NaN : point(fold(values)));
  }
  const each = EACH.get(name);
  if (each !== undefined) {
    if (args.length !== 1) throw new MathError(`${name} expects 1 argument but got ${args.length}`);
    if (first?.kind === 'scalar') return scalar(point(each(first.value)));
    return perSeries(name, first, (series) => mapSeries(series, each));
  }
  switch (name) {
    case 'IF':
      if (first === undefined || second === undefined) throw new MathError('IF expects 2 or 3 arguments');
      return choose(first, second, third ?? null);
    case 'FILL':
      if (second === undefined) throw new MathError(`FILL expects 2 arguments but got ${args.length}`);
      return perSeries(name, first, (series) => fill(series, second, now));
    case 'RATE':
      return perSeries(name, first, (series) => differences(series, true));
    case 'DIFF':
      return perSeries(name, first, (series) => differences(series, false));
    case 'PERIOD':
      return scalar(needSeries(name, first).periodMs / SECOND);
    case 'DATAPOINT_COUNT':
      return scalar(present(needSeries(name, first)).length);
    case 'RUNNING_SUM':
      return perSeries(name, first, (series) => {
        let total = 0;
        return mapSeries(series, (value) => (total += value));
      });
    case 'REMOVE_EMPTY':
      if (first?.kind !== 'array') throw new MathError('REMOVE_EMPTY expects an array of time series');
      return many(first.items.filter((series) => present(series).length > 0));
    default:
      throw new MathError(`Unsupported function '${name}'`);
  }
}
