import type { Page } from 'playwright-core';
import type { Stage } from './stage';
import type { State } from './state';
import { retail } from './worlds';

/** Incidents as they are made by hand, in a data folder that nobody used before. */
const empty = async ({ page }: Stage): Promise<void> => {
  await page.getByRole('status').filter({ hasText: 'AWS live' }).waitFor();
  await page.keyboard.press('3');
  await page.getByRole('heading', { level: 1, name: 'No incidents' }).waitFor();
};

const sheet = async ({ page }: Stage): Promise<void> => {
  await page.getByRole('status').filter({ hasText: 'AWS live' }).waitFor();
  await page.locator('.mark[data-site="br-prod"]').click();
  await page.locator('.drawer .chart-reader').first().waitFor();
  await page.keyboard.press('i');
  await page.getByRole('dialog', { name: 'Declare an incident' }).waitFor();
};

const saved = (page: Page): Promise<void> =>
  page
    .locator('.notes-saved.is-saved')
    .filter({ hasText: /Saved here \d\d/ })
    .waitFor();

const written = async (stage: Stage): Promise<void> => {
  const { page } = stage;
  await sheet(stage);
  await page.getByLabel('Person of the workspace').selectOption({ label: 'Rafael Monteiro' });
  await page.getByLabel('Title').fill('Checkout slow in Brazil');
  await page.keyboard.press('Control+Enter');
  await page.locator('.notes-editor .cm-content').waitFor();
  await page.keyboard.press('n');
  await page.keyboard.insertText(
    [
      '## What we know',
      '- p95 rose right after the change, orders fell 4 min later.',
      '- Черга платежів стоїть, перевіряємо.',
      '- भुगतान सेवा धीमी है.',
      '',
      '## Still open',
      '- [ ] Why the canary passed',
      '- [x] Tell payments',
      '',
    ].join('\n'),
  );
  await saved(page);
  await page.keyboard.press('Escape');
  await page.keyboard.press('t');
  await page.getByRole('radio', { name: 'Decision' }).check({ force: true });
  await page.getByLabel('Text of the entry').fill('Roll back now, do not wait for AWS. Dana agrees.');
  await page.keyboard.press('Control+Enter');
  await page.getByText('Roll back now, do not wait').first().waitFor();
};

/** Keys as they are pasted: made up, and of no account. */
const noticed = async (stage: Stage): Promise<void> => {
  const { page } = stage;
  await written(stage);
  await page.keyboard.press('Escape');
  await page.keyboard.press('n');
  await page.keyboard.press('Control+End');
  await page.keyboard.insertText(
    '\nThe role of the canary used AKIAIOSFODNN7EXAMPLE\nsecret wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY, since closed.\n',
  );
  await page.getByText('in the notes, line').first().waitFor();
  await saved(page);
};

const showList = async (page: Page): Promise<void> => {
  await page.keyboard.press('Escape');
  const folded = page.getByRole('button', { name: 'All incidents' });
  if (await folded.isVisible()) await folded.click();
};
const file = (name: string, text: string) => ({ name, mimeType: 'text/plain', buffer: Buffer.from(text) });

