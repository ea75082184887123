import type { AttentionItem } from '../../../../shared/domain/attention/types';
import type { HealthEventView, TeamView } from '../../../../shared/domain/snapshot/types';
import { badness } from '../../../../shared/domain/status/types';
import { floorTo, HOUR, MINUTE, type Ms } from '../../../../shared/lib/time';
import { dutyOf, nextHandover } from '../../../stores/derive/duty';
import { countriesNow, type CountryNow, type SiteNow } from '../../../stores/derive/sight';
import type { Clocks } from '../../../ui/clocks';
import type { SiteLabel } from '../../../ui/labels';
import { arcPoints, linePath } from '../../../ui/map/arc';
import { toPane, type Camera, type Place, type Xy } from '../../../ui/map/projection';
import { zonePlace } from '../../../ui/map/zones';
import { textWidth } from '../../../ui/text-width';
import { age } from '../../../ui/time';
import { TIERS } from '../../../ui/words';
import { around, bestFit, contains, IMPOSSIBLE, type Box } from './boxes';
import { HEAD, nodesOf, type Mark, type Node } from './nodes';
import { plateText, teamsOf, type PlateText } from './plates';

export interface PlateView extends PlateText {
  readonly site: string;
  readonly left: number;
  readonly top: number;
  /** From the head to the callout. */
  readonly leader: string | null;
}
export interface TagView {
  readonly key: string;
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly stem: { readonly x: number; readonly y: number };
  readonly text: string;
}
export interface ArcView {
  readonly kind: 'failover' | 'handover';
  readonly path: string;
  readonly label: (Box & { readonly text: string }) | null;
}
export interface TeamDot {
  readonly key: string;
  readonly x: number;
  readonly y: number;
  readonly duty: 'shift' | 'on-call' | 'off';
  readonly name: string;
  readonly text: string;
  readonly label: Box | null;
}
export interface Scene {
  readonly nodes: readonly Node[];
  readonly plates: readonly PlateView[];
  readonly tags: readonly TagView[];
  readonly arcs: readonly ArcView[];
  readonly teams: readonly TeamDot[];
  /** Sites by attention: the order of the tab key. */
  readonly order: readonly string[];
  readonly countries: readonly string[];
  readonly critical: readonly string[];
  /** Name of the site whose drawer is open, beside its marker. */
  readonly chosen: (Box & { readonly mark: Mark; readonly text: string }) | null;
}

export interface SceneInput {
  readonly sites: readonly SiteNow[];
  readonly teams: readonly TeamView[];
  readonly events: readonly HealthEventView[];
  readonly attention: readonly AttentionItem[];
  readonly layers: { readonly teams: boolean; readonly health: boolean };
  readonly camera: Camera;
  /** What already stands over the map: title, legend, layer switch. */
  readonly taken: readonly Box[];
  readonly clocks: Clocks;
  readonly folded: boolean;
  readonly labels: ReadonlyMap<string, SiteLabel>;
  /** The site whose drawer is open: it needs no plate, the drawer is one. */
  readonly selected: string | null;
  readonly now: Ms;
}

const RULER = 20;
const MARGIN = 8;
const HANDOVER_SOON = 2 * HOUR;

