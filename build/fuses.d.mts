/**
 * What @electron/fuses takes. Of the runtime that is shipped every fuse must be named here: a new one fails the build.
 * @param {string} version of Electron
 * @param {boolean} strict
 * @returns {import('@electron/fuses').FuseConfig}
 */
export function fuseConfig(version: string, strict: boolean): import('@electron/fuses').FuseConfig;
/**
 * @typedef {object} Fuse
 * @property {keyof typeof FuseV1Options} name
 * @property {boolean} on
 * @property {string} why
 */
/** @type {readonly Fuse[]} in the order of the wire */
export const fuses: readonly Fuse[];
export function fusesOf(version: string): readonly Fuse[];
export type Fuse = {
  name: keyof typeof FuseV1Options;
  on: boolean;
  why: string;
};
import { FuseV1Options } from '@electron/fuses';
