/**
 * What AWS charges for what Meridian asks (P5), in USD. Source: the CloudWatch price list of us-east-1 and the billing page of
 * its user guide, read 2026-04. DescribeAlarms and AWS Health stand in no list of billed requests.
 */
export const PRICES = {
  source: 'CloudWatch price list, us-east-1, April 2026',
  /** Per metric requested by GetMetricData; up to 5 statistics of one metric in one request are one metric. No free tier. */
  perMetric: 0.01 / 1_000,
} as const;

/** Statistics of one metric in one request that are billed as one. */
export const STATISTICS_PER_METRIC = 5;
