import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openBrowser, serve, temporaryFolder } from './windows';

/** Browser mode when something goes wrong: the same log, reports and diagnostics as the desktop app. */
describe('browser mode', () => {
  it('ends in order after an error nobody caught: a report, the folder given free, exit code 70', async () => {
    const place = temporaryFolder();
    const data = join(place, 'data');
    const plant = join(place, 'plant.cjs');
    writeFileSync(
      plant,
      `if (process.argv[2] === 'serve') process.on('SIGUSR2', () => { throw new Error('planted for 111122223333'); });`,
    );
    const served = await serve(['--data', data], { NODE_OPTIONS: `--require ${plant}` });
    const gone = new Promise((done) => served.process.once('exit', done));
    expect(existsSync(join(data, 'owner.json'))).toBe(true);
    served.process.kill('SIGUSR2');
    expect(await gone).toBe(70);
    expect(existsSync(join(data, 'owner.json'))).toBe(false);
    const [report] = readdirSync(join(data, 'crashes'));
    expect(report).toMatch(/^exception-.*\.txt$/);
    const texts =
      readFileSync(join(data, 'crashes', report ?? ''), 'utf8') + readFileSync(join(data, 'meridian.log'), 'utf8');
    expect(texts).toContain('planted for [account ..3333]');
    expect(texts).not.toContain('111122223333');
    expect(texts).not.toContain(served.token);

    // The next one says so, and takes the same folder.
    const again = await serve(['--data', data]);
    const browser = await openBrowser();
    try {
      const context = await browser.newContext({ permissions: ['clipboard-read', 'clipboard-write'] });
      const page = await context.newPage();
      await page.goto(again.link);
      await page.locator('.crash-line').filter({ hasText: 'Meridian ended unexpectedly at ' }).waitFor();
      await page.keyboard.press('Control+k');
      await page.getByRole('combobox').fill('>diagnostics');
      await page.keyboard.press('Enter');
      await page
        .locator('.notice')
        .filter({ hasText: /Copied, \d+ lines/ })
        .waitFor();
      const text = await page.evaluate(() => navigator.clipboard.readText());
      expect(text).toContain('browser mode');
      expect(text).toContain(report);
      expect(text).not.toContain(again.token);
    } finally {
      await browser.close();
      await again.stop();
    }
  });
});
