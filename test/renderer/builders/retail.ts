import type { Point } from '../../../shared/domain/signals/types';
import type { SignalView, SiteView, Snapshot, SourceView, Tier } from '../../../shared/domain/snapshot/types';
import type { SignalHistory } from '../../../shared/ipc/types';
import { HOUR, MINUTE, SECOND, floorTo, type Ms } from '../../../shared/lib/time';
import { aPlacedRule, aSchedule } from '../../builders/mutes';
import { aSignal, aSite, aSnapshot, aSource, anAlarm, anEvent, anItem, NOW } from './snapshot';

/** The retailer of the pictures: four countries, three tiers, figures as drawn. */
interface Country {
  readonly code: string;
  readonly name: string;
  readonly region: string;
  readonly latitude: number;
  readonly longitude: number;
  readonly timeZone: string;
  readonly team: string;
  readonly orders: readonly [value: number, warning: number, critical: number];
  readonly p95: number;
  readonly errors: number;
  readonly cpu: number;
}
const COUNTRIES: readonly Country[] = [
  {
    code: 'US',
    name: 'USA',
    region: 'us-east-1',
    latitude: 39.04,
    longitude: -77.49,
    timeZone: 'America/New_York',
    team: 'us-l3',
    orders: [1722, 1200, 900],
    p95: 430,
    errors: 0.19,
    cpu: 56,
  },
  {
    code: 'CA',
    name: 'Canada',
    region: 'ca-central-1',
    latitude: 45.5,
    longitude: -73.57,
    timeZone: 'America/Toronto',
    team: 'us-l3',
    orders: [286, 180, 120],
    p95: 360,
    errors: 0.11,
    cpu: 42,
  },
  {
    code: 'BR',
    name: 'Brazil',
    region: 'sa-east-1',
    latitude: -23.55,
    longitude: -46.63,
    timeZone: 'America/Sao_Paulo',
    team: 'br-l2',
    orders: [828, 600, 540],
    p95: 610,
    errors: 0.22,
    cpu: 57,
  },
  {
    code: 'IN',
    name: 'India',
    region: 'ap-south-1',
    latitude: 19.08,
    longitude: 72.88,
    timeZone: 'Asia/Kolkata',
    team: 'in-l2',
    orders: [661, 220, 150],
    p95: 490,
    errors: 0.31,
    cpu: 52,
  },
];
const TEAM_NAMES: Readonly<Record<string, string>> = { 'us-l3': 'US L3', 'br-l2': 'Brazil L2', 'in-l2': 'India L2' };
const TIERS: readonly (readonly [tier: Tier, id: string, word: string])[] = [
  ['production', 'prod', 'production'],
  ['pre-production', 'pre', 'pre-production'],
  ['development', 'dev', 'development'],
];

/** Deterministic noise: the same picture every time. */
const noise = (seed: number): number => {
  const x = Math.sin(seed * 12.9898) * 43758.5453;
  return x - Math.floor(x);
};

function points(
  base: number,
  seed: number,
  to: Ms,
  count = 60,
  period = 60,
  bend: (share: number) => number = () => 1,
): readonly Point[] {
  const end = floorTo(to, period * SECOND);
  return Array.from({ length: count }, (_, index): Point => {
    const share = index / (count - 1);
    const smooth = (noise(seed + index) + noise(seed + index + 1) + noise(seed + index + 2)) / 3 - 0.5;
    return [end - (count - 1 - index) * period * SECOND, base * (1 + smooth * 0.11) * bend(share)];
  });
}

const lastOf = (list: readonly Point[]): number => Math.round((list.at(-1)?.[1] ?? 0) * 100) / 100;

