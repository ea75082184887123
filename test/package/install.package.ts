import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, lstatSync, statSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { extractFile } from '@electron/asar';
import { Spec, Validation } from '@cyclonedx/cyclonedx-library';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { contentProblems, readBudget, readContents } from '../../scripts/lib/package/contents.mjs';
import { collectParts, licenceProblems } from '../../scripts/lib/package/parts.mjs';
import { openDisplay, showsMap, type Display } from './display';
import { ordinaryPerson, packages, removeFolder, rowsOf, start, stopAll, until, type Person } from './lab';

/** What is inside a package, and that each kind of it can be installed and started. */
let display: Display;
let person: Person;
let made: Awaited<ReturnType<typeof packages>>;
const folders: string[] = [];
beforeAll(async () => {
  made = await packages();
  display = await openDisplay();
}, 240_000);
afterAll(async () => {
  await display.stop();
});
afterEach(async () => {
  await stopAll();
  for (const folder of folders.splice(0)) removeFolder(folder);
});

const artifact = (ending: string): string => {
  const name = readdirSync(made.folder).find((file) => file.endsWith(ending));
  if (name === undefined) throw new Error(`there is no ${ending} in ${made.folder}`);
  return join(made.folder, name);
};

const run = (file: string, ...args: readonly string[]): string => execFileSync(file, args, { encoding: 'utf8' });

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'meridian-installed-'));
  execFileSync('chmod', ['755', made]);
  folders.push(made);
  return made;
}

/** Starts it, waits for the map, ends it, and looks into its database. */
async function works(program: string): Promise<void> {
  person = ordinaryPerson();
  folders.push(person.home);
  const data = join(person.home, 'data');
  const app = start(program, { person, display, words: ['--data', data] });
  await until('the demo map is on the screen', () => showsMap(display.picture()));
  expect(await app.stop()).toBe(0);
  expect(rowsOf(data).points).toBeGreaterThan(20);
}

