/** What is used of a browser's storage. */
export type KeyValue = Pick<Storage, 'getItem' | 'setItem'>;

/** One value in a storage, as JSON. A full or forbidden storage costs only the memory of it. */
export function keep(
  storage: KeyValue | null,
  key: string,
): { readonly read: () => unknown; readonly write: (value: unknown) => void } {
  return {
    read: () => {
      try {
        return JSON.parse(storage?.getItem(key) ?? 'null') as unknown;
      } catch {
        return null;
      }
    },
    write: (value) => {
      try {
        storage?.setItem(key, JSON.stringify(value));
      } catch {
        // Said above.
      }
    },
  };
}

/** The fields of whatever was stored; none of what is no object. */
export const fieldsOf = (value: unknown): Readonly<Record<string, unknown>> =>
  value !== null && typeof value === 'object' ? (value as Readonly<Record<string, unknown>>) : {};

export const oneOf = <T extends string | number>(value: unknown, allowed: readonly T[], otherwise: T): T =>
  allowed.find((item) => item === value) ?? otherwise;
