import { WORLD_WIDTH } from './projection';
import file from './world.json';

/** Paths of the map in world units (see projection.ts), ready to be drawn under any camera by a transform alone. */
export interface World {
  readonly land: string;
  /** Path of a country by ISO 3166-1 alpha-2; null for one that the data does not have. */
  country(code: string): string | null;
}

interface WorldFile {
  readonly arcs: string;
  readonly land: string;
  readonly countries: Readonly<Record<string, string>>;
}

type Arc = readonly number[];

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const VALUES: ReadonlyMap<string, number> = new Map(Array.from(DIGITS, (digit, value) => [digit, value]));

/** Undoes prepare-world: variable-length signed numbers, five bits a character, absolute x and y in turn. */
function unpackArc(text: string): Arc {
  const points: number[] = [];
  let value = 0;
  let shift = 0;
  let x = 0;
  let y = 0;
  let isX = true;
  for (const character of text) {
    const digit = VALUES.get(character) ?? 0;
    value |= (digit & 31) << shift;
    if (digit & 32) {
      shift += 5;
      continue;
    }
    const delta = value & 1 ? -(value >>> 1) : value >>> 1;
    if (isX) x += delta;
    else {
      y += delta;
      points.push(x, y);
    }
    isX = !isX;
    value = 0;
    shift = 0;
  }
  return points;
}

/**
 * One ring as relative steps: shorter to hold and to parse than absolute points. A ring over the date line (Chukotka,
 * Fiji) runs on beyond the edge of the world and is drawn once more on the other side.
 */
function ringPath(ring: string, arcs: readonly Arc[]): string {
  let steps = '';
  let startX = 0;
  let startY = 0;
  let px = 0;
  let py = 0;
  let turn = 0;
  let west = Infinity;
  let east = -Infinity;
  for (const text of ring.split(' ')) {
    const index = Number(text);
    const arc = arcs[index < 0 ? ~index : index] ?? [];
    const count = arc.length / 2;
    for (let i = 0; i < count; i += 1) {
      const at = index < 0 ? count - 1 - i : i;
      const y = arc[at * 2 + 1] ?? 0;
      let x = (arc[at * 2] ?? 0) + turn;
      if (west === Infinity) {
        startX = x;
        startY = y;
      } else {
        if (x - px > WORLD_WIDTH / 2) turn -= WORLD_WIDTH;
        else if (px - x > WORLD_WIDTH / 2) turn += WORLD_WIDTH;
        x = (arc[at * 2] ?? 0) + turn;
        if (x !== px || y !== py) steps += `${steps === '' ? '' : ' '}${x - px} ${y - py}`;
      }
      px = x;
      py = y;
      west = Math.min(west, x);
      east = Math.max(east, x);
    }
  }
  const drawn = (shift: number): string => `M${startX + shift} ${startY}l${steps}z`;
  const other = east > WORLD_WIDTH / 2 ? drawn(-WORLD_WIDTH) : west < -WORLD_WIDTH / 2 ? drawn(WORLD_WIDTH) : '';
  return drawn(0) + other;
}

const pathOf = (rings: string, arcs: readonly Arc[]): string =>
  rings
    .split(',')
    .map((ring) => ringPath(ring, arcs))
    .join('');

function openWorld(world: WorldFile): World {
  const arcs = world.arcs.split(',').map(unpackArc);
  const countries = new Map<string, string>();
  return {
    land: pathOf(world.land, arcs),
    country: (code) => {
      const rings = world.countries[code];
      if (rings === undefined) return null;
      const path = countries.get(code) ?? pathOf(rings, arcs);
      countries.set(code, path);
      return path;
    },
  };
}

/** The bundled world: Natural Earth 1:50m (public domain), see prepare-world. */
export const bundledWorld = (): World => openWorld(file);
