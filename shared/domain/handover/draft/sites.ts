import type { AttentionItem } from '../../attention/types';
import { isUnderWay } from '../../change/rules';
import type { Tier } from '../../snapshot/types';
import { badness, type Status } from '../../status/types';
import type { HandoverItem, ItemCondition } from '../types';
import type { AwsEvent } from './aws';
import { changeKey } from './changes';
import { byText, draftedItem, groupsOf, joined, timeText } from './item';
import type { Known } from './known';

const siteKey = (id: string): string => `site:${id}`;

const TIER: Readonly<Record<Tier, string>> = {
  production: 'Production',
  'pre-production': 'Pre-production',
  development: 'Development',
};

/** Each site of the attention list, whether or not another item tells of it. */
export const siteItems = (known: Known): readonly HandoverItem[] =>
  groupsOf(known.attention, ({ site }) => site).map(({ key, first, all }) => siteItem(key, first, all, known));

function siteItem(id: string, first: AttentionItem, items: readonly AttentionItem[], known: Known): HandoverItem {
  const [worst = first, ...others] = [...items].sort(
    (a, b) => badness(a.severity) - badness(b.severity) || a.since - b.since || byText(a.key, b.key),
  );
  const site = known.siteOf(id);
  const { severity, since, title, detail, acknowledgedAt } = worst;
  return draftedItem({
    key: siteKey(id),
    kind: 'site',
    reference: id,
    name: site?.name ?? id,
    condition: conditionOf(severity, site?.tier ?? 'production'),
    // How it stands changes by the minute: that is for the facts.
    line: site === undefined ? 'Site to watch' : `${TIER[site.tier]} site to watch`,
    facts: joined(
      `${severity} since ${timeText(since, known.now)}: ${title}`,
      ...others.map((one) => one.title),
      detail.replace(/\.$/, ''),
      acknowledgedAt === null ? null : `acknowledged ${timeText(acknowledgedAt, known.now)}`,
    ),
    begins: since,
    sites: [id],
    status: severity,
    origin: { source: `metrics and alarms of ${site?.accountName ?? id}`, at: site?.dataAt ?? null },
  });
}

function conditionOf(status: Status, tier: Tier): ItemCondition {
  if (status === 'maintenance') return 'stable';
  if (tier !== 'production') return status === 'critical' ? 'watcher' : 'stable';
  return status === 'critical' ? 'unstable' : 'watcher';
}

/** Sites that other items tell of: of an incident, a change under way, what AWS says, or a source that is not seen. */
export function sitesToldBy(
  items: readonly HandoverItem[],
  events: ReadonlyMap<string, AwsEvent>,
  known: Known,
): ReadonlySet<string> {
  const underWay = new Set(known.changes?.flatMap(({ id, state }) => (isUnderWay(state) ? changeKey(id) : [])));
  const told = new Set<string>();
  for (const item of items) for (const site of toldSites(item, underWay, events, known)) told.add(site);
  return told;
}

function toldSites(
  { kind, key, reference, sites }: HandoverItem,
  underWay: ReadonlySet<string>,
  events: ReadonlyMap<string, AwsEvent>,
  { siteOf }: Known,
): readonly string[] {
  if (kind === 'incident' || underWay.has(key)) return sites;
  if (kind === 'aws-event' || kind === 'aws-scheduled') return events.get(reference)?.counts ?? [];
  if (kind !== 'source') return [];
  // A site may be blind and have shown more than that before.
  return sites.filter((id) => siteOf(id)?.status === 'unknown' && siteOf(id)?.blind === true);
}
