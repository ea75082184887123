import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { openRecordDatabase } from '../../main/storage/records/record-database';
import { createRecordLog } from '../../main/storage/records/record-log';
import type { RecordLog } from '../../main/records/record-log-port';
import { MemoryLog } from '../fakes/memory-log';
import { recordLogContract } from './record-log';

recordLogContract('in memory', () => {
  const log = new MemoryLog();
  return { log, reopen: () => log };
});

recordLogContract('in SQLite', () => {
  const folder = mkdtempSync(join(tmpdir(), 'meridian-records-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const openFile = (): RecordLog => {
    const opened = openRecordDatabase(join(folder, 'records.db'));
    if (!opened.ok) throw new Error(opened.error.message);
    const log = createRecordLog(opened.value);
    onTestFinished(() => log.close());
    return log;
  };
  const log = openFile();
  return {
    log,
    reopen: () => {
      log.close();
      return openFile();
    },
  };
});
