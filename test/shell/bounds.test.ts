import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEFAULT_SIZE, MIN_SIZE, placeWindow, type Rectangle } from '../../main/shell/bounds';

const primary: Rectangle = { x: 0, y: 25, width: 1_920, height: 1_055 };
const left: Rectangle = { x: -2_560, y: 0, width: 2_560, height: 1_440 };
const saved = (bounds: Rectangle, more: object = {}): unknown => ({
  bounds,
  maximized: false,
  fullScreen: false,
  ...more,
});

describe('the place of the window', () => {
  it('is the middle of the first screen at first', () => {
    expect(placeWindow(undefined, [primary, left])).toEqual({
      bounds: { x: 240, y: 103, width: 1_440, height: 900 },
      maximized: false,
      fullScreen: false,
    });
  });

  it('is where it was, also on another screen', () => {
    const bounds = { x: -2_000, y: 100, width: 1_200, height: 800 };
    expect(placeWindow(saved(bounds, { maximized: true }), [primary, left])).toEqual({
      bounds,
      maximized: true,
      fullScreen: false,
    });
  });

  it('is the first screen when its screen is gone, with the size it had', () => {
    const { bounds } = placeWindow(saved({ x: -2_000, y: 100, width: 1_200, height: 800 }), [primary]);
    expect(bounds).toEqual({ x: 360, y: 153, width: 1_200, height: 800 });
  });

  it('is no place where the title bar cannot be reached', () => {
    for (const bounds of [
      { x: 1_900, y: 100, width: 1_200, height: 800 },
      { x: -1_150, y: 100, width: 1_200, height: 800 },
      { x: 100, y: 1_060, width: 1_200, height: 800 },
      { x: 100, y: -300, width: 1_200, height: 800 },
    ]) {
      expect(placeWindow(saved(bounds), [primary]).bounds).toMatchObject({ x: 360, y: 153 });
    }
  });

  it('fits its screen, but is never too small to read', () => {
    expect(placeWindow(saved({ x: 0, y: 30, width: 5_000, height: 5_000 }), [primary]).bounds).toMatchObject({
      width: 1_920,
      height: 1_055,
    });
    expect(placeWindow(saved({ x: 0, y: 30, width: 200, height: 100 }), [primary]).bounds).toMatchObject(MIN_SIZE);
    const small = { x: 0, y: 0, width: 800, height: 600 };
    expect(placeWindow(undefined, [small]).bounds).toEqual({ x: 0, y: 0, ...MIN_SIZE });
  });

  it.each([
    null,
    7,
    'x',
    {},
    { bounds: null },
    { bounds: { x: 1 } },
    { bounds: { x: 0, y: 0, width: Number.NaN, height: 1 } },
    { bounds: { x: 1e9, y: 0, width: 1, height: 1 } },
  ])('takes nothing from %j', (rubbish) => {
    expect(placeWindow(rubbish, [primary]).bounds).toMatchObject(DEFAULT_SIZE);
  });

  it('can always be reached, whatever was stored and whatever screens there are', () => {
    const number = fc.integer({ min: -6_000, max: 6_000 });
    const screen = fc.record({
      x: number,
      y: number,
      width: fc.integer({ min: 1_000, max: 4_000 }),
      height: fc.integer({ min: 640, max: 3_000 }),
    });
    fc.assert(
      fc.property(
        fc.oneof(
          fc.anything(),
          screen.map((bounds) => saved(bounds)),
        ),
        fc.array(screen, { minLength: 1, maxLength: 3 }),
        (stored, screens) => {
          const { bounds } = placeWindow(stored, screens);
          const reachable = screens.some(
            (area) =>
              Math.min(area.x + area.width, bounds.x + bounds.width) - Math.max(area.x, bounds.x) >= 120 &&
              bounds.y >= area.y &&
              bounds.y + 40 <= area.y + area.height,
          );
          expect(reachable).toBe(true);
        },
      ),
      { seed: 3 },
    );
  });
});
