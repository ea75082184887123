import { MINUTE, type Ms } from '../../../shared/lib/time';
import { weekTable } from './curves';
import { keyOf, unit, wander } from './noise';
import type { Country, Site } from './sites';
import { createEffects, NO_EFFECT } from './story';
import { createZone } from './zone';

/** The quantities of a site, each for the minute that starts at `at`. NaN: the site said nothing in that minute. */
export interface SiteModel {
  readonly site: Site;
  readonly silent: (at: Ms) => boolean;
  /** Share of the week's peak, in (0, 1]. */
  readonly activity: (at: Ms) => number;
  readonly orders: (at: Ms) => number;
  /** Percent of the orders that this minute of a calm week brings. */
  readonly ordersVsForecast: (at: Ms) => number;
  readonly requests: (at: Ms) => number;
  /** Seconds. */
  readonly p95: (at: Ms) => number;
  readonly targetErrors: (at: Ms) => number;
  readonly balancerErrors: (at: Ms) => number;
  /** Percent. */
  readonly cpu: (at: Ms) => number;
  readonly pendingInstances: (at: Ms) => number;
}

/** How many page requests one order stands for. */
const REQUESTS_PER_ORDER = 46;

const tables = new WeakMap<Country, Float64Array>();

/** The table depends on the country's numbers alone, so all worlds of a process share it. */
function tableOf(country: Country): Float64Array {
  const known = tables.get(country);
  if (known !== undefined) return known;
  const made = weekTable(country.week);
  tables.set(country, made);
  return made;
}

export function createSiteModel(site: Site, seed: number, storyStart: Ms): SiteModel {
  const { country, scale } = site;
  const zone = createZone(country.timeZone);
  const table = tableOf(country);
  const effect = createEffects(storyStart, site.id);
  const key = (name: string): number => keyOf(seed, `${site.id}/${name}`);
  const ordersKey = key('orders');
  const requestsKey = key('requests');
  const p95Key = key('p95');
  const errorsKey = key('errors');
  const cpuKey = key('cpu');
  const lower = site.tier !== 'production';

  const minuteOf = (at: Ms): number => Math.floor(at / MINUTE);
  const activity = (at: Ms): number => table[zone.minuteOfWeek(at)] ?? country.week.night;
  const forecast = (at: Ms): number => country.peakOrders * scale * activity(at);
  const orders = (at: Ms): number => {
    const minute = minuteOf(at);
    const mean = forecast(at) * (1 + 0.03 * wander(ordersKey, minute)) * effect(at).orders;
    // Single orders come by chance: half the spread of pure chance, and bounded, so that calm never looks like trouble.
    const chance = unit(ordersKey + 5, minute) + unit(ordersKey + 7, minute) - 1;
    return Math.round(mean + 0.55 * chance * Math.sqrt(mean));
  };
  const requests = (at: Ms): number =>
    Math.round(forecast(at) * REQUESTS_PER_ORDER * (1 + 0.03 * wander(requestsKey, minuteOf(at))));
  const errorRate = (at: Ms): number => {
    const noise = wander(errorsKey, minuteOf(at));
    return country.errors * (1 + 0.25 * noise) + effect(at).errors * (1 + 0.05 * noise);
  };
  /** Whole errors whose mean is right also where the rate gives less than one a minute. */
  const count = (at: Ms, share: number, salt: number): number =>
    Math.floor((requests(at) * errorRate(at) * share) / 100 + unit(errorsKey + salt, minuteOf(at)));

  return {
    site,
    silent: (at) => effect(at).silent,
    activity,
    orders,
    ordersVsForecast: (at) => (100 * orders(at)) / forecast(at),
    requests,
    p95: (at) => {
      const noise = wander(p95Key, minuteOf(at));
      const calm = country.p95 * (lower ? 1.08 : 1) * (0.84 + 0.2 * activity(at)) * (1 + 0.07 * noise);
      const bent = effect(at);
      return bent === NO_EFFECT ? calm : calm + (bent.p95 * (1 + 0.03 * noise) - calm) * bent.p95Share;
    },
    targetErrors: (at) => count(at, 0.91, 5),
    balancerErrors: (at) => count(at, 0.09, 9),
    cpu: (at) => {
      const calm = country.cpu * (lower ? 0.5 : 1) * (0.5 + 0.5 * activity(at));
      return Math.min(99, calm * (1 + 0.06 * wander(cpuKey, minuteOf(at))) + effect(at).cpu);
    },
    pendingInstances: (at) => Math.round(effect(at).pending),
  };
}
