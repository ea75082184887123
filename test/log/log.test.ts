import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { createLog } from '../../main/log/log';
import { createLogFile, rotatedName } from '../../main/log/log-file';
import { anyText } from '../builders/any-text';
import { holds } from '../builders/property';

vi.setConfig({ testTimeout: 30_000 });

const folder = (): string => {
  const made = mkdtempSync(join(tmpdir(), 'meridian-log-'));
  onTestFinished(() => rmSync(made, { recursive: true, force: true }));
  return made;
};

function rig() {
  const lines: string[] = [];
  let now = Date.UTC(2026, 10, 25, 11, 24, 1, 123);
  let refuses = false;
  const log = createLog({
    now: () => now,
    file: {
      append: (text) => {
        if (refuses) return false;
        lines.push(text);
        return true;
      },
    },
  });
  return {
    log,
    lines,
    passes: (ms: number) => {
      now += ms;
    },
    fills: () => {
      refuses = true;
    },
  };
}

describe('a line of the log', () => {
  it('has its time in UTC, its level and its text', () => {
    const { log, lines } = rig();
    log('the window was opened');
    log.warn('a thread ended');
    log.error('it broke');
    expect(lines).toEqual([
      '2026-11-25T11:24:01.123Z INFO  the window was opened\n',
      '2026-11-25T11:24:01.123Z WARN  a thread ended\n',
      '2026-11-25T11:24:01.123Z ERROR it broke\n',
    ]);
  });

  it('of any text is one line without controls, and never throws', () => {
    holds(
      fc.property(anyText({ maxLength: 200 }), (text) => {
        const { log, lines } = rig();
        log(`x${text}\r\n2026-11-25T11:24:01.123Z INFO  forged\u2028\u202e\u001b[2J`);
        expect(lines).toHaveLength(1);
        expect(lines[0]?.slice(0, -1)).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
        expect(lines[0]).toContain('\\r\\n');
      }),
    );
  });

  it('is redacted before it is cut, so that no half of a secret is left', () => {
    const { log, lines } = rig();
    log(`${'x '.repeat(1_990)} aws_secret_access_key=wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY ${'y'.repeat(9_000)}`);
    expect(lines[0]).not.toContain('wJalr');
    expect(lines[0]?.length).toBeLessThan(4_200);
    expect(lines[0]).toMatch(/\.\.\. \(\d+ more\)\n$/);
  });

  it('that comes again and again is counted, not repeated', () => {
    const { log, lines, passes } = rig();
    for (let n = 0; n < 1_000; n++) log('offline');
    expect(lines).toHaveLength(1);
    passes(61_000);
    log('offline');
    expect(lines.at(-1)).toContain('the same again, 1000 times: offline');
    log('offline');
    log('other');
    expect(lines.slice(-2).map((line) => line.slice(31, -1))).toEqual(['the same again, 1 time: offline', 'other']);
  });

  it('in a flood is left out and the number of those is said; it writes again when it calmed down', () => {
    const { log, lines, passes } = rig();
    for (let n = 0; n < 5_000; n++) log(`line ${n}`);
    expect(lines).toHaveLength(200);
    passes(10_000);
    log('calm');
    expect(lines.slice(-2).map((line) => line.slice(31, -1))).toEqual([
      '4800 lines were left out: too many at once',
      'calm',
    ]);
  });

  it('that the disk does not take stays in memory for a report', () => {
    const { log, fills } = rig();
    fills();
    log('kept 111122223333');
    expect(log.lost()).toBe(1);
    expect(log.tail(5)).toEqual(['2026-11-25T11:24:01.123Z INFO  kept [account ..3333]']);
  });

  it('is not stopped by whoever looks on', () => {
    const log = createLog({
      now: () => 0,
      file: { append: () => true },
      echo: () => {
        throw new Error('closed');
      },
    });
    expect(() => log('x')).not.toThrow();
  });
});

describe('the file of the log', () => {
  it('rotates by size and keeps so many', () => {
    const place = folder();
    const file = join(place, 'meridian.log');
    const log = createLogFile(file, { size: 100, files: 3 });
    for (let n = 0; n < 40; n++) expect(log.append(`line ${n} ${'x'.repeat(20)}\n`)).toBe(true);
    expect(readdirSync(place).sort()).toEqual(['meridian.1.log', 'meridian.2.log', 'meridian.log']);
    for (const name of readdirSync(place)) expect(statSync(join(place, name)).size).toBeLessThanOrEqual(100);
    const all = [2, 1, 0].map((age) => readFileSync(rotatedName(file, age), 'utf8')).join('');
    expect(
      all
        .trim()
        .split('\n')
        .map((line) => Number(line.split(' ')[1])),
    ).toEqual(Array.from({ length: all.trim().split('\n').length }, (_, n) => 40 - all.trim().split('\n').length + n));
  });

  it('begins a new line behind one that was torn, and comes back when it was taken away', () => {
    const file = join(folder(), 'meridian.log');
    writeFileSync(file, 'half a li');
    const log = createLogFile(file);
    log.append('whole\n');
    expect(readFileSync(file, 'utf8')).toBe('half a li\nwhole\n');
    rmSync(file);
    log.append('again\n');
    expect(readFileSync(file, 'utf8')).toBe('again\n');
  });

  it('says no, and throws nothing, where it cannot be written', () => {
    const place = folder();
    mkdirSync(join(place, 'is-a-folder'));
    expect(createLogFile(join(place, 'is-a-folder')).append('x\n')).toBe(false);
    expect(createLogFile(join(place, 'none', 'x.log')).append('x\n')).toBe(false);
    // A device that is always full.
    if (process.platform === 'linux') expect(createLogFile('/dev/full').append('x\n')).toBe(false);
  });

  it('is read by nobody else', () => {
    const file = join(folder(), 'meridian.log');
    createLogFile(file).append('x\n');
    if (process.platform !== 'win32') expect(statSync(file).mode & 0o077).toBe(0);
  });
});
