import type { HealthEventView, Snapshot, SiteView, SourceView } from '../../../shared/domain/snapshot/types';
import { HOLD, LATE_INTERVALS, LIVE_INTERVALS, isSeen } from '../../../shared/domain/sources/condition';
import { isStatusApi, type Condition } from '../../../shared/domain/sources/types';
import { badness, STATUSES, type Status } from '../../../shared/domain/status/types';
import { isEqual } from '../../../shared/lib/equal';
import { SECOND, type Ms } from '../../../shared/lib/time';
import type { ConnectionState } from '../../bridge/bridge';

/**
 * What this window may claim now. The engine's snapshot is right at the moment it was made; when no newer one comes (the
 * engine hangs, the connection is lost, the machine slept) the window itself applies S2, so that it never stays green
 * when blind. Title, pill, footer, cards and map all take their answer from here, and therefore agree.
 */
export interface SiteNow {
  readonly site: SiteView;
  readonly status: Status;
  readonly since: Ms;
  /** A required source is neither live nor late by the clock of this window. */
  readonly blind: boolean;
  /** Blind, but known to be critical or warning less than 15 minutes ago (S2). */
  readonly held: boolean;
  /** What it was before it became unknown. */
  readonly was: { readonly status: Status; readonly at: Ms } | null;
  /** Last good answer of the oldest required source. */
  readonly dataAt: Ms | null;
}

/** Promised intervals the product never exceeds, for sources this window was not told of. */
const longestInterval = (site: SiteView): number => (site.tier === 'production' ? 300 : 900);

/** When the window itself must call a site blind: the first of its required sources to pass 3 promised intervals. */
function blindFrom(site: SiteView, sources: ReadonlyMap<string, SourceView>): Ms | null {
  const required = site.sources
    .map((id) => sources.get(id))
    .filter((source) => source !== undefined && source.api !== 'Health');
  const limits = required.flatMap((source) =>
    source?.lastGoodAt == null ? [] : [source.lastGoodAt + LATE_INTERVALS * source.intervalSeconds * SECOND],
  );
  if (site.dataAt !== null) {
    const interval =
      required.length > 0 ? Math.max(...required.map((source) => source?.intervalSeconds ?? 0)) : longestInterval(site);
    limits.push(site.dataAt + LATE_INTERVALS * interval * SECOND);
  }
  return limits.length > 0 ? Math.min(...limits) : null;
}

/** The same object as long as it says the same: what is drawn of a site is drawn anew when something of it changed. */
export function siteNow(site: SiteView, sources: ReadonlyMap<string, SourceView>, now: Ms): SiteNow {
  const next = judge(site, sources, now);
  const before = last.get(site);
  if (before !== undefined && isSame(before, next)) return before;
  last.set(site, next);
  return next;
}
const last = new WeakMap<SiteView, SiteNow>();

const isSame = (a: SiteNow, b: SiteNow): boolean =>
  a.status === b.status &&
  a.since === b.since &&
  a.blind === b.blind &&
  a.held === b.held &&
  a.dataAt === b.dataAt &&
  isEqual(a.was, b.was);

function judge(site: SiteView, sources: ReadonlyMap<string, SourceView>, now: Ms): SiteNow {
  const limit = blindFrom(site, sources);
  const asSent: SiteNow = {
    site,
    status: site.status,
    since: site.since,
    blind: site.blind,
    held: false,
    was: site.was,
    dataAt: site.dataAt,
  };
  const overdue = limit !== null && now > limit;
  if (!overdue && !site.blind) return asSent;
  const worseThanUnknown = badness(site.status) < badness('unknown');
  if (worseThanUnknown && (limit === null || now <= limit + HOLD)) return { ...asSent, blind: true, held: true };
  if (site.status === 'unknown') return { ...asSent, blind: true };
  const at = site.dataAt ?? limit ?? site.since;
  return {
    site,
    status: 'unknown',
    since: at,
    blind: true,
    held: false,
    was: { status: site.status, at },
    dataAt: site.dataAt,
  };
}

export type SightKind = 'loading' | 'empty' | 'disconnected' | 'restoring' | 'blind' | 'partial' | 'live';

export interface Sight {
  readonly kind: SightKind;
  readonly sites: readonly SiteNow[];
  readonly counts: Readonly<Record<Status, number>>;
  /** Time of the oldest reading that anything on screen stands on; null before the first. */
  readonly oldestAt: Ms | null;
  /** Time of the newest reading: what a blind screen dates itself by. */
  readonly newestAt: Ms | null;
  /** Accounts whose required sources all answer in time, and all accounts. */
  readonly accountsLive: number;
  readonly accounts: number;
  readonly accountsSignedOut: readonly string[];
}

