import type { Content, ContentEntry } from './content';
import type { Json } from './ids';

/** Values of a content that was checked against its shape when it was read: what is there has its type. */
export const text = (value: Json | undefined): string => (typeof value === 'string' ? value : '');
export const number = (value: Json | undefined): number | null => (typeof value === 'number' ? value : null);
export const texts = (value: Json | undefined): readonly string[] =>
  Array.isArray(value) ? (value as readonly string[]) : [];

/** The entries of a list that were not removed. */
export const entriesOf = <T>(lists: Content['lists'], name: string, read: (entry: ContentEntry) => T): readonly T[] =>
  (lists[name] ?? []).filter(({ removed }) => !removed).map(read);
