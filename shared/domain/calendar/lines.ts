/** One content line (RFC 5545, 3.1), unfolded, taken apart but not decoded. */
export interface Property {
  /** In capitals. */
  readonly name: string;
  readonly params: readonly Param[];
  readonly value: string;
  /** As it stood in the file, unfolded. */
  readonly text: string;
  /** Where it began in the file, from 1. */
  readonly line: number;
}
export interface Param {
  /** In capitals. */
  readonly name: string;
  readonly values: readonly string[];
}

export interface LogicalLine {
  readonly text: string;
  readonly line: number;
}

/** Takes folds back. Tolerates LF and CR for CRLF, empty lines, and a byte order mark. */
export function* unfold(text: string): Generator<LogicalLine> {
  let parts: string[] = [];
  let began = 1;
  let line = 0;
  let at = text.startsWith('\ufeff') ? 1 : 0;
  while (at < text.length) {
    const end = lineEnd(text, at);
    line++;
    const first = text[at];
    if ((first === ' ' || first === '\t') && parts.length > 0) parts.push(text.slice(at + 1, end));
    else if (end > at) {
      if (parts.length > 0) yield { text: parts.join(''), line: began };
      parts = [text.slice(at, end)];
      began = line;
    }
    at = end + (text.startsWith('\r\n', end) ? 2 : 1);
  }
  if (parts.length > 0) yield { text: parts.join(''), line: began };
}

const LINE_END = /[\r\n]/g;

function lineEnd(text: string, from: number): number {
  LINE_END.lastIndex = from;
  return LINE_END.exec(text)?.index ?? text.length;
}

const NAME = /[A-Za-z0-9-]+/y;
const QUOTED = /"([^"]*)"/y;
/** Outlook on the web writes its zone `tzone://Microsoft/Utc` without the quotes that the colon asks for. */
const BARE = /(?:tzone:\/\/)?[^",;:]*/iy;

const match = (pattern: RegExp, text: string, at: number): RegExpExecArray | null => {
  pattern.lastIndex = at;
  return pattern.exec(text);
};

/** Null: not a content line. */
export function readProperty({ text, line }: LogicalLine): Property | null {
  const name = match(NAME, text, 0)?.[0];
  if (name === undefined) return null;
  let at = name.length;
  const params: Param[] = [];
  while (text[at] === ';') {
    const param = match(NAME, text, at + 1)?.[0];
    if (param === undefined) return null;
    at += 1 + param.length;
    if (text[at] !== '=') return null;
    const values: string[] = [];
    do {
      const quoted = match(QUOTED, text, at + 1);
      const found = quoted ?? match(BARE, text, at + 1);
      if (found === null) return null;
      values.push(fromCarets(quoted?.[1] ?? found[0]));
      at += 1 + found[0].length;
    } while (text[at] === ',');
    params.push({ name: param.toUpperCase(), values });
  }
  return text[at] === ':' ? { name: name.toUpperCase(), params, value: text.slice(at + 1), text, line } : null;
}

export const paramOf = (property: Property, name: string): string | undefined =>
  property.params.find((one) => one.name === name)?.values[0];

/** RFC 6868: what a quoted parameter cannot hold. */
const fromCarets = (text: string): string =>
  text.includes('^') ? text.replace(/\^([n'^])/g, (_, mark) => (mark === 'n' ? '\n' : mark === '^' ? '^' : '"')) : text;
const toCarets = (text: string): string =>
  text
    .replace(/\^/g, '^^')
    .replace(/"/g, "^'")
    .replace(/\r\n|\r|\n/g, '^n');

/** Marks that RFC 5545 forbids in a text; a tab may stay. */
const CONTROLS = /[\u0000-\u0008\u000b-\u001f\u007f]/g;

/** A parameter value as it is written: quoted when it must be. */
export function paramText(value: string): string {
  const text = toCarets(value).replace(CONTROLS, '');
  return /[,;:]/.test(text) ? `"${text}"` : text;
}

/** TEXT as it is written. */
export const escapeText = (text: string): string =>
  text
    .replace(/\r\n|\r/g, '\n')
    .replace(CONTROLS, '')
    .replace(/[\\;,]/g, '\\$&')
    .replace(/\n/g, '\\n');

export const unescapeText = (text: string): string =>
  text.includes('\\') ? text.replace(/\\([nN\\;,])/g, (_, mark: string) => (/n/i.test(mark) ? '\n' : mark)) : text;

/** The texts of a list, split at commas that are not escaped. */
export function textsOf(value: string): readonly string[] {
  const texts: string[] = [];
  let from = 0;
  for (let at = 0; at <= value.length; at++) {
    if (value[at] === '\\') at++;
    else if (at === value.length || value[at] === ',') {
      texts.push(unescapeText(value.slice(from, at)).trim());
      from = at + 1;
    }
  }
  return texts.filter((one) => one !== '');
}

/** A value that is not TEXT, such as an address: on one line whatever it holds. */
export const oneLine = (value: string): string => value.replace(/[\u0000-\u001f\u007f]/g, '');

const LONGEST_LINE = 75;

/** Folded at 75 octets of UTF-8, never within a character; with CRLF at its end. */
export function fold(text: string): string {
  if (text.length <= LONGEST_LINE / 3) return `${text}\r\n`;
  const lines: string[] = [];
  let from = 0;
  let octets = 0;
  for (let at = 0; at < text.length;) {
    const point = text.codePointAt(at) ?? 0;
    const size = point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x1_0000 ? 3 : 4;
    if (octets + size > LONGEST_LINE) {
      lines.push(text.slice(from, at));
      from = at;
      // The space that begins the next line.
      octets = 1;
    }
    octets += size;
    at += point > 0xffff ? 2 : 1;
  }
  lines.push(text.slice(from));
  return `${lines.join('\r\n ')}\r\n`;
}
