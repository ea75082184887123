import {
  chmodSync,
  closeSync,
  copyFileSync,
  fsyncSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';

/** Writes a file whole or not at all, and on the disk when this returns. Throws where it cannot. */
export function writeDurably(file: string, content: string): void {
  mkdirSync(dirname(file), { recursive: true });
  const aside = `${file}.new`;
  try {
    const handle = openSync(aside, 'w', 0o600);
    try {
      writeSync(handle, content);
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
    renameSync(aside, file);
  } catch (error) {
    rmSync(aside, { force: true });
    throw error;
  }
  syncFolder(dirname(file));
}

/**
 * Makes a folder that only its owner may look into, or makes one of ours such a folder: SQLite gives its files the rights of everybody.
 * Where rights cannot be set (another owner, a disk without them, read-only) what is there is used as it is.
 */
export function keepFolderPrivate(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    // Nobody else may; what the owner may not stays so.
    chmodSync(folder, statSync(folder).mode & 0o700);
  } catch {
    // Whoever opens a file in it says what is wrong.
  }
}

/** A file that was made or renamed is there after a power cut. Windows knows no such thing, and needs none. */
export function syncFolder(folder: string): void {
  try {
    const handle = openSync(folder, 'r');
    try {
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
  } catch {
    // Said above.
  }
}

export function syncFile(file: string): void {
  const handle = openSync(file, 'r+');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** A copy that may be written, also of a file that may not. */
export function copyWritable(from: string, to: string): void {
  copyFileSync(from, to);
  chmodSync(to, 0o600);
}
