import type { AttentionItem } from '../../../../shared/domain/attention/types';
import type { AlarmView, HealthEventView, SiteView, SourceView } from '../../../../shared/domain/snapshot/types';
import type { Reason, Status } from '../../../../shared/domain/status/types';
import { badness } from '../../../../shared/domain/status/types';
import type { Condition } from '../../../../shared/domain/sources/types';
import type { Ms } from '../../../../shared/lib/time';
import { conditionNow, type SiteNow } from '../../../stores/derive/sight';
import type { Clocks } from '../../../ui/clocks';
import { plural } from '../../../ui/format';
import { ago } from '../../../ui/hint-text';
import type { SiteLabel } from '../../../ui/labels';
import { age, ageInWords, clock, isoDay, utcDistance } from '../../../ui/time';
import { CONDITION_WORD, STATUS_WORD, TIER_WORD } from '../../../ui/words';

export interface HeaderView {
  readonly title: string;
  readonly status: Status;
  /** "Critical for 12 min" */
  readonly word: string;
  /** "since 22:30 BRT, 01:30 UTC" */
  readonly since: string;
  readonly facts: readonly { readonly name: string; readonly value: string; readonly hint: string }[];
  /** What the state was before we lost sight; null when we see. */
  readonly lost: string | null;
}

export function headerOf(
  one: SiteNow,
  label: SiteLabel | undefined,
  owner: string,
  item: AttentionItem | null,
  clocks: Clocks,
  now: Ms,
): HeaderView {
  const { site, status, since } = one;
  const acknowledged = item?.acknowledgedAt ?? null;
  const word = `${STATUS_WORD[status]} for ${age(now - since)}${one.held ? ', not seen' : ''}`;
  const data = one.dataAt === null ? 'never' : age(now - one.dataAt);
  return {
    title: label?.title ?? site.name,
    status,
    word,
    since: `since ${clocks.both(since, site.timeZone)}`,
    facts: [
      {
        name: clocks.zone(site.timeZone) === site.timeZone ? 'Local' : clocks.name(site.timeZone),
        value: clocks.day(now, site.timeZone),
        hint: `${site.timeZone}, ${utcDistance(site.timeZone, now)}`,
      },
      { name: 'Region', value: site.region, hint: `${site.accountName} (${site.account})` },
      {
        name: 'Owner',
        value: `${owner}${acknowledged === null ? '' : `, ack ${clocks.bare(acknowledged, site.timeZone)}`}`,
        hint: site.owner?.name ?? 'The workspace names no owner',
      },
      {
        name: 'Data',
        value: data,
        hint:
          one.dataAt === null
            ? 'A required source never answered'
            : `Oldest required reading at ${clock(one.dataAt, 'UTC')} UTC`,
      },
    ],
    lost: one.was ? `Was ${one.was.status} at ${clocks.both(one.was.at, site.timeZone)}.` : null,
  };
}

export interface ReasonRow {
  readonly key: string;
  readonly local: string;
  readonly utc: string;
  readonly status: Status | null;
  readonly text: string;
  readonly source: string;
  readonly hint: string;
}

const SOURCE_WORD: Readonly<Record<string, string>> = {
  GetMetricData: 'CloudWatch',
  DescribeAlarms: 'Alarms',
  Health: 'AWS Health',
};

/** Evidence in the order of time: time, glyph, fact, source; how old each source is stands in the hint and, when old, in the row. */
export function reasonRows(
  site: SiteView,
  sources: ReadonlyMap<string, SourceView>,
  clocks: Clocks,
  now: Ms,
): readonly ReasonRow[] {
  return [...site.reasons]
    .sort((a, b) => a.since - b.since)
    .map((reason, index) => {
      const source = sources.get(reason.source);
      const read = source?.lastGoodAt ?? null;
      const zone = site.timeZone;
      return {
        key: `${reason.kind}|${reason.subject ?? ''}|${reason.since}|${index}`,
        local: isToday(reason.since, now, clocks.zone(zone))
          ? clocks.bare(reason.since, zone)
          : clocks.dated(reason.since, zone).split(' ').slice(0, 4).join(' '),
        utc: clock(reason.since, 'UTC'),
        status: reason.severity === 'info' ? null : reason.severity,
        text: reason.text,
        source: sourceWord(reason, source),
        hint:
          reason.source === 'workspace'
            ? 'Follows from the workspace file alone.'
            : `${reason.source}\n${read === null ? 'Never answered.' : `Read ${ago(read)}, at ${clock(read, 'UTC')} UTC.`}`,
      };
    });
}

const isToday = (at: Ms, now: Ms, zone: string): boolean => isoDay(at, zone) === isoDay(now, zone);

