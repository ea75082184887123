/** Signs of life of the window, on their way to whoever watches it. */
export interface Pulse {
  readonly beat: () => void;
  /** Returns its stop. */
  readonly onBeat: (listener: () => void) => () => void;
}

export function createPulse(): Pulse {
  const listeners = new Set<() => void>();
  return {
    beat: () => {
      for (const listener of [...listeners]) listener();
    },
    onBeat: (listener) => {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
  };
}
