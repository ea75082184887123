import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { withLock } from './lock.mjs';
import { modules, out, root, scratch } from './paths.mjs';
import { capture, pinnedNode } from './run.mjs';
import { elapsed, PlainError, say } from './terminal.mjs';

const sources = ['shared', 'main', 'preload', 'renderer'];
const settings = ['electron.vite.config.ts', 'package.json', 'package-lock.json', 'tsconfig.base.json'];
const results = ['main/index.cjs', 'main/cli.cjs', 'preload/index.cjs', 'renderer/index.html'];
const stampFile = join(out, '.stamp');

/**
 * Makes sure that out/ was built from the present sources.
 * @returns {Promise<boolean>} whether something had to be built
 */
export async function ensureBuild() {
  if (isFresh(sourceHash())) return false;
  return withLock(
    join(scratch, 'build.lock'),
    {
      onWait: () => {
        say('build: another process builds, waiting ...');
      },
    },
    () => {
      const hash = sourceHash();
      if (isFresh(hash)) return false;
      build(hash);
      return true;
    },
  );
}

/** @param {string} hash */
function isFresh(hash) {
  if (!existsSync(stampFile) || readFileSync(stampFile, 'utf8') !== hash) return false;
  return results.every((path) => existsSync(join(out, path)));
}

/** Over contents, not times: a checkout or a copy changes times only. */
function sourceHash() {
  const hash = createHash('sha256');
  for (const name of settings) hash.update(`${name}\0`).update(readFileSync(join(root, name)));
  for (const top of sources) {
    const files = readdirSync(join(root, top), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .sort();
    for (const file of files) hash.update(`${file.slice(root.length)}\0`).update(readFileSync(file));
  }
  return hash.digest('hex');
}

/**
 * Builds beside out/ and swaps the whole folder, so that nobody starts from half a build.
 * @param {string} hash
 */
function build(hash) {
  say('build: main, preload and window ...');
  const since = performance.now();
  const fresh = join(scratch, 'build-new');
  const old = join(scratch, 'build-old');
  for (const folder of [fresh, old]) rmSync(folder, { recursive: true, force: true });
  const result = capture(pinnedNode(), [join(modules, 'electron-vite', 'bin', 'electron-vite.js'), 'build'], {
    env: { ...process.env, MERIDIAN_OUT: fresh, NODE_ENV: 'production' },
  });
  if (!result.ok) throw new PlainError(`The build failed:\n${stripVTControlCharacters(result.output).trim()}`);
  writeFileSync(join(fresh, '.stamp'), hash);
  mkdirSync(scratch, { recursive: true });
  if (existsSync(out)) renameSync(out, old);
  renameSync(fresh, out);
  rmSync(old, { recursive: true, force: true });
  say(`build: done in ${elapsed(since)}`);
}
