import { spawn } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { chmod, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { Trouble } from './trouble';

export interface AppImageSwap {
  /** The downloaded file. */
  readonly from: string;
  /** base64 */
  readonly sha512: string;
  /** The name the publisher gave it. */
  readonly name: string;
  /** The file a person starts. */
  readonly current: string;
}

/**
 * Puts a new AppImage in the place of the running one and gives its path. It is copied beside the old one, checked while it is
 * copied, and takes its place in one step: at no moment is there no Meridian, and what is checked is what is installed.
 * (electron-updater removes the old file first and moves the new one over afterwards, unchecked.)
 * A name without a version was chosen by a person and stays; one with a version becomes the new version's.
 */
export async function swapAppImage({ from, sha512, name, current }: AppImageSwap): Promise<string> {
  const keepsName = basename(current) === name || !/\d+\.\d+\.\d+/.test(basename(current));
  const target = keepsName ? current : join(dirname(current), name);
  const copy = join(dirname(current), `${COPY}${randomUUID()}`);
  const { mode } = await stat(current);
  await removeLeftovers(dirname(current));
  try {
    await copyChecked(from, copy, sha512);
    await chmod(copy, (mode & 0o777) | 0o100);
    await rename(copy, target);
  } catch (error) {
    await rm(copy, { force: true });
    throw error;
  }
  if (target !== current) await rm(current, { force: true });
  return target;
}

const COPY = '.meridian-update-';

/** Of a Meridian that ended while it copied. */
async function removeLeftovers(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    if (name.startsWith(COPY)) await rm(join(folder, name), { force: true });
  }
}

async function copyChecked(from: string, to: string, sha512: string): Promise<void> {
  const hash = createHash('sha512');
  const source = await open(from, 'r');
  try {
    const target = await open(to, 'wx', 0o600);
    try {
      const block = Buffer.alloc(1_048_576);
      for (;;) {
        const { bytesRead } = await source.read(block, 0, block.length, null);
        if (bytesRead === 0) break;
        const part = block.subarray(0, bytesRead);
        hash.update(part);
        await target.writeFile(part);
      }
      // A power cut after the swap must not leave an empty program.
      await target.sync();
    } finally {
      await target.close();
    }
  } finally {
    await source.close();
  }
  if (hash.digest('base64') !== sha512) throw new Trouble('altered-file');
}

/** The runtime of an AppImage sets these for itself; the next one sets its own. */
const OF_THE_OLD = ['APPIMAGE', 'APPDIR', 'ARGV0', 'OWD'];

/** Starts it as this one was started: same words, same folder. */
export function startAppImage(file: string, words: readonly string[]): void {
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !OF_THE_OLD.includes(name)));
  const child = spawn(file, words, { detached: true, stdio: 'ignore', env });
  // Nobody is left to be told: this process ends now.
  child.on('error', () => undefined);
  child.unref();
}
