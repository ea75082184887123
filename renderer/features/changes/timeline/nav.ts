import type { Placed } from './layout';

/** Lanes as they stand below each other. */
export type Rows = readonly { readonly site: string; readonly bars: readonly Placed[] }[];

/** The bar that an arrow leads to: along the lane by time, across lanes to the nearest in time; null: there is none. */
export function barFrom(rows: Rows, key: string | null, arrow: 'left' | 'right' | 'up' | 'down'): Placed | null {
  const at = rows.findIndex(({ bars }) => bars.some(({ item }) => item.key === key));
  const bars = rows[at]?.bars ?? [];
  const place = bars.findIndex(({ item }) => item.key === key);
  const bar = bars[place];
  if (bar === undefined) return null;
  if (arrow === 'left' || arrow === 'right') return bars[place + (arrow === 'left' ? -1 : 1)] ?? null;
  const step = arrow === 'up' ? -1 : 1;
  for (let next = at + step; rows[next] !== undefined; next += step) {
    const nearest = nearestBar(rows[next]?.bars ?? [], bar.x);
    if (nearest !== null) return nearest;
  }
  return null;
}

export const nearestBar = (bars: readonly Placed[], x: number): Placed | null =>
  bars.reduce<Placed | null>(
    (best, bar) => (best === null || Math.abs(bar.x - x) < Math.abs(best.x - x) ? bar : best),
    null,
  );

/** Where Tab goes to: the chosen bar, else the one nearest to a place. */
export function entryBar(rows: Rows, chosen: string | null, x: number): Placed | null {
  const bars = rows.flatMap(({ bars }) => bars);
  const open = bars.find(({ item }) => item.kind === 'change' && item.change.id === chosen);
  return open ?? nearestBar(bars, x);
}
