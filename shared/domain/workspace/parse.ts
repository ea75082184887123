import { LineCounter, isMap, isNode, isScalar, parseDocument, visit, type Document } from 'yaml';
import { z } from 'zod';
import { plainText } from '../../lib/plain-text';
import { err, ok, type Result } from '../../lib/result';
import { toWorkspace } from './model';
import type { Path, PathProblem } from './path-problem';
import { referenceProblems } from './references';
import { workspaceSchema } from './schema';
import type { Workspace } from './types';

/** One thing wrong in a workspace file, with its place: lines and columns count from 1. */
export interface WorkspaceProblem {
  readonly line: number;
  readonly column: number;
  /** Such as `sites[0].signals[2].breach`; `(file)` where the text is not YAML at all. */
  readonly key: string;
  /** Finishes the sentence "expected ...". */
  readonly expected: string;
}

/** `FILE:LINE:COLUMN key: expected ...`, one line a problem (product.md 10). */
export const describeProblem = (file: string, problem: WorkspaceProblem): string =>
  plainText(`${file}:${problem.line}:${problem.column} ${problem.key}: expected ${problem.expected}`);

const MAX_BYTES = 5_000_000;

/** Parses the text of a workspace file. All problems are returned at once, in the order of the file; nothing is thrown. */
export function parseWorkspace(text: string): Result<Workspace, readonly WorkspaceProblem[]> {
  const at = (line: number, column: number, expected: string): Result<never, readonly WorkspaceProblem[]> =>
    err([{ line, column, key: '(file)', expected }]);
  if (text.length > MAX_BYTES)
    return at(1, 1, `a workspace file of at most ${MAX_BYTES} characters, this one has ${text.length}`);
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
  if (plain === null || typeof plain !== 'object' || Array.isArray(plain))
    return at(1, 1, 'a workspace: a mapping that begins with "version: 1"');

  const parsed = workspaceSchema.safeParse(plain, { reportInput: true });
  const problems = parsed.success ? referenceProblems(parsed.data) : parsed.error.issues.flatMap(problemsOf);
  if (!parsed.success || problems.length > 0) {
    return err(
      problems.map((problem) => place(document, lines, problem)).sort((a, b) => a.line - b.line || a.column - b.column),
    );
  }
  return ok(toWorkspace(parsed.data));
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

function problemsOf(issue: z.core.$ZodIssue): readonly PathProblem[] {
  const path = issue.path.filter((part) => typeof part !== 'symbol');
  const missing = issue.input === undefined ? ', it is missing' : '';
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      path: [...path, key],
      expected: `a known key (${knownKeys(path).join(', ')})`,
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
function knownKeys(path: Path): readonly string[] {
  let node: JsonSchema | undefined = jsonSchema();
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
const jsonSchema = (): JsonSchema => workspaceJsonSchema();

/** The JSON Schema of the workspace file, for editors; written to docs/ from here. */
export const workspaceJsonSchema = (): object =>
  z.toJSONSchema(workspaceSchema, { io: 'input', unrepresentable: 'any' });

function place(document: Document, lines: LineCounter, problem: PathProblem): WorkspaceProblem {
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
