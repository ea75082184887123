import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { _electron, type ElectronApplication, type Page } from 'playwright-core';
import type { Input, Output } from '../../shared/ipc/contract';
import type { MethodName } from '../../shared/ipc/names';
import type { StoredRecord } from './check';

/** Where the program under test and its data are. */
export interface Rig {
  readonly electron: string;
  /** The checkout, built. */
  readonly root: string;
  readonly cli: string;
  readonly data: string;
  readonly trace: string;
}

/** The real desktop app with its window. */
export interface RunningApp {
  readonly page: Page;
  /** Asks main as the window does, over its own bridge. */
  call<M extends MethodName>(method: M, input: Input<M>): Promise<Output<M>>;
  /** Begins to end it in order. */
  close(): Promise<void>;
  /** SIGKILL to the whole process group; returns when it is gone. */
  kill(): Promise<void>;
}

/** What the preload puts into the page. */
interface Exposed {
  readonly meridian: { readonly call: (method: string, input: unknown) => Promise<string> };
}

const words = ({ root, data, trace }: Rig): readonly string[] => [
  // As root Chromium refuses its own sandbox.
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  '--disable-gpu',
  root,
  '--data',
  data,
  '--trace-saved',
  trace,
];
const environment = (more: Readonly<Record<string, string>>): Record<string, string> => ({
  ...Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  ),
  ...more,
});

export async function startApp(rig: Rig, more: Readonly<Record<string, string>> = {}): Promise<RunningApp> {
  const app: ElectronApplication = await _electron.launch({
    executablePath: rig.electron,
    args: [...words(rig)],
    env: environment(more),
  });
  const child = app.process();
  const page = await app.firstWindow();
  await page.getByRole('heading', { level: 1 }).first().waitFor();
  return {
    page,
    call: async (method, input) => {
      const answer = await page.evaluate(([name, of]) => (globalThis as unknown as Exposed).meridian.call(name, of), [
        method,
        input,
      ] as const);
      return JSON.parse(answer) as never;
    },
    close: () => app.close(),
    kill: () => killGroup(child),
  };
}

/** Starts it and kills it when that has come, whatever it does then. */
export async function killWhileStarting(rig: Rig, when: Promise<unknown>): Promise<void> {
  const child = spawn(rig.electron, words(rig), { env: environment({}), stdio: 'ignore', detached: true });
  await when;
  await killGroup(child);
}

async function killGroup(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  process.kill(-child.pid, 'SIGKILL');
  await gone;
}

/** `meridian records show ID --json`, of a folder that nobody holds. The error is what went wrong, or what it had to say. */
export function showRecord(
  { cli, data }: Rig,
  record: string,
): Promise<{ readonly stored: StoredRecord | null; readonly problems: readonly string[] }> {
  return new Promise((done) => {
    const show = [cli, 'records', 'show', record, '--json', '--data', data];
    execFile(process.execPath, show, { maxBuffer: 1 << 28 }, (error, stdout, stderr) => {
      // A report of a repair comes on standard error: after kill -9 there is nothing to repair.
      const said = stderr === '' ? [] : [`records show ${record} said: ${stderr.trim()}`];
      if (error === null) done({ stored: JSON.parse(stdout) as StoredRecord, problems: said });
      else done({ stored: null, problems: [`records show ${record} failed (${String(error.code)})`, ...said] });
    });
  });
}
