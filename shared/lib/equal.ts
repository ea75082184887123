/** Deep equality of plain values (objects, arrays, primitives); keys named in `ignored` do not count. */
export function isEqual(a: unknown, b: unknown, ignored: ReadonlySet<string> = NOTHING): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) || Array.isArray(b)) {
    return (
      Array.isArray(a) &&
      Array.isArray(b) &&
      a.length === b.length &&
      a.every((item, index) => isEqual(item, b[index], ignored))
    );
  }
  const one = a as Readonly<Record<string, unknown>>;
  const other = b as Readonly<Record<string, unknown>>;
  const keys = Object.keys(one).filter((key) => !ignored.has(key));
  return (
    keys.length === Object.keys(other).filter((key) => !ignored.has(key)).length &&
    keys.every((key) => key in other && isEqual(one[key], other[key], ignored))
  );
}

const NOTHING: ReadonlySet<string> = new Set();
