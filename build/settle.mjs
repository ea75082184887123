import { chmodSync, lutimesSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Gives every file of a folder one time, and rights that depend on nobody's umask: two packages of the same sources on
 * the same runtime are then the same.
 * @param {string} folder
 * @param {number} epoch seconds since 1970
 */
export function settle(folder, epoch) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) settle(path, epoch);
    else if (entry.isFile()) chmodSync(path, statSync(path).mode & 0o100 ? 0o755 : 0o644);
    if (!entry.isDirectory()) lutimesSync(path, epoch, epoch);
  }
  chmodSync(folder, 0o755);
  lutimesSync(folder, epoch, epoch);
}
