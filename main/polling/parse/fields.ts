import { plainText } from '../../../shared/lib/plain-text';
import { SECOND, type Ms } from '../../../shared/lib/time';

/** An object of the wire whose fields nobody has looked at yet (P10). */
export type Fields = Readonly<Record<string, unknown>>;

export const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Longest text kept of a description, a reason, an alarm rule. */
const TEXT_LIMIT = 4_096;
/** Longest name, ARN or code kept. */
const NAME_LIMIT = 1_024;
/** Most items kept of one page: AWS sends 100, so more is a broken or hostile answer. */
const PAGE_LIMIT = 5_000;

/** A text that acts on nothing around it and is not longer than said; null for anything that is no text. */
export function textOf(value: unknown, most = TEXT_LIMIT): string | null {
  if (typeof value !== 'string') return null;
  const clean = plainText(value.slice(0, most * 2));
  return clean.length <= most ? clean : `${clean.slice(0, most - 1)}\u2026`;
}

/** A name, code or ARN; null when it is no text or empty. */
export function nameOf(value: unknown): string | null {
  const name = textOf(value, NAME_LIMIT)?.trim();
  return name === undefined || name === '' ? null : name;
}

/** A page token, whole: cutting one would page wrongly. An empty one ends the pages too. */
export const tokenOf = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);

/** Widest instant a Date can hold. */
const LAST: Ms = 8.64e15;

/** Epoch seconds as a number, as AWS sends them, or an ISO 8601 text, as recordings have them; null for anything else. */
export function instantOf(value: unknown): Ms | null {
  const at =
    typeof value === 'number' ? value * SECOND : typeof value === 'string' && value !== '' ? Date.parse(value) : NaN;
  return Number.isFinite(at) && Math.abs(at) <= LAST ? at : null;
}

/** Whether a field was sent at all: AWS leaves absent fields out, some servers write null. */
export const isSent = (value: unknown): boolean => value !== undefined && value !== null;

/** A list that may be absent (null); anything else in its place is a wrong shape. */
export function listOf(value: unknown): readonly unknown[] | null | 'no list' {
  if (!isSent(value)) return null;
  return Array.isArray(value) ? (value as readonly unknown[]) : 'no list';
}

/** Items of a page up to the limit; what is beyond it is said, never dropped in silence. */
export function bounded(items: readonly unknown[], what: string, notUnderstood: string[]): readonly unknown[] {
  if (items.length <= PAGE_LIMIT) return items;
  notUnderstood.push(`${what} after the first ${PAGE_LIMIT} of a page`);
  return items.slice(0, PAGE_LIMIT);
}
