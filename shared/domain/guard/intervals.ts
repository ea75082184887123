import type { Ms } from '../../lib/time';
import { ordered } from './order';

/** Half open. */
export interface Spanned {
  readonly start: Ms;
  readonly end: Ms;
}

export interface Intervals<T extends Spanned> {
  /** Those that share a moment with [from, to). */
  readonly overlapping: (from: Ms, to: Ms) => readonly T[];
  /** The first that begins at or after an instant. */
  readonly nextFrom: (at: Ms) => T | null;
}

const byTime = (a: Spanned, b: Spanned): number => a.start - b.start || a.end - b.end;
const NONE: readonly never[] = [];

/** Spans to be asked often: sorted once, with the latest end so far beside each, so that a question stops where no older one reaches. */
export function intervalsOf<T extends Spanned>(spans: readonly T[]): Intervals<T> {
  const sorted = ordered(spans, byTime);
  const latest: Ms[] = [];
  for (const { end } of sorted) latest.push(Math.max(end, latest.at(-1) ?? end));
  const firstFrom = (at: Ms): number => {
    let [low, high] = [0, sorted.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((sorted[middle]?.start ?? 0) < at) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  return {
    overlapping: (from, to) => {
      let found: T[] | null = null;
      for (let index = firstFrom(to) - 1; index >= 0 && (latest[index] ?? 0) > from; index -= 1) {
        const one = sorted[index];
        if (one === undefined || one.end <= from) continue;
        if (found === null) found = [one];
        else found.push(one);
      }
      return found ?? NONE;
    },
    nextFrom: (at) => sorted[firstFrom(at)] ?? null,
  };
}
