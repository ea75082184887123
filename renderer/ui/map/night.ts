import { geoCircle, geoPath, geoProjection } from 'd3-geo';
import type { Ms } from '../../../shared/lib/time';
import { GRID, millerRaw } from './projection';
import { antiSolarPoint } from './sun';

/** Radius around the point of midnight: sunset with refraction, then civil, nautical and astronomical twilight. */
const RADII = [89.17, 84, 78, 72];

const path = geoPath(
  geoProjection(millerRaw)
    .scale((GRID * 180) / Math.PI)
    .translate([0, 0])
    .precision(GRID / 4),
).digits(1);

/** The line between day and night alone: the outline of the night would also run along the edge of the world. */
export function terminatorPath(at: Ms): string {
  const { latitude, longitude } = antiSolarPoint(at);
  const [ring] = geoCircle()
    .center([longitude, latitude])
    .radius(RADII[0] ?? 90)
    .precision(3)().coordinates;
  return path({ type: 'LineString', coordinates: ring ?? [] }) ?? '';
}

/** Four flat steps of night, outermost first, in world units. */
export function nightPaths(at: Ms): readonly string[] {
  const { latitude, longitude } = antiSolarPoint(at);
  return RADII.map((radius) => path(geoCircle().center([longitude, latitude]).radius(radius).precision(3)()) ?? '');
}
