import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { keptValue } from '../../main/data-folder/kept-value';

const folders: string[] = [];
const folderFor = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'meridian-kept-'));
  folders.push(folder);
  return folder;
};
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

describe('a value kept in a file', () => {
  it('comes back in the next run, also into a folder that was not there', () => {
    const file = join(folderFor(), 'not', 'yet', 'window.json');
    expect(keptValue(file).load()).toBeUndefined();
    keptValue(file).save({ bounds: { x: 1 }, maximized: true });
    expect(keptValue(file).load()).toEqual({ bounds: { x: 1 }, maximized: true });
    keptValue(file).save({ bounds: { x: 2 } });
    expect(keptValue(file).load()).toEqual({ bounds: { x: 2 } });
    expect(readdirSync(join(file, '..'))).toEqual(['window.json']);
  });

  it('is nothing where the file is damaged', () => {
    const file = join(folderFor(), 'window.json');
    writeFileSync(file, '{"bounds": {"x"');
    expect(keptValue(file).load()).toBeUndefined();
  });

  it('is forgotten, not fatal, where nothing can be written', () => {
    const file = join(folderFor(), 'a-file');
    writeFileSync(file, '');
    const kept = keptValue(join(file, 'window.json'));
    kept.save({ bounds: {} });
    expect(kept.load()).toBeUndefined();
  });
});
