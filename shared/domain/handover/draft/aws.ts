import { DAY, type Ms } from '../../../lib/time';
import type { HealthEventView } from '../../snapshot/types';
import { GLOBAL } from '../../sources/types';
import type { HandoverItem, ItemCondition } from '../types';
import { byText, draftedItem, groupsOf, joined, timeText } from './item';
import type { Known } from './known';

const eventKey = (arn: string): string => `event:${arn}`;

/** S8: what AWS schedules for longer is a notice, and no maintenance that a shift waits for. */
const LONGEST_MAINTENANCE: Ms = DAY;

/** An event that several accounts were told of is one, with the sites of all. */
export interface AwsEvent {
  readonly newest: HealthEventView;
  readonly accounts: readonly string[];
  readonly sites: readonly string[];
  /** Those whose status it changes. */
  readonly counts: readonly string[];
}
const isNewer = (a: HealthEventView, b: HealthEventView): boolean =>
  ((a.lastUpdated ?? 0) - (b.lastUpdated ?? 0) || Number(a.open) - Number(b.open) || byText(b.account, a.account)) > 0;
export const awsEvents = (events: readonly HealthEventView[]): ReadonlyMap<string, AwsEvent> =>
  new Map(
    groupsOf(events, ({ arn }) => arn).map(({ key, first, all: told }) => [
      key,
      {
        newest: told.reduce((one, other) => (isNewer(other, one) ? other : one), first),
        accounts: [...new Set(told.map(({ account }) => account))].sort(),
        sites: [...new Set(told.flatMap(({ sites, counts }) => [...sites, ...counts]))].sort(),
        counts: [...new Set(told.flatMap(({ counts }) => counts))].sort(),
      },
    ]),
  );

export const awsItems = (events: ReadonlyMap<string, AwsEvent>, known: Known): readonly HandoverItem[] =>
  [...events.values()].flatMap((event) => {
    if (event.sites.length === 0 || !event.newest.open) return [];
    if (event.newest.category === 'issue') return awsItem(event, 'aws-event', known);
    return isScheduled(event.newest, known) ? awsItem(event, 'aws-scheduled', known) : [];
  });

/** It begins in what is handed over, or is under way then. */
function isScheduled({ category, start, end }: HealthEventView, known: Known): boolean {
  if (category !== 'scheduledChange' || start === null || start >= known.until) return false;
  if (start >= known.start) return true;
  return end !== null && end > known.start && end - start <= LONGEST_MAINTENANCE;
}

function awsItem(event: AwsEvent, kind: 'aws-event' | 'aws-scheduled', known: Known): HandoverItem {
  const { newest, accounts, sites, counts } = event;
  const { arn, service, region, title, start, end, lastUpdated, affected } = newest;
  const names = [...new Set(accounts.map(known.accountName))].sort(byText).join(', ');
  const answers = accounts.map((account) => known.sourceOf(account, GLOBAL, 'Health')?.lastGoodAt ?? null);
  return draftedItem({
    key: eventKey(arn),
    kind,
    reference: arn,
    name: service ?? 'AWS',
    condition: kind === 'aws-event' ? issueCondition(event, known) : scheduledCondition(event, known),
    line: afterName(title, service ?? ''),
    facts: joined(
      start === null ? null : `${kind === 'aws-event' ? 'since' : 'from'} ${timeText(start, known.now)}`,
      end === null ? null : `until ${timeText(end, known.now)}`,
      region,
      counts.length > 0 ? known.troubleOf(counts) : null,
      affected === null || affected === 0 ? null : `${affected} of our resources affected`,
      lastUpdated === null ? null : `updated ${timeText(lastUpdated, known.now)}`,
    ),
    begins: start,
    ends: end,
    sites,
    status: known.statusOf(sites),
    // Of several accounts the oldest answer: what one of them has not heard is not known.
    origin: { source: `AWS Health of ${names}`, at: answers.includes(null) ? null : Math.min(...answers.map(Number)) },
  });
}

/** The name stands before it already: `EC2 operational issue` of EC2 is its `Operational issue`. */
function afterName(title: string, name: string): string {
  const rest = name !== '' && title.startsWith(`${name} `) ? title.slice(name.length + 1).trim() : '';
  return rest === '' ? title : rest.charAt(0).toUpperCase() + rest.slice(1);
}

function issueCondition({ counts }: AwsEvent, known: Known): ItemCondition {
  const production = counts.filter((id) => known.siteOf(id)?.tier === 'production');
  if (production.length === 0) return 'stable';
  return known.statusOf(production) === 'critical' ? 'unstable' : 'watcher';
}

const scheduledCondition = ({ sites }: AwsEvent, known: Known): ItemCondition =>
  known.hasProduction(sites) ? 'watcher' : 'stable';
