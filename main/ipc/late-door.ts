import { ok, type Result } from '../../shared/lib/result';
import type { CallError, Output } from '../../shared/ipc/contract';
import type { MethodName } from '../../shared/ipc/names';
import type { Door } from './door-port';

/** What is answered at the threshold: methods without an input, whose answers are known before anybody is inside. */
export type Threshold = {
  /** Undefined: it is not known here, and waits for the door. */
  readonly [M in MethodName]?: () => Output<M> | undefined | Promise<Output<M> | undefined>;
};

export interface LateDoorOptions {
  readonly opening: Promise<Door>;
  readonly threshold?: Threshold;
  /** Told of every call that comes before the door is open, by the name it came with. */
  readonly onKnock?: (method: unknown) => void;
}

/** A door that can be knocked at before there is anybody to answer: the window loads while the engine starts. */
export function createLateDoor({ opening, threshold = {}, onKnock }: LateDoorOptions): Door {
  let open = false;
  opening.then(
    () => {
      open = true;
    },
    () => undefined,
  );
  const atThreshold = async (method: unknown, input: unknown): Promise<Result<unknown, CallError> | null> => {
    onKnock?.(method);
    // With an input it is for the door to judge.
    if (input !== undefined || typeof method !== 'string' || !Object.hasOwn(threshold, method)) return null;
    const answer = await threshold[method as MethodName]?.();
    return answer === undefined ? null : ok(answer);
  };
  return {
    call: async (method, input) => {
      const early = open ? null : await atThreshold(method, input);
      return early ?? (await opening).call(method, input);
    },
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