function signalsOf(
  country: Country,
  until: Ms,
  bend: readonly ((share: number) => number)[],
  source: string,
): readonly SignalView[] {
  const one = (
    id: string,
    name: string,
    unit: string,
    worse: 'lower' | 'higher',
    base: number,
    warning: number | null,
    critical: number | null,
    which: number,
  ): SignalView => {
    const recent = points(base, country.code.charCodeAt(0) * 7 + which * 131, until, 60, 60, bend[which] ?? (() => 1));
    return aSignal({
      id,
      name,
      unit,
      worse,
      warning,
      critical,
      recent,
      value: bend[which] ? lastOf(recent) : base,
      at: recent.at(-1)?.[0] ?? null,
      incomplete: [(recent.at(-1)?.[0] ?? 0) + MINUTE, (recent.at(-1)?.[1] ?? 0) * 0.98],
      limitText: id === 'orders' ? '75% of same-hour' : null,
      source,
    });
  };
  return [
    one('orders', 'Orders', 'per minute', 'lower', country.orders[0], country.orders[1], country.orders[2], 0),
    one('p95', 'Checkout latency p95', 'ms', 'higher', country.p95, 800, 2000, 1),
    one('errors', 'Error rate', 'percent', 'higher', country.errors, 1, 3, 2),
    one('cpu', 'Saturation', 'percent', 'higher', country.cpu, 80, 95, 3),
  ];
}

function sitesOf(until: Ms): readonly SiteView[] {
  return COUNTRIES.flatMap((country) =>
    TIERS.map(([tier, id, word], index): SiteView => {
      const account = tier === 'production' ? 'prod' : 'lower';
      return aSite({
        id: `${country.code.toLowerCase()}-${id}`,
        name: `${country.name} ${word}`,
        country: country.code,
        tier,
        account,
        accountName: account === 'prod' ? 'Retail production' : 'Retail lower environments',
        region: country.region,
        latitude: country.latitude,
        longitude: country.longitude,
        timeZone: country.timeZone,
        owner: tier === 'development' ? null : { team: country.team, name: TEAM_NAMES[country.team] ?? country.team },
        failover: country.code === 'BR' && tier === 'production' ? 'us-prod' : null,
        since: NOW - (5 + index * 9) * HOUR - 18 * MINUTE,
        signals: signalsOf(country, until, [], `${account}/${country.region}/GetMetricData`),
        alarms: Array.from({ length: 9 }, (_, n) =>
          anAlarm({
            name: `retail-${country.code.toLowerCase()}-${id}-${['payments-p95-high', 'cart-5xx', 'search-latency', 'queue-depth', 'rds-connections', 'disk', 'elb-unhealthy', 'cache-evictions', 'cert-expiry'][n] ?? n}`,
            since: NOW - (n + 2) * 26 * HOUR,
          }),
        ),
        dataAt: until - 12 * SECOND,
        sources: [
          `${account}/${country.region}/DescribeAlarms`,
          `${account}/${country.region}/GetMetricData`,
          `${account}/global/Health`,
        ],
      });
    }),
  );
}

function sourcesOf(at: Ms): readonly SourceView[] {
  return (['prod', 'lower'] as const).flatMap((account) => [
    ...COUNTRIES.flatMap(({ region }) =>
      (['DescribeAlarms', 'GetMetricData'] as const).map((api, index) =>
        aSource({
          account,
          region,
          api,
          intervalSeconds: account === 'prod' ? 60 : 300,
          lastGoodAt: at - (9 + index * 3) * SECOND,
          nextTryAt: at + 40 * SECOND,
        }),
      ),
    ),
    aSource({ account, region: 'global', api: 'Health', intervalSeconds: 300, lastGoodAt: at - 40 * SECOND }),
  ]);
}

/** Everything ok. */
export const calm = (): Snapshot =>
  aSnapshot({ sites: sitesOf(NOW), sources: sourcesOf(NOW), attention: [], events: [] });

const jump =
  (from: number, height: number, width = 0.08) =>
  (share: number): number =>
    share < from ? 1 : Math.min(height, 1 + ((share - from) / width) * (height - 1));
const drop =
  (from: number, depth: number, width = 0.1) =>
  (share: number): number =>
    share < from ? 1 : Math.max(depth, 1 - ((share - from) / width) * (1 - depth));

/** Mutes the alarm of Brazil for four hours, from 21:00 there. */
const CAPACITY = aPlacedRule({
  name: 'br-az1-capacity',
  alarms: ['retail-br-asg-az1-launch'],
  active: true,
  schedule: aSchedule('at(2026-11-17T21:00)', 4 * HOUR, 'America/Sao_Paulo'),
});

