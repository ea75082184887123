import { LineCounter, isMap, isNode, isScalar, parseDocument, visit, type Document } from 'yaml';
import { z } from 'zod';
import { plainText } from '../../lib/plain-text';
import { err, ok, type Result } from '../../lib/result';

export type Path = readonly (string | number)[];

/** One thing wrong in a value, by its path. */
export interface PathProblem {
  readonly path: Path;
  /** Finishes the sentence "expected ...". */
  readonly expected: string;
  /** It is the key that is wrong, not what stands behind it. */
  readonly atKey?: boolean;
}

/** One thing wrong in a file, with its place: lines and columns count from 1. */
export interface FileProblem {
  readonly line: number;
  readonly column: number;
  /** Such as `sites[0].signals[2].breach`; `(file)` where the text is not YAML at all. */
  readonly key: string;
  /** Finishes the sentence "expected ...". */
  readonly expected: string;
}

/** `FILE:LINE:COLUMN key: expected ...`, one line a problem (product.md 10). */
export const describeProblem = (file: string, problem: FileProblem): string =>
  plainText(`${file}:${problem.line}:${problem.column} ${problem.key}: expected ${problem.expected}`);

const MAX_CHARACTERS = 5_000_000;

/**
 * Reads a text of YAML (or JSON, which is YAML too) by a schema. All problems are returned at once, in the order of the file; nothing is
 * thrown. `check` looks for what a schema cannot say; `what` names the file in a sentence: "a workspace file".
 */
export function readYaml<S extends z.ZodType>(
  text: string,
  {
    schema,
    what,
    begins,
    check = () => [],
  }: {
    readonly schema: S;
    readonly what: string;
    /** "a workspace: a mapping that begins with ..." */
    readonly begins: string;
    readonly check?: (value: z.output<S>) => readonly PathProblem[];
  },
): Result<z.output<S>, readonly FileProblem[]> {
  const at = (line: number, column: number, expected: string): Result<never, readonly FileProblem[]> =>
    err([{ line, column, key: '(file)', expected }]);
  if (text.length > MAX_CHARACTERS)
    return at(1, 1, `${what} of at most ${MAX_CHARACTERS} characters, this one has ${text.length}`);
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  if (document.errors.length > 0) {
    return err(
      document.errors.map((error) => {
        const { line, col } = lines.linePos(error.pos[0]);
        return { line, column: col, key: '(file)', expected: `YAML: ${sentence(error.message)}` };
      }),
    );
  }
  let plain: unknown;
  try {
    plain = document.toJS({ maxAliasCount: 100 });
  } catch (error) {
    const loose = looseAlias(document);
    if (loose !== null) {
      const { line, col } = lines.linePos(loose.offset);
      return at(line, col, `YAML: an anchor "&${loose.name}" before the alias "*${loose.name}"`);
    }
    return at(1, 1, `YAML without runaway aliases: ${error instanceof Error ? error.message : String(error)}`);
  }
  if (plain === null || typeof plain !== 'object' || Array.isArray(plain)) return at(1, 1, begins);

  const parsed = schema.safeParse(plain, { reportInput: true });
  const problems = parsed.success
    ? check(parsed.data)
    : parsed.error.issues.flatMap((issue) => problemsOf(issue, schema));
  if (!parsed.success || problems.length > 0) {
    return err(
      problems.map((problem) => place(document, lines, problem)).sort((a, b) => a.line - b.line || a.column - b.column),
    );
  }
  return ok(parsed.data);
}

/** The first alias of an anchor that does not stand before it. */
function looseAlias(document: Document): { readonly name: string; readonly offset: number } | null {
  const anchors = new Set<string>();
  let found: { name: string; offset: number } | null = null;
  visit(document, {
    Value: (_key, node) => {
      if (node.anchor !== undefined) anchors.add(node.anchor);
    },
    Alias: (_key, { source, range }) => {
      if (anchors.has(source)) return undefined;
      found = { name: source, offset: range?.[0] ?? 0 };
      return visit.BREAK;
    },
  });
  return found;
}

const sentence = (message: string): string => message.charAt(0).toLowerCase() + message.slice(1);

function problemsOf(issue: z.core.$ZodIssue, schema: z.ZodType): readonly PathProblem[] {
  const path = issue.path.filter((part) => typeof part !== 'symbol');
  const missing = issue.input === undefined ? ', it is missing' : '';
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      path: [...path, key],
      expected: `a known key (${knownKeys(schema, path).join(', ')})`,
      atKey: true,
    }));
  }
  if (issue.code === 'invalid_type') {
    return [
      {
        path,
        expected: `${EXPECTED[issue.expected] ?? issue.expected}${missing === '' ? `, got ${kindOf(issue.input)}` : missing}`,
      },
    ];
  }
  if (issue.code === 'invalid_key') return [{ path, expected: issue.issues[0]?.message ?? issue.message, atKey: true }];
  // Limits, ids and the like say themselves what they want.
  return [{ path, expected: issue.code === 'custom' ? issue.message : `${issue.message}${missing}` }];
}

const EXPECTED: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a mapping',
  record: 'a mapping',
  tuple: 'a list',
};

function kindOf(value: unknown): string {
  if (value === null) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a mapping';
  if (typeof value === 'string') return `the text "${value.slice(0, 40)}"`;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : typeof value;
}

/** Keys that the schema allows at a path, read from its JSON Schema so that there is one source. */
function knownKeys(schema: z.ZodType, path: Path): readonly string[] {
  let node: JsonSchema | undefined = jsonSchemaOf(schema);
  for (const part of path) {
    node = typeof part === 'number' ? node?.items : (node?.properties?.[part] ?? node?.additionalProperties);
  }
  return Object.keys(node?.properties ?? {});
}

interface JsonSchema {
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly items?: JsonSchema;
  readonly additionalProperties?: JsonSchema;
}
/** The JSON Schema of a file's form, for editors. */
export const jsonSchemaOf = (schema: z.ZodType): object =>
  z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });

function place(document: Document, lines: LineCounter, problem: PathProblem): FileProblem {
  const key = keyText(problem.path);
  let offset = 0;
  for (let length = problem.path.length; length >= 0; length--) {
    const path = problem.path.slice(0, length);
    const node: unknown = length === 0 ? document.contents : document.getIn(path, true);
    const last = path.at(-1);
    if (problem.atKey === true && length === problem.path.length && typeof last === 'string') {
      const parent: unknown = length === 1 ? document.contents : document.getIn(path.slice(0, -1), true);
      const pair = isMap(parent)
        ? parent.items.find((item) => isScalar(item.key) && String(item.key.value) === last)
        : undefined;
      if (pair !== undefined && isScalar(pair.key) && pair.key.range) {
        offset = pair.key.range[0];
        break;
      }
    }
    if (isNode(node) && node.range) {
      offset = node.range[0];
      break;
    }
  }
  const { line, col } = lines.linePos(offset);
  return { line, column: col, key, expected: problem.expected };
}

function keyText(path: Path): string {
  const text = path.reduce<string>(
    (done, part) => (typeof part === 'number' ? `${done}[${part}]` : `${done}${done === '' ? '' : '.'}${part}`),
    '',
  );
  return text === '' ? '(file)' : text;
}
