/** Closes a union: the compiler complains at the call when a kind was added and not handled. */
export function assertNever(value: never): never {
  throw new Error(`Unhandled value ${JSON.stringify(value)}`);
}