/** Picture 1: Brazil production critical, Canada development unknown, India pre-production in maintenance. */
export function critical(): Snapshot {
  const base = calm();
  const source = 'prod/sa-east-1/GetMetricData';
  const brazil = COUNTRIES[2]!;
  const sites = base.sites.map((site): SiteView => {
    if (site.id === 'br-prod') {
      const signals = signalsOf(
        brazil,
        NOW,
        [drop(0.82, 0.613), jump(0.79, 3.93), jump(0.82, 14.1), (share) => 1 + Math.max(0, share - 0.6) * 0.7],
        source,
      ).map((signal) =>
        signal.id === 'cpu' ? signal : { ...signal, state: 'critical' as const, since: NOW - 12 * MINUTE },
      );
      const reason = (
        text: string,
        minutes: number,
        severity: 'critical' | 'warning',
        kind: 'signal' | 'alarm' | 'health-event',
        subject: string,
        from = source,
      ) => ({
        kind,
        severity,
        text,
        since: floorTo(NOW, MINUTE) - minutes * MINUTE,
        source: from,
        ageSeconds: 12,
        subject,
      });
      return {
        ...site,
        status: 'critical',
        since: floorTo(NOW, MINUTE) - 12 * MINUTE,
        signals,
        ordersLostPerMinute: 317,
        reasons: [
          reason(
            'Checkout latency p95 2,400 ms, critical above 2,000 ms in 4 of 5 buckets',
            12,
            'critical',
            'signal',
            'p95',
          ),
          reason('Error rate 3.1%, critical above 3% in 4 of 5 buckets', 11, 'critical', 'signal', 'errors'),
          reason('Orders 508 per minute, 38% under the same hour (limit 600)', 8, 'critical', 'signal', 'orders'),
          reason(
            'Composite alarm retail-br-checkout-page is in ALARM',
            11,
            'critical',
            'alarm',
            'retail-br-checkout-page',
            'prod/sa-east-1/DescribeAlarms',
          ),
          reason(
            'Alarm retail-br-asg-az1-launch is in ALARM (muted until 04:00 UTC)',
            31,
            'warning',
            'alarm',
            'retail-br-asg-az1-launch',
            'prod/sa-east-1/DescribeAlarms',
          ),
          reason(
            'AWS issue: EC2 API errors and latency in sae1-az1',
            44,
            'warning',
            'health-event',
            anEvent().arn,
            'prod/global/Health',
          ),
        ],
        alarms: [
          anAlarm({
            name: 'retail-br-checkout-page',
            kind: 'composite',
            state: 'ALARM',
            severity: 'critical',
            since: NOW - 11 * MINUTE,
            reason: 'ALARM(retail-br-checkout-p95-high) OR ALARM(retail-br-checkout-5xx-rate)',
          }),
          anAlarm({
            name: 'retail-br-checkout-p95-high',
            state: 'ALARM',
            severity: 'warning',
            under: 'retail-br-checkout-page',
            since: NOW - 12 * MINUTE,
          }),
          anAlarm({
            name: 'retail-br-checkout-5xx-rate',
            state: 'ALARM',
            severity: 'warning',
            under: 'retail-br-checkout-page',
            since: NOW - 11 * MINUTE,
          }),
          anAlarm({
            name: 'retail-br-asg-az1-launch',
            state: 'ALARM',
            severity: 'warning',
            since: NOW - 31 * MINUTE,
            badge: 'muted',
            mute: { until: floorTo(NOW, HOUR) + 3 * HOUR, by: [CAPACITY.name] },
          }),
          ...site.alarms,
        ],
        events: [anEvent().arn, 'arn:aurora'],
      };
    }
    if (site.id === 'ca-dev')
      return {
        ...site,
        status: 'unknown',
        since: NOW - 9 * MINUTE,
        was: { status: 'ok', at: NOW - 9 * MINUTE },
        signals: site.signals.map((signal) => ({ ...signal, state: 'unknown' as const })),
        reasons: [
          {
            kind: 'signal',
            severity: 'unknown',
            text: 'Orders is silent, was ok 01:33 UTC',
            since: NOW - 9 * MINUTE,
            source: 'lower/ca-central-1/GetMetricData',
            ageSeconds: 12,
            subject: 'orders',
          },
        ],
      };
    if (site.id === 'in-pre')
      return {
        ...site,
        status: 'maintenance',
        since: NOW - 42 * MINUTE,
        reasons: [
          {
            kind: 'health-event',
            severity: 'maintenance',
            text: 'AWS maintenance: Aurora minor version upgrade until 03:00 UTC',
            since: NOW - 42 * MINUTE,
            source: 'lower/global/Health',
            ageSeconds: 40,
            subject: 'arn:in-aurora',
          },
        ],
      };
    return site;
  });
  return {
    ...base,
    mutes: [CAPACITY],
    sites,
    events: [
      anEvent(),
      anEvent({
        arn: 'arn:aurora',
        service: 'RDS',
        category: 'scheduledChange',
        status: 'upcoming',
        open: true,
        availabilityZone: null,
        start: NOW + 101 * HOUR,
        end: NOW + 103 * HOUR,
        title: 'Aurora storage patch',
        counts: [],
        description: 'Aurora applies an operating system patch in the maintenance window.',
      }),
      anEvent({
        arn: 'arn:in-aurora',
        account: 'lower',
        service: 'RDS',
        region: 'ap-south-1',
        availabilityZone: null,
        category: 'scheduledChange',
        status: 'open',
        start: NOW - 42 * MINUTE,
        end: NOW + 78 * MINUTE,
        title: 'Aurora minor version upgrade',
        sites: ['in-pre'],
        counts: ['in-pre'],
      }),
      anEvent({
        arn: 'arn:ca-rds',
        service: 'RDS',
        region: 'ca-central-1',
        category: 'scheduledChange',
        status: 'upcoming',
        start: NOW + 138 * MINUTE,
        end: NOW + 200 * MINUTE,
        title: 'RDS patch',
        sites: ['ca-prod'],
        counts: [],
      }),
    ],
    attention: [
      anItem({
        title: 'Checkout latency p95 2.4 s, limit 2 s',
        detail:
          'Error rate 3.1%, limit 3%. Orders 508 per minute, 38% under the same hour. AWS issue: EC2 API errors and latency in sae1-az1',
        ordersLostPerMinute: 317,
        since: floorTo(NOW, MINUTE) - 12 * MINUTE,
        rank: 'production, critical, 317 orders a minute under the same hour',
      }),
      anItem({
        site: 'in-pre',
        severity: 'maintenance',
        title: 'AWS maintenance: Aurora minor version upgrade until 03:00 UTC',
        since: NOW - 42 * MINUTE,
        rank: 'pre-production, maintenance',
      }),
      anItem({
        site: 'ca-dev',
        severity: 'unknown',
        title: 'Orders is silent, was ok 01:33 UTC',
        since: NOW - 9 * MINUTE,
        rank: 'development, unknown',
      }),
    ],
  };
}

