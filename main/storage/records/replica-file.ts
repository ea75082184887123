import { readFileSync } from 'node:fs';
import type { PersonId, ReplicaId } from '../../../shared/records/ids';
import { writeDurably } from './durable-file';

/** Who writes in this data folder, and which database was written last. Stands outside of the database (R41). */
export interface ReplicaFile {
  /** One for each person who used the folder. */
  readonly replicas: Readonly<Record<PersonId, ReplicaId>>;
  /** Of the machine and the folder: a copy elsewhere is another replica. */
  readonly machine: string;
  /** The database bears one of them: the first from now on, the second if the last start was cut off. */
  readonly tokens: readonly string[];
  /** Highest number that was given when the database was closed last; 0 while it is open. */
  readonly seq: number;
  /** Size and time of the file when it was closed in order; null while it is open. */
  readonly closed: { readonly size: number; readonly modified: number } | null;
}

/** `none` where there is no such file; null for one that cannot be understood. */
export function readReplicaFile(file: string): ReplicaFile | 'none' | null {
  let content: string;
  try {
    content = readFileSync(file, 'utf8');
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'ENOENT' ? 'none' : null;
  }
  try {
    return parse(JSON.parse(content));
  } catch {
    return null;
  }
}

function parse(value: unknown): ReplicaFile | null {
  if (typeof value !== 'object' || value === null) return null;
  const { replicas, machine, tokens, seq, closed } = value as Readonly<Record<string, unknown>>;
  if (typeof replicas !== 'object' || replicas === null || Array.isArray(replicas)) return null;
  const named = Object.entries(replicas).filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  if (typeof machine !== 'string' || typeof seq !== 'number' || !Array.isArray(tokens)) return null;
  return {
    replicas: Object.fromEntries(named),
    machine,
    tokens: tokens.filter((token): token is string => typeof token === 'string'),
    seq,
    closed: parseClosed(closed),
  };
}

function parseClosed(value: unknown): ReplicaFile['closed'] {
  if (typeof value !== 'object' || value === null) return null;
  const { size, modified } = value as Readonly<Record<string, unknown>>;
  return typeof size === 'number' && typeof modified === 'number' ? { size, modified } : null;
}

/** Throws where it cannot. */
export const writeReplicaFile = (file: string, value: ReplicaFile): void =>
  writeDurably(file, `${JSON.stringify(value, null, 2)}\n`);
