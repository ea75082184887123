import { GRID, WORLD_WIDTH, worldX, worldY, type Camera, type Place } from './projection';

/** The crop the screen was designed with: the Americas, Europe, Africa and India. */
const HOME = { west: -129, east: 92, north: 70.1, south: -48.6 };
/** No closer than this: a map of one town says nothing about the world it serves. */
const CLOSEST_SPAN = 104 * GRID;
const NORTH = worldY(83);
const SOUTH = worldY(-60);

interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}
const HOME_BOX: Box = {
  left: worldX(HOME.west),
  right: worldX(HOME.east),
  top: worldY(HOME.north),
  bottom: worldY(HOME.south),
};

/** Pixels kept free around the sites, for their plates, the title and the legend. */
const FREE = { left: 90, right: 90, top: 110, bottom: 80 };

/** The camera that shows all of the places: the designed crop where it fits them well, else their own box. */
/** `under`: pixels from the top that the title takes; left out, those of a title in one line. */
export function fitCamera(places: readonly Place[], width: number, height: number, under?: number): Camera {
  const home = belowTitle(places, showing(HOME_BOX, width, height), under);
  if (places.length === 0 || fitsHome(places, home)) return home;
  return closeTo(boxOf(places), width, height);
}

/** A pane narrower than this has the title in one line. */
const FOLDED = 880;
const UNDER_TITLE = 122;
const UNDER_FOLDED_TITLE = 96;

/** Moves the crop down a little where the northernmost place would lie under the title. */
function belowTitle(places: readonly Place[], home: Camera, under?: number): Camera {
  const north = Math.min(...places.map((place) => (worldY(place.latitude) - home.top) * home.scale));
  const lack = (under ?? (home.width < FOLDED ? UNDER_FOLDED_TITLE : UNDER_TITLE)) - north;
  return lack > 0 && Number.isFinite(lack) ? clamp({ ...home, top: home.top - lack / home.scale }) : home;
}

function fitsHome(places: readonly Place[], home: Camera): boolean {
  const points = places.map((place) => ({
    x: (worldX(place.longitude) - home.left) * home.scale,
    y: (worldY(place.latitude) - home.top) * home.scale,
  }));
  const inside = points.every(({ x, y }) => x > 24 && x < home.width - 24 && y > 60 && y < home.height - 60);
  const spread = Math.max(...points.map(({ x }) => x)) - Math.min(...points.map(({ x }) => x));
  return inside && spread > home.width * 0.4;
}

/** The narrowest box around the places, over the date line where that is shorter. */
function boxOf(places: readonly Place[]): Box {
  const xs = [...places].map((place) => worldX(place.longitude)).sort((a, b) => a - b);
  let widest = -1;
  let start = 0;
  for (const [index, x] of xs.entries()) {
    const next = xs[index + 1] ?? (xs[0] ?? 0) + WORLD_WIDTH;
    if (next - x > widest) {
      widest = next - x;
      start = (index + 1) % xs.length;
    }
  }
  const left = xs[start] ?? 0;
  const ys = places.map((place) => worldY(place.latitude));
  return { left, right: left + WORLD_WIDTH - widest, top: Math.min(...ys), bottom: Math.max(...ys) };
}

function closeTo(box: Box, width: number, height: number): Camera {
  const across = Math.max(box.right - box.left, 1);
  const down = Math.max(box.bottom - box.top, 1);
  const scale = Math.min(
    Math.max(40, width - FREE.left - FREE.right) / across,
    Math.max(40, height - FREE.top - FREE.bottom) / down,
    width / CLOSEST_SPAN,
  );
  const center = (box.left + box.right) / 2;
  const middle = (box.top + box.bottom) / 2;
  return clamp({
    width,
    height,
    scale,
    left: center - (width + FREE.left - FREE.right) / 2 / scale,
    top: middle - (height + FREE.top - FREE.bottom) / 2 / scale,
  });
}

function showing(box: Box, width: number, height: number): Camera {
  const scale = Math.min(width / (box.right - box.left), height / (box.bottom - box.top));
  return clamp({
    width,
    height,
    scale,
    left: (box.left + box.right) / 2 - width / 2 / scale,
    top: (box.top + box.bottom) / 2 - height / 2 / scale,
  });
}

/** Beside an open drawer the same world stands a little closer, with the chosen site near the drawer's edge. */
export function besideDrawer(home: Camera, site: Place, width: number, height: number): Camera {
  const scale = Math.min(home.scale * 1.195, (home.scale * 1.195 * Math.max(width, 420)) / 548);
  const down = site.latitude < 0 ? 0.73 : 0.45;
  return clamp({
    width,
    height,
    scale,
    left: worldX(site.longitude) - (0.665 * width) / scale,
    top: worldY(site.latitude) - (down * height) / scale,
  });
}

/** Not beyond the poles, as long as the world is taller than the pane; else in the middle of it. */
function clamp(camera: Camera): Camera {
  const tall = camera.height / camera.scale;
  const room = SOUTH - NORTH - tall;
  return { ...camera, top: room > 0 ? Math.min(NORTH + room, Math.max(NORTH, camera.top)) : NORTH + room / 2 };
}
