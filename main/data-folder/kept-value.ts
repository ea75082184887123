import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** A small value of this machine in a file of its own, such as where the window stood: read before anything else is loaded. */
export interface KeptValue {
  /** Undefined where none can be read; anything may stand in a file, the reader checks it. */
  load(): unknown;
  /** A failure costs the memory of the value, and nothing else. */
  save(value: unknown): void;
}

export const keptValue = (file: string): KeptValue => ({
  load: () => {
    try {
      return JSON.parse(readFileSync(file, 'utf8')) as unknown;
    } catch {
      return undefined;
    }
  },
  save: (value) => {
    const aside = `${file}.new`;
    try {
      mkdirSync(dirname(file), { recursive: true });
      // Whole or not at all: written aside, then put into place.
      writeFileSync(aside, JSON.stringify(value), { mode: 0o600 });
      renameSync(aside, file);
    } catch {
      try {
        rmSync(aside, { force: true });
      } catch {
        // The folder cannot be used at all; others say so.
      }
    }
  },
});
