// Makes packages: collects what goes inside, lets electron-builder build, and refuses a result that is not what we mean.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findElectron } from '../electron.mjs';
import { withLock } from '../lock.mjs';
import { out, root, scratch } from '../paths.mjs';
import { capture, pinnedNode } from '../run.mjs';
import { which } from '../system.mjs';
import { elapsed, PlainError, say, warn } from '../terminal.mjs';
import { contentProblems, contentsPage, readBudget, readContents } from './contents.mjs';
import { collectParts, licenceFile, licenceProblems } from './parts.mjs';
import { sbom } from './sbom.mjs';
import { find7za } from './targets.mjs';

const here = fileURLToPath(new URL('.', import.meta.url));
/** Debian's own policy for a time nobody set: that of the last change. */
const SOME_TIME = 1_767_225_600;

/**
 * @typedef {object} Packages
 * @property {string} folder of the results
 * @property {string} unpacked the folder one can start
 * @property {string} version
 * @property {{ version: string, shipped: boolean }} runtime
 */

/**
 * Makes the packages if they are not there, made of what is there now.
 * @param {{ targets: readonly string[], quick?: boolean }} options `quick`: for tests, larger files made sooner
 * @returns {Promise<Packages>}
 */
export async function ensurePackages({ targets, quick = false }) {
  const plan = planPackages(quick);
  await withLock(
    join(scratch, 'package.lock'),
    {
      onWait: () => {
        say('package: another process makes packages, waiting ...');
      },
    },
    () => {
      const stampFile = join(plan.folder, '.stamp');
      const stamp = stampOf(plan, quick);
      /** @type {{ stamp?: string, targets?: string[] }} */
      const last = existsSync(stampFile) ? JSON.parse(readFileSync(stampFile, 'utf8')) : {};
      const there = last.stamp === stamp && existsSync(plan.unpacked) ? (last.targets ?? []) : [];
      if (targets.every((target) => there.includes(target))) return;
      make(plan, targets, quick);
      writeFileSync(stampFile, JSON.stringify({ stamp, targets: [...new Set([...targets, 'dir'])] }));
    },
  );
  const { folder, unpacked, version, runtime } = plan;
  return { folder, unpacked, version, runtime };
}

/** @typedef {ReturnType<typeof planPackages>} Plan */

/** @param {boolean} quick */
function planPackages(quick) {
  const found = findElectron();
  if (!found) {
    throw new PlainError(
      'There is no Electron to put into a package.',
      'Run "node scripts/setup.mjs --for-tests" and see what it says, or set ELECTRON_OVERRIDE_DIST_PATH.',
    );
  }
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const shipped = found.version === manifest.devDependencies.electron;
  const source = process.platform === 'darwin' ? dirname(dirname(dirname(dirname(found.path)))) : dirname(found.path);
  // On Windows and macOS a package is made for two processors: electron-builder fetches both runtimes itself.
  const folder = shipped && process.platform !== 'linux' ? null : source;
  // Those of the tests are made quickly and are nobody's business.
  const base = quick ? join(scratch, 'packages') : join(root, 'dist');
  const output = join(base, shipped ? 'release' : `test-runtime-${found.version}`);
  const unpackedName = {
    linux: process.arch === 'arm64' ? 'linux-arm64-unpacked' : 'linux-unpacked',
    win32: 'win-unpacked',
    darwin: process.arch === 'arm64' ? 'mac-arm64' : 'mac',
  }[/** @type {'linux' | 'win32' | 'darwin'} */ (process.platform)];
  return {
    folder: output,
    unpacked: join(output, unpackedName),
    // Sorts before the release of the same number, wherever somebody looks.
    version: /** @type {string} */ (shipped ? manifest.version : `${manifest.version}-test-runtime.${found.version}`),
    runtime: { version: found.version, folder, shipped },
    executable: found.path,
    system: `${process.platform}-${process.arch}`,
    updates: readUpdates(shipped),
  };
}

