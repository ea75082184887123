import { err, ok, type Result } from '../../lib/result';
import { iso, type Ms } from '../../lib/time';
import { isTimeZone, offsetAt, toWall } from '../../lib/zones';
import {
  CHANGE_STATES,
  CHANGE_TYPES,
  RISK_GRADES,
  type ChangeState,
  type ChangeType,
  type Risk,
  type Window,
} from '../change/types';
import { csvText, parseCsv, type Cell, type CsvProblem, type Separator } from './csv';
import { readCsvTime } from './csv-time';
import { offsetText } from './times';

/** A change as a row of a spreadsheet. */
export interface ChangeRow {
  /** Empty: it has none yet. */
  readonly number: string;
  readonly title: string;
  readonly type: ChangeType;
  readonly sites: readonly string[];
  readonly services: readonly string[];
  readonly window: Window | null;
  /** IANA zone that its times are written in; null: UTC. */
  readonly zone: string | null;
  readonly owner: string;
  readonly executor: string;
  readonly approvers: readonly string[];
  readonly risk: Risk | null;
  /** Null: the file does not say. */
  readonly state: ChangeState | null;
  readonly rollbackCommand: string;
  readonly link: string;
  /** Columns that nobody knows here, by name. */
  readonly other: Readonly<Record<string, string>>;
}

export interface ChangesCsv {
  readonly rows: readonly ChangeRow[];
  /** Of each row. */
  readonly lines: readonly number[];
  /** Names of the columns that went to `other`. */
  readonly unknown: readonly string[];
  /** By line. A bad row costs only itself. */
  readonly problems: readonly CsvProblem[];
}

const COLUMNS = [
  'number',
  'title',
  'type',
  'sites',
  'services',
  'start',
  'end',
  'zone',
  'owner',
  'executor',
  'approvers',
  'impact',
  'reversibility',
  'novelty',
  'state',
  'rollback command',
  'link',
] as const;
type Column = (typeof COLUMNS)[number];

const LARGEST_FILE = 20_000_000;
const MOST_ROWS = 20_000;
const MOST_COLUMNS = 500;
const MOST_PROBLEMS = 200;

/** `zone` is of times that name none. Never throws. */
export function readChangesCsv(text: string, { zone }: { readonly zone: string }): Result<ChangesCsv, CsvProblem> {
  if (text.length > LARGEST_FILE)
    return err({
      line: 1,
      column: 1,
      cause: `The file has ${text.length} characters; up to ${LARGEST_FILE} are read.`,
    });
  const csv = parseCsv(text, MOST_ROWS + 1);
  if (!csv.ok) return csv;
  const [header = [], ...rows] = csv.value.rows;
  const tooMuch = header[MOST_COLUMNS];
  if (tooMuch !== undefined)
    return err(at(tooMuch, `The header has ${header.length} columns; up to ${MOST_COLUMNS} are read.`));
  const columns = namesOf(header);
  const missing = (['title', 'start', 'end'] as const).filter((name) => !columns.includes(name));
  if (missing.length > 0) {
    const cause = `The header has no column ${missing.join(', ')}. Known are: ${COLUMNS.join(', ')}.`;
    return err({ line: header[0]?.line ?? 1, column: 1, cause });
  }
  const problems = [...csv.value.problems];
  const read: ChangeRow[] = [];
  const lines: number[] = [];
  for (const cells of rows) {
    const row = rowOf(columns, cells, zone);
    if ('cause' in row) problems.push(row);
    else if (read.length === MOST_ROWS) {
      const line = cells[0]?.line ?? 1;
      problems.push({
        line,
        column: 1,
        cause: `There are more than ${MOST_ROWS} changes: from here on none was read.`,
      });
      break;
    } else {
      read.push(row);
      lines.push(cells[0]?.line ?? 1);
    }
  }
  problems.sort((a, b) => a.line - b.line || a.column - b.column);
  const more = problems.length - MOST_PROBLEMS;
  const next = problems[MOST_PROBLEMS];
  if (next !== undefined)
    problems.splice(MOST_PROBLEMS, more, { ...next, cause: `There are ${more} more problems from here on.` });
  return ok({ rows: read, lines, unknown: columns.filter((name) => !isColumn(name)), problems });
}

const isColumn = (name: string): name is Column => COLUMNS.some((one) => one === name);

/** Case, underscores and hyphens make no other column. A name that is there again gets a number, and is not lost. */
function namesOf(header: readonly Cell[]): readonly string[] {
  const names: string[] = [];
  for (const [index, cell] of header.entries()) {
    const plain = cell.text
      .trim()
      .toLowerCase()
      .replace(/[\s_-]+/g, ' ');
    const name = isColumn(plain) ? plain : cell.text || `column ${index + 1}`;
    let own = name;
    for (let again = 2; names.includes(own); again++) own = `${name} (${again})`;
    names.push(own);
  }
  return names;
}

