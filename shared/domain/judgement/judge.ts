import { median } from '../../lib/numbers';
import type { Point } from '../signals/types';
import { sharesBelow, shift, trimmedMean } from './ranks';
import { studentCdf, studentQuantile } from './student';
import type { Judgement, JudgementInput } from './types';

/** `worse` may be said from here on when a limit is breached. */
export const LEAST_WITH_BREACH = 8;
/** Complete buckets that every other verdict needs, by the period of the signal. */
export const leastBuckets = (periodSeconds: number): number => (periodSeconds >= 300 ? 12 : 30);
/** Chance to call unchanged traffic worse (or better) in one look; a look is taken with every bucket. */
const TAIL = 0.01;
/** The time before is at least so many times as long as what is compared with it. */
const LEAST_WINDOWS = 4;
/** Share of the buckets whose hour of the week before must be known. */
const LEAST_KNOWN = 0.8;

/**
 * Compares a signal before and after a change (product.md 4, judgement). Pure; never throws. Mann-Whitney's U of the buckets after
 * against those before; how far it strays with nothing changed is measured on every window of the same length in the time before,
 * so whatever makes neighbouring buckets alike is in it. Effect: Hodges and Lehmann's shift, its interval by the same windows.
 */
export function judge(input: JudgementInput): Judgement {
  const { before, after, method } = comparable(input);
  const known = {
    before: { n: before.length, effective: null },
    after: { n: after.length, effective: null },
    effect: null,
    interval: null,
    p: null,
    breached: isBreached(input),
    method,
  } as const;
  const tooFew = (text: string): Judgement => ({ ...known, verdict: 'not-enough-data', text });
  if (after.length < LEAST_WITH_BREACH)
    return tooFew(`${buckets(after.length)} since the change; ${LEAST_WITH_BREACH} are needed to say anything`);
  const length = Math.min(after.length, Math.floor(before.length / LEAST_WINDOWS));
  if (length < LEAST_WITH_BREACH)
    return tooFew(`${buckets(before.length)} before the change; ${LEAST_WINDOWS * LEAST_WITH_BREACH} are needed`);

  const compared = compare(before, after, length);
  const result = { ...known, ...compared };
  const worsening = input.worse === 'higher' ? 1 : -1;
  const { effect, interval, p } = compared;
  const said = `${share(effect)} than before (95 % sure: ${range(interval)})`;
  const least = leastBuckets(input.periodSeconds);
  const isLarge = Math.abs(effect) > input.tolerance;
  const isSure = interval[0] > 0 || interval[1] < 0;
  if (result.breached && isLarge && isSure && effect * worsening > 0)
    return { ...result, verdict: 'worse', text: `beyond its limit, and ${said}` };
  if (method === 'plain')
    return { ...result, verdict: 'not-enough-data', text: 'what this hour says in other weeks is not known' };
  if (after.length < least)
    return {
      ...result,
      verdict: 'not-enough-data',
      text: `${buckets(after.length)} since the change; ${least} are needed`,
    };
  if (p < TAIL && isLarge) return { ...result, verdict: effect * worsening > 0 ? 'worse' : 'better', text: said };
  if (interval[0] >= -input.tolerance && interval[1] <= input.tolerance)
    return {
      ...result,
      verdict: 'same',
      text: `within the tolerance of ${percent(input.tolerance)}: ${range(interval)}`,
    };
  return {
    ...result,
    verdict: 'not-enough-data',
    text: `the effect may be ${range(interval)}, the tolerance is ${percent(input.tolerance)}: more buckets are needed`,
  };
}

/** Every bucket divided by the same hour of the week before, where enough of these are known. */
function comparable({ before, after, usual }: JudgementInput): {
  readonly before: readonly number[];
  readonly after: readonly number[];
  readonly method: Judgement['method'];
} {
  const ratios = (points: readonly Point[]): readonly number[] =>
    points.flatMap(([at, value]) => {
      const expected = usual(at);
      return expected === null || expected <= 0 ? [] : [value / expected];
    });
  const [was, is] = [ratios(before), ratios(after)];
  if (was.length >= LEAST_KNOWN * before.length && is.length >= LEAST_KNOWN * after.length)
    return { before: was, after: is, method: 'week-ratio' };
  const values = (points: readonly Point[]): readonly number[] => points.map(([, value]) => value);
  return { before: values(before), after: values(after), method: 'plain' };
}

/** The signal's own rule (S3): M of its last N buckets, all of them after the change. */
function isBreached({ after, isBeyond, breach }: JudgementInput): boolean {
  return after.slice(-breach.n).filter(isBeyond).length >= breach.m;
}

function compare(before: readonly number[], after: readonly number[], length: number) {
  const windows = before.length / length;
  const df = Math.floor(windows) - 1;
  // Windows are part of what they are held against, the buckets after are not.
  const outside = (1 + 1 / windows) / (1 - 1 / windows);
  const averages = movingAverages(sharesBelow(before, before), length);
  const within = meanSquare(averages.map((average) => average - 0.5)) / (1 - 1 / windows);
  const strays = Math.sqrt(within * (1 + 1 / windows));
  const superiority = mean(sharesBelow(after, before)) - 0.5;
  const far = superiority === 0 ? 0 : Math.abs(superiority) / strays;
  const level = Math.abs(median(before) ?? 0) || Math.max(...after.map(Math.abs)) || 1;
  const effect = shift(after, before) / level;
  const centres = windowsOf(before, length).map(trimmedMean);
  const middle = median(centres) ?? 0;
  const spread = Math.sqrt(meanSquare(centres.map((one) => one - middle)) * outside) / level;
  const wide = studentQuantile(0.025, df) * spread;
  // A mean of ranks of n independent buckets strays by 1 / 12 n.
  const effective = Math.min(after.length, within === 0 ? after.length : 1 / (12 * within));
  return {
    before: { n: before.length, effective: (effective / after.length) * before.length },
    after: { n: after.length, effective },
    effect,
    interval: [effect - wide, effect + wide] as const,
    p: Number.isFinite(far) ? 1 - studentCdf(far, df) : 0,
  };
}

function movingAverages(values: readonly number[], length: number): readonly number[] {
  const averages: number[] = [];
  let sum = 0;
  values.forEach((value, index) => {
    sum += value - (index >= length ? (values[index - length] ?? 0) : 0);
    if (index >= length - 1) averages.push(sum / length);
  });
  return averages;
}

/** Windows that overlap by five sixths: as good as all of them, and a sixth of the work. */
function windowsOf(values: readonly number[], length: number): readonly (readonly number[])[] {
  const step = Math.max(1, Math.floor(length / 6));
  const windows: (readonly number[])[] = [];
  for (let from = 0; from + length <= values.length; from += step) windows.push(values.slice(from, from + length));
  return windows;
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
const meanSquare = (values: readonly number[]): number => mean(values.map((value) => value * value));

const buckets = (count: number): string => `${count} ${count === 1 ? 'bucket' : 'buckets'}`;
const percent = (value: number): string => `${Number((100 * value).toPrecision(2))} %`;
const share = (effect: number): string => `${percent(Math.abs(effect))} ${effect < 0 ? 'lower' : 'higher'}`;
const range = ([low, high]: readonly [number, number]): string => `${percent(low)} to ${percent(high)}`;
