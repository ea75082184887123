import type { Locator, Page } from 'playwright-core';
import { CHANGE_PANEL_STATES } from './change-panel-states';
import { CHANGE_STATES } from './change-states';
import { HANDOVER_PANEL_STATES } from './handover-panel-states';
import { HANDOVER_STATES } from './handover-states';
import { INCIDENT_STATES } from './incident-states';
import { PROGRAM_STATES } from './program-states';
import type { Stage } from './stage';
import type { State } from './state';
import { CALM, longNames, only, onlyAlarms, PROD, retail, slow, twoHundred, withoutCover } from './worlds';

const MINUTE = 60_000;

const heading = (page: Page, name: string | RegExp): Locator => page.getByRole('heading', { level: 1, name });
const saysTitle =
  (name: string | RegExp) =>
  async ({ page }: Stage) =>
    heading(page, name).first().waitFor();
const live = (page: Page): Promise<void> => page.getByRole('status').filter({ hasText: 'AWS live' }).waitFor();
const marker = (page: Page, site: string): Locator => page.locator(`.mark[data-site="${site}"]`);
const critical = async (stage: Stage): Promise<void> => {
  await saysTitle('Brazil production is critical')(stage);
  await live(stage.page);
  await stage.page.locator('.plate.is-callout').waitFor();
};
const calm = async (stage: Stage): Promise<void> => {
  await saysTitle('All 12 sites ok')(stage);
  await live(stage.page);
};
const open = async (page: Page, site: string, charts = true): Promise<void> => {
  await marker(page, site).click();
  await page.locator('.drawer').waitFor();
  if (charts) await page.locator('.drawer .chart-reader').first().waitFor();
};
const key = (page: Page, name: string): Promise<void> => page.keyboard.press(name);
const palette = async (page: Page, query: string): Promise<void> => {
  await key(page, 'Control+k');
  await page.getByRole('dialog', { name: 'Search and every action' }).waitFor();
  if (query !== '') await page.keyboard.type(query);
};

