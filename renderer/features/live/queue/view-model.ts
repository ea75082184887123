import type { AttentionItem } from '../../../../shared/domain/attention/types';
import type { HealthEventView, SiteView, SourceView, TeamView } from '../../../../shared/domain/snapshot/types';
import { isSeen } from '../../../../shared/domain/sources/condition';
import { isStatusApi } from '../../../../shared/domain/sources/types';
import type { Status } from '../../../../shared/domain/status/types';
import type { Ms } from '../../../../shared/lib/time';
import { dutyOf, peopleOf } from '../../../../shared/domain/shifts/duty';
import { conditionNow, maintenanceEnd, type Sight, type SiteNow } from '../../../stores/derive/sight';
import type { Clocks } from '../../../ui/clocks';
import { plural } from '../../../ui/format';
import type { SiteLabel } from '../../../ui/labels';
import { age, clock, sinceUtc } from '../../../ui/time';
import { CONDITION_WORD } from '../../../ui/words';

export interface QueueItem {
  readonly key: string;
  /** Its place on screen: stays when the trouble of the site becomes another. */
  readonly slot: string;
  readonly site: string;
  readonly status: Status;
  /** Large, with its actions always shown. */
  readonly big: boolean;
  /** One line only, when one cause made many sites unknown. */
  readonly compact: boolean;
  readonly place: string;
  readonly age: string;
  readonly title: string;
  readonly detail: string;
  readonly owner: Owner;
  readonly time: string;
  readonly rank: string;
  /** "22:33 BRT, 01:33 UTC"; null when nobody has. */
  readonly acknowledged: string | null;
}

export interface Owner {
  /** Whose initials stand in the circle; null for nobody. */
  readonly name: string | null;
  readonly text: string;
  /** How many more of the team are on duty. */
  readonly others: number;
  readonly on: boolean;
}

/** One cause that blinds the whole window, said once, above the sites it blinds. */
export interface BlindItem {
  readonly retry: boolean;
  readonly place: string;
  readonly age: string;
  readonly title: string;
  readonly detail: string;
  readonly time: string;
}

export interface QueueView {
  readonly count: number;
  readonly blind: BlindItem | null;
  readonly items: readonly QueueItem[];
  /** What an empty queue says; null when it is not empty. */
  readonly empty: { readonly title: string; readonly text: string } | null;
}

export interface QueueInput {
  readonly sight: Sight;
  readonly attention: readonly AttentionItem[];
  readonly sources: readonly SourceView[];
  readonly events: readonly HealthEventView[];
  readonly teams: readonly TeamView[];
  readonly labels: ReadonlyMap<string, SiteLabel>;
  readonly clocks: Clocks;
  readonly now: Ms;
}

/** Yields where the work may be interrupted. */
export function* queueSteps(input: QueueInput): Generator<void, QueueView> {
  const { sight, attention, now } = input;
  const sites = new Map(sight.sites.map((one) => [one.site.id, one]));
  const blind = blindItem(input);
  const slots = new Map<string, number>();
  const items: QueueItem[] = [];
  for (const item of attention) {
    const one = sites.get(item.site);
    if (one === undefined) continue;
    const before = slots.get(item.site) ?? 0;
    slots.set(item.site, before + 1);
    items.push({ ...itemOf(item, one, blind !== null, input), slot: `${item.site} ${before}` });
    if (items.length % 8 === 0) yield;
  }
  yield;
  const missing = blind === null ? lostSight(input, new Set(items.map((item) => item.site))) : [];
  const all = [...items, ...missing];
  return {
    count: blind ? Math.max(1, all.length) : all.length,
    blind,
    items: all,
    empty: all.length === 0 && blind === null ? emptyOf(sight, now) : null,
  };
}

function itemOf(
  item: AttentionItem,
  one: SiteNow,
  isBlind: boolean,
  { sight, events, teams, labels, clocks, now }: QueueInput,
): Omit<QueueItem, 'slot'> {
  // The window may know less than the engine did when it ranked (S2): then the row says unknown, in the same place.
  const status = one.status === 'unknown' && item.severity !== 'unknown' ? 'unknown' : item.severity;
  const lost = status !== item.severity;
  const acknowledged = item.acknowledgedAt === null ? null : clocks.both(item.acknowledgedAt, one.site.timeZone);
  const end = status === 'maintenance' ? maintenanceEnd(one.site, events) : null;
  const was = one.was === null ? '' : `Was ${one.was.status} ${clock(one.was.at, 'UTC')} UTC. `;
  return {
    key: item.key,
    site: item.site,
    status,
    big: status === 'critical' && acknowledged === null,
    compact: isBlind && status === 'unknown' && sight.kind === 'blind',
    place: labels.get(item.site)?.title ?? one.site.name,
    age: end !== null && end > now ? `ends ${age(end - now)}` : age(now - (lost ? one.since : item.since)),
    title: lost ? `No data. Last known: ${item.title}` : item.title,
    detail: `${one.held ? 'Last known, not seen now. ' : ''}${lost ? was : ''}${item.detail}`.trim(),
    owner: ownerOf(one.site, teams, now),
    time: clocks.both(item.since, one.site.timeZone),
    rank: item.rank,
    acknowledged,
  };
}

