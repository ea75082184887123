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

/** A value with its unit, as a sentence carries it. */
export const formatValue = (value: number, unit: string): string =>
  `${formatNumber(value)}${UNITS.get(unit) ?? ` ${unit}`}`;
