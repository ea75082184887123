import { useEffect, useMemo, useState } from 'react';
import { useStore } from 'zustand';
import { createStore, type StoreApi } from 'zustand/vanilla';
import { HOUR, type Ms } from '../../../../shared/lib/time';
import { drawnAround, tilesOf, xOf, type Cut, type Range, type Scale, type Span, type TileRange } from './scale';

export interface Pan {
  readonly base: Ms;
  /** Where the view began when what is drawn was last drawn anew. */
  readonly store: StoreApi<{ readonly at: Ms }>;
  /** What is seen, in tiles. */
  readonly tiles: StoreApi<TileRange>;
  /** Where the view begins now. */
  readonly from: () => Ms;
  readonly scale: () => Scale;
  readonly by: (pixels: number) => void;
  readonly to: (from: Ms) => void;
  /** There at once, before another span is drawn. */
  readonly jump: (from: Ms) => void;
  /** Pans as little as shows the whole of it, or its begin. */
  readonly reveal: (start: Ms, end: Ms) => void;
  /** A part that moves with the view. */
  readonly layer: (element: HTMLElement | null) => (() => void) | undefined;
  readonly fit: (scale: Scale, span: Span, width: number) => void;
}

/** A little of what is around it is shown too. */
const EDGE = 24;

/**
 * Panning is one transform a frame; tiles come and go ahead of it (`Tiles`). The begin of the view is no state of a component, so
 * that a frame of it draws nothing.
 */
function createPan(start: Ms, onMove: () => void): Pan {
  const store = createStore<{ readonly at: Ms }>(() => ({ at: start }));
  const tiles = createStore<TileRange>(() => ({ from: 0, to: 0 }));
  const layers = new Set<HTMLElement>();
  let from = start;
  let frame: number | null = null;
  let fitted: { readonly scale: Scale; readonly span: Span; readonly width: number } = {
    scale: { base: start, perHour: 1 },
    span: 72,
    width: 0,
  };
  const transform = (): string => `translateX(${-Math.round(xOf(fitted.scale, from))}px)`;
  const apply = (): void => {
    const where = transform();
    for (const layer of layers) layer.style.transform = where;
    const seen = tilesOf(from, fitted.span);
    if (seen.from !== tiles.getState().from) tiles.setState(seen);
    const { at } = store.getState();
    if (drawnAround(from, fitted.span).from !== drawnAround(at, fitted.span).from) store.setState({ at: from });
  };
  const hours = (pixels: number): Ms => (pixels / fitted.scale.perHour) * HOUR;
  const to = (at: Ms): void => {
    from = at;
    onMove();
    frame ??= requestAnimationFrame(() => {
      frame = null;
      apply();
    });
  };
  return {
    base: start,
    store,
    tiles,
    from: () => from,
    scale: () => fitted.scale,
    to,
    by: (pixels) => to(from + hours(pixels)),
    jump: (at) => {
      from = at;
      store.setState({ at });
    },
    reveal: (begins, ends) => {
      const seen = { from: from + hours(EDGE), to: from + hours(fitted.width - EDGE) };
      if (begins < seen.from) to(begins - hours(EDGE));
      else if (ends > seen.to) to(Math.min(begins - hours(EDGE), from + ends - seen.to));
    },
    layer: (element) => {
      if (element === null) return undefined;
      layers.add(element);
      element.style.transform = transform();
      return () => void layers.delete(element);
    },
    fit: (scale, span, width) => {
      fitted = { scale, span, width };
      apply();
    },
  };
}

/** The pan of a time line, with the scale and what is drawn now. */
export function usePan(
  start: Ms,
  span: Span,
  width: number,
  /** At every step. */
  onMove: () => void,
): { readonly pan: Pan; readonly scale: Scale; readonly cut: Cut; readonly drawn: Range } {
  const [pan] = useState(() => createPan(start, onMove));
  const at = useStore(pan.store, (state) => state.at);
  const scale = useMemo((): Scale => ({ base: pan.base, perHour: width / span }), [pan, width, span]);
  const drawn = useMemo(() => drawnAround(at, span), [at, span]);
  useEffect(() => pan.fit(scale, span, width), [pan, scale, span, width]);
  const cut = useMemo((): Cut => ({ pan, span, scale }), [pan, span, scale]);
  return { pan, scale, cut, drawn };
}
