import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ElectronApplication, Page } from 'playwright-core';
import { afterEach, describe, expect, it } from 'vitest';
import { workspaceText } from './cli';
import { appWords, needed, openApp, temporaryFolder } from './windows';

/** Links and files as the system hands them over: words of a start, and a second start of the real app. */
const apps: ElectronApplication[] = [];
afterEach(async () => {
  await Promise.all(apps.splice(0).map((app) => app.close()));
});

async function open(words: readonly string[]): Promise<{ readonly app: ElectronApplication; readonly page: Page }> {
  const opened = await openApp(words);
  apps.push(opened.app);
  return opened;
}

/** Starts the app a second time on the same folder, as a click on a link does; answers when that process ended. */
function startAgain(words: readonly string[]): Promise<number | null> {
  const child = spawn(needed('MERIDIAN_ELECTRON'), appWords(words), { stdio: 'ignore' });
  return new Promise((done, failed) => {
    child.once('error', failed);
    child.once('exit', done);
  });
}

const drawer = (page: Page, name: RegExp) => page.getByRole('region', { name });
const notice = (page: Page) => page.locator('.notice');
const title = (page: Page) => page.getByRole('heading', { level: 1, name: 'Brazil production is critical' });

/** Instead of dialogs, which no test can click: what they say is kept, and the answer given is that of the test. */
const answerDialogs = (app: ElectronApplication, response: number): Promise<void> =>
  app.evaluate(({ dialog }, button) => {
    const seen: unknown[] = [];
    Object.assign(globalThis, { dialogsSeen: seen });
    Object.assign(dialog, {
      showMessageBox: async (...args: unknown[]) => {
        seen.push(args.at(-1));
        return { response: button, checkboxChecked: false };
      },
    });
  }, response);

const dialogs = (app: ElectronApplication): Promise<readonly { readonly message: string; readonly detail: string }[]> =>
  app.evaluate(() => (globalThis as unknown as { dialogsSeen: [] }).dialogsSeen);

describe('a link', () => {
  it('opens its site in a window that it starts', async () => {
    const { page } = await open(['--data', temporaryFolder(), '--', 'meridian://site/br%2Dprod']);
    await drawer(page, /Brazil, Production/).waitFor();
  });

  it('opens its site in the window that runs, and an unknown one is named without leaving the place', async () => {
    const folder = temporaryFolder();
    const { app, page } = await open(['--data', folder]);
    await title(page).waitFor();
    expect(await startAgain(['--data', folder, '--', 'meridian://site/in-pre'])).toBe(0);
    await drawer(page, /India, Pre-production/).waitFor();

    expect(await startAgain(['--data', folder, '--', 'meridian://site/mars%20%3Cb%3Eprod'])).toBe(0);
    await notice(page).filter({ hasText: 'No site "mars <b>prod" in this workspace.' }).waitFor();
    expect(await drawer(page, /India, Pre-production/).isVisible()).toBe(true);

    expect(await startAgain(['--data', folder, '--', 'meridian://site/x%E2%80%AEevil'])).toBe(0);
    await notice(page).filter({ hasText: 'A link was not followed: it holds characters' }).waitFor();

    expect(await startAgain(['--data', folder, '--', 'meridian://live'])).toBe(0);
    await title(page).waitFor();
    expect(app.windows()).toHaveLength(1);
    expect(page.url()).toBe('meridian-app://app/');
  });

  it('that macOS hands over opens its site too, and none is lost over a page that begins anew', async () => {
    const { app, page } = await open(['--data', temporaryFolder()]);
    await title(page).waitFor();
    await app.evaluate(({ app: inside, BrowserWindow }) => {
      // In the same turn: the page is gone before it can hear of the link.
      BrowserWindow.getAllWindows()[0]?.webContents.reload();
      inside.emit('open-url', { preventDefault: () => undefined }, 'meridian://site/in-prod');
    });
    await drawer(page, /India, Production/).waitFor();
  });
});

describe('a workspace file', () => {
  it('that is clicked while another is open is asked about, and opened instead when that is wanted', async () => {
    const place = temporaryFolder();
    const folder = join(place, 'data');
    const [mine, other, broken] = ['mine.yaml', 'other.meridian', 'broken.yaml'].map((name) => join(place, name));
    writeFileSync(mine!, workspaceText({ id: 'mine' }));
    writeFileSync(other!, workspaceText({ id: 'other' }));
    writeFileSync(broken!, 'version: 9\n');
    const { app, page } = await open(['--data', folder, mine!]);
    await page.locator('[data-site="mine"]').first().waitFor();

    // The same file again only brings the window to the front.
    await answerDialogs(app, 1);
    expect(await startAgain(['--data', folder, '--workspace', mine!])).toBe(0);
    expect(await startAgain(['--data', folder, broken!])).toBe(0);
    await expect.poll(() => dialogs(app)).toHaveLength(1);
    expect(await startAgain(['--data', folder, other!])).toBe(0);
    await expect.poll(() => dialogs(app)).toHaveLength(2);
    const [bad, question] = await dialogs(app);
    expect(bad?.message).toBe(`${broken} cannot be used`);
    expect(bad?.detail).toContain('broken.yaml:1:10');
    expect(question?.message).toBe(`Open ${other} instead?`);
    expect(question?.detail).toContain(mine);

    // Wanted: this process ends in order and asks for a start with the other file.
    await app.evaluate(({ app: inside, dialog }) => {
      const relaunched: unknown[] = [];
      Object.assign(globalThis, { relaunched, quit: inside.quit.bind(inside) });
      Object.assign(inside, { relaunch: (options: unknown) => relaunched.push(options), quit: () => undefined });
      Object.assign(dialog, { showMessageBox: async () => ({ response: 0, checkboxChecked: false }) });
    });
    expect(await startAgain(['--data', folder, other!, 'meridian://site/other'])).toBe(0);
    const asked = (): Promise<readonly { readonly args: readonly string[] }[]> =>
      app.evaluate(() => (globalThis as unknown as { relaunched: [] }).relaunched);
    await expect.poll(asked).toHaveLength(1);
    const words = (await asked())[0]?.args ?? [];
    expect(words.slice(-3)).toEqual([`--workspace=${other}`, '--', 'meridian://site/other']);
    expect(words).not.toContain(mine);
    await app.evaluate(({ app: inside }) => {
      Object.assign(inside, { quit: (globalThis as unknown as { quit: () => void }).quit });
    });
    await app.close();
    apps.splice(0);

    const again = await open(['--data', folder, ...words.slice(-3)]);
    await again.page.locator('.drawer').waitFor();
  });

  it('that does not exist is said', async () => {
    const place = temporaryFolder();
    mkdirSync(join(place, 'data'));
    const { app, page } = await open(['--data', join(place, 'data')]);
    await title(page).waitFor();
    await answerDialogs(app, 0);
    expect(await startAgain(['--data', join(place, 'data'), join(place, 'none.yml')])).toBe(0);
    await expect.poll(() => dialogs(app)).toHaveLength(1);
    expect((await dialogs(app))[0]?.detail).toContain('there is no such file');
  });
});