/**
 * Where a package looks for updates, and whose signature it believes. Both or none.
 * @param {boolean} shipped
 */
function readUpdates(shipped) {
  const feed = process.env.MERIDIAN_UPDATE_FEED ?? '';
  const keys = (process.env.MERIDIAN_UPDATE_KEY ?? '').split(/[\s,]+/).filter((key) => key !== '');
  if (feed === '' && keys.length === 0) return null;
  if (feed === '' || keys.length === 0) {
    throw new PlainError(
      'MERIDIAN_UPDATE_FEED and MERIDIAN_UPDATE_KEY belong together: an address without a key would prove nothing.',
      'Set both, or none for a package without updates.',
    );
  }
  if (!shipped)
    throw new PlainError(
      'A test package never looks for updates.',
      'Unset MERIDIAN_UPDATE_FEED and MERIDIAN_UPDATE_KEY.',
    );
  return { feed, keys };
}

/**
 * @param {Plan} plan
 * @param {boolean} quick
 */
function stampOf({ version, runtime, updates, system }, quick) {
  const hash = createHash('sha256');
  hash.update(
    JSON.stringify([
      version,
      runtime,
      updates,
      system,
      quick,
      process.env.MERIDIAN_HOMEPAGE,
      process.env.MERIDIAN_MAINTAINER,
    ]),
  );
  for (const file of [join(out, '.stamp'), join(root, 'LICENSE'), ...files(join(root, 'build')), ...files(here)])
    hash.update(`${relative(root, file)}\0`).update(readFileSync(file));
  return hash.digest('hex');
}

/** @param {string} folder */
const files = (folder) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();

/**
 * @param {Plan} plan
 * @param {readonly string[]} targets
 * @param {boolean} quick
 */
function make(plan, targets, quick) {
  const since = performance.now();
  const { runtime, version } = plan;
  say(`package: Meridian ${version} on Electron ${runtime.version} (${targets.join(', ')}) ...`);
  if (!runtime.shipped) {
    warn(
      `Electron ${runtime.version} is not the one that is released. These are TEST packages: for demo data and tests, never for people.\n` +
        'They are named so, lie in a folder of their own, and say so in their window.',
    );
  }
  const generated = generate(plan);
  rmSync(plan.folder, { recursive: true, force: true });
  const making = {
    version,
    runtime,
    output: plan.folder,
    generated,
    epoch: epoch(),
    updates: plan.updates,
    quick,
  };
  const result = capture(pinnedNode(), [join(here, 'builder.mjs'), JSON.stringify({ making, targets })], {
    env: { ...process.env, ...tools(quick), SOURCE_DATE_EPOCH: String(making.epoch), FORCE_COLOR: '0' },
  });
  if (!result.ok) throw new PlainError(`electron-builder failed:\n${result.output.trim()}`);
  check(plan);
  // What electron-builder notes for itself holds paths of this machine.
  for (const name of ['builder-debug.yml', 'builder-effective-config.yaml'])
    rmSync(join(plan.folder, name), { force: true });
  sums(plan.folder);
  say(`package: done in ${elapsed(since)}: ${relative(root, plan.folder)}`);
}

/** @param {boolean} quick */
function tools(quick) {
  const sevenZip = find7za();
  return {
    ...(sevenZip !== undefined && { ELECTRON_BUILDER_7ZIP_PATH: sevenZip }),
    ...(which('dpkg-deb') && { CUSTOM_FPM_PATH: join(here, 'fpm.mjs') }),
    // The best levels take minutes and save a few percent.
    ...(process.platform === 'linux' && { ELECTRON_BUILDER_COMPRESSION_LEVEL: quick ? '1' : '6' }),
  };
}

/** The time of every file inside: SOURCE_DATE_EPOCH, else that of the last commit. */
function epoch() {
  const given = Number(process.env.SOURCE_DATE_EPOCH || Number.NaN);
  if (Number.isInteger(given)) return given;
  const commit = capture('git', ['log', '-1', '--format=%ct']);
  return commit.ok && commit.stdout.trim() !== '' ? Number(commit.stdout) : SOME_TIME;
}