/** Everything that stands on the land, placed: markers first, then what explains them, the worst country first. */
export function sceneOf(input: SceneInput): Scene {
  const { sites, camera, layers, selected } = input;
  const nodes = nodesOf(sites, camera);
  const countries = countriesNow(sites);
  const byCountry = new Map(countries.map((country) => [country.country, country]));
  const order = orderOf(input);
  const pane: Box = {
    left: MARGIN,
    top: RULER + MARGIN,
    width: camera.width - 2 * MARGIN,
    height: camera.height - RULER - 2 * MARGIN,
  };
  const marks = nodes.flatMap((node) => [node.head, ...node.satellites]);
  const taken: Box[] = [
    ...input.taken,
    ...marks.map((mark) => around(mark.x, mark.y, mark.radius > HEAD ? 44 : mark.radius + 2)),
  ];

  const lines = arcsOf(input, nodes, byCountry);
  const soft = lines.flatMap((line) => line.points);
  const tags = layers.health ? tagsOf(input.events, nodes, pane, taken) : [];
  const dots = layers.teams ? dotsOf(input, byCountry, pane) : [];
  taken.push(...dots.map((dot) => around(dot.x, dot.y, 6)));

  const chosenMark = marks.find((mark) => mark.site === selected);
  const chosenLabel = chosenMark ? labelChosen(chosenMark, input, pane, taken) : null;
  const plates: PlateView[] = [];
  let called = false;
  const chosen = sites.find((one) => one.site.id === selected)?.site.country ?? null;
  for (const country of worstFirst(countries, order)) {
    const node = nodes.find(
      (one) =>
        one.head.site === country.lead.site.id || one.satellites.some((mark) => mark.site === country.lead.site.id),
    );
    if (!node || country.country === chosen || !contains(pane, node.x, node.y)) continue;
    const facts = called ? [] : factsOf(country, input.attention);
    const text = plateText(
      called ? asPlain(country) : country,
      layers.teams ? teamsOf(country, input.teams) : [],
      input.events,
      facts,
      input.clocks,
      input.now,
      input.folded,
    );
    const fit = bestFit(candidates(node, text, text.band !== null), pane, taken, soft, text.band === null ? 6 : 0.3);
    if (!fit || fit.cost >= IMPOSSIBLE) continue;
    called = called || text.band !== null;
    taken.push(fit.box);
    plates.push({
      ...text,
      site: country.lead.site.id,
      left: fit.box.left,
      top: fit.box.top,
      leader: leaderOf(node, fit.box, text.band !== null),
    });
  }
  return {
    nodes,
    plates,
    tags,
    arcs: lines.map((line) => ({
      kind: line.kind,
      path: linePath(line.points),
      label: input.folded ? null : labelOf(line, pane, taken),
    })),
    teams: dots.map((dot) => ({ ...dot, label: input.folded ? null : dotLabel(dot, pane, taken) })),
    order,
    countries: countries.map((country) => country.country),
    chosen: chosenLabel,
    critical: countries.filter((country) => country.status === 'critical').map((country) => country.country),
  };
}

/** Attention decides; what needs none follows by tier, then by name. */
function orderOf({ sites, attention }: SceneInput): readonly string[] {
  const ranks = new Map(attention.map((item, index) => [item.site, index]));
  const rank = (one: SiteNow): number =>
    ranks.get(one.site.id) ?? 10_000 + badness(one.status) * 10 + TIERS.indexOf(one.site.tier);
  return [...sites].sort((a, b) => rank(a) - rank(b) || (a.site.name < b.site.name ? -1 : 1)).map((one) => one.site.id);
}

function worstFirst(countries: readonly CountryNow[], order: readonly string[]): readonly CountryNow[] {
  const place = (country: CountryNow): number =>
    (country.status === 'critical' ? -1 : 0) * 10_000 + order.indexOf(country.lead.site.id);
  return [...countries].sort((a, b) => place(a) - place(b));
}

/** Only one callout shouts; other critical countries keep their ring, tint and word. */
const asPlain = (country: CountryNow): CountryNow =>
  country.status === 'critical' ? { ...country, status: 'warning' } : country;

const factsOf = (country: CountryNow, attention: readonly AttentionItem[]): readonly string[] => {
  const item = attention.find((one) => one.site === country.lead.site.id);
  return item ? [item.title] : country.lead.site.reasons.slice(0, 1).map((reason) => reason.text);
};

function candidates(node: Node, { width, height }: PlateText, isCallout: boolean): readonly Box[] {
  const { x, y } = node;
  const box = (left: number, top: number): Box => ({ left, top, width, height });
  if (isCallout) {
    return [
      box(x + 70, y - 60),
      box(x + 70, y - height / 2),
      box(x - 70 - width, y - 60),
      box(x + 70, y - height + 10),
      box(x - 70 - width, y - height + 10),
      box(x - width / 2, y - 66 - height),
      box(x - width / 2, y + 66),
      box(x + 110, y - height / 2),
      box(x - 110 - width, y - height / 2),
    ];
  }
  const near = [
    box(x + 44, y - height + 12),
    box(x - 40 - width, y + 14),
    box(x - 36 - width, y - height + 6),
    box(x + 44, y + 14),
    box(x + 44, y - height / 2),
    box(x - 40 - width, y - height / 2),
    box(x - width / 2, y - height - 34),
    box(x - width / 2, y + 36),
  ];
  const far = [40, 90].flatMap((step) => [
    box(x + 44 + step, y - height / 2),
    box(x - 40 - step - width, y - height / 2),
    box(x - width / 2, y - height - 34 - step),
    box(x - width / 2, y + 36 + step),
    box(x + 44 + step, y - height - step / 2),
    box(x + 44 + step, y + step / 2),
    box(x - 40 - step - width, y - height - step / 2),
    box(x - 40 - step - width, y + step / 2),
  ]);
  return [...near, ...far];
}

