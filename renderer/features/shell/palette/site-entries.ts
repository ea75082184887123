import { age } from '../../../ui/time';
import { countryName, STATUS_WORD } from '../../../ui/words';
import { dutyOf } from '../../../../shared/domain/shifts/duty';
import { action } from './action';
import type { PaletteInput } from './input';
import type { Entry } from './types';

/** So many that want attention can be acted on from here, the worst first. */
export const ACTED_ON = 20;

/** What wants attention is acknowledged, or that is taken back. */
export function acknowledgeActions({ sites, attention, labels, clocks }: PaletteInput): readonly Entry[] {
  const byId = new Map(sites.map((one) => [one.site.id, one]));
  const title = (site: string): string => labels.get(site)?.title ?? site;
  return attention.slice(0, ACTED_ON).flatMap((item) => {
    const one = byId.get(item.site);
    if (!one) return [];
    return item.acknowledgedAt === null
      ? [
          action(
            `ack|${item.key}`,
            'check',
            `Acknowledge ${title(item.site)}`,
            `${item.severity} since ${clocks.both(item.since, one.site.timeZone)}`,
            { kind: 'acknowledge', key: item.key },
            { consequence: 'Moves it down the list, never away.' },
          ),
        ]
      : [
          action(
            `ack|${item.key}`,
            'undo',
            `Undo acknowledge of ${title(item.site)}`,
            `acknowledged ${clocks.both(item.acknowledgedAt, one.site.timeZone)}`,
            { kind: 'unacknowledge', key: item.key },
            { consequence: 'Puts it back to its rank.' },
          ),
        ];
  });
}

/** Whom to call about a production site. */
export function contactActions({ sites, labels }: PaletteInput): readonly Entry[] {
  return sites.flatMap(({ site }) =>
    site.contact === null || site.tier !== 'production'
      ? []
      : [
          action(
            `contact|${site.id}`,
            'contact',
            `Copy contact of ${labels.get(site.id)?.title ?? site.id}`,
            site.contact,
            { kind: 'copy', text: site.contact },
            { also: 'page call', consequence: 'Enter copies, nothing more.' },
          ),
        ],
  );
}

const OPENS = 'Opens its drawer.';

export function attentionEntries({ attention, sites, labels, now }: PaletteInput): readonly Entry[] {
  const known = new Map(sites.map((one) => [one.site.id, one]));
  return attention.flatMap((item): Entry[] => {
    const one = known.get(item.site);
    if (!one) return [];
    return [
      {
        id: `attention|${item.key}`,
        group: 'Attention',
        icon: { status: one.status === 'unknown' ? 'unknown' : item.severity },
        name: item.title,
        chip: null,
        fact: `${labels.get(item.site)?.title ?? item.site}, ${age(now - item.since)}`,
        key: null,
        act: { kind: 'open-site', site: item.site },
        consequence: OPENS,
        also: `${item.detail} ${item.severity}`,
      },
    ];
  });
}

export function siteEntries({ sites, labels, clocks, now }: PaletteInput): readonly Entry[] {
  return sites.map((one): Entry => {
    const { site, status, since } = one;
    const time = clocks.time(now, site.timeZone);
    const critical = status === 'critical';
    return {
      id: `site|${site.id}`,
      group: 'Sites',
      icon: { status },
      name: labels.get(site.id)?.title ?? site.name,
      chip: critical ? `Critical, ${age(now - since)}` : null,
      fact: critical
        ? `${site.region}, ${time}`
        : `${STATUS_WORD[status]} for ${age(now - since)}${one.held ? ', not seen' : ''}, ${site.region}`,
      key: null,
      act: { kind: 'open-site', site: site.id },
      consequence: OPENS,
      also: `${site.id} ${site.name} ${countryName(site.country)} ${site.tier} ${site.region} ${site.accountName} ${site.owner?.name ?? ''}`,
    };
  });
}

export function teamEntries({ teams, sites, clocks, now }: PaletteInput): readonly Entry[] {
  return teams.flatMap((team): Entry[] => {
    const duty = dutyOf(team, now);
    const own = sites.find((one) => one.site.owner?.team === team.id);
    if (!own) return [];
    const until =
      duty.until === null ? '' : ` ${duty.kind === 'off' ? 'until' : 'to'} ${clocks.both(duty.until, team.timeZone)}`;
    return [
      {
        id: `team|${team.id}`,
        group: 'Teams',
        icon: { duty: duty.kind },
        name: team.name,
        chip: null,
        fact: `${duty.kind === 'shift' ? 'On shift' : duty.kind === 'on-call' ? 'On call' : 'Off shift'}${until}`,
        key: null,
        act: { kind: 'open-site', site: own.site.id },
        consequence: `Opens ${own.site.name}, which this team owns.`,
        also: `${team.place} ${team.people.map((person) => person.name).join(' ')}`,
      },
    ];
  });
}
