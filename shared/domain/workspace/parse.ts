import { ok, type Result } from '../../lib/result';
import { jsonSchemaOf, readYaml, type FileProblem } from '../yaml/read-yaml';
import { toWorkspace } from './model';
import { referenceProblems } from './references';
import { workspaceSchema } from './schema';
import type { Workspace } from './types';

/** Parses the text of a workspace file. All problems are returned at once, in the order of the file; nothing is thrown. */
export function parseWorkspace(text: string): Result<Workspace, readonly FileProblem[]> {
  const read = readYaml(text, {
    schema: workspaceSchema,
    what: 'a workspace file',
    begins: 'a workspace: a mapping that begins with "version: 1"',
    check: referenceProblems,
  });
  return read.ok ? ok(toWorkspace(read.value)) : read;
}

/** The JSON Schema of the workspace file; written to docs/ from here. */
export const workspaceJsonSchema = (): object => jsonSchemaOf(workspaceSchema);
