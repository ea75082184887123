import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * The last resort at the end of the program: words the store would not take, as text, in the data folder or else where this
 * machine keeps passing files. Returns the file, or null where nothing can be written at all.
 */
export function keepUnsavedWords(folder: string, text: string, now: number): string | null {
  const name = `meridian-unsaved-${new Date(now).toISOString().replaceAll(':', '-')}.txt`;
  for (const place of [folder, tmpdir()]) {
    const file = join(place, name);
    try {
      writeFileSync(file, text, { mode: 0o600, flag: 'wx' });
      return file;
    } catch {
      // The next place.
    }
  }
  return null;
}
