import { createHash } from 'node:crypto';
import { realpathSync } from 'node:fs';
import { resolve } from 'node:path';
import { err, ok, type Result } from '../shared/lib/result';
import type { Workspace } from '../shared/domain/workspace/types';
import type { Scope } from './engine/board';

/** A workspace and where it came from. */
export interface Ground {
  readonly scope: Scope;
  /** P9: names this workspace at this AWS; another one's state is never shown. */
  readonly key: string;
  /** Told whenever the file changed after it was read; nothing changes in the demo. Returns its stop. */
  watch(onChange: (read: Result<Workspace, readonly string[]>) => void): () => void;
}

/** Reads the workspace file, or opens the demo where none is named. The error is the lines of a bad workspace file. */
export async function openGround(workspaceFile: string | null): Promise<Result<Ground, readonly string[]>> {
  // Each is loaded where it is needed: the demo comes parsed, and a parser of YAML is the dearest thing a start could load.
  if (workspaceFile === null) {
    const { demoWorkspace } = await import('./simulator/demo-workspace');
    const scope: Scope = { workspace: demoWorkspace(), file: null, demo: true, problem: null };
    return ok({ scope, key: 'demo', watch: () => () => undefined });
  }
  const { readWorkspaceFile, stampOf, watchWorkspaceFile } = await import('./engine/workspace-file');
  const { calendarFiles } = await import('./engine/freeze-calendars');
  const file = resolve(workspaceFile);
  const stamp = await stampOf(file);
  const read = readWorkspaceFile(file);
  if (!read.ok) return err(read.error);
  return ok({
    scope: { workspace: read.value, file, demo: false, problem: null },
    key: keyOf(read.value.id, file),
    watch: (onChange) => watchWorkspaceFile(file, stamp, onChange, undefined, calendarFiles(read.value, file)),
  });
}

/** A file is told by its id, its place and the endpoint it is asked at; the demo is always the same world. */
function keyOf(id: string, file: string): string {
  return createHash('sha256')
    .update(JSON.stringify([id, realpathSync(file), endpointsAsked()]))
    .digest('hex');
}

/** Where another AWS than the real one is asked: names of the environment with their values. */
export const endpointsAsked = (): readonly (readonly [string, string | undefined])[] =>
  Object.entries(process.env)
    .filter(([name]) => name.startsWith('AWS_ENDPOINT_URL'))
    .sort();
