import type { ElectronApplication, Page } from 'playwright-core';
import { afterEach, describe, expect, it } from 'vitest';
import { openApp, temporaryFolder } from './windows';

/** Incidents as a person works them: real Electron, real SQLite, and an end that nobody was told of. */
const apps: ElectronApplication[] = [];
afterEach(async () => {
  await Promise.all(apps.splice(0).map((app) => app.close().catch(() => undefined)));
});

async function open(data: string): Promise<{ readonly app: ElectronApplication; readonly page: Page }> {
  const opened = await openApp(['--data', data]);
  apps.push(opened.app);
  await opened.page.getByRole('heading', { level: 1 }).first().waitFor();
  return opened;
}

/** From the drawer of the site that is critical in the demo. */
async function declare(page: Page): Promise<void> {
  await page.getByRole('heading', { level: 1, name: 'Brazil production is critical' }).waitFor();
  await page
    .getByRole('button', { name: /^Brazil, Production: Critical/ })
    .first()
    .click();
  await page.locator('.drawer').waitFor();
  await page.keyboard.press('i');
  const sheet = page.getByRole('dialog', { name: 'Declare an incident' });
  await sheet.getByLabel('Or your name').fill('Олена Коваль');
  await sheet.getByLabel('Title').fill('Checkout slow, каса повільна');
  await page.keyboard.press('Control+Enter');
  await page.getByRole('heading', { level: 1, name: 'Checkout slow, каса повільна' }).waitFor();
  await page.locator('.notes-editor .cm-content').waitFor();
}

const saved = (page: Page) => page.locator('.notes-saved.is-saved').filter({ hasText: 'every keystroke' }).waitFor();
/** Lines as they stand in the editor. */
const written = (page: Page): Promise<readonly string[]> => page.locator('.notes-editor .cm-line').allTextContents();

const UKRAINIAN = 'Причина: черга замовлень зупинилась о 02:06, їжак і ґанок';
const HINDI = 'भुगतान सेवा धीमी है, क्षमता की जाँच';
const PORTUGUESE = 'Ação: reversão já, não esperar';

describe('an incident', () => {
  it('is declared from a drawer, written in three scripts, and every word is there after kill -9', async () => {
    const data = temporaryFolder();
    const { app, page } = await open(data);
    await declare(page);
    await page.keyboard.press('n');
    for (const line of [UKRAINIAN, HINDI, PORTUGUESE]) {
      await page.keyboard.insertText(line);
      await page.keyboard.press('Enter');
    }
    await page.keyboard.type('typed key by key ');
    await page
      .locator('.notes-saved.is-saved')
      .filter({ hasText: /Saved here \d\d:\d\d/ })
      .waitFor();
    const before = await written(page);
    expect(before).toEqual([UKRAINIAN, HINDI, PORTUGUESE, 'typed key by key ']);
    const { pid } = app.process();
    if (pid === undefined) throw new Error('the app has no process');
    const gone = new Promise((done) => app.process().once('exit', done));
    process.kill(pid, 'SIGKILL');
    await gone;
    apps.splice(0);

    const again = await open(data);
    await again.page.keyboard.press('3');
    await again.page.getByRole('heading', { level: 1, name: 'Checkout slow, каса повільна' }).waitFor();
    await again.page.locator('.notes-editor .cm-content').waitFor();
    expect(await written(again.page)).toEqual(before);
    // Who declared it, that it is open, and what was on screen then.
    const timeline = again.page.getByRole('region', { name: 'Timeline' });
    await timeline.getByText('Incident declared').waitFor();
    await timeline.getByText('Олена Коваль').first().waitFor();
    await again.page.getByRole('region', { name: 'Snapshots' }).getByText('frozen, sha').waitFor();
    // It is found by a word of its notes.
    await again.page.keyboard.press('Escape');
    await again.page.keyboard.press('f');
    await again.page.keyboard.insertText('क्षमता');
    await again.page.locator('.incident-row').filter({ hasText: 'каса повільна' }).waitFor();
  }, 120_000);

  it('notes of a hostile writer act on nothing', async () => {
    const { page } = await open(temporaryFolder());
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    const dialogs: string[] = [];
    page.on('dialog', (dialog) => {
      dialogs.push(dialog.message());
      void dialog.dismiss();
    });
    await declare(page);
    await page.keyboard.press('n');
    await page.keyboard.insertText(
      [
        '<img src=x onerror="window.hit=1"><script>window.hit=1</script>',
        '[script](javascript:window.hit=1) [data](data:text/html,<script>1</script>) [file](file:///etc/passwd)',
        '![beacon](https://evil.invalid/beacon.png)',
        '[web](https://evil.invalid/page)',
        '<a href="https://evil.invalid" onclick="window.hit=1">x</a> <iframe src="https://evil.invalid"></iframe>',
      ].join('\n\n'),
    );
    await saved(page);
    await page.getByRole('button', { name: 'Read', exact: true }).click();
    const read = page.getByRole('article', { name: 'Notes, as they read' });
    await read.getByText('Image of another place, not loaded: beacon').waitFor();
    expect(await read.locator('a, img, script, iframe, [onclick], [onerror]').count()).toBe(0);
    for (const word of ['script', 'data', 'file']) await read.getByText(word, { exact: true }).click();
    await read.getByRole('button', { name: 'web' }).click();
    expect(await page.evaluate(() => (globalThis as { hit?: number }).hit)).toBeUndefined();
    expect(dialogs).toEqual([]);
    expect(asked.filter((url) => !url.startsWith('meridian-app://app/'))).toEqual([]);
    expect(page.url()).toContain('meridian-app://app/');
  }, 90_000);

  it('a paste of 10 MB is refused in words, kept on screen, and costs nothing that was written', async () => {
    const { page } = await open(temporaryFolder());
    await declare(page);
    await page.keyboard.press('n');
    await page.keyboard.insertText('before');
    await page.locator('.notes-editor .cm-content').evaluate((content) => {
      const data = new DataTransfer();
      data.setData('text/plain', 'слово '.repeat(1_700_000));
      content.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
    });
    const refused = page.locator('.notes-refused');
    await refused.getByText('Not put in: 10.2 million characters.').waitFor();
    await refused.getByText('слово слово').waitFor();
    expect(await written(page)).toEqual(['before']);
    await page.keyboard.insertText(' and after');
    await saved(page);
    expect(await written(page)).toEqual(['before and after']);
  }, 90_000);
});
