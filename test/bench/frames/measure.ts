import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { _electron, type ElectronApplication, type Page } from 'playwright-core';
import type { BenchContext } from '../figure';
import type { MainFigures } from './app';
import { observeLongTasks, traced, type Traced } from './traced';

/** What is on screen while it is measured. */
export type Screen = 'map' | 'list' | 'drawer';

export interface Measurement extends Traced {
  readonly screen: Screen;
  readonly main: MainFigures;
  readonly seconds: number;
}

/** 100 changes a second with a margin for the timer. */
const GUST_MS = 9.5;
/** Far more often than the product sweeps (once a minute): there are many bursts to look at. */
const SWEEP_MS = 10_000;
const SETTLE_MS = 5_000;
/** A day of points of 800 signals is stored and judged first. */
const START_MS = 120_000;

/** Opens the window on the storm, and measures `seconds` of each screen. */
export async function measureScreens(
  context: BenchContext & { readonly electron: string },
  screens: readonly Screen[],
  seconds: number,
): Promise<readonly Measurement[]> {
  const home = join(context.temp, 'app');
  mkdirSync(home, { recursive: true });
  writeFileSync(
    join(home, 'package.json'),
    JSON.stringify({ name: 'meridian-bench', version: '1.0.0', main: 'main.cjs' }),
  );
  writeFileSync(join(home, 'main.cjs'), `require(${JSON.stringify(join(__dirname, 'frames-app.cjs'))});\n`);
  const settings = { out: context.out, data: join(context.temp, 'data'), seed: context.seed, frameMs: 4 };
  mkdirSync(settings.data, { recursive: true });
  const app = await _electron.launch({
    executablePath: context.electron,
    args: [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), '--disable-gpu', home],
    env: { ...definedEnvironment(), MERIDIAN_BENCH: JSON.stringify(settings) },
  });
  try {
    const page = await app.firstWindow();
    await page
      .getByRole('list', { name: 'Sites on the map, by attention' })
      .getByRole('button')
      .first()
      .waitFor({ timeout: START_MS });
    await observeLongTasks(page);
    const done: Measurement[] = [];
    for (const screen of screens) {
      await show(page, screen);
      context.log(`    ${screen}: ${seconds} s`);
      const one = await measure(app, page, screen, seconds, context.temp);
      done.push(one);
    }
    return done;
  } finally {
    await app.close();
  }
}

async function show(page: Page, screen: Screen): Promise<void> {
  const inList = page.getByRole('button', { name: 'Map', exact: true });
  const onMap = page.getByRole('button', { name: 'List', exact: true });
  if (screen === 'list') {
    await onMap.click();
    await page.locator('.site-list tbody tr').first().waitFor();
  } else if (await inList.isVisible()) await inList.click();
  if (screen === 'drawer') {
    await page.locator('.marks button').first().click();
    await page.locator('.chart-reader').first().waitFor();
  }
}

async function measure(
  app: ElectronApplication,
  page: Page,
  screen: Screen,
  seconds: number,
  temp: string,
): Promise<Measurement> {
  await app.evaluate(
    (_electronApi, [gust, sweep]) => globalThis.frameStorm?.start(gust ?? 10, sweep ?? 10_000),
    [GUST_MS, SWEEP_MS],
  );
  // The first seconds compile what later ones only run.
  await page.waitForTimeout(SETTLE_MS);
  await app.evaluate(() => globalThis.frameStorm?.stop());
  await app.evaluate(
    (_electronApi, [gust, sweep]) => globalThis.frameStorm?.start(gust ?? 10, sweep ?? 10_000),
    [GUST_MS, SWEEP_MS],
  );
  const seen = await traced(app, page, temp, () => page.waitForTimeout(seconds * 1_000));
  const main = await app.evaluate(() => globalThis.frameStorm?.stop());
  if (main === undefined) throw new Error('the bench app is gone');
  return {
    screen,
    ...seen,
    main,
    seconds,
  };
}

export function definedEnvironment(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}
