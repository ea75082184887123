/** A metric math expression as a tree. */
export type Expression =
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'text'; readonly value: string }
  | { readonly kind: 'id'; readonly id: string }
  | { readonly kind: 'word'; readonly word: string }
  | { readonly kind: 'negate'; readonly of: Expression }
  | { readonly kind: 'binary'; readonly operator: Operator; readonly left: Expression; readonly right: Expression }
  | { readonly kind: 'call'; readonly name: string; readonly args: readonly Expression[] }
  | { readonly kind: 'array'; readonly items: readonly Expression[] };

export type Operator = '+' | '-' | '*' | '/' | '^' | '<' | '<=' | '>' | '>=' | '==' | '!=' | 'AND' | 'OR';

/** What is wrong with an expression; caught where the whole request is answered, and put into words of AWS there. */
export class MathError extends Error {}

type Token =
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'text'; readonly value: string }
  | { readonly kind: 'name'; readonly value: string }
  | { readonly kind: 'sign'; readonly value: string };

const TOKEN =
  /\s*(?:(\d+(?:\.\d*)?(?:[eE][+-]?\d+)?|\.\d+(?:[eE][+-]?\d+)?)|([A-Za-z_]\w*)|"([^"]*)"|'([^']*)'|(<=|>=|==|!=|&&|\|\||[-+*/^<>(),[\]]))/y;

function readTokens(text: string): readonly Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (text.slice(at).trim() !== '') {
    TOKEN.lastIndex = at;
    const match = TOKEN.exec(text);
    if (match === null) throw new MathError(`Unexpected character '${text.slice(at).trimStart().charAt(0)}'`);
    const [, number, name, double, single, sign] = match;
    if (number !== undefined) tokens.push({ kind: 'number', value: Number(number) });
    else if (name !== undefined) tokens.push({ kind: 'name', value: name });
    else if (sign !== undefined) tokens.push({ kind: 'sign', value: sign });
    else tokens.push({ kind: 'text', value: double ?? single ?? '' });
    at = TOKEN.lastIndex;
  }
  return tokens;
}

/** From loosest to tightest. */
const LEVELS: readonly (readonly (readonly [written: string, operator: Operator])[])[] = [
  [
    ['OR', 'OR'],
    ['||', 'OR'],
  ],
  [
    ['AND', 'AND'],
    ['&&', 'AND'],
  ],
  [
    ['<', '<'],
    ['<=', '<='],
    ['>', '>'],
    ['>=', '>='],
    ['==', '=='],
    ['!=', '!='],
  ],
  [
    ['+', '+'],
    ['-', '-'],
  ],
  [
    ['*', '*'],
    ['/', '/'],
  ],
];

/** Throws MathError. Ids begin with a lower-case letter, functions and words with an upper-case one. */
export function parseExpression(text: string): Expression {
  const tokens = readTokens(text);
  let next = 0;
  const peek = (): Token | undefined => tokens[next];
  const isSign = (value: string): boolean => {
    const token = peek();
    return token?.kind === 'sign' && token.value === value;
  };
  const expect = (value: string): void => {
    if (!isSign(value)) throw new MathError(`Expected '${value}'${found(peek())}`);
    next += 1;
  };

  const readLevel = (level: number): Expression => {
    const operators = LEVELS[level];
    if (operators === undefined) return readUnary();
    let left = readLevel(level + 1);
    for (;;) {
      const token = peek();
      const operator =
        token?.kind === 'sign' || token?.kind === 'name'
          ? operators.find(([written]) => written === token.value)?.[1]
          : undefined;
      if (operator === undefined) return left;
      next += 1;
      left = { kind: 'binary', operator, left, right: readLevel(level + 1) };
    }
  };

  const readUnary = (): Expression => {
    if (isSign('-')) {
      next += 1;
      return { kind: 'negate', of: readUnary() };
    }
    if (isSign('+')) {
      next += 1;
      return readUnary();
    }
    const base = readPrimary();
    if (!isSign('^')) return base;
    next += 1;
    return { kind: 'binary', operator: '^', left: base, right: readUnary() };
  };

  const readList = (end: string): readonly Expression[] => {
    const items: Expression[] = [];
    if (!isSign(end)) {
      items.push(readLevel(0));
      while (isSign(',')) {
        next += 1;
        items.push(readLevel(0));
      }
    }
    expect(end);
    return items;
  };

  const readPrimary = (): Expression => {
    const token = peek();
    next += 1;
    if (token === undefined) throw new MathError('Unexpected end of the expression');
    if (token.kind === 'number') return { kind: 'number', value: token.value };
    if (token.kind === 'text') return { kind: 'text', value: token.value };
    if (token.kind === 'name') {
      if (isSign('(')) {
        next += 1;
        return { kind: 'call', name: token.value, args: readList(')') };
      }
      return /^[a-z]/.test(token.value) ? { kind: 'id', id: token.value } : { kind: 'word', word: token.value };
    }
    if (token.value === '(') {
      const inner = readLevel(0);
      expect(')');
      return inner;
    }
    if (token.value === '[') return { kind: 'array', items: readList(']') };
    throw new MathError(`Unexpected '${token.value}'`);
  };

  const whole = readLevel(0);
  if (peek() !== undefined) throw new MathError(`Expected the end of the expression${found(peek())}`);
  return whole;
}

const found = (token: Token | undefined): string => (token === undefined ? '' : ` but found '${token.value}'`);

/** Ids that an expression names, in order, each once. */
export function idsOf(expression: Expression): readonly string[] {
  switch (expression.kind) {
    case 'id':
      return [expression.id];
    case 'negate':
      return idsOf(expression.of);
    case 'binary':
      return [...new Set([...idsOf(expression.left), ...idsOf(expression.right)])];
    case 'call':
      return [...new Set(expression.args.flatMap(idsOf))];
    case 'array':
      return [...new Set(expression.items.flatMap(idsOf))];
    case 'number':
    case 'text':
    case 'word':
      return [];
  }
}
