// Switches inside the runtime's executable that nobody can turn back without breaking its signature.
import { FuseV1Options, FuseVersion } from '@electron/fuses';

/**
 * @typedef {object} Fuse
 * @property {keyof typeof FuseV1Options} name
 * @property {boolean} on
 * @property {string} why
 */

/** @type {readonly Fuse[]} in the order of the wire */
export const fuses = [
  { name: 'RunAsNode', on: false, why: 'The signed program cannot be used to run any script (ELECTRON_RUN_AS_NODE).' },
  {
    name: 'EnableCookieEncryption',
    on: true,
    why: 'What Chromium keeps of a session is encrypted with a key of the system.',
  },
  {
    name: 'EnableNodeOptionsEnvironmentVariable',
    on: false,
    why: 'NODE_OPTIONS and NODE_EXTRA_CA_CERTS cannot load code or trust into it.',
  },
  { name: 'EnableNodeCliInspectArguments', on: false, why: 'No debugger: --inspect and SIGUSR1 open nothing.' },
  {
    name: 'EnableEmbeddedAsarIntegrityValidation',
    on: true,
    why: 'A changed app.asar does not start. Electron checks it on macOS and Windows only.',
  },
  { name: 'OnlyLoadAppFromAsar', on: true, why: 'A folder beside app.asar is never started in its place.' },
  { name: 'LoadBrowserProcessSpecificV8Snapshot', on: false, why: 'There is no snapshot of its own to load.' },
  {
    name: 'GrantFileProtocolExtraPrivileges',
    on: false,
    why: 'The window is not served from file://, so file:// needs no privileges.',
  },
  { name: 'WasmTrapHandlers', on: true, why: 'As Electron sets it.' },
];

/**
 * How many fuses a runtime has: newer ones were added at the end of the wire.
 * @param {string} version of Electron
 */
function wireLength(version) {
  const major = Number.parseInt(version, 10);
  if (major >= 41) return 9;
  return major >= 29 ? 8 : 7;
}

/**
 * @param {string} version of Electron
 * @returns {readonly Fuse[]} those this runtime has
 */
export const fusesOf = (version) => fuses.slice(0, wireLength(version));

/**
 * What @electron/fuses takes. Of the runtime that is shipped every fuse must be named here: a new one fails the build.
 * @param {string} version of Electron
 * @param {boolean} strict
 * @returns {import('@electron/fuses').FuseConfig}
 */
export function fuseConfig(version, strict) {
  const settings = Object.fromEntries(fusesOf(version).map(({ name, on }) => [FuseV1Options[name], on]));
  return /** @type {import('@electron/fuses').FuseConfig} */ ({
    version: FuseVersion.V1,
    resetAdHocDarwinSignature: process.platform === 'darwin',
    strictlyRequireAllFuses: strict,
    ...settings,
  });
}
