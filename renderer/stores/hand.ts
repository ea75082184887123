/** A hand that moves something on the screen now: what it does not ask for waits until it rests. */
export interface Hand {
  /** At every step of it. */
  readonly moves: () => void;
  /** Milliseconds until nothing is in its way; what was last done at `since` waits no longer than five seconds. */
  readonly restsIn: (since: number) => number;
}

/** So long after its last move a hand rests. */
const RESTS_AFTER = 300;
const WAITS_AT_MOST = 5_000;

/** `elapsed`: milliseconds of a clock that only goes forward. */
export function createHand(elapsed: () => number): Hand {
  let movedAt = -Infinity;
  return {
    moves: () => {
      movedAt = elapsed();
    },
    restsIn: (since) => Math.max(0, Math.min(movedAt + RESTS_AFTER, since + WAITS_AT_MOST) - elapsed()),
  };
}
