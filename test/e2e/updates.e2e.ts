import { chmodSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { _electron, type ElectronApplication, type Page } from 'playwright-core';
import { afterEach, beforeAll, afterAll, describe, expect, it } from 'vitest';
import type { UpdateState } from '../../shared/domain/updates/types';
import { newPublisher, startFeed, type Publisher, type TestFeed } from '../updates/feed';
import { packagedProgram, type PackagedProgram } from './packaged';
import { temporaryFolder } from './windows';

/**
 * The real electron-updater in a real Electron that holds itself for packaged, against a real feed on loopback.
 * The AppImages are shell scripts: what matters is which file lies where, and which one is started.
 */
/** The whole window starts in each of these tests, on a machine that may be busy. */
const SLOW = 60_000;
const NEW = 'Meridian-0.2.0.AppImage';

let program: PackagedProgram;
beforeAll(() => {
  program = packagedProgram();
});
afterAll(() => program.remove());

const cleanups: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

interface Stage {
  readonly feed: TestFeed;
  readonly publisher: Publisher;
  /** The AppImage a person starts. */
  readonly appImage: string;
  /** Written by the new AppImage when it is started. */
  readonly started: string;
  readonly data: string;
  readonly newFile: Buffer;
}

const OLD_TEXT = '#!/bin/sh\nexit 1\n';

async function stage(): Promise<Stage> {
  const feed = await startFeed();
  cleanups.push(() => feed.stop());
  const folder = temporaryFolder();
  const appImage = join(folder, 'Meridian-0.1.0.AppImage');
  writeFileSync(appImage, OLD_TEXT);
  chmodSync(appImage, 0o755);
  const started = join(folder, 'started');
  const newFile = Buffer.from(
    `#!/bin/sh\nprintf '%s\\n' "$@" "appimage=$APPIMAGE" > '${started}.part' && mv '${started}.part' '${started}'\n`,
  );
  return { feed, publisher: newPublisher(), appImage, started, data: join(folder, 'data'), newFile };
}

async function open(
  { appImage, data }: Stage,
  environment: Readonly<Record<string, string>>,
): Promise<{ readonly app: ElectronApplication; readonly page: Page }> {
  program.give(dirname(appImage));
  const app = await _electron.launch({
    executablePath: program.start,
    args: ['--disable-gpu', '--data', data],
    env: { ...program.environment, APPIMAGE: appImage, APPDIR: program.folder, ...environment },
  });
  cleanups.push(() => app.close().catch(() => undefined));
  const page = await app.firstWindow();
  await page.getByRole('heading', { level: 1 }).waitFor({ timeout: SLOW });
  return { app, page };
}

const configured = ({ feed, publisher }: Stage): Record<string, string> => ({
  MERIDIAN_UPDATE_FEED: feed.url,
  MERIDIAN_UPDATE_KEY: publisher.publicKey,
});

const stateOf = (page: Page): Promise<UpdateState> =>
  page.evaluate(async () => {
    const { meridian } = globalThis as unknown as { meridian: { call(method: string): Promise<string> } };
    return JSON.parse(await meridian.call('updates.state')) as UpdateState;
  });

/** Clicks an item of the application menu, as a person does. */
const clickMenu = (app: ElectronApplication, label: string): Promise<boolean> =>
  app.evaluate(({ Menu }, wanted) => {
    const items = Menu.getApplicationMenu()?.items.flatMap((item) => item.submenu?.items ?? []) ?? [];
    const item = items.find((one) => one.label === wanted && one.enabled);
    item?.click();
    return item !== undefined;
  }, label);

/** Which chunks of the build main has loaded. */
const loaded = (app: ElectronApplication): Promise<readonly string[]> =>
  app.evaluate(() => {
    // Playwright evaluates outside of any module: this is the one way to the cache of those main has loaded.
    // eslint-disable-next-line @typescript-eslint/no-deprecated
    const { constructor } = process.mainModule as unknown as { constructor: { _cache: Record<string, unknown> } };
    return Object.keys(constructor._cache).map((file) => file.replace(/.*\//, ''));
  });

const line = (page: Page) => page.getByRole('status', { name: 'Updates' });

describe('an update from a signed feed', { timeout: 3 * SLOW }, () => {
  it('is checked, downloaded, verified, installed and started only by a person, step by step', async () => {
    const here = await stage();
    here.feed.publish({ version: '0.2.0', files: [{ name: NEW, content: here.newFile }] }, { by: [here.publisher] });
    const { app, page } = await open(here, configured(here));
    expect(await stateOf(page)).toEqual({ kind: 'idle', checkedAt: null, asked: false });
    expect(here.feed.asked).toEqual([]);

    expect(await clickMenu(app, 'Check for updates')).toBe(true);
    await line(page).getByText('Meridian 0.2.0 is available').waitFor();
    expect(here.feed.asked.map(({ path }) => path)).toEqual([
      '/meridian/latest-linux.yml',
      '/meridian/latest-linux.yml.sig',
    ]);
    // Nobody is counted.
    for (const { headers } of here.feed.asked)
      expect(Object.keys(headers).sort()).toEqual(['accept', 'accept-encoding', 'cache-control', 'connection', 'host']);

    await line(page).getByRole('button', { name: 'Download 0.2.0' }).click();
    await line(page).getByText('Meridian 0.2.0 is ready').waitFor();
    expect(here.feed.asked.at(-1)?.path).toBe(`/meridian/${NEW}`);
    // Downloaded and verified, and still nothing is replaced, and nobody restarts.
    expect(readFileSync(here.appImage, 'utf8')).toBe(OLD_TEXT);
    expect(readdirSync(dirname(here.appImage)).sort()).toEqual(['Meridian-0.1.0.AppImage', 'data']);
    expect(app.process().exitCode).toBe(null);

    const gone = new Promise((done) => app.process().once('exit', done));
    await line(page).getByRole('button', { name: 'Restart to update to 0.2.0' }).click();
    await gone;
    await expect.poll(() => existsSync(here.started)).toBe(true);
    // The new one lies beside where the old one was, whole, and was started with the same words; only one is left.
    const target = join(dirname(here.appImage), NEW);
    expect(readFileSync(target)).toEqual(here.newFile);
    expect(existsSync(here.appImage)).toBe(false);
    const words = readFileSync(here.started, 'utf8').split('\n');
    expect(words.slice(words.indexOf('--data'))).toEqual(['--data', here.data, 'appimage=', '']);
    expect(readdirSync(join(here.data, 'updates')).sort()).toEqual(['newest.json', 'pending']);
    expect(existsSync(join(here.data, 'updates', 'pending', NEW))).toBe(false);
  });

  it('whose file was altered on the server is refused, and nothing of it stays', async () => {
    const here = await stage();
    here.feed.publish({ version: '0.2.0', files: [{ name: NEW, content: here.newFile }] }, { by: [here.publisher] });
    const altered = Buffer.from(here.newFile);
    altered[altered.length - 2] = 0x23;
    here.feed.put(NEW, altered);
    const { app, page } = await open(here, configured(here));
    await clickMenu(app, 'Check for updates');
    await line(page).getByRole('button', { name: 'Download 0.2.0' }).click();
    await line(page).getByText('An update was refused').waitFor();
    expect(await stateOf(page)).toMatchObject({ kind: 'refused', step: 'download', problem: { code: 'altered-file' } });
    expect(filesUnder(join(here.data, 'updates'))).toEqual(['newest.json']);
    expect(readFileSync(here.appImage, 'utf8')).toBe(OLD_TEXT);
    // A restart cannot be asked for, not even by a page that was taken over.
    const asked = await page.evaluate(() =>
      (globalThis as unknown as { meridian: { call(method: string, input: unknown): Promise<unknown> } }).meridian
        .call('updates.act', { action: 'restart' })
        .then(
          () => 'done',
          (error: unknown) => (error as { code: string }).code,
        ),
    );
    expect(asked).toBe('not-allowed');
  });

  it('that changed on this disk after it was verified is not installed', async () => {
    const here = await stage();
    here.feed.publish({ version: '0.2.0', files: [{ name: NEW, content: here.newFile }] }, { by: [here.publisher] });
    const { app, page } = await open(here, configured(here));
    await clickMenu(app, 'Check for updates');
    await line(page).getByRole('button', { name: 'Download 0.2.0' }).click();
    await line(page).getByText('Meridian 0.2.0 is ready').waitFor();
    writeFileSync(join(here.data, 'updates', 'pending', NEW), '#!/bin/sh\nexit 2\n');
    await line(page).getByRole('button', { name: 'Restart to update to 0.2.0' }).click();
    await line(page).getByText('An update was refused').waitFor();
    expect(readFileSync(here.appImage, 'utf8')).toBe(OLD_TEXT);
    expect(readdirSync(dirname(here.appImage)).sort()).toEqual(['Meridian-0.1.0.AppImage', 'data']);
    expect(app.process().exitCode).toBe(null);
  });

  it('signed by somebody else is refused before anything of it is shown', async () => {
    const here = await stage();
    here.feed.publish({ version: '0.2.0', files: [{ name: NEW, content: here.newFile }] }, { by: [newPublisher()] });
    const { app, page } = await open(here, configured(here));
    await clickMenu(app, 'Check for updates');
    await line(page).getByText('An update was refused').waitFor();
    expect(await stateOf(page)).toMatchObject({ kind: 'refused', step: 'check', problem: { code: 'bad-signature' } });
    expect(await line(page).textContent()).not.toContain('0.2.0');
  });
});

describe('without a feed', { timeout: 3 * SLOW }, () => {
  it('nothing of the updater is loaded, and the menu says that updates are off', async () => {
    const here = await stage();
    const { app, page } = await open(here, {});
    expect(await stateOf(page)).toEqual({ kind: 'off', reason: 'no-feed' });
    expect(await clickMenu(app, 'Check for updates')).toBe(false);
    expect((await loaded(app)).filter((file) => file.startsWith('electron-updater'))).toEqual([]);
    expect(existsSync(join(here.data, 'updates'))).toBe(false);
    await app.close();
    cleanups.pop();

    // The same look finds it where a feed is configured and was asked.
    here.feed.publish({ version: '0.1.0', files: [{ name: NEW, content: here.newFile }] }, { by: [here.publisher] });
    const second = await open(here, configured(here));
    expect((await loaded(second.app)).filter((file) => file.startsWith('electron-updater'))).toEqual([]);
    await clickMenu(second.app, 'Check for updates');
    await line(second.page).getByText('Meridian is up to date').waitFor();
    expect((await loaded(second.app)).filter((file) => file.startsWith('electron-updater'))).toHaveLength(1);
  });
});

function filesUnder(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? filesUnder(join(folder, entry.name)).map((name) => `${entry.name}/${name}`) : [entry.name],
  );
}
