import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ElectronApplication, Page } from 'playwright-core';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { stage, workspaceText } from './cli';
import { openApp, temporaryFolder } from './windows';

// Several starts of the app in one test, and some of these pages are slow on purpose.
vi.setConfig({ testTimeout: 180_000 });

/** Real crashes of the real app: of its page, of its helpers, of main itself. */
const apps: ElectronApplication[] = [];
afterEach(async () => {
  await Promise.all(apps.splice(0).map((app) => app.close().catch(() => undefined)));
});

async function open(
  words: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<{ readonly app: ElectronApplication; readonly page: Page }> {
  const opened = await openApp(words, environment);
  apps.push(opened.app);
  return opened;
}

const logOf = (folder: string): string =>
  existsSync(join(folder, 'meridian.log')) ? readFileSync(join(folder, 'meridian.log'), 'utf8') : '';
const reportsOf = (folder: string): readonly string[] =>
  existsSync(join(folder, 'crashes'))
    ? readdirSync(join(folder, 'crashes')).filter((name) => name.endsWith('.txt'))
    : [];

/** What the page shows, asked of Electron: the tester's own connection to a page ends when that page crashes. */
const look = <T>(app: ElectronApplication, expression: string): Promise<T | null> =>
  app.evaluate(async ({ BrowserWindow }, code) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents;
    if (contents === undefined || contents.isCrashed() || contents.isLoading()) return null;
    // A page that ends meanwhile never answers.
    const late = new Promise((done) => {
      setTimeout(() => done(null), 1_500);
    });
    return (await Promise.race([contents.executeJavaScript(code), late])) as never;
  }, expression);

interface Shown {
  readonly drawer: string | null;
  readonly span: string | null;
  readonly overlay: boolean;
  readonly theme: string | null;
  readonly live: boolean;
  readonly born: number;
}
const SHOWN = `({
  drawer: document.querySelector('.drawer')?.getAttribute('aria-label') ?? null,
  span: document.querySelector('.drawer [role=tab][aria-selected=true]')?.textContent ?? null,
  overlay: document.querySelector('.palette') !== null,
  theme: document.documentElement.dataset.theme ?? null,
  live: /AWS live/.test(document.body.textContent),
  born: performance.timeOrigin,
})`;
const shown = (app: ElectronApplication): Promise<Shown | null> => look<Shown>(app, SHOWN);

/** A window with a drawer open at 24 hours, the light theme and the palette on top; answers when it began. */
async function settle({ app, page }: { readonly app: ElectronApplication; readonly page: Page }): Promise<number> {
  await page.getByRole('heading', { level: 1, name: 'Brazil production is critical' }).waitFor();
  await page.locator('[data-site="in-pre"]').first().click();
  await page.getByRole('tab', { name: '24 hours' }).click();
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox').fill('light theme');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox').waitFor();
  const before = await shown(app);
  expect(before).toMatchObject({ drawer: 'India, Pre-production', span: '24 hours', overlay: true, theme: 'light' });
  return before?.born ?? 0;
}

/** The page is another one, and shows what the one before showed, with live data. */
async function comesBack(app: ElectronApplication, born: number): Promise<void> {
  await expect
    .poll(async () => ((await shown(app).catch(() => null))?.born ?? 0) > born, { timeout: 40_000, interval: 200 })
    .toBe(true);
  await expect
    .poll(() => shown(app), { timeout: 20_000, interval: 200 })
    .toMatchObject({ drawer: 'India, Pre-production', span: '24 hours', overlay: false, theme: 'light', live: true });
}

