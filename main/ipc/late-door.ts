import type { Door } from './door-port';

/** A door that can be knocked at before there is anybody to answer: the window loads while the engine starts. */
export function createLateDoor(opening: Promise<Door>): Door {
  return {
    call: async (method, input) => (await opening).call(method, input),
    onEvent: (listener) => {
      let stop = (): void => undefined;
      let stopped = false;
      // A door that never opens has nothing to tell; whoever opens it says why.
      opening.then(
        (door) => {
          if (!stopped) stop = door.onEvent(listener);
        },
        () => undefined,
      );
      return () => {
        stopped = true;
        stop();
      };
    },
  };
}