/** Several troubles: two criticals, warnings, one acknowledged. */
export function troubles(): Snapshot {
  const base = critical();
  const warn = (site: SiteView, text: string): SiteView => ({
    ...site,
    status: 'warning',
    since: NOW - 26 * MINUTE,
    reasons: [
      {
        kind: 'signal',
        severity: 'warning',
        text,
        since: NOW - 26 * MINUTE,
        source: site.sources[1] ?? '',
        ageSeconds: 12,
        subject: 'p95',
      },
    ],
    signals: site.signals.map((signal) =>
      signal.id === 'p95'
        ? {
            ...signal,
            state: 'warning' as const,
            value: 930,
            recent: signal.recent.map(([at, v], i) => [at, i > 34 ? v * 2.3 : v] as const),
          }
        : signal,
    ),
  });
  return {
    ...base,
    sites: base.sites.map((site) =>
      site.id === 'us-prod'
        ? warn(site, 'Checkout latency p95 930 ms, warning above 800 ms')
        : site.id === 'us-pre'
          ? warn(site, 'Checkout latency p95 930 ms, warning above 800 ms')
          : site,
    ),
    attention: [
      ...base.attention.slice(0, 1),
      anItem({
        site: 'us-pre',
        severity: 'warning',
        title: 'Checkout latency p95 930 ms, limit 800 ms',
        since: NOW - 26 * MINUTE,
        rank: 'pre-production, warning',
      }),
      ...base.attention.slice(1),
      anItem({
        site: 'us-prod',
        severity: 'warning',
        title: 'Checkout latency p95 930 ms, limit 800 ms',
        since: NOW - 26 * MINUTE,
        acknowledgedAt: NOW - 4 * MINUTE,
        rank: 'production, warning',
      }),
    ],
  };
}

