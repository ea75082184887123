import { connect, createServer } from 'node:net';
import { existsSync, linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { fuses, fusesOf } from '../../build/fuses.mjs';
import { openDisplay, showsMap, type Display } from './display';
import {
  executable,
  installCopy,
  ordinaryPerson,
  packages,
  processesOf,
  removeFolder,
  rowsOf,
  start,
  stopAll,
  turnAllFusesOpen,
  turnInspectionOn,
  until,
  type Person,
  type Started,
} from './lab';

/** The package as people get it: no debugger can look inside, so it is judged by its screen, its files and its processes. */
let display: Display;
let person: Person;
let installed: string;
let version: string;
beforeAll(async () => {
  const made = await packages();
  version = made.runtime.version;
  installed = installCopy(made.unpacked);
  display = await openDisplay();
}, 240_000);
afterAll(async () => {
  await display.stop();
  removeFolder(dirname(installed));
});
beforeEach(() => {
  person = ordinaryPerson();
});
afterEach(async () => {
  await stopAll();
  removeFolder(person.home);
});

const begin = (words: readonly string[] = [], environment: Readonly<Record<string, string>> = {}): Started =>
  start(executable(installed), { person, display, words, environment });

const untilMap = (): Promise<true> => until('the demo map is on the screen', () => showsMap(display.picture()));

describe('the package as it is shipped', () => {
  it('starts as an ordinary user with the sandbox of Chromium on, and shows the demo map', async () => {
    expect(showsMap(display.picture())).toBe(false);
    const app = begin(['--data', join(person.home, 'data')]);
    await untilMap();

    const processes = processesOf(installed);
    expect(processes.map((one) => one.status('Uid').split(/\s+/)[0])).toEqual(processes.map(() => String(person.uid)));
    expect(processes.flatMap(({ words }) => words).filter((word) => word === '--no-sandbox')).toEqual([]);
    const main = processes.find(({ pid }) => pid === app.pid);
    const renderers = processes.filter(({ words }) => words.includes('--type=renderer'));
    expect(renderers).toHaveLength(1);
    for (const renderer of renderers) {
      // 2: every system call goes through a filter. A user namespace of its own: it sees no other process and no file.
      expect(renderer.status('Seccomp')).toBe('2');
      expect(renderer.status('NoNewPrivs')).toBe('1');
      expect(renderer.userNamespace).not.toBe(main?.userNamespace);
      expect(main?.status('Seccomp')).toBe('0');
    }
    expect(await app.stop()).toBe(0);
  });

  it('keeps what it knows in SQLite, survives moving its folder, and shows it again', async () => {
    const data = join(person.home, 'data');
    const first = begin(['--data', data]);
    await untilMap();
    expect(await first.stop()).toBe(0);
    const before = rowsOf(data);
    expect(before.sources).toBeGreaterThan(10);
    expect(before.signals).toBeGreaterThan(20);
    expect(before.points).toBeGreaterThan(20);

    const moved = join(dirname(installed), 'another name, with blanks');
    renameSync(installed, moved);
    try {
      const second = start(executable(moved), { person, display, words: ['--data', data] });
      await untilMap();
      expect(await second.stop()).toBe(0);
      const after = rowsOf(data);
      expect(after.sources).toBe(before.sources);
      expect(after.points).toBeGreaterThanOrEqual(before.points ?? 0);
    } finally {
      renameSync(moved, installed);
    }
  });

  it('a second start on the same data ends at once with 0 and leaves the first alone', async () => {
    const data = join(person.home, 'data');
    const first = begin(['--data', data]);
    await untilMap();
    const second = begin(['--data', data]);
    expect(await second.ended).toBe(0);
    expect(first.process.exitCode).toBeNull();
    const windows = processesOf(installed).filter(({ words }) => words.includes('--type=renderer'));
    expect(windows).toHaveLength(1);
    await untilMap();
  });
});

describe('fuses', () => {
  it('the wire in the program says what build/fuses.mjs says', async () => {
    const wire = await getCurrentFuseWire(executable(installed));
    const state = new Map([
      ['0'.charCodeAt(0), false],
      ['1'.charCodeAt(0), true],
    ]);
    const read = Object.fromEntries(
      fusesOf(version).map(({ name }) => [name, state.get(Number(wire[FuseV1Options[name]]))]),
    );
    expect(read).toEqual(Object.fromEntries(fusesOf(version).map(({ name, on }) => [name, on])));
    // No fuse of this runtime is left to chance: what has no entry here does not exist in it.
    for (const { name } of fuses.slice(fusesOf(version).length)) expect(wire[FuseV1Options[name]]).toBeUndefined();
  });

  it('the package for Playwright differs from it in that one fuse and in nothing else', async () => {
    const twin = installCopy(installed);
    try {
      await turnInspectionOn(twin);
      const [one, other] = [readFileSync(executable(installed)), readFileSync(executable(twin))];
      expect(one.length).toBe(other.length);
      const differences = [];
      for (let at = 0; at < one.length; at++) if (one[at] !== other[at]) differences.push([one[at], other[at]]);
      expect(differences).toEqual([['0'.charCodeAt(0), '1'.charCodeAt(0)]]);
    } finally {
      removeFolder(dirname(twin));
    }
  });

  it('no way in: not as Node, not by NODE_OPTIONS, not by the debugger, not by a folder beside app.asar', async () => {
    const target = installCopy(installed);
    const open = installCopy(installed);
    try {
      await turnAllFusesOpen(open);
      // Each attack leaves a mark. Against the opened twin all of them work: so the attacks are real.
      expect(await attack(open, person, display)).toEqual({ node: true, options: true, debugger: true, folder: true });
      expect(await attack(target, person, display)).toEqual({
        node: false,
        options: false,
        debugger: false,
        folder: false,
      });
    } finally {
      removeFolder(dirname(target));
      removeFolder(dirname(open));
    }
  });
});

interface Marks {
  readonly node: boolean;
  readonly options: boolean;
  readonly debugger: boolean;
  readonly folder: boolean;
}

async function attack(folder: string, who: Person, screen: Display): Promise<Marks> {
  const mark = (name: string): string => join(who.home, `mark-${name}`);
  const leave = (name: string): string => `require('fs').writeFileSync(${JSON.stringify(mark(name))}, '')`;
  const took = (name: string): boolean => existsSync(mark(name));
  for (const name of ['node', 'options', 'folder']) rmSync(mark(name), { force: true });
  const hostile = join(who.home, 'hostile.cjs');
  writeFileSync(hostile, leave('options'));
  const owner = (data: string): boolean => existsSync(join(data, 'owner.json'));

  // As Node: where it works, the process only runs the script and ends. Else it is the app, which then owns its data folder.
  const asNode = join(who.home, `as-node-${String(Date.now())}`);
  const one = start(executable(folder), {
    person: who,
    display: screen,
    words: ['-e', leave('node'), '--', '--data', asNode],
    environment: { ELECTRON_RUN_AS_NODE: '1', MERIDIAN_DATA: asNode },
  });
  await until('it runs as something', () => took('node') || owner(asNode));
  await one.stop();

  // Options of Node in the environment, and a debugger on the command line. Both have acted before the app owns its data.
  // Electron takes such options only in a program of this name, whatever the fuse says: so that the fuse alone decides.
  const renamed = join(folder, 'electron');
  linkSync(executable(folder), renamed);
  const port = await freePort();
  const data = join(who.home, `attacked-${String(Date.now())}`);
  const two = start(renamed, {
    person: who,
    display: screen,
    words: [`--inspect=${port}`, '--data', data],
    environment: { NODE_OPTIONS: `--require=${hostile}` },
  });
  await until('the app runs', () => owner(data));
  two.process.kill('SIGUSR1');
  const debuggable = (await answers(port)) || two.output().includes('Debugger listening');
  await two.stop();

  // A folder in the place of the archive.
  const planted = join(folder, 'resources', 'app');
  mkdirSync(planted);
  writeFileSync(join(planted, 'package.json'), '{ "name": "planted", "main": "main.cjs" }');
  writeFileSync(join(planted, 'main.cjs'), `${leave('folder')}; require('electron').app.exit(0)`);
  const archive = join(folder, 'resources', 'app.asar');
  const beside = join(who.home, `beside-${String(Date.now())}`);
  const three = start(executable(folder), { person: who, display: screen, words: ['--data', beside] });
  await until('one of them runs', () => took('folder') || owner(beside));
  await three.stop();
  renameSync(archive, `${archive}.gone`);
  const four = start(executable(folder), { person: who, display: screen });
  await until(
    'it ends, or says that there is no app',
    () => took('folder') || four.process.exitCode !== null || /Unable to find|Cannot find/.test(four.output()),
    10_000,
  ).catch(() => undefined);
  await four.stop();
  renameSync(`${archive}.gone`, archive);
  return { node: took('node'), options: took('options'), debugger: debuggable, folder: took('folder') };
}

function freePort(): Promise<number> {
  return new Promise((done) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => done(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}

function answers(port: number): Promise<boolean> {
  return new Promise((done) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      done(true);
    });
    socket.once('error', () => done(false));
  });
}
