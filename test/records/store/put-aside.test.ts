import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import { describe, expect, it } from 'vitest';
import { DAY } from '../../../shared/lib/time';
import { NOW, value } from '../rig';
import { folderFor, incident, note, open, type Lab } from './lab';

const SECRET = 'AKIA-never-to-be-read-again';
const records = (folder: string): string => join(folder, 'records');
const DATABASE = (folder: string): string => join(records(folder), 'records.db');
const parts = (folder: string): readonly string[] =>
  readdirSync(records(folder)).filter((name) => name.startsWith('damaged-'));
/** Without their journals. */
const aside = (folder: string): readonly string[] => parts(folder).filter((name) => name.endsWith('.db'));
const holding = (folder: string, word: string): readonly string[] =>
  readdirSync(records(folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && readFileSync(join(entry.parentPath, entry.name)).includes(word))
    .map(({ name }) => name);

/** A store with a word that is to go, closed in order. */
function withSecret(folder: string): string {
  const lab = open(folder);
  const id = value(lab.records.create('incident', [{ edit: 'write', field: 'title', text: 'Key in the notes' }]));
  note(lab, id, SECRET);
  value(lab.records.stop());
  return id;
}

/** What lists are made of is broken: every word can be read, and the start makes the file anew. */
function breakList(folder: string): void {
  const db = new DatabaseSync(DATABASE(folder));
  const found: unknown = db.prepare("SELECT rootpage FROM sqlite_schema WHERE name = 'projections'").get();
  db.close();
  const { rootpage: page } = found as { readonly rootpage: number };
  const bytes = readFileSync(DATABASE(folder));
  bytes.fill(0xff, (page - 1) * 4_096, page * 4_096);
  writeFileSync(DATABASE(folder), bytes);
}

/** A word in the log is another one now: nobody can read that entry again. */
function breakEntry(folder: string): void {
  const bytes = readFileSync(DATABASE(folder));
  const at = bytes.indexOf(SECRET);
  bytes.write('X', at);
  writeFileSync(DATABASE(folder), bytes);
  for (const name of ['recent.log', 'last-number']) writeFileSync(join(records(folder), name), '');
}

const redact = (lab: Lab, id: string): void => {
  note(lab, id, '');
  value(lab.records.redact(id, 'a key'));
};

describe('what a repair moved aside', () => {
  it('R54 is removed after 30 days, with its journal, and not before', () => {
    const folder = folderFor();
    const id = withSecret(folder);
    breakList(folder);
    const repaired = open(folder);
    expect(repaired.records.health().report.join()).toContain(
      'kept as damaged-2026-11-25T12-00-00.000Z-recovered.db until 2026-12-25T12:00:00.000Z',
    );
    value(repaired.records.stop());
    const [file = ''] = aside(folder);
    writeFileSync(join(records(folder), `${file}-wal`), '');
    value(open(folder, { at: NOW + 30 * DAY - 1 }).records.stop());
    expect(parts(folder)).toContain(`${file}-wal`);
    const later = open(folder, { at: NOW + 30 * DAY });
    expect(parts(folder)).toEqual([]);
    expect(incident(later, id).notes).toBe(SECRET);
  });

  it('R54 R40 goes with the next redaction where all of it is in the store', () => {
    const folder = folderFor();
    const id = withSecret(folder);
    breakList(folder);
    const lab = open(folder);
    expect(aside(folder)).toEqual(['damaged-2026-11-25T12-00-00.000Z-recovered.db']);
    expect(holding(folder, SECRET)).toContain('damaged-2026-11-25T12-00-00.000Z-recovered.db');
    redact(lab, id);
    value(lab.records.stop());
    expect(parts(folder)).toEqual([]);
    expect(holding(folder, SECRET)).toEqual([]);
  });

  it('R54 R40 stays its 30 days where it may be the only copy of words, and the redaction says so', () => {
    const folder = folderFor();
    withSecret(folder);
    breakEntry(folder);
    const news: string[] = [];
    const lab = open(folder, { onNews: (line) => news.push(line) });
    expect(lab.records.health().report.join()).toContain('Lost, as far as can be told');
    const file = 'damaged-2026-11-25T12-00-00.000Z.db';
    expect(aside(folder)).toEqual([file]);
    redact(lab, value(lab.records.create('incident', [{ edit: 'write', field: 'notes', text: SECRET }])));
    expect(aside(folder)).toEqual([file]);
    expect(news).toEqual([
      `${file} could not be read as a whole and may hold what was redacted; it is removed on 2026-12-25T12:00:00.000Z.`,
    ]);
    value(lab.records.stop());
    open(folder, { at: NOW + 31 * DAY });
    expect(aside(folder)).toEqual([]);
  });

  it('R53 an image that could not be read is said to be lost, and its file is no recovered one', () => {
    const folder = folderFor();
    const lab = open(folder);
    value(lab.records.create('incident', [{ edit: 'write', field: 'title', text: 'With an image' }]));
    value(lab.records.putBlob('image/png', new Uint8Array(9_000).fill(0xab)));
    value(lab.records.stop());
    const bytes = readFileSync(DATABASE(folder));
    bytes.write('!', bytes.indexOf(Buffer.alloc(3_000, 0xab)) + 1_000);
    writeFileSync(DATABASE(folder), bytes);
    breakList(folder);
    expect(open(folder).records.health().report.join()).toMatch(/Lost, as far as can be told: .*an image/);
    expect(aside(folder)).toEqual(['damaged-2026-11-25T12-00-00.000Z.db']);
  });
});

describe('what a killed program left half made', () => {
  it('R42 R53 is removed by the next start: it holds words that no redaction reaches', () => {
    const folder = folderFor();
    const id = withSecret(folder);
    const backups = join(records(folder), 'backups');
    mkdirSync(join(records(folder), 'salvage-abc123'));
    mkdirSync(backups);
    const left = [
      join(backups, 'records-2026-11-25T11-00-00.000Z.db.part'),
      join(backups, 'records-2026-11-25T11-00-00.000Z.db.part-journal'),
      join(records(folder), 'records.db.new'),
      join(records(folder), 'records.db.new-wal'),
      join(records(folder), 'salvage-abc123', 'copy.db'),
    ];
    for (const file of left) writeFileSync(file, SECRET);
    const kept = join(backups, 'records-2026-11-25T10-00-00.000Z.db');
    writeFileSync(kept, '');
    expect(incident(open(folder), id).notes).toBe(SECRET);
    expect(left.filter((file) => existsSync(file))).toEqual([]);
    expect(existsSync(kept)).toBe(true);
  });
});
