import { readFileSync, unwatchFile, watchFile } from 'node:fs';
import { describeProblem, parseWorkspace } from '../../shared/domain/workspace/parse';
import type { Workspace } from '../../shared/domain/workspace/types';
import { err, ok, type Result } from '../../shared/lib/result';

/** How often the file is looked at for a change; its time stamp costs nothing, and this also sees a file that an editor replaced. */
const LOOK_MS = 1_000;

/** Reads a workspace file; the error is one line a problem, `FILE:LINE:COLUMN key: expected ...`. */
export function readWorkspaceFile(file: string): Result<Workspace, readonly string[]> {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unreadable';
    const why =
      code === 'ENOENT'
        ? 'there is no such file'
        : code === 'EISDIR'
          ? 'this is a folder'
          : code === 'EACCES'
            ? 'it may not be read'
            : code;
    return err([`${file}:1:1 (file): expected a readable workspace file, ${why}`]);
  }
  const parsed = parseWorkspace(text.replace(/^\uFEFF/, ''));
  return parsed.ok ? ok(parsed.value) : err(parsed.error.map((problem) => describeProblem(file, problem)));
}

/** Reads the file again whenever it changed. Returns its stop. */
export function watchWorkspaceFile(
  file: string,
  onChange: (result: Result<Workspace, readonly string[]>) => void,
): () => void {
  const listener = (
    now: { readonly mtimeMs: number; readonly size: number },
    before: { readonly mtimeMs: number; readonly size: number },
  ): void => {
    if (now.mtimeMs !== before.mtimeMs || now.size !== before.size) onChange(readWorkspaceFile(file));
  };
  watchFile(file, { interval: LOOK_MS, persistent: false }, listener);
  return () => {
    unwatchFile(file, listener);
  };
}
