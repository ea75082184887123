import type { MetricGroup, PlaceShape, PlatformShape } from './rig/platform';

// The fewest calls that limits of AWS and rules P2 and P3 allow, from numbers alone: nothing of the product is asked here.

const QUERIES = 500;
const POINTS = 100_800;
const ALARMS_OF_A_PAGE = 100;
const EVENTS_OF_A_PAGE = 100;
const EVENTS_OF_A_CALL = 10;
const ENTITIES_OF_A_PAGE = 100;
/** AWS bills up to five statistics of one metric in one call as one metric. */
const STATISTICS_BILLED_AS_ONE = 5;

/** P3: the last 30 buckets; at start 3 hours. */
const BUCKETS = 30;
const START_SECONDS = 3 * 60 * 60;

/** `start` is the first sweep after a start; `usual` any later one in which nothing is new. */
export type Occasion = 'start' | 'usual';

export type Calls = Readonly<Record<string, number>>;

/** Calls by operation of one sweep over the whole platform; operations that are not needed are left out. */
export function fewestCalls(shape: PlatformShape, occasion: Occasion): Calls {
  const accounts = new Set(shape.places.map(({ account }) => account)).size;
  const { events, entities } = shape;
  const calls = {
    GetMetricData: sum(shape.places.map((place) => metricCalls(place, occasion))),
    DescribeAlarms: sum(shape.places.map(({ alarms }) => Math.max(1, Math.ceil(alarms / ALARMS_OF_A_PAGE)))),
    DescribeEvents: accounts * Math.max(1, Math.ceil(events / EVENTS_OF_A_PAGE)),
    // Details and resources are asked of what is new.
    DescribeEventDetails: occasion === 'start' ? accounts * Math.ceil(events / EVENTS_OF_A_CALL) : 0,
    DescribeAffectedEntities: occasion === 'start' ? accounts * entityCalls(events, entities) : 0,
  };
  return Object.fromEntries(Object.entries(calls).filter(([, count]) => count > 0));
}

/** What one sweep is billed for at least: every metric once for each five of its statistics. */
export const fewestBilled = ({ places }: PlatformShape): number =>
  sum(
    places.flatMap(({ groups }) =>
      groups.map(({ metrics, statistics }) => metrics * Math.ceil(statistics.length / STATISTICS_BILLED_AS_ONE)),
    ),
  );

/**
 * Statistics of one metric stay in one call. Where all metrics are alike, as many as fit go into each call, and that is exact;
 * where they differ it is what the limits alone allow, which nothing can go below.
 */
function metricCalls({ groups }: PlaceShape, occasion: Occasion): number {
  const [first] = groups;
  if (first === undefined) return 0;
  if (groups.length === 1) {
    const { length } = first.statistics;
    const fit = Math.min(Math.floor(QUERIES / length), Math.floor(POINTS / (length * buckets(first, occasion))));
    return Math.ceil(first.metrics / fit);
  }
  const queries = groups.map(({ metrics, statistics }) => metrics * statistics.length);
  const points = groups.map((group, index) => (queries[index] ?? 0) * buckets(group, occasion));
  return Math.max(Math.ceil(sum(queries) / QUERIES), Math.ceil(sum(points) / POINTS));
}

const buckets = ({ period }: MetricGroup, occasion: Occasion): number =>
  Math.max(BUCKETS, occasion === 'start' ? Math.ceil(START_SECONDS / period) : 0);

/** Ten events a call, and the pages of what they have. */
function entityCalls(events: number, entities: number): number {
  const pages = (of: number): number => Math.max(1, Math.ceil((of * entities) / ENTITIES_OF_A_PAGE));
  const rest = events % EVENTS_OF_A_CALL;
  return Math.floor(events / EVENTS_OF_A_CALL) * pages(EVENTS_OF_A_CALL) + (rest > 0 ? pages(rest) : 0);
}

const sum = (values: readonly number[]): number => values.reduce((all, one) => all + one, 0);
