import { existsSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { DAY, iso, type Ms } from '../../../shared/lib/time';

/** What a repair moved aside, with its journal (R53, R54). */
export interface PutAside {
  readonly file: string;
  /** Everything of it is known to be in the store: it is no only copy of anything. */
  readonly isRecovered: boolean;
  /** When it is removed. */
  readonly until: Ms;
}

/** As long as the oldest backup (R42): what was redacted is gone by then. */
const KEPT: Ms = 30 * DAY;
const NAME = /^damaged-(\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d\.\d{3}Z)(-recovered)?(-\d+)?\.db$/;
const SUFFIXES = ['', '-wal', '-shm'] as const;

/** Moves a store out of the way of the new one; null where there is none. */
export function putAside(file: string, now: Ms, isRecovered: boolean): PutAside | null {
  if (!SUFFIXES.some((suffix) => existsSync(`${file}${suffix}`))) return null;
  const stem = join(dirname(file), `damaged-${iso(now).replaceAll(':', '-')}${isRecovered ? '-recovered' : ''}`);
  let target = `${stem}.db`;
  for (let again = 2; SUFFIXES.some((suffix) => existsSync(`${target}${suffix}`)); again += 1)
    target = `${stem}-${again}.db`;
  for (const suffix of SUFFIXES)
    if (existsSync(`${file}${suffix}`)) renameSync(`${file}${suffix}`, `${target}${suffix}`);
  return { file: basename(target), isRecovered, until: now + KEPT };
}

function listPutAside(folder: string): readonly PutAside[] {
  if (!existsSync(folder)) return [];
  // Of a store that was gone only the journal may have been moved.
  const names = new Set(readdirSync(folder).map((name) => name.replace(/-(wal|shm)$/, '')));
  return [...names].flatMap((file): readonly PutAside[] => {
    const [, stamp, recovered] = NAME.exec(file) ?? [];
    const at = Date.parse((stamp ?? '').replace(/T(\d\d)-(\d\d)-/, 'T$1:$2:'));
    return Number.isNaN(at) ? [] : [{ file, isRecovered: recovered !== undefined, until: at + KEPT }];
  });
}

function remove(folder: string, file: string): void {
  for (const suffix of SUFFIXES) rmSync(join(folder, `${file}${suffix}`), { force: true });
}

/** Removes what is older than 30 days. */
export function clearPutAside(folder: string, now: Ms): void {
  for (const { file, until } of listPutAside(folder)) if (now >= until) remove(folder, file);
}

/** After a redaction: removes what holds nothing the store has not. Returns the others, which may be the only copy of words. */
export function redactPutAside(folder: string): readonly PutAside[] {
  const all = listPutAside(folder);
  for (const { file, isRecovered } of all) if (isRecovered) remove(folder, file);
  return all.filter(({ isRecovered }) => !isRecovered);
}
