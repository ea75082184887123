import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ElectronApplication, Page } from 'playwright-core';
import { afterEach, describe, expect, it, onTestFinished } from 'vitest';
import type { Snapshot } from '../../shared/domain/snapshot/types';
import { MINUTE } from '../../shared/lib/time';
import { constant, signalText, stage, workspaceText } from './cli';
import { openApp, temporaryFolder } from './windows';

/** The desktop app as a person has it: real Electron, real HTTP, real SQLite. */
const apps: ElectronApplication[] = [];
afterEach(async () => {
  await Promise.all(apps.splice(0).map((app) => app.close()));
});

async function open(
  words: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<{ readonly app: ElectronApplication; readonly page: Page }> {
  const opened = await openApp(words, environment);
  apps.push(opened.app);
  return opened;
}

const mapSites = (page: Page) => page.getByRole('list', { name: 'Sites on the map, by attention' }).getByRole('button');

describe('the demo', () => {
  it('starts, draws the demo world from live data, and says that it is a demo', async () => {
    const { page } = await open(['--data', temporaryFolder()]);
    await page.getByRole('heading', { level: 1, name: 'Brazil production is critical' }).waitFor();
    expect(await mapSites(page).count()).toBe(12);
    expect(await page.getByText('Demo data').first().isVisible()).toBe(true);
    await page.getByRole('status').filter({ hasText: 'AWS live' }).waitFor();
  });

  it('opens the drawer of a site with reasons, charts and alarms, and Esc goes back', async () => {
    const { page } = await open(['--data', temporaryFolder()]);
    await page.getByRole('heading', { level: 1, name: 'Brazil production is critical' }).waitFor();
    await page
      .getByRole('button', { name: /^Brazil, Production: Critical/ })
      .first()
      .click();
    const drawer = page
      .getByRole('dialog')
      .or(page.getByRole('region', { name: /Brazil, Production/ }))
      .first();
    await drawer.getByText('Why it is critical').waitFor();
    await drawer.getByText('Checkout latency p95').first().waitFor();
    await drawer.locator('.chart-reader').first().waitFor();
    await drawer.getByText('retail-br-prod-checkout-page').first().waitFor();
    await page.keyboard.press('Escape');
    await drawer.waitFor({ state: 'detached' });
  });

  it('acknowledging moves an item down and keeps it', async () => {
    const { page } = await open(['--data', temporaryFolder()]);
    const attention = page.getByRole('complementary', { name: 'Attention' });
    // Before AWS was heard every site is unknown, and in the list.
    await page.getByRole('status').filter({ hasText: 'AWS live' }).waitFor();
    const items = attention.getByRole('article');
    await items.first().getByText('Brazil, Production').waitFor();
    await items.first().getByRole('button', { name: 'Acknowledge' }).click();
    // Others may leave the list meanwhile, as their sites are heard.
    await items.last().getByText('Brazil, Production').waitFor();
    expect(await items.filter({ hasText: 'Brazil, Production' }).count()).toBe(1);
  });
});

describe('P6: the sign-in of this machine', () => {
  it('is told before it ends, and no more once somebody signed in anew: nothing is clicked', async () => {
    const aws = await stage({ metrics: [constant('load', 5)], health: { plan: true, events: [] } });
    onTestFinished(() => aws.simulator.stop());
    const workspace = join(aws.folder, 'meridian.yaml');
    writeFileSync(workspace, workspaceText({ id: 'br', signals: [signalText('load')] }));
    const credentials = join(aws.folder, 'credentials');
    const keys = readFileSync(credentials, 'utf8');
    const signIn = (minutes: number): void => {
      const end = new Date(Date.now() + minutes * MINUTE).toISOString();
      writeFileSync(credentials, `${keys}aws_session_token = t\naws_expiration = ${end}\n`);
    };
    signIn(40);
    const { page } = await open(['--workspace', workspace, '--data', join(aws.folder, 'data')], {
      AWS_ENDPOINT_URL: aws.simulator.url,
      AWS_CONFIG_FILE: join(aws.folder, 'config'),
      AWS_SHARED_CREDENTIALS_FILE: credentials,
    });
    const told = page.getByRole('alert').filter({ hasText: /^The AWS sign-in for Production ends/ });
    await told.waitFor();
    expect(await told.textContent()).toContain('On this machine: renew its keys.');
    signIn(12 * 60);
    await told.waitFor({ state: 'detached' });
    await page.getByRole('status').filter({ hasText: 'AWS live' }).waitFor();
  });
});

describe('S2, P9: unplugged', () => {
  it('shows the last known state, aged, when it starts again without AWS; and recovers by itself', async () => {
    const aws = await stage({ metrics: [constant('load', 5)], health: { plan: true, events: [] } });
    const workspace = join(aws.folder, 'meridian.yaml');
    writeFileSync(workspace, workspaceText({ id: 'br', signals: [signalText('load')] }));
    const place = ['--workspace', workspace, '--data', join(aws.folder, 'data')];
    const port = new URL(aws.simulator.url).port;
    const environment = {
      AWS_ENDPOINT_URL: aws.simulator.url,
      AWS_CONFIG_FILE: join(aws.folder, 'config'),
      AWS_SHARED_CREDENTIALS_FILE: join(aws.folder, 'credentials'),
    };
    const first = await open(place, environment);
    await first.page.getByRole('heading', { level: 1, name: /ok/ }).waitFor();
    await first.app.close();
    apps.splice(0);
    await aws.simulator.stop();

    // The same data folder and workspace, and nothing answers: what was known is there with its true age, and why is said.
    const started = Date.now();
    const second = await open(place, environment);
    await mapSites(second.page).first().waitFor();
    expect(await second.page.getByRole('region', { name: 'Countries' }).textContent()).toMatch(/load\s*5/);
    // The window shows it before AWS is asked at all.
    const metrics = () =>
      second.page.evaluate(async () => {
        const { meridian } = globalThis as unknown as { meridian: { call(method: string): Promise<string> } };
        const { sources } = JSON.parse(await meridian.call('snapshot.get')) as Snapshot;
        return sources.find(({ api }) => api === 'GetMetricData');
      });
    await expect.poll(async () => (await metrics())?.reason, { timeout: 20_000 }).toMatch(/refused/i);
    const { lastGoodAt, reason } = (await metrics()) ?? { lastGoodAt: null, reason: null };
    expect(lastGoodAt).toBeLessThan(started);
    expect(reason).toMatch(/refused/i);

    // AWS comes back at the same address: no click is needed.
    const again = await (
      await import('../../main/simulator/index')
    ).startSimulator({
      port: Number(port),
      seed: 1,
      clock: () => Date.now(),
      scenario: {
        world: 'empty',
        accounts: { AKIATESTPROD00000001: { awsAccountId: '111122223333' } },
        metrics: [constant('load', 5)],
        health: { plan: true, events: [] },
      },
    });
    try {
      await second.page.getByRole('status').filter({ hasText: 'AWS live' }).waitFor({ timeout: 45_000 });
      await second.page.getByRole('heading', { level: 1, name: /ok/ }).waitFor();
    } finally {
      await again.stop();
    }
  }, 120_000);
});

describe('the shell', () => {
  it('asks for sandbox and isolation, has no Node, opens nothing outside, and exposes one small door', async () => {
    const { app, page } = await open(['--data', temporaryFolder()]);
    await page.getByRole('heading', { level: 1 }).waitFor();
    const inside = await page.evaluate(() => ({
      node: [
        typeof (globalThis as Record<string, unknown>)['require'],
        typeof (globalThis as Record<string, unknown>)['process'],
      ],
      door: Object.keys((globalThis as unknown as { meridian: object }).meridian).sort(),
      origin: location.origin,
    }));
    // These tests may run as root, where Chromium's own sandbox cannot start; what the window asks for is proven all the same.
    const asked = await app.evaluate(({ BrowserWindow }) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents as unknown as {
        getLastWebPreferences(): Readonly<Record<string, unknown>>;
      };
      const { sandbox, contextIsolation, nodeIntegration, webSecurity, webviewTag } = contents.getLastWebPreferences();
      return { sandbox, contextIsolation, nodeIntegration, webSecurity, webviewTag };
    });
    expect(asked).toMatchObject({ sandbox: true, contextIsolation: true, nodeIntegration: false, webSecurity: true });
    expect(inside).toEqual({ node: ['undefined', 'undefined'], door: ['call', 'on'], origin: 'meridian-app://app' });
    const refused = await page.evaluate(async () => {
      const { meridian } = globalThis as unknown as {
        meridian: { call(method: string, input?: unknown): Promise<unknown> };
      };
      return meridian.call('shell.exec', 'ls').then(
        () => 'answered',
        (error: unknown) => (error as { code?: string }).code ?? 'refused',
      );
    });
    expect(refused).toBe('unknown-method');
    // Refused by the page's own policy: a machine without a network would refuse it too, and prove nothing.
    const policy = await page.evaluate(
      () =>
        new Promise<string>((done) => {
          document.addEventListener('securitypolicyviolation', (event) => done(event.effectiveDirective), {
            once: true,
          });
          fetch('https://example.com/').catch(() => undefined);
        }),
    );
    expect(policy).toBe('connect-src');
    expect(await page.evaluate(() => window.open('https://example.com/') === null)).toBe(true);
    const prevented = app.evaluate(
      ({ BrowserWindow }) =>
        new Promise<boolean>((done) => {
          BrowserWindow.getAllWindows()[0]?.webContents.once('will-navigate', (event) => done(event.defaultPrevented));
        }),
    );
    await page.evaluate(() => {
      location.href = 'https://example.com/';
    });
    expect(await prevented).toBe(true);
    expect(page.url()).toMatch(/^meridian-app:\/\/app\//);
    expect(app.windows()).toHaveLength(1);
  });
});
