import { HOUR, MINUTE, type Ms } from '../../../shared/lib/time';
import type { Point } from '../../../shared/domain/signals/types';
import { toWall } from '../../../shared/lib/zones';

/** Traffic as a shop has it: a curve over the day, and noise in which each bucket resembles the one before. */
export interface Traffic {
  /** Standard deviation of the noise as a share of the curve. */
  readonly cv: number;
  /** How much of the deviation of a bucket the next one keeps (first-order autoregression). */
  readonly keeps: number;
}

export const ZONE = 'America/Sao_Paulo';

/** Two numbers of a normal distribution are made of two even ones (Box and Muller); one is enough here. */
const normal = (random: () => number): number =>
  Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());

/** From 250 at 4 in the morning to 1,650 at 16. */
export const curveAt = (at: Ms): number => 950 + 700 * Math.sin((2 * Math.PI * (toWall(ZONE, at) / HOUR - 10)) / 24);

/** `count` buckets of a minute from `from` on. */
export function bucketsOf(traffic: Traffic, from: Ms, count: number, random: () => number): readonly Point[] {
  const fresh = Math.sqrt(1 - traffic.keeps ** 2);
  let deviation = normal(random);
  return Array.from({ length: count }, (_, index) => {
    const at = from + index * MINUTE;
    const point = [at, curveAt(at) * Math.max(0, 1 + traffic.cv * deviation)] as const;
    deviation = traffic.keeps * deviation + fresh * normal(random);
    return point;
  });
}
