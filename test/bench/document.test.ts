import { mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { benchmarks } from './document';
import { FIGURE_IDS, type Figure, type Row } from './figure';
import { figures } from './figures/all';
import { merge, readResults, writeResults, type Measured, type Stamp } from './results';
import { runFigures } from './run';

const stamp: Stamp = {
  date: '2026-11-25T11:38:15.000Z',
  commit: 'abc1234567',
  seed: 1,
  command: 'npm run bench',
  machine: {
    cpu: 'Quick CPU',
    cores: 2,
    memoryGb: 8,
    os: 'Debian 12, Linux 6',
    node: '24.21.0',
    electron: '25.1.1',
    chromium: null,
  },
};
const row = (over: Partial<Row> = {}): Row => ({
  id: 'a',
  what: 'A sweep',
  measured: 1.14,
  unit: 'x',
  limit: { kind: 'at-most', value: 1.2 },
  ...over,
});
const measured = (figure: Measured['figure'], over: Partial<Measured> = {}): Measured => ({
  figure,
  title: `Title of ${figure}`,
  method: `Method of ${figure}.`,
  seconds: 12.4,
  stamp,
  rows: [row({ id: figure })],
  ...over,
});

describe('docs/benchmarks.json', () => {
  test('is read as it was written, every part of a row', () => {
    const all = [
      measured('a', {
        rows: [row({ peer: 'p', note: 'n', spread: { min: 1, max: 2, runs: 3 } }), row({ skipped: 's' })],
      }),
      measured('b', { rows: [row({ measured: null, limit: null })] }),
    ];
    expect(readResults(writeResults(all))).toEqual(all);
  });

  test('what is no result of ours is refused instead of being overwritten', () => {
    expect(() => readResults('[{"figure":"z"}]')).toThrow();
    expect(() => readResults('no json')).toThrow();
  });

  test('a run of some figures replaces those, and leaves the others their date', () => {
    const later = { ...stamp, date: '2026-11-26T08:00:00.000Z' };
    const merged = merge(
      [measured('a'), measured('b'), measured('g')],
      [measured('b', { stamp: later }), measured('d')],
    );
    expect(merged.map((one) => [one.figure, one.stamp.date])).toEqual([
      ['a', stamp.date],
      ['b', later.date],
      ['d', stamp.date],
      ['g', stamp.date],
    ]);
  });
});

describe('docs/benchmarks.md', () => {
  test('says the machine, the date, the commit, the command, every row and how it is measured', () => {
    const text = benchmarks([measured('a', { rows: [row({ peer: 'serial 245 ms', note: 'p95 1.25 x' })] })]);
    expect(text).toContain(
      'Measured 2026-11-25 11:38 UTC at commit abc1234567 by `npm run bench` (seed 1) on Quick CPU, 2 cores, 8 GB memory, ' +
        'Debian 12, Linux 6, Node 24.21.0, Electron 25.1.1, no Chromium.',
    );
    expect(text).toContain('| **a** | A sweep | 1.14 x | ≤ 1.20 x | ok | serial 245 ms; p95 1.25 x |');
    expect(text).toContain('**(a) Title of a** (measuring it took 12 s). Method of a.');
  });

  test('says how busy the machine was', () => {
    expect(benchmarks([measured('a', { stamp: { ...stamp, load: 11.8 } })])).toContain(
      'no Chromium; load average before it 11.8.',
    );
  });

  test('a missed figure and a skipped one are said', () => {
    const text = benchmarks([
      measured('a', { rows: [row({ measured: 1.3 }), row({ measured: null, skipped: 'no aws' })] }),
    ]);
    expect(text).toContain('| 1.30 x | ≤ 1.20 x | MISSED |');
    expect(text).toContain('| - | ≤ 1.20 x | skipped | no aws |');
  });

  test('figures of several runs say which were measured when', () => {
    const text = benchmarks([
      measured('a'),
      measured('b', { stamp: { ...stamp, date: '2026-11-26T08:00:00.000Z' } }),
      measured('c'),
    ]);
    expect(text).toContain('Figures a, c: measured 2026-11-25 11:38 UTC');
    expect(text).toContain('Figures b: measured 2026-11-26 08:00 UTC');
  });

  test('a text cannot break out of its cell', () => {
    const text = benchmarks([measured('a', { rows: [row({ what: 'one | two\nthree' })] })]);
    expect(text).toContain('| one \\| two three |');
  });
});

describe('a run', () => {
  const figure = (id: Figure['id'], run: Figure['run']): Figure => ({ id, title: id, method: '', run });
  const options = () => ({
    seed: 1,
    electron: null,
    chromium: null,
    out: 'out',
    temp: mkdtempSync(join(tmpdir(), 'meridian-bench-')),
    log: () => undefined,
    stamp,
  });

  test('a figure that throws is missed with its reason, and the rest go on', async () => {
    const found = await runFigures(
      [figure('a', () => Promise.reject(new Error('no answer'))), figure('b', async () => [row({ id: 'b' })])],
      options(),
    );
    expect(found.map(({ rows }) => rows)).toEqual([
      [{ id: 'a', what: 'a', measured: null, unit: '', limit: null, note: 'Error: no answer' }],
      [row({ id: 'b' })],
    ]);
  });

  test('each figure has an empty folder of its own, which is gone after it', async () => {
    const folders: string[] = [];
    const keep: Figure['run'] = async ({ temp }) => {
      expect(readdirSync(temp)).toEqual([]);
      folders.push(temp);
      return [];
    };
    const given = options();
    await runFigures([figure('a', keep), figure('b', keep)], given);
    expect(new Set(folders).size).toBe(2);
    expect(readdirSync(given.temp)).toEqual([]);
  });
});

test('every figure is there once, in order, and says how it is measured', () => {
  expect(figures.map(({ id }) => id)).toEqual([...FIGURE_IDS]);
});