/** Nothing was seen for seven minutes. */
export function blind(): Snapshot {
  const ago = 7 * MINUTE;
  const seen = NOW - ago;
  const base = calm();
  const reason = 'Sign-in for account prod ended';
  return {
    ...base,
    sites: sitesOf(seen).map((site) => ({
      ...site,
      status: 'unknown',
      since: seen,
      blind: true,
      was: { status: 'ok', at: seen },
      dataAt: seen,
      signals: site.signals.map((signal) => ({ ...signal, condition: 'signed-out' as const, conditionReason: reason })),
      reasons: [
        {
          kind: 'blind',
          severity: 'unknown',
          text: `Metrics of ${site.account} in ${site.region} not seen since 01:35 UTC: signed-out, ${reason}`,
          since: seen,
          source: site.sources[1] ?? '',
          ageSeconds: 420,
          subject: null,
        },
      ],
      healthViewMissing: 'AWS view missing since 01:35 UTC: signed-out',
    })),
    sources: base.sources.map((source) => ({
      ...source,
      condition: 'signed-out',
      lastGoodAt: seen,
      nextTryAt: null,
      reason,
    })),
    attention: base.sites.map((site) =>
      anItem({
        site: site.id,
        severity: 'unknown',
        title: `Metrics of ${site.account} in ${site.region} not seen since 01:35 UTC`,
        since: seen,
        rank: `${site.tier}, unknown`,
      }),
    ),
  };
}

/** Signed out of production only. */
export function blindProduction(): Snapshot {
  const all = blind();
  const good = calm();
  const keep = (account: string): boolean => account === 'prod';
  return {
    ...good,
    sites: good.sites.map((site) =>
      keep(site.account) ? (all.sites.find((one) => one.id === site.id) ?? site) : site,
    ),
    sources: good.sources.map((source) =>
      keep(source.account) ? (all.sources.find((one) => one.id === source.id) ?? source) : source,
    ),
    attention: all.attention.filter((item) => item.site.endsWith('-prod')),
  };
}

export const restoring = (): Snapshot => {
  const base = critical();
  return {
    ...base,
    restoring: true,
    generatedAt: NOW - 4 * MINUTE,
    sites: base.sites.map((site) => ({ ...site, dataAt: NOW - 3 * MINUTE - 20 * SECOND })),
    sources: base.sources.map((source) => ({
      ...source,
      lastGoodAt: NOW - 3 * MINUTE - 20 * SECOND,
      intervalSeconds: 300,
    })),
  };
};

