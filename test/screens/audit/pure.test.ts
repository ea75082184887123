import { describe, expect, it } from 'vitest';
import { beyond, distance, shared, tooClose } from './page/boxes';
import { contrast, leastContrast, over } from './page/colour';
import { rangesOf } from './page/ranges';
import type { Box, Finding } from './page/types';
import { changedPixels, graphicContrast, pixelAt, textContrast, type Pixels } from './pixels';
import { cropOf, summary } from './report';

const box = (left: number, top: number, width: number, height: number): Box => ({ left, top, width, height });
type Paint = (x: number, y: number) => readonly [number, number, number];
const paint = (width: number, height: number, at: Paint): Pixels => ({
  width,
  height,
  data: Uint8Array.from(
    Array.from({ length: width * height }, (_, index) => [...at(index % width, Math.floor(index / width))]).flat(),
  ),
});
const WHITE = [255, 255, 255] as const;
const BLACK = [0, 0, 0] as const;

describe('colours', () => {
  it.each([
    [BLACK, WHITE, 21],
    [WHITE, WHITE, 1],
    [[119, 119, 119] as const, WHITE, 4.48],
    [[118, 118, 118] as const, WHITE, 4.54],
  ])('contrast of %j on %j is %d', (a, b, ratio) => {
    expect(contrast(a, b)).toBeCloseTo(ratio, 2);
    expect(contrast(b, a)).toBeCloseTo(ratio, 2);
  });
  it('lays a colour over another by its opacity', () =>
    expect(over([255, 0, 0, 0.5], BLACK)).toEqual([127.5, 0, 0, 1]));
  it.each([
    [14, 400, 4.5],
    [20, 600, 4.5],
    [20, 700, 3],
    [24, 400, 3],
  ])('a text of %d px and weight %d needs %d', (size, weight, least) =>
    expect(leastContrast(size, weight)).toBe(least),
  );
});

describe('boxes', () => {
  it('share what both cover', () => {
    expect(shared(box(0, 0, 10, 10), box(5, 5, 10, 10))).toEqual(box(5, 5, 5, 5));
    expect(shared(box(0, 0, 10, 10), box(10, 0, 5, 5))).toBeNull();
  });
  it('tell how far one sticks out', () => {
    expect(beyond(box(-3, 2, 20, 5), box(0, 0, 10, 10))).toEqual({ x: 7, y: -2 });
    expect(distance(13, 14, box(0, 0, 10, 10))).toBe(5);
  });
  it('small targets need 24 px around them', () => {
    expect(tooClose([box(0, 0, 14, 14), box(20, 0, 14, 14)])).toEqual([0, 1]);
    expect(tooClose([box(0, 0, 14, 14), box(24, 0, 14, 14)])).toEqual([]);
    expect(tooClose([box(0, 0, 14, 14), box(16, 0, 40, 40)])).toEqual([0]);
    expect(tooClose([box(0, 0, 24, 24), box(10, 0, 24, 24)])).toEqual([]);
    // The corner of the box of a round one catches nothing.
    const diagonal = box(13, 26, 14, 14);
    expect(tooClose([diagonal, box(0, 0, 25, 25)])).toEqual([0]);
    expect(tooClose([diagonal, { ...box(-3, -3, 25, 25), round: true }])).toEqual([]);
  });
});

describe('pixels', () => {
  it('judge a text by what is behind it, but for a few', () => {
    const probe = { selector: '', text: '', colour: [0, 0, 0, 1] as const, boxes: [box(0, 0, 100, 20)], least: 4.5 };
    expect(
      textContrast(
        probe,
        paint(100, 20, () => WHITE),
      ),
    ).toBeCloseTo(21, 0);
    expect(
      textContrast(
        probe,
        paint(100, 20, (x) => (x < 2 ? BLACK : WHITE)),
      ),
    ).toBeCloseTo(21, 0);
    expect(
      textContrast(
        probe,
        paint(100, 20, (x) => (x < 30 ? BLACK : WHITE)),
      ),
    ).toBe(1);
  });
  it('judge a shape by the ground around it or its own disc', () => {
    const shape = (ink: Paint): number =>
      graphicContrast({ selector: '', box: box(10, 10, 20, 20) }, paint(40, 40, ink));
    const inside = (x: number, y: number, by = 0): boolean =>
      x >= 10 + by && x < 30 - by && y >= 10 + by && y < 30 - by;
    expect(shape((x, y) => (inside(x, y) ? BLACK : WHITE))).toBeCloseTo(21, 0);
    expect(shape((x, y) => (inside(x, y) ? [220, 220, 220] : WHITE))).toBeLessThan(1.5);
    expect(shape((x, y) => (inside(x, y, 8) ? WHITE : inside(x, y) ? BLACK : [30, 30, 30]))).toBeGreaterThan(10);
  });
  it('stay inside of the picture', () =>
    expect(
      pixelAt(
        paint(2, 2, () => BLACK),
        9,
        -4,
      ),
    ).toEqual([0, 0, 0]));
  it('count what a focus changes', () => {
    const before = paint(10, 10, () => WHITE);
    expect(
      changedPixels(
        before,
        paint(10, 10, (x) => (x === 0 ? BLACK : WHITE)),
        3,
      ),
    ).toBe(10);
    expect(
      changedPixels(
        before,
        paint(10, 10, (x) => (x === 0 ? [230, 230, 230] : WHITE)),
        3,
      ),
    ).toBe(0);
  });
});

describe('reports', () => {
  const finding: Finding = { rule: 'spills', selector: '.card', text: 'Orders', detail: '4 px', box: box(1, 2, 3, 4) };
  it('say the same thing once, with every place', () => {
    const place = { state: 'list', size: '1440x900' };
    const text = summary([
      { place: { ...place, theme: 'dark' }, finding },
      { place: { ...place, theme: 'light' }, finding },
    ]);
    expect(text).toBe('list  spills  .card  "Orders"  4 px\n    in dark 1440x900, light 1440x900');
  });
  it('crop around the place, inside of the picture', () => {
    expect(cropOf(box(0, 0, 0, 0), 100, 80)).toEqual(box(0, 0, 100, 80));
    expect(cropOf(box(-20, 70, 30, 30), 100, 80)).toEqual(box(0, 10, 100, 70));
  });
});

it('reads the ranges of a font', () =>
  expect(rangesOf('U+0000-00FF, U+0131, U+04??')).toEqual([
    [0, 0xff],
    [0x131, 0x131],
    [0x400, 0x4ff],
  ]));
