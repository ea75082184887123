import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createPackage } from '@electron/asar';
import { afterEach, describe, expect, it } from 'vitest';
import { contentProblems, readBudget, readContents } from '../../scripts/lib/package/contents.mjs';
import { ALLOWED_LICENCES, licenceFile, licenceProblems } from '../../scripts/lib/package/parts.mjs';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** A small unpacked package: files beside the archive, and files in it, each with a number of bytes. */
async function unpacked(
  outside: Readonly<Record<string, number>>,
  inside: Readonly<Record<string, number>>,
): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'meridian-contents-'));
  folders.push(folder);
  const put = (base: string, files: Readonly<Record<string, number>>): void => {
    for (const [name, bytes] of Object.entries(files)) {
      mkdirSync(dirname(join(base, name)), { recursive: true });
      writeFileSync(join(base, name), Buffer.alloc(bytes));
    }
  };
  const source = mkdtempSync(join(tmpdir(), 'meridian-contents-'));
  folders.push(source);
  put(source, inside);
  put(folder, { meridian: 10, ...outside });
  mkdirSync(join(folder, 'resources'), { recursive: true });
  await createPackage(source, join(folder, 'resources', 'app.asar'));
  return folder;
}

const good = {
  'package.json': 10,
  'out/main/index.cjs': 100,
  'out/renderer/index.html': 10,
  'out/renderer/assets/index-abcd1234.js': 5,
};
const budget = readBudget();

describe('the budget of a package', () => {
  it('lets pass what is meant', async () => {
    const folder = await unpacked({ 'locales/pt-BR.pak': 10, 'icudtl.dat': 5, 'bin/meridian': 5 }, good);
    expect(contentProblems(readContents(folder), budget)).toEqual([]);
  });

  it.each([
    ['a source map', {}, { ...good, 'out/main/index.cjs.map': 1 }],
    ['a test', {}, { ...good, 'test/e2e/electron.e2e.ts': 1 }],
    ['documents', {}, { ...good, 'docs/product.md': 1 }],
    ['a module that is bundled', {}, { ...good, 'node_modules/zod/index.js': 1 }],
    ['the build of a part list', {}, { ...good, 'out/packages/main.json': 1 }],
    ['a language nobody asked for', { 'locales/de.pak': 1 }, good],
    ['a default app', { 'resources/default_app.asar': 1 }, good],
    ['an app in the open', { 'resources/app/index.js': 1 }, good],
    [
      'the SQLite of another system',
      {
        'resources/app.asar.unpacked/node_modules/@photostructure/sqlite/prebuilds/linux-x64/@photostructure+sqlite.musl.node': 1,
      },
      good,
    ],
  ])('refuses %s', async (_what, outside, inside) => {
    const problems = contentProblems(readContents(await unpacked(outside, inside)), budget);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(/does not belong into a package/);
  });

  it('refuses a group that is larger than its budget, and a budget for what is no group', async () => {
    const contents = readContents(await unpacked({}, { ...good, 'out/main/big.cjs': 2_000 }));
    expect(contentProblems(contents, { ...budget, 'asar: main': 2_100 })).toEqual([]);
    expect(contentProblems(contents, { ...budget, 'asar: main': 2_099 })).toEqual([
      '"asar: main" has 2100 bytes, its budget in build/budget.json is 2099',
    ]);
    expect(contentProblems(contents, { ...budget, 'asar: mian': 1 })).toEqual([
      'build/budget.json names "asar: mian", which is no group',
    ]);
    const { 'asar: main': _, ...incomplete } = budget;
    expect(contentProblems(contents, incomplete)).toEqual(['"asar: main" has no budget in build/budget.json']);
  });
});

describe('licences of other people', () => {
  const text = 'Permission is hereby granted, free of charge, to any person. '.repeat(3);
  const part = { name: 'thing', version: '1.0.0', licence: 'MIT', text, kind: 'npm' as const };

  it('pass when they are allowed and their text is there', () => {
    expect(licenceProblems([part, { ...part, licence: 'MIT AND ISC AND BSD-3-Clause' }])).toEqual([]);
    expect(licenceFile([part], 'Electron 45.4.1')).toContain(text);
  });

  it.each(['GPL-3.0-only', 'NONE', 'SEE LICENSE IN LICENSE', '(MIT OR GPL-2.0-only)', 'AGPL-3.0-or-later AND MIT', ''])(
    'are refused under "%s"',
    (licence) => {
      expect(licenceProblems([{ ...part, licence }])).toEqual([
        expect.stringMatching(/^thing 1\.0\.0 is under .*, which nobody has allowed$/),
      ]);
    },
  );

  it('that ask to share alike pass for data, never for code', () => {
    const data = { ...part, licence: 'CC-BY-SA-3.0', kind: 'data' as const };
    expect(licenceProblems([data])).toEqual([]);
    expect(licenceProblems([{ ...data, kind: 'npm' }])).toHaveLength(1);
    expect(licenceProblems([{ ...data, licence: 'CC-BY-NC-4.0' }])).toHaveLength(1);
  });

  it('are refused without a text', () => {
    expect(licenceProblems([{ ...part, text: '' }])).toEqual(['thing 1.0.0 has no licence text']);
  });

  it('that are allowed ask for nothing but their text', () => {
    for (const licence of ALLOWED_LICENCES) expect(licence).not.toMatch(/GPL|MPL|CDDL|EPL|SSPL|CC-BY-NC/);
  });
});
