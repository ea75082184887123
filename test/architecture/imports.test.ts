import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import rules from '../../.dependency-cruiser.mjs';
import { checkImports } from '../../scripts/lib/imports.mjs';
import { plants, soundTree } from './plants';

const nodeModules = resolve(import.meta.dirname, '../../node_modules');

/** A tree laid out like the checkout, made of files given as path and text. */
function plantTree(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'meridian-imports-'));
  symlinkSync(nodeModules, join(folder, 'node_modules'));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

async function inTree<T>(files: Readonly<Record<string, string>>, use: (folder: string) => Promise<T>): Promise<T> {
  const folder = plantTree(files);
  try {
    return await use(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe('import rules', () => {
  test('a sound tree breaks none', async () => {
    const { violations, modules } = await inTree(soundTree, checkImports);
    expect(violations).toEqual([]);
    expect(modules).toBe(Object.keys(soundTree).filter((path) => /\.tsx?$/.test(path)).length);
  });

  describe('each planted violation is reported', () => {
    let reported: ReadonlySet<string>;
    let folder: string;

    beforeAll(async () => {
      const planted = plants.map(({ file, text, also }) => ({ [file]: text, ...also }));
      folder = plantTree(planted.reduce((tree, files) => ({ ...tree, ...files }), soundTree));
      const { violations } = await checkImports(folder);
      reported = new Set(violations.map(({ rule, from }) => `${rule}: ${from}`));
    });
    afterAll(() => {
      rmSync(folder, { recursive: true });
    });

    test.each(plants)('$rule: $file', ({ rule, file }) => {
      expect([...reported]).toContain(`${rule}: ${file}`);
    });

    test('and nothing else is', () => {
      const files = new Set(plants.map(({ file }) => file));
      const innocent = [...reported].filter((line) => !files.has(line.split(': ')[1] ?? ''));
      expect(innocent).toEqual([]);
    });
  });

  test('every rule has a planted violation', () => {
    const planted = new Set(plants.map(({ rule }) => rule));
    expect(rules.forbidden?.map(({ name }) => name).filter((name) => !planted.has(name ?? ''))).toEqual([]);
  });

  test('a reader that reads no module is an error, not a pass', async () => {
    const scriptsOnly = { 'shared/empty.txt': '', 'main/a.js': '', 'preload/a.js': '', 'renderer/a.js': '' };
    await expect(inTree(scriptsOnly, checkImports)).rejects.toThrow(
      'read no TypeScript module in: shared, main, preload, renderer',
    );
  });

  test('a reader that goes blind in one folder is an error', async () => {
    const withoutMain = Object.fromEntries(Object.entries(soundTree).filter(([path]) => !path.startsWith('main/')));
    await expect(inTree(withoutMain, checkImports)).rejects.toThrow('read no TypeScript module in: main');
  });
});
