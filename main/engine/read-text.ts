import { readFileSync } from 'node:fs';
import { err, ok, type Result } from '../../shared/lib/result';

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
