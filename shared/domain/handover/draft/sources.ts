import { countText } from '../../../lib/words';
import { shortId } from '../../incident/words';
import type { SourceView } from '../../snapshot/types';
import { isSeen } from '../../sources/condition';
import { GLOBAL, isStatusApi } from '../../sources/types';
import type { HandoverItem } from '../types';
import { byText, draftedItem, groupsOf, joined, timeText } from './item';
import type { Known } from './known';

type Place = Pick<SourceView, 'account' | 'region'>;
export const placeKey = ({ account, region }: Place): string => `${account}/${region}`;
export const placeName = ({ account, region }: Place, { accountName }: Known): string =>
  `${accountName(account)}${region === GLOBAL ? '' : ` in ${region}`}`;

export const RECORDS_KEY = 'source:records';
export const CHANGES_KEY = 'source:changes';
export const FOLLOW_UPS_KEY = 'source:follow-ups';
export const DUTY_KEY = 'source:duty';

/** What is not seen, by account and region: one cause mostly takes all that is asked there. */
export const sourceItems = (known: Known): readonly HandoverItem[] => [
  ...groupsOf(
    known.sources.filter(({ condition }) => !isSeen(condition)),
    placeKey,
  ).map(({ first, all }) => sourceItem(first, all, known)),
  ...(known.incidents === null ? [unreadable(RECORDS_KEY, 'incidents and their follow-ups', known)] : []),
  ...(known.unread.followUps.length > 0 ? [unreadable(FOLLOW_UPS_KEY, unreadFollowUps(known), known)] : []),
  ...(known.unread.duty ? [unreadable(DUTY_KEY, 'leave, cover and swaps', known)] : []),
  ...(known.changes === null ? [unreadable(CHANGES_KEY, 'changes and overrides', known)] : []),
];

const unreadFollowUps = ({ unread }: Known): string =>
  `follow-ups of ${unread.followUps.map(shortId).sort(byText).join(', ')}`;

/** Where records cannot be read, nothing of them must look like nothing there is. */
const unreadable = (key: string, what: string, { now }: Known): HandoverItem =>
  draftedItem({
    key,
    kind: 'source',
    name: 'Records',
    condition: 'watcher',
    line: `Records cannot be read: ${what} are not in this draft`,
    facts: 'what was handed over before is kept as it was',
    origin: { source: 'records', at: now },
  });

function sourceItem(place: Place, unsorted: readonly SourceView[], known: Known): HandoverItem {
  const sources = [...unsorted].sort((a, b) => byText(a.id, b.id));
  const ids = new Set(sources.map(({ id }) => id));
  const sites = known.sites.filter((site) => site.sources.some((id) => ids.has(id))).map(({ id }) => id);
  const isNeeded = sources.some(({ api }) => isStatusApi(api));
  const last = sources.flatMap(({ lastGoodAt }) => lastGoodAt ?? []);
  const where = placeName(place, known);
  return draftedItem({
    key: `source:${placeKey(place)}`,
    kind: 'source',
    reference: placeKey(place),
    name: where,
    condition: isNeeded && known.hasProduction(sites) ? 'watcher' : 'stable',
    line: 'Not seen',
    facts: joined(
      ...groupsOf(sources, ({ condition }) => condition).map(
        ({ key, all }) => `${all.map(({ api }) => api).join(', ')} ${key}`,
      ),
      last.length === 0 ? 'no good answer yet' : `last good answer ${timeText(Math.min(...last), known.now)}`,
      last.length > 0 && last.length < sources.length ? 'some never answered' : null,
      [...new Set(sources.flatMap(({ reason }) => reason ?? []))].sort().join(', '),
      sites.length === 0 ? null : countText(sites.length, 'site'),
    ),
    sites,
    status: known.statusOf(sites),
    origin: { source: where, at: last.length === 0 ? null : Math.min(...last) },
  });
}
