import { closeSync, fchmodSync, fstatSync, openSync, readSync, writeSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { err, ok, type Result } from '../../shared/lib/result';

/** A file that is written to from now on, or null: none was asked for. */
export type TraceFile = number | null;

/** The file of `--trace-saved FILE`, opened; what it holds stays. The error is one sentence. */
export function openTraceFile(file: string | null): Result<TraceFile, string> {
  if (file === null) return ok(null);
  try {
    // What is saved is private, restricted records included.
    const handle = openSync(file, 'a', 0o600);
    const { size, isFile } = look(handle);
    if (isFile) fchmodSync(handle, 0o600);
    if (isFile && endsWithinLine(file, size)) writeSync(handle, '\n');
    return ok(handle);
  } catch (error) {
    return err(`--trace-saved: ${file} cannot be written: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function look(handle: number): { readonly size: number; readonly isFile: boolean } {
  const found = fstatSync(handle);
  return { size: found.size, isFile: found.isFile() };
}

/** A program that was killed while it wrote may have left half a line: the next one does not go on with that. */
function endsWithinLine(file: string, size: number): boolean {
  if (size === 0) return false;
  const handle = openSync(file, 'r');
  try {
    const last = Buffer.alloc(1);
    return readSync(handle, last, 0, 1, size - 1) === 1 && last.toString() !== '\n';
  } finally {
    closeSync(handle);
  }
}

/** The same from the words of the desktop app, among which Electron's stand. */
export function readTraceFile(words: readonly string[]): Result<TraceFile, string> {
  const { values } = parseArgs({
    args: [...words],
    options: { 'trace-saved': { type: 'string' } },
    strict: false,
    allowPositionals: true,
  });
  const file = values['trace-saved'];
  if (file === undefined) return ok(null);
  return typeof file === 'string' && file !== '' ? openTraceFile(file) : err('--trace-saved takes a file');
}
