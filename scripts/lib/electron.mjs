// Which Electron runs the window. In this order:
//   1. ELECTRON_OVERRIDE_DIST_PATH  a folder with an Electron of the reader's choice
//   2. the official Electron that package.json pins (fetched by scripts/lib/electron-fetch.mjs)
//   3. on linux-x64 the old Electron 25 out of an npm package: for tests and for the demo, where 2 cannot be had
// Nothing here downloads; scripts/setup.mjs does.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { modules, userCache } from './paths.mjs';

/**
 * @typedef {object} Runtime
 * @property {'override' | 'official' | 'old'} kind
 * @property {string} path of the executable
 * @property {string} version
 * @property {boolean} outdated gets no security fixes: not for a configured workspace, which means real credentials
 */

/** Electron itself supports its three newest majors; the pinned one is 45. */
const OLDEST_TRUSTED_MAJOR = 43;

export const OLD_VERSION = '25.1.1';

/** @returns {string} the folder of the old Electron; its `version` file is written last, so it tells that all is there */
export function oldElectronFolder() {
  return join(userCache(), 'electron', `${OLD_VERSION}-linux-x64`);
}

/** @returns {Runtime | undefined} */
export function findElectron() {
  const override = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  if (override) return runtimeIn('override', override);
  return runtimeIn('official', join(modules, 'electron', 'dist')) ?? runtimeIn('old', oldElectronFolder());
}

/**
 * @param {Runtime['kind']} kind
 * @param {string} folder
 * @returns {Runtime | undefined}
 */
function runtimeIn(kind, folder) {
  const path = join(folder, executableName());
  const versionFile = join(folder, 'version');
  if (!existsSync(path)) return undefined;
  // Without a version file nobody can tell its age (and a fetched runtime is not complete).
  if (!existsSync(versionFile) && kind !== 'override') return undefined;
  const version = existsSync(versionFile) ? readFileSync(versionFile, 'utf8').trim().replace(/^v/, '') : 'unknown';
  const major = Number.parseInt(version, 10);
  return { kind, path, version, outdated: !(major >= OLDEST_TRUSTED_MAJOR) };
}

/** @returns {string} */
function executableName() {
  if (process.platform === 'darwin') return 'Electron.app/Contents/MacOS/Electron';
  return process.platform === 'win32' ? 'electron.exe' : 'electron';
}
