import type { Ms } from '../../lib/time';
import type { Point } from './types';

/** Index of the first point at or after an instant; points ascend. */
export function firstIndexFrom(points: readonly Point[], at: Ms): number {
  let low = 0;
  let high = points.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((points[middle]?.[0] ?? Infinity) < at) low = middle + 1;
    else high = middle;
  }
  return low;
}
