import type { Box } from './types';

/** Pure geometry of boxes, in CSS pixels of the window. */
export const right = (box: Box): number => box.left + box.width;
export const bottom = (box: Box): number => box.top + box.height;

export const boxOf = ({ left, top, width, height }: DOMRect | Box): Box => ({ left, top, width, height });

/** What two boxes share; null when nothing. */
export function shared(a: Box, b: Box): Box | null {
  const left = Math.max(a.left, b.left);
  const top = Math.max(a.top, b.top);
  const width = Math.min(right(a), right(b)) - left;
  const height = Math.min(bottom(a), bottom(b)) - top;
  return width > 0 && height > 0 ? { left, top, width, height } : null;
}

/** How far `inner` sticks out of `outer` on each side; negative where it does not. */
export const beyond = (inner: Box, outer: Box): { readonly x: number; readonly y: number } => ({
  x: Math.max(outer.left - inner.left, right(inner) - right(outer)),
  y: Math.max(outer.top - inner.top, bottom(inner) - bottom(outer)),
});

/** Distance of a point to a box; 0 inside. */
export function distance(x: number, y: number, box: Box): number {
  const nearX = Math.max(box.left, Math.min(right(box), x));
  const nearY = Math.max(box.top, Math.min(bottom(box), y));
  return Math.hypot(x - nearX, y - nearY);
}

export const middle = (box: Box): { readonly x: number; readonly y: number } => ({
  x: box.left + box.width / 2,
  y: box.top + box.height / 2,
});

export interface Target extends Box {
  /** Catches the pointer in a circle only. */
  readonly round?: boolean;
}

/**
 * WCAG 2.5.8 for targets below 24 by 24: a circle of 24 around the middle of each must reach no other target and no other
 * such circle. Returns the indexes that fail.
 */
export function tooClose(targets: readonly Target[], least = 24): readonly number[] {
  const small = targets.map((box) => box.width < least - 0.5 || box.height < least - 0.5);
  return targets.flatMap((box, index) => {
    if (!small[index]) return [];
    const at = middle(box);
    const crowded = targets.some((other, otherIndex) => {
      if (otherIndex === index) return false;
      const there = middle(other);
      return small[otherIndex]
        ? Math.hypot(at.x - there.x, at.y - there.y) < least - 0.5
        : (other.round ? Math.hypot(at.x - there.x, at.y - there.y) - other.width / 2 : distance(at.x, at.y, other)) <
            least / 2 - 0.5;
    });
    return crowded ? [index] : [];
  });
}
