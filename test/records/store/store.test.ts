import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import { describe, expect, it } from 'vitest';
import { HOUR, DAY } from '../../../shared/lib/time';
import { listBackups, rotateBackups } from '../../../main/storage/records/backups';
import { afterKill, folderFor, incident, note, open } from './lab';
import { NOW, value } from '../rig';

const DB = (folder: string): string => join(folder, 'records', 'records.db');

function withIncident(folder: string, text = 'all the words'): string {
  const lab = open(folder);
  const id = value(lab.records.create('incident', [{ edit: 'write', field: 'title', text: 'Checkout' }]));
  note(lab, id, text);
  value(lab.records.act(id, { act: 'severity', payload: { severity: 'SEV1' } }));
  value(lab.records.stop());
  return id;
}

/** The file was closed in order, as far as its size and time tell. */
function rewriteClosed(folder: string): void {
  const file = join(folder, 'replica.json');
  const { size, mtimeMs } = statSync(DB(folder));
  const kept = JSON.parse(readFileSync(file, 'utf8')) as object;
  writeFileSync(file, JSON.stringify({ ...kept, closed: { size, modified: mtimeMs } }));
}

describe('the store of records in a data folder', () => {
  it('is opened again with every word, by the same replica, with nothing to say', () => {
    const folder = folderFor();
    const id = withIncident(folder);
    const first = JSON.parse(readFileSync(join(folder, 'replica.json'), 'utf8')) as { replicas: unknown };
    const lab = open(folder);
    expect(incident(lab, id)).toMatchObject({ title: 'Checkout', notes: 'all the words' });
    expect(value(lab.records.read(id)).state.severity?.value).toBe('SEV1');
    expect(lab.records.health().report).toEqual([]);
    expect({ ana: lab.store.identity.replica }).toEqual(first.replicas);
    // One file holds everything once it is closed.
    value(lab.records.stop());
    expect(readdirSync(join(folder, 'records')).sort()).toEqual(['last-number', 'recent.log', 'records.db']);
  });

  it.skipIf(process.platform === 'win32')('is closed to other people of the machine, one of before too', () => {
    const folder = folderFor();
    const records = join(folder, 'records');
    mkdirSync(records, { mode: 0o755 });
    chmodSync(records, 0o755);
    open(folder).records.stop();
    expect(statSync(records).mode & 0o777).toBe(0o700);
    // What its owner may not do stays so.
    chmodSync(records, 0o544);
    open(folder).records.stop();
    expect(statSync(records).mode & 0o777).toBe(0o500);
    chmodSync(records, 0o700);
  });

  it('R50 what was called saved is there after kill -9', async () => {
    const folder = folderFor();
    const lab = open(folder);
    const id = value(lab.records.create('incident', []));
    const saved: number[] = [];
    lab.records.onSaved(({ localSeq }) => saved.push(localSeq));
    for (let n = 1; n <= 30; n += 1) {
      note(lab, id, Array.from({ length: n }, (_, i) => `word${i + 1}`).join(' '));
      await lab.clock.advance(3);
      expect(saved.at(-1)).toBe(n + 1);
      const after = open(afterKill(folder));
      expect(incident(after, id).notes.split(' ')).toHaveLength(n);
      value(after.records.stop());
    }
  });

  it('R52 a journal that lost its end is made good from what was saved last, and it is said', async () => {
    const folder = folderFor();
    const id = withIncident(folder, 'one');
    const lab = open(folder);
    for (const text of ['one two', 'one two three']) {
      note(lab, id, text);
      await lab.clock.advance(20_000);
    }
    const after = afterKill(folder);
    truncateSync(`${DB(after)}-wal`, Math.floor(statSync(`${DB(after)}-wal`).size * 0.4));
    const again = open(after);
    expect(incident(again, id).notes).toBe('one two three');
    expect(again.records.health().report.join(' ')).toContain('put back');
  });

  it('R53 a file that is no store is moved aside, the store made anew of the backup and of what came after it, as a new replica', async () => {
    const folder = folderFor();
    const id = withIncident(folder);
    const lab = open(folder);
    value(await lab.store.backupNow());
    note(lab, id, 'all the words and some after the backup');
    value(lab.records.stop());
    writeFileSync(DB(folder), 'rubbish'.repeat(10_000));
    const again = open(folder);
    expect(incident(again, id).notes).toBe('all the words and some after the backup');
    expect(value(again.records.read(id)).state.severity?.value).toBe('SEV1');
    const { report } = again.records.health();
    expect(report.join('\n')).toMatch(
      /was repaired[^]*from the backup of 2026-11-25[^]*Nothing is known to be lost[^]*damaged-[^]*new replica/,
    );
    expect(again.store.identity.replica).not.toBe(lab.store.identity.replica);
    expect(readdirSync(join(folder, 'records')).some((name) => /^damaged-.*\.db$/.test(name))).toBe(true);
    expect(readdirSync(join(folder, 'records')).some((name) => /^repair-.*\.txt$/.test(name))).toBe(true);
    // What this machine had is written again under the new id, and nothing is left under the old.
    const entries = value(again.records.entriesSince(new Map()));
    expect(new Set(entries.map(({ replica }) => replica))).toEqual(new Set([again.store.identity.replica]));
    value(again.records.stop());
    const third = open(folder);
    expect(third.records.health().report).toEqual([]);
    expect(incident(third, id).notes).toBe('all the words and some after the backup');
  });

  it('R41 a copy of the folder on another machine writes as another replica', () => {
    const folder = folderFor();
    const id = withIncident(folder);
    const copy = afterKill(folder);
    const here = open(folder);
    const there = open(copy, { machine: 'another machine' });
    expect(there.store.identity.replica).not.toBe(here.store.identity.replica);
    expect(there.records.health().report.join()).toContain('copied or moved');
    note(here, id, 'all the words here');
    note(there, id, 'there all the words');
    value(here.records.receive(value(there.records.entriesSince(value(here.records.heads())))));
    value(there.records.receive(value(here.records.entriesSince(value(there.records.heads())))));
    expect(incident(here, id).notes).toBe('there all the words here');
    expect(incident(there, id).notes).toBe('there all the words here');
    // The act is one, although it was written twice.
    expect(value(here.records.read(id)).state.acts).toHaveLength(1);
  });

  it('R41 an older state put in place is noticed; what came after it is back, and numbers are not given twice', async () => {
    const folder = folderFor();
    const id = withIncident(folder, 'old');
    const older = readFileSync(DB(folder));
    const lab = open(folder);
    note(lab, id, 'old and new');
    value(lab.records.stop());
    writeFileSync(DB(folder), older);
    const again = open(folder);
    expect(again.records.health().report.join()).toContain('put in its place');
    expect(incident(again, id).notes).toBe('old and new');
    expect(again.store.identity.replica).not.toBe(lab.store.identity.replica);
  });

  it('R41 two people at one folder are two replicas, and each is found again', () => {
    const folder = folderFor();
    const id = withIncident(folder);
    const bo = open(folder, { person: 'bo' });
    note(bo, id, 'all the words, says bo');
    expect(bo.records.health().report).toEqual([]);
    value(bo.records.stop());
    const ana = open(folder);
    expect(ana.store.identity.replica).not.toBe(bo.store.identity.replica);
    expect(incident(ana, id).notes).toBe('all the words, says bo');
    value(ana.records.stop());
    expect(open(folder, { person: 'bo' }).store.identity.replica).toBe(bo.store.identity.replica);
  });

  it('a store of a newer version is left alone, and words are kept in memory', () => {
    const folder = folderFor();
    withIncident(folder);
    const file = readFileSync(DB(folder));
    // user_version (sqlite.org/fileformat2.html).
    file.writeUInt32BE(99, 60);
    writeFileSync(DB(folder), file);
    const lab = open(folder);
    const fresh = value(lab.records.create('incident', [{ edit: 'write', field: 'title', text: 'Typed on' }]));
    expect(lab.records.flush()).toMatchObject({ ok: false, error: { kind: 'newer' } });
    expect(incident(lab, fresh).title).toBe('Typed on');
    expect(lab.records.unsavedText()).toContain('Typed on');
    lab.records.stop();
    expect(readFileSync(DB(folder)).equals(file)).toBe(true);
  });

  it.skipIf(process.platform === 'win32')(
    'R50 a folder that may not be written can be read; words are kept, and saved when it may',
    async () => {
      const folder = folderFor();
      const id = withIncident(folder);
      const { asNobody } = await import('./as-nobody');
      let lab: ReturnType<typeof open> | null = null;
      asNobody(folder, () => {
        lab = open(folder);
        expect(incident(lab, id).notes).toBe('all the words');
        note(lab, id, 'all the words and one more');
        expect(lab.records.flush()).toMatchObject({ ok: false, error: { kind: 'read-only' } });
        expect(lab.records.unsavedText()).toContain('all the words and one more');
        expect(lab.records.health().report.join()).toContain('cannot be written');
      });
      const writable = lab!;
      await writable.clock.advance(30_000);
      expect(writable.records.health().notSaved).toBeNull();
      value(writable.records.stop());
      expect(incident(open(folder), id).notes).toBe('all the words and one more');
    },
  );

  it('R50 a full disk is said, nothing is lost, and what waits is saved when there is room', async () => {
    const folder = folderFor();
    const lab = open(folder, { maxBytes: 160_000 });
    const id = value(lab.records.create('incident', [{ edit: 'write', field: 'title', text: 'Full' }]));
    value(lab.records.flush());
    const text = 'all of these words '.repeat(20_000);
    note(lab, id, text);
    await lab.clock.advance(10);
    expect(lab.records.health()).toMatchObject({ notSaved: { problem: { kind: 'full' } }, unsaved: [id] });
    expect(lab.records.act(id, { act: 'severity', payload: { severity: 'SEV1' } })).toMatchObject({
      ok: false,
      error: { kind: 'full' },
    });
    expect(incident(lab, id).notes).toBe(text);
    expect(lab.records.unsavedText()).toContain(text);
    // The program ends while the disk is full: it says that words were not saved.
    expect(lab.records.stop()).toMatchObject({ ok: false, error: { kind: 'full' } });
    const after = open(folder);
    expect(incident(after, id).title).toBe('Full');
    note(after, id, text);
    value(after.records.stop());
    expect(incident(open(folder), id).notes).toBe(text);
  });

  it('R51 a row that is not what was written costs only itself, is named, and is mended at the next start', async () => {
    const folder = folderFor();
    const id = withIncident(folder);
    const other = withIncident(folder, 'other words');
    const { atime, mtime } = statSync(DB(folder));
    const db = new DatabaseSync(DB(folder));
    db.exec("UPDATE log SET body = x'00112233' WHERE id = 1");
    db.close();
    // As a disk that goes bad does it: nothing tells from outside.
    utimesSync(DB(folder), atime, mtime);
    rewriteClosed(folder);
    const lab = open(folder);
    expect(lab.records.health().report).toEqual([]);
    expect(value(lab.records.read(id)).lost).toMatchObject([
      { record: id, what: 'a row that is not what was written' },
    ]);
    expect(incident(lab, other).notes).toBe('other words');
    lab.records.stop();
    const mended = open(folder);
    expect(mended.records.health().report.join()).toContain('was repaired');
    expect(incident(mended, id)).toMatchObject({ title: 'Checkout', notes: 'all the words' });
    expect(value(mended.records.read(id)).lost).toEqual([]);
  });

  it('R42 backups are verified, hourly for a day, daily for a month, and none is older', async () => {
    const folder = folderFor();
    const id = withIncident(folder);
    const lab = open(folder);
    const made = value(await lab.store.backupNow());
    expect(made.file).toContain(join('records', 'backups', 'records-2026-11-25T12-00-00.000Z.db'));
    const other = folderFor();
    mkdirSync(join(other, 'records'));
    copyFileSync(made.file, DB(other));
    expect(incident(open(other), id).notes).toBe('all the words');

    const backups = join(folderFor(), 'backups');
    mkdirSync(backups);
    for (let hour = 0; hour < 40 * 24; hour += 1) {
      const at = new Date(NOW - hour * HOUR).toISOString().replaceAll(':', '-');
      writeFileSync(join(backups, `records-${at}.db`), '');
    }
    rotateBackups(backups, NOW);
    const left = listBackups(backups);
    expect(left.filter(({ at }) => NOW - at < DAY)).toHaveLength(24);
    expect(left.every(({ at }) => NOW - at <= 30 * DAY)).toBe(true);
    expect(new Set(left.map(({ at }) => Math.floor(at / DAY))).size).toBeGreaterThanOrEqual(30);
    expect(left.length).toBeLessThanOrEqual(24 + 30);
    rotateBackups(backups, NOW + 365 * DAY);
    expect(listBackups(backups)).toHaveLength(1);
  });

  it('R42 a backup is made an hour after the last, when something was written since', async () => {
    const folder = folderFor();
    withIncident(folder);
    const lab = open(folder);
    await lab.clock.advance(6 * 60_000);
    await expect.poll(() => listBackups(join(folder, 'records', 'backups')).length).toBe(1);
    await lab.clock.advance(3 * HOUR);
    expect(listBackups(join(folder, 'records', 'backups'))).toHaveLength(1);
  });

  it('a folder that cannot be made is a problem that is said, not a crash', () => {
    const file = join(folderFor(), 'a-file');
    writeFileSync(file, '');
    const lab = open(join(file, 'data'));
    const id = value(lab.records.create('incident', [{ edit: 'write', field: 'notes', text: 'kept' }]));
    expect(lab.records.flush().ok).toBe(false);
    expect(incident(lab, id).notes).toBe('kept');
    expect(lab.records.stop().ok).toBe(false);
    expect(existsSync(join(file, 'data'))).toBe(false);
    rmSync(file);
  });
});
