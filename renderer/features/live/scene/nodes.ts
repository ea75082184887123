import { badness, type Status } from '../../../../shared/domain/status/types';
import type { SiteNow } from '../../../stores/derive/sight';
import { toPane, type Camera, type Xy } from '../../../ui/map/projection';
import { textWidth } from '../../../ui/text-width';
import { TIERS } from '../../../ui/words';
import { overlap, type Box } from './boxes';

export interface Mark {
  readonly site: string;
  readonly x: number;
  readonly y: number;
  readonly radius: number;
  readonly status: Status;
  /** Ringed and large: production. */
  readonly ring: boolean;
  readonly held: boolean;
  /** All that it can tell. */
  readonly hint: string;
}

/** Sites of one place: the first production site, and the rest as satellites on tethers, always in the same order. */
export interface Node {
  readonly key: string;
  readonly country: string;
  readonly x: number;
  readonly y: number;
  /** Where it really is, when it was moved aside to stay visible. */
  readonly home: Xy | null;
  readonly head: Mark;
  readonly satellites: readonly Mark[];
  /** Sites that had no room around the head; they are in the list and in the hint. */
  readonly more: number;
  /** Where their number stands; null where it would cover something. */
  readonly moreAt: Box | null;
}

export const HEAD = 12.5;
const CRITICAL_HEAD = 18;
const SATELLITE = 7;
const MOST_SATELLITES = 6;
/** From this many sites on, only what is not ok gets a satellite; the rest is a count. */
const DENSE = 48;
/** Sites closer than this many degrees stand at one place. */
const SAME_PLACE = 0.4;

interface Group {
  readonly country: string;
  readonly sites: SiteNow[];
}

/**
 * Yields where the work may be interrupted.
 * @param taken what stands over the map: no satellite goes under it
 */
export function* nodesOf(
  sites: readonly SiteNow[],
  camera: Camera,
  taken: readonly Box[] = [],
  hintOf: (one: SiteNow) => string = () => '',
): Generator<void, readonly Node[]> {
  const groups = groupPlaces(sites);
  const spots = groups.map((group) => {
    const { latitude, longitude } = group.sites[0]?.site ?? { latitude: 0, longitude: 0 };
    return toPane(camera, { latitude, longitude });
  });
  const radii = groups.map((group) => (isCritical(group) ? CRITICAL_HEAD : HEAD));
  const moved = pushApart(spots, radii);
  const dense = sites.length > DENSE;
  yield;
  const satellites: Mark[] = [];
  const all = moved.map((spot, index) => ({ ...spot, radius: radii[index] ?? HEAD }));
  const nodes: Node[] = [];
  for (const [index, group] of groups.entries()) {
    const at = moved[index] ?? { x: 0, y: 0 };
    const home = spots[index] ?? at;
    const isNear = ({ x, y }: Xy): boolean => Math.abs(x - at.x) < NEAR && Math.abs(y - at.y) < NEAR;
    const node = nodeOf(group, at, Math.hypot(at.x - home.x, at.y - home.y) > 3 ? home : null, dense, {
      heads: all.filter((head, other) => other !== index && isNear(head)),
      satellites: satellites.filter(isNear),
      taken,
      hintOf,
    });
    satellites.push(...node.satellites);
    nodes.push(node);
    if (index % 4 === 3) yield;
  }
  yield;
  return placeCounts(nodes, taken);
}

/** The count of further sites stands beside its head, where it covers no marker and no other count. */
function placeCounts(nodes: readonly Node[], taken: readonly Box[]): readonly Node[] {
  const counts: Box[] = [];
  const marks = nodes.flatMap((node) => [node.head, ...node.satellites]);
  return nodes.map((node) => {
    if (node.more === 0) return node;
    const width = Math.ceil(textWidth(`+${node.more}`, 11, 'cond')) + 7;
    const reach = node.head.radius + 3;
    const spots = [45, 135, -45, -135, 90, 0, 180, -90].map((angle): Box => {
      const [across, down] = [Math.cos((angle * Math.PI) / 180), Math.sin((angle * Math.PI) / 180)];
      return {
        left: node.x + across * (reach + width / 2 - 2) - width / 2,
        top: node.y + down * (reach + 5) - 7.5,
        width,
        height: 15,
      };
    });
    const free = spots.find(
      (box) =>
        ![...counts, ...taken].some((other) => overlap(box, other) > 0) &&
        !marks.some((mark) => toBox(mark, box) < mark.radius + 1),
    );
    if (free) counts.push(free);
    return { ...node, moreAt: free ?? null };
  });
}