/**
 * Writes the files that every package carries beside the program.
 * @param {Plan} plan
 * @returns {string} their folder
 */
function generate({ version, runtime, executable, system, updates }) {
  const parts = collectParts();
  const problems = licenceProblems(parts);
  if (problems.length > 0)
    throw new PlainError(
      `Licences:\n  ${problems.join('\n  ')}`,
      'Allow them in scripts/lib/package/parts.mjs, or leave the package out.',
    );
  const folder = join(scratch, 'package');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const licence = readFileSync(join(root, 'LICENSE'), 'utf8');
  writeFileSync(join(folder, 'LICENSE.txt'), licence);
  writeFileSync(join(folder, 'THIRD-PARTY-LICENCES.txt'), licenceFile(parts, `Electron ${runtime.version}`));
  writeFileSync(
    join(folder, 'sbom.cdx.json'),
    sbom({ version, parts, runtime: versionsOf(executable), system, epoch: epoch() }),
  );
  writeFileSync(
    join(folder, 'copyright'),
    `${licence}\nWork of others in this package: /opt/Meridian/resources/THIRD-PARTY-LICENCES.txt,\n/opt/Meridian/LICENSE.electron.txt and /opt/Meridian/LICENSES.chromium.html\n`,
  );
  if (updates) writeFileSync(join(folder, 'update.json'), `${JSON.stringify(updates)}\n`);
  return folder;
}

/** @param {string} executable of an Electron before its fuses are set */
function versionsOf(executable) {
  const asked = capture(executable, ['-p', 'JSON.stringify(process.versions)'], {
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
  });
  if (!asked.ok) throw new PlainError(`${executable} does not run:\n${asked.output.trim()}`);
  const { electron, node } = JSON.parse(asked.stdout);
  return { electron, chrome: chromiumOf(executable), node };
}

/**
 * Run as Node, a runtime does not tell its Chromium; the words of its user agent do.
 * @param {string} executable
 */
function chromiumOf(executable) {
  const framework = join(executable, '../../Frameworks/Electron Framework.framework/Electron Framework');
  const program = readFileSync(existsSync(framework) ? framework : executable);
  for (let from = program.indexOf('Chrome/'); from >= 0; from = program.indexOf('Chrome/', from + 1)) {
    const version = /^Chrome\/(\d+\.\d+\.\d+\.\d+)[ \0]/.exec(program.toString('latin1', from, from + 40))?.[1];
    if (version !== undefined) return version;
  }
  throw new PlainError(`The version of Chromium cannot be read from ${executable}.`);
}

/** @param {Plan} plan */
function check({ unpacked }) {
  const problems = contentProblems(readContents(unpacked), readBudget());
  if (problems.length > 0) {
    throw new PlainError(
      `The package is not what it should be:\n  ${problems.join('\n  ')}`,
      'Leave out what does not belong there (build/electron-builder.config.mjs), or decide for it: build/budget.json, scripts/lib/package/contents.mjs.',
    );
  }
}

/**
 * @param {Packages} packages
 * @param {string} system
 */
export function writeContentsPage({ unpacked, runtime }, system) {
  const file = join(root, 'docs', 'package-contents.md');
  const page = contentsPage(readContents(unpacked), {
    budget: readBudget(),
    runtime: runtime.version,
    system,
    parts: collectParts(),
  });
  if (!existsSync(file) || readFileSync(file, 'utf8') !== page) writeFileSync(file, page);
}

/** @param {string} folder */
function sums(folder) {
  const lines = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
    .map((entry) => join(folder, entry.name))
    .sort()
    .map((file) => `${createHash('sha256').update(readFileSync(file)).digest('hex')}  ${basename(file)}\n`);
  if (lines.length > 0) writeFileSync(join(folder, 'SHA256SUMS'), lines.join(''));
}
