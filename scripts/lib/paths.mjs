import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
export const modules = join(root, 'node_modules');
/** Scratch files of this checkout: locks, build folders, test reports. Ignored by git. */
export const scratch = join(root, '.cache');
export const out = join(root, 'out');

/** What is shared by all checkouts of one user and survives `npm ci`: the Electron runtimes. */
export function userCache() {
  const { XDG_CACHE_HOME, LOCALAPPDATA } = process.env;
  if (process.platform === 'win32')
    return join(LOCALAPPDATA ?? join(homedir(), 'AppData', 'Local'), 'meridian', 'Cache');
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Caches', 'meridian');
  return join(XDG_CACHE_HOME || join(homedir(), '.cache'), 'meridian');
}
