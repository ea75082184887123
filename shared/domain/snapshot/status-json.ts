import { SECOND, iso, type Ms } from '../../lib/time';
import { isOwnSource, type Status } from '../status/types';
import type { Snapshot, Tier } from './types';

const isoOrNull = (at: Ms | null): string | null => (at === null ? null : iso(at));

/**
 * The status JSON of product.md 10, as `meridian status --json` and `GET /api/snapshot` give it. Times are ISO 8601 in UTC.
 * With `tier`, only sites of that tier and what belongs to them.
 */
export function statusJson(snapshot: Snapshot, now: Ms, tier: Tier | null = null) {
  const sites = snapshot.sites.filter((site) => tier === null || site.tier === tier);
  const shown = new Set(sites.map((site) => site.id));
  const lastGood = new Map(snapshot.sources.map((source) => [source.id, source.lastGoodAt]));
  const age = (source: string): number | null => {
    if (isOwnSource(source)) return 0;
    const at = lastGood.get(source) ?? null;
    return at === null ? null : Math.max(0, Math.round((now - at) / SECOND));
  };
  return {
    generatedAt: iso(now),
    demo: snapshot.demo,
    workspace: snapshot.workspace.id,
    sites: sites.map((site) => ({
      id: site.id,
      name: site.name,
      country: site.country,
      tier: site.tier,
      account: site.account,
      region: site.region,
      status: site.status,
      since: iso(site.since),
      blind: site.blind,
      reasons: site.reasons.map(({ kind, severity, text, since, source }) => ({
        kind,
        severity,
        text,
        since: iso(since),
        source,
        ageSeconds: age(source),
      })),
      signals: site.signals.map(({ id, state, value, unit, at, condition }) => ({
        id,
        state,
        value,
        unit,
        at: isoOrNull(at),
        condition,
      })),
    })),
    alarms: sites.flatMap((site) =>
      site.alarms.map(({ name, state, since, badge, mute }) => ({
        site: site.id,
        name,
        state,
        since: iso(since),
        badge,
        ...(mute !== null && { muted: { until: isoOrNull(mute.until), by: mute.by } }),
      })),
    ),
    events: snapshot.events.map(
      ({ arn, service, region, category, status, open, start, end, title, sites: concerned }) => ({
        arn,
        service,
        region,
        category,
        status,
        open,
        start: isoOrNull(start),
        end: isoOrNull(end),
        title,
        sites: concerned.filter((id) => shown.has(id)),
      }),
    ),
    sources: snapshot.sources.map(
      ({ account, region, api, condition, intervalSeconds, lastGoodAt, nextTryAt, reason }) => ({
        account,
        region,
        api,
        condition,
        intervalSeconds,
        lastGoodAt: isoOrNull(lastGoodAt),
        nextTryAt: isoOrNull(nextTryAt),
        reason,
      }),
    ),
    attention: snapshot.attention
      .filter((item) => shown.has(item.site))
      .map(({ site, severity, title, since, then }) => ({
        site,
        severity,
        title,
        since: iso(since),
        ...(then !== undefined && { then: { action: then.action, who: then.who } }),
      })),
    spend: {
      currency: snapshot.spend.currency,
      today: snapshot.spend.today,
      monthForecast: snapshot.spend.monthForecast,
      byApi: snapshot.spend.byApi.map(({ api, requests, cost }) => ({ api, requests, cost })),
    },
  };
}

export type StatusJson = ReturnType<typeof statusJson>;

/** Exit codes of `meridian status`: 0 ok (maintenance too), 1 warning, 2 critical, 3 unknown; the worst site decides (S1). No site at all is not ok. */
export function exitCodeOf(statuses: readonly Status[]): 0 | 1 | 2 | 3 {
  if (statuses.includes('critical')) return 2;
  if (statuses.includes('warning')) return 1;
  return statuses.includes('unknown') || statuses.length === 0 ? 3 : 0;
}