/** Sites that this window lost sight of before the engine could say so. */
function lostSight(
  { sight, teams, labels, clocks, now }: QueueInput,
  known: ReadonlySet<string>,
): readonly QueueItem[] {
  return sight.sites
    .filter((one) => one.status !== 'ok' && one.status !== one.site.status && !known.has(one.site.id))
    .map((one) => ({
      key: `window|${one.site.id}`,
      slot: `${one.site.id} 0`,
      site: one.site.id,
      status: one.status,
      big: false,
      compact: false,
      place: labels.get(one.site.id)?.title ?? one.site.name,
      age: age(now - one.since),
      title: `No data. Last known state was ${one.was?.status ?? 'unknown'}`,
      detail: 'No newer reading came within three promised intervals.',
      owner: ownerOf(one.site, teams, now),
      time: clocks.both(one.since, one.site.timeZone),
      rank: `${one.site.tier}, unknown`,
      acknowledged: null,
    }));
}

function blindItem({ sight, sources, clocks, now }: QueueInput): BlindItem | null {
  if (sight.kind !== 'blind' && sight.kind !== 'disconnected') return null;
  if (sight.sites.length === 0) return null;
  const at = sight.newestAt;
  const zone = sight.sites[0]?.site.timeZone ?? 'UTC';
  const regions = new Set(sight.sites.map((one) => one.site.region));
  const time = at === null ? 'never seen' : clocks.both(at, zone);
  const old = at === null ? '' : age(now - at);
  if (sight.kind === 'disconnected') {
    return {
      retry: false,
      place: 'This window',
      age: old,
      title: 'Meridian does not answer',
      detail: 'The window has lost its engine and tries again by itself. States shown are last known, not current.',
      time,
    };
  }
  return {
    retry: true,
    place: regions.size === 1 ? `AWS, ${[...regions][0] ?? ''}` : `AWS, all ${regions.size} regions`,
    age: old,
    title: 'Meridian cannot see AWS',
    detail: `${causeOf(sources, now)} States shown are last known, not current. Alarms sent by AWS itself still reach you.`,
    time,
  };
}

/** The reason most sources give, once. */
function causeOf(sources: readonly SourceView[], now: Ms): string {
  const counts = new Map<string, number>();
  for (const source of sources) {
    if (source.api === 'Health' || !isStatusApi(source.api)) continue;
    // Live when it was last heard of, and not heard of since: the window itself says so.
    const silent = isSeen(source.condition) && !isSeen(conditionNow(source, now));
    const text = source.reason ?? (silent ? 'no newer answer has come' : CONDITION_WORD[source.condition]);
    counts.set(text, (counts.get(text) ?? 0) + 1);
  }
  const [most] = [...counts].sort((a, b) => b[1] - a[1]);
  if (!most) return 'No source answers.';
  const others = counts.size - 1;
  const text = most[0].charAt(0).toLocaleUpperCase() + most[0].slice(1);
  return `${text.replace(/\.$/, '')}${others > 0 ? ` (and ${plural(others, 'other reason')})` : ''}.`;
}

export function ownerOf(site: SiteView, teams: readonly TeamView[], now: Ms): Owner {
  const { owner } = site;
  if (!owner) return { name: null, text: 'No owner', others: 0, on: false };
  const team = teams.find((one) => one.id === owner.team);
  if (!team) return { name: owner.name, text: owner.name, others: 0, on: false };
  const on = dutyOf(team, now).kind !== 'off';
  const { names, whole } = peopleOf(team, teams, now);
  const [first] = names;
  if (!on) return { name: team.name, text: `${team.name}, off shift`, others: 0, on };
  if (first === undefined || (whole && names.length > 3)) return { name: team.name, text: team.name, others: 0, on };
  return { name: first, text: first, others: names.length - 1, on };
}

function emptyOf(sight: Sight, now: Ms): QueueView['empty'] {
  switch (sight.kind) {
    case 'loading':
      return { title: 'Nothing is known yet.', text: 'The list appears with the first reading.' };
    case 'empty':
      return {
        title: 'Nothing is watched.',
        text: 'A site in the workspace file puts it on the map and in this list.',
      };
    case 'restoring':
      return { title: 'Nothing needed you then.', text: 'This is the last known state; AWS is being read.' };
    case 'disconnected':
      return { title: 'Nothing is known.', text: 'Meridian does not answer. The window tries again by itself.' };
    case 'blind':
    case 'partial':
    case 'live': {
      const since = Math.max(...sight.sites.map((one) => one.since));
      return {
        title: 'Nothing needs you.',
        text: `Every site is ok since ${sinceUtc(since, now)}, for ${age(now - since)}.`,
      };
    }
  }
}
