import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { parseFeed, readUpdateSettings, type Circumstances } from '../../main/updates/settings';
import { holds } from '../builders/property';
import { newPublisher } from './feed';
import { anyPath } from '../builders/any-text';

const { publicKey } = newPublisher();
const feed = 'https://updates.example.com/meridian/';

function place(
  part: Partial<Circumstances> = {},
): Circumstances & { readonly told: string[]; readonly folder: string } {
  const folder = mkdtempSync(join(tmpdir(), 'meridian-settings-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const resources = join(folder, 'mount', 'resources');
  mkdirSync(resources, { recursive: true });
  writeFileSync(join(folder, 'Meridian.AppImage'), '');
  const told: string[] = [];
  const executable = join(folder, 'mount', 'meridian');
  return {
    packaged: true,
    platform: 'linux',
    resources,
    executable,
    log: (line) => told.push(line),
    told,
    folder,
    ...part,
    environment: { APPIMAGE: join(folder, 'Meridian.AppImage'), APPDIR: join(folder, 'mount'), ...part.environment },
  };
}

const configured = { MERIDIAN_UPDATE_FEED: feed, MERIDIAN_UPDATE_KEY: publicKey };

describe('updates are off', () => {
  it('unless a feed is configured', () => {
    expect(readUpdateSettings(place())).toEqual({ kind: 'off', reason: 'no-feed' });
  });

  it('in a tree that is no package, whatever is configured', () => {
    const where = place({ packaged: false, environment: configured });
    expect(readUpdateSettings(where)).toEqual({ kind: 'off', reason: 'development' });
  });

  it('where they were switched off', () => {
    const where = place({ environment: { ...configured, MERIDIAN_UPDATES: 'off' } });
    expect(readUpdateSettings(where)).toEqual({ kind: 'off', reason: 'switched-off' });
  });

  it.each([
    ['a feed without a key', { MERIDIAN_UPDATE_FEED: feed }],
    ['a key without a feed', { MERIDIAN_UPDATE_KEY: publicKey }],
    ['plain http to another machine', { ...configured, MERIDIAN_UPDATE_FEED: 'http://updates.example.com/' }],
    [
      'a name that only looks like this machine',
      { ...configured, MERIDIAN_UPDATE_FEED: 'http://localhost.example.com/' },
    ],
    ['a file', { ...configured, MERIDIAN_UPDATE_FEED: 'file:///srv/updates/' }],
    ['a password', { ...configured, MERIDIAN_UPDATE_FEED: 'https://me:secret@updates.example.com/' }],
    ['a query', { ...configured, MERIDIAN_UPDATE_FEED: `${feed}?token=1` }],
    ['no address', { ...configured, MERIDIAN_UPDATE_FEED: 'updates' }],
    ['a key that is none', { ...configured, MERIDIAN_UPDATE_KEY: 'AAAA' }],
  ])('with %s, and the log says why without a secret', (_what, environment) => {
    const where = place({ environment });
    expect(readUpdateSettings(where)).toEqual({ kind: 'off', reason: 'bad-settings' });
    expect(where.told).toHaveLength(1);
    expect(where.told[0]).not.toMatch(/secret|token=/);
  });

  it.each([
    ['a folder that was unpacked', {}, 'linux'],
    ['an archive of Windows without its installer', {}, 'win32'],
  ] as const)('in %s', (_what, _none, platform) => {
    const where = place({ platform, environment: { ...configured, APPIMAGE: undefined, APPDIR: undefined } });
    expect(readUpdateSettings(where)).toEqual({ kind: 'off', reason: 'folder' });
  });

  it('where the AppImage of the environment is that of another program, which would be overwritten', () => {
    const where = place({ environment: configured });
    const started = { ...where, executable: '/opt/meridian/meridian' };
    expect(readUpdateSettings(started)).toEqual({ kind: 'off', reason: 'folder' });
  });
});

describe('updates are on', () => {
  it('by the environment, for an AppImage', () => {
    const where = place({
      environment: { ...configured, MERIDIAN_UPDATE_FEED: 'https://updates.example.com/meridian' },
    });
    expect(readUpdateSettings(where)).toEqual({
      kind: 'on',
      feed: { url: feed, keys: [publicKey] },
      installation: { kind: 'appimage', file: where.environment['APPIMAGE'] },
    });
  });

  it('by the package, which the environment cannot change', () => {
    const where = place({ environment: { ...configured, MERIDIAN_UPDATE_FEED: 'https://evil.example.com/' } });
    writeFileSync(join(where.resources, 'update.json'), JSON.stringify({ feed, keys: [publicKey] }));
    expect(readUpdateSettings(where)).toMatchObject({ kind: 'on', feed: { url: feed } });
    expect(where.told.join()).toMatch(/ignored/);
  });

  it('never by a broken file of the package together with the environment', () => {
    const where = place({ environment: configured });
    writeFileSync(join(where.resources, 'update.json'), '{');
    expect(readUpdateSettings(where)).toEqual({ kind: 'off', reason: 'bad-settings' });
  });

  it.each(['deb', 'rpm'])('only to tell, where the system owns the files: %s', (type) => {
    const where = place({ environment: { ...configured, APPIMAGE: undefined, APPDIR: undefined } });
    writeFileSync(join(where.resources, 'package-type'), `${type}\n`);
    expect(readUpdateSettings(where)).toMatchObject({ kind: 'on', installation: { kind: 'system-package' } });
  });

  it('on Windows where the installer put it, and on macOS', () => {
    const windows = place({ platform: 'win32', environment: configured });
    writeFileSync(join(windows.folder, 'mount', 'Uninstall Meridian.exe'), '');
    expect(readUpdateSettings(windows)).toMatchObject({ kind: 'on', installation: { kind: 'nsis' } });
    const mac = place({ platform: 'darwin', environment: configured });
    expect(readUpdateSettings(mac)).toMatchObject({ kind: 'on', installation: { kind: 'mac' } });
  });
});

describe('a feed', () => {
  it('is https, or on this machine; anything else never comes through', () => {
    for (const url of ['http://127.0.0.1:8080/', 'http://[::1]/', 'http://localhost/x/'])
      expect(parseFeed({ feed: url, keys: [publicKey] })).toMatchObject({ ok: true });
    const address = fc
      .tuple(fc.constantFrom('http', 'ftp', 'ws'), fc.webAuthority(), anyPath)
      .map(([scheme, authority, path]) => `${scheme}://${authority}${path}`);
    holds(
      fc.property(fc.oneof(address, fc.string(), fc.anything()), (url) => {
        const result = parseFeed({ feed: url, keys: [publicKey] });
        if (result.ok) expect(new URL(result.value.url).protocol).toBe('https:');
      }),
      1_000,
    );
  });

  it('takes one to four keys', () => {
    const keys = (count: number) => Array.from({ length: count }, () => newPublisher().publicKey);
    expect(parseFeed({ feed, keys: keys(4) }).ok).toBe(true);
    expect(parseFeed({ feed, keys: keys(5) }).ok).toBe(false);
    expect(parseFeed({ feed, keys: [] }).ok).toBe(false);
    expect(parseFeed({ feed, keys: publicKey }).ok).toBe(false);
    expect(parseFeed([feed, publicKey]).ok).toBe(false);
    expect(parseFeed(null).ok).toBe(false);
  });
});
