import { err, ok, type Result } from '../../../shared/lib/result';

/** A piece of a metric math expression. Only metrics are rewritten; all else goes to CloudWatch as it was written. */
type Piece =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'metric'; readonly name: string }
  /** METRICS() or METRICS("part"): the metrics of this signal, not those of strangers in the same call. */
  | { readonly kind: 'metrics'; readonly names: readonly string[] };

export interface Expression {
  readonly pieces: readonly Piece[];
  /** Metrics it computes with, in the order of the workspace; the others need not be paid for. */
  readonly uses: readonly string[];
  /** S5: metrics that stand under a division. */
  readonly denominators: ReadonlySet<string>;
  /** A Metrics Insights query (SELECT ...), of which a call may hold one. */
  readonly insights: boolean;
  /** SEARCH and SELECT find their own metrics and need a period beside them. */
  readonly searches: boolean;
}

// Strings, numbers (so that the e of 1e3 is no metric), names, then single signs.
const PIECES =
  /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|\.\d+|[A-Za-z_][A-Za-z0-9_]*|\s+|[^]/g;
const NAME = /^[A-Za-z_]/;

/** Reads an expression over the metrics of one signal; a name that is none of them is refused here, because in a shared call it could be a stranger's id. */
export function readExpression(source: string, metrics: readonly string[]): Result<Expression, string> {
  const insights = /^\s*SELECT\s/i.test(source);
  if (insights) {
    return ok({
      pieces: [{ kind: 'text', text: source }],
      uses: [],
      denominators: new Set(),
      insights,
      searches: true,
    });
  }
  const words = source.match(PIECES) ?? [];
  const pieces: Piece[] = [];
  for (let index = 0; index < words.length; index++) {
    const word = words[index] ?? '';
    const call = NAME.test(word) ? callAfter(words, index) : null;
    if (word === 'METRICS' && call !== null) {
      const end = closing(words, call);
      const part = words
        .slice(call + 1, end)
        .join('')
        .trim();
      pieces.push({
        kind: 'metrics',
        names: metrics.filter((name) => name.includes(part.replace(/^["']|["']$/g, ''))),
      });
      index = end;
    } else if (call === null && metrics.includes(word)) pieces.push({ kind: 'metric', name: word });
    else if (call === null && /^[a-z]/.test(word))
      return err(`its expression names "${word}", which is none of its metrics`);
    else pieces.push({ kind: 'text', text: word });
  }
  const used = new Set(pieces.flatMap(namesOf));
  return ok({
    pieces,
    uses: metrics.filter((name) => used.has(name)),
    denominators: denominatorsOf(pieces),
    insights,
    searches: /\bSEARCH\s*\(/i.test(source),
  });
}

/** The expression with each metric under the id it has in one call. */
export const writeExpression = (expression: Expression, idOf: (name: string) => string): string =>
  expression.pieces
    .map((piece) =>
      piece.kind === 'text'
        ? piece.text
        : piece.kind === 'metric'
          ? idOf(piece.name)
          : `[${piece.names.map(idOf).join(',')}]`,
    )
    .join('');

const namesOf = (piece: Piece): readonly string[] =>
  piece.kind === 'text' ? [] : piece.kind === 'metric' ? [piece.name] : piece.names;

/** Index of the parenthesis that makes the name before it a function; null when it is none. */
function callAfter(words: readonly string[], index: number): number | null {
  let next = index + 1;
  while (/^\s/.test(words[next] ?? '')) next++;
  return words[next] === '(' ? next : null;
}

function closing(words: readonly string[], open: number): number {
  let depth = 0;
  for (let index = open; index < words.length; index++) {
    if (words[index] === '(') depth++;
    else if (words[index] === ')' && --depth === 0) return index;
  }
  return words.length - 1;
}

const isText = (piece: Piece | undefined, pattern: RegExp): boolean =>
  piece?.kind === 'text' && pattern.test(piece.text);

/** Every metric in what follows a division sign: a metric, or all of them within its parentheses, brackets or function. */
function denominatorsOf(pieces: readonly Piece[]): ReadonlySet<string> {
  const found = new Set<string>();
  pieces.forEach((piece, at) => {
    if (!isText(piece, /^\/$/)) return;
    let index = at + 1;
    while (isText(pieces[index], /^\s+$|^[-+]$/)) index++;
    // A function is its name and the parenthesis after it.
    if (isText(pieces[index], NAME)) {
      index++;
      while (isText(pieces[index], /^\s+$/)) index++;
    }
    let depth = 0;
    do {
      const inner = pieces[index];
      if (inner === undefined) break;
      if (isText(inner, /^[([]$/)) depth++;
      else if (isText(inner, /^[)\]]$/)) depth--;
      else for (const name of namesOf(inner)) found.add(name);
      index++;
    } while (depth > 0);
  });
  return found;
}
