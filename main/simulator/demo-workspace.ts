import type { Workspace } from '../../shared/domain/workspace/types';
import file from './demo-workspace.json';

/**
 * The demo's workspace, parsed already: demo-workspace.json is what the parser makes of demo.yaml, and a test holds it to that
 * (test/simulator/demo-workspace.test.ts, which also writes it anew). A start of the demo then needs no parser of YAML.
 */
export const demoWorkspace = (): Workspace => revive(file) as Workspace;

/** JSON has no maps and sets: they stand as objects with one key of these. */
const MAP = '$map';
const SET = '$set';

function revive(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(revive);
  if (typeof value !== 'object' || value === null) return value;
  const plain = value as Readonly<Record<string, unknown>>;
  const map = plain[MAP];
  if (Array.isArray(map)) return new Map(map.map(revive) as [unknown, unknown][]);
  const set = plain[SET];
  if (Array.isArray(set)) return new Set(set.map(revive));
  return Object.fromEntries(Object.entries(plain).map(([key, one]) => [key, revive(one)]));
}
