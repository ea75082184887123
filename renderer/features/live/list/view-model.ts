import type { AttentionItem } from '../../../../shared/domain/attention/types';
import type { HealthEventView, TeamView } from '../../../../shared/domain/snapshot/types';
import { badness, type Status } from '../../../../shared/domain/status/types';
import { floorTo, HOUR, MINUTE, type Ms } from '../../../../shared/lib/time';
import { dutyOf, peopleOf } from '../../../../shared/domain/shifts/duty';
import { nextHandover } from '../../../../shared/domain/shifts/handover-times';
import type { SiteNow } from '../../../stores/derive/sight';
import type { Clocks } from '../../../ui/clocks';
import { list } from '../../../ui/format';
import type { SiteLabel } from '../../../ui/labels';
import { age } from '../../../ui/time';
import { countryName, STATUS_WORD, TIER_WORD, TIERS } from '../../../ui/words';
import { ownerOf, type Owner } from '../queue/view-model';

export interface SiteRow {
  readonly site: string;
  readonly status: Status;
  readonly word: string;
  readonly age: string;
  readonly country: string;
  readonly tier: string;
  readonly name: string;
  readonly label: string;
  readonly why: string;
  readonly aws: string;
  readonly owner: string;
  readonly place: string;
  readonly time: string;
  /** Last good answer of the oldest required source. */
  readonly dataAt: Ms | null;
  readonly failover: string;
}

export interface ListInput {
  readonly sites: readonly SiteNow[];
  readonly attention: readonly AttentionItem[];
  readonly events: readonly HealthEventView[];
  readonly teams: readonly TeamView[];
  readonly labels: ReadonlyMap<string, SiteLabel>;
  readonly clocks: Clocks;
  readonly now: Ms;
}

/**
 * The map in words: one row per site, by attention, with everything a marker, a plate, a tag or an arc would say. Yields where
 * the work may be interrupted.
 */
export function* rowSteps(input: ListInput): Generator<void, readonly SiteRow[]> {
  const { sites, attention } = input;
  const ranks = new Map(attention.map((item, index) => [item.site, index]));
  const rank = (one: SiteNow): number =>
    ranks.get(one.site.id) ?? 10_000 + badness(one.status) * 10 + TIERS.indexOf(one.site.tier);
  const ordered = [...sites].sort((a, b) => rank(a) - rank(b) || (a.site.name < b.site.name ? -1 : 1));
  const rows: SiteRow[] = [];
  for (const one of ordered) {
    rows.push(rowOf(one, input));
    if (rows.length % 8 === 0) yield;
  }
  return rows;
}

function rowOf(one: SiteNow, { events, teams, labels, clocks, now }: ListInput): SiteRow {
  const { site } = one;
  const issues = events.filter((event) => event.open && event.category === 'issue' && event.sites.includes(site.id));
  const was = one.was ? `Was ${one.was.status} ${clocks.time(one.was.at, site.timeZone)}. ` : '';
  return {
    site: site.id,
    status: one.status,
    word: `${STATUS_WORD[one.status]}${one.held ? ', not seen' : ''}`,
    age: age(now - one.since),
    country: countryName(site.country),
    tier: TIER_WORD[site.tier],
    name: site.name,
    label: labels.get(site.id)?.title ?? site.name,
    why: `${was}${site.reasons[0]?.text ?? ''}`,
    aws:
      site.healthViewMissing !== null
        ? 'not seen'
        : issues.length === 0
          ? ''
          : list([...new Set(issues.map((event) => event.service ?? 'issue'))]),
    owner: ownerText(ownerOf(site, teams, now)),
    place: site.region,
    time: clocks.day(now, site.timeZone),
    dataAt: one.dataAt,
    failover: site.failover === null ? '' : (labels.get(site.failover)?.title ?? site.failover),
  };
}

const ownerText = ({ text, others }: Owner): string => (others > 0 ? `${text} +${others}` : text);

export interface TeamRow {
  readonly id: string;
  readonly name: string;
  readonly place: string;
  readonly time: string;
  readonly duty: 'shift' | 'on-call' | 'off';
  readonly word: string;
  readonly people: string;
  readonly next: string;
}

export function teamRows(teams: readonly TeamView[], clocks: Clocks, now: Ms): readonly TeamRow[] {
  return teams.map((team) => {
    const duty = dutyOf(team, now);
    const until = duty.until === null ? '' : ` until ${clocks.dated(duty.until, team.timeZone)}`;
    const handover = nextHandover(
      [
        team,
        ...teams.filter((other) => other.id === team.handsOverTo).map((other) => ({ ...other, handsOverTo: null })),
      ],
      now,
    );
    const { names, whole } = peopleOf(team, teams, now);
    return {
      id: team.id,
      name: team.name,
      place: team.place,
      time: clocks.day(now, team.timeZone),
      duty: duty.kind,
      word: duty.kind === 'shift' ? `On shift${until}` : duty.kind === 'on-call' ? `On call${until}` : `Off${until}`,
      people:
        names.length === 0
          ? 'nobody named'
          : `${list(names.slice(0, 4))}${names.length > 4 ? ` and ${names.length - 4} more` : ''}${whole && names.length > 1 ? ' (no rota line)' : ''}`,
      next:
        handover && handover.at - now < 24 * HOUR
          ? `to ${handover.to.name} in ${age(handover.at - floorTo(now, MINUTE))}`
          : '',
    };
  });
}

export interface EventLine {
  readonly arn: string;
  readonly open: boolean;
  readonly title: string;
  readonly where: string;
  readonly sites: string;
  readonly since: string;
}

/** AWS Health events that concern a site of ours, those that count first. */
export function eventLines(
  events: readonly HealthEventView[],
  labels: ReadonlyMap<string, SiteLabel>,
  now: Ms,
): readonly EventLine[] {
  return [...events]
    .sort(
      (a, b) =>
        Number(b.counts.length > 0) - Number(a.counts.length > 0) ||
        Number(b.category === 'issue') - Number(a.category === 'issue') ||
        Number(b.open) - Number(a.open) ||
        (b.start ?? 0) - (a.start ?? 0),
    )
    .map((event) => ({
      arn: event.arn,
      open: event.open,
      title: event.title,
      where: [event.service, event.availabilityZone ?? event.region, event.category]
        .filter((part) => part !== null)
        .join(', '),
      sites:
        event.sites.length === 0
          ? 'no site of ours'
          : list(event.sites.slice(0, 3).map((site) => labels.get(site)?.title ?? site)) +
            (event.sites.length > 3 ? ` and ${event.sites.length - 3} more` : ''),
      since: event.start === null ? '' : event.start <= now ? age(now - event.start) : `in ${age(event.start - now)}`,
    }));
}
