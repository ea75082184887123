import type { Page } from 'playwright-core';
import type { Stage } from './stage';
import type { State } from './state';

const toChanges = async ({ page }: Stage): Promise<void> => {
  await page.getByRole('status').filter({ hasText: 'AWS live' }).waitFor();
  await page.keyboard.press('2');
  await page.getByRole('heading', { level: 1, name: 'Changes' }).waitFor();
};

const identified = async (stage: Stage): Promise<void> => {
  const { page } = stage;
  await toChanges(stage);
  await page.getByLabel('Person of the workspace').selectOption({ label: 'Rafael Monteiro' });
  await page.getByRole('button', { name: 'Write as this person' }).click();
  await page.getByRole('form', { name: 'Who writes here' }).waitFor({ state: 'detached' });
};

const bar = (page: Page, name: RegExp) => page.getByRole('option', { name });

export const examples = async (stage: Stage): Promise<void> => {
  const { page } = stage;
  await identified(stage);
  await page.getByRole('button', { name: 'Load example changes' }).click();
  await bar(page, /checkout-api 4\.18\.0, running/)
    .first()
    .waitFor();
  await page.mouse.move(2, 2);
};

const span = (page: Page, name: string) => page.getByRole('radio', { name, exact: true }).click();

export const CHANGE_STATES: readonly State[] = [
  {
    name: 'changes-empty',
    group: 'Changes',
    title: 'No changes yet',
    look: 'The lanes stand there all the same; what can be done stands below them, and who writes is asked once.',
    world: 'demo',
    show: toChanges,
  },
  {
    name: 'changes',
    group: 'Changes',
    title: 'Changes over 72 hours',
    look: 'Sun is now: what runs and the hour. A verdict has a shape beside every bar; no label touches another; production is brighter.',
    world: 'demo',
    show: async (stage) => {
      await examples(stage);
      await bar(stage.page, /checkout-api 4\.18\.0, running/)
        .first()
        .click();
      await stage.page.getByRole('article', { name: /^Change .*checkout-api 4\.18\.0/ }).waitFor();
      await stage.page.mouse.move(2, 2);
    },
    main: true,
    focus: true,
  },
  {
    name: 'changes-weeks',
    group: 'Changes',
    title: 'Changes over two weeks',
    look: 'Days instead of hours; freezes say their name; bars too narrow for a label keep their verdict in their edge.',
    world: 'demo',
    show: async (stage) => {
      await examples(stage);
      await stage.page.keyboard.press('Escape');
      await span(stage.page, '2 weeks');
    },
  },
  {
    name: 'changes-day',
    group: 'Changes',
    title: 'Changes of one day',
    look: 'Every hour of UTC has its tick, and every third one of the country.',
    world: 'demo',
    show: async (stage) => {
      await examples(stage);
      await span(stage.page, '24 h');
    },
  },
  {
    name: 'changes-list',
    group: 'Changes',
    title: 'Changes as a list',
    look: 'The same facts in rows: both clocks, state and verdict as words.',
    world: 'demo',
    show: async (stage) => {
      await examples(stage);
      await stage.page.keyboard.press('Escape');
      await stage.page.keyboard.press('l');
      await stage.page.getByRole('table', { name: 'Changes' }).waitFor();
    },
  },
  {
    name: 'changes-freezes',
    group: 'Changes',
    title: 'Freezes of 13 months',
    look: 'By country, on its own clock with UTC beside; what holds now says when it ends.',
    world: 'demo',
    show: async (stage) => {
      const { page } = stage;
      await examples(stage);
      await page.getByRole('button', { name: 'More', exact: true }).first().click();
      await page.getByRole('menuitem', { name: /^Freezes/ }).click();
      await page.getByRole('dialog', { name: 'Freezes' }).waitFor();
    },
  },
  {
    name: 'changes-moving',
    group: 'Changes',
    title: 'A bar that is being moved',
    look: 'The window on both clocks, what the guard says of it there and why, and how to let go of it.',
    world: 'demo',
    show: async (stage) => {
      const { page } = stage;
      await examples(stage);
      await bar(page, /guard says/)
        .last()
        .focus();
      await page.keyboard.press('m');
      for (let times = 0; times < 6; times += 1) await page.keyboard.press('Shift+ArrowRight');
      await page.locator('.tl-moving').waitFor();
    },
  },
];
