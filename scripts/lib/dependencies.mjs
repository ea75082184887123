import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withLock } from './lock.mjs';
import { modules, root, scratch } from './paths.mjs';
import { npm, pinnedNode, pinnedNodeVersion, capture } from './run.mjs';
import { elapsed, PlainError, say, warn } from './terminal.mjs';

const stampFile = join(modules, '.meridian-stamp');

/**
 * Makes sure that node_modules is what package-lock.json says; installs if it is not.
 * @param {string} [label] starts the progress line, such as "1/4 "
 */
export async function ensureDependencies(label = '') {
  if (isStamped()) return;
  await withLock(
    join(scratch, 'setup.lock'),
    {
      onWait: () => {
        say(`${label}dependencies: another process installs them, waiting ...`);
      },
    },
    () => {
      if (isStamped()) return;
      checkManifest();
      if (!matchesLockfile()) install(label);
      writeFileSync(stampFile, stamp());
    },
  );
}

/** Says so if the Node that came with the dependencies is missing: an install script brings it, and those can be off. */
export function checkPinnedNode() {
  const wanted = pinnedNodeVersion();
  const node = pinnedNode();
  const found = capture(node, ['-p', 'process.versions.node']).stdout.trim();
  if (node !== process.execPath && found === wanted) return;
  if (node === process.execPath && process.versions.node === wanted) return;
  warn(
    `node_modules holds no Node ${wanted} (npm was told to run no install scripts), so everything runs on Node ${found || process.versions.node}.\n` +
      'To get it: npm rebuild node --ignore-scripts=false',
  );
}

/** A stamp names the lockfile it was made from, so a changed lockfile invalidates it by itself. */
function stamp() {
  const lockfile = readFileSync(join(root, 'package-lock.json'));
  return `${createHash('sha256').update(lockfile).digest('hex')} ${process.platform}-${process.arch}`;
}

function isStamped() {
  return existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp();
}

/** @param {string} path */
function readJson(path) {
  return JSON.parse(readFileSync(path, 'utf8'));
}

/** `npm ci` says this too, but in twenty lines. */
function checkManifest() {
  const manifest = readJson(join(root, 'package.json'));
  const locked = readJson(join(root, 'package-lock.json')).packages[''];
  for (const kind of ['dependencies', 'devDependencies']) {
    if (sorted(manifest[kind]) === sorted(locked[kind])) continue;
    throw new PlainError(
      `package.json and package-lock.json name different ${kind}.`,
      'Run "npm install" to bring the lockfile up to date, then commit both.',
    );
  }
}

/**
 * npm ends some errors with sixty lines about its options.
 * @param {string} output
 */
function withoutUsage(output) {
  return output.split(/^npm error Usage:$/m)[0]?.trim() ?? '';
}

/** @param {Record<string, string> | undefined} versions */
function sorted(versions = {}) {
  return JSON.stringify(Object.entries(versions).sort());
}

/** True for a node_modules that `npm install` or `npm ci` left complete, even if not by this script. */
function matchesLockfile() {
  const hidden = join(modules, '.package-lock.json');
  if (!existsSync(hidden)) return false;
  const installed = readJson(hidden).packages;
  const locked = readJson(join(root, 'package-lock.json')).packages;
  for (const [path, wanted] of Object.entries(locked)) {
    if (path === '' || (wanted.optional && !(path in installed))) continue;
    if (installed[path]?.version !== wanted.version || !existsSync(join(root, path))) return false;
  }
  return Object.keys(installed).every((path) => path in locked || path.startsWith('node_modules/node/'));
}

/** @param {string} label */
function install(label) {
  say(`${label}dependencies: installing from the lockfile, about half a minute ...`);
  const since = performance.now();
  // The tools that build Meridian are devDependencies: NODE_ENV=production must not leave them out.
  const result = npm(['ci', '--include=dev', '--no-audit', '--no-fund']);
  if (!result.ok) {
    throw new PlainError(
      `"npm ci" failed:\n${withoutUsage(result.output)}`,
      'Check that npm reaches its registry ("npm ping") and that the disk has 1 GB free, then run the same command again.',
    );
  }
  say(`${label}dependencies: installed in ${elapsed(since)}`);
}
