import { err, ok, type Result } from '../../lib/result';
import { iso } from '../../lib/time';
import { parseAct, type Act } from '../acts';
import type { ContentEntry, FieldConflict } from '../content';
import { isJson } from '../is-json';
import { foldActs } from '../fold';
import type { Json } from '../ids';
import { shapeOf } from '../kinds';
import type { FieldShape, KindShape, ListShape } from '../shape';
import { isPortableName, PORTABLE_VERSION, splitPath, type PortableRecord } from './portable';
import type { Path } from './read-yaml';

export interface PathProblem {
  readonly path: Path;
  readonly message: string;
}

/** Of one mapping: a newer version has some more fields, not hundreds. */
const MOST_UNKNOWN = 200;
const MOST_ENTRIES = 50_000;
const LONGEST_ID = 200;
const MOST_PROBLEMS = 20;

type Fields = Readonly<Record<string, Json>>;
type Report = (path: Path, message: string) => void;

export interface Plain {
  /** Null: the file names none, and gets a new one. */
  readonly record: string | null;
  readonly kind: string;
  readonly fields: Fields;
  readonly lists: Readonly<Record<string, Json>>;
  readonly conflicts: Json;
  readonly acts: Json;
  /** What follows from the acts, where the file says it. */
  readonly follows: Readonly<Record<'state' | 'severity', Json | undefined>>;
  /** Where the parts stand in the file. */
  readonly paths: Readonly<Record<'record' | 'kind' | 'acts' | 'conflicts' | 'state' | 'severity', Path>>;
  readonly pathOf: (name: string) => Path;
}

/**
 * Checks what was read of a file against the kind of record it says it is. All that is wrong is said at once. `idOf` is the hash of an
 * act (R21): one that was changed by hand is none.
 */
export function readPlain(
  given: Plain,
  newId: () => string,
  idOf: (act: Act) => string,
): Result<
  { readonly portable: PortableRecord; readonly shape: KindShape; readonly named: boolean },
  readonly PathProblem[]
> {
  const problems: PathProblem[] = [];
  const wrong: Report = (path, message) => {
    if (problems.length < MOST_PROBLEMS) problems.push({ path, message });
  };
  const { record, kind, fields, lists, paths, pathOf } = given;
  const shape = shapeOf(kind);
  if (shape === null)
    return err([{ path: paths.kind, message: `"${kind.slice(0, 80)}" is no kind of record this version knows` }]);
  if (record !== null && !isId(record)) wrong(paths.record, 'an id is 1 to 200 characters without spaces');
  const own: Record<string, Json> = Object.fromEntries(readFields(fields, shape.fields, pathOf, wrong));
  const read: Record<string, readonly ContentEntry[]> = {};
  for (const [name, field] of Object.entries(shape.fields))
    if (field.type === 'list') read[name] = readList(lists[name], field, pathOf(name), wrong);
  const conflicts = readConflicts(given.conflicts, shape, read, own, paths.conflicts, wrong);
  const acts = readActs(given.acts, record, paths.acts, idOf, wrong);
  if (problems.length === 0) checkFollowing(given, acts, wrong);
  if (problems.length > 0) return err(problems);
  return ok({
    portable: { record: record ?? newId(), kind, fields: own, lists: read, conflicts, acts },
    shape,
    named: record !== null,
  });
}

const isId = (text: string): boolean => text.length >= 1 && text.length <= LONGEST_ID && !/[\s\p{C}]/u.test(text);

function readFields(
  given: Fields,
  shapes: Readonly<Record<string, FieldShape | ListShape>>,
  pathOf: (name: string) => Path,
  wrong: Report,
): readonly (readonly [string, Json])[] {
  let unknown = 0;
  return Object.entries(given).flatMap(([name, value]): readonly (readonly [string, Json])[] => {
    const shape = Object.hasOwn(shapes, name) ? shapes[name] : undefined;
    if (shape?.type === 'list') return [];
    if (shape === undefined) {
      unknown += 1;
      if (!isPortableName(name))
        wrong(pathOf(name), 'a name of a field is a letter and letters, digits, "_", "." or "-" behind it');
      else if (unknown > MOST_UNKNOWN) wrong(pathOf(name), `more than ${MOST_UNKNOWN} fields that are not known`);
      else if (!isPlainJson(value)) wrong(pathOf(name), 'no value a record holds');
      else if (value !== null) return [[name, value]];
      return [];
    }
    const read = readField(value, shape, pathOf(name), wrong);
    return read === null ? [] : [[name, read]];
  });
}

