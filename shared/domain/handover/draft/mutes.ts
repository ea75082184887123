import { iso, type Ms } from '../../../lib/time';
import { countText, listText } from '../../../lib/words';
import { FAR } from '../../alarms/mutes/muted';
import type { PlacedMuteRule } from '../../alarms/mutes/types';
import { muteWindows, type MuteWindow } from '../../alarms/mutes/windows';
import type { AlarmView, SiteView } from '../../snapshot/types';
import { isSeen } from '../../sources/condition';
import { MUTES_API } from '../../sources/types';
import type { HandoverItem } from '../types';
import { byText, draftedItem, joined, timeText } from './item';
import type { Known } from './known';
import { placeKey, placeName } from './sources';

/** Windows named in an item; a rule may have one every hour. */
const MOST_WINDOWS = 3;

const siteKey = (site: string): string => `mutes:${site}`;
/** One window of a rule is one thing, from when it is ahead until it is over. */
const windowKey = (rule: PlacedMuteRule, { from }: MuteWindow): string => `mute:${referenceOf(rule)}:${iso(from)}`;
const referenceOf = (rule: PlacedMuteRule): string => `${placeKey(rule)}/${rule.name}`;

/** Alarms that tell nobody now, or will not for a time of the receiving shift. */
export const muteItems = (known: Known): readonly HandoverItem[] => [
  ...known.mutes.flatMap((rule) => windowItem(rule, known) ?? []),
  ...known.sites.flatMap((site) => siteItem(site, known) ?? []),
];

/** Windows of a rule that are of the receiving shift; what goes on without an end is told by its sites. */
const windowsIn = (rule: PlacedMuteRule, { now, start, until }: Known): readonly MuteWindow[] =>
  muteWindows(rule, start - FAR, until + FAR).filter(
    ({ from, to }) => from < until && to > now && (from > now || to < until + FAR),
  );

function windowItem(rule: PlacedMuteRule, known: Known): HandoverItem | null {
  const [window, ...later] = windowsIn(rule, known);
  const targets = new Set(rule.alarms);
  const concerned = known.sites.flatMap((site) => {
    const alarms = placeKey(site) === placeKey(rule) ? site.alarms.filter(({ name }) => targets.has(name)) : [];
    return alarms.length === 0 ? [] : [{ site, alarms }];
  });
  if (window === undefined || concerned.length === 0) return null;
  const alarms = concerned.flatMap((one) => one.alarms);
  const names = namesOf(alarms);
  const sites = concerned.map(({ site }) => site.id);
  const holds = window.from <= known.now;
  const firing = holds ? firingOf(alarms) : [];
  const time = (at: Ms): string => timeText(at, known.now);
  const isEndless = window.to >= known.until + FAR;
  return draftedItem({
    key: windowKey(rule, window),
    kind: 'expiry',
    reference: referenceOf(rule),
    name: `Mute ${rule.name}`,
    condition: firing.length > 0 && known.hasProduction(sites) ? 'watcher' : 'stable',
    line: `${countText(names.length, 'alarm tells', 'alarms tell')} nobody while it holds`,
    facts: joined(
      `from ${time(window.from)}${isEndless ? ', and no end is known' : ` to ${time(window.to)}`}`,
      ...later.slice(0, MOST_WINDOWS - 1).map(({ from, to }) => `and from ${time(from)} to ${time(to)}`),
      later.length < MOST_WINDOWS ? null : `and ${countText(later.length - MOST_WINDOWS + 1, 'time')} more`,
      listText(names),
      firing.length === 0 ? null : `in ALARM now: ${listText(firing)}`,
      holds ? stillMuted(alarms, window, known) : null,
      unseenText(rule, known),
    ),
    begins: window.from,
    ends: isEndless ? null : window.to,
    sites,
    status: known.statusOf(sites),
    origin: { source: sourceText(rule, known), at: mutesOf(rule, known)?.lastGoodAt ?? null },
  });
}

