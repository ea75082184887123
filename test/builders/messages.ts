import fc from 'fast-check';
import { METHODS } from '../../shared/ipc/names';
import { anyText } from './any-text';

/** A call as somebody hostile makes it: any name, any input. */
export interface Message {
  readonly method: unknown;
  readonly input: unknown;
}

/** Texts that have broken programs: halves of characters, steering marks, keys of prototypes, very long ones. */
const evilText = fc.oneof(
  anyText({ maxLength: 40 }),
  fc.constantFrom(
    '__proto__',
    'constructor',
    'prototype',
    'toString',
    '\ud800',
    'a\udfff',
    '\u202e\u0000\u001b[2J',
    '../../etc/passwd',
    "'; DROP TABLE points; --",
    '<img src=x onerror=alert(1)>',
    '${7*7}{{7*7}}',
  ),
  fc.integer({ min: 2_000, max: 4_000 }).map((length) => 'x'.repeat(length)),
);

const cyclic = (): unknown => {
  const value: Record<string, unknown> = {};
  value['key'] = [value];
  return value;
};
const nested = (depth: number): unknown =>
  Array.from({ length: depth }).reduce<unknown>((inner) => ({ key: inner }), 1);
/** `JSON.parse` is the one way to an own field of that name. */
const polluting = (): unknown =>
  JSON.parse('{"key":"a","site":"b","__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}');

const evilValue = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(NaN, -0, Infinity, -Infinity, 2 ** 53, 1e308, null, undefined, '', false) },
  { weight: 3, arbitrary: fc.constant(null).map(cyclic) },
  { weight: 3, arbitrary: fc.constant(null).map(polluting) },
  { weight: 2, arbitrary: fc.constantFrom(Symbol('sent'), () => 'called', [() => 1], { key: Symbol('inner') }) },
  { weight: 3, arbitrary: fc.integer({ min: 1, max: 200 }).map(nested) },
  { weight: 2, arbitrary: fc.constantFrom([[]], Array.from({ length: 3 }), [, 1], { length: 2 ** 32 }) },
);

const field = fc.oneof(fc.string(), evilText, fc.constantFrom(1, 3, 24), fc.anything(), evilValue);

export const method: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom(...METHODS) },
  { weight: 1, arbitrary: evilText },
  { weight: 1, arbitrary: fc.string() },
  { weight: 2, arbitrary: fc.anything() },
);

/** Right in form: only what they name is not there. */
const known = fc.string({ minLength: 1 });
const wellFormed = fc.oneof(
  fc.record({ key: known }),
  fc.record({ source: known }),
  fc.record({ site: known, signal: known, hours: fc.constantFrom(1, 3, 24) }),
  fc.record({ action: fc.constantFrom('check', 'download', 'restart') }),
  fc.record({ id: fc.nat() }),
);

export const input: fc.Arbitrary<unknown> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.anything({
      withBigInt: true,
      withDate: true,
      withMap: true,
      withSet: true,
      withTypedArray: true,
      withNullPrototype: true,
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({ site: field, signal: field, hours: field, key: field, source: field }, { requiredKeys: [] }),
  },
  { weight: 4, arbitrary: evilValue },
  { weight: 6, arbitrary: wellFormed },
  // Rare: it is the right input of those methods whose answers are large.
  { weight: 1, arbitrary: fc.constant(undefined) },
);

/** The same messages for the same seed. */
export const messages = (count: number, seed: number): readonly Message[] =>
  fc.sample(fc.record({ method, input }), { numRuns: count, seed });

/**
 * A value as plain JSON from which `revive` makes it again on the other side of a transport that knows only JSON: what travels to
 * the page is a recipe, so that the page can hand over what JSON never could.
 */
export function recipe(value: unknown, above: readonly object[] = []): unknown {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return value;
    case 'number':
      return Number.isFinite(value) && !Object.is(value, -0)
        ? value
        : { $: 'number', of: Object.is(value, -0) ? '-0' : String(value) };
    case 'undefined':
      return { $: 'undefined' };
    case 'bigint':
      return { $: 'bigint', of: value.toString() };
    case 'symbol':
      return { $: 'symbol' };
    case 'function':
      return { $: 'function' };
    case 'object':
      return value === null ? null : objectRecipe(value, above);
  }
}

function objectRecipe(value: object, above: readonly object[]): unknown {
  const up = above.lastIndexOf(value);
  if (up >= 0) return { $: 'above', of: up };
  const path = [...above, value];
  const inner = (part: unknown): unknown => recipe(part, path);
  if (Array.isArray(value))
    return {
      $: 'array',
      length: value.length,
      of: Object.keys(value).map((key) => [Number(key), inner(value[Number(key)])]),
    };
  if (value instanceof Map) return { $: 'map', of: [...value].map(([key, part]) => [inner(key), inner(part)]) };
  if (value instanceof Set) return { $: 'set', of: [...value].map(inner) };
  if (value instanceof Date) return { $: 'date', of: recipe(value.getTime()) };
  if (ArrayBuffer.isView(value)) return { $: 'bytes', of: value.constructor.name, length: value.byteLength };
  const bare = Object.getPrototypeOf(value) === null;
  return { $: 'object', bare, of: Object.entries(value).map(([key, part]) => [key, inner(part)]) };
}

/** Runs on either side; it must hold all it needs, because it is sent to the page as text. */
export function revive(from: unknown): unknown {
  const make = (made: unknown, above: readonly object[]): unknown => {
    if (typeof made !== 'object' || made === null) return made;
    const { $: kind, of, length = 0, bare } = made as { $: string; of: never; length?: number; bare?: boolean };
    const entries = of as unknown as readonly (readonly [unknown, unknown])[];
    switch (kind) {
      case 'number':
        return of === '-0' ? -0 : Number(of);
      case 'bigint':
        return BigInt(of);
      case 'symbol':
        return Symbol('sent');
      case 'function':
        return () => 'called';
      case 'above':
        return above[of as unknown as number];
      case 'date':
        return new Date(make(of, above) as number);
      case 'bytes':
        return of === 'DataView' ? new DataView(new ArrayBuffer(length)) : new Uint8Array(length);
      case 'array': {
        const list: unknown[] = [];
        list.length = length;
        for (const [index, part] of entries) list[index as number] = make(part, [...above, list]);
        return list;
      }
      case 'map': {
        const map = new Map<unknown, unknown>();
        for (const [key, part] of entries) map.set(make(key, [...above, map]), make(part, [...above, map]));
        return map;
      }
      case 'set': {
        const set = new Set<unknown>();
        for (const part of of as unknown as readonly unknown[]) set.add(make(part, [...above, set]));
        return set;
      }
      case 'object': {
        const object = (bare === true ? Object.create(null) : {}) as Record<string, unknown>;
        for (const [key, part] of entries)
          Object.defineProperty(object, key as string, {
            value: make(part, [...above, object]),
            enumerable: true,
            configurable: true,
            writable: true,
          });
        return object;
      }
      default:
        return undefined;
    }
  };
  return make(from, []);
}
