import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const FPM = resolve(import.meta.dirname, '../../scripts/lib/package/fpm.mjs');
const hasDpkg = existsSync('/usr/bin/dpkg-deb');

/** The stand-in for fpm, called as electron-builder calls it. */
describe.runIf(hasDpkg)('the stand-in for fpm', { timeout: 30_000 }, () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'meridian-fpm-'));
    mkdirSync(join(folder, 'app', 'bin'), { recursive: true });
    writeFileSync(join(folder, 'app', 'bin', 'tool'), '#!/bin/sh\n', { mode: 0o700 });
    writeFileSync(join(folder, 'app', 'data'), 'x'.repeat(3_000), { mode: 0o600 });
    writeFileSync(join(folder, 'thing.desktop'), '[Desktop Entry]\n');
    writeFileSync(join(folder, 'install.sh'), '#!/bin/sh\necho installed\n');
    writeFileSync(join(folder, 'remove.sh'), '#!/bin/sh\necho removed\n');
  });
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  function build(name: string, more: readonly string[] = []): string {
    const file = join(folder, name);
    const args = [
      ...['-s', 'dir', '--force', '-t', 'deb', '-d', 'libnss3', '-d', 'libgtk-3-0 | libgtk-3-0t64'],
      ...['--deb-recommends', 'gnome-keyring', '--deb-compression', 'gz', '--architecture', 'amd64'],
      ...['--after-install', join(folder, 'install.sh'), '--after-remove', join(folder, 'remove.sh')],
      ...[
        '--description',
        'A thing\n That does what things do, at some length so that the line must be broken somewhere',
      ],
      ...['--version', '1.0.0~beta', '--package', file, '--name', 'thing', '--maintainer', 'A <a@b.invalid>'],
      ...[
        '--vendor',
        'A',
        '--url',
        'https://thing.invalid',
        '--category',
        'admin',
        '--deb-priority',
        'optional',
        '--license',
        'MIT',
      ],
      ...more,
      `${join(folder, 'app')}/=/opt/Thing`,
      `${join(folder, 'thing.desktop')}=/usr/share/applications/thing.desktop`,
    ];
    execFileSync(process.execPath, [FPM, ...args], {
      env: { ...process.env, SOURCE_DATE_EPOCH: '1700000000' },
      stdio: 'pipe',
    });
    return file;
  }
  const ask = (...args: readonly string[]): string => execFileSync('dpkg-deb', args, { encoding: 'utf8' });

  it('writes what a deb needs: fields, scripts, sums, files of root with rights that depend on nobody', () => {
    const file = build('thing.deb');
    expect(ask('--field', file).trimEnd().split('\n')).toEqual([
      'Package: thing',
      'Version: 1.0.0~beta',
      'Architecture: amd64',
      'Maintainer: A <a@b.invalid>',
      'Installed-Size: 5',
      'Depends: libnss3, libgtk-3-0 | libgtk-3-0t64',
      'Recommends: gnome-keyring',
      'Section: admin',
      'Priority: optional',
      'Homepage: https://thing.invalid',
      'Description: A thing',
      ' That does what things do, at some length so that the line must be broken',
      ' somewhere',
    ]);
    const lines = ask('--contents', file)
      .trimEnd()
      .split('\n')
      .map((line) => line.replace(/\s+/g, ' ').split(' '));
    expect(lines.every(([, owner, , date]) => owner === 'root/root' && date === '2023-11-14')).toBe(true);
    expect(
      lines
        .filter(([rights]) => rights?.startsWith('-'))
        .map(([rights, , , , , path]) => `${rights ?? ''} ${path ?? ''}`),
    ).toEqual([
      '-rwxr-xr-x ./opt/Thing/bin/tool',
      '-rw-r--r-- ./opt/Thing/data',
      '-rw-r--r-- ./usr/share/applications/thing.desktop',
    ]);
    const control = join(folder, 'control');
    ask('--control', file, control);
    expect(readFileSync(join(control, 'postinst'), 'utf8')).toContain('echo installed');
    expect(readFileSync(join(control, 'postrm'), 'utf8')).toContain('echo removed');
    expect(readFileSync(join(control, 'md5sums'), 'utf8').trimEnd().split('\n')).toHaveLength(3);
  });

  it('makes the same file twice, whenever the sources were written and whatever the umask was', () => {
    const first = readFileSync(build('one.deb'));
    chmodSync(join(folder, 'app', 'data'), 0o666);
    utimesSync(join(folder, 'app', 'data'), 1_000_000_000, 1_000_000_000);
    expect(readFileSync(build('two.deb')).equals(first)).toBe(true);
    writeFileSync(join(folder, 'app', 'data'), 'y'.repeat(3_000));
    expect(readFileSync(build('three.deb')).equals(first)).toBe(false);
  });

  it('refuses what it does not know, instead of leaving it out', () => {
    expect(() => build('four.deb', ['--deb-systemd', 'thing.service'])).toThrow(/deb-systemd/);
  });
});
