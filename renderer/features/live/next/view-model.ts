import type { HealthEventView, SiteView, TeamView } from '../../../../shared/domain/snapshot/types';
import { HOUR, type Ms } from '../../../../shared/lib/time';
import { handovers } from '../../../../shared/domain/shifts/handover-times';
import type { Clocks } from '../../../ui/clocks';
import { clock } from '../../../ui/time';
import { countryName, TIER_SHORT } from '../../../ui/words';

export interface NextRow {
  readonly key: string;
  readonly local: string;
  readonly utc: string;
  readonly text: string;
}

const AHEAD = 12 * HOUR;
const MOST = 4;

/** The next 12 hours, from what is really known: handovers of the rota and changes that AWS has announced. */
export function nextHours(
  teams: readonly TeamView[],
  events: readonly HealthEventView[],
  sites: readonly SiteView[],
  clocks: Clocks,
  now: Ms,
): readonly NextRow[] {
  const byId = new Map(sites.map((site) => [site.id, site]));
  const turns = handovers(teams, now, now + AHEAD).map((handover) => ({
    at: handover.at,
    // Handover is told in the zone of those who come (design rule 5).
    zone: handover.to.timeZone,
    key: `handover|${handover.from.id}|${handover.at}`,
    text: `Handover to ${handover.to.name}`,
  }));
  const planned = events.flatMap((event) => {
    if (event.category !== 'scheduledChange' || event.start === null || event.start < now || event.start >= now + AHEAD)
      return [];
    const site = byId.get(event.sites[0] ?? '');
    const more = event.sites.length > 1 ? ` and ${event.sites.length - 1}` : '';
    const place = site ? `, ${countryName(site.country)} ${TIER_SHORT[site.tier].toLowerCase()}${more}` : '';
    const text = `AWS ${event.title}${place}`;
    return [{ at: event.start, zone: site?.timeZone ?? 'UTC', key: `event|${event.arn}`, text }];
  });
  return [...turns, ...planned]
    .sort((a, b) => a.at - b.at)
    .slice(0, MOST)
    .map(({ at, zone, key, text }) => ({ key, local: clocks.time(at, zone), utc: `${clock(at, 'UTC')} UTC`, text }));
}
