import { err, ok, type Result } from '../../../shared/lib/result';
import { isFields, type Fields } from './fields';

const decoder = new TextDecoder();

/** Answers of AWS are some six elements deep. */
const DEEPEST = 32;

const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** One piece of markup: a comment, an instruction, plain characters, or a tag with its end mark, name and self-closing mark. */
const PIECE =
  /<!--[^]*?-->|<\?[^]*?\?>|<!\[CDATA\[([^]*?)\]\]>|<(\/?)([A-Za-z_][\w.:-]*)(?:\s[^<>]*?)?(\/?)>|([^<]+)/gy;

interface Open {
  readonly name: string;
  readonly children: (readonly [name: string, value: unknown])[];
  text: string;
}

/**
 * P10: the XML of the Query protocol to an object nobody has looked into yet, or what came instead, in words. `result` is the
 * element whose fields are wanted. A list is an element with nothing but `member`s in it; an empty one is an empty text.
 * Attributes and document types mean nothing here: AWS sends none that matter.
 */
export function xmlObject(body: Uint8Array, result: string): Result<Fields, string> {
  const text = decoder.decode(body).trim();
  if (text === '') return err('an empty answer');
  if (/^[{[]/.test(text)) return err('JSON instead of XML');
  if (/^<(!doctype\s+html|html)\b/i.test(text)) return err('HTML instead of XML (a proxy or a sign-in page?)');
  const root = read(text);
  if (!root.ok) return root;
  const found = isFields(root.value) ? root.value[result] : undefined;
  // An answer without anything to tell has an empty result.
  if (found === '') return ok({});
  return isFields(found) ? ok(found) : err(`XML without ${result}`);
}

function read(text: string): Result<unknown, string> {
  const open: Open[] = [];
  PIECE.lastIndex = 0;
  while (PIECE.lastIndex < text.length) {
    const rest = PIECE.lastIndex;
    const piece = PIECE.exec(text);
    if (piece === null) return err(!text.includes('>', rest) ? 'XML cut off' : 'not XML');
    const [, cdata, end, name, closed, plain] = piece;
    const top = open.at(-1);
    if (name === undefined) {
      if (top !== undefined) top.text += cdata ?? unescaped(plain ?? '');
      else if ((cdata ?? plain ?? '').trim() !== '') return err('not XML');
      continue;
    }
    if (end === '') {
      if (open.length >= DEEPEST) return err(`XML nested deeper than ${DEEPEST} elements`);
      open.push({ name, children: [], text: '' });
      if (closed === '') continue;
    }
    const last = open.pop();
    if (last?.name !== name) return err('XML whose elements do not close');
    const value = valueOf(last);
    const parent = open.at(-1);
    if (parent === undefined) return text.slice(PIECE.lastIndex).trim() === '' ? ok(value) : err('not XML');
    parent.children.push([local(name), value]);
  }
  return err(open.length === 0 ? 'not XML' : 'XML cut off');
}

const local = (name: string): string => name.slice(name.indexOf(':') + 1);

function valueOf({ children, text }: Open): unknown {
  if (children.length === 0) return text;
  if (children.every(([name]) => name === 'member')) return children.map(([, value]) => value);
  return Object.fromEntries(children);
}

const unescaped = (text: string): string =>
  text.includes('&') ? text.replace(/&(#x[\da-f]{1,6}|#\d{1,7}|\w{2,4});/gi, character) : text;

function character(whole: string, name: string): string {
  if (!name.startsWith('#')) return NAMED[name] ?? whole;
  const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
  return code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd';
}
