import type { ElectronApplication, Page } from 'playwright-core';
import { afterEach, describe, expect, it } from 'vitest';
import { openApp, temporaryFolder } from './windows';

/** Changes as a person plans them: real Electron, real guard, real SQLite. */
const apps: ElectronApplication[] = [];
afterEach(async () => {
  await Promise.all(apps.splice(0).map((app) => app.close().catch(() => undefined)));
});

async function open(data: string): Promise<{ readonly app: ElectronApplication; readonly page: Page }> {
  const opened = await openApp(['--data', data]);
  apps.push(opened.app);
  await opened.page.getByRole('heading', { level: 1 }).first().waitFor();
  await opened.page.keyboard.press('2');
  await opened.page.getByRole('heading', { level: 1, name: 'Changes' }).waitFor();
  return opened;
}

const bar = (page: Page) => page.getByRole('option', { name: /Index rebuild/ });
const windowOf = async (page: Page): Promise<string> => {
  const name = (await bar(page).first().getAttribute('aria-label')) ?? '';
  return /\w{3} \d+ \w{3} \d\d:\d\d to [^,]+/.exec(name)?.[0] ?? name;
};

describe('a change', () => {
  it('is drawn on a lane, moved by hand, taken back, moved again, and is there after a restart', async () => {
    const data = temporaryFolder();
    const { app, page } = await open(data);
    await page.getByLabel('Person of the workspace').selectOption({ label: 'Rafael Monteiro' });
    await page.getByRole('button', { name: 'Write as this person' }).click();
    await page.getByRole('form', { name: 'Who writes here' }).waitFor({ state: 'detached' });

    // Drawn on the lane of the first site, well after now.
    const band = await page.locator('.tl-band').boundingBox();
    if (band === null) throw new Error('there is no time line');
    const y = band.y + 30;
    const x = band.x + band.width * 0.6;
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(x + 20, y);
    await page.mouse.move(x + 60, y);
    await page.mouse.up();
    const form = page.getByRole('dialog');
    await form.waitFor();
    await form.getByLabel('Title').fill('Index rebuild');
    await page.keyboard.press('Control+Enter');
    await bar(page).first().waitFor();
    const drawn = await windowOf(page);

    // Where the bar is now: rows are packed again when a change moves. `hover` waits until it rests.
    const drag = async (by: number): Promise<void> => {
      await bar(page).first().hover();
      const box = await bar(page).first().boundingBox();
      if (box === null) throw new Error('there is no bar');
      const grab = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
      await page.mouse.down();
      await page.mouse.move(grab.x + by / 2, grab.y);
      await page.mouse.move(grab.x + by, grab.y);
      await page.locator('.tl-moving').waitFor();
    };
    await drag(80);
    await page.mouse.up();
    await page.getByRole('button', { name: 'Undo' }).waitFor();
    await expect.poll(() => windowOf(page)).not.toBe(drawn);
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect.poll(() => windowOf(page)).toBe(drawn);

    await drag(-40);
    await page.mouse.up();
    await expect.poll(() => windowOf(page)).not.toBe(drawn);
    const after = await windowOf(page);
    await app.close();

    const again = await open(data);
    await bar(again.page).first().waitFor();
    expect(await windowOf(again.page)).toBe(after);
  });
});
