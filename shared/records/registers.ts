import * as Y from 'yjs';
import type { Json } from './ids';

/**
 * A value in a Y.Map that loses no word: every writing has a key of its own (`name~tag`) and takes away the keys it replaces. Two
 * that were written apart both stay, and reading tells (R5).
 */
export function writeRegister(map: Y.Map<unknown>, name: string, value: Json): void {
  const before = keysOf(map, name);
  // The client id is random per document and its clock only rises: no other writing ever has the tag.
  const { doc } = map;
  if (doc === null) throw new Error('a register is written into a document');
  const tag = `${doc.clientID.toString(36)}.${Y.getState(doc.store, doc.clientID).toString(36)}`;
  const key = `${name}~${tag}`;
  for (const old of before) if (old !== key) map.delete(old);
  map.set(key, value);
}

/** What stands there: nothing, one value, or several that were written apart; the same order everywhere. */
export function readRegister(map: Y.Map<unknown>, name: string): readonly unknown[] {
  const keys = keysOf(map, name).sort();
  return keys.map((key) => map.get(key));
}

function keysOf(map: Y.Map<unknown>, name: string): string[] {
  const prefix = `${name}~`;
  const keys: string[] = [];
  for (const key of map.keys()) if (key.startsWith(prefix)) keys.push(key);
  return keys;
}