const sourceWord = (reason: Reason, source: SourceView | undefined): string =>
  reason.source === 'workspace'
    ? 'Workspace'
    : (SOURCE_WORD[source?.api ?? reason.source.split('/').at(-1) ?? ''] ?? 'AWS');

/** Says only the order in time of an AWS issue and the first own breach; never that one caused the other. */
export function orderInTime(site: SiteView, events: readonly HealthEventView[]): string | null {
  const breaches = site.reasons.filter(
    (reason) =>
      (reason.kind === 'signal' || reason.kind === 'alarm') &&
      (reason.severity === 'critical' || reason.severity === 'warning'),
  );
  const issue = events.find(
    (event) => event.open && event.category === 'issue' && event.counts.includes(site.id) && event.start !== null,
  );
  const first = breaches.length === 0 ? null : Math.min(...breaches.map((reason) => reason.since));
  if (!issue || issue.start === null || first === null) return null;
  const gap = first - issue.start;
  const what = `The AWS ${issue.service ?? ''} issue`.replace('  ', ' ');
  if (Math.abs(gap) < 60_000) return `${what} and the first breach began in the same minute.`;
  return gap > 0
    ? `${what} began ${ageInWords(gap)} before the first breach.`
    : `${what} began ${ageInWords(-gap)} after the first breach.`;
}

export interface AlarmRow {
  readonly name: string;
  readonly status: Status;
  readonly age: string;
  readonly child: boolean;
  readonly kind: string;
  readonly badge: string | null;
  readonly hint: string;
}
export interface AlarmsView {
  readonly firing: number;
  readonly total: number;
  readonly rows: readonly AlarmRow[];
  /** Alarms in OK that have no row. */
  readonly quiet: number;
}

const QUIET_SHOWN = 3;

/** Firing first, each composite with its children under it; of the quiet ones only the latest, the rest as a count. */
export function alarmsOf(alarms: readonly AlarmView[], all: boolean, now: Ms): AlarmsView {
  const firing = alarms.filter((alarm) => alarm.state === 'ALARM' || alarm.severity !== null);
  const quiet = alarms.filter((alarm) => !firing.includes(alarm)).sort((a, b) => b.since - a.since);
  const heads = firing
    .filter((alarm) => alarm.under === null)
    .sort((a, b) => alarmRank(a) - alarmRank(b) || a.since - b.since);
  const ordered = heads.flatMap((head) => [head, ...firing.filter((alarm) => alarm.under === head.name)]);
  const orphans = firing.filter((alarm) => !ordered.includes(alarm));
  const shown = all ? quiet : quiet.slice(0, QUIET_SHOWN);
  return {
    firing: alarms.filter((alarm) => alarm.state === 'ALARM').length,
    total: alarms.length,
    rows: [...ordered, ...orphans, ...shown].map((alarm) => alarmRow(alarm, now)),
    quiet: quiet.length - shown.length,
  };
}

const alarmStatus = (alarm: AlarmView): Status =>
  alarm.severity ?? (alarm.state === 'ALARM' ? 'warning' : alarm.state === 'INSUFFICIENT_DATA' ? 'unknown' : 'ok');
const alarmRank = (alarm: AlarmView): number => badness(alarmStatus(alarm));

function alarmRow(alarm: AlarmView, now: Ms): AlarmRow {
  const status = alarmStatus(alarm);
  return {
    name: alarm.name,
    status,
    age: status === 'ok' ? `ok ${age(now - alarm.since)}` : age(now - alarm.since),
    child: alarm.under !== null,
    kind: alarm.kind === 'metric' ? '' : alarm.kind,
    badge: alarm.badge,
    hint: [
      alarm.name,
      `${alarm.state}${alarm.severity === null ? ', listed only' : ''}${alarm.under === null ? '' : `, spoken for by ${alarm.under}`}`,
      alarm.reason,
    ]
      .filter((line) => line !== '')
      .join('\n'),
  };
}

export interface EventRow {
  readonly key: string;
  readonly status: Status | null;
  readonly title: string;
  readonly age: string;
  readonly text: string;
  readonly more: string | null;
}

