import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Ms } from '../../shared/lib/time';

/** Remembers when the newest metadata ever accepted was signed, so that older metadata cannot come back as an offer. */
export interface Newest {
  get(keys: readonly string[]): Ms | null;
  keep(keys: readonly string[], signedAt: Ms): void;
}

/** Kept per public key: the word of one publisher says nothing about another's. */
export function newestIn(file: string): Newest {
  const read = (): Readonly<Record<string, unknown>> => {
    try {
      const value: unknown = JSON.parse(readFileSync(file, 'utf8'));
      return value !== null && typeof value === 'object' ? (value as Readonly<Record<string, unknown>>) : {};
    } catch {
      return {};
    }
  };
  const of = (all: Readonly<Record<string, unknown>>, key: string): Ms | null => {
    const at = Object.hasOwn(all, key) ? all[key] : null;
    return typeof at === 'number' && Number.isFinite(at) ? at : null;
  };
  return {
    get: (keys) => {
      const all = read();
      const known = keys.flatMap((key) => of(all, key) ?? []);
      return known.length === 0 ? null : Math.max(...known);
    },
    keep: (keys, signedAt) => {
      const all = read();
      const next = {
        ...all,
        ...Object.fromEntries(keys.map((key) => [key, Math.max(signedAt, of(all, key) ?? signedAt)])),
      };
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(`${file}.new`, `${JSON.stringify(next)}\n`);
      renameSync(`${file}.new`, file);
    },
  };
}
