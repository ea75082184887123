export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** What is remembered of the window between two starts. */
export interface WindowPlace {
  readonly bounds: Rectangle;
  readonly maximized: boolean;
  readonly fullScreen: boolean;
}

export const MIN_SIZE = { width: 1_000, height: 640 } as const;
export const DEFAULT_SIZE = { width: 1_440, height: 900 } as const;

/** How much of the top edge must be on a screen, so that a person can take hold of the window. */
const GRIP = { width: 120, height: 40 } as const;

/**
 * Where the window goes. A remembered place is used while its title bar can be reached on a screen that is there now (screens
 * come and go); else the window stands in the middle of the first screen. It is never larger than its screen.
 *
 * @param saved whatever was stored; anything may be in it
 * @param screens work areas, the primary one first
 */
export function placeWindow(saved: unknown, screens: readonly Rectangle[]): WindowPlace {
  const remembered = parsePlace(saved);
  const maximized = remembered?.maximized ?? false;
  const fullScreen = remembered?.fullScreen ?? false;
  const bounds = remembered?.bounds;
  const screen = bounds === undefined ? undefined : screens.find((area) => holdsGrip(area, bounds));
  if (bounds !== undefined && screen !== undefined) {
    return { bounds: { x: bounds.x, y: bounds.y, ...fit(bounds, screen) }, maximized, fullScreen };
  }
  const primary = screens[0] ?? { x: 0, y: 0, ...DEFAULT_SIZE };
  const size = fit(bounds ?? DEFAULT_SIZE, primary);
  const x = Math.round(primary.x + Math.max(0, primary.width - size.width) / 2);
  const y = Math.round(primary.y + Math.max(0, primary.height - size.height) / 2);
  return { bounds: { x, y, ...size }, maximized, fullScreen };
}

/** The smallest size wins over the screen: below it the window could not be read. */
function fit(
  wanted: { readonly width: number; readonly height: number },
  screen: Rectangle,
): { width: number; height: number } {
  return {
    width: Math.max(MIN_SIZE.width, Math.min(wanted.width, screen.width)),
    height: Math.max(MIN_SIZE.height, Math.min(wanted.height, screen.height)),
  };
}

function holdsGrip(screen: Rectangle, window: Rectangle): boolean {
  const left = Math.max(screen.x, window.x);
  const right = Math.min(screen.x + screen.width, window.x + window.width);
  return right - left >= GRIP.width && window.y >= screen.y && window.y + GRIP.height <= screen.y + screen.height;
}

function parsePlace(saved: unknown): WindowPlace | null {
  if (typeof saved !== 'object' || saved === null || !('bounds' in saved)) return null;
  const { bounds } = saved;
  if (typeof bounds !== 'object' || bounds === null) return null;
  const number = (name: string): number | null => {
    const value: unknown = (bounds as Readonly<Record<string, unknown>>)[name];
    return typeof value === 'number' && Number.isFinite(value) && Math.abs(value) < 100_000 ? Math.round(value) : null;
  };
  const [x, y, width, height] = [number('x'), number('y'), number('width'), number('height')];
  if (x === null || y === null || width === null || height === null || width <= 0 || height <= 0) return null;
  return {
    bounds: { x, y, width, height },
    maximized: 'maximized' in saved && saved.maximized === true,
    fullScreen: 'fullScreen' in saved && saved.fullScreen === true,
  };
}
