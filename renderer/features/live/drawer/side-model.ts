import type { AlarmView, HealthEventView, SiteView, SourceView } from '../../../../shared/domain/snapshot/types';
import { isSeen } from '../../../../shared/domain/sources/condition';
import { MUTES_API, sourceId, type Condition, type SourceId } from '../../../../shared/domain/sources/types';
import { badness, type Status } from '../../../../shared/domain/status/types';
import type { Ms } from '../../../../shared/lib/time';
import { listText } from '../../../../shared/lib/words';
import { conditionNow, type SiteNow } from '../../../stores/derive/sight';
import type { Clocks } from '../../../ui/clocks';
import { plural } from '../../../ui/format';
import { age } from '../../../ui/time';
import { CONDITION_WORD, STATUS_WORD, TIER_WORD } from '../../../ui/words';

export interface AlarmRow {
  readonly name: string;
  readonly status: Status;
  readonly age: string;
  readonly child: boolean;
  readonly kind: string;
  readonly badge: string | null;
  /** Until when it is muted, and by which rules. */
  readonly note: string | null;
  readonly hint: string;
}
export interface AlarmsView {
  readonly firing: number;
  readonly total: number;
  readonly rows: readonly AlarmRow[];
  /** Alarms in OK that have no row. */
  readonly quiet: number;
  /** Mute rules are asked for and not seen: one without a badge may be muted. */
  readonly mutesUnseen: boolean;
}

const QUIET_SHOWN = 3;

/** Firing first, each composite with its children under it; of the quiet ones only the latest, the rest as a count. */
export function alarmsOf(
  site: Pick<SiteView, 'account' | 'region' | 'timeZone' | 'alarms'>,
  sources: ReadonlyMap<string, SourceView>,
  all: boolean,
  clocks: Clocks,
  now: Ms,
): AlarmsView {
  const { alarms } = site;
  const mutes = sources.get(muteSourceOf(site));
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
    rows: [...ordered, ...orphans, ...shown].map((alarm) => alarmRow(alarm, site.timeZone, clocks, now)),
    quiet: quiet.length - shown.length,
    mutesUnseen: mutes !== undefined && mutes.condition !== 'never' && !isSeen(conditionNow(mutes, now)),
  };
}

/** Tells which alarms of the site are muted. */
export const muteSourceOf = ({ account, region }: Pick<SiteView, 'account' | 'region'>): SourceId =>
  sourceId({ account, region, api: MUTES_API });

const alarmStatus = (alarm: AlarmView): Status =>
  alarm.severity ?? (alarm.state === 'ALARM' ? 'warning' : alarm.state === 'INSUFFICIENT_DATA' ? 'unknown' : 'ok');
const alarmRank = (alarm: AlarmView): number => badness(alarmStatus(alarm));

function alarmRow(alarm: AlarmView, zone: string, clocks: Clocks, now: Ms): AlarmRow {
  const status = alarmStatus(alarm);
  const note = muteNote(alarm, zone, clocks);
  return {
    name: alarm.name,
    status,
    age: status === 'ok' ? `ok ${age(now - alarm.since)}` : age(now - alarm.since),
    child: alarm.under !== null,
    kind: alarm.kind === 'metric' ? '' : alarm.kind,
    badge: alarm.badge,
    note,
    hint: [
      alarm.name,
      `${alarm.state}${alarm.severity === null ? ', listed only' : ''}${alarm.under === null ? '' : `, spoken for by ${alarm.under}`}`,
      note ?? '',
      alarm.reason,
    ]
      .filter((line) => line !== '')
      .join('\n'),
  };
}

/** "Muted until 04:00 BRT, 07:00 UTC by nightly-batch"; not where something else keeps it from telling anybody after that too. */
function muteNote({ badge, mute }: AlarmView, zone: string, clocks: Clocks): string | null {
  if (badge !== 'muted' || mute === null) return null;
  const until = mute.until === null ? ', no end is known,' : ` until ${clocks.both(mute.until, zone)}`;
  return `Muted${until} by ${listText(mute.by)}`;
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
  [MUTES_API]: 'Mute rules',
  Health: 'AWS Health',
};

export function sourceRows(site: SiteView, sources: ReadonlyMap<string, SourceView>, now: Ms): readonly SourceRow[] {
  const elsewhere = site.signals.map((signal) => signal.source);
  return [...new Set([...site.sources, muteSourceOf(site), ...elsewhere])].flatMap((id) => {
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
