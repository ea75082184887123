/** Median of numbers in any order; null of none. */
export function median(values: readonly number[]): number | null {
  if (values.length === 0) return null;
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const high = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? high : ((sorted[middle - 1] ?? 0) + high) / 2;
}

/** Made once: making one takes longer than formatting a thousand numbers. */
const FORMATS = [0, 1, 2].map(
  (maximumFractionDigits) => new Intl.NumberFormat('en-US', { maximumFractionDigits, signDisplay: 'negative' }),
);
const TINY = new Intl.NumberFormat('en-US', { maximumSignificantDigits: 2, signDisplay: 'negative' });

/** Three significant figures at most below 100, thousands grouped, the true minus sign. Only zero is written as 0. */
export function formatNumber(value: number): string {
  const size = Math.abs(value);
  const digits = size >= 100 ? 0 : size >= 10 ? 1 : 2;
  const text = (size < 0.01 ? TINY : (FORMATS[digits] ?? TINY)).format(value);
  return text.replace('-', '\u2212');
}

const UNITS: ReadonlyMap<string, string> = new Map([
  ['percent', ' %'],
  ['per minute', ' a minute'],
  ['count', ''],
]);

/**
 * Says values of one unit as a sentence carries them; milliseconds become seconds for all of them when one of them reaches a
 * second, so that a value and its limit can be compared at a glance.
 */
export function sayIn(unit: string, values: readonly number[]): (value: number) => string {
  if (unit === 'ms' && values.some((value) => Math.abs(value) >= 1_000))
    return (value) => `${formatNumber(value / 1_000)} s`;
  return (value) => `${formatNumber(value)}${UNITS.get(unit) ?? ` ${unit}`}`;
}
