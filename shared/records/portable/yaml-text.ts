import type { Json } from '../ids';

/**
 * YAML as it is written here: the same bytes for the same values. Texts are quoted as in JSON unless they are plain words; every
 * character that steers (controls, bidirectional marks, fillers) is spelled out, so that a file can be looked at safely.
 * Reading is the work of a library (read-yaml.ts).
 */
export function yamlText(text: string): string {
  return PLAIN.test(text) && !WORDS.has(text.toLowerCase()) && text.length < 100 ? text : quoted(text);
}

const PLAIN = /^\p{L}[\p{L}\p{N}_-]*(?: [\p{L}\p{N}_-]+)*$/u;
/** YAML of one version or another reads them as something else than a text. */
const WORDS: ReadonlySet<string> = new Set(['true', 'false', 'null', 'yes', 'no', 'on', 'off', 'y', 'n', 'nan', 'inf']);

const UNSEEN =
  /[\u007f-\u00a0\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202f\u205f-\u206f\ufeff\ufff9-\uffff\p{Surrogate}]|[\u{e0000}-\u{e0fff}]/gu;

export const quoted = (text: string): string => escapeUnseen(JSON.stringify(text));

/** More marks on one letter than any script has write over the lines around. */
const TOWER = /(?<=\p{M}{6})\p{M}+/gu;

const escapeUnseen = (json: string): string => json.replace(UNSEEN, spelled).replace(TOWER, spelled);
const spelled = (characters: string): string =>
  characters
    .split('')
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .join('');

/** Any value on one line. What YAML would not take back as it is (long names, deep nesting) goes as JSON in a text. */
export function yamlValue(value: Json): string {
  if (typeof value === 'string') return value.startsWith(AS_JSON) ? packed(value) : yamlText(value);
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  return isSimple(value, 8) ? escapeUnseen(spaced(value)) : packed(value);
}

export const AS_JSON = 'json:';
const packed = (value: Json): string => quoted(`${AS_JSON}${JSON.stringify(value)}`);

function isSimple(value: Json, depth: number): boolean {
  if (typeof value === 'string') return !value.startsWith(AS_JSON);
  if (typeof value !== 'object' || value === null) return true;
  if (depth === 0) return false;
  const names = Array.isArray(value) ? [] : Object.keys(value);
  return (
    names.every((name) => name.length < 200 && name !== '__proto__') &&
    Object.values(value as object).every((one) => isSimple(one as Json, depth - 1))
  );
}

function spaced(value: Json): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${(value as readonly Json[]).map(spaced).join(', ')}]`;
  const pairs = Object.entries(value as Readonly<Record<string, Json>>);
  return pairs.length === 0
    ? '{}'
    : `{ ${pairs.map(([name, one]) => `${JSON.stringify(name)}: ${spaced(one)}`).join(', ')} }`;
}
