import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { placeForLink, rememberPlace } from '../../main/data-folder/recent';

function rig() {
  const folder = mkdtempSync(join(tmpdir(), 'meridian-recent-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const workspace = join(folder, 'a.yaml');
  writeFileSync(workspace, '');
  return { folder, file: join(folder, 'deep', 'places.json'), workspace };
}

const nobody = () => false;

describe('where a link belongs', () => {
  it('is the window that runs, else the last that ran', () => {
    const { file, workspace } = rig();
    expect(placeForLink(file, nobody)).toBeNull();
    rememberPlace(file, { workspace, data: '/data/a' });
    rememberPlace(file, { workspace: null, data: '/data/demo' });
    expect(placeForLink(file, nobody)).toEqual({ workspace: null, data: '/data/demo' });
    expect(placeForLink(file, (data) => data === '/data/a')).toEqual({ workspace, data: '/data/a' });
    rememberPlace(file, { workspace, data: '/data/a' });
    expect(placeForLink(file, nobody)).toEqual({ workspace, data: '/data/a' });
  });

  it('is no place whose workspace file is gone, unless it runs', () => {
    const { file, workspace } = rig();
    rememberPlace(file, { workspace, data: '/data/a' });
    rememberPlace(file, { workspace: '/nowhere/b.yaml', data: '/data/b' });
    expect(placeForLink(file, nobody)?.data).toBe('/data/a');
    expect(placeForLink(file, (data) => data === '/data/b')?.data).toBe('/data/b');
  });

  it('is a short list, written whole or not at all', () => {
    const { file, folder } = rig();
    for (let n = 0; n < 20; n++) rememberPlace(file, { workspace: null, data: `/data/${n}` });
    expect(JSON.parse(readFileSync(file, 'utf8'))).toHaveLength(8);
    expect(readdirSync(join(folder, 'deep'))).toEqual(['places.json']);
  });

  it.each([
    '',
    '{',
    '7',
    '{}',
    '[7, null, {}]',
    '[{"data":"relative","workspace":null}]',
    '[{"data":"/d","workspace":7}]',
    '[{"data":"/d","workspace":"w.yaml"}]',
  ])('is nowhere when %s was kept', (text) => {
    const { folder } = rig();
    const file = join(folder, 'places.json');
    writeFileSync(file, text);
    expect(placeForLink(file, () => true)).toBeNull();
  });

  it('costs nothing where it cannot be kept', () => {
    const { folder } = rig();
    expect(() => rememberPlace(join(folder, 'a.yaml', 'x.json'), { workspace: null, data: '/d' })).not.toThrow();
  });
});
