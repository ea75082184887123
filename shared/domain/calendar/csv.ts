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
export function parseCsv(given: string, most: number): Result<Csv, CsvProblem> {
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
    // One more than that, so that whoever asked sees that there are more.
    if (ends === 'file' || rows.length > most || problems.length > most) break;
    cells = [];
    sound = true;
  }
  if (rows.length > 0) return ok({ separator, rows, problems });
  return err(problems[0] ?? { line: 1, column: 1, cause: 'The file is empty: expected a header and rows.' });
}

/** The one there is most of in the header, outside of quotes. */
function separatorOf(text: string): Separator {
  const counts = new Map<string, number>();
  let quoted = false;
  for (let at = text.length - text.trimStart().length; at < text.length; at++) {
    const char = text[at] ?? '';
    if (char === '"') quoted = !quoted;
    else if (!quoted && isLineEnd(char)) break;
    else if (!quoted) counts.set(char, (counts.get(char) ?? 0) + 1);
  }
  const count = (separator: Separator): number => counts.get(separator) ?? 0;
  return [...SEPARATORS].sort((a, b) => count(b) - count(a))[0] ?? ',';
}

const isLineEnd = (char: string | undefined): boolean => char === '\n' || char === '\r';

interface Read {
  readonly cell: Cell;
  readonly problem: string | null;
  readonly ends: 'cell' | 'row' | 'file';
}

/** Steps through the text: a pattern would need memory for every character of a cell, and there is a file that has too many. */
function cellReader(text: string, separator: Separator): () => Read {
  let at = 0;
  let line = 1;
  let lineBegin = 0;

  const newLine = (): void => {
    at += text.startsWith('\r\n', at) ? 2 : 1;
    line++;
    lineBegin = at;
  };

  return () => {
    const place = { line, column: at - lineBegin + 1 };
    const inQuotes = text[at] === '"' ? readQuoted() : null;
    const from = at;
    while (at < text.length && text[at] !== separator && !isLineEnd(text[at])) at++;
    const rest = text.slice(from, at);
    const problem =
      inQuotes?.closed === false
        ? 'The quote is never closed: the rest of the file would be in this cell.'
        : inQuotes !== null && rest.trim() !== ''
          ? 'There is text after the closing quote; a quote within a cell is written twice.'
          : null;
    const cell = { ...place, text: unguarded(inQuotes?.text ?? rest) };
    if (at >= text.length) return { cell, problem, ends: 'file' };
    if (text[at] === separator) {
      at++;
      return { cell, problem, ends: 'cell' };
    }
    newLine();
    return { cell, problem, ends: 'row' };
  };

  function readQuoted(): { readonly text: string; readonly closed: boolean } {
    const from = ++at;
    while (at < text.length) {
      if (isLineEnd(text[at])) newLine();
      else if (text[at] !== '"') at++;
      else if (text[at + 1] === '"') at += 2;
      else {
        at++;
        return { text: text.slice(from, at - 1).replaceAll('""', '"'), closed: true };
      }
    }
    return { text: text.slice(from), closed: false };
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
