import { err, ok, type Result } from '../../lib/result';
import type { Act } from '../acts';
import type { ContentEntry } from '../content';
import { foldActs } from '../fold';
import type { Json } from '../ids';
import { shapeOf } from '../kinds';
import type { FieldShape, KindShape, ListShape } from '../shape';
import { byCorrectedTime } from '../timeline';
import { isInertMarkdown } from './inert-markdown';
import { overviewOf } from './overview';
import { PORTABLE_VERSION, type PortableRecord } from './portable';
import { checkVersion, instantText, isMapping, kindOf, readPlain, type PathProblem } from './read-plain';
import { readYaml, type FileProblem, type Path } from './read-yaml';
import { quoted, yamlText, yamlValue } from './yaml-text';

/** Names of the front matter that are none of a field. */
const RESERVED = ['meridian', 'record', 'type', 'state', 'severity', 'conflicts', 'acts', 'fields'] as const;
const isReserved = (name: string): boolean => (RESERVED as readonly string[]).includes(name);
const NOTES = '## Notes';
const NOTES_FIELD = 'notes';

/**
 * A record as Markdown: all of it in the front matter but the notes, which follow as they are; between them an overview for readers,
 * drawn from the front matter. Entries that were removed stay out. The same record gives the same bytes.
 */
export function writeMarkdown(portable: PortableRecord): string {
  const { notes } = portable.fields;
  const text = typeof notes === 'string' ? notes : '';
  // Notes that something might run, or that a tool might change on the way, are safer quoted.
  const inBody = isInertMarkdown(text);
  const head = frontMatter(portable, inBody);
  return `---\n${head}---\n\n${overviewOf(portable, inBody)}${inBody ? `\n${NOTES}\n${text === '' ? '' : `\n${text}\n`}` : ''}`;
}

function frontMatter({ record, kind, fields, lists, conflicts, acts }: PortableRecord, notesInBody: boolean): string {
  const shape = shapeOf(kind);
  if (shape === null) throw new Error(`${kind} is no kind that is exported`);
  const { state, severity } = foldActs(acts);
  const lines = [`meridian: ${PORTABLE_VERSION}`, `record: ${quoted(record)}`, `type: ${yamlText(kind)}`];
  if (state !== null) lines.push(`state: ${state.value}`);
  if (severity !== null) lines.push(`severity: ${severity.value}`);
  for (const [name, field] of Object.entries(shape.fields)) {
    if (field.type === 'list') {
      const entries = sorted(
        name,
        (lists[name] ?? []).filter(({ removed }) => !removed),
      );
      if (entries.length > 0) lines.push(`${name}:`, ...entries.flatMap((entry) => entryLines(entry, field)));
      continue;
    }
    const value = fields[name];
    if (value !== undefined && !(notesInBody && name === NOTES_FIELD))
      lines.push(`${name}: ${fieldText(value, field)}`);
  }
  const others = Object.entries(fields).filter(([name]) => !Object.hasOwn(shape.fields, name));
  for (const [name, value] of others) if (!isReserved(name)) lines.push(`${name}: ${yamlValue(value)}`);
  const reserved = others.filter(([name]) => isReserved(name));
  if (reserved.length > 0) lines.push('fields:', ...reserved.map(([name, value]) => `  ${name}: ${yamlValue(value)}`));
  const removed = removedIds(lists);
  const shown = conflicts.filter(({ field }) => !removed.has(field.slice(0, field.lastIndexOf('/'))));
  if (shown.length > 0)
    lines.push(
      'conflicts:',
      ...shown.flatMap(({ field, values }) => [`  - field: ${quoted(field)}`, `    values: ${yamlValue(values)}`]),
    );
  const done = foldActs(acts).acts;
  if (done.length > 0) lines.push('acts:', ...done.flatMap(actLines));
  return `${lines.join('\n')}\n`;
}

