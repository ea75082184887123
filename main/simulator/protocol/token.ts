import { isRecord, readText, type Json } from './json';

/** A page token holds what the next page needs, so the simulator remembers nothing between two pages. */
export const writeToken = (value: Json): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** Null for text that no page of ours gave out. */
export function readToken(token: string): Json | null {
  try {
    const value: unknown = JSON.parse(Buffer.from(token, 'base64url').toString('utf8'));
    return isRecord(value) ? value : null;
  } catch {
    return null;
  }
}

/** The token a question asks with, or an answer gives: CloudWatch writes it large, AWS Health small. */
export const readPageToken = (value: Json): string | null =>
  readText(value, 'NextToken') ?? readText(value, 'nextToken');

/** The offset of an ordinary list token; 0 without a token, null for a foreign one. */
export function readOffset(token: string | null): number | null {
  if (token === null) return 0;
  const offset = readToken(token)?.['offset'];
  return typeof offset === 'number' && Number.isInteger(offset) && offset >= 0 ? offset : null;
}
