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
      ssr: resolve(import.meta.dirname, 'print/app.ts'),
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

const pdf = (name: string): string => readFileSync(join(folder, `${name}.pdf`), 'latin1');
const pages = (text: string): number => text.match(/\/Type\s*\/Page\b(?!s)/g)?.length ?? 0;

describe('printing a review', () => {
  it('makes real PDFs of A4 with as many pages as the text takes', () => {
    expect(outcome.said).toEqual({ short: 'printed', long: 'printed', large: 'printed', hostile: 'printed' });
    for (const name of ['short', 'long', 'large', 'hostile']) {
      expect(pdf(name).slice(0, 5)).toBe('%PDF-');
      expect(pdf(name).trimEnd().endsWith('%%EOF')).toBe(true);
      // The tree of pages says the same number.
      expect(
        Number(/\/Type\s*\/Pages\s*\/Count (\d+)|\/Count (\d+)/.exec(pdf(name))?.slice(1).find(Boolean)),
      ).toBeGreaterThan(0);
      expect(pdf(name)).toMatch(/\/MediaBox \[0 0 59[45](?:\.\d+)? 84[12](?:\.\d+)?\]/);
    }
    expect(pages(pdf('short'))).toBe(2);
    expect(pages(pdf('hostile'))).toBe(1);
    // About 40 rows a page.
    expect(pages(pdf('long'))).toBeGreaterThan(8);
    expect(pages(pdf('long'))).toBeLessThan(30);
    expect(pages(pdf('large'))).toBeGreaterThan(100);
  });

  it('is written in three scripts with the fonts that it brings', () => {
    const { text, fonts } = readPdf(readFileSync(join(folder, 'short.pdf')));
    expect(text).toMatch(/Entry 0: платежі ?, भुगतान ?, confirmação\./);
    expect(fonts).toEqual(
      expect.arrayContaining(['IBMPlexSans-Regular', 'IBMPlexSans-SemiBold', 'IBMPlexSansDevanagari-Regular']),
    );
    expect(fonts.length).toBeLessThanOrEqual(5);
  });

  it('runs nothing and asks for nothing, whatever the page holds, and leaves no window', () => {
    expect(pdf('hostile')).not.toContain('RAN');
    // What it tried to go to was refused and said; nothing else was said.
    expect(outcome.refused.filter((line) => !line.endsWith('was refused'))).toEqual([]);
    expect(outcome.windows).toBe(0);
  });
});
