import type { SiteView, SignalView, Snapshot } from '../snapshot/types';
import type { Ms } from '../../lib/time';
import type { PinnedValue } from './types';

/** What is frozen of the moment: what was on screen, when, and how old it was then. */
export interface Pin {
  readonly title: string;
  readonly at: Ms;
  readonly content: PinnedValue;
}

/**
 * A site, or one of its signals, as it is on screen at `now`: plain values only, so that the same content has the same hash on
 * every machine. Null where there is no such site or signal.
 */
export function pinOf(
  snapshot: Snapshot,
  ask: { readonly site: string; readonly signal?: string | undefined; readonly attention?: string | undefined },
  now: Ms,
): Pin | null {
  const site = snapshot.sites.find(({ id }) => id === ask.site);
  if (site === undefined) return null;
  const signal = ask.signal === undefined ? undefined : site.signals.find(({ id }) => id === ask.signal);
  if (ask.signal !== undefined && signal === undefined) return null;
  const item = snapshot.attention.find(({ key, site: at }) => key === ask.attention && at === site.id);
  const content: PinnedValue = {
    takenAt: now,
    pictureAt: snapshot.generatedAt,
    demo: snapshot.demo,
    workspace: snapshot.workspace.id,
    ...(item === undefined
      ? {}
      : { attention: { severity: item.severity, title: item.title, detail: item.detail, since: item.since } }),
    site: siteContent(site, now),
    signals: (signal === undefined ? site.signals : [signal]).map((one) => signalContent(one, now)),
    ...(signal === undefined
      ? {
          alarms: site.alarms.map(({ name, kind, state, since, reason, severity }) => ({
            name,
            kind,
            state,
            since,
            reason,
            severity,
          })),
          events: snapshot.events
            .filter(({ arn, sites }) => site.events.includes(arn) || sites.includes(site.id))
            .map(({ arn, service, region, category, status, open, start, end, title }) => ({
              arn,
              service,
              region,
              category,
              status,
              open,
              start,
              end,
              title,
            })),
          sources: snapshot.sources
            .filter(({ id }) => site.sources.includes(id))
            .map(({ id, condition, lastGoodAt, reason }) => ({ id, condition, lastGoodAt, reason })),
        }
      : {}),
  };
  return { title: signal === undefined ? site.name : `${signal.name}, ${site.name}`, at: now, content };
}

const siteContent = (site: SiteView, now: Ms): PinnedValue => ({
  id: site.id,
  name: site.name,
  country: site.country,
  tier: site.tier,
  account: site.account,
  region: site.region,
  status: site.status,
  since: site.since,
  blind: site.blind,
  dataAt: site.dataAt,
  ageMs: site.dataAt === null ? null : Math.max(0, now - site.dataAt),
  ordersLostPerMinute: site.ordersLostPerMinute,
  reasons: site.reasons.map(({ kind, severity, text, since, source }) => ({ kind, severity, text, since, source })),
});

const signalContent = (signal: SignalView, now: Ms): PinnedValue => ({
  id: signal.id,
  name: signal.name,
  unit: signal.unit,
  worse: signal.worse,
  state: signal.state,
  since: signal.since,
  value: signal.value,
  at: signal.at,
  ageMs: signal.at === null ? null : Math.max(0, now - signal.at),
  condition: signal.condition,
  warning: signal.warning,
  critical: signal.critical,
  limitText: signal.limitText,
  sameHour: signal.sameHour,
  periodSeconds: signal.periodSeconds,
  points: signal.recent.map(([start, value]) => [start, value]),
});
