import { iso, MINUTE, type Ms } from '../../../shared/lib/time';
import type { Json } from '../protocol/json';
import { eventArn, type WorldEvent } from './health-events';
import type { SiteModel } from './site-model';
import { CHANGES, EPISODES, loopsAt, type Episode } from './story';

interface Timed {
  readonly from: Ms;
  readonly to: Ms;
}

/** Parts of the story with their instants, as far as they hold at `now`. */
function active<T extends { readonly from: number; readonly to: number }>(
  items: readonly T[],
  storyStart: Ms,
  now: Ms,
): readonly (T & { readonly times: Timed })[] {
  return loopsAt(storyStart, now).flatMap(({ minute }) =>
    items
      .filter((item) => minute >= item.from && minute < item.to)
      .map((item) => ({
        ...item,
        times: { from: now - (minute - item.from) * MINUTE, to: now + (item.to - minute) * MINUTE },
      })),
  );
}

const ORDER: readonly Episode['status'][] = ['critical', 'warning', 'unknown', 'maintenance'];

/** Moment since which a site without trouble is ok: the end of its last trouble, else the day before the story. */
function okSince(site: string, storyStart: Ms, now: Ms): Ms {
  const ends = loopsAt(storyStart, now).flatMap(({ minute }) =>
    EPISODES.filter((episode) => episode.site === site && minute >= episode.to).map(
      (episode) => now - (minute - episode.to) * MINUTE,
    ),
  );
  return Math.max(storyStart - 24 * 60 * MINUTE, ...ends);
}

/** What is truly so at one site: whoever checks Meridian allows for its buckets, settle time and recovery on top. */
export function siteTruth(model: SiteModel, storyStart: Ms, now: Ms): Json {
  const { site } = model;
  const troubles = [...active(EPISODES, storyStart, now)]
    .filter((episode) => episode.site === site.id)
    .sort((a, b) => ORDER.indexOf(a.status) - ORDER.indexOf(b.status));
  const worst = troubles[0];
  const changes = active(CHANGES, storyStart, now).filter((change) => change.site === site.id);
  return {
    id: site.id,
    name: site.name,
    country: site.country.code,
    tier: site.tier,
    account: site.account,
    region: site.region,
    status: worst?.status ?? 'ok',
    since: iso(worst?.times.from ?? okSince(site.id, storyStart, now)),
    signals: signalsTruth(model, now),
    incidents: troubles
      .filter((episode) => episode.status !== 'maintenance')
      .map((episode) => ({
        id: episode.id,
        status: episode.status,
        cause: episode.cause,
        began: iso(episode.times.from),
        ends: iso(episode.times.to),
      })),
    changes: changes.map((change) => ({
      id: change.id,
      title: change.title,
      began: iso(change.times.from),
      ends: iso(change.times.to),
    })),
  };
}

/** Values of the newest minute that has ended; null where the site is silent. */
function signalsTruth(model: SiteModel, now: Ms): Json {
  const at = Math.floor(now / MINUTE) * MINUTE - MINUTE;
  const value = (read: (at: Ms) => number): number | null =>
    model.silent(at) ? null : Math.round(read(at) * 1000) / 1000;
  const errors = (moment: Ms): number =>
    (100 * (model.targetErrors(moment) + model.balancerErrors(moment))) / model.requests(moment);
  return {
    at: iso(at),
    ...(model.site.tier === 'production' ? { orders: value(model.orders) } : {}),
    p95Milliseconds: value((moment) => model.p95(moment) * 1000),
    ...(model.site.tier === 'development' ? {} : { errorPercent: value(errors) }),
    saturationPercent: value(model.cpu),
  };
}

export const eventTruth = (event: WorldEvent, seed: number): Json => ({
  arn: eventArn(event, seed),
  service: event.service,
  region: event.region,
  category: event.category,
  status: event.status,
  account: event.account,
  start: iso(event.start),
  end: event.end === null ? null : iso(event.end),
});
