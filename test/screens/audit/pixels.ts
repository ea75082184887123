import { contrast, over } from './page/colour';
import type { Box, GraphicProbe, TextProbe } from './page/types';

/** A picture as plain bytes, three per pixel. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

type Rgb = readonly [number, number, number];

export function pixelAt({ width, height, data }: Pixels, x: number, y: number): Rgb {
  const column = Math.max(0, Math.min(width - 1, Math.round(x)));
  const row = Math.max(0, Math.min(height - 1, Math.round(y)));
  const at = (row * width + column) * 3;
  return [data[at] ?? 0, data[at + 1] ?? 0, data[at + 2] ?? 0];
}

/** Share of the pixels behind a text that may be worse: a hairline of the map that crosses it hides no letter. */
const FORGIVEN = 0.06;

/**
 * The contrast of a text with what is really behind it: its colour, laid over the pixels of a picture without texts. All
 * but the worst few pixels count.
 */
export function textContrast(probe: TextProbe, behind: Pixels): number {
  const ratios = probe.boxes.flatMap((box) =>
    gridOf(box).map(([x, y]) => {
      const ground = pixelAt(behind, x, y);
      return contrast(over(probe.colour, ground), ground);
    }),
  );
  ratios.sort((a, b) => a - b);
  return ratios[Math.floor(ratios.length * FORGIVEN)] ?? 21;
}

function gridOf({ left, top, width, height }: Box): readonly (readonly [number, number])[] {
  const across = Math.max(1, Math.min(60, Math.floor(width / 2)));
  const down = Math.max(1, Math.min(12, Math.floor(height / 2)));
  return Array.from({ length: across * down }, (_, index) => [
    left + ((index % across) + 0.5) * (width / across),
    top + (Math.floor(index / across) + 0.5) * (height / down),
  ]);
}

/** Pixels of a shape that must stand out, at least: thinner than this nobody sees it. */
const LEAST_PIXELS = 6;

/**
 * The contrast that the clearest few pixels of a graphic have with the ground next to them: what is around it, or a disc of
 * its own that it stands on.
 */
export function graphicContrast({ box }: GraphicProbe, picture: Pixels): number {
  const inner = {
    left: box.left + box.width / 4,
    top: box.top + box.height / 4,
    width: box.width / 2,
    height: box.height / 2,
  };
  return Math.max(against(groundOf(box, picture), box, picture), against(groundOf(inner, picture), box, picture));
}

function against(ground: Rgb, box: Box, picture: Pixels): number {
  const ratios: number[] = [];
  for (let y = Math.ceil(box.top); y < box.top + box.height; y += 1)
    for (let x = Math.ceil(box.left); x < box.left + box.width; x += 1)
      ratios.push(contrast(pixelAt(picture, x, y), ground));
  ratios.sort((a, b) => b - a);
  return ratios[Math.min(LEAST_PIXELS, ratios.length) - 1] ?? 1;
}

/** The colour that is most frequent in a frame around a box. */
function groundOf(box: Box, picture: Pixels): Rgb {
  const counts = new Map<string, { readonly colour: Rgb; count: number }>();
  const see = (x: number, y: number): void => {
    const colour = pixelAt(picture, x, y);
    const key = colour.join();
    const known = counts.get(key);
    if (known) known.count += 1;
    else counts.set(key, { colour, count: 1 });
  };
  for (let x = box.left - 1; x <= box.left + box.width; x += 1) {
    see(x, box.top - 1);
    see(x, box.top + box.height);
  }
  for (let y = box.top; y < box.top + box.height; y += 1) {
    see(box.left - 1, y);
    see(box.left + box.width, y);
  }
  return [...counts.values()].sort((a, b) => b.count - a.count)[0]?.colour ?? [0, 0, 0];
}

/** How many pixels differ between two pictures with at least this contrast between before and after. */
export function changedPixels(before: Pixels, after: Pixels, least: number): number {
  let changed = 0;
  for (let at = 0; at < before.data.length; at += 3) {
    const one: Rgb = [before.data[at] ?? 0, before.data[at + 1] ?? 0, before.data[at + 2] ?? 0];
    const other: Rgb = [after.data[at] ?? 0, after.data[at + 1] ?? 0, after.data[at + 2] ?? 0];
    if (one[0] === other[0] && one[1] === other[1] && one[2] === other[2]) continue;
    if (contrast(one, other) >= least) changed += 1;
  }
  return changed;
}
