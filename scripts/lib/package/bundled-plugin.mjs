import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { root } from '../paths.mjs';

/** @typedef {{ readonly name: string, readonly version: string, readonly folder: string }} Bundled `folder` of the checkout */

/**
 * Writes down which npm packages really are in a bundle (those of which at least one character was kept), for the parts
 * list and the licences of a package.
 * @param {string} file JSON, an array of name, version and folder
 * @returns {import('vite').Plugin}
 */
export function listBundledPackages(file) {
  return {
    name: 'meridian-bundled-packages',
    generateBundle(_options, bundle) {
      /** @type {Map<string, Bundled>} */
      const found = new Map();
      for (const part of Object.values(bundle)) {
        if (part.type !== 'chunk') continue;
        for (const [id, { renderedLength }] of Object.entries(part.modules)) {
          const owner = renderedLength > 0 ? packageOf(id) : undefined;
          if (owner) found.set(`${owner.name}@${owner.version}`, owner);
        }
      }
      mkdirSync(dirname(file), { recursive: true });
      const list = [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, owner]) => owner);
      writeFileSync(file, `${JSON.stringify(list, null, 1)}\n`);
    },
  };
}

/**
 * The npm package of a module; undefined for our own. Folders inside a package may hold a package.json without a name.
 * @param {string} id
 * @returns {Bundled | undefined}
 */
function packageOf(id) {
  const path = id.replace(/^\0/, '').replace(/\?.*$/, '').replaceAll('\\', '/');
  if (!path.includes('/node_modules/')) return undefined;
  for (let folder = dirname(path); folder.includes('/node_modules/'); folder = dirname(folder)) {
    const manifest = join(folder, 'package.json');
    if (!existsSync(manifest)) continue;
    const { name, version } = JSON.parse(readFileSync(manifest, 'utf8'));
    if (typeof name === 'string' && typeof version === 'string')
      return { name, version, folder: relative(root, folder).replaceAll('\\', '/') };
  }
  throw new Error(`${path} belongs to no npm package`);
}
