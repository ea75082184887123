import { createHash } from 'node:crypto';
import { existsSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { deserialize, serialize } from 'node:v8';
import type { Snapshot } from '../shared/domain/snapshot/types';
import { isEqual } from '../shared/lib/equal';
import type { Ms } from '../shared/lib/time';
import { places } from './data-folder/locations';
import { Board, type KeptBoard } from './engine/board';
import { pictureOfKept } from './engine/kept-board';
import { endpointsAsked, openGround } from './ground';
import { STORE_FILE } from './storage/file-name';
import { VERSION } from './version';

/** Whose picture it is. */
export interface PicturePlace {
  /** The workspace file, null for the demo. */
  readonly workspace: string | null;
  readonly folder: string;
}

/** Bytes of a file that say what the rest is, then the rest. */
interface Stamp {
  /** Written by this very program: what is read back is what its types say. */
  readonly program: string;
  /** P9: this workspace file, with this text, at this AWS. */
  readonly workspace: string;
  /** The store as it was left: whatever was written to it since is not in the picture. */
  readonly store: string;
  /** Of the rest. */
  readonly digest: string;
}

/**
 * The picture a start begins with, before the engine and its store are loaded (P9). Null where it cannot be known without
 * them: nothing was kept, another program, workspace or AWS, a store that was written to since, or that was not closed.
 */
export async function firstPicture(place: PicturePlace, now: () => Ms): Promise<Snapshot | null> {
  try {
    if (!existsSync(join(place.folder, STORE_FILE))) {
      // Nothing was ever known here.
      const ground = await openGround(place.workspace);
      return ground.ok ? new Board(ground.value.scope).picture(1, now()) : null;
    }
    const kept = await readKept(place);
    return kept === null ? null : pictureOfKept(kept, now());
  } catch {
    // Nothing is there, or it cannot be read: the engine makes the picture, and says what is wrong.
    return null;
  }
}

async function readKept(place: PicturePlace): Promise<KeptBoard | null> {
  const bytes = await readFile(places(place.folder).picture);
  const end = bytes.indexOf('\n');
  const body = bytes.subarray(end + 1);
  const isOurs = isEqual(JSON.parse(bytes.toString('utf8', 0, end)), stampOf(place, body));
  return isOurs ? (deserialize(body) as KeptBoard) : null;
}

/** Keeps what the next start begins with. After the store was closed; nothing is kept of a workspace file that is not what runs. */
export async function keepPicture(place: PicturePlace, kept: KeptBoard): Promise<void> {
  const file = places(place.folder).picture;
  const aside = `${file}.new`;
  try {
    if (!(await isWhatRuns(place, kept))) {
      await rm(file, { force: true });
      return;
    }
    const body = serialize(kept);
    await mkdir(dirname(file), { recursive: true });
    // Whole or not at all: written aside, then put into place.
    await writeFile(aside, [`${JSON.stringify(stampOf(place, body))}\n`, body], { mode: 0o600 });
    await rename(aside, file);
  } catch {
    // The next start takes its time.
    await rm(aside, { force: true }).catch(() => undefined);
  }
}

/** The file may have changed a moment ago, or may be broken while the last good one runs on. */
async function isWhatRuns({ workspace }: PicturePlace, { scope }: KeptBoard): Promise<boolean> {
  if (scope.problem !== null) return false;
  const ground = await openGround(workspace);
  return ground.ok && isDeepStrictEqual(ground.value.scope, scope);
}

/** Throws where a file of it cannot be looked at. */
function stampOf({ workspace, folder }: PicturePlace, body: Uint8Array): Stamp {
  return {
    program: `${VERSION} ${basename(__filename)} ${process.versions.v8}`,
    workspace: workspace === null ? 'demo' : workspaceStamp(resolve(workspace)),
    store: storeStamp(join(folder, STORE_FILE)),
    digest: digestOf(body),
  };
}

const workspaceStamp = (file: string): string =>
  digestOf(JSON.stringify([file, realpathSync(file), digestOf(readFileSync(file)), endpointsAsked()]));

function storeStamp(file: string): string {
  // A journal is what a run left that did not end well, or has not ended.
  if (existsSync(`${file}-wal`) || existsSync(`${file}-journal`)) throw new Error('the store was not closed');
  const { ino, size, mtimeNs } = statSync(file, { bigint: true });
  return `${ino} ${size} ${mtimeNs}`;
}

const digestOf = (what: string | Uint8Array): string => createHash('sha256').update(what).digest('hex');
