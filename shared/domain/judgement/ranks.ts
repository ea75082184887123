/** What two samples say of each other by order alone: no assumption about how the numbers are spread. */

/** The numbers in order. */
const ascending = (values: readonly number[]): number[] => [...values].sort((a, b) => a - b);

/** How many of `sorted` lie below `value`. */
function countBelow(sorted: readonly number[], value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] ?? 0) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

function countUpTo(sorted: readonly number[], value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] ?? 0) <= value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * For each value the share of `among` that lies below it, half of its equals included. The mean of these over a sample is
 * Mann-Whitney's U divided by the number of pairs: one half when neither sample is higher.
 */
export function sharesBelow(values: readonly number[], among: readonly number[]): readonly number[] {
  const sorted = ascending(among);
  return values.map((value) => (countBelow(sorted, value) + countUpTo(sorted, value)) / (2 * sorted.length));
}

/** Mann-Whitney's U of `a` against `b`: pairs in which `a` is higher, equal ones by half. */
export const mannWhitneyU = (a: readonly number[], b: readonly number[]): number =>
  sharesBelow(a, b).reduce((sum, share) => sum + share, 0) * b.length;

/** By how much `a` is higher than `b` (Hodges and Lehmann): the middle of all differences between one of each. */
export function shift(a: readonly number[], b: readonly number[]): number {
  const [high, low] = [ascending(a), ascending(b)];
  const pairs = a.length * b.length;
  const upper = differenceAt(high, low, Math.floor(pairs / 2));
  return pairs % 2 === 1 ? upper : (upper + differenceAt(high, low, pairs / 2 - 1)) / 2;
}

/** Enough to part differences that are alike in all but one of 10^36 parts of their span. */
const HALVINGS = 120;

/**
 * The difference that has `rank` smaller ones before it, of all between one of `a` and one of `b`, both in order. Found by halving the
 * span of differences and counting: a day against six hours are half a million of them, too many to be sorted while somebody looks.
 */
function differenceAt(a: readonly number[], b: readonly number[], rank: number): number {
  let above = (a.at(-1) ?? 0) - (b[0] ?? 0);
  let below = (a[0] ?? 0) - (b.at(-1) ?? 0);
  if (countDifferences(a, b, below) > rank) return below;
  for (let turn = 0; turn < HALVINGS; turn += 1) {
    const middle = below + (above - below) / 2;
    if (middle <= below || middle >= above) break;
    if (countDifferences(a, b, middle) > rank) above = middle;
    else below = middle;
  }
  return nextDifference(a, b, below);
}

/** How many differences are at most `most`. */
function countDifferences(a: readonly number[], b: readonly number[], most: number): number {
  let count = 0;
  let first = 0;
  for (const x of a) {
    while (first < b.length && x - (b[first] ?? 0) > most) first += 1;
    count += b.length - first;
  }
  return count;
}

/** The smallest difference above `below`. */
function nextDifference(a: readonly number[], b: readonly number[], below: number): number {
  let smallest = Infinity;
  let end = 0;
  for (const x of a) {
    while (end < b.length && x - (b[end] ?? 0) > below) end += 1;
    if (end > 0) smallest = Math.min(smallest, x - (b[end - 1] ?? 0));
  }
  return smallest;
}

/** Mean of the middle three fifths: a stray value counts no more than any other, and little is lost where there is none. */
export function trimmedMean(values: readonly number[]): number {
  const cut = Math.floor(values.length / 5);
  const middle = ascending(values).slice(cut, values.length - cut);
  return middle.reduce((sum, value) => sum + value, 0) / middle.length;
}
