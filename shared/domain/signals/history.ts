import { median } from '../../lib/numbers';
import { HOUR, SECOND, floorTo, type Ms } from '../../lib/time';
import { localHourStart } from '../../lib/zones';
import type { Signal } from '../workspace/types';
import { limitSteps } from './evaluate';
import { newestComplete } from './fold';
import { sameHours } from './same-hour';
import type { SignalData, SignalHistory } from './types';

/** What a chart of the last hours draws: complete buckets, the usual range of each local hour (S11), the limits that applied. */
export function signalHistory(
  site: string,
  signal: Signal,
  data: SignalData,
  zone: string,
  awsNow: Ms,
  hours: number,
): SignalHistory {
  const period = signal.periodSeconds * SECOND;
  const newest = Math.min(
    newestComplete(signal, awsNow),
    data.covered === null ? Number.POSITIVE_INFINITY : floorTo(data.covered[1] - 1, period),
  );
  const to = floorTo(awsNow, period);
  const from = to - hours * HOUR;
  const usual: { at: Ms; low: number; median: number; high: number }[] = [];
  for (let at = localHourStart(zone, from); at <= to && data.hours.length > 0; at += HOUR) {
    const medians = sameHours(data.hours, zone, at).map((hour) => hour.median);
    // The same median that limits are made of.
    const middle = median(medians);
    if (middle !== null) usual.push({ at, low: Math.min(...medians), median: middle, high: Math.max(...medians) });
  }
  return {
    site,
    signal: signal.id,
    periodSeconds: signal.periodSeconds,
    from,
    to,
    points: data.points.filter(([at]) => at >= from && at <= newest),
    incomplete: data.points.find(([at]) => at > newest) ?? null,
    usual,
    limits: limitSteps(signal, data, zone, from, to),
  };
}
