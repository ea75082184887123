import { randomUUID } from 'node:crypto';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { Result } from '../shared/lib/result';
import { dataFolder, places, recentFile, type Surroundings } from './data-folder/locations';
import { ownFolder, type Ownership, type OwnProblem } from './data-folder/owner';
import { thisMachine } from './data-folder/processes';

/** Where things lie: all a start needs before the window is on its way, and nothing that takes long to load. */
export const rendererFolder = join(__dirname, '..', 'renderer');

/** The data folder of a workspace: the one asked for, else MERIDIAN_DATA, else the platform's place for it. */
export const folderOf = (asked: string | null, demo: boolean): string => dataFolder(asked, demo, here());

const here = (): Surroundings => ({
  platform: process.platform,
  environment: process.env,
  home: homedir(),
  cwd: process.cwd(),
});

/** The list of recent windows: of an installed app only, whose links the system hands over. */
export const recentPlaces = (installed: boolean): string | null =>
  process.env.MERIDIAN_PLACES ?? (installed ? recentFile(here()) : null);

export const own = (folder: string, kind: string): Result<Ownership, OwnProblem> =>
  ownFolder({
    folder,
    file: places(folder).owner,
    kind,
    now: Date.now(),
    processes: thisMachine,
    mark: randomUUID(),
  });
