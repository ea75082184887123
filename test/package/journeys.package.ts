import { chownSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { _electron, type ElectronApplication, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { workspaceText, signalText } from '../e2e/cli';
import { count, likeness, openDisplay, showsMap, type Display } from './display';
import {
  asPerson,
  executable,
  installCopy,
  ordinaryPerson,
  packages,
  removeFolder,
  start,
  stopAll,
  turnInspectionOn,
  until,
  type Person,
} from './lab';

/** What a person sees, read from the package's twin with one fuse turned (fused.package.ts proves that it is one). */
let display: Display;
let person: Person;
let twin: string;
let shipped: string;
let runtime: { readonly version: string; readonly shipped: boolean };
const apps: ElectronApplication[] = [];
beforeAll(async () => {
  const made = await packages();
  ({ runtime } = made);
  shipped = installCopy(made.unpacked);
  twin = installCopy(made.unpacked);
  await turnInspectionOn(twin);
  display = await openDisplay();
}, 240_000);
afterAll(async () => {
  await display.stop();
  removeFolder(dirname(twin));
  removeFolder(dirname(shipped));
});
beforeEach(() => {
  person = ordinaryPerson();
});
afterEach(async () => {
  await Promise.all(apps.splice(0).map((app) => app.close()));
  await stopAll();
  removeFolder(person.home);
});

async function open(...words: readonly string[]): Promise<{ readonly app: ElectronApplication; readonly page: Page }> {
  const app = await _electron.launch({
    executablePath: asPerson(executable(twin), { person, display }),
    args: [...words],
    chromiumSandbox: true,
    timeout: 60_000,
  });
  apps.push(app);
  return { app, page: await app.firstWindow() };
}

const second = (...words: readonly string[]): Promise<number | null> =>
  start(executable(twin), { person, display, words }).ended;

const headline = (page: Page) => page.getByRole('heading', { level: 1, name: 'Brazil production is critical' });
const mapSites = (page: Page) => page.getByRole('list', { name: 'Sites on the map, by attention' }).getByRole('button');
/** The id of Brazil's production site in the demo. */
const SITE = 'br-prod';
/** The drawer of a site that burns. */
const drawer = (page: Page) => page.getByText('Why it is critical');

describe('the packaged window', () => {
  it('draws the demo from live data, much as the shipped one shows it', async () => {
    const { app, page } = await open('--data', join(person.home, 'data'));
    await headline(page).waitFor();
    expect(await mapSites(page).count()).toBe(12);
    await page.getByRole('status').filter({ hasText: 'AWS live' }).waitFor();
    expect(await app.evaluate(({ app: inside }) => [inside.isPackaged, inside.getName()])).toEqual([true, 'Meridian']);
    // The old runtime of a test package is said in the window; the one that is shipped has nothing to say.
    expect((await page.getByText(/Old test runtime/).count()) > 0).toBe(!runtime.shipped);
    const read = await until('the whole window is drawn', () => {
      const picture = display.picture();
      return showsMap(picture) ? picture : undefined;
    });
    await app.close();
    apps.splice(0);

    const other = start(executable(shipped), { person, display, words: ['--data', join(person.home, 'data-2')] });
    // Clocks, ages and curves go on; everything else is the same.
    await until('the shipped one shows the same', () => likeness(display.picture(), read) > 0.9);
    expect(await other.stop()).toBe(0);
  });

  it('is sandboxed, isolated, and cannot be debugged from inside', async () => {
    const { app, page } = await open('--data', join(person.home, 'data'));
    await headline(page).waitFor();
    expect(await app.evaluate(() => process.argv.includes('--no-sandbox'))).toBe(false);
    expect(await page.evaluate(() => [typeof (globalThis as { process?: unknown }).process, location.origin])).toEqual([
      'undefined',
      'meridian-app://app',
    ]);
    const tools = await app.evaluate(({ BrowserWindow }) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents;
      contents?.openDevTools();
      return contents?.isDevToolsOpened();
    });
    expect(tools).toBe(false);
  });
});

describe('starts beside a running one', () => {
  it('bring the first to the front and end with 0', async () => {
    const data = join(person.home, 'data');
    const { app, page } = await open('--data', data);
    await headline(page).waitFor();
    // Another window takes the focus and covers the first.
    await app.evaluate(async ({ BrowserWindow }) => {
      const cover = new BrowserWindow({
        width: 1600,
        height: 1000,
        x: 0,
        y: 0,
        title: 'cover',
        backgroundColor: '#123456',
      });
      await cover.loadURL('about:blank');
      cover.focus();
    });
    await until('it is covered', () => count(display.picture(), '#123456') > 500_000);
    expect(await second('--data', data)).toBe(0);
    await until('it is in front again', () => showsMap(display.picture()));
    const focused = await app.evaluate(({ BrowserWindow }) => BrowserWindow.getFocusedWindow()?.getTitle() ?? '');
    expect(focused).toMatch(/Meridian/);
  });

  it('hand over a link: the first opens its site', async () => {
    const data = join(person.home, 'data');
    const { page } = await open('--data', data);
    await headline(page).waitFor();
    expect(await drawer(page).count()).toBe(0);
    expect(await second('--data', data, `meridian://site/${encodeURIComponent(SITE)}`)).toBe(0);
    await drawer(page).waitFor();
  });
});

describe('a link at the start', () => {
  it('opens its site once there is a picture', async () => {
    const { page } = await open('--data', join(person.home, 'data'), `meridian://site/${SITE}`);
    await drawer(page).waitFor();
  });

  it('opens a workspace file that is given', async () => {
    const file = join(person.home, 'retail.meridian');
    writeFileSync(file, workspaceText({ id: 'br', signals: [signalText('load')] }));
    chownSync(file, person.uid, person.gid);
    const { page } = await open('--data', join(person.home, 'data'), file);
    await page.getByRole('heading', { level: 1 }).waitFor();
    expect(await page.getByText('Demo data', { exact: true }).count()).toBe(0);
    expect(await mapSites(page).count()).toBe(1);
  });
});
