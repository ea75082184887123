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
