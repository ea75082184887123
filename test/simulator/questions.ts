import type { MetricDataQuery, MetricStat } from '@aws-sdk/client-cloudwatch';
import { GetMetricDataCommand, type GetMetricDataCommandInput } from '@aws-sdk/client-cloudwatch';
import type { Ms } from '../../shared/lib/time';
import { NOW, type Started } from './harness';

/** A metric of the scripted worlds: namespace `Test`, no dimensions. */
export const stat = (name: string, statistic = 'Average', period = 60): MetricStat => ({
  Metric: { Namespace: 'Test', MetricName: name },
  Stat: statistic,
  Period: period,
});

export const metricOf = (
  namespace: string,
  name: string,
  dimensions: Readonly<Record<string, string>>,
  statistic: string,
  period = 60,
): MetricStat => ({
  Metric: {
    Namespace: namespace,
    MetricName: name,
    Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value })),
  },
  Stat: statistic,
  Period: period,
});

/** Asks for the minutes before `NOW`, oldest first. */
export const lastMinutes = (
  minutes: number,
  queries: MetricDataQuery[],
  more: Partial<GetMetricDataCommandInput> = {},
): GetMetricDataCommand =>
  new GetMetricDataCommand({
    StartTime: new Date(minuteBefore(minutes)),
    EndTime: new Date(minuteBefore(0)),
    ScanBy: 'TimestampAscending',
    MetricDataQueries: queries,
    ...more,
  });

/** Start of the minute that lies so many minutes before the one of `now`. */
export const minuteBefore = (minutes: number, now: Ms = NOW): Ms =>
  Math.floor(now / 60_000) * 60_000 - minutes * 60_000;

/** Values of one query over the last minutes, oldest first. */
export async function values(sim: Started, minutes: number, queries: MetricDataQuery[], region = 'eu-west-1') {
  const answer = await sim.cloudWatch(region).send(lastMinutes(minutes, queries));
  return new Map(answer.MetricDataResults!.map((result) => [result.Id, result.Values]));
}

/** A scripted metric of `Test` whose last value stands in the minute before that of `NOW`. */
export const scripted = (name: string, samples: readonly (number | null)[], more: object = {}) => ({
  region: 'eu-west-1',
  namespace: 'Test',
  name,
  period: 60,
  series: { values: samples, endingAt: 60 },
  ...more,
});