const toBox = ({ x, y }: Xy, { left, top, width, height }: Box): number =>
  Math.hypot(x - Math.max(left, Math.min(left + width, x)), y - Math.max(top, Math.min(top + height, y)));

const isCritical = (group: Group): boolean =>
  group.sites[0]?.status === 'critical' && group.sites[0].site.tier === 'production';

function groupPlaces(sites: readonly SiteNow[]): readonly Group[] {
  const groups: Group[] = [];
  const byCountry = new Map<string, Group[]>();
  for (const one of sites) {
    const { country } = one.site;
    const neighbours = byCountry.get(country) ?? [];
    byCountry.set(country, neighbours);
    const near = neighbours.find((group) => {
      const first = group.sites[0]?.site;
      return (
        first !== undefined &&
        Math.abs(first.latitude - one.site.latitude) < SAME_PLACE &&
        Math.abs(first.longitude - one.site.longitude) < SAME_PLACE
      );
    });
    if (near) near.sites.push(one);
    else {
      const group = { country, sites: [one] };
      neighbours.push(group);
      groups.push(group);
    }
  }
  for (const group of groups) group.sites.sort(inPlaceOrder);
  return groups;
}

/** Production first and the worst of it as the head; then pre-production, development; ids decide the rest. */
function inPlaceOrder(a: SiteNow, b: SiteNow): number {
  const tier = TIERS.indexOf(a.site.tier) - TIERS.indexOf(b.site.tier);
  if (tier !== 0) return tier;
  if (a.site.tier === 'production' && a.status !== b.status) return badness(a.status) - badness(b.status);
  return a.site.id < b.site.id ? -1 : 1;
}

/** Moves spots that would cover each other apart, evenly and always in the same way. */
export function pushApart(spots: readonly Xy[], radii: readonly number[]): readonly Xy[] {
  const key = `${spots.map(({ x, y }) => `${x} ${y}`).join()} ${radii.join()}`;
  if (pushed?.key !== key) pushed = { key, moved: moveApart(spots, radii) };
  return pushed.moved;
}
/** Sites stay where they are, and seldom become critical: the last answer is nearly always the next. */
let pushed: { readonly key: string; readonly moved: readonly Xy[] } | null = null;

function moveApart(spots: readonly Xy[], radii: readonly number[]): readonly Xy[] {
  const moved = spots.map((spot) => ({ ...spot }));
  for (let round = 0; round < 60; round += 1) {
    let quiet = true;
    for (let i = 0; i < moved.length; i += 1) {
      for (let j = i + 1; j < moved.length; j += 1) {
        const a = moved[i];
        const b = moved[j];
        if (!a || !b) continue;
        const least = (radii[i] ?? HEAD) + (radii[j] ?? HEAD) + 5;
        let dx = b.x - a.x;
        let dy = b.y - a.y;
        if (Math.abs(dx) >= least || Math.abs(dy) >= least) continue;
        let distance = Math.hypot(dx, dy);
        if (distance >= least) continue;
        if (distance < 0.01) {
          // Exactly one over the other: fan them out by their place in the list.
          dx = Math.cos(j * 2.4);
          dy = Math.sin(j * 2.4);
          distance = 1;
        }
        const push = ((least - distance) / distance) * 0.5;
        a.x -= dx * push;
        a.y -= dy * push;
        b.x += dx * push;
        b.y += dy * push;
        quiet = false;
      }
    }
    if (quiet) break;
  }
  return moved;
}

interface Around {
  readonly heads: readonly (Xy & { readonly radius: number })[];
  /** Of the nodes before. */
  readonly satellites: readonly Mark[];
  readonly taken: readonly Box[];
  readonly hintOf: (one: SiteNow) => string;
}