/** A callout always has its line; a plate only when it stands too far away to be understood without. */
function leaderOf(node: Node, box: Box, isCallout: boolean): string | null {
  const nearX = Math.max(box.left, Math.min(box.left + box.width, node.x));
  const nearY = Math.max(box.top, Math.min(box.top + box.height, node.y));
  if (!isCallout)
    return Math.hypot(nearX - node.x, nearY - node.y) > 62 ? `M${node.x} ${node.y}L${nearX} ${nearY}` : null;
  const toRight = box.left > node.x;
  const beside = toRight || box.left + box.width < node.x;
  if (beside) {
    const y = Math.max(box.top + 8, Math.min(box.top + box.height - 8, node.y));
    return `M${node.x + (toRight ? 19 : -19)} ${node.y}L${toRight ? box.left : box.left + box.width} ${y}`;
  }
  return box.top > node.y
    ? `M${node.x} ${node.y + 19}V${box.top}`
    : `M${node.x} ${node.y - 19}V${box.top + box.height}`;
}

function tagsOf(
  events: readonly HealthEventView[],
  nodes: readonly Node[],
  pane: Box,
  taken: Box[],
): readonly TagView[] {
  return nodes.flatMap((node): TagView[] => {
    const ids = new Set([node.head.site, ...node.satellites.map((mark) => mark.site)]);
    const issues = events.filter(
      (event) => event.open && event.category === 'issue' && event.sites.some((site) => ids.has(site)),
    );
    const [first] = issues;
    if (!first) return [];
    const text = `AWS ${first.service ?? ''}${issues.length > 1 ? ` +${issues.length - 1}` : ''}`.replace('  ', ' ');
    const width = Math.ceil(textWidth(text, 11, 'cond')) + 28;
    const lift = node.head.status === 'critical' ? 82 : 50;
    const top = Math.max(pane.top, node.y - lift);
    const box: Box = { left: node.x - width / 2, top, width, height: 18 };
    taken.push(box);
    return [{ key: first.arn, left: box.left, top, width, stem: { x: node.x, y: top + 18 }, text }];
  });
}

interface Line {
  readonly kind: ArcView['kind'];
  readonly text: string;
  readonly points: readonly Xy[];
}

/** At most two arcs, each answering a question: where would we fail over, who takes over next. */
function arcsOf(
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

function labelOf(line: Line, pane: Box, taken: Box[]): ArcView['label'] {
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

/** The name of the open site: under its marker, else wherever it covers nothing, else not at all. */
function labelChosen(mark: Mark, { labels }: SceneInput, pane: Box, taken: Box[]): Scene['chosen'] {
  const text = labels.get(mark.site)?.title ?? mark.site;
  const width = Math.ceil(textWidth(text, 14) * 1.06) + 20;
  const height = 26;
  const gap = mark.radius > HEAD ? 62 : mark.radius + 10;
  const spots = [
    { left: mark.x - width / 2, top: mark.y + gap, width, height },
    { left: mark.x - width / 2, top: mark.y - gap - height, width, height },
    { left: mark.x - width - gap, top: mark.y - height / 2, width, height },
    { left: mark.x - width - 10, top: mark.y + gap, width, height },
    { left: mark.x - width - 10, top: mark.y - gap - height, width, height },
    { left: mark.x + 6, top: mark.y + gap + 12, width, height },
  ];
  const fit = bestFit(spots, pane, taken, []);
  if (!fit || fit.cost >= IMPOSSIBLE) return null;
  taken.push(fit.box);
  return { ...fit.box, mark, text };
}

/** Teams in countries without a site stand on the map by themselves. */
function dotsOf(
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

function dotLabel(dot: Omit<TeamDot, 'label'>, pane: Box, taken: Box[]): Box | null {
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
