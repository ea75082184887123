import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import { describe, expect, it, onTestFinished } from 'vitest';
import { killRecords, type FaultsOptions, type FaultsResult } from '../faults/records';
import { CLI } from './cli';
import { needed } from './windows';

/** `npm run faults -- records`, a few kills of it: the long run is started by hand. */
async function kill(
  seed: number,
  count: number,
  tamper?: FaultsOptions['tamper'],
): Promise<FaultsResult & { readonly said: string }> {
  const scratch = mkdtempSync(join(tmpdir(), 'meridian-faults-'));
  onTestFinished(() => rmSync(scratch, { recursive: true, force: true }));
  const lines: string[] = [];
  const result = await killRecords({
    electron: needed('MERIDIAN_ELECTRON'),
    root: resolve(import.meta.dirname, '../..'),
    cli: CLI,
    scratch,
    seed,
    count,
    traceSaved: null,
    log: (line) => lines.push(line),
    ...(tamper === undefined ? {} : { tamper }),
  });
  return { ...result, said: lines.join('\n') };
}

describe('what was called saved', () => {
  it('is there after kill -9 while somebody types and acts, and while the next start opens the store (R50)', async () => {
    const { said, ...counts } = await kill(4, 2);
    expect(counts, said).toEqual({ passed: 2, failed: 0 });
  }, 120_000);

  it('is missed by the run of faults where one saved change is taken out of the store', async () => {
    // The newest row, and what would put it back.
    const { said, ...counts } = await kill(5, 1, (data) => {
      const records = join(data, 'records');
      for (const file of readdirSync(records)) if (/^recent|^last-number/.test(file)) rmSync(join(records, file));
      const db = new DatabaseSync(join(records, 'records.db'));
      db.exec('DELETE FROM log WHERE id = (SELECT max(id) FROM log)');
      db.close();
    });
    expect(counts, said).toEqual({ passed: 0, failed: 1 });
    expect(said).toMatch(/was called saved and is not there|letters that were called saved are not in the notes/);
  }, 120_000);
});
