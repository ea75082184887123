// Which kinds of packages can be made on this machine, and why not the others.
import { existsSync } from 'node:fs';
import { which } from '../system.mjs';

/**
 * @typedef {object} Target
 * @property {string} name as in build/electron-builder.config.mjs
 * @property {NodeJS.Platform} platform it is for
 * @property {() => Promise<string | undefined>} lacks why it cannot be made here, and what helps; undefined: it can
 */

const ANSWER_MS = 5_000;

/** electron-builder fetches its tools from here. */
async function withoutDownloads() {
  try {
    await fetch('https://github.com/electron-userland/electron-builder-binaries/releases', {
      method: 'HEAD',
      signal: AbortSignal.timeout(ANSWER_MS),
    });
    return undefined;
  } catch {
    return 'GitHub, where its tools come from, cannot be reached';
  }
}

/**
 * @param {NodeJS.Platform} platform
 * @param {string} word
 */
const elsewhere = (platform, word) => async () =>
  process.platform === platform ? undefined : `it is made on ${word} (signing and its tools are at home there)`;

/** @type {readonly Target[]} */
export const targets = [
  { name: 'dir', platform: 'linux', lacks: elsewhere('linux', 'Linux') },
  {
    name: 'tar.gz',
    platform: 'linux',
    lacks: async () => {
      if (process.platform !== 'linux') return elsewhere('linux', 'Linux')();
      if (find7za() !== undefined) return undefined;
      return (await withoutDownloads()) === undefined ? undefined : 'there is no 7za (apt-get install p7zip-full)';
    },
  },
  {
    name: 'deb',
    platform: 'linux',
    lacks: async () => {
      if (process.platform !== 'linux') return elsewhere('linux', 'Linux')();
      if (which('dpkg-deb')) return undefined;
      return (await withoutDownloads()) === undefined ? undefined : 'there is neither dpkg-deb nor a way to fetch fpm';
    },
  },
  {
    name: 'AppImage',
    platform: 'linux',
    lacks: async () => {
      if (process.platform !== 'linux') return elsewhere('linux', 'Linux')();
      const tools = process.env.APPIMAGE_TOOLS_PATH;
      if (tools !== undefined && existsSync(tools)) return undefined;
      const why = await withoutDownloads();
      return why === undefined ? undefined : `${why} (or set APPIMAGE_TOOLS_PATH to electron-builder's AppImage tools)`;
    },
  },
  { name: 'nsis', platform: 'win32', lacks: elsewhere('win32', 'Windows') },
  { name: 'dmg', platform: 'darwin', lacks: elsewhere('darwin', 'macOS') },
  { name: 'zip', platform: 'darwin', lacks: elsewhere('darwin', 'macOS') },
];

/** @returns {string | undefined} the 7za of this machine */
export const find7za = () => process.env.ELECTRON_BUILDER_7ZIP_PATH || which('7za');
