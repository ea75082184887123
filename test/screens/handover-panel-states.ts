import type { Page } from 'playwright-core';
import { call, heardAnew } from './at-the-door';
import type { HandoverEdit } from '../../shared/ipc/handovers-contract';
import type { HandoverView } from '../../shared/domain/handover/types';
import { takenTwice } from '../builders/taken-twice';
import type { Stage } from './stage';
import type { State } from './state';
import { retail } from './worlds';

const MINUTE = 60_000;
/** After a jump of the clocks AWS is heard anew: a picture shows what is, and not that nobody asked. */
async function later(stage: Stage, ms: number): Promise<void> {
  await stage.later(ms);
  await heardAnew(stage.page);
}
/** From the moment of every picture to 18 minutes before the end of Brazil's shift. */
const NEAR = 60 * MINUTE;

const as = (page: Page, person: string) => call(page, 'records.identify', { person });
const read = (page: Page, id: string): Promise<HandoverView> => call(page, 'handovers.read', { id });
const sign = async (page: Page, id: string): Promise<void> => {
  const { hash } = await read(page, id);
  await call(page, 'handovers.act', { id, act: { act: 'sign', content: hash } });
};
const live = ({ page }: Stage): Promise<void> => page.getByRole('status').filter({ hasText: 'AWS live' }).waitFor();
const aside = (page: Page): Promise<void> => page.mouse.move(2, 2);
const panel = (page: Page) => page.getByRole('complementary', { name: 'Read-back and sign-off' });

const LINES = [
  ['INC-0087', 'Checkout slow in Brazil', 'Watch p95 until 10:00 IST, then resolve.'],
  ['CHG-222', 'checkout-api 4.18.0, same build as 214', 'Nothing: it stays on hold.'],
  ['RDS, Canada', 'Writer restarts once at 09:30 IST', 'Tell the shop before it begins.'],
] as const;

/** Drafted by Rafael from what is live, with three things that India has to understand. */
async function drafted(stage: Stage, whole = true): Promise<string> {
  const { page } = stage;
  await live(stage);
  await as(page, 'rafael');
  await call(page, 'incidents.declare', {
    title: 'Checkout slow in Brazil',
    kind: 'operations',
    severity: 'SEV1',
    sites: ['br-prod'],
    attention: null,
    restrictedTo: [],
  });
  await later(stage, NEAR);
  await live(stage);
  const { id } = await call(page, 'handovers.draft', { from: 'br-l2' });
  const { at } = await read(page, id);
  const added = LINES.map(([reference, line, next], index): HandoverEdit => ({
    edit: 'add-item',
    id: `said-${index}`,
    kind: 'action',
    reference: '',
    sites: [],
    fields: { condition: index === 2 ? 'watcher' : 'unstable', line: `${reference}: ${line}`, next },
  }));
  await call(page, 'handovers.edit', { id, edits: added });
  const { items } = (await read(page, id)).content;
  const edits = items
    .filter(({ condition }) => condition !== 'stable')
    .flatMap((item): readonly HandoverEdit[] => [
      {
        edit: 'item',
        id: item.id,
        fields: { owner: 'ananya', next: item.next === '' ? 'Watch it' : item.next, due: at + 90 * MINUTE },
      },
      {
        edit: 'if-then',
        id: `if-${item.id}`,
        fields: { item: item.id, text: 'it gets worse', action: 'Page Dana, US L3' },
      },
    ]);
  if (whole) await call(page, 'handovers.edit', { id, edits: edits.slice(0, 100) });
  await call(page, 'handovers.edit', {
    id,
    edits: [
      { edit: 'sentence', text: 'Brazil checkout recovered, and is being watched.' },
      { edit: 'overall', overall: 'watch' },
    ],
  });
  return id;
}

const unstable = async (page: Page, id: string) => {
  const { items } = (await read(page, id)).content;
  return items.filter(({ condition, closed, dismissed }) => condition === 'unstable' && !closed && dismissed === null);
};

