import type { Page } from 'playwright-core';

/** What a page complained of: refusals of its policy, errors on its console, exceptions nobody caught. */
export interface Complaints {
  readonly all: readonly string[];
  /** Takes what the page kept itself; call it before the page goes away. */
  collect(): Promise<void>;
  /** Begins anew, after complaints that were wanted. */
  forget(): void;
}

declare global {
  interface Window {
    violations?: string[];
  }
}

const keepViolations = (): void => {
  if (window.violations !== undefined) return;
  const kept: string[] = [];
  window.violations = kept;
  // On the window and while going down, so that no element can stop it on its way.
  window.addEventListener(
    'securitypolicyviolation',
    (event) => kept.push(`${event.effectiveDirective} ${event.blockedURI} ${event.sourceFile}`),
    true,
  );
};

/** Listens from now on, and from the first line of every page that is loaded later. */
export async function listen(page: Page): Promise<Complaints> {
  const all: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') all.push(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => all.push(`exception: ${error.message}`));
  page.on('crash', () => all.push('the page crashed'));
  page.on('dialog', (dialog) => {
    all.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  await page.addInitScript(keepViolations);
  await page.evaluate(keepViolations);
  return {
    all,
    collect: async () => {
      const kept = await page.evaluate(() => window.violations?.splice(0) ?? ['the listener is gone']);
      all.push(...kept.map((violation) => `policy: ${violation}`));
    },
    forget: () => {
      all.length = 0;
    },
  };
}

const HEADLINE = { level: 1, name: 'Brazil production is critical' } as const;
export const mapSites = (page: Page) =>
  page.getByRole('list', { name: 'Sites on the map, by attention' }).getByRole('button');

/** Through everything the demo window has, as a person with a mouse and a keyboard goes. */
export async function journey(page: Page, complaints: Complaints): Promise<void> {
  await page.getByRole('heading', HEADLINE).waitFor();
  const patches = await countPatches(page);

  // A site with its charts, both spans, its hints, an acknowledgement and the way back.
  await mapSites(page).first().click();
  await page.locator('.chart-reader').first().waitFor();
  await page.locator('.chart-reader').first().hover();
  await page.getByRole('tab', { name: '24 hours' }).click();
  await page.getByRole('tab', { name: '24 hours', selected: true }).waitFor();
  await page.locator('.chart-reader').first().waitFor();
  await page.keyboard.press('a');
  await page.getByRole('button', { name: 'Undo acknowledge' }).waitFor();
  await page.keyboard.press('r');
  await page.keyboard.press('p');
  await page.getByRole('button', { name: 'Close, back to the map' }).hover();
  await page.keyboard.press('Escape');
  await page.locator('.drawer').waitFor({ state: 'detached' });

  // The list, by keyboard.
  await page.keyboard.press('l');
  await page.getByRole('columnheader', { name: 'Why' }).waitFor();
  for (const key of ['j', 'k', 'Enter']) await page.keyboard.press(key);
  await page.locator('.drawer').waitFor();
  await page.keyboard.press('Escape');
  await page.keyboard.press('l');

  // The palette and the sheet of keys.
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox').fill('india');
  await page
    .getByRole('option', { name: /^India, / })
    .first()
    .click();
  await page.locator('.drawer').waitFor();
  await page.keyboard.press('Escape');
  await page.keyboard.press('?');
  await page.getByRole('dialog').waitFor();
  await page.keyboard.press('Escape');

  // Themes, clocks, screens that are not there yet, zoom of the hints.
  const theme = page.getByRole('button', { name: /^Theme: / });
  for (let press = 0; press < 3; press++) await theme.click();
  for (let press = 0; press < 3; press++) await page.keyboard.press('z');
  for (const key of ['2', '8', '1', 'F6', 'F6', 'F6']) await page.keyboard.press(key);

  // Fresh data came in meanwhile; then everything once more from the start.
  await patches.reach(3);
  await complaints.collect();
  await page.reload();
  await page.getByRole('heading', { level: 1 }).first().waitFor();
  await mapSites(page).first().waitFor();
  await complaints.collect();
}

/** Counts what redraws the window: the list of sources carries ages that move with every patch. */
async function countPatches(page: Page): Promise<{ reach(count: number): Promise<void> }> {
  await page.evaluate(() => {
    const seen = window as unknown as { changes: number };
    seen.changes = 0;
    new MutationObserver(() => (seen.changes += 1)).observe(document.body, {
      subtree: true,
      childList: true,
      characterData: true,
    });
  });
  return {
    reach: async (count) => {
      await page.waitForFunction((least) => (window as unknown as { changes: number }).changes >= least, count);
    },
  };
}
