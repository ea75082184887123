import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openStore, type OpenedStore } from '../../main/storage/open-store';
import { MIGRATIONS } from '../../main/storage/migrations';
import { aRun } from '../builders/outside';
import { MINUTE } from '../../shared/lib/time';
import { NOW, alarm, record, source, value } from './contract';

const FILE = 'last-known.sqlite';

function folderFor(): string {
  const folder = mkdtempSync(join(tmpdir(), 'meridian-store-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

function open(folder: string, options: { readonly now?: () => number; readonly maxBytes?: number } = {}): OpenedStore {
  const opened = openStore({ folder, now: () => NOW, ...options });
  onTestFinished(() => opened.store.close());
  return opened;
}

/** A store with something in it, closed. */
function filled(folder: string): string {
  const { store } = openStore({ folder, now: () => NOW });
  const begin = NOW - (NOW % MINUTE) - 120 * MINUTE;
  const signals = Array.from({ length: 40 }, (_, i) => record(`s${i}`, begin, begin + 100 * MINUTE));
  value(store.saveSweep('shop', NOW, { source: source(), alarms: [alarm('a')], signals }));
  store.close();
  return join(folder, FILE);
}

const damagedFiles = (folder: string): readonly string[] =>
  readdirSync(folder).filter((name) => name.includes('.damaged-') && name.endsWith('.sqlite'));

describe('the file of the last known state', () => {
  it('is opened again with all that was in it', () => {
    const folder = join(folderFor(), 'not', 'there', 'yet');
    filled(folder);
    const { store } = open(folder);
    const known = value(store.load('shop', NOW));
    expect([known.signals.size, known.signals.get('s39')?.points.length, known.alarms.size]).toEqual([40, 100, 1]);
    expect(store.problem()).toBeNull();
  });

  it.each([
    ['is no database', (file: string) => writeFileSync(file, 'this is no database'.repeat(1_000))],
    ['lost its first page', (file: string) => overwrite(file, 0, 4_096)],
    ['lost pages in the middle', (file: string) => overwrite(file, 4_096, statSync(file).size - 4_096)],
    ['was cut in half', (file: string) => truncateSync(file, Math.floor(statSync(file).size / 2 / 4_096) * 4_096)],
    ['was cut within a page', (file: string) => truncateSync(file, 5_000)],
  ])('a file that %s is moved aside and a fresh one begun', (_name, damage) => {
    const folder = folderFor();
    damage(filled(folder));
    const { store } = open(folder);
    expect(store.problem()).toMatchObject({ kind: 'damaged' });
    expect(store.problem()?.message).toContain('.damaged-2026-11-23T12-34-56.000Z.sqlite');
    expect(value(store.load('shop', NOW)).signals.size).toBe(0);
    value(store.saveSweep('shop', NOW, { source: source(), alarms: [alarm('new')] }));
    // It stays said: something was lost.
    expect(store.problem()?.kind).toBe('damaged');
    expect(damagedFiles(folder)).toHaveLength(1);
    store.close();
    expect(open(folder).store.problem()).toBeNull();
    expect(value(open(folder).store.load('shop', NOW)).alarms.size).toBe(1);
  });

  it('an empty file is a fresh one', () => {
    const folder = folderFor();
    writeFileSync(join(folder, FILE), '');
    const { store } = open(folder);
    expect(value(store.load('shop', NOW)).sources).toEqual([]);
    expect(store.problem()).toBeNull();
  });

  it('damage found while running costs the calls until a fresh file is begun, not the app', () => {
    const folder = folderFor();
    const file = filled(folder);
    let now = NOW;
    const { store } = open(folder, { now: () => now });
    // Nothing of it is in memory yet but the schema.
    overwrite(file, 8_192, statSync(file).size - 8_192);
    expect(store.load('shop', now)).toMatchObject({ ok: false, error: { kind: 'damaged' } });
    expect(store.saveAcknowledgement('shop', 'a', now)).toMatchObject({ ok: false, error: { kind: 'damaged' } });
    now += MINUTE;
    value(store.saveSweep('shop', now, { source: source(), signals: [record('s', NOW - MINUTE, NOW)] }));
    expect(value(store.load('shop', now)).signals.size).toBe(1);
    expect(store.problem()?.kind).toBe('damaged');
    expect(damagedFiles(folder)).toHaveLength(1);
  });

  it('leaves one file behind when it is closed', () => {
    const folder = folderFor();
    filled(folder);
    expect(readdirSync(folder)).toEqual([FILE]);
  });

  it('keeps only the newest two damaged files', () => {
    const folder = folderFor();
    for (let day = 0; day < 4; day += 1) {
      writeFileSync(join(folder, FILE), 'no database'.repeat(1_000));
      open(folder, { now: () => NOW + day * 86_400_000 }).store.close();
    }
    expect(damagedFiles(folder).map((name) => name.slice(0, 29))).toEqual([
      'last-known.damaged-2026-11-25',
      'last-known.damaged-2026-11-26',
    ]);
  });

  it('a journal that was cut off gives what was committed before', () => {
    const folder = folderFor();
    const live = open(folder).store;
    value(live.saveAcknowledgement('shop', 'first', NOW));
    const journal = join(folder, `${FILE}-wal`);
    const whole = statSync(journal).size;
    value(live.saveAcknowledgement('shop', 'second', NOW));
    expect(statSync(journal).size).toBeGreaterThan(whole);
    // What a kill -9 in the middle of a write leaves behind: the file, and a journal whose last pages are missing.
    const after = join(folderFor(), 'after');
    mkdirSync(after);
    for (const suffix of ['', '-wal']) copyFileSync(join(folder, FILE + suffix), join(after, FILE + suffix));
    truncateSync(join(after, `${FILE}-wal`), statSync(journal).size - 1_000);
    const { store } = open(after);
    expect([...value(store.load('shop', NOW)).acknowledgements.keys()]).toEqual(['first']);
    expect(store.problem()).toBeNull();
  });

  it('a journal of rubbish is ignored', () => {
    const folder = folderFor();
    filled(folder);
    writeFileSync(join(folder, `${FILE}-wal`), Buffer.alloc(50_000, 7));
    const { store } = open(folder);
    expect(value(store.load('shop', NOW)).signals.size).toBe(40);
  });

  it('leaves the file of a newer version alone', () => {
    const folder = folderFor();
    const file = filled(folder);
    const newer = new DatabaseSync(file);
    newer.exec('PRAGMA user_version = 99; PRAGMA wal_checkpoint(TRUNCATE)');
    newer.close();
    const before = readFileSync(file);
    const { store } = open(folder);
    expect(store.load('shop', NOW)).toMatchObject({ ok: false, error: { kind: 'newer' } });
    expect(store.saveAcknowledgement('shop', 'a', NOW)).toMatchObject({ ok: false, error: { kind: 'newer' } });
    expect(store.problem()?.kind).toBe('newer');
    store.close();
    expect(readFileSync(file).equals(before)).toBe(true);
  });

  it('a file of the version before keeps its answers, and takes changes from outside beside them', () => {
    const folder = folderFor();
    const before = new DatabaseSync(join(folder, FILE));
    before.exec(MIGRATIONS[0] ?? '');
    before.exec(`
      INSERT INTO workspaces (id, key, used_at) VALUES (1, 'shop', ${NOW});
      INSERT INTO answers VALUES (1, 'retail/sa-east-1/DescribeAlarms', 'alarms', x'00', '${JSON.stringify([alarm('a')])}');
      PRAGMA user_version = 1;
    `);
    before.close();
    const { store } = open(folder);
    const pipelines = source({ api: 'CodePipeline' });
    value(store.saveSweep('shop', NOW, { source: pipelines, outside: [aRun()] }));
    const known = value(store.load('shop', NOW));
    expect([...known.alarms.values()]).toEqual([[alarm('a')]]);
    expect([...known.outside.values()]).toEqual([[aRun()]]);
    expect(store.problem()).toBeNull();
  });

  it('an answer of a kind that a later version wrote is left alone', () => {
    const folder = folderFor();
    const file = filled(folder);
    const db = new DatabaseSync(file);
    db.exec(`INSERT INTO answers SELECT workspace, source, 'songs', digest, list FROM answers WHERE kind = 'alarms'`);
    db.close();
    const { store } = open(folder);
    const known = value(store.load('shop', NOW));
    expect([known.alarms.size, known.events.size, known.outside.size]).toEqual([1, 0, 0]);
  });

  it('one bad row costs only itself', () => {
    const folder = folderFor();
    const file = filled(folder);
    const db = new DatabaseSync(file);
    db.exec(`
      UPDATE signals SET state = 'no json' WHERE key = 's1';
      UPDATE signals SET state = '{"covered":"no range"}' WHERE key = 's2';
      UPDATE points SET data = x'0102' WHERE signal = (SELECT id FROM signals WHERE key = 's3');
      UPDATE answers SET list = json_insert(list, '$[#]', json('{"name":7}'));
      UPDATE sources SET state = '[]';
    `);
    db.close();
    const { store } = open(folder);
    const known = value(store.load('shop', NOW));
    expect([known.signals.size, known.signals.get('s3')?.points, known.sources]).toEqual([38, [], []]);
    expect([...known.alarms.values()]).toEqual([[alarm('a')]]);
  });

  it('a disk without room refuses the write as a whole, and takes the next one that fits', () => {
    const folder = folderFor();
    const { store } = open(folder, { maxBytes: 400_000 });
    const large = Array.from({ length: 60 }, (_, i) => record(`s${i}`, NOW - 27 * 60 * MINUTE, NOW));
    value(store.saveSweep('shop', NOW, { source: source(), alarms: [alarm('before')] }));
    const refused = store.saveSweep('shop', NOW, { source: source({ lastGoodAt: 1 }), alarms: [], signals: large });
    expect(refused).toMatchObject({ ok: false, error: { kind: 'full' } });
    expect(store.problem()?.kind).toBe('full');
    const known = value(store.load('shop', NOW));
    expect([known.sources[0]?.lastGoodAt, known.signals.size, [...known.alarms.values()][0]?.length]).toEqual([
      NOW,
      0,
      1,
    ]);
    value(store.saveSweep('shop', NOW, { source: source(), signals: large.slice(0, 2) }));
    expect(store.problem()).toBeNull();
    expect(value(store.load('shop', NOW)).signals.get('s1')?.points.length).toBeGreaterThan(1_600);
  });

  it('a folder that cannot be made is a problem, not a crash', () => {
    const file = join(folderFor(), 'a-file');
    writeFileSync(file, '');
    const { store } = open(join(file, 'data'));
    expect(store.problem()?.kind).toBe('unavailable');
    expect(store.saveAcknowledgement('shop', 'a', NOW).ok).toBe(false);
  });

  it('tries again later, once the folder can be used', () => {
    const blocked = join(folderFor(), 'data');
    writeFileSync(blocked, '');
    let now = NOW;
    const { store } = open(blocked, { now: () => now });
    rmSync(blocked);
    expect(store.saveAcknowledgement('shop', 'a', now).ok).toBe(false);
    now += MINUTE;
    expect(store.saveAcknowledgement('shop', 'a', now).ok).toBe(true);
    expect(store.problem()).toBeNull();
  });

  it.skipIf(process.platform === 'win32')('a folder that may not be written is said, and the app goes on', () => {
    const folder = folderFor();
    filled(folder);
    asNobody(folder, () => {
      const { store } = open(folder);
      const saved = store.saveAcknowledgement('shop', 'a', NOW);
      expect(saved).toMatchObject({ ok: false, error: { kind: 'read-only' } });
      expect(store.problem()?.message).toContain('may not be written');
      store.close();
      const fresh = open(join(folder, 'new'));
      expect(fresh.store.problem()?.kind).toBe('read-only');
    });
    expect(existsSync(join(folder, 'new'))).toBe(false);
  });

  it('a file another process holds is said, and used when it is free', () => {
    const folder = folderFor();
    const file = filled(folder);
    const { store } = open(folder);
    const other = new DatabaseSync(file);
    other.exec('BEGIN IMMEDIATE');
    expect(store.saveAcknowledgement('shop', 'a', NOW)).toMatchObject({ ok: false, error: { kind: 'busy' } });
    other.exec('ROLLBACK');
    other.close();
    expect(store.saveAcknowledgement('shop', 'a', NOW).ok).toBe(true);
  });

  it('answers with a value after it was closed', () => {
    const { store } = open(folderFor());
    store.close();
    store.close();
    expect(store.load('shop', NOW)).toMatchObject({ ok: false });
    expect(store.saveSweep('shop', NOW + 10 * MINUTE, { source: source() })).toMatchObject({ ok: false });
  });
});

function overwrite(file: string, from: number, length: number): void {
  const bytes = readFileSync(file);
  bytes.fill(0xa5, from, from + length);
  writeFileSync(file, bytes);
}

/** Runs the work without the right to write; the superuser has it everywhere, so it steps down meanwhile. */
function asNobody(folder: string, work: () => void): void {
  chmodSync(folder, 0o555);
  for (const name of readdirSync(folder)) chmodSync(join(folder, name), 0o444);
  const superuser = process.geteuid?.() === 0;
  if (superuser) process.seteuid?.(65_534);
  try {
    work();
  } finally {
    if (superuser) process.seteuid?.(0);
    chmodSync(folder, 0o755);
  }
}