describe('a page that ends comes back as it was', () => {
  it('after a crash, and after one of its process below JavaScript', async () => {
    const folder = temporaryFolder();
    const opened = await open(['--data', folder]);
    const { app } = opened;
    let born = await settle(opened);
    await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer());
    await comesBack(app, born);
    expect(logOf(folder)).toMatch(/the window failed \((crashed|killed), exit code -?\d+\) and is begun anew/);

    born = (await shown(app))?.born ?? 0;
    await app.evaluate(({ BrowserWindow }) => {
      process.kill(BrowserWindow.getAllWindows()[0]?.webContents.getOSProcessId() ?? -1, 'SIGSEGV');
    });
    await comesBack(app, born);
    expect(logOf(folder).match(/is begun anew/g)).toHaveLength(2);
  });

  it('after it hung, also when nobody touches it', async () => {
    const folder = temporaryFolder();
    const opened = await open(['--data', folder], { MERIDIAN_PATIENCE_SECONDS: '12' });
    const born = await settle(opened);
    await opened.app.evaluate(({ BrowserWindow }) => {
      void BrowserWindow.getAllWindows()[0]
        ?.webContents.executeJavaScript('for (;;);')
        .catch(() => undefined);
    });
    await comesBack(opened.app, born);
    expect(logOf(folder)).toContain('the window gave no sign of life for 12 s');
  });

  it('after it ran out of memory', async () => {
    const folder = temporaryFolder();
    const opened = await open(['--js-flags=--max-old-space-size=200', '--data', folder]);
    const born = await settle(opened);
    await opened.app.evaluate(({ BrowserWindow }) => {
      const fill = 'const all = []; for (;;) all.push(new Array(1e6).fill(all.length + 0.5));';
      void BrowserWindow.getAllWindows()[0]
        ?.webContents.executeJavaScript(fill)
        .catch(() => undefined);
    });
    await comesBack(opened.app, born);
    expect(logOf(folder)).toMatch(/the window failed \((oom|crashed), exit code/);
  });

  it('not for ever: one that fails again and again is left alone, and a dialog says what to do', async () => {
    const folder = temporaryFolder();
    const { app, page } = await open(['--data', folder]);
    await page.getByRole('heading', { level: 1, name: 'Brazil production is critical' }).waitFor();
    await app.evaluate(({ dialog }) => {
      const seen: unknown[] = [];
      const answers = [1, 0];
      Object.assign(globalThis, { dialogsSeen: seen });
      Object.assign(dialog, {
        showMessageBox: async (...all: unknown[]) => {
          seen.push(all.at(-1));
          return { response: answers.shift() ?? 2, checkboxChecked: false };
        },
      });
    });
    let born = 0;
    for (let crash = 1; crash <= 4; crash++) {
      await expect
        .poll(async () => (await shown(app).catch(() => null))?.born ?? 0, { timeout: 20_000 })
        .toBeGreaterThan(born);
      born = (await shown(app))?.born ?? 0;
      await app.evaluate(({ BrowserWindow }) =>
        BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer(),
      );
    }
    const dialogs = (): Promise<
      readonly { readonly message: string; readonly detail: string; readonly buttons: readonly string[] }[]
    > => app.evaluate(() => (globalThis as unknown as { dialogsSeen: [] }).dialogsSeen);
    // First "Copy diagnostics", then "Try again".
    await expect.poll(dialogs, { timeout: 20_000 }).toHaveLength(2);
    const [first, second] = await dialogs();
    expect(first?.buttons).toEqual(['Try again', 'Copy diagnostics', 'Quit Meridian']);
    expect(first?.message).toBe('Meridian cannot show its window');
    expect(second?.detail).toMatch(/\d+ lines were copied\./);
    expect(await app.evaluate(({ clipboard }) => clipboard.readText())).toContain('Meridian diagnostics, ');
    await expect.poll(async () => (await shown(app).catch(() => null))?.live ?? false, { timeout: 20_000 }).toBe(true);
    expect(logOf(folder)).toContain('is left alone');
    expect(logOf(folder)).toContain('the window is begun anew, as asked');
  });
});