function rowOf(columns: readonly string[], cells: readonly Cell[], zone: string): ChangeRow | CsvProblem {
  const [first] = cells;
  const extra = cells.slice(columns.length).find((one) => one.text.trim() !== '');
  if (extra !== undefined)
    return at(extra, `The row has ${cells.length} cells and the header ${columns.length}: a separator too many?`);
  const cellOf = (name: Column): Cell =>
    cells[columns.indexOf(name)] ?? { text: '', line: first?.line ?? 1, column: first?.column ?? 1 };
  const text = (name: Column): string => cellOf(name).text;
  if (text('title').trim() === '') return at(cellOf('title'), 'The change has no title.');

  const type = oneOf(CHANGE_TYPES, text('type'), 'normal');
  if (type === null) return at(cellOf('type'), `type "${text('type')}": expected one of ${CHANGE_TYPES.join(', ')}.`);
  const state = oneOf(CHANGE_STATES, text('state'), undefined);
  if (state === null)
    return at(cellOf('state'), `state "${text('state')}": expected one of ${CHANGE_STATES.join(', ')}.`);
  const risk = riskOf(cellOf);
  if (risk !== null && 'cause' in risk) return risk;
  const times = timesOf(cellOf, zone);
  if ('cause' in times) return times;
  const other = columns.flatMap((name, index) => (isColumn(name) ? [] : [[name, cells[index]?.text ?? ''] as const]));
  return {
    number: text('number'),
    title: text('title'),
    type,
    sites: listOf(text('sites')),
    services: listOf(text('services')),
    ...times,
    owner: text('owner'),
    executor: text('executor'),
    approvers: listOf(text('approvers')),
    risk,
    state: state ?? null,
    rollbackCommand: text('rollback command'),
    link: text('link'),
    other: Object.fromEntries(other),
  };
}

const at = ({ line, column }: Cell, cause: string): CsvProblem => ({ line, column, cause });

function oneOf<T extends string, U>(all: readonly T[], text: string, absent: U): T | U | null {
  const name = text.trim().toLowerCase();
  return name === '' ? absent : (all.find((one) => one === name) ?? null);
}

function riskOf(cellOf: (name: Column) => Cell): Risk | CsvProblem | null {
  const names = ['impact', 'reversibility', 'novelty'] as const;
  if (names.every((name) => cellOf(name).text.trim() === '')) return null;
  const grade = (name: Column) => RISK_GRADES.find((one) => String(one) === cellOf(name).text.trim());
  const [impact, reversibility, novelty] = names.map(grade);
  if (impact !== undefined && reversibility !== undefined && novelty !== undefined)
    return { impact, reversibility, novelty };
  const bad = names.find((name) => grade(name) === undefined) ?? 'impact';
  return at(cellOf(bad), `${bad} "${cellOf(bad).text}": expected 1, 2 or 3, as for all three of ${names.join(', ')}.`);
}

function timesOf(cellOf: (name: Column) => Cell, usual: string): Pick<ChangeRow, 'window' | 'zone'> | CsvProblem {
  const named = cellOf('zone').text.trim();
  if (named !== '' && !isTimeZone(named))
    return at(cellOf('zone'), `zone "${named}" is no time zone: expected such as America/Sao_Paulo.`);
  if (cellOf('start').text.trim() === '' && cellOf('end').text.trim() === '')
    return { window: null, zone: named || null };
  const read = (name: 'start' | 'end') => {
    const time = readCsvTime(cellOf(name).text, named || usual);
    return 'cause' in time ? at(cellOf(name), `${name}: ${time.cause}`) : time;
  };
  const start = read('start');
  if ('cause' in start) return start;
  const end = read('end');
  if ('cause' in end) return end;
  if (start.at >= end.at) return at(cellOf('end'), 'end: the change ends before it starts.');
  return { window: { start: start.at, end: end.at }, zone: named || (start.zone ?? end.zone) };
}

/** Separated by bars, or by spaces where there is no bar. */
const listOf = (text: string): readonly string[] =>
  text
    .split(text.includes('|') ? '|' : /\s+/)
    .map((one) => one.trim())
    .filter((one) => one !== '');

/** A bar also behind a single name with spaces in it: it is one. */
const listText = (list: readonly string[]): string =>
  list.length === 1 && /\s/.test(list[0] ?? '') ? `${list[0] ?? ''} |` : list.join(' | ');

export function writeChangesCsv(
  rows: readonly ChangeRow[],
  { separator = ',' }: { readonly separator?: Separator } = {},
): string {
  const others = [...new Set(rows.flatMap((row) => Object.keys(row.other)))];
  const line = (row: ChangeRow): readonly string[] => {
    const cells: Record<Column, string> = {
      number: row.number,
      title: row.title,
      type: row.type,
      sites: listText(row.sites),
      services: listText(row.services),
      start: row.window === null ? '' : timeText(row.window.start, row.zone),
      end: row.window === null ? '' : timeText(row.window.end, row.zone),
      zone: row.zone ?? '',
      owner: row.owner,
      executor: row.executor,
      approvers: listText(row.approvers),
      impact: String(row.risk?.impact ?? ''),
      reversibility: String(row.risk?.reversibility ?? ''),
      novelty: String(row.risk?.novelty ?? ''),
      state: row.state ?? '',
      'rollback command': row.rollbackCommand,
      link: row.link,
    };
    return [
      ...COLUMNS.map((name) => cells[name]),
      ...others.map((name) => (Object.hasOwn(row.other, name) ? (row.other[name] ?? '') : '')),
    ];
  };
  return csvText([[...COLUMNS, ...others], ...rows.map(line)], separator);
}

/** `2026-11-30T22:00:00-03:00`: the wall clock of its zone, and no doubt in an hour that is repeated. */
function timeText(time: Ms, zone: string | null): string {
  const offset = zone === null || !isTimeZone(zone) ? 0 : offsetAt(zone, time);
  const minutes = offsetText(offset);
  if (zone === null || !isTimeZone(zone) || minutes.length !== 5) return iso(time).replace('.000', '');
  const wall = iso(toWall(zone, time)).replace('.000', '').replace('Z', '');
  return `${wall}${minutes.slice(0, 3)}:${minutes.slice(3)}`;
}
