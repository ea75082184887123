/** Rectangles of a pane in pixels: what stands there, and where something still fits. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

export const around = (x: number, y: number, radius: number): Box => ({
  left: x - radius,
  top: y - radius,
  width: 2 * radius,
  height: 2 * radius,
});

export function overlap(a: Box, b: Box, gap = 0): number {
  const across = Math.min(a.left + a.width, b.left + b.width + gap) - Math.max(a.left, b.left - gap);
  const down = Math.min(a.top + a.height, b.top + b.height + gap) - Math.max(a.top, b.top - gap);
  return across > 0 && down > 0 ? across * down : 0;
}

export const contains = (box: Box, x: number, y: number): boolean =>
  x >= box.left && x <= box.left + box.width && y >= box.top && y <= box.top + box.height;

export interface Fit {
  readonly box: Box;
  /** 0 when nothing is covered; 1000 and more when something is that must not be. */
  readonly cost: number;
}

/**
 * The best of some candidate boxes: inside the pane, covering nothing taken, few points of the arcs, and as early in the
 * list as possible.
 */
export function bestFit(
  candidates: readonly Box[],
  pane: Box,
  taken: readonly Box[],
  soft: readonly { readonly x: number; readonly y: number }[],
  softCost = 6,
): Fit | null {
  let best: Fit | null = null;
  for (const [index, box] of candidates.entries()) {
    let cost = index * 5;
    const outside =
      box.left < pane.left ||
      box.top < pane.top ||
      box.left + box.width > pane.left + pane.width ||
      box.top + box.height > pane.top + pane.height;
    if (outside) cost += 2_000;
    for (const other of taken) {
      if (best && cost >= best.cost) break;
      const covered = overlap(box, other, 3);
      if (covered > 0) cost += 1_000 + covered / 10;
    }
    if (best && cost >= best.cost) continue;
    for (const point of soft) if (contains(box, point.x, point.y)) cost += softCost;
    if (!best || cost < best.cost) best = { box, cost };
  }
  return best;
}

export const IMPOSSIBLE = 1_000;
