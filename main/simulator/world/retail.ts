import { iso, MINUTE, type Ms } from '../../../shared/lib/time';
import type { Json } from '../protocol/json';
import { createRegionAlarms, type RegionAlarms } from './alarms';
import { deliveryBook, deliveryTruth } from './delivery/book';
import { entityWires, eventArn, eventsAt, eventWire, type WorldEvent } from './health-events';
import { muteWires } from './mutes';
import { siteMetrics, type WorldMetric } from './metrics';
import { readSeries } from './series';
import { createSiteModel } from './site-model';
import { LOWER_ACCOUNT, PROD_ACCOUNT, SITES } from './sites';
import { loopsAt } from './story';
import { eventTruth, siteTruth } from './truth';
import { metricKey, type HealthBook, type World } from './types';

/** Minutes that the trouble of the first picture is old when a demo starts. */
export const STORY_AGE = 12 * MINUTE;

const ACCOUNTS: readonly string[] = [PROD_ACCOUNT, LOWER_ACCOUNT];
const place = (account: string, region: string): string => `${account}/${region}`;

/**
 * The demo retailer: 12 sites whose every number is a pure function of seed and time. `storyStart` is the moment at which
 * Brazil production turns critical.
 */
export function createRetailWorld(seed: number, storyStart: Ms): World {
  const models = SITES.map((site) => createSiteModel(site, seed, storyStart));
  const places = [...new Set(SITES.map((site) => place(site.account, site.region)))];
  const metrics = new Map<string, ReadonlyMap<string, WorldMetric>>();
  const alarms = new Map<string, RegionAlarms>();
  for (const key of places) {
    const here = models.filter(({ site }) => place(site.account, site.region) === key);
    metrics.set(
      key,
      new Map(here.flatMap((model) => siteMetrics(model, seed)).map((metric) => [metricKey(metric.id), metric])),
    );
    alarms.set(key, createRegionAlarms(here, seed, storyStart));
  }

  const visible = (account: string, now: Ms): readonly WorldEvent[] =>
    eventsAt(storyStart, now).filter((event) => event.account === null || event.account === account);

  const health = (account: string, now: Ms): HealthBook => {
    const events = visible(account, now);
    return {
      plan: true,
      organization: account === PROD_ACCOUNT,
      events: events.map((event) => eventWire(event, seed)),
      details: new Map(
        events.map((event) => [
          eventArn(event, seed),
          {
            event: eventWire(event, seed),
            eventDescription: { latestDescription: event.description },
            eventMetadata: {},
          },
        ]),
      ),
      entities: events.flatMap((event) => entityWires(event, seed)),
      failed: new Map(),
      pageSize: null,
      repeatOnPages: false,
    };
  };

  /** P2: the fewest calls of one sweep over the demo workspace. */
  const fewestCalls = (now: Ms): readonly Json[] => [
    ...places.map((key) => {
      const [account = '', region = ''] = key.split('/');
      const count = alarms.get(key)?.count ?? 0;
      return { account, region, GetMetricData: 1, DescribeAlarms: Math.max(1, Math.ceil(count / 100)) };
    }),
    ...ACCOUNTS.map((account) => {
      const events = visible(account, now);
      const own = events.filter((event) => event.entities.length > 0).length;
      return {
        account,
        region: 'global',
        DescribeEvents: Math.max(1, Math.ceil(events.length / 100)),
        DescribeEventDetails: Math.ceil(events.length / 10),
        DescribeAffectedEntities: Math.ceil(own / 10),
      };
    }),
  ];

  return {
    accounts: ACCOUNTS,
    series: (request) => {
      const metric = metrics.get(place(request.account, request.region))?.get(metricKey(request));
      return metric === undefined ? null : { values: readSeries(metric, request) };
    },
    metrics: (account, region) => [...(metrics.get(place(account, region))?.values() ?? [])].map((metric) => metric.id),
    alarms: (account, region, now) => ({
      entries: alarms.get(place(account, region))?.entries(now) ?? [],
      pageSize: null,
    }),
    mutes: (account, region, now) => ({ rules: muteWires(account, region, storyStart, now), pageSize: null }),
    health,
    delivery: (account, region, now) => deliveryBook(account, region, seed, storyStart, now),
    truth: (now) => ({
      seed,
      now: iso(now),
      storyStart: iso(storyStart),
      minuteOfLoop: loopsAt(storyStart, now)[0]?.minute ?? null,
      sites: models.map((model) => siteTruth(model, storyStart, now)),
      events: eventsAt(storyStart, now).map((event) => eventTruth(event, seed)),
      outside: deliveryTruth(storyStart, now),
      fewestCalls: fewestCalls(now),
    }),
  };
}