export const STATES: readonly State[] = [
  {
    name: 'live-critical',
    group: 'Live map',
    title: 'Live map, critical',
    look: 'One inverse red per place of importance: title, callout, card and first item of the queue say the same.',
    world: 'demo',
    show: critical,
    main: true,
    focus: true,
  },
  {
    name: 'live-calm',
    group: 'Live map',
    title: 'Live map, calm',
    look: 'A quiet screen is a grey screen: no fill, no item, one line that says since when.',
    world: retail({ storyMinute: CALM }),
    show: calm,
    main: true,
  },
  {
    name: 'shift-gaps',
    group: 'Live map',
    title: 'Gaps in cover',
    look: 'Hours that nobody covers are outlined in the strip, over one lane or over the lanes of a level, and told beside who is on shift.',
    world: retail({ storyMinute: CALM }, withoutCover),
    show: async (stage) => {
      await calm(stage);
      await stage.page.locator('.strip-gap').hover();
      await stage.page.locator('.hint').waitFor();
    },
  },
  {
    name: 'live-troubles',
    group: 'Live map',
    title: 'Live map, several troubles',
    look: 'The worst comes first; only one callout shouts, the others keep ring, tint and word.',
    world: retail({ metrics: [slow('us-prod', 1.9, 9), slow('ca-prod', 1.1, 22), slow('in-prod', 2.2, 4)] }),
    show: async (stage) => {
      await saysTitle(/production sites are critical/)(stage);
      await live(stage.page);
    },
    main: true,
  },
  {
    name: 'live-warning',
    group: 'Live map',
    title: 'Live map, a warning',
    look: 'A warning has a coloured word and shape, and no filled surface.',
    world: retail({ storyMinute: 58 }),
    show: async (stage) => {
      await saysTitle('USA production has a warning')(stage);
      await live(stage.page);
    },
  },
  {
    name: 'live-maintenance',
    group: 'Live map',
    title: 'Live map, announced AWS maintenance',
    look: 'Only the site in maintenance is blue, with the time of its end.',
    world: retail({ storyMinute: 80 }),
    show: async (stage) => {
      await saysTitle('11 of 12 sites ok')(stage);
      await live(stage.page);
    },
  },
  {
    name: 'live-one-site',
    group: 'Live map',
    title: 'Live map, one site',
    look: 'One country, one card: nothing is stretched to look like more.',
    world: retail({}, only('br-prod')),
    show: saysTitle('Brazil production is critical'),
  },
  {
    name: 'live-200-sites',
    group: 'Live map',
    title: 'Live map, 200 sites',
    look: 'Markers stay apart, the worst plates stay, the rest is a count on the marker and a row of the list.',
    world: twoHundred(),
    show: async (stage) => {
      await saysTitle(/critical/)(stage);
      await live(stage.page);
    },
    main: true,
  },
  {
    name: 'live-only-alarms',
    group: 'Live map',
    title: 'Live map, a site without signals',
    look: 'Canada has alarms and no signals: its card says so and shows no empty charts.',
    world: retail({ storyMinute: CALM }, onlyAlarms),
    show: async (stage) => {
      await saysTitle('All 3 sites ok')(stage);
      await live(stage.page);
    },
  },
  {
    name: 'live-layers-off',
    group: 'Live map',
    title: 'Live map, layers off',
    look: 'Without night, teams and AWS Health the sites and their words stay.',
    world: 'demo',
    show: async (stage) => {
      await critical(stage);
      for (const word of ['Day and night', 'Teams', 'AWS Health'])
        await stage.page.getByRole('button', { name: word, exact: true }).click();
    },
  },
  {
    name: 'loading',
    group: 'What we cannot see',
    title: 'Before the first answer',
    look: 'Unknown, not green: nothing was read yet, and the screen says so.',
    world: retail({ faults: [{ kind: 'hang' }] }),
    show: async ({ page }) => {
      await heading(page, /./).first().waitFor();
      await page.locator('.mark').first().waitFor();
    },
  },
  {
    name: 'restoring',
    group: 'What we cannot see',
    title: 'Last known state, started without AWS',
    look: 'What was known is there with its age before any answer came.',
    world: retail({}),
    show: async (stage) => {
      await critical(stage);
      await stage.fault({ kind: 'hang' });
      await stage.later(6 * MINUTE);
      await stage.restart();
      await stage.page.locator('.mark').first().waitFor();
    },
  },
  {
    name: 'blind-production',
    group: 'What we cannot see',
    title: 'Production not seen',
    look: 'Dashed rings, grey values, hatched tails: never green when blind.',
    world: retail({ storyMinute: CALM }),
    show: async (stage) => {
      await calm(stage);
      await stage.fault({ kind: '500', account: PROD, service: 'cloudwatch' });
      await stage.later(9 * MINUTE);
      await saysTitle('We cannot see production')(stage);
    },
    main: true,
  },
  {
    name: 'blind-critical',
    group: 'What we cannot see',
    title: 'Critical when last seen',
    look: 'A critical site that is not seen stays critical for 15 minutes, marked as last known.',
    world: retail({}),
    show: async (stage) => {
      await critical(stage);
      await stage.fault({ kind: 'throttle', region: 'sa-east-1', service: 'cloudwatch' });
      await stage.later(9 * MINUTE);
      await saysTitle('Brazil production is critical')(stage);
      await stage.page.locator('.mark-held').first().waitFor();
    },
  },
  {
    name: 'health-denied',
    group: 'What we cannot see',
    title: 'AWS Health denied',
    look: 'Sites are seen, AWS Health is not: the title, the list and the drawer say so.',
    world: retail({ storyMinute: CALM, faults: [{ kind: 'deny', service: 'health' }] }),
    show: async (stage) => {
      await saysTitle('All 12 sites ok')(stage);
      await stage.page
        .getByText(/AWS Health/)
        .first()
        .waitFor();
    },
  },
  {
    name: 'signed-out',
    group: 'What we cannot see',
    title: 'Signed out of one account',
    look: 'A banner says which account and that polling resumes by itself; the other account goes on.',
    world: retail({ storyMinute: CALM, accounts: { AKIADEMOPROD7EXAMPLE: { awsAccountId: PROD, expired: true } } }),
    show: async ({ page }) => {
      await page.getByRole('alert').filter({ hasText: 'Signed out' }).waitFor();
    },
  },
  {
    name: 'throttled',
    group: 'What we cannot see',
    title: 'One region throttled',
    look: 'Brazil is unknown since its last reading; everything else is live.',
    world: retail({ storyMinute: CALM }),
    show: async (stage) => {
      await calm(stage);
      await stage.fault({ kind: 'throttle', region: 'sa-east-1', service: 'cloudwatch' });
      await stage.later(9 * MINUTE);
      await saysTitle(/Brazil production is unknown|cannot see sa-east-1|sites are unknown/)(stage);
    },
  },
  {
    name: 'offline',
    group: 'What we cannot see',
    title: 'Offline',
    look: 'Nothing answers: everything is last known, dated, and one item says what to do.',
    world: retail({ storyMinute: CALM }),
    show: async (stage) => {
      await calm(stage);
      await stage.unplug();
      await stage.later(25 * MINUTE);
      await saysTitle('We cannot see AWS')(stage);
    },
  },
  {
    name: 'window-stale',
    group: 'What we cannot see',
    title: 'A window that hears nothing any more',
    look: 'The window itself ages what it shows when no news comes from the program behind it.',
    world: retail({ storyMinute: CALM, faults: [{ kind: 'hang', from: 20 }] }),
    show: async (stage) => {
      await calm(stage);
      await stage.laterInWindow(40 * MINUTE);
      await saysTitle('We cannot see AWS')(stage);
    },
  },
  {
    name: 'workspace-problem',
    group: 'What we cannot see',
    title: 'A changed workspace file that is broken',
    look: 'The last good file runs on; the banner names the line and what was expected.',
    world: retail({}),
    show: async (stage) => {
      await critical(stage);
      stage.rewrite((text) => text.replace('region: sa-east-1', 'region: sa-east'));
      await stage.page.getByRole('alert').filter({ hasText: 'workspace file' }).waitFor();
    },
  },
  {
    name: 'old-runtime',
    group: 'What we cannot see',
    title: 'An old Electron',
    look: 'The test runtime says that it is not for real accounts.',
    world: 'demo',
    keepsWarning: true,
    show: async (stage) => {
      await critical(stage);
    },
  },
  {
    name: 'site-critical',
    group: 'One site',
    title: 'A critical site',
    look: 'Why, since when, how sure; charts of the same span with AWS marks at the same place.',
    world: 'demo',
    show: async (stage) => {
      await critical(stage);
      await open(stage.page, 'br-prod');
    },
    main: true,
    focus: true,
  },
  {
    name: 'site-ok',
    group: 'One site',
    title: 'A site that is ok',
    look: 'The same drawer without colour.',
    world: 'demo',
    show: async (stage) => {
      await critical(stage);
      await open(stage.page, 'us-prod');
    },
  },
  {
    name: 'site-blind',
    group: 'One site',
    title: 'A site that is not seen',
    look: 'Grey values, hatched tails, the last reading and the reason it is the last.',
    world: retail({ storyMinute: CALM }),
    show: async (stage) => {
      await calm(stage);
      await stage.fault({ kind: '500', account: PROD, service: 'cloudwatch' });
      await stage.later(9 * MINUTE);
      await saysTitle('We cannot see production')(stage);
      await open(stage.page, 'br-prod');
    },
  },
  {
    name: 'site-day',
    group: 'One site',
    title: 'A critical site, 24 hours',
    look: 'The normal range of the hour lies behind each line.',
    world: 'demo',
    show: async (stage) => {
      await critical(stage);
      await open(stage.page, 'br-prod');
      await stage.page.getByRole('tab', { name: '24 hours' }).click();
      await stage.page.locator('.drawer .chart-reader').first().waitFor();
    },
  },
  {
    name: 'site-reading',
    group: 'One site',
    title: 'A critical site, charts read by keyboard',
    look: 'One instant in all charts: what was measured, both clocks, limits and the usual range.',
    world: 'demo',
    show: async (stage) => {
      await critical(stage);
      await open(stage.page, 'br-prod');
      await stage.page.getByRole('slider', { name: 'Orders, reading' }).focus();
      await key(stage.page, 'ArrowLeft');
      await key(stage.page, 'Shift+ArrowLeft');
      await stage.page.locator('.chart-reading').first().waitFor();
    },
  },
  {
    name: 'site-maintenance',
    group: 'One site',
    title: 'A site in maintenance',
    look: 'Announced by AWS: what, until when, and what it mutes.',
    world: 'demo',
    show: async (stage) => {
      await critical(stage);
      await open(stage.page, 'in-pre');
    },
  },
  {
    name: 'list',
    group: 'List, search and keys',
    title: 'The map as a list',
    look: 'The same facts as tables, worst first.',
    world: 'demo',
    show: async (stage) => {
      await critical(stage);
      await key(stage.page, 'l');
      await stage.page.locator('.site-list').waitFor();
    },
    main: true,
    focus: true,
  },
  {
    name: 'list-200-sites',
    group: 'List, search and keys',
    title: 'The list with 200 sites',
    look: 'It scrolls under its head; rows stay one line where they can.',
    world: twoHundred(),
    show: async (stage) => {
      await saysTitle(/critical/)(stage);
      await live(stage.page);
      await key(stage.page, 'l');
      await stage.page.locator('.site-list').waitFor();
    },
  },
  {
    name: 'palette',
    group: 'List, search and keys',
    title: 'Search and every action',
    look: 'What is in reach without typing, and what Enter would do.',
    world: 'demo',
    show: async (stage) => {
      await critical(stage);
      await palette(stage.page, '');
    },
  },
  {
    name: 'palette-found',
    group: 'List, search and keys',
    title: 'Search, some results',
    look: 'Matching letters are marked; one fact stands beside each.',
    world: 'demo',
    show: async (stage) => {
      await critical(stage);
      await palette(stage.page, 'braz');
      await stage.page.getByText(/\d found/).waitFor();
    },
  },
  {
    name: 'palette-nothing',
    group: 'List, search and keys',
    title: 'Search, nothing found',
    look: 'Says that nothing was found and keeps its size small.',
    world: 'demo',
    show: async (stage) => {
      await critical(stage);
      await palette(stage.page, 'zzzz');
      await stage.page.getByText('nothing found').waitFor();
    },
  },
  {
    name: 'keys',
    group: 'List, search and keys',
    title: 'Every key',
    look: 'One sheet; the switch for single letters stands at its foot.',
    world: 'demo',
    show: async (stage) => {
      await critical(stage);
      await key(stage.page, '?');
      await stage.page.getByRole('dialog', { name: 'Keyboard' }).waitFor();
    },
  },
  {
    name: 'times-utc',
    group: 'Names and numbers',
    title: 'Times in UTC',
    look: 'Every time on the screen is UTC and says so once.',
    world: 'demo',
    show: async (stage) => {
      await critical(stage);
      await key(stage.page, 'z');
      await stage.page.getByRole('button', { name: /UTC/ }).first().waitFor();
    },
  },
  {
    name: 'times-viewer',
    group: 'Names and numbers',
    title: 'Times of the viewer',
    look: 'Every time is that of this machine (Kyiv), with UTC beside it.',
    world: 'demo',
    show: async (stage) => {
      await critical(stage);
      await key(stage.page, 'z');
      await key(stage.page, 'z');
    },
  },
  {
    name: 'long-names',
    group: 'Names and numbers',
    title: 'Long names in Portuguese, Ukrainian and Hindi',
    look: 'Names wrap or end in an ellipsis whose whole text is a hint; no letter is cut, none is a box.',
    world: retail({}, longNames),
    show: async (stage) => {
      await saysTitle(/is critical/)(stage);
      await live(stage.page);
    },
    main: true,
  },
  {
    name: 'long-names-site',
    group: 'Names and numbers',
    title: 'A site with a long name',
    look: 'Header, facts and buttons share the width.',
    world: retail({}, longNames),
    show: async (stage) => {
      await saysTitle(/is critical/)(stage);
      await live(stage.page);
      await open(stage.page, 'br-prod');
    },
  },
  {
    name: 'long-names-list',
    group: 'Names and numbers',
    title: 'Long names as a list',
    look: 'Columns keep their words apart.',
    world: retail({}, longNames),
    show: async (stage) => {
      await saysTitle(/is critical/)(stage);
      await live(stage.page);
      await key(stage.page, 'l');
      await stage.page.locator('.site-list').waitFor();
    },
  },
  {
    name: 'acknowledged',
    group: 'Attention and motion',
    title: 'Attention, acknowledged',
    look: 'The item moves down, keeps its state and says when; its rings stand still.',
    world: 'demo',
    show: async (stage) => {
      await critical(stage);
      await stage.page
        .getByRole('complementary', { name: 'Attention' })
        .getByRole('button', { name: 'Acknowledge' })
        .first()
        .click();
      await stage.page.getByText(/^Acknowledged/).waitFor();
      await stage.page.mouse.move(2, 2);
    },
  },
  {
    name: 'marker-hover',
    group: 'Attention and motion',
    title: 'A marker under the pointer',
    look: 'The hint tells state, reason, region, account and age.',
    world: 'demo',
    show: async (stage) => {
      await critical(stage);
      await marker(stage.page, 'in-pre').hover();
      await stage.page.getByRole('tooltip').waitFor();
    },
  },
  {
    name: 'marker-focus',
    group: 'Attention and motion',
    title: 'A marker with the focus',
    look: 'A ring in the sun tint, and the same hint as under the pointer.',
    world: 'demo',
    show: async (stage) => {
      await critical(stage);
      await marker(stage.page, 'br-prod').focus();
      await key(stage.page, 'Tab');
      await stage.page.getByRole('tooltip').waitFor();
    },
  },
  {
    name: 'notice',
    group: 'Attention and motion',
    title: 'A screen that is not built yet',
    look: 'One line says so and goes away by itself.',
    world: 'demo',
    show: async (stage) => {
      await critical(stage);
      await key(stage.page, '4');
      await stage.page.getByText(/not built yet\./).waitFor();
    },
  },
  {
    name: 'reduced-motion',
    group: 'Attention and motion',
    title: 'Reduced motion',
    look: 'The rings around what is critical stand still.',
    world: 'demo',
    reducedMotion: true,
    show: async (stage) => {
      await critical(stage);
      await stage.page.waitForFunction(() => document.getAnimations().length === 0);
    },
  },
  ...PROGRAM_STATES,
  ...INCIDENT_STATES,
  ...CHANGE_STATES,
  ...CHANGE_PANEL_STATES,
  ...HANDOVER_STATES,
  ...HANDOVER_PANEL_STATES,
];
