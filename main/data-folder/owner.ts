import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { err, ok, type Result } from '../../shared/lib/result';
import type { Ms } from '../../shared/lib/time';
import type { Processes } from './processes';

/** Who holds a data folder. One folder has one owner (product.md 10). */
export interface Owner {
  readonly pid: number;
  /** `app`, `serve`, `status`, ...: for a person, and for a command that goes through the owner. */
  readonly kind: string;
  readonly startedAt: Ms;
  /** Address of browser mode while it is served, without any token. */
  readonly url: string | null;
}

export type OwnProblem =
  | { readonly kind: 'owned'; readonly owner: Owner; readonly message: string }
  /** The folder cannot be made or written. */
  | { readonly kind: 'unusable'; readonly message: string };

export interface Ownership {
  readonly owner: Owner;
  /** Tells others where this owner can be reached; null takes it back. */
  announce(url: string | null): void;
  /** Gives the folder free; also happens when the process exits. A second time does nothing. */
  release(): void;
}

export interface OwnOptions {
  readonly folder: string;
  readonly file: string;
  readonly kind: string;
  readonly now: Ms;
  readonly processes: Processes;
  /** A value no other process has, to tell our file from another's. */
  readonly mark: string;
}

/** What stands in the file: the owner, and how to tell that it is still the same process. */
interface Claim extends Owner {
  /** Of the process, where the system tells one (`Processes.birth`). */
  readonly birth: string | null;
  readonly mark: string;
}

/** Tries: each failed one means that another process came or went meanwhile. */
const TRIES = 5;

/**
 * Makes this process the owner of a data folder, or tells who is. A file of a process that is gone is taken over.
 * The file appears whole or not at all (written aside, then linked into place, which fails where one exists), so nobody ever
 * reads half of one.
 */
export function ownFolder(options: OwnOptions): Result<Ownership, OwnProblem> {
  const { folder, file, processes } = options;
  const { pid } = processes;
  const owner: Owner = { pid, kind: options.kind, startedAt: options.now, url: null };
  const claim: Claim = { ...owner, birth: processes.birth(pid), mark: options.mark };
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    for (let attempt = 0; attempt < TRIES; attempt += 1) {
      if (place(file, claim)) return ok(hold(options, claim));
      const found = read(file);
      if (found === 'gone') continue;
      if (found !== null && isAlive(found, processes))
        return err({ kind: 'owned', owner: plain(found), message: owned(folder, found) });
      remove(file, found, options.mark);
    }
    return err({ kind: 'unusable', message: `${folder} changes hands all the time` });
  } catch (error) {
    return err({
      kind: 'unusable',
      message: `${folder} cannot be used: ${error instanceof Error ? error.message : 'unknown error'}`,
    });
  }
}

/** Who holds a folder now, without trying to hold it; null when nobody does. */
export function currentOwner(file: string, processes: Processes): Owner | null {
  const found = read(file);
  return found !== null && found !== 'gone' && isAlive(found, processes) ? plain(found) : null;
}

function hold({ file, processes, mark }: OwnOptions, claim: Claim): Ownership {
  let current = claim;
  let held = true;
  const isOurs = (): boolean => {
    const found = read(file);
    return found !== null && found !== 'gone' && found.mark === mark;
  };
  const release = (): void => {
    stopExit();
    if (!held) return;
    held = false;
    try {
      if (isOurs()) rmSync(file, { force: true });
    } catch {
      // The folder went away meanwhile, or may no longer be written: the file then is stale and the next start takes it over.
    }
  };
  const stopExit = processes.onExit(release);
  return {
    owner: plain(claim),
    announce: (url) => {
      if (!held || !isOurs()) return;
      current = { ...current, url };
      const aside = `${file}.${mark}`;
      try {
        writeFileSync(aside, text(current), { mode: 0o600 });
        renameSync(aside, file);
      } catch {
        rmSync(aside, { force: true });
      }
    },
    release,
  };
}

/** Puts a claim where none is; false when one is there. */
function place(file: string, claim: Claim): boolean {
  const aside = `${file}.${claim.mark}`;
  writeFileSync(aside, text(claim), { mode: 0o600, flag: 'wx' });
  try {
    linkSync(aside, file);
    return true;
  } catch (error) {
    if (hasCode(error, ['EEXIST'])) return false;
    // Some file systems (FAT, some network shares) know no links: exclusive creation is the next best.
    if (!hasCode(error, ['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK', 'UNKNOWN', 'EISDIR', 'EINVAL']))
      throw error;
    return createExclusive(file, claim);
  } finally {
    rmSync(aside, { force: true });
  }
}

function createExclusive(file: string, claim: Claim): boolean {
  try {
    writeFileSync(file, text(claim), { mode: 0o600, flag: 'wx' });
    return true;
  } catch (error) {
    if (hasCode(error, ['EEXIST'])) return false;
    throw error;
  }
}

/** The claim that stands there; null for one that cannot be understood, `gone` when there is none. */
function read(file: string): Claim | null | 'gone' {
  let content: string;
  try {
    content = readFileSync(file, 'utf8');
  } catch (error) {
    // A folder that is a file, or lies in one, has no owner either; making it then says what is wrong.
    if (hasCode(error, ['ENOENT', 'ENOTDIR'])) return 'gone';
    throw error;
  }
  try {
    return parse(JSON.parse(content));
  } catch {
    return null;
  }
}

function parse(value: unknown): Claim | null {
  if (typeof value !== 'object' || value === null) return null;
  const { pid, kind, startedAt, url, birth, mark } = value as Readonly<Record<string, unknown>>;
  if (typeof pid !== 'number' || !Number.isSafeInteger(pid) || pid <= 0) return null;
  if (typeof kind !== 'string' || typeof startedAt !== 'number' || typeof mark !== 'string') return null;
  return {
    pid,
    kind,
    startedAt,
    url: typeof url === 'string' ? url : null,
    birth: typeof birth === 'string' ? birth : null,
    mark,
  };
}

/** Whether the process that made the claim still runs: the number alone may belong to another by now. */
function isAlive(claim: Claim, processes: Processes): boolean {
  if (!processes.isRunning(claim.pid)) return false;
  const birth = processes.birth(claim.pid);
  if (claim.birth !== null && birth !== null) return claim.birth === birth;
  const notBefore = claim.pid === processes.pid ? processes.startedAt() : processes.bootedAt();
  return claim.startedAt >= notBefore;
}

/**
 * Takes a dead claim away. It is moved first and looked at then: had another process put its own there meanwhile, that one goes
 * back to its place.
 */
function remove(file: string, dead: Claim | null, mark: string): void {
  const aside = join(dirname(file), `owner.stale-${mark}.json`);
  try {
    renameSync(file, aside);
  } catch (error) {
    if (hasCode(error, ['ENOENT'])) return;
    throw error;
  }
  try {
    const moved = read(aside);
    if (moved !== null && moved !== 'gone' && moved.mark !== dead?.mark) linkSync(aside, file);
  } catch (error) {
    if (!hasCode(error, ['EEXIST'])) throw error;
  } finally {
    rmSync(aside, { force: true });
  }
}

const text = (claim: Claim): string => `${JSON.stringify(claim)}\n`;
const plain = ({ pid, kind, startedAt, url }: Owner): Owner => ({ pid, kind, startedAt, url });

const owned = (folder: string, { kind, pid, startedAt }: Owner): string =>
  `${folder} is in use by Meridian (${kind}, process ${pid}, since ${new Date(startedAt).toISOString()})`;

const hasCode = (error: unknown, codes: readonly string[]): boolean =>
  error instanceof Error && 'code' in error && codes.includes(error.code as string);
