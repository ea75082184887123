import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FONT_SOURCE, PRINT_FACES, withFonts } from '../../main/shell/print-fonts';
import { handoverHtml } from '../../shared/records/paper/handover-html';
import { PAPER_POLICY } from '../../shared/records/paper/policy';
import { aContent, aView, END, NAMES } from '../builders/handed-over';

const ui = resolve(import.meta.dirname, '../../renderer/ui');
const built = mkdtempSync(join(tmpdir(), 'meridian-fonts-'));
const said: string[] = [];
const log = (line: string): number => said.push(line);
const page = (sentence: string): string =>
  handoverHtml(aView(aContent({ sentence, notes: sentence })), NAMES, {
    zone: 'receiver',
    now: END,
    demo: true,
    paper: 'A4',
  });

/** Named as a build names them, whose marks may begin with a dash. */
beforeAll(() => {
  mkdirSync(join(built, 'assets'));
  for (const file of readdirSync(join(ui, 'fonts')).filter((name) => name.endsWith('.woff2')))
    copyFileSync(join(ui, 'fonts', file), join(built, 'assets', `${basename(file, '.woff2')}--oYb3b_D.woff2`));
});
afterAll(() => rmSync(built, { recursive: true, force: true }));

describe('the fonts of a printed page', () => {
  it('are the window’s own, each for the same characters', () => {
    const rules = readFileSync(join(ui, 'fonts.css'), 'utf8')
      .split('@font-face')
      .map((rule) => ({
        file: /fonts\/([\w-]+)\.woff2/.exec(rule)?.[1],
        weight: Number(/font-weight: (\d+)/.exec(rule)?.[1]),
        range: /unicode-range:\s*([^;]+);/.exec(rule)?.[1]?.replace(/\s+/g, ' '),
      }));
    for (const { file, weight, range } of PRINT_FACES)
      expect(rules.filter((one) => one.file === file)).toEqual([{ file, weight, range }]);
  });

  it('come into the page itself with nothing else that it could load', async () => {
    const plain = page('words');
    const printed = await withFonts(plain, built, log);
    expect(said).toEqual([]);
    const data = [...printed.matchAll(/url\("data:font\/woff2;base64,([A-Za-z0-9+/=]+)"\)/g)];
    expect(data.map(([, bytes = '']) => Buffer.from(bytes, 'base64'))).toEqual(
      PRINT_FACES.map(({ file }) => readFileSync(join(ui, 'fonts', `${file}.woff2`))),
    );
    expect(printed.match(/url\(/g)).toHaveLength(PRINT_FACES.length);
    expect(printed).toContain(`content="${PAPER_POLICY.html}; ${FONT_SOURCE}"`);
    // All but that is as it was.
    expect(printed.replace(/@font-face \{ font-family: "IBM[^}]*\}\n/g, '').replace(`; ${FONT_SOURCE}`, '')).toBe(
      plain,
    );
  });

  it('stay where they belong, whatever a text says', async () => {
    const text = `<style> ${PAPER_POLICY.html} $& $\` <style>`;
    const printed = await withFonts(page(text), built, log);
    expect(printed.split('<body')[1]).toBe(page(text).split('<body')[1]);
  });

  it('that are not there are named, and the page is printed without', async () => {
    rmSync(join(built, 'assets', 'ibm-plex-sans-cyrillic-600-normal--oYb3b_D.woff2'));
    expect(await withFonts(page('words'), built, log)).toBe(page('words'));
    expect(said).toEqual([
      `a page is printed with the fonts of this machine: ibm-plex-sans-cyrillic-600-normal.woff2 is missing in ${join(built, 'assets')}`,
    ]);
  });
});
