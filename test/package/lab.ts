import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { FuseV1Options, FuseVersion, flipFuses } from '@electron/fuses';
import { ensureBuild } from '../../scripts/lib/build.mjs';
import { ensurePackages } from '../../scripts/lib/package/make.mjs';
import { DatabaseSync } from '@photostructure/sqlite';
import type { Display } from './display';

/** A package as the tests need it: made when its sources changed. */
export async function packages(): ReturnType<typeof ensurePackages> {
  await ensureBuild();
  return ensurePackages({ targets: ['dir', 'tar.gz', 'deb'], quick: true });
}

const USER = 'meridian-test';

/** Who starts the packages: never root. Root makes a user for it; anybody else is ordinary enough. */
export interface Person {
  readonly uid: number;
  readonly gid: number;
  /** Their home folder, new and empty. */
  readonly home: string;
}

export function ordinaryPerson(): Person {
  const home = mkdtempSync(join(tmpdir(), 'meridian-home-'));
  if (process.getuid?.() !== 0) return { uid: process.getuid?.() ?? -1, gid: process.getgid?.() ?? -1, home };
  const id = (option: string): number => Number(execFileSync('id', [option, USER], { encoding: 'utf8' }));
  try {
    id('-u');
  } catch {
    execFileSync('useradd', ['--system', '--no-create-home', '--shell', '/bin/sh', USER], { stdio: 'ignore' });
  }
  const person = { uid: id('-u'), gid: id('-g'), home };
  chownSync(home, person.uid, person.gid);
  return person;
}

/** A copy of an unpacked package, as root (or whoever runs this) installs it; a person may read it and no more. */
export function installCopy(unpacked: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'meridian-package-'));
  chmodSync(folder, 0o755);
  const target = join(folder, 'Meridian');
  execFileSync('cp', ['-a', unpacked, target]);
  return target;
}

export const executable = (folder: string): string => join(folder, 'meridian');

/**
 * The same package with one switch turned: a debugger may look inside. That is how Playwright reads the words of the
 * window. Everything else stays shut; a test compares the two byte by byte.
 */
export async function turnInspectionOn(folder: string): Promise<void> {
  await flipFuses(executable(folder), { version: FuseVersion.V1, [FuseV1Options.EnableNodeCliInspectArguments]: true });
}

/** Every fuse as Electron ships it, which is open: the attacks on the package must work here, or they prove nothing. */
export async function turnAllFusesOpen(folder: string): Promise<void> {
  await flipFuses(executable(folder), {
    version: FuseVersion.V1,
    [FuseV1Options.RunAsNode]: true,
    [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: true,
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
    [FuseV1Options.OnlyLoadAppFromAsar]: false,
  });
}

export interface Started {
  readonly process: ChildProcess;
  readonly pid: number;
  output(): string;
  /** The exit code, when it has ended. */
  readonly ended: Promise<number | null>;
  /** Asks it to end, as a system does, and waits. */
  stop(): Promise<number | null>;
}

export interface StartOptions {
  readonly person: Person;
  readonly display: Display | null;
  readonly words?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
}

/** Nothing of the environment of the tests, which may be that of root. */
const environmentOf = ({ person, display, environment }: StartOptions): Record<string, string> => ({
  HOME: person.home,
  PATH: '/usr/bin:/bin',
  LANG: 'C.UTF-8',
  ...(display !== null && { DISPLAY: display.name }),
  ...environment,
});

const running = new Set<Started>();

export function start(file: string, options: StartOptions): Started {
  const { person, words = [] } = options;
  const owner = process.getuid?.() === 0 ? { uid: person.uid, gid: person.gid } : {};
  const child = spawn(file, words, {
    ...owner,
    cwd: person.home,
    env: environmentOf(options),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (part: string) => (output += part));
  child.stderr.setEncoding('utf8').on('data', (part: string) => (output += part));
  const ended = new Promise<number | null>((done, failed) => {
    child.once('error', failed);
    child.once('close', (code) => done(code));
  });
  const started: Started = {
    process: child,
    pid: child.pid ?? -1,
    output: () => output,
    ended,
    stop: async () => {
      if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM');
      const code = await ended;
      running.delete(started);
      return code;
    },
  };
  running.add(started);
  return started;
}

/** For `afterEach`: what a failed test left running. */
export async function stopAll(): Promise<void> {
  await Promise.all([...running].map((one) => one.stop()));
}

/** A script that Playwright can start as if it were the program, and that becomes the program of the person. */
export function asPerson(file: string, options: StartOptions): string {
  const script = join(mkdtempSync(join(tmpdir(), 'meridian-start-')), 'meridian');
  const variables = Object.entries(environmentOf(options)).map(([name, value]) => `${name}='${value}'`);
  const change =
    process.getuid?.() === 0
      ? `setpriv --reuid=${options.person.uid} --regid=${options.person.gid} --clear-groups `
      : '';
  writeFileSync(script, `#!/bin/sh\nexec ${change}env -i ${variables.join(' ')} '${file}' "$@"\n`, { mode: 0o755 });
  chmodSync(dirname(script), 0o755);
  return script;
}

/** Asks again until it holds; an answer of `undefined` or `false`, or an error, is not yet. */
export async function until<T>(what: string, ask: () => T | undefined | false, limit = 60_000): Promise<T> {
  const end = Date.now() + limit;
  let last = '';
  while (Date.now() < end) {
    try {
      const answer = ask();
      if (answer !== undefined && answer !== false) return answer;
    } catch (error) {
      last = error instanceof Error ? ` (${error.message})` : '';
    }
    await new Promise((done) => setTimeout(done, 50));
  }
  throw new Error(`waited ${limit} ms in vain: ${what}${last}`);
}

export interface Process {
  readonly pid: number;
  readonly words: readonly string[];
  status(name: string): string;
  /** The namespace of this kind, such as `user:[4026531837]`. */
  readonly userNamespace: string;
}

/** All processes that were started from a folder. */
export function processesOf(folder: string): Process[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        // Chromium writes the title of a forked process over its words: with blanks between them.
        const words = readFileSync(`/proc/${name}/cmdline`, 'utf8')
          .split(/\0| (?=--)/)
          .filter(Boolean);
        if (!words[0]?.startsWith(folder)) return [];
        return [
          {
            pid: Number(name),
            words,
            status: (key: string) =>
              new RegExp(`^${key}:\\s*(.*)$`, 'm').exec(readFileSync(`/proc/${name}/status`, 'utf8'))?.[1] ?? '',
            userNamespace: execFileSync('readlink', [`/proc/${name}/ns/user`], { encoding: 'utf8' }).trim(),
          },
        ];
      } catch {
        // It ended meanwhile.
        return [];
      }
    });
}

/** How many rows the database of a data folder has, per table. The app must have ended. */
export function rowsOf(dataFolder: string): Readonly<Record<string, number>> {
  const file = join(dataFolder, 'last-known.sqlite');
  if (!existsSync(file)) return {};
  const database = new DatabaseSync(file, { readOnly: true });
  try {
    const rows = (table: string): number => {
      const row = database.prepare(`SELECT count(*) AS n FROM ${table}`).get() as { n: number };
      return row.n;
    };
    return { sources: rows('sources'), signals: rows('signals'), points: rows('points'), machine: rows('machine') };
  } finally {
    database.close();
  }
}

export function removeFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
}
