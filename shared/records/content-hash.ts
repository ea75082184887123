import type { Content } from './content';
import type { Json } from './ids';

/** SHA-256 of bytes, or of a text's UTF-8, as lower-case hex. An argument: pure code has no cryptography. */
export type Sha256 = (of: string | Uint8Array) => string;

/**
 * The text a content's hash is taken over (R30): the same for the same words wherever and in whatever order they came. Names
 * sorted, nothing empty written, so that a kind that grew leaves old hashes as they were; removed entries keep their mark.
 */
export function canonicalContent(content: Content): string {
  const lists: Record<string, Json> = {};
  for (const [name, entries] of Object.entries(content.lists)) {
    lists[name] = entries.map(({ id, removed, fields }) => ({ id, ...(removed ? { removed } : {}), fields }));
  }
  const conflicts = [...content.conflicts]
    .sort((a, b) => (a.field < b.field ? -1 : 1))
    .map(({ field, values }) => ({ field, values }));
  return canonicalJson({ fields: content.fields, lists, conflicts });
}

export const contentHash = (content: Content, sha256: Sha256): string => `sha256:${sha256(canonicalContent(content))}`;

/** JSON with sorted names and without what is empty (null, '', [], {}), but never inside of an array. */
export function canonicalJson(value: Json): string {
  return JSON.stringify(sorted(value));
}

function sorted(value: Json): Json {
  if (Array.isArray(value)) return (value as readonly Json[]).map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const result: Record<string, Json> = {};
  for (const [name, inner] of Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))) {
    const kept = sorted(inner);
    if (!isEmpty(kept)) result[name] = kept;
  }
  return result;
}

const isEmpty = (value: Json): boolean =>
  value === null || value === '' || (typeof value === 'object' && Object.keys(value).length === 0);
