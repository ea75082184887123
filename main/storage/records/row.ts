import { createHash } from 'node:crypto';
import type { Entry, RecordHeads } from '../../../shared/records/entries';
import { parseEntry } from '../../../shared/records/parse-entry';

/** The columns of a row of the log that say what its entry is. */
export interface LogColumns {
  readonly type: number;
  readonly low: number;
  readonly high: number;
  readonly at: number;
  readonly heads: string | null;
  readonly body: Uint8Array;
  readonly checksum: Uint8Array;
}

const TYPES = ['update', 'snapshot', 'act'] as const;
const NOTHING: RecordHeads = {};
/** One flip in a billion billion goes unseen. */
const CHECKSUM_BYTES = 8;

export function columnsOf(entry: Entry): LogColumns {
  const { body } = entry;
  const type = TYPES.indexOf(body.type);
  const [low, high] = range(entry);
  const heads = body.type === 'snapshot' ? body.covers : body.seen;
  const replaces = body.type === 'act' ? NOTHING : body.replaces;
  const columns = {
    type,
    low,
    high,
    at: entry.at,
    heads: headsText(heads, replaces),
    body: body.type === 'act' ? Buffer.from(JSON.stringify(body.act)) : body.bytes,
  };
  return { ...columns, checksum: checksum(entry, columns) };
}

function range({ replica, body }: Entry): readonly [low: number, high: number] {
  switch (body.type) {
    case 'update':
      return [body.from, body.to];
    case 'snapshot':
      return [1, body.covers[replica]?.[0] ?? 0];
    case 'act':
      return [body.n, body.n];
  }
}

type Named = Pick<Entry, 'record' | 'kind' | 'replica' | 'person'>;

/** The entry of a row; null where the row is not what was written. */
export function entryOf(named: Named, columns: LogColumns): Entry | null {
  const sum = checksum(named, columns);
  if (Buffer.compare(sum, columns.checksum) !== 0) return null;
  try {
    const { record, kind, replica, person } = named;
    return parseEntry({ record, kind, replica, person, at: columns.at, body: bodyOf(columns) });
  } catch {
    return null;
  }
}

/** Nearly every entry has seen nothing and replaces nothing: that costs no byte. */
function headsText(heads: RecordHeads, replaces: RecordHeads): string | null {
  if (Object.keys(replaces).length > 0) return JSON.stringify([heads, replaces]);
  return Object.keys(heads).length === 0 ? null : JSON.stringify(heads);
}

function parseHeads(text: string | null): readonly [heads: unknown, replaces: unknown] {
  const value: unknown = text === null ? NOTHING : JSON.parse(text);
  return Array.isArray(value) ? [value[0], value[1]] : [value, NOTHING];
}

function bodyOf({ type: number, low, high, heads, body }: LogColumns): unknown {
  const [told, replaces] = parseHeads(heads);
  const type = TYPES[number];
  switch (type) {
    case 'update':
      return { type: 'update', from: low, to: high, seen: told, replaces, bytes: body };
    case 'snapshot':
      return { type: 'snapshot', covers: told, replaces, bytes: body };
    case 'act':
      return { type: 'act', n: low, seen: told, act: JSON.parse(Buffer.from(body).toString()) as unknown };
    case undefined:
  }
  return null;
}

function checksum(named: Named, { type, low, high, at, heads, body }: Omit<LogColumns, 'checksum'>): Buffer {
  const { record, kind, replica, person } = named;
  const hash = createHash('sha256');
  hash.update(JSON.stringify([record, kind, replica, person, type, low, high, at, heads]));
  hash.update(body);
  return hash.digest().subarray(0, CHECKSUM_BYTES);
}
