import type { Ms } from '../../../shared/lib/time';
import { assertNever } from '../../../shared/lib/assert-never';
import { callFunction } from './functions';
import { MathError, type Expression, type Operator } from './parse';
import { combine, many, one, scalar, type Series, type Value } from './values';

/** What an expression may refer to. */
export interface MathScope {
  readonly now: Ms;
  /** Value of another query; throws MathError for a circle. */
  readonly resolve: (id: string) => Value;
  /** Series of the queries that ask for a metric and whose id contains the text. */
  readonly metrics: (contains: string) => readonly Series[];
  /** The grid on which a scalar becomes a series. */
  readonly grid: Series;
  /** Called when a point is lost because it would not be a number. */
  readonly onLostPoint: () => void;
}

const truth = (value: boolean): number => (value ? 1 : 0);

const OPERATORS: Readonly<Record<Operator, (x: number, y: number) => number>> = {
  '+': (x, y) => x + y,
  '-': (x, y) => x - y,
  '*': (x, y) => x * y,
  '/': (x, y) => x / y,
  '^': (x, y) => x ** y,
  '<': (x, y) => truth(x < y),
  '<=': (x, y) => truth(x <= y),
  '>': (x, y) => truth(x > y),
  '>=': (x, y) => truth(x >= y),
  '==': (x, y) => truth(x === y),
  '!=': (x, y) => truth(x !== y),
  AND: (x, y) => truth(x !== 0 && y !== 0),
  OR: (x, y) => truth(x !== 0 || y !== 0),
};

/** Throws MathError. A scalar that is not a number stands for a missing value. */
export function evaluate(expression: Expression, scope: MathScope): Value {
  switch (expression.kind) {
    case 'number':
      return scalar(expression.value);
    case 'text':
      return { kind: 'text', value: expression.value };
    case 'word':
      return { kind: 'word', word: expression.word };
    case 'id':
      return scope.resolve(expression.id);
    case 'negate':
      return combine(scalar(-1), evaluate(expression.of, scope), OPERATORS['*']);
    case 'binary':
      return binary(expression.operator, evaluate(expression.left, scope), evaluate(expression.right, scope), scope);
    case 'array':
      return many(expression.items.flatMap((item) => asSeries(evaluate(item, scope), scope)));
    case 'call':
      return call(expression.name, expression.args, scope);
    default:
      return assertNever(expression);
  }
}

function binary(operator: Operator, left: Value, right: Value, scope: MathScope): Value {
  const apply = OPERATORS[operator];
  return combine(left, right, (x, y) => {
    const result = apply(x, y);
    if (!Number.isFinite(result)) scope.onLostPoint();
    return result;
  });
}

function asSeries(value: Value, scope: MathScope): readonly Series[] {
  switch (value.kind) {
    case 'series':
      return [value.series];
    case 'array':
      return value.items;
    case 'scalar':
      return [{ ...scope.grid, values: scope.grid.values.map(() => value.value) }];
    case 'text':
    case 'word':
      throw new MathError('An array holds time series and numbers only');
  }
}

function call(name: string, args: readonly Expression[], scope: MathScope): Value {
  if (name === 'METRICS') {
    const filter = args[0];
    if (filter !== undefined && filter.kind !== 'text') throw new MathError('METRICS expects a text in quotes');
    return many(scope.metrics(filter?.value ?? ''));
  }
  const values = args.map((arg) => evaluate(arg, scope));
  if (name !== 'TIME_SERIES') return callFunction(name, values, scope.now);
  const value = values[0];
  if (value?.kind !== 'scalar') throw new MathError('TIME_SERIES expects a scalar');
  const { from, periodMs } = scope.grid;
  return one({
    ...scope.grid,
    values: scope.grid.values.map((_, i) => (from + i * periodMs <= scope.now ? value.value : NaN)),
  });
}
