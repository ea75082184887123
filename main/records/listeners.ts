export interface Listeners<T> {
  readonly add: (listener: (value: T) => void) => () => void;
  readonly tell: (value: T) => void;
}

/** A listener that throws costs itself the news, not the others and not the teller. */
export function createListeners<T>(): Listeners<T> {
  const listeners = new Set<{ readonly listener: (value: T) => void }>();
  return {
    add: (listener) => {
      const entry = { listener };
      listeners.add(entry);
      return () => {
        listeners.delete(entry);
      };
    },
    tell: (value) => {
      for (const { listener } of [...listeners]) {
        try {
          listener(value);
        } catch (error) {
          console.error('A listener of the records failed:', error);
        }
      }
    },
  };
}