/** 200 sites in 20 countries. */
export function many(): Snapshot {
  const places: readonly (readonly [
    code: string,
    region: string,
    latitude: number,
    longitude: number,
    zone: string,
  ])[] = [
    ['US', 'us-east-1', 39.04, -77.49, 'America/New_York'],
    ['US', 'us-west-2', 45.84, -119.7, 'America/Los_Angeles'],
    ['CA', 'ca-central-1', 45.5, -73.57, 'America/Toronto'],
    ['BR', 'sa-east-1', -23.55, -46.63, 'America/Sao_Paulo'],
    ['IN', 'ap-south-1', 19.08, 72.88, 'Asia/Kolkata'],
    ['DE', 'eu-central-1', 50.11, 8.68, 'Europe/Berlin'],
    ['FR', 'eu-west-3', 48.86, 2.35, 'Europe/Paris'],
    ['GB', 'eu-west-2', 51.51, -0.13, 'Europe/London'],
    ['IE', 'eu-west-1', 53.35, -6.26, 'Europe/Dublin'],
    ['SE', 'eu-north-1', 59.33, 18.07, 'Europe/Stockholm'],
    ['IT', 'eu-south-1', 45.46, 9.19, 'Europe/Rome'],
    ['ES', 'eu-south-2', 41.65, -0.88, 'Europe/Madrid'],
    ['CH', 'eu-central-2', 47.37, 8.54, 'Europe/Zurich'],
    ['JP', 'ap-northeast-1', 35.68, 139.69, 'Asia/Tokyo'],
    ['KR', 'ap-northeast-2', 37.57, 126.98, 'Asia/Seoul'],
    ['SG', 'ap-southeast-1', 1.35, 103.82, 'Asia/Singapore'],
    ['AU', 'ap-southeast-2', -33.87, 151.21, 'Australia/Sydney'],
    ['ID', 'ap-southeast-3', -6.21, 106.85, 'Asia/Jakarta'],
    ['ZA', 'af-south-1', -33.92, 18.42, 'Africa/Johannesburg'],
    ['AE', 'me-central-1', 25.2, 55.27, 'Asia/Dubai'],
  ];
  const sites = places.flatMap(([country, region, latitude, longitude, timeZone], place) =>
    Array.from({ length: 10 }, (_, index): SiteView => {
      const tier: Tier = index < 3 ? 'production' : index < 6 ? 'pre-production' : 'development';
      const status =
        place === 6 && index === 0
          ? 'critical'
          : (place + index) % 23 === 0
            ? 'warning'
            : (place * 3 + index) % 31 === 0
              ? 'unknown'
              : 'ok';
      return aSite({
        id: `${region}-${index}`,
        name: `${region} ${tier} ${index + 1}`,
        country,
        region,
        latitude,
        longitude,
        timeZone,
        tier,
        status,
        since: NOW - (index + 1) * 7 * MINUTE,
        signals: signalsOf(COUNTRIES[place % 4]!, NOW, [], `prod/${region}/GetMetricData`),
        sources: [`prod/${region}/GetMetricData`],
      });
    }),
  );
  return aSnapshot({
    sites,
    sources: places.map(([, region]) => aSource({ region })),
    attention: sites
      .filter((site) => site.status !== 'ok')
      .map((site) =>
        anItem({
          site: site.id,
          severity: site.status === 'ok' ? 'warning' : site.status,
          title: `${site.name} p95 930 ms, limit 800 ms`,
          since: site.since,
        }),
      ),
  });
}

/** One site, and nothing else. */
export const single = (): Snapshot => {
  const base = calm();
  return { ...base, sites: base.sites.filter((site) => site.id === 'br-prod'), teams: base.teams.slice(0, 1) };
};

export const empty = (): Snapshot =>
  aSnapshot({
    sites: [],
    sources: [],
    teams: [],
    demo: false,
    workspace: { id: 'new', name: 'New shop', file: 'meridian.yaml', problem: null },
  });

/** Points for a chart, as the engine would answer. */
export function historyOf(snapshot: Snapshot): (site: string, signal: string, hours: number) => SignalHistory | null {
  return (siteId, signalId, hours) => {
    const signal = snapshot.sites.find((site) => site.id === siteId)?.signals.find((one) => one.id === signalId);
    if (!signal) return null;
    const to = signal.recent.at(-1)?.[0] ?? NOW;
    const base = signal.recent[0]?.[1] ?? 1;
    const early = hours === 1 ? [] : points(base, 900, to - HOUR, 276, 300, (share) => 0.8 + 0.2 * Math.sin(share * 6));
    const usual = Array.from({ length: hours + 2 }, (_, index) => {
      const at = floorTo(to, HOUR) - (hours + 1 - index) * HOUR + HOUR;
      const middle = base * (0.97 + 0.02 * Math.sin(index));
      return { at, low: middle * 0.93, median: middle, high: middle * 1.08 };
    });
    return {
      site: siteId,
      signal: signalId,
      periodSeconds: 60,
      from: NOW - hours * HOUR,
      to: NOW,
      points: [...early, ...signal.recent],
      incomplete: signal.incomplete,
      usual,
      limits: [{ at: NOW - 25 * HOUR, warning: signal.warning, critical: signal.critical }],
    };
  };
}
