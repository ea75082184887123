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

/** Middle value of numbers in order. */
function middleOf(sorted: readonly number[]): number {
  const upper = sorted[Math.floor(sorted.length / 2)] ?? 0;
  const lower = sorted[Math.ceil(sorted.length / 2) - 1] ?? 0;
  return (lower + upper) / 2;
}

/** By how much `a` is higher than `b` (Hodges and Lehmann): the middle of all differences between one of each. */
export function shift(a: readonly number[], b: readonly number[]): number {
  const differences = new Float64Array(a.length * b.length);
  let index = 0;
  for (const x of a)
    for (const y of b) {
      differences[index] = x - y;
      index += 1;
    }
  differences.sort();
  return middleOf(differences as unknown as readonly number[]);
}

/** Mean of the middle three fifths: a stray value counts no more than any other, and little is lost where there is none. */
export function trimmedMean(values: readonly number[]): number {
  const cut = Math.floor(values.length / 5);
  const middle = ascending(values).slice(cut, values.length - cut);
  return middle.reduce((sum, value) => sum + value, 0) / middle.length;
}
