import { err, ok, type Result } from '../../lib/result';
import type { Act } from '../acts';
import { foldActs } from '../fold';
import type { Json } from '../ids';
import type { ReadRecord } from './markdown';
import { PORTABLE_VERSION, type PortableRecord } from './portable';
import { checkVersion, isMapping, kindOf, readPlain, type PathProblem } from './read-plain';
import { readYaml, type FileProblem, type Path } from './read-yaml';

export interface PortableBlob {
  readonly hash: string;
  readonly media: string;
  readonly base64: string;
}

/** What else stands in the JSON of a record. */
export interface JsonExtras {
  readonly contentHash: string;
  readonly blobs: readonly PortableBlob[];
}

/** A record whole, as plain values: removed entries, acts and hashes, images. The same record gives the same value. */
export function toJson(
  { record, kind, fields, lists, conflicts, acts }: PortableRecord,
  { contentHash, blobs }: JsonExtras,
): Json {
  const { state, severity, acts: ordered } = foldActs(acts);
  return {
    meridian: PORTABLE_VERSION,
    record,
    type: kind,
    state: state?.value ?? null,
    severity: severity?.value ?? null,
    contentHash,
    fields,
    lists: Object.fromEntries(
      Object.entries(lists).map(([list, entries]) => [
        list,
        entries.map(({ id, removed, fields: own }) => ({ id, ...(removed ? { removed } : {}), ...own })),
      ]),
    ),
    conflicts: conflicts.map(({ field, values }) => ({ field, values })),
    acts: ordered.map(({ id, act, payload, person, at, offset, replica, parents, contentHash: of }) => ({
      id,
      record,
      act,
      payload,
      person,
      at,
      offset,
      replica,
      parents,
      contentHash: of,
    })),
    blobs: blobs.map((blob) => ({ ...blob })),
  };
}

export const jsonText = (value: Json): string => `${JSON.stringify(value, null, 2)}\n`;

export interface ReadJson extends ReadRecord {
  readonly contentHash: string | null;
  readonly blobs: readonly PortableBlob[];
}

const MOST_LETTERS = 256 << 20;
/** In larger files only the name of what is wrong is said. */
const MOST_LOCATED = 4 << 20;

/** Reads the JSON of a record; all that is wrong is said with its place. Nothing is thrown. */
export function readJson(
  given: string,
  newId: () => string,
  idOf: (act: Act) => string,
): Result<ReadJson, readonly FileProblem[]> {
  const text = given.startsWith('\ufeff') ? given.slice(1) : given;
  if (text.length > MOST_LETTERS)
    return err([{ line: 1, column: 1, message: `the file is larger than ${MOST_LETTERS >> 20} MB` }]);
  let value: Json;
  try {
    value = JSON.parse(text) as Json;
  } catch (error) {
    return err([syntaxProblem(text, error)]);
  }
  // Places are looked for only when there is something to say: that takes another parser.
  let placeOf: ((path: Path) => { readonly line: number; readonly column: number }) | null = null;
  const place = ({ path, message }: PathProblem): FileProblem => {
    if (placeOf === null) {
      const located = text.length > MOST_LOCATED ? null : readYaml(text, 0);
      placeOf = located?.ok === true ? located.value.placeOf : () => ({ line: 1, column: 1 });
    }
    const name = path
      .map((part) => (typeof part === 'number' ? `[${part}]` : `.${part}`))
      .join('')
      .replace(/^\./, '');
    return { ...placeOf(path), message: name === '' ? message : `${name}: ${message}` };
  };
  const refuse = (path: Path, message: string): Result<never, readonly FileProblem[]> =>
    err([place({ path, message })]);
  if (!isMapping(value)) return refuse([], `expected a record, got ${kindOf(value)}`);
  const version = checkVersion(value.meridian);
  if (version !== null) return refuse(['meridian'], version);
  const {
    record = null,
    type = null,
    state,
    severity,
    contentHash = null,
    fields = {},
    lists = {},
    conflicts = null,
    acts = null,
    blobs = [],
  } = value;
  if (record !== null && typeof record !== 'string')
    return refuse(['record'], `expected a text, got ${kindOf(record)}`);
  if (typeof type !== 'string') return refuse(['type'], `expected a kind of record, got ${kindOf(type)}`);
  if (contentHash !== null && typeof contentHash !== 'string')
    return refuse(['contentHash'], `expected a text, got ${kindOf(contentHash)}`);
  if (!isMapping(fields)) return refuse(['fields'], `expected names and values, got ${kindOf(fields)}`);
  if (!isMapping(lists)) return refuse(['lists'], `expected lists by name, got ${kindOf(lists)}`);
  const images = readBlobs(blobs);
  if (!images.ok) return err([place(images.error)]);
  const checked = readPlain(
    {
      record,
      kind: type,
      fields,
      lists,
      conflicts,
      acts,
      follows: { state: state ?? undefined, severity: severity ?? undefined },
      paths: {
        record: ['record'],
        kind: ['type'],
        acts: ['acts'],
        conflicts: ['conflicts'],
        state: ['state'],
        severity: ['severity'],
      },
      pathOf: (name) => (Object.hasOwn(lists, name) ? ['lists', name] : ['fields', name]),
    },
    newId,
    idOf,
  );
  if (!checked.ok) return err(checked.error.map(place));
  return ok({ ...checked.value, warnings: [], contentHash, blobs: images.value });
}

function readBlobs(value: Json): Result<readonly PortableBlob[], PathProblem> {
  if (!Array.isArray(value)) return err({ path: ['blobs'], message: `expected a list, got ${kindOf(value)}` });
  const blobs: PortableBlob[] = [];
  for (const [index, blob] of (value as readonly Json[]).entries()) {
    const { hash, media, base64 } = isMapping(blob) ? blob : {};
    if (typeof hash !== 'string' || typeof media !== 'string' || typeof base64 !== 'string')
      return err({ path: ['blobs', index], message: 'expected a hash, a media type and bytes as base64' });
    blobs.push({ hash, media, base64 });
  }
  return ok(blobs);
}

/** Node says where in one of several ways, by its version. */
function syntaxProblem(text: string, error: unknown): FileProblem {
  const said = error instanceof Error ? error.message : String(error);
  const position = /position (\d+)/.exec(said)?.[1];
  const offset = position === undefined ? text.length : Number(position);
  const before = text.slice(0, offset);
  const line = before.split('\n').length;
  return {
    line,
    column: offset - before.lastIndexOf('\n'),
    message: `JSON that cannot be read: ${said.replace(/\s*(?:in JSON )?at position.*$/s, '').slice(0, 120)}`,
  };
}
