import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { _electron, type ElectronApplication, type Page } from 'playwright-core';
import type { UpdateState } from '../../shared/domain/updates/types';
import { demoCredentials, startSimulator, type Simulator } from '../../main/simulator/index';
import type { World } from './worlds';

/** The moment at which every picture begins: an evening in the Americas, a morning in India. */
const MOMENT = Date.parse('2026-11-18T01:42:20Z');

export interface Size {
  readonly width: number;
  readonly height: number;
}

export type Theme = 'dark' | 'light';

/**
 * The real app in a real Electron, looking at a simulated AWS over real HTTP. Only the clocks are ours: all of them stand
 * at the same moment of the same day when a state begins, and run from there; `later` moves them together.
 */
export interface Stage {
  readonly page: Page;
  /** Adds a fault, as `POST /_sim/faults`. */
  fault(fault: object): Promise<void>;
  repair(): Promise<void>;
  /** The AWS look-alike is gone: nothing listens at its address any more. */
  unplug(): Promise<void>;
  /** Writes the workspace file again while the app runs. */
  rewrite(change: (text: string) => string): void;
  /** Moves all clocks forward. */
  later(ms: number): Promise<void>;
  /** Moves the clock of the window alone, as if the rest of the program stood still. */
  laterInWindow(ms: number): Promise<void>;
  /** Closes the app and starts it again on the same data folder. */
  restart(): Promise<Page>;
  /** An error that nobody catches ends the app; it is started again on the same data folder. */
  crash(): Promise<Page>;
  /** What the window hears of updates, as main tells it: a program that runs from source has none of its own. */
  tellUpdates(state: UpdateState): Promise<void>;
  look(theme: Theme, size: Size): Promise<void>;
  /** Lets the clock of the window stand while something looks at it: ages do not count on between two looks. */
  held<T>(run: () => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

const SHIFT_WINDOW = `(ms) => {
  if (globalThis.__moveClock) return globalThis.__moveClock(ms);
  const Real = Date;
  let shift = ms;
  let held = null;
  const now = () => held ?? Real.now() + shift;
  globalThis.Date = class Date extends Real {
    constructor(...parts) { if (parts.length === 0) super(now()); else super(...parts); }
    static now() { return now(); }
  };
  globalThis.__moveClock = (more) => { shift += more; };
  globalThis.__holdClock = (on) => { held = on ? now() : null; };
}`;

const electronPath = (): string => {
  const path = process.env['MERIDIAN_ELECTRON'];
  if (path === undefined || path === '')
    throw new Error('MERIDIAN_ELECTRON is not set: run this by "npm run screens" or "npm test"');
  return path;
};

interface Wishes {
  readonly reducedMotion?: boolean;
  readonly keepsWarning?: boolean;
}

export async function openStage(
  world: World,
  { reducedMotion = false, keepsWarning = false }: Wishes = {},
): Promise<Stage> {
  let shift = MOMENT - Date.now();
  const folder = mkdtempSync(join(tmpdir(), 'meridian-screens-'));
  const write = (name: string, text: string): string => {
    const file = join(folder, name);
    writeFileSync(file, text);
    return file;
  };
  let simulator: Simulator | null = null;
  let workspace = '';
  let words: readonly string[] = ['--data', join(folder, 'data')];
  const environment: Record<string, string> = {};
  if (world !== 'demo') {
    simulator = await startSimulator({
      port: 0,
      clock: () => Date.now() + shift,
      scenario: { seed: 1, ...world.scenario },
    });
    workspace = write('meridian.yaml', world.workspace);
    words = ['--workspace', workspace, ...words];
    environment['AWS_ENDPOINT_URL'] = simulator.url;
    environment['AWS_CONFIG_FILE'] = write('config', '');
    environment['AWS_SHARED_CREDENTIALS_FILE'] = write('credentials', demoCredentials);
  }
  const sim = (path: string, init: RequestInit): Promise<Response> => {
    if (!simulator) throw new Error('the demo brings its own simulator');
    return fetch(`${simulator.url}${path}`, init);
  };

  let app: ElectronApplication;
  let page: Page;
  const start = async (): Promise<void> => {
    app = await _electron.launch({
      executablePath: electronPath(),
      args: [
        ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
        '--disable-gpu',
        // Greyscale letters: the same on every machine, and smaller as pictures.
        '--disable-lcd-text',
        '--force-color-profile=srgb',
        resolve(import.meta.dirname, 'start.cjs'),
        ...words,
      ],
      env: {
        ...Object.fromEntries(
          Object.entries(process.env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
        ),
        AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
        TZ: 'Europe/Kyiv',
        ...environment,
        MERIDIAN_SCREENS_SHIFT: String(shift),
      },
    });
    page = await app.firstWindow();
    await page.emulateMedia({ colorScheme: 'dark', reducedMotion: reducedMotion ? 'reduce' : 'no-preference' });
    // The window begins once more, with its clock moved before anything of it runs.
    await page.addInitScript(`(${SHIFT_WINDOW})(${shift})`);
    await page.reload();
    await page.getByRole('heading', { level: 1 }).first().waitFor();
    if (!keepsWarning) await putWarningAway(page);
  };
  await start();

  const inWindow = (ms: number): Promise<unknown> => page.evaluate(`globalThis.__moveClock(${ms})`);
  return {
    get page() {
      return page;
    },
    fault: async (fault) => {
      await sim('/_sim/faults', { method: 'POST', body: JSON.stringify(fault) });
    },
    repair: async () => {
      await sim('/_sim/faults', { method: 'DELETE' });
    },
    unplug: async () => {
      await simulator?.stop();
      simulator = null;
    },
    rewrite: (change) => {
      workspace = write('meridian.yaml', change(world === 'demo' ? '' : world.workspace));
    },
    later: async (ms) => {
      shift += ms;
      await app.evaluate((_electron, by) => {
        (globalThis as unknown as { __moveClock(ms: number): void }).__moveClock(by);
      }, ms);
      await inWindow(ms);
    },
    laterInWindow: async (ms) => {
      await inWindow(ms);
    },
    restart: async () => {
      await app.close();
      await start();
      return page;
    },
    crash: async () => {
      const gone = new Promise<void>((done) => app.once('close', () => done()));
      // The answer never comes: what would give it ends.
      await app
        .evaluate(() => {
          setImmediate(() => {
            throw new Error('a failure of the program itself');
          });
        })
        .catch(() => undefined);
      await gone;
      await start();
      return page;
    },
    tellUpdates: async (state) => {
      await app.evaluate(({ BrowserWindow }, text) => {
        BrowserWindow.getAllWindows()[0]?.webContents.send('meridian:updates.state', text);
      }, JSON.stringify(state));
    },
    look: async (theme, size) => {
      await page.emulateMedia({ colorScheme: theme });
      await app.evaluate(({ BrowserWindow }, { width, height }) => {
        const [window] = BrowserWindow.getAllWindows();
        window?.setMinimumSize(1, 1);
        window?.setContentSize(width, height);
      }, size);
      await page.waitForFunction(
        ([wanted, { width, height }]) =>
          innerWidth === width && innerHeight === height && document.documentElement.dataset['theme'] === wanted,
        [theme, size] as const,
      );
      await settled(page);
    },
    held: async (run) => {
      await page.evaluate('globalThis.__holdClock(true)');
      try {
        return await run();
      } finally {
        await page.evaluate('globalThis.__holdClock(false)');
      }
    },
    close: async () => {
      await app.close();
      await simulator?.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Fonts are there, layout has followed the size, and nothing moves any more that ends by itself. */
async function settled(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const frame = (): Promise<void> => new Promise((done) => requestAnimationFrame(() => done()));
    await document.fonts.ready;
    for (let frames = 0; frames < 3; frames += 1) await frame();
    const ending = document.getAnimations().filter((one) => one.effect?.getComputedTiming().iterations !== Infinity);
    await Promise.all(ending.map((one) => one.finished.catch(() => undefined)));
    await document.fonts.ready;
    await frame();
  });
}

/** The Electron of tests is often an old one, and says so at the top of the window. */
async function putWarningAway(page: Page): Promise<void> {
  const warning = await page.evaluate<string | null>(
    `meridian.call('app.info').then((text) => JSON.parse(text).warning)`,
  );
  if (warning === null) return;
  const banner = page.getByRole('alert').filter({ hasText: warning });
  await banner.getByRole('button', { name: 'Later' }).click();
  await banner.waitFor({ state: 'detached' });
  // Away from whatever came under the pointer.
  await page.mouse.move(2, 2);
}