function nodeOf(group: Group, at: Xy, home: Xy | null, dense: boolean, around: Around): Node {
  const [first, ...rest] = group.sites;
  if (!first) throw new Error('A place without sites cannot be drawn.');
  const ring = first.site.tier === 'production';
  const radius = !ring ? SATELLITE + 1 : first.status === 'critical' ? CRITICAL_HEAD : HEAD;
  const markOf = marker(around.hintOf);
  const head = markOf(first, at, radius);
  const shown = (dense ? rest.filter((one) => one.status !== 'ok') : rest).slice(0, MOST_SATELLITES);
  const base = freeDirection(at, around.heads);
  const fan = (turn: number): readonly Mark[] =>
    shown.map((one, index) => {
      const isProduction = one.site.tier === 'production';
      const distance = (radius > HEAD ? 36 : 25) + (isProduction ? 8 : 0);
      const step = shown.length > 5 ? 360 / shown.length : apart(radius > HEAD ? 36 : 25);
      const angle = ((base + turn + (index - (shown.length - 1) / 2) * step) * Math.PI) / 180;
      const spot = { x: at.x + Math.cos(angle) * distance, y: at.y + Math.sin(angle) * distance };
      return markOf(one, spot, isProduction ? 10 : SATELLITE);
    });
  const satellites = leastCrowded(fan, around);
  return {
    key: first.site.id,
    country: group.country,
    x: at.x,
    y: at.y,
    home,
    head,
    satellites,
    more: rest.length - shown.length,
    moreAt: null,
  };
}

function leastCrowded(fan: (turn: number) => readonly Mark[], around: Around): readonly Mark[] {
  let best: readonly Mark[] = [];
  let least = Infinity;
  for (const turn of TURNS) {
    const marks = fan(turn);
    const count = crowding(marks, around);
    if (count >= least) continue;
    best = marks;
    least = count;
    if (count === 0) break;
  }
  return best;
}

/** Degrees away from the best direction, tried in this order. */
const TURNS = [0, 20, -20, 40, -40, 65, -65, 90, -90, 120, -120, 150, -150, 180] as const;

/** How many others the satellites come too close to. */
function crowding(marks: readonly Mark[], { heads, satellites, taken }: Around): number {
  let count = 0;
  for (const mark of marks) {
    for (const head of heads) if (Math.hypot(mark.x - head.x, mark.y - head.y) < head.radius + 12) count += 1;
    for (const other of satellites) if (Math.hypot(mark.x - other.x, mark.y - other.y) < REACH) count += 1;
    for (const box of taken) if (toBox(mark, box) < mark.radius + 2) count += 1;
  }
  return count;
}

/** What is farther from a head than this can come near none of its satellites, nor decide their direction. */
const NEAR = 120;

/** Every marker can be hit: a circle of 24 px around each is free of all others (WCAG 2.5.8). */
const REACH = 24.5;

/** Degrees between neighbours at a distance from their head, so that their circles of reach do not meet. */
const apart = (distance: number): number => (2 * Math.asin(REACH / 2 / distance) * 180) / Math.PI;

const marker =
  (hintOf: (one: SiteNow) => string) =>
  (one: SiteNow, at: Xy, radius: number): Mark => ({
    site: one.site.id,
    x: at.x,
    y: at.y,
    radius,
    status: one.status,
    ring: one.site.tier === 'production',
    held: one.held,
    hint: hintOf(one),
  });

/** Degrees, clockwise from east: away from the nearest neighbour, rather sideways than up or down; west when alone. */
function freeDirection(at: Xy, others: readonly Xy[]): number {
  let nearest: Xy | null = null;
  let least = 90;
  for (const other of others) {
    const distance = Math.hypot(other.x - at.x, other.y - at.y);
    if (distance < least) {
      least = distance;
      nearest = other;
    }
  }
  if (!nearest) return 178;
  return (Math.atan2(at.y - nearest.y, (at.x - nearest.x) * 2) * 180) / Math.PI;
}
