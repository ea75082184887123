import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { build } from 'vite';
import { beforeAll, describe, expect, it } from 'vitest';
import { readPdf } from './print/pdf-text';
import { appWords, needed, temporaryFolder } from './windows';

const folder = temporaryFolder();
let outcome: {
  readonly said: Readonly<Record<string, unknown>>;
  readonly refused: readonly string[];
  readonly windows: number;
};

/** An app around the printing part of the shell, built with the settings of the main process. */
beforeAll(async () => {
  const app = join(folder, 'app');
  mkdirSync(app);
  await build({
    configFile: false,
    logLevel: 'error',
    build: {
      outDir: app,
      emptyOutDir: false,
      target: 'node18',
      ssr: resolve(import.meta.dirname, 'print/handover-app.ts'),
      rolldownOptions: {
        external: ['electron'],
        output: { format: 'cjs', entryFileNames: 'main.cjs', codeSplitting: false },
      },
    },
    ssr: { noExternal: true },
  });
  writeFileSync(join(app, 'package.json'), JSON.stringify({ name: 'print', version: '0.0.0', main: 'main.cjs' }));
  await new Promise<void>((done, failed) => {
    const child = spawn(needed('MERIDIAN_ELECTRON'), [...appWords([], { app })], {
      env: {
        ...process.env,
        MERIDIAN_PRINT: folder,
        MERIDIAN_BUILT: resolve(import.meta.dirname, '../../out/renderer'),
      },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let said = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
    child.once('error', failed);
    child.once('exit', (code) => (code === 0 ? done() : failed(new Error(said))));
  });
  outcome = JSON.parse(readFileSync(join(folder, 'said.json'), 'utf8')) as typeof outcome;
  return () => rmSync(folder, { recursive: true, force: true });
}, 120_000);

const PAPERS = [
  ['A4', /^0 0 59[45](?:\.\d+)? 84[12](?:\.\d+)?$/],
  ['Letter', /^0 0 612(?:\.\d+)? 792(?:\.\d+)?$/],
] as const;
const pdf = (name: string) => readPdf(readFileSync(join(folder, `${name}.pdf`)));

describe('printing a handover (H9)', () => {
  it.each(PAPERS)('an ordinary one is one sheet of %s with all that it says', (paper, box) => {
    const { pages, text, box: size } = pdf(`ordinary-${paper}`);
    expect(size).toMatch(box);
    expect(pages).toBe(1);
    for (const said of [
      'Handover, Brazil L2 to India L2',
      'Demo data',
      'Retail platform',
      'Times in IST, UTC is 5 h 30 min behind',
      'Wed 18 Nov 2026 08:30 IST',
      'ACCEPTED',
      'Checkout slow in Brazil',
      'unstable',
      'watcher',
      'stable',
      'Hold',
      'unknown',
      'Do not redeploy 4.18.0',
      'It is stable only since 07:46',
      'Does 221 touch pricing?',
      'takes duty, no reservations',
      'covers 84f0 1b6d c2e9 7710',
      'oldest 14 s',
      'Page 1 of 1',
    ])
      expect([said, text.includes(said)]).toEqual([said, true]);
    expect(text).not.toContain('Left out for room');
  });

  it.each(PAPERS)(
    'one of 200 items is two sheets of %s: nothing unstable or to be watched is missing, and what is says so',
    (paper, box) => {
      const { pages, text, box: size } = pdf(`full-${paper}`);
      expect(size).toMatch(box);
      expect(pages).toBe(2);
      expect(text).toContain('Page 2 of 2');
      expect(text).toContain('NOT SIGNED');
      for (let index = 0; index < 200; index++)
        if (index % 24 === 5 || index % 16 === 3)
          expect([index, text.includes(`Thing ${index}:`)]).toEqual([index, true]);
      const left = [...text.matchAll(/Left out for room: (.*?)\. Markdown/g)]
        .flatMap(([, said = '']) => [...said.matchAll(/\d+/g)])
        .reduce((sum, [count]) => sum + Number(count), 0);
      const shown = new Set([...text.matchAll(/Thing (\d+):/g)].map(([, index]) => index)).size;
      expect(shown + left).toBe(200);
      expect(text).toContain('платежі проходять');
    },
  );

  it('words that no column holds wrap in three scripts, also in the fonts of another machine: nothing stands out of the sheet, nothing is below 11 px', () => {
    for (const name of Object.keys(outcome.said))
      expect([name, outcome.said[name]]).toEqual([name, { out: [], below: [] }]);
  });

  it.each(PAPERS)('writes names of every script with the fonts that it brings, on one sheet of %s', (paper) => {
    const { pages, text, fonts } = pdf(`scripts-${paper}`);
    expect(pages).toBe(1);
    // Glyphs of another font begin another text, so spaces are not compared.
    const said = text.replaceAll(' ', '');
    for (const name of ['विक्रम देशपांडे', 'अनन्या कृष्णमूर्ति', 'Владислав Чорновіл', 'Łukasz Żółć'])
      expect([name, said.includes(name.replaceAll(' ', ''))]).toEqual([name, true]);
    expect(fonts.filter((font) => font.startsWith('IBMPlex'))).toEqual([
      'IBMPlexMono-Regular',
      'IBMPlexSans-Regular',
      'IBMPlexSans-SemiBold',
      'IBMPlexSansDevanagari-Regular',
      'IBMPlexSansDevanagari-SemiBold',
    ]);
    // The number of the page is the printer's own, in a font of the machine: the only other one.
    expect(fonts.length).toBeLessThanOrEqual(6);
  });

  it('asks for nothing, and leaves no window', () => {
    expect(outcome.refused).toEqual([]);
    expect(outcome.windows).toBe(0);
  });
});
