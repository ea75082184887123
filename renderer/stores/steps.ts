import type { Turns } from './turns';

/** Work that may be interrupted wherever it yields. */
export type Steps<T> = Generator<void, T>;

/** All of it at once. */
export function whole<T>(steps: Steps<T>): T {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

export interface Worker<I, T> {
  /** What was last made, by now perhaps of older input; what is asked for follows within some frames. */
  of(input: I): T;
  /** Tells when something newer was made. Returns its stop, after which nothing is made any more. */
  subscribe(listener: () => void): () => void;
  readonly made: () => T | null;
}

export interface WorkerTools<I, T> {
  readonly turns: Turns;
  readonly steps: (input: I) => Steps<T>;
  /** True when the input differs in what a person did: that is answered at once. */
  readonly isUrgent: (before: I, after: I) => boolean;
  readonly isSame: (before: I, after: I) => boolean;
  /** What was made before and says the same is kept. */
  readonly join: (before: T | null, after: T) => T;
}

/**
 * Makes something large of an input that changes all the time, a few milliseconds a frame. What was begun is finished before the
 * newest input is looked at, so that a storm of changes delays the picture and never stops it.
 */
export function createWorker<I, T>({ turns, steps, isUrgent, isSame, join }: WorkerTools<I, T>): Worker<I, T> {
  const listeners = new Set<() => void>();
  let made: { readonly input: I; readonly value: T } | null = null;
  let wanted: I | null = null;
  let running: { readonly input: I; readonly steps: Steps<T> } | null = null;
  let untold = false;

  const finish = (input: I, value: T): T => {
    made = { input, value: join(made?.value ?? null, value) };
    return made.value;
  };
  const run = (): void => {
    if (running === null) {
      if (wanted === null) return;
      running = { input: wanted, steps: steps(wanted) };
      wanted = null;
    }
    const { input, steps: work } = running;
    do {
      // Steps that fail are not gone on with: they would end in nothing.
      running = null;
      const step = work.next();
      if (step.done !== true) {
        running = { input, steps: work };
        continue;
      }
      finish(input, step.value);
      // What is drawn of it is work of its own.
      untold = true;
      return;
    } while (turns.hasTime());
  };
  const tell = (): void => {
    untold = false;
    for (const listener of [...listeners]) listener();
  };
  const work = (): void => {
    if (untold) tell();
    else run();
    if (untold || running !== null || wanted !== null) turn.ask();
  };
  const turn = turns.join(work);

  return {
    of: (input) => {
      const known = made;
      if (known !== null && isSame(known.input, input)) return known.value;
      if (known === null || !turns.paced || isUrgent(known.input, input)) {
        running = null;
        wanted = null;
        untold = false;
        return finish(input, whole(steps(input)));
      }
      if (running === null || !isSame(running.input, input)) {
        wanted = input;
        turn.ask();
      }
      return known.value;
    },
    made: () => made?.value ?? null,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
        if (listeners.size === 0) turn.leave();
      };
    },
  };
}
