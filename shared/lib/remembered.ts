/** The same function, computed once for each object it is asked about. Only for values that never change. */
export function remembered<A extends object, R>(compute: (of: A) => R): (of: A) => R {
  const known = new WeakMap<A, { readonly result: R }>();
  return (of) => {
    const found = known.get(of);
    if (found !== undefined) return found.result;
    const result = compute(of);
    known.set(of, { result });
    return result;
  };
}

/** The same, for a function with further arguments: computed anew when one of these is another than the last time. */
export function rememberedWith<A extends object, B extends readonly unknown[], R>(
  compute: (of: A, ...rest: B) => R,
): (of: A, ...rest: B) => R {
  const known = new WeakMap<A, { readonly rest: B; readonly result: R }>();
  return (of, ...rest) => {
    const found = known.get(of);
    if (found?.rest.every((value, index) => value === rest[index])) return found.result;
    const result = compute(of, ...rest);
    known.set(of, { rest, result });
    return result;
  };
}
