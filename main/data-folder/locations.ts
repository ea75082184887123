import { isAbsolute, join, resolve } from 'node:path';

export interface Surroundings {
  readonly platform: NodeJS.Platform;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** The home folder of the user. */
  readonly home: string;
  /** What a relative path is relative to. */
  readonly cwd: string;
}

/**
 * The data folder, absolute: the one asked for (`--data`), else MERIDIAN_DATA, else where the platform keeps the data of
 * programs. A demo has its own, so that trying it out never touches, or waits for, a team's data.
 */
export function dataFolder(asked: string | null, demo: boolean, where: Surroundings): string {
  const named = asked ?? given(where.environment.MERIDIAN_DATA);
  if (named !== null) return resolve(where.cwd, named);
  return join(platformFolder(where), demo ? 'demo' : 'default');
}

/** The list of places windows were opened at lately (recent.ts), beside the data folders. */
export const recentFile = (where: Surroundings): string => join(platformFolder(where), 'places.json');

function platformFolder({ platform, environment, home }: Surroundings): string {
  if (platform === 'win32') return join(given(environment.APPDATA) ?? join(home, 'AppData', 'Roaming'), 'Meridian');
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'Meridian');
  // The specification ignores a relative one.
  const xdg = given(environment.XDG_DATA_HOME);
  return join(xdg !== null && isAbsolute(xdg) ? xdg : join(home, '.local', 'share'), 'meridian');
}

const given = (value: string | undefined): string | null => (value === undefined || value === '' ? null : value);

/** What stands in a data folder. */
export const places = (
  folder: string,
): {
  readonly owner: string;
  readonly profile: string;
  readonly log: string;
  readonly window: string;
  readonly picture: string;
  readonly crashes: string;
  readonly dumps: string;
  readonly updates: string;
} => ({
  owner: join(folder, 'owner.json'),
  /** Chromium's own files (desktop app only). */
  profile: join(folder, 'window'),
  log: join(folder, 'meridian.log'),
  /** Where the window stood. */
  window: join(folder, 'window.json'),
  /** What the first picture of the next start is made of. */
  picture: join(folder, 'last-picture'),
  crashes: join(folder, 'crashes'),
  /** Memory dumps of native crashes (desktop app only). */
  dumps: join(folder, 'crashes', 'native'),
  /** A downloaded version until it is installed, and what was accepted last. */
  updates: join(folder, 'updates'),
});
