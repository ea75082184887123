import { DAY, SECOND, floorTo, type Ms } from '../../lib/time';
import type { SpendView } from '../snapshot/types';
import { PRICES } from './prices';

/** Requests of one day (UTC) to one operation; `units` are what AWS bills (metrics for GetMetricData). */
export interface DayUsage {
  /** Start of the UTC day. */
  readonly day: Ms;
  readonly api: string;
  readonly requests: number;
  readonly units: number;
}

/** P5: USD of so many billed units of an operation. Only GetMetricData is billed; DescribeAlarms and Health are not. */
export const costOf = (api: string, units: number): number => (api === 'GetMetricData' ? units * PRICES.perMetric : 0);

/** Adds usage to the count of its day. */
export function addUsage(
  days: readonly DayUsage[],
  at: Ms,
  api: string,
  requests: number,
  units: number,
): readonly DayUsage[] {
  const day = floorTo(at, DAY);
  const known = days.find((one) => one.day === day && one.api === api);
  const next = { day, api, requests: (known?.requests ?? 0) + requests, units: (known?.units ?? 0) + units };
  return [...days.filter((one) => one !== known), next];
}

/**
 * P5: today so far, and the month: what was spent in it, and for the rest of it the pace at which sources are asked now.
 * `unitsPerSecond` is that pace, in billed units of GetMetricData.
 */
export function spendView(
  days: readonly DayUsage[],
  now: Ms,
  unitsPerSecond: number,
  budget: number | null,
): SpendView {
  const month = new Date(now).toISOString().slice(0, 7);
  const inMonth = days.filter((one) => new Date(one.day).toISOString().startsWith(month));
  const today = inMonth.filter((one) => one.day === floorTo(now, DAY));
  const cost = (list: readonly DayUsage[]): number => list.reduce((sum, one) => sum + costOf(one.api, one.units), 0);
  const monthSoFar = cost(inMonth);
  const date = new Date(now);
  const monthEnd = Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1);
  const pace = costOf('GetMetricData', unitsPerSecond) / SECOND;
  const byApi = [...new Set(today.map((one) => one.api))].sort().map((api) => {
    const own = today.filter((one) => one.api === api);
    const units = own.reduce((sum, one) => sum + one.units, 0);
    return {
      api,
      requests: own.reduce((sum, one) => sum + one.requests, 0),
      billedUnits: units,
      cost: round(costOf(api, units)),
    };
  });
  return {
    currency: 'USD',
    today: round(cost(today)),
    monthForecast: round(monthSoFar + pace * (monthEnd - now)),
    byApi,
    budget,
    prices: PRICES.source,
  };
}

const round = (value: number): number => Math.round(value * 10_000) / 10_000;