describe('contents', () => {
  it('are what the budget allows, and nothing unexpected', () => {
    expect(contentProblems(readContents(made.unpacked), readBudget())).toEqual([]);
  });

  it('name no folder of the machine they were made on, and no tool of ours', () => {
    const { items } = readContents(made.unpacked);
    expect(items.filter(({ path }) => /\.(map|ts|md)$|(^|\/)(tests?|docs|scripts)\//.test(path))).toEqual([]);
    const checkout = resolve(import.meta.dirname, '../..');
    for (const name of ['app.asar', 'sbom.cdx.json', 'THIRD-PARTY-LICENCES.txt'])
      expect(readFileSync(join(made.unpacked, 'resources', name)).includes(checkout), name).toBe(false);
    const manifest = extractFile(join(made.unpacked, 'resources', 'app.asar'), 'package.json').toString();
    const { main, devDependencies, scripts, version } = JSON.parse(manifest) as Record<string, unknown>;
    expect({ main, devDependencies: devDependencies ?? {}, scripts: scripts ?? {}, version }).toEqual({
      main: 'out/main/packaged.cjs',
      devDependencies: {},
      scripts: {},
      version: made.version,
    });
  });

  it('list every part in a valid CycloneDX 1.6 file, with a licence text for each', async () => {
    const file = readFileSync(join(made.unpacked, 'resources', 'sbom.cdx.json'), 'utf8');
    expect(await new Validation.JsonStrictValidator(Spec.Version.v1dot6).validate(file)).toBeNull();
    const broken = file.replace('"bomFormat": "CycloneDX"', '"bomFormat": "Something"');
    expect(await new Validation.JsonStrictValidator(Spec.Version.v1dot6).validate(broken)).not.toBeNull();
    const parts = collectParts();
    expect(licenceProblems(parts)).toEqual([]);
    const listed = (JSON.parse(file) as { components: { group?: string; name: string; version?: string }[] })
      .components;
    const names = listed.map(
      ({ group, name, version }) => `${group === undefined ? '' : `${group}/`}${name}@${version ?? ''}`,
    );
    for (const { name, version } of parts) expect(names).toContain(`${name}@${version}`);
    expect(names).toContain(`Electron@${made.runtime.version}`);
    expect(names.filter((name) => /^(Chromium|Node\.js|SQLite)@\d+\.\d+\.\d+(\.\d+)?$/.test(name))).toHaveLength(3);
    for (const name of ['react', 'zod']) expect(listed.map((one) => one.name)).toContain(name);
    // Tools are not parts.
    for (const name of ['vite', 'eslint', 'electron-builder', 'typescript', 'playwright-core'])
      expect(listed.map((one) => one.name)).not.toContain(name);
    const licences = readFileSync(join(made.unpacked, 'resources', 'THIRD-PARTY-LICENCES.txt'), 'utf8');
    for (const { name, version, text } of parts) {
      expect(licences).toContain(`${name}${version === '' ? '' : ` ${version}`}\n`);
      expect(licences).toContain(text);
    }
    for (const name of ['LICENSE.electron.txt', 'LICENSES.chromium.html'])
      expect(statSync(join(made.unpacked, name)).size).toBeGreaterThan(1_000);
  });

  it('match the sums beside them; a test package says in its name that it is one', () => {
    const lines = readFileSync(join(made.folder, 'SHA256SUMS'), 'utf8').trim().split('\n');
    expect(lines).toHaveLength(2);
    for (const line of lines) {
      const [sum, name = ''] = line.split('  ');
      expect(
        createHash('sha256')
          .update(readFileSync(join(made.folder, name)))
          .digest('hex'),
      ).toBe(sum);
      expect(name.startsWith('TEST-ONLY-')).toBe(!made.runtime.shipped);
    }
    expect(made.folder.includes('test-runtime')).toBe(!made.runtime.shipped);
  });
});

describe('tar.gz', () => {
  it('unpacks anywhere and starts', async () => {
    const place = folder();
    run('tar', '-xzf', artifact('.tar.gz'), '-C', place);
    const [top = ''] = readdirSync(place);
    await works(join(place, top, 'meridian'));
  });
});

describe('deb', () => {
  const control = (field: string): string => run('dpkg-deb', '--field', artifact('.deb'), field).trim();

  it('says what it is and needs, and puts files where Debian expects them', () => {
    expect(control('Package')).toBe(made.runtime.shipped ? 'meridian' : 'meridian-test-runtime');
    // Older than the release of the same number.
    expect(control('Version')).toBe(made.version.replaceAll('-', '~'));
    expect(control('Depends').split(/,\s*/)).toEqual(expect.arrayContaining(['libnss3', 'libgbm1', 'xdg-utils']));
    const list = run('dpkg-deb', '--contents', artifact('.deb'));
    expect(list.split('\n').filter((line) => line !== '' && !line.includes(' root/root '))).toEqual([]);
    const place = folder();
    run('dpkg-deb', '--extract', artifact('.deb'), place);
    for (const size of [16, 22, 24, 32, 48, 64, 128, 256, 512])
      expect(existsSync(join(place, `usr/share/icons/hicolor/${size}x${size}/apps/meridian.png`))).toBe(true);
    const desktop = readFileSync(join(place, 'usr/share/applications/meridian.desktop'), 'utf8');
    expect(desktop).toMatch(/^Exec=\/opt\/Meridian\/meridian %U$/m);
    expect(desktop).toMatch(/^StartupWMClass=meridian$/m);
    expect(desktop).toMatch(/^MimeType=(?=.*application\/x-meridian-workspace;)(?=.*x-scheme-handler\/meridian;)/m);
    expect(readFileSync(join(place, 'usr/share/mime/packages/meridian.xml'), 'utf8')).toMatch(
      /glob pattern="\*\.meridian"/,
    );
    const name = control('Package');
    expect(readFileSync(join(place, `usr/share/doc/${name}/copyright`), 'utf8')).toMatch(/MIT License/);
  });

  // It changes this machine, for seconds: only root can, and never where a Meridian is installed.
  it.runIf(process.getuid?.() === 0 && !existsSync('/opt/Meridian'))(
    'installs, runs, answers on the command line, and leaves nothing but the data behind',
    async () => {
      const name = control('Package');
      // What it depends on is checked above; fetching it is not the business of a test.
      run('dpkg', '--install', '--force-depends', artifact('.deb'));
      try {
        await works('/usr/bin/meridian');
        expect(lstatSync('/usr/bin/meridian').isSymbolicLink()).toBe(true);
        const sandbox = statSync('/opt/Meridian/chrome-sandbox');
        expect(sandbox.uid).toBe(0);
        expect([0o755, 0o4755]).toContain(sandbox.mode & 0o7777);

        const words = ['status', '--json', '--data', join(person.home, 'cli')];
        const status = start('/usr/bin/meridian', { person, display, words });
        // Critical, as the demo is.
        expect(await status.ended).toBe(2);
        expect(status.output()).toMatch(/"workspace":\s*"demo"/);
        const blind = start('/usr/bin/meridian', {
          person,
          display: null,
          words: ['version'],
          environment: { PATH: '/bin' },
        });
        expect([0, 69]).toContain(await blind.ended);
        expect(blind.output()).toMatch(/^\d+\.\d+\.\d+|there is no display here/m);
        await stopAll();
      } finally {
        run('dpkg', '--purge', name);
      }
      expect(existsSync('/opt/Meridian')).toBe(false);
      expect(existsSync('/usr/share/applications/meridian.desktop')).toBe(false);
      expect(() => lstatSync('/usr/bin/meridian')).toThrow();
      expect(existsSync(join(person.home, 'data', 'last-known.sqlite'))).toBe(true);
    },
  );
});
