import type { Ms } from '../../../shared/lib/time';
import { isRecord } from '../protocol/json';

/**
 * Wire objects carry epoch seconds, which nobody can write ahead for a clock that runs. `{"$secondsAgo": 600}` stands for
 * the moment ten minutes before the simulator started; a negative number lies ahead.
 */
export function resolveTimes(value: unknown, startedAt: Ms): unknown {
  if (Array.isArray(value)) return value.map((item: unknown) => resolveTimes(item, startedAt));
  if (!isRecord(value)) return value;
  const ago = value['$secondsAgo'];
  if (typeof ago === 'number') return startedAt / 1000 - ago;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, resolveTimes(item, startedAt)]));
}