describe('helpers that end', () => {
  it('the GPU process is said, and the window goes on', async () => {
    const folder = temporaryFolder();
    const { app, page } = await open(['--data', folder]);
    await page.getByRole('heading', { level: 1, name: 'Brazil production is critical' }).waitFor();
    await app.evaluate(({ app: inside }) => {
      const gpu = inside.getAppMetrics().find(({ type }) => type === 'GPU');
      if (gpu === undefined) throw new Error('there is no GPU process');
      process.kill(gpu.pid, 'SIGKILL');
    });
    await expect.poll(() => logOf(folder)).toMatch(/a process of the app ended: GPU.*killed/);
    await page.locator('[data-site="in-pre"]').first().click();
    await page.locator('.drawer').waitFor();
  });
});

/** Waits for the end of the app's process; the code, or the signal. */
const ended = (app: ElectronApplication): Promise<number | string | null> =>
  new Promise((done) => {
    app.process().once('exit', (code, signal) => done(code ?? signal));
  });

const crashLine = (page: Page) => page.locator('.crash-line');

describe('an error nobody caught in main', () => {
  it('ends the app in order, leaves a report without secrets, and the next start says so until that is put away', async () => {
    const folder = temporaryFolder();
    const { app, page } = await open(['--data', folder]);
    await page.getByRole('heading', { level: 1, name: 'Brazil production is critical' }).waitFor();
    const gone = ended(app);
    await app
      .evaluate(() => {
        setImmediate(() => {
          throw new Error('planted: arn:aws:iam::111122223333:role/x AKIAIOSFODNN7EXAMPLE', {
            cause: new Error('aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY'),
          });
        });
      })
      .catch(() => undefined);
    expect(await gone).toBe(70);
    apps.splice(0);
    expect(existsSync(join(folder, 'owner.json'))).toBe(false);
    const [name] = reportsOf(folder);
    expect(reportsOf(folder)).toHaveLength(1);
    const report = readFileSync(join(folder, 'crashes', name!), 'utf8');
    expect(report).toMatch(/Meridian \d+\.\d+\.\d+, Electron/);
    expect(report).toContain('planted: arn:aws:iam::[account ..3333]:role/x AKIA[..MPLE]');
    expect(report).toMatch(/caused by: Error: aws_secret_access_key = \[secret\]/);
    expect(report + logOf(folder)).not.toMatch(/111122223333|IOSFODNN7|wJalr/);
    expect(logOf(folder)).toContain('a report was written: ');

    const second = await open(['--data', folder]);
    await crashLine(second.page).filter({ hasText: 'Meridian ended unexpectedly at ' }).waitFor();
    expect(await crashLine(second.page).textContent()).toContain(name);
    await second.page.getByRole('button', { name: 'Dismiss' }).click();
    await crashLine(second.page).waitFor({ state: 'detached' });
    await second.app.close();
    apps.splice(0);

    const third = await open(['--data', folder]);
    await third.page.getByRole('status').filter({ hasText: 'AWS live' }).waitFor();
    expect(await crashLine(third.page).count()).toBe(0);
    expect(reportsOf(folder)).toHaveLength(1);
  });

  it('of a promise nobody waits for leaves a report, and the app goes on', async () => {
    const folder = temporaryFolder();
    const { app, page } = await open(['--data', folder]);
    await page.getByRole('heading', { level: 1, name: 'Brazil production is critical' }).waitFor();
    for (let n = 0; n < 3; n++)
      await app.evaluate(() => {
        const same = new Error('planted rejection');
        same.stack = 'Error: planted rejection';
        void Promise.reject(same);
      });
    await expect.poll(() => logOf(folder)).toContain('planted rejection');
    expect(reportsOf(folder)).toEqual([expect.stringMatching(/^rejection-/)]);
    await page.locator('[data-site="in-pre"]').first().click();
    await page.locator('.drawer').waitFor();
  });

  it('below JavaScript leaves a dump in the data folder, sent nowhere, and is said at the next start', async () => {
    const folder = temporaryFolder();
    const { app, page } = await open(['--data', folder]);
    await page.getByRole('heading', { level: 1, name: 'Brazil production is critical' }).waitFor();
    const gone = ended(app);
    expect(await app.evaluate(({ crashReporter }) => crashReporter.getUploadToServer())).toBe(false);
    await app
      .evaluate(() => {
        setImmediate(() => process.crash());
      })
      .catch(() => undefined);
    expect(await gone).not.toBe(0);
    apps.splice(0);
    const second = await open(['--data', folder]);
    await crashLine(second.page)
      .filter({ hasText: 'A memory dump lies on this machine and was sent nowhere' })
      .waitFor();
    expect(await crashLine(second.page).textContent()).toMatch(/\.dmp/);
    expect(await crashLine(second.page).locator('[data-hint]').getAttribute('data-hint')).toMatch(
      /crashes.native.*\.dmp/,
    );
  });

  it('killed from outside: the next start takes the folder over and goes on', async () => {
    const folder = temporaryFolder();
    const { app, page } = await open(['--data', folder]);
    await page.getByRole('heading', { level: 1, name: 'Brazil production is critical' }).waitFor();
    const gone = ended(app);
    app.process().kill('SIGKILL');
    expect(await gone).toBe('SIGKILL');
    apps.splice(0);
    expect(existsSync(join(folder, 'owner.json'))).toBe(true);
    const second = await open(['--data', folder]);
    await second.page.getByRole('status').filter({ hasText: 'AWS live' }).waitFor();
    expect(await crashLine(second.page).count()).toBe(0);
    // Nothing half-written: every line of the log is whole.
    for (const line of logOf(folder).trim().split('\n'))
      expect(line).toMatch(/^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z (INFO |WARN |ERROR) .*)?$/);
  });
});

