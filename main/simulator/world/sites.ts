import type { WeekShape } from './curves';

export type Tier = 'production' | 'pre-production' | 'development';

/** AWS accounts of the demo, numbered as in the documentation of AWS. */
export const PROD_ACCOUNT = '111122223333';
export const LOWER_ACCOUNT = '444455556666';

export interface Country {
  readonly code: 'US' | 'CA' | 'BR' | 'IN';
  readonly name: string;
  readonly timeZone: string;
  readonly week: WeekShape;
  /** Orders per minute at the busiest minute of the week. */
  readonly peakOrders: number;
  /** What a calm evening looks like: seconds, percent, percent. */
  readonly p95: number;
  readonly errors: number;
  readonly cpu: number;
}

/** One environment in one place, with the names under which AWS knows its parts. */
export interface Site {
  readonly id: string;
  readonly name: string;
  readonly country: Country;
  readonly tier: Tier;
  readonly account: string;
  readonly region: string;
  /** Prefix of its resources and alarms, e.g. `retail-br-prod`. */
  readonly prefix: string;
  readonly loadBalancer: string;
  readonly targetGroup: string;
  /** Share of the country's traffic that this environment sees. */
  readonly scale: number;
  /** How many more alarms than the ones on its signals it has. */
  readonly quietAlarms: number;
}

const COUNTRIES: readonly Country[] = [
  {
    code: 'US',
    name: 'USA',
    timeZone: 'America/New_York',
    week: { night: 0.23, lunch: 12.7, evening: 20.4, days: [1.06, 0.98, 0.97, 0.98, 0.99, 1.02, 1.05] },
    peakOrders: 2050,
    p95: 0.43,
    errors: 0.19,
    cpu: 58,
  },
  {
    code: 'CA',
    name: 'Canada',
    timeZone: 'America/Toronto',
    week: { night: 0.22, lunch: 12.4, evening: 20.2, days: [1.05, 0.98, 0.97, 0.98, 0.99, 1.02, 1.04] },
    peakOrders: 340,
    p95: 0.36,
    errors: 0.11,
    cpu: 44,
  },
  {
    code: 'BR',
    name: 'Brazil',
    timeZone: 'America/Sao_Paulo',
    week: { night: 0.2, lunch: 12.9, evening: 21.0, days: [1.04, 0.99, 0.98, 0.98, 1.0, 1.02, 1.03] },
    peakOrders: 1060,
    p95: 0.6,
    errors: 0.24,
    cpu: 62,
  },
  {
    code: 'IN',
    name: 'India',
    timeZone: 'Asia/Kolkata',
    week: { night: 0.2, lunch: 13.2, evening: 20.8, days: [1.07, 0.97, 0.96, 0.97, 0.99, 1.03, 1.07] },
    peakOrders: 1500,
    p95: 0.49,
    errors: 0.31,
    cpu: 54,
  },
];

const TIERS: readonly (readonly [tier: Tier, id: string, scale: number])[] = [
  ['production', 'prod', 1],
  ['pre-production', 'pre', 0.05],
  ['development', 'dev', 0.015],
];

const REGIONS: Readonly<Record<Country['code'], string>> = {
  US: 'us-east-1',
  CA: 'ca-central-1',
  BR: 'sa-east-1',
  IN: 'ap-south-1',
};

// These stand in workspace files too, so they depend on the site and never on the seed.
const LOAD_BALANCER_IDS: Readonly<Record<string, string>> = {
  'us-prod': '1f0a3c5d7e9b2468',
  'us-pre': '1f0a3c5d7e9b2469',
  'us-dev': '1f0a3c5d7e9b246a',
  'ca-prod': '2b4d6f80a1c3e5f7',
  'ca-pre': '2b4d6f80a1c3e5f8',
  'ca-dev': '2b4d6f80a1c3e5f9',
  'br-prod': '3c5e7092b4d6f818',
  'br-pre': '3c5e7092b4d6f819',
  'br-dev': '3c5e7092b4d6f81a',
  'in-prod': '4d6f81a3c5e70929',
  'in-pre': '4d6f81a3c5e7092a',
  'in-dev': '4d6f81a3c5e7092b',
};

const QUIET_ALARMS: Readonly<Record<string, number>> = {
  // Above 100 alarms in all, so that DescribeAlarms always has a second page somewhere.
  'us-prod': 112,
  'ca-prod': 22,
  'br-prod': 31,
  'in-prod': 26,
};

function makeSite(country: Country, tier: Tier, suffix: string, scale: number): Site {
  const id = `${country.code.toLowerCase()}-${suffix}`;
  const prefix = `retail-${id}`;
  const balancer = LOAD_BALANCER_IDS[id] ?? '0000000000000000';
  return {
    id,
    name: `${country.name} ${tier}`,
    country,
    tier,
    account: tier === 'production' ? PROD_ACCOUNT : LOWER_ACCOUNT,
    // An AWS maintenance counts for every site of its account and region, and the one of India is for pre-production alone.
    region: id === 'in-dev' ? 'ap-south-2' : REGIONS[country.code],
    prefix,
    loadBalancer: `app/${prefix}/${balancer}`,
    targetGroup: `targetgroup/${prefix}/${balancer.split('').reverse().join('')}`,
    scale,
    quietAlarms: QUIET_ALARMS[id] ?? 3,
  };
}

export const SITES: readonly Site[] = COUNTRIES.flatMap((country) =>
  TIERS.map(([tier, suffix, scale]) => makeSite(country, tier, suffix, scale)),
);