/** The condition of a source by the clock of this window: an answer that stopped coming ages here too. */
export function conditionNow(source: SourceView, now: Ms): Condition {
  if (!isSeen(source.condition) || source.lastGoodAt === null) return source.condition;
  const intervals = (now - source.lastGoodAt) / (source.intervalSeconds * SECOND);
  return intervals > LATE_INTERVALS ? 'stale' : intervals > LIVE_INTERVALS ? 'late' : 'live';
}

export function seeNow(snapshot: Snapshot | null, connection: ConnectionState, now: Ms): Sight {
  const sources = new Map(snapshot?.sources.map((source) => [source.id, source]));
  const sites = (snapshot?.sites ?? []).map((site) => siteNow(site, sources, now));
  const counts = countStatuses(sites);
  const required = (snapshot?.sources ?? []).filter(({ api }) => api !== 'Health' && isStatusApi(api));
  const accounts = new Set(required.map((source) => source.account));
  const silent = new Set(required.flatMap((source) => (isSeen(conditionNow(source, now)) ? [] : [source.account])));
  const signedOut = new Set(required.flatMap((source) => (source.condition === 'signed-out' ? [source.account] : [])));
  const readings = sites.flatMap((one) => (one.dataAt === null ? [] : [one.dataAt]));
  return {
    kind: kindOf(snapshot, connection, sites),
    sites,
    counts,
    oldestAt: readings.length > 0 ? Math.min(...readings) : null,
    newestAt: readings.length > 0 ? Math.max(...readings) : null,
    accountsLive: accounts.size - silent.size,
    accounts: accounts.size,
    accountsSignedOut: [...accounts].filter((account) => signedOut.has(account)),
  };
}

function kindOf(snapshot: Snapshot | null, connection: ConnectionState, sites: readonly SiteNow[]): SightKind {
  if (!snapshot) return connection === 'disconnected' ? 'disconnected' : 'loading';
  if (connection === 'disconnected') return 'disconnected';
  if (sites.length === 0) return 'empty';
  if (snapshot.restoring) return 'restoring';
  if (sites.every((one) => one.blind)) return 'blind';
  return sites.some((one) => one.blind) ? 'partial' : 'live';
}

function countStatuses(sites: readonly SiteNow[]): Readonly<Record<Status, number>> {
  const counts: Record<Status, number> = { critical: 0, warning: 0, unknown: 0, maintenance: 0, ok: 0 };
  for (const { status } of sites) counts[status] += 1;
  return counts;
}

/** When the announced AWS change that puts a site in maintenance ends (S8); null when AWS named no end. */
export function maintenanceEnd(site: SiteView, events: readonly HealthEventView[]): Ms | null {
  const ends = events.flatMap((event) =>
    event.category === 'scheduledChange' && event.counts.includes(site.id) && event.end !== null ? [event.end] : [],
  );
  return ends.length === 0 ? null : Math.max(...ends);
}

export interface CountryNow {
  readonly country: string;
  /** S9: worst of its production sites; null where there is none, which is not ok. */
  readonly status: Status | null;
  readonly since: Ms | null;
  readonly sites: readonly SiteNow[];
  readonly production: readonly SiteNow[];
  /** The site a card or a plate speaks of: the worst production site, else the worst of all. */
  readonly lead: SiteNow;
  readonly unknown: number;
}

const worstFirst = (a: SiteNow, b: SiteNow): number => badness(a.status) - badness(b.status) || a.since - b.since;

/** S9: countries in the order in which the workspace names their first site. */
export function countriesNow(sites: readonly SiteNow[]): readonly CountryNow[] {
  const groups = new Map<string, SiteNow[]>();
  for (const one of sites) groups.set(one.site.country, [...(groups.get(one.site.country) ?? []), one]);
  return [...groups].flatMap(([country, members]) => {
    const production = members.filter((one) => one.site.tier === 'production').sort(worstFirst);
    const lead = production[0] ?? [...members].sort(worstFirst)[0];
    if (!lead) return [];
    const worst = production[0];
    return [
      {
        country,
        status: worst?.status ?? null,
        since: worst?.since ?? null,
        sites: members,
        production,
        lead,
        unknown: members.filter((one) => one.status === 'unknown').length,
      },
    ];
  });
}

/** Changes when any status of the sight does: a cheap way to ask whether the second that passed matters to a view. */
export const sightKey = (sight: Sight): string =>
  `${sight.kind}:${sight.accountsLive}:${sight.sites.map((one) => STATUSES.indexOf(one.status) * 4 + (one.blind ? 2 : 0) + (one.held ? 1 : 0)).join(',')}`;
