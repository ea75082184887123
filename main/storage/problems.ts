import type { StoreProblem } from '../engine/store-port';

/** Primary result codes of SQLite (sqlite.org/rescode.html); the low byte of an extended code. */
const SQLITE = { PERM: 3, BUSY: 5, LOCKED: 6, READONLY: 8, CORRUPT: 11, FULL: 13, CANTOPEN: 14, NOTADB: 26 } as const;

/** errno of the file system, where SQLite only says that it could not open. */
const NO_PERMISSION = [1, 13, 30];
const NO_SPACE = [28, 122];

/** SQLite looked at the file and found a fault. */
export class DamagedError extends Error {}

/** What a failure means for a person. `damaged` is for the caller to act on: it moves the file aside. */
export function problemOf(error: unknown, file: string): StoreProblem {
  const code = primaryCode(error);
  const errno = field(error, 'systemErrno');
  const name = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === SQLITE.FULL || NO_SPACE.includes(errno ?? -1) || name === 'ENOSPC' || name === 'EDQUOT') {
    return { kind: 'full', message: `there is no room to store in ${file}` };
  }
  const forbidden = code === SQLITE.READONLY || code === SQLITE.PERM || NO_PERMISSION.includes(errno ?? -1);
  if (forbidden || name === 'EACCES' || name === 'EPERM' || name === 'EROFS') {
    return { kind: 'read-only', message: `${file} may not be written` };
  }
  if (code === SQLITE.BUSY || code === SQLITE.LOCKED)
    return { kind: 'busy', message: `${file} is held by another process` };
  if (error instanceof DamagedError || code === SQLITE.CORRUPT || code === SQLITE.NOTADB)
    return { kind: 'damaged', message: `${file} is damaged` };
  const reason = error instanceof Error ? error.message : 'unknown error';
  return { kind: 'unavailable', message: `${file} cannot be used: ${reason}` };
}

function primaryCode(error: unknown): number | null {
  const code = field(error, 'sqliteCode') ?? field(error, 'errcode');
  return code === null ? null : code & 0xff;
}

function field(error: unknown, name: string): number | null {
  if (typeof error !== 'object' || error === null || !(name in error)) return null;
  const value: unknown = (error as Readonly<Record<string, unknown>>)[name];
  return typeof value === 'number' ? value : null;
}