const WORDS = [
  'Stable only since 07:46. Over 0.8 s for 5 min, and I reopen it.',
  '4.18.0 goes nowhere today. 222 stays on hold.',
  'Writer restarts once at 09:30, I tell the shop at 09:15.',
];

/** Signed; Ananya has read back all but the last, of which Rafael confirmed one and corrected one. */
async function reviewed(stage: Stage, all = false): Promise<string> {
  const { page } = stage;
  const id = await drafted(stage);
  await sign(page, id);
  await as(page, 'ananya');
  await later(stage, 2 * MINUTE);
  const items = await unstable(page, id);
  for (const [index, { id: item }] of items.entries())
    if (all || index < items.length - 1)
      await call(page, 'handovers.act', {
        id,
        act: { act: 'read-back', item, text: WORDS[index % WORDS.length] ?? '' },
      });
  if (!all)
    await call(page, 'handovers.act', {
      id,
      act: { act: 'question', text: 'Does the 5 % canary in USA touch pricing?', item: null },
    });
  await as(page, 'rafael');
  await later(stage, MINUTE);
  const { readBacks } = (await read(page, id)).signing;
  for (const [index, { act: of }] of readBacks.entries()) {
    if (!all && index > 1) continue;
    const answer =
      !all && index === 1
        ? { act: 'correct' as const, of, text: 'On hold until the freeze ends on 2 December.' }
        : { act: 'confirm' as const, of };
    await call(page, 'handovers.act', { id, act: answer });
  }
  await as(page, 'dana');
  await call(page, 'handovers.act', { id, act: { act: 'seen' } });
  return id;
}

const open = async (page: Page): Promise<void> => {
  await page.keyboard.press('4');
  await panel(page).waitFor();
};

const world = retail({ storyMinute: 40 });

