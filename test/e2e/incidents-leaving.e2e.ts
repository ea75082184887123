import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ElectronApplication, Page } from 'playwright-core';
import { afterEach, describe, expect, it } from 'vitest';
import { compose, declare, lines, saved } from './incidents-input';
import { openApp, temporaryFolder } from './windows';

/** How words leave the app: by a file, by redaction. Real Electron; of the system's dialog only the answer is ours. */
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

/** The next dialogs are answered with this path; what they proposed is kept. */
const answer = (app: ElectronApplication, path: string | null): Promise<void> =>
  app.evaluate(({ dialog, shell }, filePath) => {
    const kept = globalThis as unknown as { proposed?: string[]; shown?: string[] };
    kept.proposed ??= [];
    kept.shown ??= [];
    const asked = (...words: readonly unknown[]) => {
      kept.proposed?.push((words.at(-1) as { defaultPath: string }).defaultPath);
      return Promise.resolve({ canceled: filePath === null, filePath: filePath ?? '' });
    };
    dialog.showSaveDialog = asked;
    shell.showItemInFolder = (shown) => void kept.shown?.push(shown);
  }, path);
const told = (app: ElectronApplication, what: 'proposed' | 'shown'): Promise<readonly string[]> =>
  app.evaluate((_, name) => (globalThis as unknown as Record<string, string[]>)[name] ?? [], what);

const leave = async (page: Page, way: RegExp): Promise<void> => {
  await page.getByRole('button', { name: 'Export' }).click();
  await page.getByRole('menuitem', { name: way }).click();
};

describe('leaving the app', () => {
  it('Markdown and PDF go where the dialog says; a closed dialog writes nothing; the folder is shown', async () => {
    const files = temporaryFolder();
    const { app, page } = await open(temporaryFolder());
    await declare(page, 'Каса: "slow" / 50%');
    await page.keyboard.press('n');
    await page.keyboard.insertText('क्षमता, своїми словами');
    await saved(page);

    await answer(app, null);
    await leave(page, /^JSON/);
    await expect.poll(async () => (await told(app, 'proposed')).length).toBe(1);
    expect(readdirSync(files)).toEqual([]);
    expect((await told(app, 'proposed'))[0]).toMatch(/INC-[0-9A-F]{5}-Каса slow 50%\.json$/);

    const markdown = join(files, 'left.md');
    await answer(app, markdown);
    await leave(page, /^Markdown/);
    await page.getByText(markdown).waitFor();
    expect(readFileSync(markdown, 'utf8')).toContain('क्षमता, своїми словами');
    await page.getByRole('button', { name: 'Show in folder' }).click();
    await expect.poll(() => told(app, 'shown')).toEqual([markdown]);

    const pdf = join(files, 'review.pdf');
    await answer(app, pdf);
    await leave(page, /^PDF/);
    await page.getByText(pdf).waitFor({ timeout: 60_000 });
    expect(readFileSync(pdf, 'latin1').slice(0, 5)).toBe('%PDF-');

    await answer(app, join(files, 'no such folder', 'x.md'));
    await leave(page, /^Markdown/);
    await page.getByText(/^Not exported: .*no such folder.*cannot be written/).waitFor();
    expect(readdirSync(files).sort()).toEqual(['left.md', 'review.pdf']);
  }, 150_000);

  it('R40 a secret that was redacted is in no file of the folder, and undo does not bring it', async () => {
    const data = temporaryFolder();
    const { app, page } = await open(data);
    await declare(page, 'Leak');
    await page.keyboard.press('n');
    await page.keyboard.insertText('words before AKIAIOSFODNN7EXAMPLE words after');
    await page.getByText('in the notes, line 1').waitFor();
    await page.locator('.notes-editor .cm-secret').waitFor();
    await page.getByRole('button', { name: 'Show' }).click();
    // It is selected.
    await page.keyboard.press('Control+c');
    await expect.poll(() => app.evaluate(({ clipboard }) => clipboard.readText())).toBe('AKIAIOSFODNN7EXAMPLE');
    await page.getByRole('button', { name: 'Redact for good' }).click();
    await page.getByRole('button', { name: 'Redact it for good' }).click();
    await page.getByText('1 secret taken out for good').waitFor();
    await page.locator('.notes-editor .cm-content').focus();
    for (let time = 0; time < 3; time += 1) await page.keyboard.press('Control+z');
    expect(await lines(page)).toEqual(['words before [AWS access key id removed] words after']);
    await page.getByRole('region', { name: 'Timeline' }).getByText('Redacted for good').waitFor();
    await app.close();
    for (const one of readdirSync(data, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()))
      expect([one.name, readFileSync(join(one.parentPath, one.name)).includes('IOSFODNN7')]).toEqual([one.name, false]);
  }, 120_000);
});

describe('input methods in the app', () => {
  it('what is composed arrives once, in order, is saved, and is taken back word by word', async () => {
    const data = temporaryFolder();
    const { page } = await open(data);
    await declare(page, 'Composed');
    const text = await compose(page);
    await page.reload();
    await page.locator('.notes-editor .cm-content').waitFor();
    expect(await lines(page)).toEqual([text]);
  }, 120_000);
});