const removedIds = (lists: PortableRecord['lists']): ReadonlySet<string> =>
  new Set(
    Object.entries(lists).flatMap(([list, entries]) =>
      entries.flatMap(({ id, removed }) => (removed ? [`${list}/${id}`] : [])),
    ),
  );

/** The timeline by time, everything else by id. */
function sorted(list: string, entries: readonly ContentEntry[]): readonly ContentEntry[] {
  const byId = [...entries].sort((a, b) => (a.id < b.id ? -1 : 1));
  if (list !== 'timeline') return byId;
  const number = (value: Json | undefined): number => (typeof value === 'number' ? value : 0);
  return byId
    .map((entry) => ({
      entry,
      at: number(entry.fields.at),
      offset: number(entry.fields.offset),
      sequence: number(entry.fields.sequence),
      replica: typeof entry.fields.replica === 'string' ? entry.fields.replica : '',
    }))
    .sort(byCorrectedTime)
    .map(({ entry }) => entry);
}

function fieldText(value: Json, field: FieldShape): string {
  if (field.type === 'value' && field.of === 'instant' && typeof value === 'number')
    return instantText(value) ?? JSON.stringify(value);
  return yamlValue(value);
}

function entryLines({ id, fields }: ContentEntry, shape: ListShape): readonly string[] {
  const lines = [`  - id: ${quoted(id)}`];
  for (const [name, field] of Object.entries(shape.fields))
    if (fields[name] !== undefined) lines.push(`    ${name}: ${fieldText(fields[name], field)}`);
  for (const [name, value] of Object.entries(fields))
    if (!Object.hasOwn(shape.fields, name)) lines.push(`    ${name}: ${yamlValue(value)}`);
  return lines;
}

function actLines({ id, person, replica, parents, act, payload, contentHash, at, offset }: Act): readonly string[] {
  return [
    `  - id: ${quoted(id)}`,
    `    act: ${yamlText(act)}`,
    `    payload: ${yamlValue(payload)}`,
    `    person: ${yamlText(person)}`,
    `    at: ${instantText(at) ?? JSON.stringify(at)}`,
    `    offset: ${JSON.stringify(offset)}`,
    `    replica: ${quoted(replica)}`,
    `    parents: ${yamlValue(parents)}`,
    `    contentHash: ${quoted(contentHash)}`,
  ];
}

export interface ReadRecord {
  readonly portable: PortableRecord;
  readonly shape: KindShape;
  /** The file said which record it is. */
  readonly named: boolean;
  /** What a person should know; nothing was lost by it but what is said. */
  readonly warnings: readonly FileProblem[];
}

/** Larger than any record with its images left out. */
const MOST_LETTERS = 64 << 20;

