import { HOUR, MINUTE, type Ms } from '../../../shared/lib/time';
import { GRID, WORLD_WIDTH, worldX, type Camera } from './projection';
import { HORIZON, sunHeight, wrap } from './sun';

export interface RulerTick {
  readonly key: number;
  readonly x: number;
  /** Mean solar time at the meridian. */
  readonly text: string;
  /** Whether the sun is up there, at the equator. */
  readonly lit: boolean;
}

/** Mean solar time on every 15th meridian of a pane; it moves one tick per hour, as the light does. */
export function rulerTicks(camera: Camera, at: Ms): readonly RulerTick[] {
  const step = 15 * GRID;
  const first = Math.ceil((camera.left + 96 / camera.scale) / step);
  const last = Math.floor((camera.left + (camera.width - 20) / camera.scale) / step);
  const ticks: RulerTick[] = [];
  for (let index = first; index <= last; index += 1) {
    const longitude = wrap((index * step * 360) / WORLD_WIDTH);
    const minutes = Math.floor((((at + (longitude / 15) * HOUR) % (24 * HOUR)) + 24 * HOUR) / MINUTE) % 1440;
    const text = `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
    ticks.push({
      key: index,
      x: (worldX(index * 15) - camera.left) * camera.scale,
      text,
      lit: sunHeight(at, 0, longitude) > HORIZON,
    });
  }
  // Very wide crops would print one label over the other.
  const gap = step * camera.scale;
  return gap >= 42 ? ticks : ticks.filter((tick) => tick.key % 2 === 0);
}
