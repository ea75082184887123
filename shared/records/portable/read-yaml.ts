import { isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument, type Document, type Node, type Pair } from 'yaml';
import { err, ok, type Result } from '../../lib/result';
import type { Json } from '../ids';
import { AS_JSON } from './yaml-text';

export type Path = readonly (string | number)[];

/** One thing wrong in a file, with its place; lines and columns count from 1. */
export interface FileProblem {
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

export interface ReadYaml {
  readonly value: Json;
  /** Where a value stands; where it is missing, what it would stand in. */
  readonly placeOf: (path: Path) => { readonly line: number; readonly column: number };
}

/** No record nests deeper. */
const DEEPEST = 70;

/**
 * Plain values out of YAML: mappings, lists, texts, numbers, true, false and null, and nothing of what makes YAML a language (anchors
 * and aliases, tags, merge keys, other types). `before` lines precede the text in its file. Nothing is thrown.
 */
export function readYaml(text: string, before: number): Result<ReadYaml, readonly FileProblem[]> {
  const lines = new LineCounter();
  const at = (offset: number): { readonly line: number; readonly column: number } => {
    const { line, col } = lines.linePos(offset);
    return { line: line + before, column: col };
  };
  if (nestsDeeper(text)) return err([{ line: 1 + before, column: 1, message: `values nested deeper than ${DEEPEST}` }]);
  let document: Document.Parsed;
  try {
    document = parseDocument(text, {
      version: '1.2',
      schema: 'core',
      merge: false,
      lineCounter: lines,
      prettyErrors: false,
      // Compared pair by pair in the library; below it is a set.
      uniqueKeys: false,
      strict: true,
      logLevel: 'silent',
    });
  } catch (error) {
    return err([{ line: 1 + before, column: 1, message: `YAML that cannot be read: ${String(error).slice(0, 200)}` }]);
  }
  const wrong = [...document.errors, ...document.warnings];
  if (wrong.length > 0)
    return err(
      wrong.slice(0, 20).map(({ pos, message }) => ({ ...at(pos[0]), message: `YAML: ${message.slice(0, 300)}` })),
    );
  const problems: FileProblem[] = [];
  const value = plain(document.contents, 0, (node, message) => {
    if (problems.length < 20) problems.push({ ...at(node?.range?.[0] ?? 0), message });
    return null;
  });
  if (problems.length > 0) return err(problems);
  return ok({ value, placeOf: (path) => at(offsetOf(document.contents, path)) });
}

/** Before a parser that calls itself sees it: brackets in texts count too, and no text of ours has so many open. */
function nestsDeeper(text: string): boolean {
  let depth = 0;
  let inText = false;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code === 0x22) inText = !inText;
    else if (code === 0x5c && inText) index += 1;
    else if (code === 0x0a) {
      inText = false;
      // Blocks nest by indentation, lists also on one line.
      const lead = /^[ ]*(?:[-?] +)*/.exec(text.slice(index + 1, index + 1 + 4 * DEEPEST))?.[0].length ?? 0;
      if (lead > 3 * DEEPEST) return true;
    } else if (!inText && (code === 0x5b || code === 0x7b)) {
      depth += 1;
      if (depth > DEEPEST) return true;
    } else if (!inText && (code === 0x5d || code === 0x7d)) depth -= 1;
  }
  return false;
}

function plain(node: Node | null, depth: number, wrong: (node: Node | null, message: string) => null): Json {
  if (node === null) return null;
  if (depth > DEEPEST) return wrong(node, `values nested deeper than ${DEEPEST}`);
  if (isAlias(node)) return wrong(node, 'an alias (*name): values are written where they belong');
  if (node.anchor !== undefined) return wrong(node, 'an anchor (&name): values are written where they belong');
  if (node.tag !== undefined) return wrong(node, `a tag (${node.tag.slice(0, 80)}): only plain values are read`);
  if (isScalar(node)) {
    const { value } = node;
    if (typeof value === 'string') return unpacked(value, node, wrong);
    if (value === null || typeof value === 'boolean') return value;
    if (typeof value === 'number' && Number.isFinite(value)) return value;
    return wrong(
      node,
      `${typeof value === 'number' ? String(value) : typeof value} is no value a record holds; a text needs quotes`,
    );
  }
  if (isSeq(node)) return node.items.map((item) => plain(item as Node | null, depth + 1, wrong));
  if (!isMap(node)) return wrong(node, 'a value of no known shape');
  const named = new Map<string, Json>();
  for (const { key, value } of node.items as readonly Pair<Node | null, Node | null>[]) {
    if (!isScalar(key) || typeof key.value !== 'string' || key.anchor !== undefined || key.tag !== undefined)
      wrong(key ?? node, 'a name that is no plain text');
    else if (key.value === '__proto__') wrong(key, 'a name no value can have');
    else if (named.has(key.value)) wrong(key, `"${key.value.slice(0, 80)}" stands there twice`);
    else named.set(key.value, plain(value, depth + 1, wrong));
  }
  return Object.fromEntries(named);
}

function unpacked(text: string, node: Node, wrong: (node: Node, message: string) => null): Json {
  if (!text.startsWith(AS_JSON)) return text;
  try {
    return JSON.parse(text.slice(AS_JSON.length)) as Json;
  } catch {
    return wrong(node, `a text that begins with "${AS_JSON}" holds JSON`);
  }
}

function offsetOf(root: Node | null, path: Path): number {
  let node: Node | null = root;
  let offset = root?.range?.[0] ?? 0;
  for (const part of path) {
    let next: Node | null = null;
    if (isMap(node)) {
      const pair = (node.items as readonly Pair<Node, Node | null>[]).find(
        ({ key }) => isScalar(key) && key.value === String(part),
      );
      offset = pair?.key.range?.[0] ?? offset;
      next = pair?.value ?? null;
    } else if (isSeq(node) && typeof part === 'number') next = (node.items[part] ?? null) as Node | null;
    if (next === null) break;
    offset = isMap(node) ? offset : (next.range?.[0] ?? offset);
    node = next;
  }
  return offset;
}
