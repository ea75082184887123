import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { kindOf, memoryOf, parseRollup, treeOf } from './processes';

describe('memory of a process tree', () => {
  it('reads the proportional share of a process', () => {
    const text = 'Rss:  5000 kB\nPss:  4200 kB\nPss_Dirty: 10 kB\nPss_Anon:  1300 kB\nPss_File: 2900 kB\n';
    expect(parseRollup(text)).toEqual({ pss: 4_200, anonymous: 1_300 });
    expect(() => parseRollup('Rss: 5000 kB\n')).toThrow('Pss');
  });

  it('tells what a process is for', () => {
    expect(kindOf('/opt/electron\0--no-sandbox\0/app\0')).toBe('main');
    expect(kindOf('/opt/electron --type=renderer --lang=en')).toBe('renderer');
    expect(kindOf('/opt/electron\0--type=gpu-process\0')).toBe('gpu-process');
  });

  it('takes in children and theirs, and nobody else', () => {
    const parentOf = new Map([
      [2, 1],
      [3, 2],
      [4, 3],
      [5, 1],
    ]);
    expect(treeOf(2, parentOf)).toEqual([2, 3, 4]);
  });

  it.runIf(process.platform === 'linux')('counts what a real child has taken', async () => {
    const script =
      'globalThis.kept = Buffer.alloc(64 << 20, 1); process.stdout.write("ready"); setInterval(() => {}, 1e6)';
    const child = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
    try {
      await once(child.stdout, 'data');
      const found = memoryOf(process.pid).find(({ pid }) => pid === child.pid);
      expect(found?.anonymous).toBeGreaterThan(64 * 1_024);
      expect(found?.pss).toBeGreaterThan(found?.anonymous ?? Infinity);
    } finally {
      child.kill();
    }
  });
});
