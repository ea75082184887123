import { ok, type Result } from '../../../shared/lib/result';
import type { PersonId, ReplicaId } from '../../../shared/records/ids';
import type { LogProblem, RecordLog, ReplicaIdentity } from '../../records/record-log-port';
import { recordPlaces } from './places';
import type { RecordDatabase } from './record-database';
import { writeReplicaFile, type readReplicaFile, type ReplicaFile } from './replica-file';

export interface DecidedIdentity {
  readonly identity: ReplicaIdentity;
  readonly file: ReplicaFile;
  readonly retired: readonly ReplicaId[];
  readonly report: readonly string[];
}

/**
 * Who writes from now on (R41): the replica the folder had, or a new one where it is not sure that nobody else writes under that id, or
 * that no number is given twice. Marks file and folder, so that the next start can tell.
 */
export function decideIdentity(given: {
  readonly folder: string;
  readonly person: PersonId;
  readonly machine: string;
  readonly newId: () => string;
  readonly log: RecordLog;
  readonly found: ReplicaFile | 'none' | null;
  /** The database was made anew of what could be read. */
  readonly replaced: boolean;
  readonly forced: ReplicaId | null;
}): Result<DecidedIdentity, LogProblem> {
  const { folder, person, machine, newId, log, found, replaced, forced } = given;
  const token = log.meta('token');
  if (!token.ok) return token;
  const seq = log.lastSeq();
  if (!seq.ok) return seq;
  const known = found === null || found === 'none' ? null : found;
  const reason = reasonForNew({ known, replaced, forced, machine, isEmpty: seq.value === 0 });
  const before = known?.replicas ?? {};
  const writer = log.meta('replicas');
  if (!writer.ok) return writer;
  const used = [...new Set([...Object.values(before), ...parseIds(writer.value)])];
  const kept = reason === null ? before : {};
  const replica = forced ?? kept[person] ?? newId();
  const retired = [...new Set([...used.filter((id) => !Object.values({ ...kept, [person]: replica }).includes(id))])];

  const fresh = newId();
  const file: ReplicaFile = {
    replicas: { ...kept, [person]: replica },
    machine,
    // The file first: a start that is cut off between the two leaves the old mark in the database, and it is still known.
    tokens: [fresh, ...(token.value === null || token.value === 'backup' ? [] : [token.value])],
    seq: 0,
    closed: null,
  };
  const report = reason === null ? [] : [`This folder writes as a new replica: ${reason}.`];
  try {
    writeReplicaFile(recordPlaces(folder).replica, file);
  } catch {
    // It cannot be written: nothing changes, and neither does the mark of the database.
    return ok({ identity: { replica, person }, file: known ?? file, retired, report });
  }
  for (const [name, value] of [
    ['token', fresh],
    ['replicas', JSON.stringify([...new Set([...used, replica])])],
  ] as const) {
    const set = log.setMeta(name, value);
    if (!set.ok) return set;
  }
  return ok({ identity: { replica, person }, file, retired, report });
}

function reasonForNew(of: {
  readonly known: ReplicaFile | null;
  readonly replaced: boolean;
  readonly forced: ReplicaId | null;
  readonly machine: string;
  readonly isEmpty: boolean;
}): string | null {
  const { known, replaced, forced, machine, isEmpty } = of;
  if (replaced) return 'the store was repaired';
  if (forced !== null) return 'the store could not be opened at the start';
  if (known === null) return isEmpty ? null : 'the file that names it was missing or unreadable';
  if (known.machine !== machine) return 'the folder was copied or moved from elsewhere';
  return null;
}

function parseIds(text: string | null): readonly ReplicaId[] {
  try {
    const ids: unknown = JSON.parse(text ?? '[]');
    return Array.isArray(ids) ? ids.filter((id): id is string => typeof id === 'string') : [];
  } catch {
    return [];
  }
}

/** Why it is not the file that was written here last; null when it is, or that cannot be told. */
export function isAnotherFile(database: RecordDatabase, found: ReturnType<typeof readReplicaFile>): string | null {
  if (found === null || found === 'none') return null;
  const token = database.peek("SELECT peek(value) FROM meta WHERE name = 'token'");
  const last = database.peek('SELECT peek(seq) FROM (SELECT seq FROM log ORDER BY id DESC LIMIT 1)');
  if (!token.ok || !last.ok) return null;
  const mark = token.value[0]?.[0];
  if (typeof mark !== 'string' || !found.tokens.includes(mark))
    return mark === 'backup' ? 'a backup was put in its place' : 'another file was put in its place';
  return Number(last.value[0]?.[0] ?? 0) < found.seq ? 'an older state was put in its place' : null;
}
