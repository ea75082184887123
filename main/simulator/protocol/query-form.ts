import type { Json } from './json';

export interface QueryForm {
  readonly action: string;
  readonly version: string;
  readonly input: Json;
}

type Node = { [key: string]: Node | string };

/**
 * Unfolds the Query protocol (`A.member.1.B=c`) into the object that the JSON protocol would carry: a node whose keys are
 * all `member` becomes a list. Values stay text; readers turn them into numbers, booleans and instants.
 */
export function readQueryForm(body: string): QueryForm | null {
  const fields = new URLSearchParams(body);
  const action = fields.get('Action');
  if (action === null) return null;
  const root: Node = Object.create(null) as Node;
  for (const [name, value] of fields) {
    if (name !== 'Action' && name !== 'Version') put(root, name.split('.'), value);
  }
  return { action, version: fields.get('Version') ?? '', input: unfoldObject(root) };
}

function put(root: Node, path: readonly string[], value: string): void {
  let node = root;
  for (const key of path.slice(0, -1)) {
    const next = node[key];
    if (typeof next === 'object') {
      node = next;
    } else {
      const made: Node = Object.create(null) as Node;
      node[key] = made;
      node = made;
    }
  }
  const last = path.at(-1);
  if (last !== undefined) node[last] = value;
}

function unfoldObject(node: Node): Json {
  return Object.fromEntries(Object.entries(node).map(([key, value]) => [key, unfold(value)]));
}

function unfold(node: Node | string): unknown {
  if (typeof node === 'string') return node;
  const members = node['member'];
  if (typeof members !== 'object' || Object.keys(node).length !== 1) return unfoldObject(node);
  return Object.entries(members)
    .sort(([a], [b]) => Number(a) - Number(b))
    .map(([, value]) => unfold(value));
}