export function eventRows(
  site: SiteView,
  events: readonly HealthEventView[],
  clocks: Clocks,
  now: Ms,
): { readonly rows: readonly EventRow[]; readonly sub: string } {
  const own = new Set(site.events);
  const mine = events
    .filter((event) => own.has(event.arn))
    .sort(
      (a, b) =>
        Number(b.counts.includes(site.id)) - Number(a.counts.includes(site.id)) || (b.start ?? 0) - (a.start ?? 0),
    );
  const issues = mine.filter((event) => event.open && event.category === 'issue').length;
  const planned = mine.filter((event) => event.category === 'scheduledChange').length;
  const rest = mine.length - issues - planned;
  const parts = [
    ...(issues > 0 ? [`${issues} open`] : []),
    ...(planned > 0 ? [`${planned} planned`] : []),
    ...(rest > 0 ? [`${rest} listed`] : []),
  ];
  return {
    rows: mine.map((event) => eventRow(event, site, clocks, now)),
    sub: parts.length === 0 ? 'nothing for this site' : parts.join(', '),
  };
}

function eventRow(event: HealthEventView, site: SiteView, clocks: Clocks, now: Ms): EventRow {
  const counts = event.counts.includes(site.id);
  const planned = event.category === 'scheduledChange';
  const start = event.start;
  const running = start !== null && start <= now;
  const place = event.availabilityZone ?? event.region ?? '';
  const span =
    planned && start !== null
      ? `${clocks.both(start, site.timeZone)}${event.end === null ? '' : ` to ${clocks.bare(event.end, site.timeZone)}`}`
      : '';
  const wrote =
    !planned && event.lastUpdated !== null ? `AWS last wrote at ${clocks.both(event.lastUpdated, site.timeZone)}` : '';
  const touched = event.affected === null ? '' : `${plural(event.affected, 'resource')} of ours named`;
  const facts = [
    [place, planned ? '' : (event.status ?? '')].filter((text) => text !== '').join(', '),
    span,
    wrote,
    touched,
    counts ? '' : 'Listed, does not count',
  ].filter((text) => text !== '');
  return {
    key: event.arn,
    status: !counts ? null : planned ? 'maintenance' : eventSeverity(event, site),
    title: event.title,
    age: start === null ? '' : running ? age(now - start) : `in ${age(start - now)}`,
    text: `${facts.join('. ')}.`,
    more: event.description,
  };
}

/** The severity this event has among the site's reasons (S7). */
function eventSeverity(event: HealthEventView, site: SiteView): Status {
  const reason = site.reasons.find((one) => one.kind === 'health-event' && one.subject === event.arn);
  return reason && reason.severity !== 'info' ? reason.severity : 'warning';
}

export interface SourceRow {
  readonly id: string;
  readonly name: string;
  readonly seen: boolean;
  readonly word: string;
  readonly age: string;
  readonly text: string;
}

const API_WORD: Readonly<Record<string, string>> = {
  GetMetricData: 'Metrics',
  DescribeAlarms: 'Alarms',
  Health: 'AWS Health',
};

export function sourceRows(site: SiteView, sources: ReadonlyMap<string, SourceView>, now: Ms): readonly SourceRow[] {
  const elsewhere = site.signals.map((signal) => signal.source);
  return [...new Set([...site.sources, ...elsewhere])].flatMap((id) => {
    const source = sources.get(id);
    if (!source) return [];
    const condition: Condition = conditionNow(source, now);
    const wait =
      source.nextTryAt === null
        ? 'no next try'
        : source.nextTryAt <= now
          ? 'being asked'
          : `next in ${age(source.nextTryAt - now)}`;
    return [
      {
        id,
        name: `${API_WORD[source.api] ?? source.api} of ${source.account}${source.region === 'global' ? '' : `, ${source.region}`}`,
        seen: condition === 'live' || condition === 'late',
        word: CONDITION_WORD[condition],
        age: source.lastGoodAt === null ? 'never' : age(now - source.lastGoodAt),
        text: [`Asked every ${age(source.intervalSeconds * 1_000)}`, wait, source.reason ?? '']
          .filter((part) => part !== '')
          .join(', '),
      },
    ];
  });
}

export interface SiblingRow {
  readonly site: string;
  readonly status: Status;
  readonly name: string;
  readonly text: string;
}

export function siblings(one: SiteNow, sites: readonly SiteNow[], now: Ms): readonly SiblingRow[] {
  const others = sites.filter((other) => other.site.country === one.site.country && other.site.id !== one.site.id);
  const tiers = new Map<string, number>();
  for (const { site } of [...others, one]) tiers.set(site.tier, (tiers.get(site.tier) ?? 0) + 1);
  return others.map(({ site, status, since }) => ({
    site: site.id,
    status,
    name: (tiers.get(site.tier) ?? 0) > 1 ? site.name : TIER_WORD[site.tier],
    text: `${STATUS_WORD[status].toLowerCase()} ${age(now - since)}`,
  }));
}

export const whyTitle = (status: Status): string =>
  status === 'ok' ? 'How we know it is ok' : `Why it is ${STATUS_WORD[status].toLowerCase()}`;
