import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { places } from '../../main/data-folder/locations';
import {
  currentOwner,
  ownFolder,
  type OwnOptions,
  type OwnProblem,
  type Ownership,
} from '../../main/data-folder/owner';
import { thisMachine, type Processes } from '../../main/data-folder/processes';
import type { Result } from '../../shared/lib/result';

const NOW = Date.UTC(2026, 10, 23, 12);
const HOUR = 3_600_000;

function folderFor(): string {
  const folder = mkdtempSync(join(tmpdir(), 'meridian-data-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A machine on which these processes run: number and birth. */
interface FakeMachine {
  readonly running: Map<number, string | null>;
  process(pid: number): Processes;
  exits(pid: number): void;
}

function machine(bootedAt = NOW - 24 * HOUR): FakeMachine {
  const running = new Map<number, string | null>();
  const exits = new Map<number, Set<() => void>>();
  return {
    running,
    process: (pid) => {
      if (!running.has(pid)) running.set(pid, `birth of ${pid}`);
      const listeners = exits.get(pid) ?? new Set();
      exits.set(pid, listeners);
      return {
        pid,
        startedAt: () => NOW - HOUR,
        bootedAt: () => bootedAt,
        isRunning: (other) => running.has(other),
        birth: (other) => running.get(other) ?? null,
        onExit: (listener) => {
          listeners.add(listener);
          return () => listeners.delete(listener);
        },
      };
    },
    exits: (pid) => {
      exits.get(pid)?.forEach((listener) => listener());
      running.delete(pid);
    },
  };
}

let marks = 0;
const own = (folder: string, processes: Processes, change: Partial<OwnOptions> = {}): Result<Ownership, OwnProblem> =>
  ownFolder({
    folder,
    file: places(folder).owner,
    kind: 'app',
    now: NOW,
    processes,
    mark: `mark-${++marks}`,
    ...change,
  });

function owned(result: Result<Ownership, OwnProblem>): Ownership {
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}

describe('the owner of a data folder', () => {
  it('is one; the second is told its name', () => {
    const folder = join(folderFor(), 'deep', 'data');
    const computer = machine();
    owned(own(folder, computer.process(10)));
    const second = own(folder, computer.process(11), { kind: 'status' });
    expect(second).toEqual({
      ok: false,
      error: {
        kind: 'owned',
        owner: { pid: 10, kind: 'app', startedAt: NOW, url: null },
        message: `${folder} is in use by Meridian (app, process 10, since 2026-11-23T12:00:00.000Z)`,
      },
    });
    expect(readdirSync(folder)).toEqual(['owner.json']);
  });

  it('the same process does not get it twice either', () => {
    const folder = folderFor();
    const processes = machine().process(10);
    owned(own(folder, processes));
    expect(own(folder, processes)).toMatchObject({ ok: false, error: { kind: 'owned' } });
  });

  it('gives it free, once', () => {
    const folder = folderFor();
    const computer = machine();
    const first = owned(own(folder, computer.process(10)));
    first.release();
    expect(readdirSync(folder)).toEqual([]);
    const second = owned(own(folder, computer.process(11)));
    first.release();
    first.announce('http://127.0.0.1:1');
    expect(currentOwner(places(folder).owner, computer.process(12))).toEqual(second.owner);
  });

  it('gives it free when the process exits', () => {
    const folder = folderFor();
    const computer = machine();
    owned(own(folder, computer.process(10)));
    computer.exits(10);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('says where it can be reached', () => {
    const folder = folderFor();
    const computer = machine();
    const first = owned(own(folder, computer.process(10), { kind: 'serve' }));
    first.announce('http://127.0.0.1:4321');
    expect(own(folder, computer.process(11))).toMatchObject({
      error: { owner: { kind: 'serve', url: 'http://127.0.0.1:4321' } },
    });
    first.announce(null);
    expect(currentOwner(places(folder).owner, computer.process(11))?.url).toBeNull();
    expect(readdirSync(folder)).toEqual(['owner.json']);
    first.release();
    expect(currentOwner(places(folder).owner, computer.process(11))).toBeNull();
  });

  it('takes over from a process that is gone', () => {
    const folder = folderFor();
    const computer = machine();
    owned(own(folder, computer.process(10)));
    computer.running.delete(10);
    expect(currentOwner(places(folder).owner, computer.process(11))).toBeNull();
    expect(owned(own(folder, computer.process(11))).owner.pid).toBe(11);
    expect(readdirSync(folder)).toEqual(['owner.json']);
  });

  it('takes over when the number belongs to another process by now', () => {
    const folder = folderFor();
    const computer = machine();
    owned(own(folder, computer.process(10)));
    computer.running.set(10, 'born later');
    expect(owned(own(folder, computer.process(11))).owner.pid).toBe(11);
  });

  it('takes over when the machine was started since, where births are not told', () => {
    const folder = folderFor();
    const computer = machine();
    computer.running.set(10, null);
    owned(own(folder, computer.process(10)));
    expect(own(folder, computer.process(11)).ok).toBe(false);
    const later = machine(NOW + HOUR);
    later.running.set(10, null);
    expect(own(folder, later.process(11)).ok).toBe(true);
  });

  it('takes over from an earlier process that had its own number', () => {
    const folder = folderFor();
    const computer = machine();
    computer.running.set(10, null);
    owned(own(folder, computer.process(10), { now: NOW - 2 * HOUR }));
    expect(own(folder, computer.process(10)).ok).toBe(true);
  });

  it.each(['', 'no json', 'null', '[]', '{"pid":-1}', '{"pid":"10","kind":"app"}', '\0'.repeat(100)])(
    'takes over a file that names nobody: %j',
    (content) => {
      const folder = folderFor();
      writeFileSync(places(folder).owner, content);
      expect(own(folder, machine().process(10)).ok).toBe(true);
    },
  );

  it('says when the folder cannot be used', () => {
    const file = join(folderFor(), 'file');
    writeFileSync(file, '');
    expect(own(join(file, 'data'), machine().process(10))).toMatchObject({ ok: false, error: { kind: 'unusable' } });
    const folder = folderFor();
    mkdirSync(places(folder).owner);
    expect(own(folder, machine().process(10))).toMatchObject({ ok: false, error: { kind: 'unusable' } });
  });

  it('carries no secret and is for this user only', () => {
    const folder = folderFor();
    owned(own(folder, machine().process(10)));
    const content = readFileSync(places(folder).owner, 'utf8');
    expect(Object.keys(JSON.parse(content) as object).sort()).toEqual([
      'birth',
      'kind',
      'mark',
      'pid',
      'startedAt',
      'url',
    ]);
  });
});

describe('the processes of this machine', () => {
  it('this one runs, and was born once', () => {
    expect(thisMachine.isRunning(process.pid)).toBe(true);
    expect(thisMachine.birth(process.pid)).toBe(thisMachine.birth(process.pid));
    expect(thisMachine.startedAt()).toBeLessThan(Date.now());
    expect(thisMachine.bootedAt()).toBeLessThan(thisMachine.startedAt());
  });

  it('a killed one is gone, and its folder free', async () => {
    const folder = folderFor();
    const child = spawn(process.execPath, ['-e', 'process.stdin.resume()'], { stdio: ['pipe', 'ignore', 'ignore'] });
    await new Promise<void>((resolve) => child.once('spawn', resolve));
    const pid = child.pid ?? 0;
    const asChild: Processes = { ...thisMachine, pid, onExit: () => () => {} };
    owned(own(folder, asChild, { now: Date.now(), kind: 'serve' }));
    expect(own(folder, thisMachine, { now: Date.now() })).toMatchObject({
      ok: false,
      error: { owner: { pid, kind: 'serve' } },
    });
    const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
    child.kill('SIGKILL');
    await gone;
    expect(thisMachine.isRunning(pid)).toBe(false);
    const mine = owned(own(folder, thisMachine, { now: Date.now() }));
    expect(mine.owner.pid).toBe(process.pid);
    mine.release();
  });
});
