import { countText, listText } from '../../../lib/words';
import type { SiteView } from '../../snapshot/types';
import type { HandoverItem } from '../types';
import { byText, draftedItem, joined, timeText } from './item';
import type { Known } from './known';
import type { CoverGap } from './types';

const mutesKey = (site: string): string => `mutes:${site}`;
export const coverKey = ({ text, from }: CoverGap): string => `cover:${from}:${text}`;

/** Alarms that tell nobody. AWS says that they are muted or suppressed, and never until when. */
export const muteItems = (known: Known): readonly HandoverItem[] =>
  known.sites.flatMap((site) => {
    const quiet = site.alarms.filter(({ badge }) => badge === 'muted' || badge === 'suppressed');
    return quiet.length === 0 ? [] : muteItem(site, quiet, known);
  });

function muteItem(site: SiteView, quiet: SiteView['alarms'], known: Known): HandoverItem {
  const badged = (badge: string): readonly string[] =>
    quiet.flatMap((alarm) => (alarm.badge === badge ? alarm.name : [])).sort(byText);
  const told = (badge: string): string | null => {
    const names = badged(badge);
    return names.length === 0 ? null : `${countText(names.length, 'alarm')} ${badge}: ${listText(names)}`;
  };
  const firing = quiet.flatMap(({ name, state }) => (state === 'ALARM' ? name : [])).sort(byText);
  return draftedItem({
    key: mutesKey(site.id),
    kind: 'expiry',
    reference: site.id,
    name: site.name,
    condition: firing.length > 0 && site.tier === 'production' ? 'watcher' : 'stable',
    line: 'Alarms that tell nobody; until when AWS does not say',
    facts: joined(told('muted'), told('suppressed'), firing.length === 0 ? null : `in ALARM now: ${listText(firing)}`),
    sites: [site.id],
    status: site.status,
    origin: {
      source: `DescribeAlarms of ${site.accountName} in ${site.region}`,
      at: known.sourceOf(site.account, site.region, 'DescribeAlarms')?.lastGoodAt ?? site.dataAt,
    },
  });
}

/** Times of the receiving shift for which nobody is on duty. */
export const coverItems = (known: Known): readonly HandoverItem[] =>
  known.gaps
    .filter(({ from, to }) => from < known.until && to > known.start)
    // Of two that are told alike the longer one stays.
    .sort((a, b) => b.to - a.to)
    .map((gap) =>
      draftedItem({
        key: coverKey(gap),
        kind: 'cover',
        name: '',
        condition: 'watcher',
        line: gap.text,
        facts: `nobody from ${timeText(gap.from, known.now)} to ${timeText(gap.to, known.now)}`,
        begins: gap.from,
        ends: gap.to,
        origin: { source: 'rota', at: known.now },
      }),
    );
