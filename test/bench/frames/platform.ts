import type { Tier } from '../../../shared/domain/snapshot/types';
import type { Limit, Signal, Site, Team, Workspace } from '../../../shared/domain/workspace/types';

/** Where the platform of this bench stands: 25 countries, each with a region of AWS and two cities. */
const COUNTRIES: readonly (readonly [
  country: string,
  region: string,
  zone: string,
  first: readonly [latitude: number, longitude: number],
  second: readonly [latitude: number, longitude: number],
])[] = [
  ['US', 'us-east-1', 'America/New_York', [40.7, -74.0], [41.9, -87.6]],
  ['CA', 'ca-central-1', 'America/Toronto', [43.7, -79.4], [45.5, -73.6]],
  ['MX', 'us-west-2', 'America/Mexico_City', [19.4, -99.1], [25.7, -100.3]],
  ['BR', 'sa-east-1', 'America/Sao_Paulo', [-23.55, -46.63], [-8.05, -34.9]],
  ['AR', 'sa-east-1', 'America/Argentina/Buenos_Aires', [-34.6, -58.4], [-31.4, -64.2]],
  ['CL', 'sa-east-1', 'America/Santiago', [-33.4, -70.7], [-36.8, -73.0]],
  ['CO', 'us-east-2', 'America/Bogota', [4.7, -74.1], [6.2, -75.6]],
  ['GB', 'eu-west-2', 'Europe/London', [51.5, -0.1], [53.5, -2.2]],
  ['IE', 'eu-west-1', 'Europe/Dublin', [53.3, -6.3], [51.9, -8.5]],
  ['FR', 'eu-west-3', 'Europe/Paris', [48.9, 2.4], [43.3, 5.4]],
  ['DE', 'eu-central-1', 'Europe/Berlin', [52.5, 13.4], [48.1, 11.6]],
  ['ES', 'eu-south-2', 'Europe/Madrid', [40.4, -3.7], [41.4, 2.2]],
  ['IT', 'eu-south-1', 'Europe/Rome', [41.9, 12.5], [45.5, 9.2]],
  ['PL', 'eu-central-1', 'Europe/Warsaw', [52.2, 21.0], [50.1, 19.9]],
  ['SE', 'eu-north-1', 'Europe/Stockholm', [59.3, 18.1], [57.7, 12.0]],
  ['TR', 'eu-central-1', 'Europe/Istanbul', [41.0, 29.0], [39.9, 32.9]],
  ['ZA', 'af-south-1', 'Africa/Johannesburg', [-26.2, 28.0], [-33.9, 18.4]],
  ['AE', 'me-central-1', 'Asia/Dubai', [25.2, 55.3], [24.5, 54.4]],
  ['IN', 'ap-south-1', 'Asia/Kolkata', [19.1, 72.9], [28.6, 77.2]],
  ['SG', 'ap-southeast-1', 'Asia/Singapore', [1.35, 103.8], [1.4, 103.9]],
  ['ID', 'ap-southeast-3', 'Asia/Jakarta', [-6.2, 106.8], [-7.3, 112.7]],
  ['JP', 'ap-northeast-1', 'Asia/Tokyo', [35.7, 139.7], [34.7, 135.5]],
  ['KR', 'ap-northeast-2', 'Asia/Seoul', [37.6, 127.0], [35.2, 129.1]],
  ['AU', 'ap-southeast-2', 'Australia/Sydney', [-33.9, 151.2], [-37.8, 145.0]],
  ['NZ', 'ap-southeast-2', 'Pacific/Auckland', [-36.8, 174.8], [-41.3, 174.8]],
];

/** Eight of each country: four shops of production in two cities, and what is tested before them. */
const TIERS: readonly Tier[] = [
  'production',
  'production',
  'production',
  'production',
  'pre-production',
  'pre-production',
  'development',
  'development',
];

const absolute = (value: number): Limit => ({ kind: 'absolute', value });
const sameHour = (percent: number): Limit => ({ kind: 'same-hour', percent });

