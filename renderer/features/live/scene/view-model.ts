import type { AttentionItem } from '../../../../shared/domain/attention/types';
import { badness } from '../../../../shared/domain/status/types';
import { rememberedWith } from '../../../../shared/lib/remembered';
import { floorTo, MINUTE, type Ms } from '../../../../shared/lib/time';
import { countriesNow, type CountryNow, type SiteNow } from '../../../stores/derive/sight';
import type { Clocks } from '../../../ui/clocks';
import { linePath } from '../../../ui/map/arc';
import { TIERS } from '../../../ui/words';
import { toPane, type Camera, type Xy } from '../../../ui/map/projection';
import { around, bestFit, contains, IMPOSSIBLE, type Box, type Fit } from './boxes';
import { arcsOf, dotLabel, dotsOf, labelOf } from './lines';
import { HEAD, nodesOf, type Mark, type Node } from './nodes';
import { candidates, labelChosen, leaderOf, tagsOf } from './placing';
import { markText, plateText, shortened, type PlateText } from './plates';
import type { PlateView, Scene, SceneInput } from './types';

const RULER = 20;
const MARGIN = 8;

/**
 * Everything that stands on the land, placed: markers first, then what explains them, the worst country first. Yields where
 * the work may be interrupted.
 */
export function* sceneSteps(input: SceneInput): Generator<void, Scene> {
  const { sites, camera, layers, selected } = input;
  const minute = floorTo(input.now, MINUTE);
  const all = yield* nodesOf(sites, camera, input.taken, (one) =>
    hintOf(one, input.labels.get(one.site.id)?.title ?? one.site.name, input.clocks, minute),
  );
  // Beside a drawer the pane is a part of the world: what it cuts in two cannot be told or hit.
  const nodes = selected === null ? all : all.flatMap((node) => whole(node, camera));
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
    ...nodes.flatMap((node) => node.moreAt ?? []),
  ];

  yield;
  const lines = arcsOf(input, all, byCountry);
  const soft = lines.flatMap((line) => line.points);
  const tags = layers.health ? tagsOf(input.events, nodes, pane, taken) : [];
  yield;
  const dots = layers.teams ? dotsOf(input, byCountry, pane) : [];
  taken.push(...dots.map((dot) => around(dot.x, dot.y, 6)));

  const chosenMark = marks.find((mark) => mark.site === selected);
  const chosenLabel = chosenMark ? labelChosen(chosenMark, input, pane, taken) : null;
  const plates: PlateView[] = [];
  let called = false;
  const chosen = sites.find((one) => one.site.id === selected)?.site.country ?? null;
  for (const country of worstFirst(countries, order)) {
    const node = nodeFor(country, nodes, camera);
    if (!node || country.country === chosen || !contains(pane, node.x, node.y)) continue;
    const facts = called ? [] : factsOf(country, input.attention);
    const text = plateText(
      called ? asPlain(country) : country,
      layers.teams ? input.teams : [],
      input.events,
      facts,
      input.clocks,
      input.now,
      input.folded,
    );
    yield;
    const placed = placePlate(node, text, pane, taken, soft);
    if (!placed) continue;
    const { fit } = placed;
    called = called || text.band !== null;
    taken.push(fit.box);
    plates.push({
      ...placed.text,
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
    halos: halosOf(nodes, order, input),
    critical: countries.filter((country) => country.status === 'critical').map((country) => country.country),
  };
}

/** Ages of a hint go on by the minute, as its times do. */
const hintOf = rememberedWith((one: SiteNow, title: string, clocks: Clocks, minute: Ms): string =>
  markText(one, title, clocks, Math.max(minute, one.since)),
);

/** Where everything moves, nothing is pointed at: beyond these, by attention, the rings stand still. */
const MOST_MOVING = 5;

function halosOf(nodes: readonly Node[], order: readonly string[], { attention, live }: SceneInput): Scene['halos'] {
  const heads = new Map(nodes.map((node) => [node.head.site, node]));
  const acknowledged = new Set(attention.flatMap((item) => (item.acknowledgedAt === null ? [] : [item.site])));
  return order
    .flatMap((site) => heads.get(site) ?? [])
    .filter(({ head }) => head.ring && head.status === 'critical')
    .map(({ key, x, y, head }, index) => ({
      key,
      x,
      y,
      quiet: !live || acknowledged.has(head.site) || head.held || index >= MOST_MOVING,
    }));
}

/** The node that shows the site a plate speaks of; where that site is only one of a count, the nearest of its country. */
function nodeFor({ country, lead }: CountryNow, nodes: readonly Node[], camera: Camera): Node | null {
  const shows = ({ head, satellites }: Node): boolean =>
    head.site === lead.site.id || satellites.some((mark) => mark.site === lead.site.id);
  const at = toPane(camera, lead.site);
  const far = ({ x, y }: Node): number => Math.hypot(x - at.x, y - at.y);
  const own = nodes.filter((node) => node.country === country).sort((a, b) => far(a) - far(b));
  return own.find(shows) ?? own[0] ?? null;
}

/** Where sites are dense a plate says less rather than nothing: the worst line, then only the name. */
function placePlate(
  node: Node,
  text: PlateText,
  pane: Box,
  taken: readonly Box[],
  soft: readonly Xy[],
): { readonly text: PlateText; readonly fit: Fit } | null {
  const shorter = text.band === null ? [shortened(text, 1), shortened(text, 0)] : [];
  for (const one of [text, ...shorter]) {
    const fit = bestFit(candidates(node, one, one.band !== null), pane, taken, soft, one.band === null ? 6 : 0.3);
    if (fit && fit.cost < IMPOSSIBLE) return { text: one, fit };
  }
  return null;
}

function whole(node: Node, { width, height }: Camera): readonly Node[] {
  const isWhole = ({ x, y, radius }: Mark): boolean =>
    x >= radius && x <= width - radius && y >= RULER + radius && y <= height - radius;
  return isWhole(node.head) ? [{ ...node, satellites: node.satellites.filter(isWhole) }] : [];
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
