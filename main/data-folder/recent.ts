import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, isAbsolute } from 'node:path';

/** Where a window was opened: a workspace (null: the demo) and its data folder, both absolute. */
export interface RecentPlace {
  readonly workspace: string | null;
  readonly data: string;
}

const MOST = 8;

/** Puts a place in front of the list. A list that cannot be written costs only that a link does not find its window. */
export function rememberPlace(file: string, place: RecentPlace): void {
  try {
    const others = readPlaces(file).filter(({ data }) => data !== place.data);
    mkdirSync(dirname(file), { recursive: true });
    const aside = `${file}.${process.pid}`;
    writeFileSync(aside, JSON.stringify([place, ...others].slice(0, MOST)), { mode: 0o600 });
    renameSync(aside, file);
  } catch {
    // Said above.
  }
}

/**
 * Where a link belongs that names no place, as every link does: to the window that runs, else to the last one that ran. Null when
 * none did, or its workspace file is gone.
 */
export function placeForLink(file: string, isRunning: (data: string) => boolean): RecentPlace | null {
  const places = readPlaces(file);
  const there = places.filter(({ workspace }) => workspace === null || existsSync(workspace));
  return places.find(({ data }) => isRunning(data)) ?? there[0] ?? null;
}

function readPlaces(file: string): readonly RecentPlace[] {
  try {
    const stored: unknown = JSON.parse(readFileSync(file, 'utf8'));
    return Array.isArray(stored) ? stored.slice(0, MOST).flatMap(parsePlace) : [];
  } catch {
    return [];
  }
}

function parsePlace(value: unknown): readonly RecentPlace[] {
  if (typeof value !== 'object' || value === null) return [];
  const { workspace, data } = value as Readonly<Record<string, unknown>>;
  if (typeof data !== 'string' || !isAbsolute(data)) return [];
  if (workspace !== null && (typeof workspace !== 'string' || !isAbsolute(workspace))) return [];
  return [{ workspace, data }];
}
