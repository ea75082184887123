import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import { describe, expect, it, onTestFinished } from 'vitest';
import { killRecords } from '../faults/records';
import { CLI, run } from './cli';
import { appWords, needed, temporaryFolder } from './windows';

/** `npm run faults -- records`, two kills of it: the long run is started by hand. */
describe('what was called saved', () => {
  it('R50 is there after kill -9 while somebody types and acts; where one saved change is taken out of the store, that is noticed', async () => {
    const scratch = mkdtempSync(join(tmpdir(), 'meridian-faults-'));
    onTestFinished(() => rmSync(scratch, { recursive: true, force: true }));
    const lines: string[] = [];
    let kills = 0;
    const result = await killRecords({
      electron: needed('MERIDIAN_ELECTRON'),
      root: resolve(import.meta.dirname, '../..'),
      cli: CLI,
      scratch,
      seed: 5,
      count: 2,
      traceSaved: null,
      log: (line) => lines.push(line),
      tamper: (data) => {
        kills += 1;
        if (kills === 2) loseOneChange(join(data, 'records'));
      },
    });
    const said = lines.join('\n');
    expect(result, said).toEqual({ passed: 1, failed: 1 });
    expect(lines[0]).toMatch(/^ +1 {2}seed 5 .* 0 of them lost/);
    // Whatever kind of change the newest row was: a field, letters, a deed (by the command line, and in the window).
    expect(lines.slice(1).join('\n')).toMatch(
      /was (called saved|answered as done) and is (not there|not on screen|open)|letters that were called saved are not in the notes/,
    );
  }, 120_000);
});

describe('--trace-saved with a file that cannot be written', () => {
  const nowhere = join(tmpdir(), 'meridian-no-such-folder', 'saved.jsonl');
  const refusal = `meridian: --trace-saved: ${nowhere} cannot be written: ENOENT`;

  it('R55 keeps the app from starting, in a sentence and with the exit code of wrong usage', async () => {
    const words = appWords(['--data', temporaryFolder(), '--trace-saved', nowhere]);
    const child = spawn(needed('MERIDIAN_ELECTRON'), words, { stdio: ['ignore', 'ignore', 'pipe'] });
    let said = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
    expect([await once(child, 'close'), said]).toEqual([[64, null], expect.stringContaining(refusal)]);
  });

  it('R55 keeps browser mode from starting', async () => {
    const served = await run(['serve', '--data', temporaryFolder(), '--trace-saved', nowhere]);
    expect(served).toMatchObject({ code: 64, stdout: '', stderr: expect.stringContaining(refusal) as unknown });
  });
});

/** The newest row, and what would put it back. */
function loseOneChange(records: string): void {
  for (const file of readdirSync(records)) if (/^recent|^last-number/.test(file)) rmSync(join(records, file));
  const db = new DatabaseSync(join(records, 'records.db'));
  db.exec('DELETE FROM log WHERE id = (SELECT max(id) FROM log)');
  db.close();
}
