import { readFile, realpath, stat } from 'node:fs/promises';
import { extname, join, sep } from 'node:path';
import type { Assets, FoundAsset } from './assets-port';
import { securityHeaders } from './headers';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
};

/** Serves the files of one folder: only names that a build makes, only types listed here, never anything outside. */
export function createAssets(folder: string): Assets {
  const find = async (pathname: string): Promise<FoundAsset | null> => {
    const name = assetName(pathname);
    if (name === null) return null;
    const type = TYPES[extname(name).toLowerCase()];
    if (type === undefined) return null;
    try {
      const [root, file] = await Promise.all([realpath(folder), realpath(join(folder, name))]);
      // A link inside the folder must not lead out of it either.
      return file.startsWith(root + sep) && (await stat(file)).isFile() ? { type, file } : null;
    } catch {
      // Not there, unreadable: to a caller all the same.
      return null;
    }
  };
  return {
    find,
    load: async (pathname) => {
      const found = await find(pathname);
      try {
        return found === null ? null : { type: found.type, body: await readFile(found.file) };
      } catch {
        return null;
      }
    },
    headers: securityHeaders,
  };
}

/**
 * The file a pathname means, relative to the folder, or null. A name is plain segments of letters, digits, `-`, `_` and `.`
 * that do not begin with a dot: what needs decoding, a backslash, a drive letter or `..` is no name a build makes.
 */
function assetName(pathname: string): string | null {
  if (pathname === '/' || pathname === '') return 'index.html';
  if (pathname.length > 500 || !pathname.startsWith('/')) return null;
  const segments = pathname.slice(1).split('/');
  return segments.every((segment) => /^[A-Za-z0-9_-][A-Za-z0-9_.-]*$/.test(segment)) ? segments.join('/') : null;
}
