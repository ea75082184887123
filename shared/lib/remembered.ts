/** The same function, computed once for each object it is asked about. Only for values that never change. */
export function remembered<A extends object, R>(compute: (of: A) => R): (of: A) => R {
  const known = new WeakMap<A, { readonly result: R }>();
  return (of) => {
    const found = known.get(of) ?? { result: compute(of) };
    known.set(of, found);
    return found.result;
  };
}
