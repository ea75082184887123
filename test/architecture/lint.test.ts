import { ESLint, type Linter } from 'eslint';
import { describe, expect, test } from 'vitest';
import config from '../../eslint.config.js';

/** The rules of our own making; the type-aware ones are typescript-eslint's to test, and would need real files. */
const ours = new Set([
  'no-restricted-syntax',
  'no-restricted-properties',
  'no-restricted-globals',
  'no-restricted-imports',
  'no-console',
]);

const withoutTypes = (config as Linter.Config[]).map(({ rules = {}, linterOptions: _, ...rest }) => ({
  ...rest,
  rules: Object.fromEntries(Object.entries(rules).filter(([name]) => ours.has(name))),
}));
const eslint = new ESLint({
  overrideConfigFile: true,
  overrideConfig: [...withoutTypes, { languageOptions: { parserOptions: { projectService: false } } }],
});

async function messages(file: string, text: string): Promise<string[]> {
  const [result] = await eslint.lintText(text, { filePath: file });
  return result!.messages.map(({ message }) => message);
}

const banned: readonly (readonly [file: string, text: string, message: RegExp])[] = [
  ['shared/domain/a.ts', 'export const now = () => Date.now();', /clock/],
  ['shared/domain/a.ts', 'export const now = () => new Date();', /clock/],
  ['shared/domain/a.ts', 'export const now = () => Date();', /clock/],
  ['shared/domain/a.ts', 'export const dice = () => Math.random();', /random/],
  ['renderer/features/live/view-model.ts', 'export const now = () => Date.now();', /clock/],
  ['shared/domain/a.ts', 'export default 1;', /Named exports/],
  ['main/engine/a.ts', 'const a = 1;\nexport { a as default };', /Named exports/],
  ['preload/a.ts', 'export default 1;', /Named exports/],
  ['main/engine/a.ts', `import { ipcMain } from 'electron';`, /shared\/ipc/],
  ['main/index.ts', `import electron from 'electron';\nelectron.ipcMain.handle('a', () => 1);`, /shared\/ipc/],
  ['renderer/index.tsx', `import { ipcRenderer } from 'electron';`, /shared\/ipc/],
  ['renderer/ui/a.tsx', 'export const A = () => <p dangerouslySetInnerHTML={{ __html: x }} />;', /HTML/],
  ['main/cli.ts', `console.log('ok');`, /console/],
  ['main/sync/a.ts', 'export const id = () => crypto.randomUUID();', /node:crypto/],
  ['main/storage/a.ts', `import { DatabaseSync } from 'node:sqlite';`, /photostructure/],
  ['renderer/bridge/a.ts', 'export const any = AbortSignal.any([]);', /oldest runtime/],
];

const allowed: readonly (readonly [file: string, text: string])[] = [
  ['shared/domain/a.ts', 'export const at = (ms: number) => new Date(ms);'],
  ['main/engine/a.ts', 'export const now = () => Date.now();'],
  ['main/ipc/a.ts', `import type { ipcMain } from 'electron';`],
  ['main/shell/a.ts', `import { ipcMain } from 'electron';`],
  ['preload/index.ts', `import { ipcRenderer } from 'electron';`],
  ['main/cli.ts', `console.error('bad');`],
  ['main/aws/a.ts', `import { randomUUID } from 'node:crypto';\nexport const id = randomUUID();`],
  ['vitest.config.ts', 'export default {};'],
];

describe('lint rules', () => {
  test.each(banned)('%s: %s', async (file, text, message) => {
    expect((await messages(file, text)).join('\n')).toMatch(message);
  });

  test.each(allowed)('%s may: %s', async (file, text) => {
    expect(await messages(file, text)).toEqual([]);
  });
});
