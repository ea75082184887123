import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RecordLog } from '../../records/record-log-port';
import { copyWritable } from './durable-file';
import { openRecordDatabase } from './record-database';
import { createRecordLog } from './record-log';

/**
 * SQLite reads a file with a journal only where it may write beside it. What lies on a disk that may not be written, or is full, is
 * read from a copy in the folder for temporary files. Null where that does not work either.
 */
export function openReadOnlyCopy(database: string): { readonly log: RecordLog; readonly close: () => void } | null {
  if (!existsSync(database)) return null;
  let folder: string | null = null;
  try {
    folder = mkdtempSync(join(tmpdir(), 'meridian-records-'));
    const copy = join(folder, 'records.db');
    copyWritable(database, copy);
    if (existsSync(`${database}-wal`)) copyWritable(`${database}-wal`, `${copy}-wal`);
    const opened = openRecordDatabase(copy);
    if (!opened.ok) throw new Error(opened.error.message);
    const made = folder;
    const log = createRecordLog(opened.value);
    return {
      log,
      close: () => {
        log.close();
        rmSync(made, { recursive: true, force: true });
      },
    };
  } catch {
    if (folder !== null) rmSync(folder, { recursive: true, force: true });
    return null;
  }
}
