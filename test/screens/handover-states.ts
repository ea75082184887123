import type { Page } from 'playwright-core';
import { heardAnew } from './at-the-door';
import type { Stage } from './stage';
import type { State } from './state';
import { retail } from './worlds';

const MINUTE = 60_000;
/** From the moment of every picture to 13 minutes before the end of Brazil's shift. */
const NEAR = 65 * MINUTE;

const WORLD = retail({ storyMinute: 40 });

const toHandover = async ({ page }: Stage): Promise<void> => {
  await page.getByRole('status').filter({ hasText: 'AWS live' }).waitFor();
  await page.keyboard.press('4');
  await page.locator('.handover h1').waitFor();
};

const line = (page: Page, words: string) => page.locator('.ho-line').filter({ hasText: words }).first();

/** Drafted from what the demo shows, and written on as a person would. */
const drafted = async (stage: Stage): Promise<void> => {
  const { page } = stage;
  await toHandover(stage);
  await page.getByLabel('Person of the workspace').selectOption({ label: 'Rafael Monteiro' });
  await page.getByRole('button', { name: 'Write as this person' }).click();
  await page.getByRole('form', { name: 'Who writes here' }).waitFor({ state: 'detached' });
  await stage.later(NEAR);
  // What was known an hour ago is asked anew first.
  await heardAnew(page);
  await toHandover(stage);
  const now = page.getByRole('button', { name: 'Draft now' }).first();
  // It may be drafted by itself by now (H1).
  await page.getByRole('heading', { level: 1, name: 'Brazil L2 to India L2' }).or(now).first().waitFor();
  if (await now.isVisible()) await now.click();
  await page.getByRole('heading', { level: 1, name: 'Brazil L2 to India L2' }).waitFor();
  await page.getByRole('button', { name: /^The situation in one sentence/ }).click();
  await page.keyboard.type(
    'Brazil checkout is being watched. p95 rose with 4.18.0 and orders are below the usual; CHG-214 is on hold.',
  );
  await page.keyboard.press('Control+Enter');
  await page.getByRole('radio', { name: 'Watch', exact: true }).click();
  for (const [button, words] of [
    ['Add an action', 'Keep the promo canary at 5 %'],
    ['Add a note', 'Peak freeze begins on Friday, in each country at midnight.'],
  ] as const) {
    await page.getByRole('button', { name: button }).click();
    await page.keyboard.type(words);
    await page.keyboard.press('Enter');
    await line(page, words).waitFor();
    await page.keyboard.press('Escape');
  }
  await page.locator('.ho-doc').evaluate((element) => element.scrollTo(0, 0));
  await page.mouse.move(2, 2);
};

export const HANDOVER_STATES: readonly State[] = [
  {
    name: 'handover-empty',
    group: 'Handover',
    title: 'No handover yet',
    look: 'Who gives over next and when, on both clocks; one press drafts; how drafting works in one sentence.',
    world: WORLD,
    show: toHandover,
  },
  {
    name: 'handover-draft',
    group: 'Handover',
    title: 'A handover, drafted',
    look: 'Worst first; a condition is a line with its word; what is not ready says so at the line; sun marks only what is new.',
    world: WORLD,
    show: drafted,
    main: true,
    focus: true,
  },
  {
    name: 'handover-changed',
    group: 'Handover',
    title: 'Only what changed',
    look: 'What is as it was is counted, never silent; what is not ready stays.',
    world: WORLD,
    show: async (stage) => {
      await drafted(stage);
      await stage.page.getByText('Only what changed').click();
    },
  },
  {
    name: 'handover-presented',
    group: 'Handover',
    title: 'A handover, presented for the call',
    look: 'One thing at a time, readable across a room; state, both clocks and the age of the data never leave the screen.',
    world: WORLD,
    show: async (stage) => {
      const { page } = stage;
      await drafted(stage);
      await page.getByRole('button', { name: 'Present' }).click();
      await page.getByRole('dialog', { name: 'Presenting the handover' }).waitFor();
      await page.keyboard.press('ArrowRight');
    },
  },
  {
    name: 'handover-export',
    group: 'Handover',
    title: 'A handover as it leaves',
    look: 'The page as it prints, on whose clock, what is in it and what not; unsigned says so.',
    world: WORLD,
    show: async (stage) => {
      const { page } = stage;
      await drafted(stage);
      await page.getByRole('button', { name: 'Export' }).click();
      await page.getByRole('form', { name: 'How it leaves' }).waitFor();
    },
  },
  {
    name: 'handover-writing',
    group: 'Handover',
    title: 'Writing an if-then in a handover',
    look: 'The form stands in its line; the signal tells its present value and limits; times are on the clock of those who receive.',
    world: WORLD,
    show: async (stage) => {
      const { page } = stage;
      await drafted(stage);
      await line(page, 'Keep the promo canary').locator('[data-row]').focus();
      await page.keyboard.press('i');
      const form = page.getByRole('form', { name: 'New if-then' });
      await form.getByRole('combobox', { name: 'Site' }).selectOption('br-prod');
      await form.getByRole('combobox', { name: 'Signal' }).selectOption({ index: 1 });
      await form.getByLabel(/^Limit/).fill('900');
      await form.getByLabel('Then').fill('Page Dana, US L3. Do not deploy 4.18.0 again.');
      await form.scrollIntoViewIfNeeded();
    },
  },
];
