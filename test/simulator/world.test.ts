import { beforeAll, describe, expect, test } from 'vitest';
import { createRetailWorld } from '../../main/simulator/world/retail';
import { SITES, type Site } from '../../main/simulator/world/sites';
import { metricIds } from '../../main/simulator/world/metrics';
import { LOOP_MINUTES } from '../../main/simulator/world/story';
import type { MetricId, World } from '../../main/simulator/world/types';
import { createZone } from '../../main/simulator/world/zone';
import { DAY, HOUR, iso, MINUTE, type Ms } from '../../shared/lib/time';

/** Minute zero of the story: Brazil turns critical. */
const STORY = Date.parse('2026-11-18T01:30:00Z');
const at = (minute: number): Ms => STORY + minute * MINUTE;
const world = createRetailWorld(1, STORY);

const siteOf = (id: string): Site => SITES.find((site) => site.id === id)!;
const production = SITES.filter((site) => site.tier === 'production');

function read(
  site: Site,
  metric: MetricId,
  statistic: string,
  from: Ms,
  to: Ms,
  periodMs: Ms = MINUTE,
  of: World = world,
) {
  const { account, region } = site;
  return of.series({ ...metric, account, region, statistic, periodMs, from, to, now: to + 10 * MINUTE })!.values;
}
const orders = (site: Site, from: Ms, to: Ms, period?: Ms, of?: World) =>
  read(site, metricIds(site).orders, 'Sum', from, to, period, of);

/** The four signals of a site in a minute of the story. */
function signals(id: string, minute: number) {
  const site = siteOf(id);
  const ids = metricIds(site);
  const one = (metric: MetricId, statistic: string) => read(site, metric, statistic, at(minute), at(minute + 1))[0]!;
  const errors = (one(ids.targetErrors, 'Sum') || 0) + (one(ids.balancerErrors, 'Sum') || 0);
  return {
    p95: one(ids.responseTime, 'p95') * 1000,
    errors: (100 * errors) / one(ids.requests, 'Sum'),
    cpu: one(ids.cpu, 'Average'),
    forecast: site.tier === 'production' ? one(ids.ordersVsForecast, 'Average') : NaN,
  };
}

const median = (numbers: readonly number[]): number =>
  [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)]!;

describe('determinism', () => {
  test('the same seed gives the same numbers, another seed others of the same kind', () => {
    const site = siteOf('us-prod');
    const range = [STORY - 3 * DAY, STORY - 3 * DAY + HOUR] as const;
    const first = orders(site, ...range);
    expect(orders(site, ...range, MINUTE, createRetailWorld(1, STORY))).toEqual(first);
    const other = orders(site, ...range, MINUTE, createRetailWorld(2, STORY));
    expect(other).not.toEqual(first);
    expect(median([...other])).toBeGreaterThan(median([...first]) * 0.9);
    expect(median([...other])).toBeLessThan(median([...first]) * 1.1);
  });

  test('a minute has its number however it is asked for', () => {
    const site = siteOf('in-prod');
    const hour = orders(site, STORY - HOUR, STORY);
    expect(orders(site, STORY - 30 * MINUTE, STORY - 29 * MINUTE)[0]).toBe(hour[30]);
    expect(orders(site, STORY - HOUR, STORY, HOUR)[0]).toBe(hour.reduce((a, b) => a + b, 0));
  });

  test('history before the story does not depend on when the story begins', () => {
    const site = siteOf('br-prod');
    const range = [STORY - 5 * DAY, STORY - 5 * DAY + HOUR] as const;
    expect(orders(site, ...range, MINUTE, createRetailWorld(1, STORY + HOUR))).toEqual(orders(site, ...range));
  });
});

describe('daily curves', () => {
  const hourly = (site: Site, day: Ms) => {
    const minuteOfDay = (moment: Ms) => createZone(site.country.timeZone).minuteOfWeek(moment) % 1440;
    const values = orders(site, day, day + DAY, HOUR);
    return new Map([...values].map((value, i) => [Math.floor(minuteOfDay(day + i * HOUR) / 60), value]));
  };

  test.each(production.map((site) => site.id))('%s sleeps at night and peaks in its own evening', (id) => {
    const hours = hourly(siteOf(id), Date.parse('2026-11-10T00:00:00Z'));
    const [peak] = [...hours].sort((a, b) => b[1] - a[1])[0]!;
    const [trough] = [...hours].sort((a, b) => a[1] - b[1])[0]!;
    expect(peak).toBeGreaterThanOrEqual(19);
    expect(peak).toBeLessThanOrEqual(21);
    expect(trough).toBeGreaterThanOrEqual(3);
    expect(trough).toBeLessThanOrEqual(5);
    expect(hours.get(peak)! / hours.get(trough)!).toBeGreaterThan(3);
  });

  test('the peak stays at the same local hour when the clocks change', () => {
    const peak = (day: string) => [...hourly(siteOf('us-prod'), Date.parse(day))].sort((a, b) => b[1] - a[1])[0]![0];
    expect(peak('2026-02-10T00:00:00Z')).toBe(peak('2026-07-14T00:00:00Z'));
  });

  test('a weekend is busier than a weekday', () => {
    const day = (text: string) => orders(siteOf('in-prod'), Date.parse(text), Date.parse(text) + DAY, DAY)[0]!;
    expect(day('2026-11-08T00:00:00Z')).toBeGreaterThan(day('2026-11-10T00:00:00Z') * 1.05);
  });
});

