import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { run } from './cli';
import { openBrowser, serve, temporaryFolder, type Served } from './windows';

/** Browser mode: the same cockpit in real Chromium, over loopback HTTP and WebSocket. */
let browser: Browser;
const served: Served[] = [];
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());
afterEach(async () => {
  await Promise.all(served.splice(0).map((one) => one.stop()));
});

async function open(words: readonly string[] = ['--data', temporaryFolder()]): Promise<Served> {
  const one = await serve(words);
  served.push(one);
  return one;
}

describe('serve', () => {
  it('shows the same picture as the desktop app, and asks nothing of any other host', async () => {
    const one = await open();
    const page = await browser.newPage();
    const hosts = new Set<string>();
    page.on('request', (request) => hosts.add(new URL(request.url()).host));
    const complaints: string[] = [];
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
    await page.goto(one.link);
    await page.getByRole('heading', { level: 1, name: 'Brazil production is critical' }).waitFor();
    expect(await page.getByRole('list', { name: 'Sites on the map, by attention' }).getByRole('button').count()).toBe(
      12,
    );
    expect(page.url()).not.toContain(one.token);
    expect([...hosts]).toEqual([new URL(one.url).host]);
    expect(complaints).toEqual([]);
    await page.close();
  });

  it("the link's token works once in a browser; as Bearer it gives the status JSON", async () => {
    const one = await open();
    expect((await fetch(one.link, { redirect: 'manual' })).status).toBeLessThan(400);
    expect((await fetch(one.link, { redirect: 'manual' })).status).toBeGreaterThanOrEqual(400);
    const answer = await fetch(`${one.url}/api/snapshot`, { headers: { authorization: `Bearer ${one.token}` } });
    expect(await answer.json()).toMatchObject({ demo: true, workspace: 'demo' });
    expect((await fetch(`${one.url}/api/snapshot`)).status).toBe(401);
    expect((await fetch(`${one.url}/api/snapshot`, { headers: { authorization: 'Bearer wrong' } })).status).toBe(401);
  });

  it('says so when the connection to the cockpit is gone: nothing stays green', async () => {
    const one = await open();
    const page = await browser.newPage();
    await page.goto(one.link);
    await page.getByRole('heading', { level: 1, name: 'Brazil production is critical' }).waitFor();
    const live = page.getByRole('status').filter({ hasText: 'AWS live' });
    await live.waitFor();
    await one.stop();
    await live.waitFor({ state: 'detached' });
    await page
      .getByText(/not connected|connection|reconnect/i)
      .first()
      .waitFor();
    await page.close();
  });

  it('one data folder has one owner: a command on it is refused by name', async () => {
    const data = temporaryFolder();
    await open(['--data', data]);
    const second = await run(['status', '--json', '--data', data]);
    expect(second).toMatchObject({ code: 75, stdout: '' });
    expect(second.stderr).toMatch(/serve/);
  });
});
