import type { Ms } from '../../shared/lib/time';
import { zoneName } from '../../shared/lib/zone-names';
import { bothClocks, clock, clockDay, clockZone, when } from './time';

/** Which clock stands before UTC: the site's own, none, or the viewer's. */
export type ZoneMode = 'site' | 'utc' | 'viewer';

/** Times as this viewer wants them: the site's clock, the viewer's own, or UTC alone; UTC always stands beside. */
export interface Clocks {
  /** The zone that stands before UTC. */
  zone(siteZone: string): string;
  /** "22:42 BRT" */
  time(at: Ms, siteZone: string): string;
  /** "22:42 Tue", where the zone is clear from its place. */
  day(at: Ms, siteZone: string): string;
  /** "22:42 BRT, 01:42 UTC" */
  both(at: Ms, siteZone: string): string;
  /** "22:42" */
  bare(at: Ms, siteZone: string): string;
  /** "Sun 22 Nov 03:00 BRT" when that is not today. */
  dated(at: Ms, siteZone: string): string;
  /** "BRT" */
  name(siteZone: string): string;
}

export function clocksFor(mode: ZoneMode, viewerZone: string, now: Ms): Clocks {
  const zone = (siteZone: string): string => (mode === 'site' ? siteZone : mode === 'utc' ? 'UTC' : viewerZone);
  return {
    zone,
    time: (at, siteZone) => clockZone(at, zone(siteZone)),
    day: (at, siteZone) =>
      mode === 'site' ? clockDay(at, siteZone) : `${clockDay(at, zone(siteZone))} ${zoneName(zone(siteZone), at)}`,
    both: (at, siteZone) => bothClocks(at, now, zone(siteZone)),
    bare: (at, siteZone) => clock(at, zone(siteZone)),
    dated: (at, siteZone) => when(at, now, zone(siteZone)),
    name: (siteZone) => zoneName(zone(siteZone), now),
  };
}

export const ZONE_MODES: readonly ZoneMode[] = ['site', 'utc', 'viewer'];
export const ZONE_WORD: Readonly<Record<ZoneMode, string>> = {
  site: 'Site + UTC',
  utc: 'UTC',
  viewer: 'My zone + UTC',
};
export const nextZone = (mode: ZoneMode): ZoneMode =>
  ZONE_MODES[(ZONE_MODES.indexOf(mode) + 1) % ZONE_MODES.length] ?? 'site';
