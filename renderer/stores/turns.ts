/** A turn that is asked for again and again. */
export interface Turn {
  /** Wants to run: once, however often it is asked before it does. */
  readonly ask: () => void;
  /** Wants no more. */
  readonly leave: () => void;
}

export interface Turns {
  /** False where there are no frames (a test): whoever asks runs at once, and whole. */
  readonly paced: boolean;
  join(run: () => void): Turn;
  /** True as long as the frame has time left for more of the work that a turn does in steps. */
  hasTime(): boolean;
}

export interface TurnTools {
  /** Before the next frame is drawn; returns its stop. Left out: at once. */
  readonly frame?: ((run: () => void) => () => void) | undefined;
  /** Milliseconds of a clock that only goes forward. */
  readonly elapsed: () => number;
}

/** Milliseconds of a frame that redrawing may take: a key or a click that comes meanwhile still finds the frame unspent. */
const BUDGET = 2;

/**
 * The parts of the window are brought up to date one after the other, as many in a frame as fit into its budget; who waited
 * longest is first. Few changes are all on screen in the next frame; a storm of them costs no frame more than its share.
 */
export function createTurns({ frame, elapsed }: TurnTools): Turns {
  const waiting = new Set<() => void>();
  let began = 0;
  let stop: (() => void) | null = null;
  const hasTime = (): boolean => elapsed() - began < BUDGET;
  const runSome = (): void => {
    stop = null;
    began = elapsed();
    // Whoever asks again while it runs waits for the next frame behind all others.
    try {
      for (const run of [...waiting]) {
        waiting.delete(run);
        run();
        if (!hasTime()) break;
      }
    } finally {
      // Also after one that failed: the others have not.
      wake();
    }
  };
  const wake = (): void => {
    if (frame !== undefined && waiting.size > 0) stop ??= frame(runSome);
  };
  return {
    paced: frame !== undefined,
    hasTime: () => frame === undefined || hasTime(),
    join: (run) => ({
      ask: () => {
        if (frame === undefined) run();
        else {
          waiting.add(run);
          wake();
        }
      },
      leave: () => {
        waiting.delete(run);
        if (waiting.size > 0) return;
        stop?.();
        stop = null;
      },
    }),
  };
}
