import type { Page } from 'playwright-core';
import { expect } from 'vitest';

/** What an incident is written with, the same in the app and in a browser: a keyboard, and the input methods of three scripts. */

/** Lines as they stand in the editor, without the words that stand in an empty one. */
export const lines = (page: Page): Promise<readonly string[]> =>
  page
    .locator('.notes-editor .cm-line')
    .evaluateAll((all) => all.map((line) => (line.querySelector('.cm-placeholder') === null ? line.textContent : '')));

export const saved = (page: Page): Promise<void> =>
  page
    .locator('.notes-saved.is-saved')
    .filter({ hasText: /Saved here \d\d:\d\d/ })
    .waitFor();

/** From the drawer of the site that is critical in the demo. */
export async function declare(page: Page, title: string): Promise<void> {
  await page.getByRole('heading', { level: 1, name: 'Brazil production is critical' }).waitFor();
  await page
    .getByRole('button', { name: /^Brazil, Production: Critical/ })
    .first()
    .click();
  await page.locator('.drawer').waitFor();
  await page.keyboard.press('i');
  const sheet = page.getByRole('dialog', { name: 'Declare an incident' });
  await sheet.getByLabel('Or your name').fill('Олена Коваль');
  await sheet.getByLabel('Title').fill(title);
  await page.keyboard.press('Control+Enter');
  await page.getByRole('heading', { level: 1, name: title }).waitFor();
  await page.locator('.notes-editor .cm-content').waitFor();
}

/** Each word as an input method makes it: what stands underlined meanwhile, then what is meant. */
const COMPOSED: readonly { readonly steps: readonly string[]; readonly word: string }[] = [
  { steps: ['न', 'नम', 'नमस', 'नमस्', 'नमस्त'], word: 'नमस्ते' },
  { steps: ['к', 'ка', 'кас'], word: 'каса' },
  { steps: ['´'], word: 'á' },
  { steps: ['~'], word: 'ã' },
  { steps: ['क', 'क्', 'क्ष', 'क्षम'], word: 'क्षमता' },
];

/** Composes all words and says what the text must be then; undo takes back whole words and redo brings them. */
export async function compose(page: Page): Promise<string> {
  const tools = await page.context().newCDPSession(page);
  await page.keyboard.press('n');
  const states = [''];
  for (const { steps, word } of COMPOSED) {
    for (const text of steps)
      await tools.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length });
    await tools.send('Input.insertText', { text: word });
    const all = (states.at(-1) ?? '') + word;
    await expect.poll(() => lines(page)).toEqual([all]);
    states.push(all);
  }
  const whole = states.at(-1) ?? '';
  await saved(page);
  // Back word by word: never to half of one.
  for (const before of [...states].reverse().slice(1)) {
    await page.keyboard.press('Control+z');
    await expect.poll(() => lines(page)).toEqual([before]);
  }
  for (const after of states.slice(1)) {
    await page.keyboard.press('Control+y');
    await expect.poll(() => lines(page)).toEqual([after]);
  }
  await saved(page);
  await tools.detach();
  return whole;
}