describe('a calm week', () => {
  // Three weeks before the story: two to take medians from, one to judge.
  const from = STORY - 21 * DAY;

  test.each(production.map((site) => site.id))('%s never looks like trouble', { timeout: 20_000 }, (id) => {
    const site = siteOf(id);
    const ids = metricIds(site);
    const values = orders(site, from, STORY - DAY);
    const localHour = (moment: Ms) => Math.floor((createdZone.minuteOfWeek(moment) % 1440) / 60);
    const createdZone = createZone(site.country.timeZone);
    const pools = Array.from({ length: 24 }, (): number[] => []);
    for (let i = 0; i < 14 * 1440; i += 1) pools[localHour(from + i * MINUTE)]!.push(values[i]!);
    const medians = pools.map(median);
    const breaching = (i: number) => values[i]! < 0.75 * medians[localHour(from + i * MINUTE)]!;
    let breaches = 0;
    for (let i = 14 * 1440; i < values.length; i += 1) {
      const last = [0, 1, 2, 3, 4].filter((back) => breaching(i - back)).length;
      if (last >= 3) breaches += 1;
    }
    expect(breaches).toBe(0);
    expect(Math.max(...read(site, ids.responseTime, 'p95', from, from + 7 * DAY))).toBeLessThan(0.8);
    expect(Math.max(...read(site, ids.cpu, 'Average', from, from + 7 * DAY))).toBeLessThan(80);
    expect(Math.max(...read(site, ids.pending, 'Maximum', from, from + 7 * DAY))).toBe(0);
  });

  test('counts of errors have no point where there was none, as at AWS', () => {
    const site = siteOf('us-dev');
    const errors = read(site, metricIds(site).targetErrors, 'Sum', from, from + DAY);
    expect(errors.some(Number.isNaN)).toBe(true);
    expect(errors.some((value) => value > 0)).toBe(true);
    expect(errors.some((value) => value === 0)).toBe(false);
  });
});

interface Truth {
  readonly sites: readonly {
    readonly id: string;
    readonly status: string;
    readonly since: string;
    readonly changes: readonly { readonly id: string }[];
    readonly incidents: readonly { readonly id: string }[];
    readonly signals: Readonly<Record<string, unknown>>;
  }[];
  readonly events: readonly { readonly region: string; readonly service: string; readonly status: string }[];
}
const truth = (minute: number): Truth => world.truth(at(minute)) as unknown as Truth;
const troubled = (minute: number) =>
  truth(minute)
    .sites.filter((site) => site.status !== 'ok')
    .map((site) => `${site.id} ${site.status}`);