/** Names that act on what they stand in are none (JSON reads `__proto__` as any other). */
const isPlainJson = (value: Json): boolean => isJson(value) && !namesPrototype(value);
const namesPrototype = (value: Json): boolean =>
  typeof value === 'object' &&
  value !== null &&
  (Object.hasOwn(value, '__proto__') || Object.values(value as object).some((one) => namesPrototype(one as Json)));

/** The value of a field of this version; null where there is none, or it was wrong and said so. */
function readField(value: Json, shape: FieldShape, path: Path, wrong: Report): Json {
  if (value === null) return null;
  switch (shape.type) {
    case 'text':
      if (typeof value === 'string') return value === '' ? null : value;
      wrong(path, `expected a text, got ${kindOf(value)}${typeof value === 'object' ? '' : '; put it in quotes'}`);
      return null;
    case 'set': {
      if (!Array.isArray(value)) {
        wrong(path, `expected a list, got ${kindOf(value)}`);
        return null;
      }
      const members = value as readonly Json[];
      members.forEach((member, index) => {
        if (typeof member !== 'string' || member === '')
          wrong([...path, index], `expected a text, got ${kindOf(member)}`);
      });
      return members.length === 0 ? null : members;
    }
    case 'value':
      switch (shape.of) {
        case 'instant': {
          const at = typeof value === 'string' ? instantOf(value) : value;
          if (typeof at === 'number' && Number.isFinite(at)) return at;
          wrong(path, `expected a time such as 2026-11-25T12:00:00Z, got ${kindOf(value)}`);
          return null;
        }
        case 'json':
          if (isPlainJson(value)) return value;
          wrong(path, 'no value a record holds');
          return null;
        case 'string':
        case 'number':
        case 'boolean':
          if (typeof value !== shape.of || (typeof value === 'number' && !Number.isFinite(value)))
            wrong(path, `expected a ${shape.of === 'string' ? 'text' : shape.of}, got ${kindOf(value)}`);
          else if (shape.oneOf !== undefined && !shape.oneOf.includes(value as string))
            wrong(path, `expected one of ${shape.oneOf.join(', ')}, got ${kindOf(value)}`);
          else return value;
          return null;
      }
  }
}

const INSTANT = /^[+-]?\d{4,6}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?(?:Z|[+-]\d\d:\d\d)$/;
function instantOf(text: string): number | null {
  const at = INSTANT.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(at) ? null : at;
}
/** As it is written: ISO where that says all of it. */
export const instantText = (at: number): string | null =>
  Number.isInteger(at) && !Object.is(at, -0) && Date.parse(iso(at)) === at ? iso(at) : null;

function readList(value: Json | undefined, shape: ListShape, path: Path, wrong: Report): readonly ContentEntry[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) {
    wrong(path, `expected a list, got ${kindOf(value)}`);
    return [];
  }
  if (value.length > MOST_ENTRIES) {
    wrong(path, `more than ${MOST_ENTRIES} entries`);
    return [];
  }
  const ids = new Set<string>();
  return (value as readonly Json[]).flatMap((entry, index): readonly ContentEntry[] => {
    const at = [...path, index];
    if (!isMapping(entry)) {
      wrong(at, `expected fields, got ${kindOf(entry)}`);
      return [];
    }
    const { id, removed = false, ...fields } = entry;
    if (typeof id !== 'string' || !isId(id))
      wrong([...at, 'id'], 'every entry has an id: 1 to 200 characters without spaces');
    else if (ids.has(id)) wrong([...at, 'id'], `the id "${id.slice(0, 80)}" is there twice`);
    else ids.add(id);
    if (typeof removed !== 'boolean') wrong([...at, 'removed'], `expected true or false, got ${kindOf(removed)}`);
    const read = readFields(fields, shape.fields, (name) => [...at, name], wrong);
    return [{ id: typeof id === 'string' ? id : '', removed: removed === true, fields: Object.fromEntries(read) }];
  });
}

