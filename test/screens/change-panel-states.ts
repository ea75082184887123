import type { Page } from 'playwright-core';
import { examples } from './change-states';
import type { Stage } from './stage';
import type { State } from './state';

const open = async (page: Page, name: RegExp): Promise<void> => {
  await page.getByRole('option', { name }).first().click();
  await page.getByRole('article', { name: /^Change / }).waitFor();
};
const more = async (page: Page, name: string | RegExp): Promise<void> => {
  await page.getByRole('button', { name: 'More for this change' }).click();
  await page.getByRole('menuitem', { name }).click();
};
const state = (page: Page, word: string): Promise<void> =>
  page.getByRole('list', { name: 'State' }).locator('[aria-current="step"]').filter({ hasText: word }).waitFor();
const aside = (page: Page): Promise<void> => page.mouse.move(2, 2);

const running = async (stage: Stage): Promise<void> => {
  await examples(stage);
  await open(stage.page, /checkout-api 4\.18\.0, running/);
};
const baking = async (stage: Stage): Promise<void> => {
  await running(stage);
  await more(stage.page, /^Bake/);
  await state(stage.page, 'Baking');
};
const form = async (stage: Stage): Promise<void> => {
  await examples(stage);
  await stage.page.keyboard.press('c');
  await stage.page.getByRole('dialog', { name: 'New change' }).waitFor();
};

/** One change below the time line, and the form it is planned with. */
export const CHANGE_PANEL_STATES: readonly State[] = [
  {
    name: 'change-go',
    group: 'Changes',
    title: 'A change that may go',
    look: 'No colour block: only a hold is inverse. What is watched says how it does now, before there is anything to compare.',
    world: 'demo',
    show: async (stage) => {
      await examples(stage);
      await open(stage.page, /Tax rules of next year/);
      await aside(stage.page);
    },
  },
  {
    name: 'change-override',
    group: 'Changes',
    title: 'Overriding a hold',
    look: 'Lists what is overridden, says that it is one of two people, and what being alone on call means. The safe way stays primary.',
    world: 'demo',
    show: async (stage) => {
      const { page } = stage;
      await running(stage);
      await more(page, 'Override hold');
      await page.getByLabel('Reason').fill('Половина трафіку вже там, відкат дорожчий');
      await aside(page);
    },
  },
  {
    name: 'change-baking',
    group: 'Changes',
    title: 'A change that bakes',
    look: 'Counts down, with the end on both clocks; the signals at which it is to be stopped stand with value, limit and age.',
    world: 'demo',
    show: async (stage) => {
      await baking(stage);
      await aside(stage.page);
    },
    focus: true,
  },
  {
    name: 'change-done',
    group: 'Changes',
    title: 'A change that is done',
    look: 'Says for how long it is over; the way back stays, and saying it was not done is one press.',
    world: 'demo',
    show: async (stage) => {
      const { page } = stage;
      await baking(stage);
      await more(page, 'Done');
      await state(page, 'Done');
      await aside(page);
    },
  },
  {
    name: 'change-form',
    group: 'Changes',
    title: 'Planning a change',
    look: 'Local time and UTC beside each other; the guard answers while one types; all signals are watched until one chooses.',
    world: 'demo',
    show: async (stage) => {
      const { page } = stage;
      await form(stage);
      await page.getByLabel('Title').fill('payments-api 2.7.0, भुगतान');
      await page
        .getByRole('group', { name: 'Brazil' })
        .getByLabel('Production', { exact: true })
        .check({ force: true });
      await page.getByRole('button', { name: /^Next hour/ }).click();
      await page.getByLabel('Carries it out').fill('Thiago Nunes');
      await page.getByRole('region', { name: 'Guard verdict' }).last().waitFor();
    },
    focus: true,
  },
  {
    name: 'change-form-errors',
    group: 'Changes',
    title: 'A form that cannot be saved yet',
    look: 'Every error names its field and its cause, stands beside it too, and leads there.',
    world: 'demo',
    show: async (stage) => {
      const { page } = stage;
      await form(stage);
      await page.getByRole('group', { name: 'Steps', exact: true }).getByRole('button', { name: 'Add a step' }).click();
      await page.getByLabel('Step 1, minutes').fill('ten');
      await page.keyboard.press('Control+Enter');
      await page.getByRole('alert').filter({ hasText: 'Not saved' }).waitFor();
    },
  },
];
