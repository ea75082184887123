import type { AttentionItem } from '../../../../shared/domain/attention/types';
import type { HealthEventView, SiteView, SourceView } from '../../../../shared/domain/snapshot/types';
import { CHANGES_SOURCE, badness, type Reason, type Status } from '../../../../shared/domain/status/types';
import type { Ms } from '../../../../shared/lib/time';
import type { SiteNow } from '../../../stores/derive/sight';
import type { Clocks } from '../../../ui/clocks';
import { ago } from '../../../ui/hint-text';
import type { SiteLabel } from '../../../ui/labels';
import { age, ageInWords, clock, isoDay, utcDistance } from '../../../ui/time';
import { STATUS_WORD } from '../../../ui/words';

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

/** What is known here, and has no age. */
const OWN_SOURCE: Readonly<Record<string, { readonly word: string; readonly hint: string }>> = {
  workspace: { word: 'Workspace', hint: 'Follows from the workspace file alone.' },
  [CHANGES_SOURCE]: { word: 'Changes', hint: 'A change that people planned, as it stands here.' },
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
          OWN_SOURCE[reason.source]?.hint ??
          `${reason.source}\n${read === null ? 'Never answered.' : `Read ${ago(read)}, at ${clock(read, 'UTC')} UTC.`}`,
      };
    });
}

/** In a low window the charts must be seen as well: so many facts, the worst of them, still in the order of time. */
const MOST_TELLING = 3;

export function mostTelling(rows: readonly ReasonRow[]): readonly ReasonRow[] {
  if (rows.length <= MOST_TELLING + 1) return rows;
  const rank = (row: ReasonRow): number => (row.status === null ? 9 : badness(row.status));
  const kept = new Set([...rows].sort((a, b) => rank(a) - rank(b)).slice(0, MOST_TELLING));
  return rows.filter((row) => kept.has(row));
}

const isToday = (at: Ms, now: Ms, zone: string): boolean => isoDay(at, zone) === isoDay(now, zone);

const sourceWord = (reason: Reason, source: SourceView | undefined): string =>
  OWN_SOURCE[reason.source]?.word ?? SOURCE_WORD[source?.api ?? reason.source.split('/').at(-1) ?? ''] ?? 'AWS';

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
  if (issue?.start == null || first === null) return null;
  const gap = first - issue.start;
  const what = `The AWS ${issue.service ?? ''} issue`.replace('  ', ' ');
  if (Math.abs(gap) < 60_000) return `${what} and the first breach began in the same minute.`;
  return gap > 0
    ? `${what} began ${ageInWords(gap)} before the first breach.`
    : `${what} began ${ageInWords(-gap)} after the first breach.`;
}

export const whyTitle = (status: Status): string =>
  status === 'ok' ? 'How we know it is ok' : `Why it is ${STATUS_WORD[status].toLowerCase()}`;