export const HANDOVER_PANEL_STATES: readonly State[] = [
  {
    name: 'handover-review',
    group: 'Handover',
    title: 'A handover is read back',
    look: 'In own words, one at a time: what is settled shrinks, what was corrected says how, the open one has its field. Nothing is taken before.',
    world,
    show: async (stage) => {
      const { page } = stage;
      await reviewed(stage);
      await as(page, 'ananya');
      await open(page);
      await panel(page).getByRole('textbox').first().fill('Writer restarts once, for about a min');
      await aside(page);
    },
    main: true,
    focus: true,
  },
  {
    name: 'handover-confirm',
    group: 'Handover',
    title: 'The giver answers what was read back',
    look: 'Confirm and Correct stand where the words are; the question waits with its key. Whoever signed is told that somebody else takes it.',
    world,
    show: async (stage) => {
      const { page } = stage;
      const id = await drafted(stage);
      await sign(page, id);
      await as(page, 'ananya');
      for (const { id: item } of await unstable(page, id))
        await call(page, 'handovers.act', { id, act: { act: 'read-back', item, text: WORDS[0] ?? '' } });
      await call(page, 'handovers.act', { id, act: { act: 'question', text: 'Чи зачіпає це ціни?', item: null } });
      await as(page, 'rafael');
      await open(page);
      await panel(page)
        .getByRole('button', { name: /^Confirm/ })
        .first()
        .waitFor();
      await aside(page);
    },
  },
  {
    name: 'handover-sign',
    group: 'Handover',
    title: 'A handover that cannot be signed yet',
    look: 'What is missing is a list of ways to where it is written; the button keeps its place and says why it is closed.',
    world,
    show: async (stage) => {
      await drafted(stage, false);
      await open(stage.page);
      await panel(stage.page).getByRole('group', { name: 'Missing before you can sign' }).waitFor();
      await aside(stage.page);
    },
  },
  {
    name: 'handover-taking',
    group: 'Handover',
    title: 'Taking the shift',
    look: 'Asked once, in place: what it means, that it cannot be taken back, and reservations where there are any.',
    world,
    show: async (stage) => {
      const { page } = stage;
      await reviewed(stage, true);
      await as(page, 'ananya');
      await open(page);
      await panel(page).getByRole('button', { name: 'Take the shift' }).click();
      await panel(page).getByRole('textbox').waitFor();
      await aside(page);
    },
  },
  {
    name: 'handover-taken',
    group: 'Handover',
    title: 'A shift that was taken',
    look: 'Who has duty since when, how late, and with which reservations; nothing is left to press.',
    world,
    show: async (stage) => {
      const { page } = stage;
      const id = await reviewed(stage, true);
      await as(page, 'ananya');
      await later(stage, 20 * MINUTE);
      const { hash } = await read(page, id);
      await call(page, 'handovers.act', {
        id,
        act: { act: 'accept', content: hash, reservations: 'The rollback of 222 is untested.' },
      });
      await call(page, 'handovers.edit', { id, edits: [{ edit: 'notes', text: 'Added later.' }] });
      await open(page);
      await panel(page)
        .getByText(/has duty since/)
        .waitFor();
      await aside(page);
    },
  },
  {
    name: 'handover-conflict',
    group: 'Handover',
    title: 'Two took the shift, apart',
    look: 'Two dashed boxes of the same size, no default; the buttons say what they mean, and both copies are kept.',
    world,
    show: async (stage) => {
      const { page } = stage;
      const files = await takenTwice();
      await live(stage);
      await as(page, 'rafael');
      await later(stage, NEAR);
      for (const text of files) await call(page, 'handovers.import', { name: 'handover.json', text });
      await open(page);
      await panel(page).getByRole('region', { name: 'Two took this shift' }).waitFor();
      await aside(page);
    },
  },
  {
    name: 'handover-overdue',
    group: 'Handover',
    title: 'Nobody took the shift',
    look: 'On the live map too: who keeps duty, for how long, and the way to the handover; the strip says it as well.',
    world,
    show: async (stage) => {
      const { page } = stage;
      await reviewed(stage);
      await as(page, 'rafael');
      await later(stage, 40 * MINUTE);
      await page.getByRole('alert').filter({ hasText: 'keeps duty' }).waitFor();
      await aside(page);
    },
    main: true,
  },
  {
    name: 'duty',
    group: 'Handover',
    title: 'Who is on duty',
    look: 'Gaps first, each with what would fill it; every shift on its own clock and in UTC, with who works it after leave and cover.',
    world,
    show: async (stage) => {
      const { page } = stage;
      await live(stage);
      await as(page, 'rafael');
      const now = await page.evaluate(() => Date.now());
      const hour = 60 * MINUTE;
      const end = Math.ceil(now / hour) * hour + 13 * hour;
      for (const person of ['ananya', 'vikram', 'meera'])
        await call(page, 'duty.write', { entry: { kind: 'leave', person, from: now, to: end } });
      await call(page, 'duty.write', {
        entry: { kind: 'cover', team: 'in-l2', person: 'thiago', instead: 'ananya', from: end - 5 * hour, to: end },
      });
      await call(page, 'duty.write', {
        entry: { kind: 'swap', team: 'br-l2', between: ['rafael', 'conceicao'], days: ['2026-11-19', '2026-11-21'] },
      });
      await page.getByRole('button', { name: 'Who is on duty' }).click();
      const sheet = page.getByRole('dialog', { name: 'Who is on duty' });
      await sheet
        .getByRole('button', { name: /^Cover this/ })
        .first()
        .click();
      await sheet.getByRole('form', { name: 'Cover' }).waitFor();
      await aside(page);
    },
    main: true,
    focus: true,
  },
  {
    name: 'handover-measures',
    group: 'Handover',
    title: 'What handovers did',
    look: 'Counts with their n and no rates under ten; nothing of it is about a person.',
    world,
    show: async (stage) => {
      const { page } = stage;
      const id = await reviewed(stage, true);
      await as(page, 'ananya');
      await later(stage, 25 * MINUTE);
      const { hash } = await read(page, id);
      await call(page, 'handovers.act', { id, act: { act: 'accept', content: hash, reservations: '' } });
      await page.keyboard.press('Control+k');
      await page.keyboard.type('measures');
      await page.keyboard.press('Enter');
      const sheet = page.getByRole('dialog', { name: 'Handover measures' });
      await sheet.getByRole('table').waitFor();
      await aside(page);
    },
  },
];