describe('the story', () => {
  test('at the start of a demo, twelve minutes in, it is the first picture', () => {
    expect(troubled(12)).toEqual(['ca-dev unknown', 'br-prod critical', 'in-pre maintenance']);
    const sites = new Map(truth(12).sites.map((site) => [site.id, site]));
    expect(sites.get('br-prod')).toMatchObject({
      since: iso(STORY),
      changes: [{ id: 'CHG-214' }],
      incidents: [{ id: 'chg-214' }, { id: 'ec2-sa-east-1' }],
    });
    expect(sites.get('ca-dev')).toMatchObject({ since: iso(at(3)), signals: { p95Milliseconds: null } });
    expect(sites.get('in-pre')).toMatchObject({ since: iso(at(-18)), incidents: [] });
  });

  test.each<readonly [number, readonly string[]]>([
    [-33, []],
    [-20, ['br-prod warning']],
    [28, ['ca-dev unknown', 'br-prod warning', 'in-pre maintenance']],
    [45, ['in-pre maintenance']],
    [60, ['us-prod warning', 'in-pre maintenance']],
    [80, ['in-pre maintenance']],
    [100, ['in-prod warning']],
    [120, []],
    [140, ['ca-prod critical']],
    [LOOP_MINUTES + 12, ['ca-dev unknown', 'br-prod critical', 'in-pre maintenance']],
    [5 * LOOP_MINUTES + 60, ['us-prod warning', 'in-pre maintenance']],
  ])('minute %i: %j', (minute, expected) => {
    expect(troubled(minute)).toEqual(expected);
  });

  test('Brazil: slow, failing and losing orders, and well again afterwards', () => {
    expect(signals('br-prod', 12).p95).toBeGreaterThan(2000);
    expect(signals('br-prod', 12).errors).toBeGreaterThan(3);
    expect(signals('br-prod', 12).forecast).toBeLessThan(75);
    expect(signals('br-prod', 12).forecast).toBeGreaterThan(55);
    expect(signals('br-prod', -3).p95).toBeLessThan(800);
    expect(signals('br-prod', 0).p95).toBeGreaterThan(1500);
    expect(signals('br-prod', 30)).toMatchObject({
      p95: expect.toSatisfy((value: number) => value < 800) as number,
      errors: expect.toSatisfy((value: number) => value < 1) as number,
      forecast: expect.toSatisfy((value: number) => value > 85) as number,
    });
  });

  test('the later troubles are warnings where the truth says so', () => {
    expect(signals('us-prod', 60).p95).toBeGreaterThan(800);
    expect(signals('us-prod', 60).p95).toBeLessThan(1500);
    expect(signals('us-prod', 60).errors).toBeLessThan(1);
    expect(signals('in-prod', 100).errors).toBeGreaterThan(1);
    expect(signals('in-prod', 100).errors).toBeLessThan(3);
    expect(signals('in-prod', 100).p95).toBeLessThan(800);
    expect(signals('ca-prod', 140).p95).toBeGreaterThan(800);
    expect(signals('ca-prod', 140).p95).toBeLessThan(1500);
  });

  test('sites without a part in it stay as they are', () => {
    for (let minute = 0; minute < LOOP_MINUTES; minute += 7) {
      for (const id of ['br-pre', 'br-dev', 'in-pre', 'in-dev', 'us-pre', 'ca-pre']) {
        expect(signals(id, minute).p95).toBeLessThan(800);
        expect(signals(id, minute).cpu).toBeLessThan(80);
      }
    }
  });

  test('AWS tells of it: the issue opens before the change and closes after it, maintenance runs and ends', () => {
    const status = (minute: number, region: string, service: string) =>
      truth(minute)
        .events.filter((event) => event.region === region && event.service === service)
        .map((event) => event.status);
    expect(status(-33, 'sa-east-1', 'EC2')).toEqual([]);
    expect(status(12, 'sa-east-1', 'EC2')).toEqual(['open']);
    expect(status(42, 'sa-east-1', 'EC2')).toEqual(['closed']);
    expect(status(LOOP_MINUTES + 12, 'sa-east-1', 'EC2').sort()).toEqual(['closed', 'open']);
    expect(status(-30, 'ap-south-1', 'RDS')).toEqual(['upcoming']);
    expect(status(12, 'ap-south-1', 'RDS')).toEqual(['open']);
    expect(status(91, 'ap-south-1', 'RDS')).toEqual(['closed']);
    expect(status(12, 'ca-central-1', 'EC2')).toEqual([]);
    expect(status(140, 'ca-central-1', 'EC2')).toEqual(['open']);
  });

  test('never more than ten events an account: one page of details each', () => {
    for (let minute = -40; minute < 4 * LOOP_MINUTES; minute += 3) {
      for (const account of world.accounts) {
        const { events } = world.health(account, at(minute));
        expect(events.length).toBeLessThanOrEqual(10);
      }
    }
  });

  test("a public issue names no entity, an account's own one does", () => {
    const book = world.health('111122223333', at(140));
    const json = JSON.stringify(book.entities);
    expect(json).toContain('"IMPAIRED"');
    expect(json).not.toContain('sa-east-1::event/EC2');
  });
});

describe('alarms follow the metrics', () => {
  type Wire = { AlarmName: string; StateValue: string; StateTransitionedTimestamp: number };
  let firing: (minute: number, account: string, region: string) => readonly Wire[];
  beforeAll(() => {
    firing = (minute, account, region) =>
      world
        .alarms(account, region, at(minute))
        .entries.map((entry) => entry.wire as Wire)
        .filter((wire) => wire.StateValue === 'ALARM' && !wire.AlarmName.startsWith('TargetTracking-'));
  });

  test('in every minute that settled, an alarm fires only at a site in trouble', () => {
    for (let minute = 0; minute < LOOP_MINUTES; minute += 4) {
      const sick = new Set([...troubled(minute), ...troubled(minute - 6)].map((text) => text.split(' ')[0]));
      const all = new Map<string, readonly Wire[]>();
      for (const site of SITES) {
        const place = `${site.account} ${site.region}`;
        const there = all.get(place) ?? firing(minute, site.account, site.region);
        all.set(place, there);
        const mine = there.filter((wire) => wire.AlarmName.startsWith(`retail-${site.id}`));
        if (!sick.has(site.id)) expect(mine).toEqual([]);
      }
    }
  });

  test('the composite stays OK while one of its children alone fires', () => {
    const names = firing(62, '111122223333', 'us-east-1').map((wire) => wire.AlarmName);
    expect(names).toContain('retail-us-prod-checkout-p95-high');
    expect(names).not.toContain('retail-us-prod-checkout-page');
  });

  test('the time of the last change stays while the state stays', () => {
    const since = (minute: number) =>
      firing(minute, '111122223333', 'sa-east-1').find((wire) => wire.AlarmName.endsWith('-p95-high'))!
        .StateTransitionedTimestamp;
    expect(since(20)).toBe(since(12));
    expect(new Date(since(12) * 1000).toISOString()).toBe('2026-11-18T01:32:30.000Z');
  });
});
