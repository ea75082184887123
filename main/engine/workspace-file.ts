import { stat } from 'node:fs/promises';
import { describeProblem } from '../../shared/domain/yaml/read-yaml';
import { parseWorkspace } from '../../shared/domain/workspace/parse';
import type { Workspace } from '../../shared/domain/workspace/types';
import { err, type Result } from '../../shared/lib/result';
import { calendarFiles, withCalendars } from './freeze-calendars';
import { readText } from './read-text';
import { SECOND, type Ms } from '../../shared/lib/time';

/** How often the file is looked at for a change; its time stamp costs nothing, and watches of the system lose replaced files. */
const LOOK: Ms = SECOND;

/** Reads a workspace file; the error is one line a problem, `FILE:LINE:COLUMN key: expected ...`. */
export function readWorkspaceFile(file: string): Result<Workspace, readonly string[]> {
  const text = readText(file, 'a readable workspace file');
  if (!text.ok) return err([text.error]);
  const parsed = parseWorkspace(text.value);
  if (!parsed.ok) return err(parsed.error.map((problem) => describeProblem(file, problem)));
  return withCalendars(parsed.value, file, Date.now());
}

/** Tells one state of a file from another, also when an editor put a new file in its place. Taken before the file is read. */
export async function stampOf(file: string): Promise<string> {
  try {
    const { ino, size, mtimeNs } = await stat(file, { bigint: true });
    return `${ino} ${size} ${mtimeNs}`;
  } catch {
    return 'cannot be read';
  }
}

/**
 * Reads the file again whenever it changed since `stamp`, which also counts what happened between the first reading and this
 * watch; `pause` is the time between two looks. Returns its stop.
 */
export function watchWorkspaceFile(
  file: string,
  stamp: string,
  onChange: (result: Result<Workspace, readonly string[]>) => void,
  pause: Ms = LOOK,
  /** Calendars of its freezes: a change of theirs is one of the workspace. */
  calendars: readonly string[] = [],
): () => void {
  let known = stamp;
  let beside = calendars;
  let knownBeside: string | null = null;
  const life = new AbortController();
  // Asked anew each time: it may be stopped while the stamps are taken.
  const isStopped = (): boolean => life.signal.aborted;
  let timer: NodeJS.Timeout | undefined;
  const look = async (): Promise<void> => {
    const now = await stampOf(file);
    const nowBeside = (await Promise.all(beside.map(stampOf))).join();
    if (isStopped()) return;
    timer = setTimeout(() => void look(), pause).unref();
    const isNew = now !== known || (knownBeside !== null && nowBeside !== knownBeside);
    knownBeside = nowBeside;
    if (!isNew) return;
    known = now;
    const read = readWorkspaceFile(file);
    if (read.ok) {
      beside = calendarFiles(read.value, file);
      knownBeside = (await Promise.all(beside.map(stampOf))).join();
    }
    if (!isStopped()) onChange(read);
  };
  void look();
  return () => {
    life.abort();
    clearTimeout(timer);
  };
}