function readConflicts(
  value: Json,
  shape: KindShape,
  lists: Readonly<Record<string, readonly ContentEntry[]>>,
  fields: Fields,
  path: Path,
  wrong: Report,
): readonly FieldConflict[] {
  if (value === null) return [];
  if (!Array.isArray(value)) {
    wrong(path, `expected a list, got ${kindOf(value)}`);
    return [];
  }
  return (value as readonly Json[]).flatMap((conflict, index): readonly FieldConflict[] => {
    const at = [...path, index];
    if (!isMapping(conflict) || typeof conflict.field !== 'string' || !Array.isArray(conflict.values)) {
      wrong(at, 'expected a field and its values');
      return [];
    }
    const values = conflict.values as readonly Json[];
    const [name = '', id, inner = ''] = splitPath(conflict.field);
    const outer = Object.hasOwn(shape.fields, name) ? shape.fields[name] : undefined;
    const entry = id === undefined ? undefined : lists[name]?.find((one) => one.id === id);
    const field =
      outer?.type === 'list'
        ? entry !== undefined && Object.hasOwn(outer.fields, inner)
          ? outer.fields[inner]
          : undefined
        : outer;
    const present =
      outer?.type === 'list' ? entry !== undefined && Object.hasOwn(entry.fields, inner) : Object.hasOwn(fields, name);
    if (field?.type !== 'value')
      wrong([...at, 'field'], `${conflict.field.slice(0, 80)} is no field that can be in conflict`);
    else if (present) wrong([...at, 'field'], `${conflict.field.slice(0, 80)} has a value besides`);
    else if (values.length < 2 || values.length > 100) wrong([...at, 'values'], 'a conflict has two values or more');
    else {
      const read = values.map((one, place) => readField(one, field, [...at, 'values', place], wrong));
      return [{ field: conflict.field, values: read }];
    }
    return [];
  });
}

function readActs(
  value: Json,
  record: string | null,
  path: Path,
  idOf: (act: Act) => string,
  wrong: Report,
): readonly Act[] {
  if (value === null) return [];
  if (!Array.isArray(value)) {
    wrong(path, `expected a list, got ${kindOf(value)}`);
    return [];
  }
  if (value.length > MOST_ENTRIES) {
    wrong(path, `more than ${MOST_ENTRIES} acts`);
    return [];
  }
  return (value as readonly Json[]).flatMap((given, index): readonly Act[] => {
    const at = [...path, index];
    if (!isMapping(given)) {
      wrong(at, `expected an act, got ${kindOf(given)}`);
      return [];
    }
    const when = typeof given.at === 'string' ? instantOf(given.at) : given.at;
    const act = parseAct({
      parents: [],
      payload: {},
      offset: null,
      ...given,
      record: given.record ?? record,
      at: when,
    });
    if (act === null)
      wrong(at, 'an act has an id, a person, a replica, parents, an act, a payload, a contentHash and a time');
    else if (act.record !== record) wrong([...at, 'record'], 'an act of another record');
    else if (!isId(act.replica)) wrong([...at, 'replica'], 'an id is 1 to 200 characters without spaces');
    else if (idOf(act) !== act.id)
      wrong(at, 'the act was changed: its id is the hash of what it said. Acts cannot be written by hand');
    else return [act];
    return [];
  });
}

/** State and severity follow from the acts: a file that says otherwise was changed where it cannot be. */
function checkFollowing({ follows, paths }: Plain, acts: readonly Act[], wrong: Report): void {
  const state = foldActs(acts);
  for (const name of ['state', 'severity'] as const) {
    const said = follows[name];
    const is = state[name]?.value ?? null;
    if (said !== undefined && said !== is)
      wrong(paths[name], `${name} follows from the acts, and by them it is ${is ?? 'not set'}; set it in Meridian`);
  }
}

export const isMapping = (value: Json | undefined): value is Readonly<Record<string, Json>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export function kindOf(value: Json | undefined): string {
  if (value === undefined) return 'nothing';
  if (value === null) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a mapping';
  return typeof value === 'string' ? `the text "${value.slice(0, 40)}"` : String(value);
}

export const checkVersion = (version: Json | undefined): string | null => {
  if (version === undefined || version === null)
    return 'expected "meridian: 1": the file does not say that it is a record';
  if (typeof version !== 'number' || !Number.isInteger(version) || version < 1)
    return `expected "meridian: ${PORTABLE_VERSION}", got ${kindOf(version)}`;
  return version > PORTABLE_VERSION
    ? `a newer Meridian wrote the file (${version}); this one reads ${PORTABLE_VERSION}`
    : null;
};
