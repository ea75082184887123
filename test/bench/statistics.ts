import type { Row } from './figure';

/** The value that `share` (0 to 1) of the others do not exceed, by the nearest rank: always one that was measured. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const value = sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
  if (value === undefined) throw new Error('a percentile of nothing');
  return value;
}

/** The middle value; of an even number of values the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const upper = sorted[Math.floor(sorted.length / 2)];
  const lower = sorted[Math.ceil(sorted.length / 2) - 1];
  if (upper === undefined || lower === undefined) throw new Error('a median of nothing');
  return (lower + upper) / 2;
}

/** Median with lowest and highest, as a row says it. */
export function summary(values: readonly number[]): {
  readonly measured: number;
  readonly spread: NonNullable<Row['spread']>;
} {
  return {
    measured: median(values),
    spread: { min: Math.min(...values), max: Math.max(...values), runs: values.length },
  };
}