function signalsOf(account: string, region: string, site: string): readonly Signal[] {
  const signal = (part: Pick<Signal, 'id' | 'name' | 'unit' | 'worse' | 'warning' | 'critical'>): Signal => ({
    question: {
      kind: 'metric',
      metric: {
        namespace: 'Retail',
        name: part.id,
        dimensions: { Site: site },
        statistic: 'Average',
        periodSeconds: 60,
        unit: null,
      },
      scale: 1,
    },
    account,
    region,
    periodSeconds: 60,
    settleSeconds: 120,
    floor: 0,
    m: 3,
    n: 5,
    recover: 5,
    missing: 'unknown',
    impact: part.id === 'orders' ? 'orders' : null,
    ...part,
  });
  return [
    signal({
      id: 'orders',
      name: 'Orders',
      unit: 'per minute',
      worse: 'lower',
      warning: sameHour(75),
      critical: sameHour(55),
    }),
    signal({
      id: 'p95',
      name: 'Checkout latency p95',
      unit: 'ms',
      worse: 'higher',
      warning: absolute(800),
      critical: absolute(1_500),
    }),
    signal({
      id: 'errors',
      name: 'Error rate',
      unit: 'percent',
      worse: 'higher',
      warning: absolute(1),
      critical: absolute(3),
    }),
    signal({
      id: 'saturation',
      name: 'Saturation',
      unit: 'percent',
      worse: 'higher',
      warning: absolute(80),
      critical: absolute(95),
    }),
  ];
}

function siteOf(place: (typeof COUNTRIES)[number], index: number): Site {
  const [country, region, timeZone, first, second] = place;
  const tier = TIERS[index] ?? 'development';
  const [latitude, longitude] = index % 2 === 0 ? first : second;
  const account = tier === 'production' ? 'prod' : 'lower';
  const id = `${country.toLowerCase()}-${index + 1}`;
  return {
    id,
    name: `${country} ${tier} ${index + 1}`,
    country,
    subdivision: null,
    tier,
    account,
    region,
    // Brands of one city stand in different quarters of it.
    latitude: latitude + Math.floor(index / 2) * 0.05,
    longitude,
    timeZone,
    owner: `team-${timeZone.split('/')[0]?.toLowerCase() ?? ''}`,
    services: [],
    hours: null,
    aws: null,
    alarms: { include: [`retail-${id}-*`], ignore: [], critical: ['*-page'] },
    signals: signalsOf(account, region, id),
    healthRequired: false,
    failover: tier === 'production' ? 'us-1' : null,
    runbooks: [{ title: 'Checkout', url: `https://wiki.example.com/${id}` }],
    contact: `#${id}`,
  };
}

const team = (id: string, place: string, timeZone: string, from: number, next: string): Team => ({
  id: `team-${id}`,
  name: `${place} L3`,
  level: 'L3',
  place,
  timeZone,
  shifts: [{ days: [0, 1, 2, 3, 4, 5, 6], from: from * 60, to: (from + 8) * 60 }],
  onCall: [{ days: [0, 1, 2, 3, 4, 5, 6], from: 0, to: 0 }],
  holidays: null,
  handsOverTo: `team-${next}`,
});

/** 200 sites of 25 countries with four signals and four alarms each, and five teams that hand over to each other. */
export function platform(): Workspace {
  const teams = [
    team('america', 'New York', 'America/New_York', 9, 'asia'),
    team('europe', 'Berlin', 'Europe/Berlin', 8, 'america'),
    team('africa', 'Cape Town', 'Africa/Johannesburg', 8, 'america'),
    team('asia', 'Mumbai', 'Asia/Kolkata', 8, 'europe'),
    team('australia', 'Sydney', 'Australia/Sydney', 8, 'asia'),
  ];
  return {
    id: 'bench',
    name: 'Retail platform, 200 sites',
    accounts: new Map(
      ['prod', 'lower'].map((id) => [id, { id, name: `Retail ${id}`, profile: id, organization: false }]),
    ),
    services: [],
    sites: COUNTRIES.flatMap((place) => TIERS.map((_, index) => siteOf(place, index))),
    teams,
    people: teams.flatMap(({ id, place }) =>
      [1, 2, 3].map((number) => ({
        id: `${id}-${number}`,
        name: `${place} Person ${number}`,
        team: id,
        lead: number === 1,
      })),
    ),
    rota: [],
    leave: [],
    cover: [],
    swaps: [],
    freezes: [],
    budget: null,
  };
}