export const INCIDENT_STATES: readonly State[] = [
  {
    name: 'incidents-empty',
    group: 'Incidents',
    title: 'No incidents',
    look: 'Says what can be done, and that it works without a network.',
    world: 'demo',
    show: empty,
  },
  {
    name: 'incident-declare',
    group: 'Incidents',
    title: 'Declaring an incident',
    look: 'Who is asked once; title, severity and site come from the item; the consequence stands beside the button.',
    world: 'demo',
    show: sheet,
  },
  {
    name: 'incident',
    group: 'Incidents',
    title: 'An incident',
    look: 'One inverse red for the severity and the clock; what is saved says so; three scripts stand beside each other.',
    world: 'demo',
    show: written,
    main: true,
    focus: true,
  },
  {
    name: 'incident-secret',
    group: 'Incidents',
    title: 'A secret was pasted into the notes',
    look: 'Quiet and unmistakable: its kind and place, never the secret; it is marked in the text; what can be done stands beside it.',
    world: 'demo',
    show: noticed,
  },
  {
    name: 'incident-redact',
    group: 'Incidents',
    title: 'Redacting for good, asked once',
    look: 'Says that it cannot be undone, what stands in its place, and what goes when.',
    world: 'demo',
    show: async (stage) => {
      await noticed(stage);
      await stage.page.getByRole('button', { name: 'Redact for good' }).click();
      await stage.page.getByRole('group', { name: 'Redact for good' }).waitFor();
    },
  },
  {
    name: 'incident-redacted',
    group: 'Incidents',
    title: 'Redacted',
    look: 'The words are gone, their kind stands in their place, the timeline says who did it.',
    world: 'demo',
    show: async (stage) => {
      const { page } = stage;
      await noticed(stage);
      await page.getByRole('button', { name: 'Redact for good' }).click();
      await page.getByRole('button', { name: /^Redact all 2/ }).click();
      await page.getByText('2 secrets taken out for good').waitFor();
    },
  },
  {
    name: 'incident-export',
    group: 'Incidents',
    title: 'The ways out',
    look: 'Each way says what it is for, in one line.',
    world: 'demo',
    show: async (stage) => {
      await written(stage);
      await stage.page.keyboard.press('Escape');
      await stage.page.getByRole('button', { name: 'Export' }).click();
      await stage.page.getByRole('menu', { name: 'Export this incident' }).waitFor();
    },
  },
  {
    name: 'incident-review',
    group: 'Incidents',
    title: 'A review drafted from the timeline',
    look: 'Facts with their sources, what is missing first, blanks for people; to copy or to go on with.',
    world: 'demo',
    show: async (stage) => {
      const { page } = stage;
      await written(stage);
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: 'Export' }).click();
      await page.getByRole('menuitem', { name: /^Draft the review/ }).click();
      await page.getByRole('dialog', { name: 'Review draft' }).waitFor();
    },
  },
  {
    name: 'incident-import',
    group: 'Incidents',
    title: 'Files taken in, here already, and refused',
    look: 'A refusal names line and column and the cause, and says that nothing of it was taken in.',
    world: 'demo',
    show: async (stage) => {
      const { page } = stage;
      await written(stage);
      await showList(page);
      await page
        .locator('.incident-list input[type="file"]')
        .setInputFiles([
          file('handed-over.md', '---\nmeridian: 1\ntype: incident\ntitle: [\n---\n'),
          file('screenshot.json', '{"meridian": 1, "type": "incident"'),
        ]);
      await page.getByText('Refused').first().waitFor();
    },
  },
  {
    name: 'incident-person',
    group: 'Incidents',
    title: 'Who writes here',
    look: 'Changing it says what it means, and what it is not.',
    world: 'demo',
    show: async (stage) => {
      await written(stage);
      await showList(stage.page);
      await stage.page.getByRole('button', { name: 'Change', exact: true }).click();
      await stage.page.getByRole('form', { name: 'Who writes here' }).waitFor();
    },
  },
  {
    name: 'incident-pin',
    group: 'Incidents',
    title: 'Pinning a chart to one of several incidents',
    look: 'Incidents of the site first; one more way declares a new one with it.',
    world: 'demo',
    show: async (stage) => {
      const { page } = stage;
      await written(stage);
      await page.keyboard.press('Escape');
      await page.keyboard.press('1');
      await page.locator('.drawer .chart-reader').first().waitFor();
      await page.getByRole('button', { name: 'Declare incident' }).click();
      await page.getByLabel('Title', { exact: true }).fill('Payments refuse cards');
      await page.keyboard.press('Control+Enter');
      await page.getByRole('heading', { level: 1, name: 'Payments refuse cards' }).waitFor();
      await page.keyboard.press('1');
      await page.locator('.drawer .chart-reader').first().waitFor();
      await page.locator('.chart-pin').first().click();
      await page.getByRole('dialog', { name: 'Pin to an incident' }).waitFor();
    },
  },
  {
    name: 'incident-offline',
    group: 'Incidents',
    title: 'An incident while AWS is not seen',
    look: 'The strip says how old what is live is; everything else is as before.',
    world: retail({}),
    show: async (stage) => {
      await written(stage);
      await stage.unplug();
      await stage.later(20 * 60_000);
      await stage.page.getByText('AWS is not seen. Everything here works').waitFor();
    },
  },
];
