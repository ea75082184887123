/**
 * Miller cylindrical. Meridians are vertical, so the ruler above the map can be solar time. World units are grid steps of
 * world.json: 40 to a degree of longitude at the equator, y downwards.
 */
export const GRID = 40;
export const WORLD_WIDTH = 360 * GRID;
const RADIANS = Math.PI / 180;

export const worldX = (longitude: number): number => longitude * GRID;
export const worldY = (latitude: number): number =>
  (-1.25 * Math.log(Math.tan(Math.PI / 4 + 0.4 * latitude * RADIANS)) * GRID) / RADIANS;

/** Raw projection as d3-geo wants it: radians in, y upwards. */
export const millerRaw = (lambda: number, phi: number): [number, number] => [
  lambda,
  1.25 * Math.log(Math.tan(Math.PI / 4 + 0.4 * phi)),
];

/** Which part of the world a pane shows. */
export interface Camera {
  readonly width: number;
  readonly height: number;
  /** Pixels per world unit. */
  readonly scale: number;
  /** World coordinates of the pane's top left corner. */
  readonly left: number;
  readonly top: number;
}

export interface Place {
  readonly latitude: number;
  readonly longitude: number;
}
export interface Xy {
  readonly x: number;
  readonly y: number;
}

/** Pane coordinates of a place, on the copy of the world that the pane shows. */
export function toPane(camera: Camera, { latitude, longitude }: Place): Xy {
  const center = camera.left + camera.width / camera.scale / 2;
  const x = worldX(longitude);
  const turns = Math.round((center - x) / WORLD_WIDTH);
  return {
    x: (x + turns * WORLD_WIDTH - camera.left) * camera.scale,
    y: (worldY(latitude) - camera.top) * camera.scale,
  };
}

/** Turns of the world that the pane needs to be covered without a seam. */
export function worldTurns(camera: Camera): readonly number[] {
  const right = camera.left + camera.width / camera.scale;
  const first = Math.floor((camera.left + WORLD_WIDTH / 2) / WORLD_WIDTH);
  const last = Math.floor((right + WORLD_WIDTH / 2) / WORLD_WIDTH);
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}
