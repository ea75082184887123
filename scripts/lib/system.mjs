// What the window and the tests need from the operating system, found by looking for the thing itself.
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { capture } from './run.mjs';
import { elapsed, say, warn } from './terminal.mjs';

/** Debian names; newer Debian and Ubuntu releases know some of them with the suffix t64. */
const windowPackages = [
  ...['libgtk-3-0', 'libnss3', 'libasound2', 'libgbm1', 'libatk-bridge2.0-0', 'libcups2', 'libdrm2', 'libxkbcommon0'],
  ...['libxcomposite1', 'libxdamage1', 'libxrandr2', 'dbus'],
];
/** xvfb-run needs xauth, which xvfb only recommends. */
const displayPackages = ['xvfb', 'xauth'];
const browserPackages = ['chromium'];

/**
 * @typedef {object} Need
 * @property {string} what is missing, in words
 * @property {readonly string[]} packages that bring it on Debian
 */

/** @returns {boolean} whether a window can be shown here */
export function hasDisplay() {
  if (process.platform !== 'linux') return true;
  return Boolean(process.env.DISPLAY) || Boolean(process.env.WAYLAND_DISPLAY);
}

/**
 * @param {string} name
 * @returns {string | undefined} the first executable of that name on the PATH
 */
export function which(name) {
  const suffix = process.platform === 'win32' ? '.exe' : '';
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    const path = join(folder, name + suffix);
    try {
      accessSync(path, constants.X_OK);
      return path;
    } catch {
      // Not in this folder.
    }
  }
  return undefined;
}

/** @returns {string | undefined} MERIDIAN_CHROMIUM, else a Chromium or Chrome of this machine */
export function findChromium() {
  const chosen = process.env.MERIDIAN_CHROMIUM;
  if (chosen) return existsSync(chosen) ? chosen : undefined;
  for (const name of ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome']) {
    const path = which(name);
    if (path) return path;
  }
  return [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  ].find((path) => existsSync(path));
}

/**
 * @param {string} electron path of the executable
 * @returns {Need[]}
 */
export function windowNeeds(electron) {
  if (process.platform !== 'linux' || !which('ldd')) return [];
  const missing = capture('ldd', [electron])
    .stdout.split('\n')
    .filter((line) => line.includes('not found'));
  const libraries = missing.map((line) => line.trim().split(' ')[0]);
  const some = libraries.slice(0, 3).join(', ') + (libraries.length > 3 ? ', ...' : '');
  return libraries.length === 0 ? [] : [{ what: `libraries of the window (${some})`, packages: windowPackages }];
}

/** @returns {Need[]} */
export function testNeeds() {
  const needs = [];
  if (!hasDisplay() && !(which('xvfb-run') && which('Xvfb') && which('xauth'))) {
    needs.push({ what: 'a display for the end-to-end tests (xvfb-run)', packages: displayPackages });
  }
  // It witnesses that nothing leaves the machine (test/e2e/recorder.ts).
  if (process.platform === 'linux' && !which('strace')) needs.push({ what: 'strace', packages: ['strace'] });
  if (!findChromium()) needs.push({ what: 'Chromium (or set MERIDIAN_CHROMIUM)', packages: browserPackages });
  return needs;
}

/** @returns {Need[]} what making packages and trying them out needs: a screen of its own, and the tools of two formats */
export function packageNeeds() {
  if (process.platform !== 'linux') return [];
  const needs = [];
  if (!which('Xvfb')) needs.push({ what: 'a virtual screen for the tests of the packages (Xvfb)', packages: ['xvfb'] });
  if (!which('7za')) needs.push({ what: '7za for tar.gz packages', packages: ['p7zip-full'] });
  if (!which('dpkg-deb')) needs.push({ what: 'dpkg-deb for deb packages', packages: ['dpkg'] });
  return needs;
}

/**
 * @param {readonly Need[]} needs
 * @returns {string} the command that brings them, for a person to run
 */
export function installCommand(needs) {
  const packages = available(needs.flatMap((need) => need.packages));
  const sudo = process.getuid?.() === 0 ? '' : 'sudo ';
  if (which('apt-get')) {
    return `${sudo}apt-get update && ${sudo}apt-get install -y --no-install-recommends ${packages.join(' ')}`;
  }
  return `install with the package manager of this system (Debian names): ${packages.join(' ')}`;
}

/**
 * Installs what is missing where that needs no question (root on a Debian); elsewhere says the command.
 * @param {readonly Need[]} needs
 * @param {string} label starts each line, such as "4/4 "
 */
export function installSystemPackages(needs, label) {
  if (needs.length === 0) return;
  const list = needs.map((need) => need.what).join(', ');
  if (process.getuid?.() !== 0 || !which('apt-get')) {
    warn(`missing: ${list}. To get it:\n  ${installCommand(needs)}`);
    return;
  }
  say(`${label}system: installing ${list} ...`);
  const since = performance.now();
  const options = { env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } };
  const wait = ['-o', 'DPkg::Lock::Timeout=300'];
  const update = capture('apt-get', ['update', '-qq', ...wait], options);
  const packages = available(needs.flatMap((need) => need.packages));
  const install = capture(
    'apt-get',
    ['install', '-y', '-qq', '--no-install-recommends', ...wait, ...packages],
    options,
  );
  if (!install.ok) {
    warn(
      `apt-get failed:\n${`${update.ok ? '' : update.output}${install.output}`.trim()}\nThe command was:\n  ${installCommand(needs)}`,
    );
    return;
  }
  say(`${label}system: installed in ${elapsed(since)}`);
}

/**
 * Replaces each name by what this release calls it.
 * @param {readonly string[]} names
 * @returns {string[]}
 */
function available(names) {
  const renamed = names.map((name) => `${name}t64`);
  if (!which('apt-cache')) return [...names];
  const known = new Set(capture('apt-cache', ['pkgnames', 'lib']).stdout.split('\n'));
  return names.map((name, index) => (known.has(renamed[index] ?? '') ? `${name}t64` : name));
}
