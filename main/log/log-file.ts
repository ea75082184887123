import { closeSync, fstatSync, openSync, readSync, renameSync, rmSync, writeSync } from 'node:fs';

/** The file a log is written to, and the older ones behind it. */
export interface LogFile {
  /** Appends whole lines; false when they could not be written. */
  append(lines: string): boolean;
}

export interface LogFileLimits {
  /** Bytes of one file. */
  readonly size: number;
  /** Files altogether, the newest included. */
  readonly files: number;
}

const LOG_LIMITS: LogFileLimits = { size: 1_000_000, files: 5 };

/** `meridian.log`, then `meridian.1.log` and on, the older the higher. */
export const rotatedName = (file: string, age: number): string =>
  age === 0 ? file : file.replace(/(\.[^./\\]*)?$/, `.${age}$1`);

/**
 * The file is opened for every append and nothing is held back: a process that is killed loses nothing it had logged, and a file
 * that was taken away comes back. Lines are few (log.ts bounds them), so that this costs little.
 */
export function createLogFile(file: string, limits: LogFileLimits = LOG_LIMITS): LogFile {
  return {
    append: (lines) => {
      const bytes = Buffer.from(lines, 'utf8');
      try {
        const size = write(file, bytes, limits.size);
        if (size === 'full') {
          rotate(file, limits.files);
          // Where the old one could not be moved away (open elsewhere on Windows), it may grow once more, not for ever.
          return typeof write(file, bytes, limits.size * 2) === 'number';
        }
        return true;
      } catch {
        return false;
      }
    },
  };
}

/** Size of the file after it, or that there is no place in it. */
function write(file: string, bytes: Buffer, most: number): number | 'full' {
  const handle = openSync(file, 'a+', 0o600);
  try {
    const { size } = fstatSync(handle);
    if (size > 0 && size + bytes.length > most) return 'full';
    // A disk that was full, or a machine that went off, may have left half a line.
    const whole = size === 0 || endsWithNewline(handle, size) ? bytes : Buffer.concat([Buffer.from('\n'), bytes]);
    const written = writeSync(handle, whole);
    if (written < whole.length) throw new Error('the disk is full');
    return size + written;
  } finally {
    closeSync(handle);
  }
}

function endsWithNewline(handle: number, size: number): boolean {
  const last = Buffer.alloc(1);
  return readSync(handle, last, 0, 1, size - 1) === 1 && last[0] === 0x0a;
}

function rotate(file: string, files: number): void {
  rmSync(rotatedName(file, files - 1), { force: true });
  for (let age = files - 2; age >= 0; age--) {
    try {
      renameSync(rotatedName(file, age), rotatedName(file, age + 1));
    } catch {
      // One that is not there, or not ours to move; the others go on.
    }
  }
}
