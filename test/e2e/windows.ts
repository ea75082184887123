import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { _electron, chromium, type Browser, type ElectronApplication, type Page } from 'playwright-core';
import { CLI } from './cli';

const ROOT = resolve(import.meta.dirname, '../..');
/** Tests run as root in CI, where Chromium refuses its own sandbox. */
const FLAGS = process.getuid?.() === 0 ? ['--no-sandbox'] : [];

export const needed = (name: string): string => {
  const value = process.env[name];
  if (value === undefined || value === '') throw new Error(`${name} is not set: run these tests by "npm test"`);
  return value;
};

export const temporaryFolder = (): string => mkdtempSync(join(tmpdir(), 'meridian-e2e-'));

/** Words that start the app from its sources. */
export const appWords = (words: readonly string[]): readonly string[] => [...FLAGS, '--disable-gpu', ROOT, ...words];

/** Starts the real desktop app; without a workspace it shows the demo. */
export async function openApp(
  words: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<{ readonly app: ElectronApplication; readonly page: Page }> {
  const app = await _electron.launch({
    executablePath: needed('MERIDIAN_ELECTRON'),
    args: [...appWords(words)],
    env: { ...definedEnvironment(), AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true', ...environment },
  });
  return { app, page: await app.firstWindow() };
}

/** A served cockpit and a browser to look at it with. */
export interface Served {
  readonly url: string;
  readonly token: string;
  readonly link: string;
  readonly process: ChildProcess;
  stop(): Promise<void>;
}

export async function serve(
  words: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<Served> {
  const child = spawn(process.execPath, [CLI, 'serve', ...words], {
    env: { ...process.env, AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true', ...environment },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const line = await new Promise<string>((done, failed) => {
    let text = '';
    child.once('error', failed);
    child.once('exit', (code) => {
      failed(new Error(`serve ended with ${String(code)}`));
    });
    child.stdout.setEncoding('utf8').on('data', (part: string) => {
      text += part;
      if (text.includes('\n')) done(text.slice(0, text.indexOf('\n')));
    });
  });
  const { url, token, link } = JSON.parse(line) as { url: string; token: string; link: string };
  return {
    url,
    token,
    link,
    process: child,
    stop: async () => {
      if (child.exitCode !== null) return;
      const gone = new Promise((done) => child.once('exit', done));
      child.kill('SIGTERM');
      await gone;
    },
  };
}

export const openBrowser = (): Promise<Browser> =>
  chromium.launch({
    executablePath: needed('MERIDIAN_CHROMIUM'),
    args: [...FLAGS, '--disable-gpu', '--disable-background-networking', '--no-first-run'],
  });

function definedEnvironment(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}
