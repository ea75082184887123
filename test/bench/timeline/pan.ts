import { dirname, join } from 'node:path';
import { _electron, type Page } from 'playwright-core';
import { definedEnvironment } from '../frames/measure';
import { observeLongTasks, traced, type Traced } from '../frames/traced';
import type { BenchContext } from '../figure';
import { randomFrom } from '../../records/simulator/random';

export const CHANGES = 2_000;
export const SPANS = ['24 h', '72 h', '2 weeks'] as const;
export type SpanWord = (typeof SPANS)[number];

const SITES = ['us', 'ca', 'br', 'in'].flatMap((country) => ['prod', 'pre', 'dev'].map((tier) => `${country}-${tier}`));
const SERVICES = ['checkout', 'payments', 'search', 'catalog'];
const HOUR = 3_600_000;
/** Eight weeks around now: some ten on every lane of a view of 72 hours. */
const AROUND = 28 * 24 * HOUR;
const AT_ONCE = 100;
const START_MS = 120_000;
/** What a fast hand or a trackpad gives a frame. */
const WHEEL = 60;
const FRAME_MS = 16;

/** The product itself, on its demo, with planned changes: half of them come to the guard. */
export async function panTimeLine(
  context: BenchContext & { readonly electron: string },
  seconds: number,
): Promise<readonly { readonly span: SpanWord; readonly traced: Traced; readonly drawn: number }[]> {
  const app = await _electron.launch({
    executablePath: context.electron,
    args: [
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      '--disable-gpu',
      dirname(context.out),
      '--data',
      join(context.temp, 'data'),
    ],
    env: { ...definedEnvironment(), AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' },
  });
  try {
    const page = await app.firstWindow();
    await page.getByRole('heading', { level: 1 }).first().waitFor({ timeout: START_MS });
    await plan(page, context.seed);
    await page.keyboard.press('2');
    await page.getByRole('heading', { level: 1, name: 'Changes' }).waitFor();
    await page.getByRole('option').first().waitFor({ timeout: START_MS });
    await observeLongTasks(page);
    const done = [];
    for (const span of SPANS) {
      await page.getByRole('radio', { name: span, exact: true }).click();
      context.log(`    ${span}: ${seconds} s`);
      await page.mouse.move(700, 300);
      // The first second compiles what later ones only run.
      await pan(page, 1, 1);
      const one = await traced(app, page, context.temp, () => pan(page, seconds, -1));
      done.push({ span, traced: one, drawn: await page.getByRole('option').count() });
    }
    return done;
  } finally {
    await app.close();
  }
}

/** One turn of the wheel a frame, there and back again every five seconds. */
async function pan(page: Page, seconds: number, way: 1 | -1): Promise<void> {
  const began = performance.now();
  for (let turns = 0; performance.now() - began < seconds * 1_000; turns += 1) {
    const back = Math.floor((performance.now() - began) / 5_000) % 2 === 0 ? way : -way;
    const next = performance.now() + FRAME_MS;
    await page.mouse.wheel(back * WHEEL, 0);
    const left = next - performance.now();
    if (left > 0) await page.waitForTimeout(left);
  }
}

interface Bridge {
  call(method: string, input: unknown): Promise<string>;
}

/** Written as a person writes them, by the door of the window. */
async function plan(page: Page, seed: number): Promise<void> {
  const random = randomFrom(seed);
  const now = Date.now();
  const quarter = HOUR / 4;
  const plans = Array.from({ length: CHANGES }, (_, index) => {
    const start = Math.round((now - AROUND) / quarter + random.below((2 * AROUND) / quarter)) * quarter;
    return {
      title: `${random.pick(SERVICES)} release ${index}`,
      type: 'standard',
      sites: [random.pick(SITES)],
      services: [random.pick(SERVICES)],
      window: { start, end: start + (1 + random.below(16)) * quarter },
    };
  });
  await page.evaluate(
    async ([all, atOnce]) => {
      const { meridian } = window as unknown as { readonly meridian: Bridge };
      await meridian.call('records.identify', { person: 'rafael' });
      for (let at = 0; at < all.length; at += atOnce)
        await Promise.all(
          all.slice(at, at + atOnce).map(async (one) => {
            const made = JSON.parse(await meridian.call('changes.create', { plan: one })) as { readonly id: string };
            await meridian.call('changes.act', { id: made.id, act: { act: 'move', state: 'proposed' } });
          }),
        );
    },
    [plans, AT_ONCE] as const,
  );
}
