/** Characters that one value costs besides its text: quotes, comma, braces. */
const OVERHEAD = 4;

/**
 * Why a value is more than a call may carry, or null. Stops at the first limit, so that a huge or cyclic value (structured
 * clone carries cycles, JSON does not) costs no more than a large one.
 */
export function measure(value: unknown, most: { readonly characters: number; readonly depth: number }): string | null {
  let left = most.characters;

  const visit = (part: unknown, depth: number): string | null => {
    left -= OVERHEAD;
    if (left < 0) return 'is too large';
    if (typeof part === 'string') {
      left -= part.length;
      return left < 0 ? 'is too large' : null;
    }
    if (typeof part !== 'object' || part === null) return null;
    if (depth >= most.depth) return 'is nested too deeply';
    // Only what JSON can say may come in: the two transports then carry the same, and no getter or class hides behind a field.
    if (Array.isArray(part)) return first(part, (item) => visit(item, depth + 1));
    const prototype: unknown = Object.getPrototypeOf(part);
    if (prototype !== null && prototype !== Object.prototype) return 'has a part that is no plain value';
    return first(Object.entries(part), ([key, item]) => {
      left -= key.length;
      return visit(item, depth + 1);
    });
  };

  return visit(value, 0);
}

function first<T>(items: readonly T[], problem: (item: T) => string | null): string | null {
  for (const item of items) {
    const found = problem(item);
    if (found !== null) return found;
  }
  return null;
}
