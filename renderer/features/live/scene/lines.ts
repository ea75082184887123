import type { TeamView } from '../../../../shared/domain/snapshot/types';
import { floorTo, HOUR, MINUTE } from '../../../../shared/lib/time';
import { dutyOf } from '../../../../shared/domain/shifts/duty';
import { nextHandover } from '../../../../shared/domain/shifts/handover-times';
import type { CountryNow } from '../../../stores/derive/sight';
import { arcPoints } from '../../../ui/map/arc';
import { toPane, type Place, type Xy } from '../../../ui/map/projection';
import { zonePlace } from '../../../ui/map/zones';
import { textWidth } from '../../../ui/text-width';
import { age } from '../../../ui/time';
import { bestFit, IMPOSSIBLE, type Box } from './boxes';
import type { Node } from './nodes';
import { teamsOf } from './plates';
import type { ArcView, SceneInput, TeamDot } from './types';

const HANDOVER_SOON = 2 * HOUR;

export interface Line {
  readonly kind: ArcView['kind'];
  readonly text: string;
  readonly points: readonly Xy[];
}

/** At most two arcs, each answering a question: where would we fail over, who takes over next. */
export function arcsOf(
  { sites, teams, layers, camera, selected, now }: SceneInput,
  nodes: readonly Node[],
  countries: ReadonlyMap<string, CountryNow>,
): readonly Line[] {
  const byId = new Map(sites.map((one) => [one.site.id, one.site]));
  const lines: Line[] = [];
  const asking =
    sites.find((one) => one.site.id === selected && one.site.failover !== null) ??
    sites.find((one) => one.status === 'critical' && one.site.tier === 'production' && one.site.failover !== null);
  const target = byId.get(asking?.site.failover ?? '');
  if (asking && target)
    lines.push({ kind: 'failover', text: 'Failover path', points: arcPoints(camera, asking.site, target, 20) });
  const handover = layers.teams ? nextHandover(teams, now) : null;
  if (handover && handover.at - now <= HANDOVER_SOON) {
    const place = (team: TeamView): Place | null => {
      const country = [...countries.values()].find((one) => teamsOf(one, [team]).length > 0);
      return country ? country.lead.site : zonePlace(team.timeZone);
    };
    const from = place(handover.from);
    const to = place(handover.to);
    if (from && to)
      lines.push({
        kind: 'handover',
        text: `Handover to ${handover.to.name} in ${age(handover.at - floorTo(now, MINUTE))}`,
        points: arcPoints(camera, from, to, 20),
      });
  }
  // An arc starts at the drawn marker, which may stand beside its place.
  return nodes.length === 0 ? [] : lines.filter((line) => line.points.length > 4);
}

export function labelOf(line: Line, pane: Box, taken: Box[]): ArcView['label'] {
  const width = Math.ceil(textWidth(line.text, 12, 'cond')) + 14;
  const spots = [0.62, 0.5, 0.38, 0.72, 0.28, 0.8, 0.2].flatMap((share) => {
    const point = line.points[Math.floor(share * (line.points.length - 1))];
    return point
      ? [
          { left: point.x - width - 6, top: point.y - 10, width, height: 20 },
          { left: point.x + 8, top: point.y + 6, width, height: 20 },
          { left: point.x - width / 2, top: point.y - 10, width, height: 20 },
        ]
      : [];
  });
  const fit = bestFit(spots, pane, taken, []);
  if (!fit || fit.cost >= IMPOSSIBLE) return null;
  taken.push(fit.box);
  return { ...fit.box, text: line.text };
}

/** Teams in countries without a site stand on the map by themselves. */
export function dotsOf(
  { teams, camera, clocks, now }: SceneInput,
  countries: ReadonlyMap<string, CountryNow>,
  pane: Box,
): readonly Omit<TeamDot, 'label'>[] {
  return teams.flatMap((team) => {
    const place = zonePlace(team.timeZone);
    if (!place || [...countries.values()].some((country) => teamsOf(country, [team]).length > 0)) return [];
    const { x, y } = toPane(camera, place);
    if (x < pane.left || y < pane.top || x > pane.left + pane.width || y > pane.top + pane.height) return [];
    const duty = dutyOf(team, now);
    const until = duty.until === null ? '' : clocks.bare(duty.until, team.timeZone);
    const word =
      duty.kind === 'shift'
        ? `on shift until ${until}`
        : duty.kind === 'on-call'
          ? `on call until ${until}`
          : until === ''
            ? 'off shift'
            : `off shift until ${until}`;
    return [
      {
        key: team.id,
        x,
        y,
        duty: duty.kind,
        name: team.name,
        text: `${team.place} ${clocks.day(now, team.timeZone)}, ${word}`,
      },
    ];
  });
}

export function dotLabel(dot: Omit<TeamDot, 'label'>, pane: Box, taken: Box[]): Box | null {
  const width = Math.ceil(textWidth(`${dot.name} ${dot.text}`, 12, 'cond')) + 18;
  const fit = bestFit(
    [
      { left: dot.x + 10, top: dot.y - 10, width, height: 20 },
      { left: dot.x - 10 - width, top: dot.y - 10, width, height: 20 },
      { left: dot.x - width / 2, top: dot.y - 32, width, height: 20 },
      { left: dot.x - width / 2, top: dot.y + 12, width, height: 20 },
    ],
    pane,
    taken,
    [],
  );
  if (!fit || fit.cost >= IMPOSSIBLE) return null;
  taken.push(fit.box);
  return fit.box;
}
