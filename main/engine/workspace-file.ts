import { readFileSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { describeProblem } from '../../shared/domain/yaml/read-yaml';
import { parseWorkspace } from '../../shared/domain/workspace/parse';
import type { Workspace } from '../../shared/domain/workspace/types';
import { err, ok, type Result } from '../../shared/lib/result';
import { SECOND, type Ms } from '../../shared/lib/time';

/** How often the file is looked at for a change; its time stamp costs nothing, and watches of the system lose replaced files. */
const LOOK: Ms = SECOND;

/** Reads a workspace file; the error is one line a problem, `FILE:LINE:COLUMN key: expected ...`. */
export function readWorkspaceFile(file: string): Result<Workspace, readonly string[]> {
  const text = readText(file, 'a readable workspace file');
  if (!text.ok) return err([text.error]);
  const parsed = parseWorkspace(text.value);
  return parsed.ok ? ok(parsed.value) : err(parsed.error.map((problem) => describeProblem(file, problem)));
}

/** The text of a file in UTF-8; the error is a line of the same form. */
export function readText(file: string, expected: string): Result<string, string> {
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(file);
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
    return err(`${file}:1:1 (file): expected ${expected}, ${why}`);
  }
  const text = decoded(bytes);
  if (typeof text === 'number') {
    const lines = new TextDecoder().decode(bytes.subarray(0, text)).split('\n');
    const column = (lines.at(-1) ?? '').length + 1;
    return err(`${file}:${lines.length}:${column} (file): expected UTF-8 text, this byte is not`);
  }
  return ok(text.replace(/^\uFEFF/, ''));
}

/** Tells one state of a file from another, also when an editor put a new file in its place. Taken before the file is read. */
export async function stampOf(file: string): Promise<string> {
  try {
    const { ino, size, mtimeNs } = await stat(file, { bigint: true });
    return `${ino} ${size} ${mtimeNs}`;
  } catch {
    return 'cannot be read';
  }
}

/**
 * Reads the file again whenever it changed since `stamp`, which also counts what happened between the first reading and this
 * watch; `pause` is the time between two looks. Returns its stop.
 */
export function watchWorkspaceFile(
  file: string,
  stamp: string,
  onChange: (result: Result<Workspace, readonly string[]>) => void,
  pause: Ms = LOOK,
): () => void {
  let known = stamp;
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  const look = async (): Promise<void> => {
    const now = await stampOf(file);
    if (stopped) return;
    timer = setTimeout(() => void look(), pause).unref();
    if (now === known) return;
    known = now;
    onChange(readWorkspaceFile(file));
  };
  void look();
  return () => {
    stopped = true;
    clearTimeout(timer);
  };
}

/** The text, or the place of the first byte that is not UTF-8: a name must not be taken over crippled. */
function decoded(bytes: Uint8Array): string | number {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  try {
    return decoder.decode(bytes);
  } catch {
    let good = 0;
    let bad = bytes.length;
    // The longest beginning that decodes; a character cut at its end is not held against it.
    while (bad - good > 1) {
      const middle = (good + bad) >> 1;
      try {
        new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(0, middle), { stream: true });
        good = middle;
      } catch {
        bad = middle;
      }
    }
    return good;
  }
}
