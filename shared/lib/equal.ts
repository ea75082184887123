/** Deep equality of plain values (objects, arrays, primitives); keys named in `ignored` do not count. */
export function isEqual(a: unknown, b: unknown, ignored: ReadonlySet<string> = NOTHING): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) || Array.isArray(b)) return Array.isArray(a) && Array.isArray(b) && areSameItems(a, b, ignored);
  return haveSameKeys(a as Readonly<Record<string, unknown>>, b as Readonly<Record<string, unknown>>, ignored);
}

// Every picture is compared whole with the one before it, every second: plain loops, and no lists made on the way.
function areSameItems(a: readonly unknown[], b: readonly unknown[], ignored: ReadonlySet<string>): boolean {
  if (a.length !== b.length) return false;
  for (let index = 0; index < a.length; index++) if (!isEqual(a[index], b[index], ignored)) return false;
  return true;
}

function haveSameKeys(
  a: Readonly<Record<string, unknown>>,
  b: Readonly<Record<string, unknown>>,
  ignored: ReadonlySet<string>,
): boolean {
  let unmatched = 0;
  for (const key of Object.keys(b)) if (!ignored.has(key)) unmatched++;
  for (const key of Object.keys(a)) {
    if (ignored.has(key)) continue;
    const other = b[key];
    if ((other === undefined && !(key in b)) || !isEqual(a[key], other, ignored)) return false;
    unmatched--;
  }
  return unmatched === 0;
}

const NOTHING: ReadonlySet<string> = new Set();

/**
 * A value equal to `after` made of what is equal in `before`: who remembers something by its identity finds it again,
 * although it came anew over a wire. Plain values only: objects and arrays of such, no Map, Set or Date.
 */
export function reuse<T>(before: unknown, after: T): T {
  if (Object.is(before, after)) return after;
  if (typeof before !== 'object' || typeof after !== 'object' || before === null || after === null) return after;
  if (Array.isArray(before) !== Array.isArray(after)) return after;
  const known = before as Readonly<Record<string, unknown>>;
  const fresh = after as Readonly<Record<string, unknown>>;
  const names = Object.keys(fresh);
  /** Made only where something of the old is kept beside something new. */
  let joined: Record<string, unknown> | null = null;
  let same = names.length === Object.keys(known).length;
  for (const name of names) {
    const value = reuse(known[name], fresh[name]);
    if (value !== known[name] || !(name in known)) same = false;
    if (value === fresh[name]) continue;
    joined ??= (Array.isArray(after) ? [...after] : { ...after }) as Record<string, unknown>;
    joined[name] = value;
  }
  return (same ? known : (joined ?? after)) as T;
}
