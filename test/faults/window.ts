import type { Page } from 'playwright-core';
import * as Y from 'yjs';
import { readContent } from '../../shared/records/content';
import { incidentShape } from '../../shared/records/kinds';
import type { RunningApp } from './app';
import { check, type Verdict, type Witness } from './check';
import type { Known } from './scribe';

export interface Looked extends Verdict {
  readonly notes: string;
  /** Everything the window has of the record, to look for a word in. */
  readonly all: string;
}

/** Opens it from the list, as a person does; an older one is found by its title. */
export async function openIncident(page: Page, { id, title }: Known): Promise<void> {
  // Keys belong to the notes where these have the focus.
  if ((await page.locator('.incident-list').count()) === 0) await page.keyboard.press('3');
  await page.locator('[data-find-incident]').fill(title);
  await page.locator(`.incident-row[data-incident="${id}"]`).click();
  await page.locator('[data-find-incident]').fill('');
  await page.getByRole('heading', { level: 1, name: title }).waitFor();
  await page.locator('.notes-editor .cm-content').waitFor();
}

const shownLines = (): readonly string[] => {
  const editor = document.querySelector('.notes-editor')?.shadowRoot;
  if (editor?.querySelector('.cm-placeholder') !== null) return [];
  return [...editor.querySelectorAll('.cm-line')].map((line) => line.textContent);
};

/** What the next start shows, held against what was called saved: what stands on screen, and all the window gets of the record. */
export async function lookInWindow({ page, call }: RunningApp, record: Known, witness: Witness): Promise<Looked> {
  const problems: string[] = [];
  const { report, problem, notSaved } = await call('records.status', undefined);
  if (problem !== null) problems.push(`the records did not open: ${problem}`);
  if (notSaved !== null) problems.push(`not saved: ${notSaved.message}`);
  // Nothing is to be repaired after kill -9, and so nothing is to be said.
  for (const line of report) problems.push(`the start said: ${line}`);

  await openIncident(page, record);
  await page.locator('.notes-editor .cm-content').focus();
  await page.keyboard.press('Control+End');
  const doc = new Y.Doc();
  Y.applyUpdate(doc, Buffer.from((await call('records.document', { record: record.id })).update, 'base64'));
  const { fields, lists } = readContent(doc, incidentShape);
  doc.destroy();
  const notes = typeof fields['notes'] === 'string' ? fields['notes'] : '';
  const view = await call('incidents.read', { id: record.id });
  const plain = Object.entries(lists).map(([list, entries]) => [
    list,
    entries.map(({ id, removed, fields: own }) => ({ id, ...(removed ? { removed } : {}), ...own })),
  ]);
  const stored = { record: record.id, fields, lists: Object.fromEntries(plain) as never, acts: [] };
  // Of acts the window has what they came to: the command line has them whole.
  const said = new Map([...(witness.said ?? [])].filter(([path]) => !path.startsWith('act/')));
  const verdict = check({ ...witness, said, deeds: [] }, stored);
  problems.push(...verdict.problems);

  const shown = await page.locator('article.incident').innerText();
  for (const { word, isTold } of witness.deeds) {
    if (isTold && !shown.includes(word)) problems.push(`${word} was answered as done and is not on screen`);
  }
  const lines = (await page.evaluate(shownLines)).join('\n');
  if (!notes.endsWith(lines) || (lines === '' && notes !== ''))
    problems.push(`the editor does not show the end of the notes: ${JSON.stringify(lines.slice(-60))}`);
  return { notes, all: JSON.stringify([view, fields, lists]), letters: verdict.letters, problems };
}