/** Those that another rule keeps muted when this window ends. */
function stillMuted(alarms: readonly AlarmView[], { to }: MuteWindow, { now }: Known): string | null {
  const still = alarms.flatMap(({ name, mute }) =>
    mute !== null && (mute.until === null || mute.until > to)
      ? [`${name} ${mute.until === null ? 'without a known end' : `until ${timeText(mute.until, now)}`}`]
      : [],
  );
  return still.length === 0 ? null : `muted on by other rules: ${listText([...new Set(still)].sort(byText))}`;
}

/** Those of a site of which nobody knows until when: AWS never says it of a suppressed one. */
function siteItem(site: SiteView, known: Known): HandoverItem | null {
  const quiet = site.alarms.filter(
    ({ badge, mute }) => badge === 'suppressed' || (badge === 'muted' && (mute?.until ?? null) === null),
  );
  if (quiet.length === 0) return null;
  const told = (badge: string): string | null => {
    const names = namesOf(quiet.filter((alarm) => alarm.badge === badge));
    return names.length === 0 ? null : `${countText(names.length, 'alarm')} ${badge}: ${listText(names)}`;
  };
  const rules = [...new Set(quiet.flatMap(({ mute }) => mute?.by ?? []))].sort(byText);
  const firing = firingOf(quiet);
  return draftedItem({
    key: siteKey(site.id),
    kind: 'expiry',
    reference: site.id,
    name: site.name,
    condition: firing.length > 0 && site.tier === 'production' ? 'watcher' : 'stable',
    line: 'Alarms that tell nobody; until when AWS does not say',
    facts: joined(
      told('muted'),
      rules.length === 0 ? null : `by ${listText(rules)}`,
      told('suppressed'),
      firing.length === 0 ? null : `in ALARM now: ${listText(firing)}`,
    ),
    sites: [site.id],
    status: site.status,
    origin: {
      source: `DescribeAlarms of ${site.accountName} in ${site.region}`,
      at: known.sourceOf(site.account, site.region, 'DescribeAlarms')?.lastGoodAt ?? site.dataAt,
    },
  });
}

/** How one ended; null: it is not known to be over. Whether a rule still mutes is known only while its source is seen. */
export function muteEnded({ key, reference, ends }: HandoverItem, known: Known): string | null {
  const site = known.siteOf(reference);
  if (key.startsWith('mutes:')) {
    if (site === undefined) return 'not seen any more';
    if (!isSiteSeen(site, known)) return null;
    const isMuted = site.alarms.some(({ badge }) => badge === 'muted');
    return isMuted ? 'muted with a known end now' : 'no alarm is muted or suppressed any more';
  }
  const place = known.sites.find((one) => reference.startsWith(`${placeKey(one)}/`));
  if (place === undefined) return 'not seen any more';
  if (!isSiteSeen(place, known)) return null;
  const rule = known.mutes.find((one) => referenceOf(one) === reference);
  if (ends !== null && ends <= known.now) return `mute ended ${timeText(ends, known.now)}`;
  if (rule === undefined) return 'the mute rule is gone';
  return rule.schedule === null ? null : 'mutes at other times now';
}

const mutesOf = ({ account, region }: { readonly account: string; readonly region: string }, known: Known) =>
  known.sourceOf(account, region, MUTES_API);

const isSiteSeen = (site: SiteView, known: Known): boolean =>
  [known.sourceOf(site.account, site.region, 'DescribeAlarms'), mutesOf(site, known)].every(
    (source) => source !== undefined && isSeen(source.condition),
  );

function unseenText(rule: PlacedMuteRule, known: Known): string | null {
  const source = mutesOf(rule, known);
  if (source !== undefined && isSeen(source.condition)) return null;
  const at = source?.lastGoodAt ?? null;
  return `mute rules are not seen${at === null ? '' : ` since ${timeText(at, known.now)}`}`;
}

const sourceText = (rule: PlacedMuteRule, known: Known): string => `${MUTES_API} of ${placeName(rule, known)}`;

const namesOf = (alarms: readonly AlarmView[]): readonly string[] =>
  [...new Set(alarms.map(({ name }) => name))].sort(byText);
const firingOf = (alarms: readonly AlarmView[]): readonly string[] =>
  namesOf(alarms.filter(({ state }) => state === 'ALARM'));
