import { geoInterpolate } from 'd3-geo';
import { toPane, type Camera, type Place, type Xy } from './projection';

/** The great circle between two places in pane coordinates, from the edge of one marker to the edge of the other. */
export function arcPoints(camera: Camera, from: Place, to: Place, gap = 8): readonly Xy[] {
  const along = geoInterpolate([from.longitude, from.latitude], [to.longitude, to.latitude]);
  const points = Array.from({ length: 65 }, (_, index) => {
    const [longitude, latitude] = along(index / 64);
    return toPane(camera, { latitude, longitude });
  });
  const first = points[0];
  const last = points.at(-1);
  if (!first || !last) return [];
  const far = (a: Xy, b: Xy): boolean => Math.hypot(a.x - b.x, a.y - b.y) > gap;
  return points.filter((point) => far(point, first) && far(point, last));
}

/** A path through points; it breaks where the arc leaves one edge of the world and comes back at the other. */
export function linePath(points: readonly Xy[]): string {
  return points
    .map(({ x, y }, index) => {
      const before = points[index - 1];
      const jumps = before !== undefined && Math.abs(before.x - x) > 400;
      return `${before === undefined || jumps ? 'M' : 'L'}${x.toFixed(1)} ${y.toFixed(1)}`;
    })
    .join('');
}
