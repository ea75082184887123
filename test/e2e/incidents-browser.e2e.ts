import { readFileSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { compose, declare, lines, saved } from './incidents-input';
import { openBrowser, serve, temporaryFolder, type Served } from './windows';

/** Incidents in browser mode: real Chromium over loopback, the same records. */
let browser: Browser;
const served: Served[] = [];
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());
afterEach(async () => {
  await Promise.all(served.splice(0).map((one) => one.stop()));
});

const TITLE = 'Checkout slow, каса повільна';

describe('an incident in browser mode', () => {
  it('is declared, composed in three scripts, survives a reload, leaves as a download and comes back', async () => {
    const one = await serve(['--data', temporaryFolder()]);
    served.push(one);
    const page = await browser.newPage({ acceptDownloads: true, viewport: { width: 1440, height: 900 } });
    const complaints: string[] = [];
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
    await page.goto(one.link);
    await declare(page, TITLE);
    const text = await compose(page);
    await page.reload();
    await page.getByRole('heading', { level: 1, name: TITLE }).waitFor();
    await page.locator('.notes-editor .cm-content').waitFor();
    expect(await lines(page)).toEqual([text]);

    await page.getByRole('button', { name: 'Export' }).click();
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('menuitem', { name: /^Markdown/ }).click(),
    ]);
    expect(file.suggestedFilename()).toMatch(/^INC-[0-9A-F]{5}-Checkout slow, каса повільна\.md$/);
    const markdown = readFileSync(await file.path(), 'utf8');
    expect(markdown).toContain(text);
    await page.getByText('among the downloads of this browser.').waitFor();
    await page.getByRole('button', { name: 'Export' }).click();
    const [paper] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('menuitem', { name: /^Page to print/ }).click(),
    ]);
    expect(readFileSync(await paper.path(), 'utf8')).toContain('<!doctype html>');
    await page.getByText('Open it and print it to PDF.').waitFor();

    const take = (name: string, content: string): Promise<void> =>
      page
        .locator('.incident-list input[type="file"]')
        .setInputFiles([{ name, mimeType: 'text/markdown', buffer: Buffer.from(content) }]);
    await take('same.md', markdown);
    await page.getByText('Here already').waitFor();
    await take('hostile.md', '---\n<script>window.hit=1</script>: [\n---\n');
    await page.getByText('Refused').waitFor();
    await page.getByText(/^\d+:\d+ YAML/).waitFor();
    expect(await page.evaluate(() => (globalThis as { hit?: number }).hit)).toBeUndefined();
    // 10 MB of text go through, and are refused for what they say.
    await take('large.md', 'слово '.repeat(900_000));
    await page.getByText('large.md').waitFor();
    await page.getByRole('status').filter({ hasText: 'AWS live' }).waitFor();
    expect(complaints).toEqual([]);
    await page.close();
  }, 180_000);

  it('a secret that was taken out is in no other window and comes back by no undo', async () => {
    const one = await serve(['--data', temporaryFolder()]);
    served.push(one);
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
    const page = await context.newPage();
    await page.goto(one.link);
    await declare(page, TITLE);
    await page.keyboard.press('n');
    await page.keyboard.insertText('before ');
    await page.keyboard.insertText('AKIAIOSFODNN7EXAMPLE after');
    await saved(page);
    const other = await context.newPage();
    await other.goto(one.url);
    await other.getByRole('heading', { level: 1, name: 'Brazil production is critical' }).waitFor();
    await other.keyboard.press('3');
    await other.getByRole('heading', { level: 1, name: TITLE }).waitFor();
    await other.locator('.notes-editor .cm-content').waitFor();
    // It was cut out there by hand: undo would bring it back.
    await other.keyboard.press('n');
    await other.keyboard.press('Control+a');
    await other.keyboard.press('Delete');
    await expect.poll(() => lines(page)).toEqual(['']);
    await page.bringToFront();
    await page.keyboard.insertText('before AKIAIOSFODNN7EXAMPLE after');
    await page.getByText('in the notes, line 1').waitFor();
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('ArrowLeft');
    await page.getByRole('button', { name: 'Redact for good' }).click();
    await page.getByRole('button', { name: 'Redact it for good' }).click();
    await page.getByText('1 secret taken out for good').waitFor();
    const clean = 'before [AWS access key id removed] after';
    for (const window of [page, other]) await expect.poll(() => lines(window)).toEqual([clean]);
    for (const window of [other, page]) {
      await window.bringToFront();
      // As people do it: an editor that is focused from outside begins at its first letter.
      const writing = window.locator('.notes-editor .cm-content:focus');
      // A letter that is no command there would be written.
      if ((await writing.count()) === 0) await window.keyboard.press('n');
      await writing.waitFor();
      for (let time = 0; time < 4; time += 1) await window.keyboard.press('Control+z');
      expect((await lines(window)).join()).not.toContain('AKIA');
    }
    // The cursor stayed where it was.
    await page.keyboard.insertText('HERE');
    await expect.poll(() => lines(page)).toEqual(['before [AWS access key id removed] aftHEREer']);
    await context.close();
  }, 120_000);
});
