/** Runs once, some time after it was last asked for first. */
export function debounced(later: (run: () => void, ms: number) => () => void, run: () => void) {
  let stop: (() => void) | null = null;
  return {
    soon: (ms: number): void => {
      stop ??= later(() => {
        stop = null;
        run();
      }, ms);
    },
    stop: (): void => {
      stop?.();
      stop = null;
    },
  };
}
