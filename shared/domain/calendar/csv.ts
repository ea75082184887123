import { err, ok, type Result } from '../../lib/result';

export interface CsvProblem {
  /** Of the file, from 1. */
  readonly line: number;
  /** In characters, from 1. */
  readonly column: number;
  readonly cause: string;
}
export interface Cell {
  readonly text: string;
  readonly line: number;
  readonly column: number;
}
export interface Csv {
  readonly separator: Separator;
  /** Rows that are not empty, the header first. */
  readonly rows: readonly (readonly Cell[])[];
  readonly problems: readonly CsvProblem[];
}
const SEPARATORS = [',', ';', '\t'] as const;
export type Separator = (typeof SEPARATORS)[number];

/** RFC 4180, and what spreadsheets make of it: a byte order mark, other separators, other line ends. */
export function parseCsv(given: string): Result<Csv, CsvProblem> {
  const text = given.startsWith('\ufeff') ? given.slice(1) : given;
  const separator = separatorOf(text);
  const rows: (readonly Cell[])[] = [];
  const problems: CsvProblem[] = [];
  const reader = cellReader(text, separator);
  let cells: Cell[] = [];
  let sound = true;
  for (;;) {
    const { cell, problem, ends } = reader();
    if (problem !== null) {
      problems.push({ line: cell.line, column: cell.column, cause: problem });
      sound = false;
    }
    cells.push(cell);
    if (ends === 'cell') continue;
    if (sound && cells.some((one) => one.text.trim() !== '')) rows.push(cells);
    if (ends === 'file') break;
    cells = [];
    sound = true;
  }
  if (rows.length > 0) return ok({ separator, rows, problems });
  return err(problems[0] ?? { line: 1, column: 1, cause: 'The file is empty: expected a header and rows.' });
}

/** The one there is most of in the header, outside of quotes. */
function separatorOf(text: string): Separator {
  const header = (/^(?:"(?:[^"]|"")*"|[^"\r\n])*/.exec(text.trimStart())?.[0] ?? '').replace(/"(?:[^"]|"")*"/g, '');
  const count = (separator: Separator): number => header.split(separator).length;
  return [...SEPARATORS].sort((a, b) => count(b) - count(a))[0] ?? ',';
}

interface Read {
  readonly cell: Cell;
  readonly problem: string | null;
  readonly ends: 'cell' | 'row' | 'file';
}

function cellReader(text: string, separator: Separator): () => Read {
  const bare = new RegExp(`[^${separator}\\r\\n]*`, 'y');
  const quoted = /"((?:[^"]|"")*)("?)/y;
  let at = 0;
  let line = 1;
  let lineBegin = 0;

  const take = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at;
    const found = pattern.exec(text);
    at += found?.[0].length ?? 0;
    return found;
  };
  const countLines = (from: number, to: number): void => {
    for (const end of text.slice(from, to).matchAll(/\r\n|\r|\n/g)) {
      line++;
      lineBegin = from + end.index + end[0].length;
    }
  };

  return () => {
    const place = { line, column: at - lineBegin + 1 };
    const begin = at;
    const inQuotes = text[at] === '"' ? readQuoted() : null;
    const rest = take(bare)?.[0] ?? '';
    const problem =
      inQuotes?.closed === false
        ? 'The quote is never closed: the rest of the file would be in this cell.'
        : inQuotes !== null && rest.trim() !== ''
          ? 'There is text after the closing quote; a quote within a cell is written twice.'
          : null;
    countLines(begin, at);
    const cell = { ...place, text: unguarded(inQuotes?.text ?? rest) };
    if (at >= text.length) return { cell, problem, ends: 'file' };
    if (text[at] === separator) {
      at++;
      return { cell, problem, ends: 'cell' };
    }
    at += text.startsWith('\r\n', at) ? 2 : 1;
    line++;
    lineBegin = at;
    return { cell, problem, ends: 'row' };
  };

  function readQuoted(): { readonly text: string; readonly closed: boolean } {
    const found = take(quoted);
    return { text: (found?.[1] ?? '').replaceAll('""', '"'), closed: found?.[2] === '"' };
  }
}

export function csvText(rows: readonly (readonly string[])[], separator: Separator = ','): string {
  const cell = (text: string): string => {
    const safe = guarded(text);
    return /[",;\t\r\n]|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  };
  // With a byte order mark: without it spreadsheets take UTF-8 for something else.
  return `\ufeff${rows.map((row) => `${row.map(cell).join(separator)}\r\n`).join('')}`;
}

/** Beginnings that a spreadsheet takes for a formula, and runs. */
const FORMULA = /^'*[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/;

/** An apostrophe before it makes it a text; one that is there already gets another, so that reading takes away just ours. */
const guarded = (text: string): string => (FORMULA.test(text) ? `'${text}` : text);
const unguarded = (text: string): string => (text.startsWith("'") && FORMULA.test(text) ? text.slice(1) : text);