describe('the diagnostics', () => {
  it('come from the menu, the palette and the key sheet, without a secret that stands in names or answers', async () => {
    const aws = await stage({ metrics: [], health: { plan: true, events: [] } });
    const workspace = join(aws.folder, 'meridian.yaml');
    writeFileSync(
      workspace,
      workspaceText({ id: 'br' })
        .replace('name: Test', 'name: Acme AKIAIOSFODNN7EXAMPLE')
        .replace('name: Production, profile: prod', 'name: Acme 111122223333, profile: 444455556666-admin'),
    );
    const data = join(aws.folder, 'data');
    const { app, page } = await open(['--workspace', workspace, '--data', data], {
      AWS_ENDPOINT_URL: aws.simulator.url,
      AWS_CONFIG_FILE: join(aws.folder, 'config'),
      AWS_SHARED_CREDENTIALS_FILE: join(aws.folder, 'credentials'),
    });
    await page.locator('[data-site="br"]').first().waitFor();
    const clipboard = (): Promise<string> => app.evaluate((electron) => electron.clipboard.readText());
    const clear = (): Promise<void> => app.evaluate((electron) => electron.clipboard.clear());

    await clear();
    await app.evaluate(({ Menu }) => {
      const help = Menu.getApplicationMenu()?.items.find((item) => item.label.includes('Help'))?.submenu;
      help?.items.find((item) => item.label === 'Copy diagnostics')?.click();
    });
    await page
      .locator('.notice')
      .filter({ hasText: /Copied, \d+ lines: account ids shortened/ })
      .waitFor();
    const text = await clipboard();
    expect(text).toMatch(/Version +0\.\d+\.\d+, Electron/);
    expect(text).toMatch(/1 accounts, 1 sites \(1 production\)/);
    expect(text).toMatch(/account 1 \S+ \w+: /);
    expect(text).not.toMatch(/Acme|111122223333|444455556666|AKIAIOSF|not-a-secret/);
    expect(text).toContain('Log\n');

    await clear();
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox').fill('diagnostics');
    await page.keyboard.press('Enter');
    await expect.poll(clipboard).toContain('Meridian diagnostics, ');

    await clear();
    await page.keyboard.press('?');
    await page.getByRole('button', { name: 'Copy diagnostics' }).click();
    await expect.poll(clipboard).toContain('Meridian diagnostics, ');
    await aws.simulator.stop();
  });
});
