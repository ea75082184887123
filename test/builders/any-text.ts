import fc from 'fast-check';

const SURROGATES = { first: 0xd800, count: 0x800 } as const;
const LAST = 0x10_ffff - SURROGATES.count;

/**
 * Every character of Unicode, as the unit `binary` of fast-check draws it. That one lists the million of them first, which
 * takes longer than the tests that use it.
 */
const character = fc.integer({ min: 0, max: LAST }).map(
  (index) => String.fromCodePoint(index < SURROGATES.first ? index : index + SURROGATES.count),
  (text) => {
    const [point, ...others] = typeof text === 'string' ? [...text].map((one) => one.codePointAt(0) ?? -1) : [];
    if (point === undefined || others.length > 0) throw new TypeError('not one character');
    return point < SURROGATES.first ? point : point - SURROGATES.count;
  },
);

/** Any text: every character, and now and then the names that every object seems to have. */
export const anyText = (length: { readonly minLength?: number; readonly maxLength?: number } = {}) =>
  fc.string({ ...length, unit: character });

/** `/a/b%20c`: a path as an address has it. */
export const anyPath = fc
  .array(anyText({ maxLength: 12 }).map(encodeURIComponent), { maxLength: 5 })
  .map((parts) => parts.map((part) => `/${part}`).join(''));