/** Reads a Markdown file; all that is wrong is said with its place. Nothing is thrown. */
export function readMarkdown(
  given: string,
  newId: () => string,
  idOf: (act: Act) => string,
): Result<ReadRecord, readonly FileProblem[]> {
  const problem = (line: number, message: string): Result<never, readonly FileProblem[]> =>
    err([{ line, column: 1, message }]);
  if (given.length > MOST_LETTERS) return problem(1, `the file is larger than ${MOST_LETTERS >> 20} MB`);
  // A tool that changes line ends changes nothing else: those inside of values are spelled out.
  const text = (given.startsWith('\ufeff') ? given.slice(1) : given).replaceAll('\r\n', '\n');
  if (!text.startsWith('---\n')) return problem(1, 'expected front matter: a first line of "---"');
  const end = /^---[ \t]*$/m;
  const rest = text.slice(4);
  const found = end.exec(rest);
  if (found === null) return problem(1, 'the front matter has no end: a line of "---"');
  const yaml = rest.slice(0, found.index);
  const body = rest.slice(found.index + found[0].length).replace(/^\n/, '');
  const bodyLine = countLines(yaml) + 3;
  const read = readYaml(yaml, 1);
  if (!read.ok) return read;
  const { value, placeOf } = read.value;
  if (!isMapping(value)) return problem(2, `expected names and values, got ${kindOf(value)}`);
  const place = ({ path, message }: PathProblem): FileProblem => ({
    ...placeOf(path),
    message: `${nameOf(path)}${message}`,
  });
  const version = checkVersion(value.meridian);
  if (version !== null) return err([place({ path: ['meridian'], message: version })]);
  const {
    meridian: _,
    record = null,
    type = 'incident',
    state,
    severity,
    conflicts = null,
    acts = null,
    fields: reserved,
    ...others
  } = value;
  if (record !== null && typeof record !== 'string')
    return err([place({ path: ['record'], message: `expected a text, got ${kindOf(record)}` })]);
  if (typeof type !== 'string')
    return err([place({ path: ['type'], message: `expected a text, got ${kindOf(type)}` })]);
  if (reserved !== undefined && !isMapping(reserved))
    return err([place({ path: ['fields'], message: `expected names and values, got ${kindOf(reserved)}` })]);
  const notes = notesOf(body, bodyLine, others[NOTES_FIELD]);
  if (!notes.ok) return err([notes.error]);
  const checked = readPlain(
    {
      record,
      kind: type,
      fields: { ...others, ...reserved, ...(notes.value.text === null ? {} : { [NOTES_FIELD]: notes.value.text }) },
      lists: others,
      conflicts,
      acts,
      follows: { state, severity },
      paths: {
        record: ['record'],
        kind: ['type'],
        acts: ['acts'],
        conflicts: ['conflicts'],
        state: ['state'],
        severity: ['severity'],
      },
      pathOf: (name) => (reserved !== undefined && Object.hasOwn(reserved, name) ? ['fields', name] : [name]),
    },
    newId,
    idOf,
  );
  if (!checked.ok) return err(checked.error.map(place));
  const { portable } = checked.value;
  const { overview, text: fromBody } = notes.value;
  const drawn = overviewOf(portable, fromBody !== null).trim();
  const warnings: FileProblem[] =
    overview.trim() === '' || overview.trim() === drawn
      ? []
      : [
          {
            line: bodyLine + firstDifference(overview.trimStart(), drawn),
            column: 1,
            message: `the text before "${NOTES}" is drawn from the front matter; what was changed in it was not taken`,
          },
        ];
  return ok({ ...checked.value, warnings });
}

/** What precedes the notes, and the notes: null where the front matter has them. */
function notesOf(
  body: string,
  line: number,
  quotedNotes: Json | undefined,
): Result<{ readonly overview: string; readonly text: string | null }, FileProblem> {
  const marker = /^## Notes[ \t]*\n/m.exec(`${body}\n`);
  if (quotedNotes !== undefined && quotedNotes !== null) {
    if (marker !== null && body.slice(marker.index + marker[0].length).trim() !== '')
      return err({
        line: line + countLines(body.slice(0, marker.index)),
        column: 1,
        message: 'notes are in the front matter and here: keep one',
      });
    return ok({ overview: body, text: null });
  }
  if (marker === null) {
    // Ours always has one; a file that a person began has notes only.
    return ok({ overview: '', text: body.replace(/^\n+/, '').replace(/\n$/, '') });
  }
  const text = body
    .slice(marker.index + marker[0].length)
    .replace(/^\n/, '')
    .replace(/\n$/, '');
  return ok({ overview: body.slice(0, marker.index), text });
}

const countLines = (text: string): number => text.split('\n').length - 1;

function firstDifference(a: string, b: string): number {
  const [left, right] = [a.split('\n'), b.split('\n')];
  const index = left.findIndex((line, place) => line !== right[place]);
  return (index === -1 ? right.length : index) + 1;
}

const nameOf = (path: Path): string => {
  const text = path.reduce<string>(
    (done, part) => (typeof part === 'number' ? `${done}[${part}]` : `${done}${done === '' ? '' : '.'}${part}`),
    '',
  );
  return text === '' ? '' : `${text}: `;
};
